"""Inlines into runs of a cell's text, with the faces they take and the places they lead to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from chipreport.doc.nodes import FactRef, Inlines, LineBreak, Link, NoteRef, Text, Value
from chipreport.formats.xlsx.book import Book
from chipreport.formats.xlsx.measure import Face, Run


def runs(book: Book, inlines: Inlines, where: str) -> list[Run]:
    """Return the runs of `inlines`.

    A cell leads to one place only, so the second and further addresses are written out.
    """
    palette, found, addresses = book.theme.palette, list[Run](), 0
    for inline in inlines:
        match inline:
            case Text():
                face = Face(inline.strong, inline.emphasis, han=_is_han(inline.language, book))
                found.append(Run(book.guard.text(inline.text, where), face))
            case FactRef():
                colour = palette.forecast if inline.is_forecast else ""
                text = book.guard.text(inline.text, where)
                found.append(Run(text, Face(inline.strong, colour=colour), inline))
            case Value():
                found.append(Run(book.guard.text(inline.text, where)))
            case Link():
                face = Face(
                    colour=palette.accent, underline=True, han=_is_han(inline.language, book)
                )
                text = book.guard.text(inline.text, where)
                if not inline.target.startswith("#"):
                    addresses += 1
                    if addresses > 1:
                        text = f"{text} ({book.guard.address(inline.target, where)})"
                found.append(Run(text, face, target=inline.target))
            case NoteRef():
                glue = "\u00a0" if found and found[-1].text else ""
                mark = f"{glue}[{inline.number}]"
                found.append(Run(mark, Face(colour=palette.accent), target=note(inline.number)))
            case LineBreak():
                found.append(Run("\n"))
            case _:
                assert_never(inline)
    return [run for run in found if run.text]


def note(number: int) -> str:
    """Return the target that stands for a note."""
    return f"note {number}"


def plain_text(found: Iterable[Run]) -> str:
    """Return the words of runs."""
    return "".join(run.text for run in found)


def target_of(found: Iterable[Run]) -> str:
    """Return where a cell with these runs leads: its first link, or the one note it consists of."""
    filled = [run for run in found if run.text.strip()]
    for run in filled:
        if run.target and not run.target.startswith("note "):
            return run.target
    if len(filled) == 1:
        return filled[0].target
    return ""


def _is_han(language: str, book: Book) -> bool:
    return language.startswith("zh") and not book.document.language.startswith("zh")
