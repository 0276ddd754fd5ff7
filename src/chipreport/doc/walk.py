"""Going through a document in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from chipreport.doc.nodes import (
    Callout,
    Cards,
    Chart,
    Columns,
    Contents,
    Core,
    Document,
    FactRef,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Listing,
    NoteRef,
    Notes,
    PageBreak,
    Paragraph,
    Table,
    Text,
    Value,
)
from chipreport.facts.model import Claim


def plain(inlines: Iterable[Inline]) -> str:
    """Return the words of `inlines` without marks.

    Example:
        >>> plain((Text("Reach "), Text("grows", strong=True), NoteRef(1)))
        'Reach grows'
    """
    parts = []
    for inline in inlines:
        match inline:
            case Text() | FactRef() | Value() | Link():
                parts.append(inline.text)
            case LineBreak():
                parts.append(" ")
            case NoteRef():
                pass
            case _:
                assert_never(inline)
    return "".join(parts)


def every_block(blocks: Iterable[Core]) -> Iterator[Core]:
    """Yield `blocks` and those inside them, outer before inner."""
    for block in blocks:
        yield block
        match block:
            case Callout():
                yield from every_block(block.blocks)
            case Columns():
                for column in block.columns:
                    yield from every_block(column)
            case _:
                pass


def runs(block: Core) -> Iterator[Inlines]:
    """Yield the runs of inlines that `block` itself shows, without those of blocks inside it."""
    match block:
        case Heading() | Paragraph():
            yield block.inlines
        case Listing():
            yield from block.items
        case Table():
            yield from (block.title, block.subtitle)
            yield from (column.heading for column in block.columns)
            for row in block.rows:
                yield from row.cells
            yield block.note
        case Chart():
            yield from (block.title, block.subtitle)
            yield tuple(point.shown for series in block.series for point in series.points)
            yield block.note
        case Cards():
            for card in block.cards:
                yield (card.shown,)
                yield card.label
        case Callout():
            yield block.title
        case Notes():
            for note in block.notes:
                yield note.compact if block.compact else note.inlines
            yield block.reading
        case Columns() | Contents() | PageBreak():
            return
        case _:
            assert_never(block)


def inlines(document: Document) -> Iterator[Inline]:
    """Yield every inline of the document in reading order."""
    yield from document.title
    yield from document.subtitle
    for block in every_block(document.blocks):
        for run in runs(block):
            yield from run


def fact_refs(document: Document) -> Iterator[FactRef]:
    """Yield every claim that the document shows, as often as it shows it."""
    return (inline for inline in inlines(document) if isinstance(inline, FactRef))


def claims(document: Document) -> tuple[Claim, ...]:
    """Return the claims that the document shows, each once, in order of first appearance."""
    return tuple({ref.claim.id: ref.claim for ref in fact_refs(document)}.values())


def headings(document: Document) -> Iterator[Heading]:
    """Yield the headings, in order, those inside columns and callouts too."""
    return (block for block in every_block(document.blocks) if isinstance(block, Heading))
