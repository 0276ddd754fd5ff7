"""Which blocks stand on which sheet."""

from __future__ import annotations

from dataclasses import dataclass

from chipreport.doc.nodes import Contents, Core, Document, Heading, Inlines, Notes, Text
from chipreport.doc.walk import every_block
from chipreport.formats.xlsx.words import words

TOP = "contents"
"""The anchor of the list of sheets."""


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A sheet to come; the cover has no title and no anchor of its own."""

    title: Inlines
    anchor: str
    blocks: tuple[Core, ...]


def plan(document: Document) -> tuple[SheetPlan, ...]:
    """Return the sheets: a cover, one for each level-1 heading, and one for the sources.

    Sources that follow their own level-1 heading stay under it. A document that asks for no
    contents has them at the end of the cover.
    """
    sheets: list[tuple[Inlines, str, list[Core]]] = [((), "", [])]
    for block in document.blocks:
        match block:
            case Heading(level=1):
                sheets.append((block.inlines, block.anchor, []))
            case Notes() if sheets[-1][2] or len(sheets) == 1:
                sheets.append(((Text(block.title),), "", [block]))
            case _:
                sheets[-1][2].append(block)
    if not any(isinstance(block, Contents) for block in every_block(document.blocks)):
        sheets[0][2].append(Contents(words(document.language).contents))
    return tuple(
        SheetPlan(title, anchor or f"sheet {number}", tuple(blocks))
        for number, (title, anchor, blocks) in enumerate(sheets)
    )
