"""The tree as compact text: for golden cases, and to see what a template made."""

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


def dump(document: Document) -> str:
    """Return one line a block, nested blocks indented; claims as `<id form|words>`."""
    head = [f"document {document.name} {document.layout} {document.language} {document.page}"]
    head += [f"title {line(document.title)}", f"subtitle {line(document.subtitle)}"]
    return "\n".join([*head, *_blocks(document.blocks, "")]) + "\n"


def line(inlines: Inlines) -> str:
    """Return the inlines in one line."""
    return "".join(_inlines(inlines))


def _inlines(inlines: Inlines) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case FactRef():
                yield f"<{inline.claim.id} {inline.form}|{inline.text}>"
            case Text():
                words = f"**{inline.text}**" if inline.strong else inline.text
                yield f"{{{inline.key}|{words}}}" if inline.key else words
            case Value():
                yield inline.text
            case NoteRef():
                yield f"[{inline.number}]"
            case Link():
                yield f"({inline.text} -> {inline.target})"
            case LineBreak():
                yield " / "
            case _:
                assert_never(inline)


def _blocks(blocks: Iterable[Core], indent: str) -> Iterator[str]:
    deeper = indent + "  "
    for block in blocks:
        match block:
            case Heading():
                yield f"{indent}h{block.level} {line(block.inlines)} #{block.anchor}"
            case Paragraph():
                yield f"{indent}{block.role} {line(block.inlines)}"
            case Listing():
                yield f"{indent}{'ordered' if block.ordered else 'list'}"
                yield from (f"{deeper}- {line(item)}" for item in block.items)
            case Table():
                yield f"{indent}table {block.key} {line(block.title)} | {line(block.subtitle)}"
                yield deeper + " | ".join(line(column.heading) for column in block.columns)
                yield from (deeper + " | ".join(map(line, row.cells)) for row in block.rows)
                yield f"{deeper}note {line(block.note)}"
            case Chart():
                yield f"{indent}{block.kind} {block.key} {line(block.title)} ({block.unit})"
                for series in block.series:
                    points = ", ".join(f"{p.label} {line((p.shown,))}" for p in series.points)
                    yield f"{deeper}{series.name}: {points}"
                yield f"{deeper}note {line(block.note)}"
            case Cards():
                yield f"{indent}cards"
                for card in block.cards:
                    yield f"{deeper}{line((card.shown,))} {line(card.label)}"
            case Callout():
                yield f"{indent}callout {line(block.title)}"
                yield from _blocks(block.blocks, deeper)
            case Columns():
                for weight, column in zip(block.weights, block.columns, strict=True):
                    yield f"{indent}column {weight:g}"
                    yield from _blocks(column, deeper)
            case Contents():
                yield f"{indent}contents {block.title} {block.depth}"
            case Notes():
                yield f"{indent}notes {block.title}"
                yield from (f"{deeper}{n.number} {line(n.inlines)}" for n in block.notes)
            case PageBreak():
                yield f"{indent}page break"
            case _:
                assert_never(block)
