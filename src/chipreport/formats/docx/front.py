"""The title block, and the header and footer of every page."""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from chipreport.doc.nodes import Layout
from chipreport.formats.docx import wml
from chipreport.formats.docx.inlines import runs
from chipreport.formats.docx.manuscript import WORD, Manuscript
from chipreport.ooxml.markup import HEADER, is_east_asian


def title_block(manuscript: Manuscript) -> str:
    """Return kicker, title and subtitle above a rule; what tells the edition beside or below."""
    document = manuscript.document
    kicker = wml.paragraph("Kicker", _run(manuscript, document.kicker)) if document.kicker else ""
    title = wml.paragraph("Title", runs(manuscript, document.title))
    subtitle = ""
    if document.subtitle:
        subtitle = wml.paragraph("Subtitle", runs(manuscript, document.subtitle))
    head = kicker + title + subtitle
    if document.layout is Layout.FACTSHEET:
        return _beside(manuscript, head) + wml.paragraph("Rule", "")
    first, *rest = document.aside or ("",)
    line = _run(manuscript, first)
    if rest:
        line += wml.tab() + _run(manuscript, " · ".join(rest))
    return head + wml.paragraph("Rule", "") + (wml.paragraph("Aside", line) if line else "")


def header_and_footer(manuscript: Manuscript) -> str:
    """Return the references to both; the first page has no header, as it has the title."""
    document, words = manuscript.document, manuscript.words
    dataset = f"{words.dataset} {document.dataset_name} {document.dataset_version}"
    edition = f"{words.edition} {document.edition.isoformat()}"
    header = _line(manuscript, "Header", document.running_title, _run(manuscript, dataset))
    page, of, end = words.page
    pages = (
        f"{_run(manuscript, page)}{wml.field('PAGE', '1')}"
        f"{_run(manuscript, of)}{wml.field('NUMPAGES', '1')}"
    ) + (_run(manuscript, end) if end else "")
    parts = (manuscript.theme.brand, document.running_title, edition)
    footer = _line(manuscript, "Footer", " · ".join(part for part in parts if part), pages)
    empty = wml.paragraph("Gap", "")
    references = (
        ("header", "default", header),
        ("header", "first", empty),
        ("footer", "default", footer),
        ("footer", "first", footer),
    )
    return "".join(_reference(manuscript, *reference) for reference in references)


def _beside(manuscript: Manuscript, head: str) -> str:
    """Return the title with the aside at its right, in a table without rules."""
    aside = "".join(
        wml.paragraph("AsideRight", _run(manuscript, line)) for line in manuscript.document.aside
    )
    if not aside:
        return head
    right = manuscript.page.text // 3
    widths = (manuscript.page.text - right, right)
    low = '<w:vAlign w:val="bottom"/>'
    cells = wml.cell(widths[0], head) + wml.cell(widths[1], aside, properties=low)
    title = manuscript.document.running_title
    return wml.table("Columns", widths, wml.row(cells), title=title, head=False)


def _line(manuscript: Manuscript, style: str, left: str, right: str) -> str:
    return wml.paragraph(style, _run(manuscript, left) + wml.tab() + right)


def _reference(manuscript: Manuscript, kind: str, pages: str, content: str) -> str:
    root = "w:hdr" if kind == "header" else "w:ftr"
    xml = f"{HEADER}<{root} {wml.NAMESPACES}>{content}</{root}>".encode()
    relation = RT.HEADER if kind == "header" else RT.FOOTER
    name = f"/word/{kind}{1 if pages == 'default' else 2}.xml"
    number = manuscript.add(name, f"{WORD}.{kind}+xml", xml, relation)
    return f'<w:{kind}Reference w:type="{pages}" r:id="{number}"/>'


def _run(manuscript: Manuscript, text: str) -> str:
    hint = manuscript.document.language.startswith("zh") and is_east_asian(text)
    return wml.run(text, wml.run_properties(hint=hint))
