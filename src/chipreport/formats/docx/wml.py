"""WordprocessingML as strings; nothing is parsed on the way out."""

from __future__ import annotations

from chipreport.ooxml.markup import attribute, escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{WP}" xmlns:a="{A}" xmlns:c="{C}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w15"'
)


def run_properties(
    *,
    style: str = "",
    hint: bool = False,
    bold: bool = False,
    italic: bool = False,
    dotted: bool = False,
    language: str = "",
) -> str:
    """Return the properties of a run, in the order of the schema, "" for none.

    `hint` asks for the East Asian face where a sign could be set in either; `dotted` stresses
    Han characters, which have no slanted form.
    """
    parts = (
        f'<w:rStyle w:val="{style}"/>' if style else "",
        '<w:rFonts w:hint="eastAsia"/>' if hint else "",
        "<w:b/><w:bCs/>" if bold else "",
        "<w:i/><w:iCs/>" if italic else "",
        '<w:em w:val="underDot"/>' if dotted else "",
        _language(language),
    )
    found = "".join(parts)
    return f"<w:rPr>{found}</w:rPr>" if found else ""


def run(text: str, properties: str = "") -> str:
    """Return a run of `text`; tabs and new lines become Word's own."""
    parts = []
    for number, line in enumerate(text.split("\n")):
        parts.append("<w:br/>" if number else "")
        pieces = line.split("\t")
        parts.append(
            "<w:tab/>".join(
                f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else ""
                for piece in pieces
            )
        )
    return f"<w:r>{properties}{''.join(parts)}</w:r>"


def tab() -> str:
    """Return a run with a tab."""
    return "<w:r><w:tab/></w:r>"


def paragraph(style: str, content: str, *, before: str = "", after: str = "") -> str:
    """Return a paragraph; `before` and `after` are properties on either side of numbering."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{before}{after}</w:pPr>{content}</w:p>'


def field(instruction: str, cached: str) -> str:
    """Return a field with its result, never dirty: a dirty one makes Word ask on opening."""
    return f"{field_start(instruction)}<w:r><w:t>{escape(cached)}</w:t></w:r>{FIELD_END}"


def field_start(instruction: str) -> str:
    """Return the runs before the result of a field."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        f" {escape(instruction)} </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def to_bookmark(name: str, content: str) -> str:
    """Return a link to a place in the document."""
    return f'<w:hyperlink w:anchor="{attribute(name)}" w:history="1">{content}</w:hyperlink>'


def to_address(relationship: str, content: str) -> str:
    """Return a link to the address of `relationship`."""
    return f'<w:hyperlink r:id="{relationship}" w:history="1">{content}</w:hyperlink>'


def cell(width: int, content: str, *, properties: str = "", span: int = 1) -> str:
    """Return a cell; `content` must end in a paragraph."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{properties}</w:tcPr>'
        f"{content}</w:tc>"
    )


def row(cells: str, *, head: bool = False, split: bool = False) -> str:
    """Return a row; a head is repeated on every page."""
    properties = ("" if split else "<w:cantSplit/>") + ("<w:tblHeader/>" if head else "")
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{cells}</w:tr>"


def table(
    style: str, widths: tuple[int, ...], rows: str, *, title: str, summary: str = "", head: bool
) -> str:
    """Return a table of fixed widths, in twips, with its alternative text."""
    described = f'<w:tblDescription w:val="{attribute(summary)}"/>' if summary else ""
    captioned = f'<w:tblCaption w:val="{attribute(title)}"/>' if title else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = "04A0" if head else "0480"
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{look}" w:firstRow="{int(head)}" w:lastRow="0" w:firstColumn="1"'
        f' w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>{captioned}{described}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _language(language: str) -> str:
    if not language:
        return ""
    kind = "eastAsia" if language.startswith(("zh", "ja", "ko")) else "val"
    return f'<w:lang w:{kind}="{attribute(language)}"/>'
