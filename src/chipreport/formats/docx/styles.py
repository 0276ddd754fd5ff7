"""The styles part: every look of the document has a name that a person can change."""

from __future__ import annotations

from chipreport.formats.docx.looks import Painter, character, paragraph, spacing
from chipreport.formats.docx.page import Page
from chipreport.formats.docx.table_styles import table_styles
from chipreport.formats.docx.wml import NAMESPACES
from chipreport.formats.docx.words import Words
from chipreport.ooxml.markup import HEADER
from chipreport.theme import Length, Theme

_BOLD = "<w:b/><w:bCs/>"
_KEEP = "<w:keepNext/>"
_WHOLE = "<w:keepNext/><w:keepLines/>"


def card_values(theme: Theme) -> tuple[tuple[str, str, Length], ...]:
    """Return the styles of headline values from large to small, with their names and sizes.

    A size is a style of the paragraph, as LibreOffice 7 drops the look of runs in controls.
    """
    scale = theme.scale
    large = Length(scale.heading_1.pt * 1.2)
    return (
        ("CardValue", "Card Value", large),
        ("CardValueMiddle", "Card Value Middle", scale.heading_1),
        ("CardValueSmall", "Card Value Small", scale.heading_2),
        ("CardValueSmallest", "Card Value Smallest", scale.heading_3),
    )


def styles_part(theme: Theme, page: Page, words: Words) -> bytes:
    """Return the styles part."""
    paint = Painter(theme)
    parts = (
        _defaults(paint, theme, words),
        *_basic(paint),
        *_front(paint, theme, page),
        *_prose(paint, theme, words),
        *_contents(paint, theme),
        *_captions(paint, theme),
        *_cells(paint, theme),
        *_boxes(paint, theme),
        *_margins(paint, theme, page),
        *_characters(paint),
        *table_styles(paint, theme),
    )
    return f"{HEADER}<w:styles {NAMESPACES}>{''.join(parts)}</w:styles>".encode()


def _defaults(paint: Painter, theme: Theme, words: Words) -> str:
    latin = "en-US" if words.locale.startswith("zh") else words.locale
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{paint.minor}{paint.size(theme.scale.body)}"
        f'<w:lang w:val="{latin}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{spacing(0, 0)}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _basic(paint: Painter) -> tuple[str, ...]:
    # The colour is not among the defaults: LibreOffice lets those win over the styles of runs
    # in tables, and a forecast would look like a fact.
    return (
        paragraph(
            "Normal",
            "Normal",
            default=True,
            quick=True,
            setting="<w:widowControl/>",
            look=paint.text,
        ),
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/>'
        "<w:semiHidden/></w:style>",
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>',
        paragraph("Gap", "Gap", own=True, setting=spacing(0, 0, exact=160)),
    )


def _front(paint: Painter, theme: Theme, page: Page) -> tuple[str, ...]:
    scale, palette = theme.scale, theme.palette
    kicker = f'{_BOLD}<w:caps/>{paint.accent}<w:spacing w:val="24"/>{paint.size(scale.small)}'
    rule = paint.edge("bottom", 12, palette.heading, space=1)
    right = f'<w:tabs><w:tab w:val="right" w:pos="{page.text}"/></w:tabs>'
    small = paint.secondary + paint.size(scale.small)
    return (
        paragraph("Kicker", "Kicker", own=True, setting=_KEEP + spacing(0, 40), look=kicker),
        paragraph(
            "Title",
            "Title",
            follows="Subtitle",
            quick=True,
            setting=_WHOLE + spacing(0, 60, line=228),
            look=paint.major + _BOLD + paint.heading + paint.size(scale.title),
        ),
        paragraph(
            "Subtitle",
            "Subtitle",
            follows="BodyText",
            quick=True,
            setting=_WHOLE + spacing(0, 40, line=252),
            look=paint.secondary + paint.size(scale.lead),
        ),
        paragraph(
            "Rule",
            "Rule",
            own=True,
            setting=f"<w:pBdr>{rule}</w:pBdr>{spacing(0, 140, exact=120)}",
        ),
        paragraph("Aside", "Aside", own=True, setting=right + spacing(0, 240), look=small),
        paragraph(
            "AsideRight",
            "Aside Right",
            base="Aside",
            own=True,
            setting=spacing(0, 20) + '<w:jc w:val="right"/>',
        ),
    )


def _prose(paint: Painter, theme: Theme, words: Words) -> tuple[str, ...]:
    scale = theme.scale
    # Chinese paragraphs begin two characters in, whatever their size.
    indent = ""
    if words.locale.startswith("zh"):
        indent = f'<w:ind w:firstLineChars="200" w:firstLine="{scale.body.twips * 2}"/>'
    sizes = (scale.heading_1, scale.heading_2, scale.heading_3)
    rooms = ((340, 100), (260, 80), (200, 60))
    headings = tuple(
        paragraph(
            f"Heading{level}",
            f"heading {level}",
            follows="BodyText",
            quick=True,
            setting=f'{_WHOLE}{spacing(*room)}<w:outlineLvl w:val="{level - 1}"/>',
            look=paint.major + _BOLD + paint.heading + paint.size(size),
        )
        for level, (size, room) in enumerate(zip(sizes, rooms, strict=True), 1)
    )
    points = spacing(0, 60, line=271)
    return (
        *headings,
        paragraph("BodyText", "Body Text", quick=True, setting=spacing(0, 140, line=276) + indent),
        paragraph(
            "Lead",
            "Lead",
            own=True,
            quick=True,
            setting=spacing(60, 200, line=276),
            look=paint.size(scale.lead),
        ),
        paragraph(
            "SmallPrint",
            "Small Print",
            own=True,
            setting=spacing(40, 120),
            look=paint.secondary + paint.size(scale.small),
        ),
        paragraph(
            "ListBullet",
            "List Bullet",
            quick=True,
            setting=f'<w:numPr><w:numId w:val="1"/></w:numPr>{points}',
        ),
        paragraph("ListNumber", "List Number", quick=True, setting=points),
    )


def _contents(paint: Painter, theme: Theme) -> tuple[str, ...]:
    scale = theme.scale
    entries = tuple(
        paragraph(
            f"TOC{level}",
            f"toc {level}",
            follows="Normal",
            setting=spacing(50 if level == 1 else 0, 30) + f'<w:ind w:left="{280 * (level - 1)}"/>',
            look=_BOLD if level == 1 else paint.secondary,
        )
        for level in (1, 2, 3)
    )
    return (
        paragraph(
            "TOCHeading",
            "TOC Heading",
            follows="BodyText",
            setting=_KEEP + spacing(240, 60),
            look=paint.major + _BOLD + paint.heading + paint.size(scale.heading_2),
        ),
        *entries,
    )


def _captions(paint: Painter, theme: Theme) -> tuple[str, ...]:
    scale, palette = theme.scale, theme.palette
    small = paint.secondary + paint.size(scale.small)
    rule = paint.edge("top", 8, palette.heading, space=6)
    hang = '<w:tabs><w:tab w:val="left" w:pos="340"/></w:tabs>'
    return (
        paragraph(
            "Caption",
            "caption",
            follows="Measure",
            quick=True,
            setting=_WHOLE + spacing(180, 10),
            look=_BOLD + paint.heading + paint.size(scale.heading_3),
        ),
        paragraph(
            "CaptionAlone",
            "Caption Alone",
            base="Caption",
            own=True,
            setting=_WHOLE + spacing(180, 60),
        ),
        paragraph("Measure", "Measure", own=True, setting=_WHOLE + spacing(0, 60), look=small),
        paragraph("Drawing", "Drawing", own=True, follows="SourceNote", setting=spacing(0, 0)),
        paragraph("SourceNote", "Source Note", own=True, setting=spacing(60, 220), look=small),
        paragraph(
            "NotesTitle",
            "Notes Title",
            own=True,
            follows="NoteEntry",
            setting=_WHOLE + spacing(340, 100),
            look=paint.major + _BOLD + paint.heading + paint.size(scale.heading_2),
        ),
        paragraph(
            "NoteEntry",
            "Note Entry",
            own=True,
            setting=f'{hang}{spacing(0, 50)}<w:ind w:left="340" w:hanging="340"/>',
            look=paint.size(scale.small),
        ),
        paragraph(
            "CompactNotes",
            "Compact Notes",
            own=True,
            setting=f"<w:pBdr>{rule}</w:pBdr>{spacing(240, 0)}",
            look=paint.secondary + paint.size(scale.smallest),
        ),
    )


def _cells(paint: Painter, theme: Theme) -> tuple[str, ...]:
    scale = theme.scale
    right = '<w:jc w:val="right"/>'
    head = _BOLD + paint.secondary + paint.size(scale.small)
    group = _BOLD + paint.heading
    return (
        paragraph(
            "TableText",
            "Table Text",
            own=True,
            setting=spacing(50, 50),
            look=paint.size(scale.table),
        ),
        paragraph("TableNumber", "Table Number", base="TableText", own=True, setting=right),
        paragraph("TablePeriod", "Table Period", base="TableText", own=True, look=paint.secondary),
        paragraph(
            "TableHead",
            "Table Head",
            base="TableText",
            own=True,
            setting=_KEEP + spacing(40, 40),
            look=head,
        ),
        paragraph(
            "TableHeadNumber", "Table Head Number", base="TableHead", own=True, setting=right
        ),
        paragraph(
            "TableGroup",
            "Table Group",
            base="TableText",
            own=True,
            setting=_KEEP + spacing(100, 50),
            look=group,
        ),
        paragraph("TimelineDate", "Timeline Date", base="TableText", own=True, look=group),
    )


def _boxes(paint: Painter, theme: Theme) -> tuple[str, ...]:
    scale = theme.scale
    title = f'{_BOLD}<w:caps/>{paint.accent}<w:spacing w:val="16"/>{paint.size(scale.small)}'
    values = tuple(
        paragraph(
            style,
            name,
            own=True,
            follows="CardLabel",
            setting=_KEEP + spacing(70, 0),
            look=paint.major + _BOLD + paint.heading + paint.size(size),
        )
        for style, name, size in card_values(theme)
    )
    return (
        *values,
        paragraph(
            "CardLabel",
            "Card Label",
            own=True,
            setting=spacing(0, 60),
            look=paint.secondary + paint.size(scale.small),
        ),
        paragraph(
            "CalloutTitle", "Callout Title", own=True, setting=_KEEP + spacing(0, 80), look=title
        ),
        paragraph("CalloutText", "Callout Text", own=True, setting=spacing(0, 80, line=271)),
    )


def _margins(paint: Painter, theme: Theme, page: Page) -> tuple[str, ...]:
    right = f'<w:tabs><w:tab w:val="right" w:pos="{page.text}"/></w:tabs>'
    small = paint.secondary + paint.size(theme.scale.smallest)
    under = paint.edge("bottom", 4, theme.palette.hairline, space=4)
    over = paint.edge("top", 4, theme.palette.hairline, space=4)
    return (
        paragraph(
            "Header",
            "header",
            setting=f"<w:pBdr>{under}</w:pBdr>{right}{spacing(0, 0)}",
            look=small,
        ),
        paragraph(
            "Footer", "footer", setting=f"<w:pBdr>{over}</w:pBdr>{right}{spacing(0, 0)}", look=small
        ),
    )


def _characters(paint: Painter) -> tuple[str, ...]:
    raised = '<w:vertAlign w:val="superscript"/>'
    return (
        character("Fact", "Fact", own=True),
        character("FactForecast", "Fact Forecast", base="Fact", own=True, look=paint.forecast),
        character("NoteMark", "Note Mark", own=True, look=_BOLD + paint.accent + raised),
        character("NoteNumber", "Note Number", own=True, look=_BOLD + paint.accent),
        character("Hyperlink", "Hyperlink", look=paint.link),
    )
