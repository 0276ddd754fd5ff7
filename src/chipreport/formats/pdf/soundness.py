"""What would make a file unsound, found before a page is laid out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from chipreport.doc.nodes import (
    Chart,
    Columns,
    Contents,
    Document,
    FactRef,
    Link,
    NoteRef,
    Notes,
    RowRole,
    Table,
    Text,
    Value,
)
from chipreport.doc.walk import every_block, headings, inlines
from chipreport.errors import Problem
from chipreport.formats.pdf.fonts import face
from chipreport.formats.pdf.wording import WORDINGS
from chipreport.theme import fonts

PAGES = {"A4": (595.276, 841.89), "Letter": (612.0, 792.0)}
"""Width and height in points."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A text, where it comes from, and whether it is printed (or only told to readers)."""

    text: str
    where: str
    printed: bool = True


def problems(document: Document) -> list[Problem]:
    """Return everything that keeps `document` from being written as a sound PDF.

    Errors:
        R301 no glyph, R302 a control character, R303 a link that leads nowhere, R304 a mark
        without its note, R305 an anchor used twice, R306 a page size, R307 a language,
        R308 a table, R309 a chart, R310 columns that cannot be set.
    """
    found: list[Problem] = []
    if document.page not in PAGES:
        known = ", ".join(PAGES)
        found.append(
            Problem("R306", f"unknown page size {document.page!r}", document.name, f"use {known}")
        )
    if document.language not in WORDINGS:
        known = ", ".join(WORDINGS)
        found.append(
            Problem("R307", f"no words for {document.language!r}", document.name, f"use {known}")
        )
    found += _characters(document)
    found += _targets(document)
    found += _shapes(document)
    return found


def _characters(document: Document) -> Iterator[Problem]:
    known = _known()
    seen: set[tuple[str, str]] = set()
    for said in _texts(document):
        if known.issuperset(said.text):
            continue
        for character in sorted(set(said.text) - known):
            if (character, said.where) in seen:
                continue
            seen.add((character, said.where))
            name = f"U+{ord(character):04X}"
            if unicodedata.category(character).startswith("C"):
                yield Problem(
                    "R302", f"the text holds the control character {name}", said.where, "remove it"
                )
            elif said.printed:
                yield Problem(
                    "R301",
                    f"no typeface has the character {character!r} ({name})",
                    said.where,
                    "write it otherwise, or add it to the shipped faces",
                )


@cache
def _known() -> frozenset[str]:
    """Return the characters that stand in both faces."""
    return face(fonts.REGULAR).characters & face(fonts.BOLD).characters


def _texts(document: Document) -> Iterator[_Said]:
    place = document.name
    yield from (
        _Said(document.kicker, f"{place}: kicker"),
        _Said(document.running_title, f"{place}: running title"),
        _Said(document.dataset_title, f"{place}: dataset title"),
        *(_Said(text, f"{place}: aside") for text in document.aside),
        *(_Said(text, f"{place}: keywords", printed=False) for text in document.keywords),
    )
    for inline in inlines(document):
        match inline:
            case Text():
                yield _Said(inline.text, inline.key or f"{place}: {inline.text[:40]!r}")
                if document.language != "zh" and not inline.text.isascii():
                    yield _Said(inline.text.upper(), inline.key or f"{place}: {inline.text[:40]!r}")
            case FactRef():
                yield _Said(inline.text, inline.claim.id)
            case Value():
                yield _Said(inline.text, f"{place}: {inline.text!r}")
            case Link():
                yield _Said(inline.text, f"{place}: link {inline.text[:40]!r}")
            case _:
                pass
    for block in every_block(document.blocks):
        match block:
            case Chart():
                yield _Said(block.alt, block.key, printed=False)
                for series in block.series:
                    yield _Said(series.name, block.key)
                    yield from (_Said(point.label, block.key) for point in series.points)
            case Table():
                yield _Said(block.summary, block.key, printed=False)
            case Notes() | Contents():
                yield _Said(block.title, f"{place}: {block.title!r}")
            case _:
                pass


def _targets(document: Document) -> Iterator[Problem]:
    anchors = [heading.anchor for heading in headings(document)]
    notes: set[int] = set()
    for block in every_block(document.blocks):
        if isinstance(block, Notes):
            anchors += [note.anchor for note in block.notes]
            notes.update(note.number for note in block.notes)
    for anchor in sorted({each for each in anchors if anchors.count(each) > 1}):
        yield Problem("R305", f"two places are called {anchor!r}", document.name, "rename one")
    leading = (each for each in inlines(document) if isinstance(each, NoteRef | Link))
    for inline in dict.fromkeys(leading):
        if isinstance(inline, NoteRef) and inline.number not in notes:
            says = f"the mark {inline.number} has no note"
            yield Problem("R304", says, document.name, "add the sources block")
        elif isinstance(inline, Link):
            if inline.target.startswith("#"):
                sound = inline.target[1:] in anchors
            else:
                sound = inline.target.startswith(("http://", "https://"))
                sound = sound and inline.target.isascii() and inline.target.isprintable()
            if not sound:
                says = f"the link {inline.text!r} leads to {inline.target!r}"
                hint = "lead to #anchor of a heading or to an http(s) address in ASCII"
                yield Problem("R303", says, document.name, hint)


def _shapes(document: Document) -> Iterator[Problem]:
    for block in every_block(document.blocks):
        match block:
            case Table():
                count = len(block.columns)
                if not block.rows or not count:
                    yield Problem("R308", "the table has no rows", block.key, "leave it out")
                for number, row in enumerate(block.rows, 1):
                    one = row.role is RowRole.GROUP and len(row.cells) == 1
                    if len(row.cells) != count and not one:
                        says = f"row {number} has {len(row.cells)} cells for {count} columns"
                        yield Problem("R308", says, block.key, "give each column its cell")
            case Chart():
                labels = [[point.label for point in series.points] for series in block.series]
                if not labels or not labels[0]:
                    yield Problem("R309", "the chart has no points", block.key, "leave it out")
                elif any(each != labels[0] for each in labels):
                    says = "the series have different labels"
                    yield Problem("R309", says, block.key, "give every series the same labels")
                elif any(not p.value.is_finite() for s in block.series for p in s.points):
                    yield Problem("R309", "a value is not a number", block.key, "leave it out")
            case Columns():
                weights = block.weights
                if weights and (len(weights) != len(block.columns) or min(weights) <= 0):
                    says = f"{len(weights)} weights for {len(block.columns)} columns"
                    yield Problem("R310", says, document.name, "one above zero a column")
            case _:
                pass
