"""Every node of the tree as paragraphs and tables."""

from __future__ import annotations

from typing import assert_never

from chipreport.doc.nodes import (
    Callout,
    Cards,
    Chart,
    Columns,
    Contents,
    Core,
    Heading,
    Listing,
    Notes,
    PageBreak,
    Paragraph,
    ParagraphRole,
    Table,
)
from chipreport.formats.docx import wml
from chipreport.formats.docx.boxes import callout, cards, columns
from chipreport.formats.docx.contents import contents, heading
from chipreport.formats.docx.drawings import drawing
from chipreport.formats.docx.inlines import runs
from chipreport.formats.docx.manuscript import Frame, Manuscript
from chipreport.formats.docx.notes import notes
from chipreport.formats.docx.tables import data_table

_STYLES = {
    ParagraphRole.BODY: "BodyText",
    ParagraphRole.LEAD: "Lead",
    ParagraphRole.NOTE: "SmallPrint",
}


def blocks(manuscript: Manuscript, cores: tuple[Core, ...], frame: Frame) -> str:
    """Return `cores` one below the other."""
    return "".join(_block(manuscript, core, frame) for core in cores)


def _block(manuscript: Manuscript, block: Core, frame: Frame) -> str:
    match block:
        case Heading():
            return heading(manuscript, block)
        case Paragraph():
            style = _STYLES[block.role]
            if frame.in_callout and block.role is ParagraphRole.BODY:
                style = "CalloutText"
            before = manuscript.take_break()
            return wml.paragraph(style, runs(manuscript, block.inlines), before=before)
        case Listing():
            return _listing(manuscript, block)
        case Table():
            return data_table(manuscript, block, frame)
        case Chart():
            return drawing(manuscript, block, frame)
        case Cards():
            return cards(manuscript, block, frame)
        case Callout():
            return callout(manuscript, block, frame, blocks)
        case Columns():
            return columns(manuscript, block, frame, blocks)
        case Contents():
            return contents(manuscript, block)
        case Notes():
            return notes(manuscript, block)
        case PageBreak():
            manuscript.break_page()
            return ""
        case _:
            assert_never(block)


def _listing(manuscript: Manuscript, block: Listing) -> str:
    style, numbered = ("ListNumber", "") if block.ordered else ("ListBullet", "")
    if block.ordered:
        number = manuscript.next_list() + 1  # 1 is the list of points
        numbered = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    return "".join(
        wml.paragraph(style, runs(manuscript, item), before=manuscript.take_break(), after=numbered)
        for item in block.items
    )
