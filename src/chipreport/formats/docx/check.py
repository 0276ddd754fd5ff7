"""Everything that keeps a document from being written soundly, found before the first part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from chipreport.doc.nodes import (
    Chart,
    Columns,
    Contents,
    Core,
    Document,
    Heading,
    Inlines,
    Link,
    NoteRef,
    Notes,
    RowRole,
    Table,
    Text,
)
from chipreport.doc.walk import every_block, plain, runs
from chipreport.errors import Problem, near
from chipreport.formats.docx.page import SIZES
from chipreport.formats.docx.words import WORDS
from chipreport.ooxml.markup import CONTROL


def problems(document: Document) -> list[Problem]:
    """Return every problem of `document`.

    Errors:
        R101 a control character, R102 a link that is not http(s), R103 a link or mark that leads
        nowhere, R104 one anchor or key twice, R105 a language or page that is not known,
        R106 a block whose pieces do not fit: series at other labels, rows with too few cells.
    """
    found = []
    if document.language not in WORDS:
        says = f"the language {document.language!r} is not known"
        found.append(Problem("R105", says, document.name, near(document.language, WORDS)))
    if document.page not in SIZES:
        says = f"the page {document.page!r} is not known"
        found.append(Problem("R105", says, document.name, near(document.page, SIZES)))
    found += (
        Problem("R101", f"{text!r} holds a control character", place, "take it out of the data")
        for place, text in texts(document)
        if CONTROL.search(text)
    )
    anchors = Counter(_anchors(document.blocks))
    found += (
        Problem("R104", f"the anchor {anchor!r} stands {count} times", document.name)
        for anchor, count in anchors.items()
        if count > 1
    )
    notes = {note.number for block in _notes(document.blocks) for note in block.notes}
    for place, words in places(document):
        for inline in words:
            match inline:
                case Link(target=target) if target.startswith("#"):
                    if target[1:] not in anchors:
                        hint = near(target[1:], anchors)
                        found.append(Problem("R103", f"{target} leads nowhere", place, hint))
                case Link(target=target):
                    if not _is_web(target):
                        hint = "a link begins with https:// or http://, or with # for an anchor"
                        found.append(Problem("R102", f"{target!r} is no address", place, hint))
                case NoteRef(number=number) if number not in notes:
                    hint = "add the sources to the document"
                    found.append(Problem("R103", f"mark {number} leads to no note", place, hint))
                case _:
                    pass
    found += (
        Problem("R106", says, place, "mend the block that makes it")
        for place, block in _blocks(document)
        for says in _misfits(block)
    )
    return found


def places(document: Document) -> Iterator[tuple[str, Inlines]]:
    """Yield the runs of inlines with the place that a person knows them by."""
    yield "title", document.title
    yield "subtitle", document.subtitle
    for place, block in _blocks(document):
        for number, words in enumerate(runs(block), 1):
            yield f"{place}, part {number}", words


def texts(document: Document) -> Iterator[tuple[str, str]]:
    """Yield every text that goes into the file, with its place."""
    yield from (
        (field, text)
        for field, values in (
            ("name", (document.name, document.report)),
            ("kicker", (document.kicker,)),
            ("aside", document.aside),
            ("running title", (document.running_title,)),
            ("dataset", (document.dataset_title, document.dataset_version)),
            ("keywords", document.keywords),
        )
        for text in values
    )
    for place, words in places(document):
        for inline in words:
            if isinstance(inline, Link):
                yield place, inline.target
            if isinstance(inline, Text):
                yield (f"{place} ({inline.key})" if inline.key else place), inline.text
            else:
                yield place, plain((inline,))
    for place, block in _blocks(document):
        match block:
            case Table():
                yield place, block.summary
            case Contents():
                yield place, block.title
            case Notes():
                yield place, block.title
            case Chart():
                yield from ((place, text) for text in (block.alt, block.unit))
                for series in block.series:
                    yield place, series.name
                    yield from ((place, point.label) for point in series.points)
            case _:
                pass


def _blocks(document: Document) -> Iterator[tuple[str, Core]]:
    for number, block in enumerate(every_block(document.blocks), 1):
        name = type(block).__name__.lower()
        match block:
            case Table() | Chart():
                yield f"{name} {block.key}", block
            case Heading():
                yield f"heading {plain(block.inlines)!r}", block
            case _:
                yield f"block {number} ({name})", block


def _anchors(blocks: tuple[Core, ...]) -> Iterator[str]:
    for block in every_block(blocks):
        match block:
            case Heading():
                yield block.anchor
            case Table() | Chart():
                yield block.key
            case Notes():
                yield from (note.anchor for note in block.notes)
            case _:
                pass


def _notes(blocks: Iterable[Core]) -> Iterator[Notes]:
    return (block for block in every_block(blocks) if isinstance(block, Notes))


def _misfits(block: Core) -> Iterator[str]:
    """Yield what does not fit in `block`, as a sentence each."""
    match block:
        case Chart():
            labels = {tuple(point.label for point in one.points) for one in block.series}
            if len(labels) != 1 or not all(labels):
                yield "every series needs marks at the same labels"
        case Table():
            count = len(block.columns)
            if not count or not block.rows:
                yield "a table needs columns and rows"
            for number, row in enumerate(block.rows, 1):
                if row.role is not RowRole.GROUP and len(row.cells) != count:
                    yield f"row {number} has {len(row.cells)} cells for {count} columns"
        case Columns():
            if not block.columns or len(block.columns) != len(block.weights):
                yield "every column needs a weight"
            elif min(block.weights) <= 0:
                yield "every weight must be more than nothing"
        case Heading() if block.level not in (1, 2, 3):
            yield f"there is no heading of level {block.level}"
        case _:
            pass


def _is_web(target: str) -> bool:
    try:
        address = urlsplit(target)
    except ValueError:
        return False
    return address.scheme in ("http", "https") and bool(address.netloc) and " " not in target
