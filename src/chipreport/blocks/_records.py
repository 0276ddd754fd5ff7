"""Tables of the dataset's own rows, one row a record, as a data workbook shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from chipreport.blocks import Scene
from chipreport.blocks._words import words
from chipreport.doc.links import uri
from chipreport.doc.nodes import (
    Column,
    ColumnKind,
    Inlines,
    Link,
    Row,
    Table,
    Text,
    Value,
)
from chipreport.facts.model import Entity, Texts

Cell = str | int | Decimal | Inlines | None
Heading = tuple[str, ColumnKind, float]


def records(
    scene: Scene,
    key: str,
    headings: Sequence[Heading],
    rows: Iterable[Sequence[Cell]],
    title: Inlines,
) -> Table:
    """Return a table whose cells come from the dataset; words of a cell carry `key`."""
    return Table(
        key=key,
        columns=tuple(
            Column(words(name, scene.language), kind, width) for name, kind, width in headings
        ),
        rows=tuple(Row(tuple(_cell(cell, key) for cell in row)) for row in rows),
        title=title,
        summary="".join(inline.text for inline in title if isinstance(inline, Text)),
    )


def said(texts: Texts, language: str) -> str:
    """Return the text in `language`, in English where there is none."""
    return texts.get(language) or texts.get("en", "")


def named(entity: Entity | None, language: str) -> str:
    """Return the name to display, "" for nobody."""
    return entity.name(language) if entity else ""


def address(url: str) -> Inlines:
    """Return a link to an http(s) address, plain words for anything else."""
    if url.startswith(("https://", "http://")):
        return (Link(url, uri(url)),)
    return (Text(url, key="source"),) if url else ()


def _cell(cell: Cell, key: str) -> Inlines:
    if cell is None or cell == "":
        return ()
    if isinstance(cell, tuple):
        return cell
    if isinstance(cell, str):
        return (Text(cell, key=key),)
    return (Value(Decimal(cell), str(cell)),)
