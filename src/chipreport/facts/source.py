"""The dataset held against its source: every place found by hash, every numeral in its place.

The tables hold no text of the source, so this is the proof that a value is what the source
prints there.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from chipreport.errors import DatasetError, Problem
from chipreport.facts.model import Citation, Comparator, Event, Fact, Source, Tables, UnitKind

WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "largest": 1,
    "doubling": 2,
    "multiple": 2,
    "several": 2,
    "hundreds of thousands": 200_000,
    "a month": 1,
    "a year": 1,
}
"""Number words and what they count; for indefinite ones the lower bound of the convention."""

FRACTIONS = {"one-half": Decimal(50), "one-quarter": Decimal(25), "one-eighth": Decimal("12.5")}
"""Fractions in words, in per cent."""

SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

_NUMERAL = re.compile(r"(\d[\d,]*(?:\.\d+)?)(?:\s+(thousand|million|billion|trillion))?(%)?")
_LISTED = re.compile(r",\s*(?:and\s+)?|\s+and\s+")


def check_source(tables: Tables, content: bytes) -> tuple[Problem, ...]:
    """Return what of the tables is not found again in the source with this content.

    The source is the one with the hash of the content; if none has it, the one source that was
    given in full, since a text may have been wrapped or moved.

    Errors:
        DatasetError: D060 the content is no text, or no source of the dataset fits it.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise DatasetError(Problem("D060", "the source is no text in UTF-8")) from None
    source = _which(tables, hashlib.sha256(content).hexdigest())
    return tuple(_problems(tables, source, text))


def normal(text: str) -> str:
    """Return NFC text with white space collapsed, which moving and wrapping leave as it is."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def digest(text: str) -> str:
    """Return the SHA-256 of the normal text."""
    return hashlib.sha256(normal(text).encode()).hexdigest()


def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of each line that holds anything; paragraph 1 is the first."""
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((at, at + len(line)))
        at += len(line) + 1
    return tuple(found)


def numerals(span: str) -> frozenset[tuple[Decimal, bool]]:
    """Return the numbers that digits and words write, each with whether it is a percentage.

    Example:
        >>> sorted(numerals("over 590 million videos, 5.4%"))
        [(Decimal('5.4'), True), (Decimal('590000000'), False)]
    """
    found = {
        (Decimal(match[1].replace(",", "")) * SCALES.get(match[2], 1), bool(match[3]))
        for match in _NUMERAL.finditer(span)
    }
    for word, value in WORDS.items():
        for match in re.finditer(
            rf"\b{word}\b(?:\s+(thousand|million|billion|trillion))?", span, re.I
        ):
            found.add((Decimal(value) * SCALES.get(match[1], 1), False))
    found |= {(value, True) for word, value in FRACTIONS.items() if word in span.casefold()}
    return frozenset(found)


def _which(tables: Tables, sha256: str) -> Source:
    hashed = [source for source in tables.sources.values() if source.content_sha256]
    for source in hashed:
        if source.content_sha256 == sha256:
            return source
    if len(hashed) == 1:
        return hashed[0]
    says = "no source of the dataset has this content"
    raise DatasetError(Problem("D060", says, hint="content_sha256 in sources.csv tells which file"))


def _problems(tables: Tables, source: Source, text: str) -> Iterator[Problem]:
    lines = paragraphs(text)
    astray: set[str] = set()
    for citation in tables.citations.values():
        if citation.source is source:
            for problem in _place(citation, text, lines):
                astray.add(citation.id)
                yield problem
    for fact in tables.facts.values():
        if fact.citation.source is source and fact.citation.id not in astray:
            yield from _numeral(fact, text[fact.citation.start : fact.citation.end])
    for event in tables.events.values():
        if event.citation.source is source and event.citation.id not in astray:
            yield from _day(event, text[event.citation.start : event.citation.end])


def _place(citation: Citation, text: str, lines: tuple[tuple[int, int], ...]) -> Iterator[Problem]:
    where = f"citations {citation.id}"
    outer = text[citation.sentence_start : citation.sentence_end]
    span = text[citation.start : citation.end]
    if digest(outer) != citation.sentence_sha256 or digest(span) != citation.span_sha256:
        yield Problem(
            "D061", "the place does not hold the words cited", where, _moved(citation, text)
        )
        return
    number = citation.paragraph
    if not (
        number <= len(lines)
        and lines[number - 1][0] <= citation.start < citation.end <= lines[number - 1][1]
    ):
        yield Problem("D062", f"the place does not lie within paragraph {number}", where)


def _moved(citation: Citation, text: str) -> str:
    """Return a hint that tells where the sentence stands now.

    Stretches of its old length are tried, so a sentence that was wrapped within is not found.
    """
    length = citation.sentence_end - citation.sentence_start
    for start in range(len(text) - length + 1):
        if not (text[start].isspace() or text[start + length - 1].isspace()) and (
            digest(text[start : start + length]) == citation.sentence_sha256
        ):
            return f"its sentence now starts at character {start}"
    return "its sentence is not in this text, or is wrapped in another way"


def _numeral(fact: Fact, span: str) -> Iterator[Problem]:
    quantity, found = fact.quantity, numerals(span)
    percent = quantity.unit.kind is UnitKind.PERCENT
    wanted: list[Decimal | None] = (
        [quantity.value] if quantity.value is not None else [quantity.lower]
    )
    if quantity.comparator == "range":
        wanted.append(quantity.upper)
    for number in wanted:
        if number is None:
            continue
        printed = number.scaleb(quantity.unit_mult)
        if (
            (printed, percent) in found
            or _cohort(fact, printed, span)
            or _count(fact, printed, span)
        ):
            continue
        says = f"{printed.normalize():f}{'%' if percent else ''} is not printed at its place"
        shown = ", ".join(
            f"{value.normalize():f}{'%' if sign else ''}" for value, sign in sorted(found)
        )
        yield Problem(
            "D063", says, f"observations {fact.id}", f"printed there: {shown or 'no number'}"
        )


def _cohort(fact: Fact, printed: Decimal, span: str) -> bool:
    """Return whether a year is printed by its last two digits, as in post-95s."""
    return fact.quantity.unit.kind is UnitKind.YEAR and f"{printed % 100:02}s" in span


def _count(fact: Fact, printed: Decimal, span: str) -> bool:
    """Return whether a lower bound counts the things that the source lists by name."""
    return fact.quantity.comparator is Comparator.GE and len(_LISTED.split(span)) == printed


def _day(event: Event, span: str) -> Iterator[Problem]:
    if event.date_basis != "year_inferred" or event.date_precision != "day":
        return
    _, month, day = event.date.split("-")
    name = MONTHS[int(month) - 1]
    if f"{month}-{day}" not in span and not re.search(rf"{name} {int(day)}(st|nd|rd|th)?\b", span):
        where = f"events {event.id}"
        yield Problem("D063", f"{event.date} is not printed at its place", where, "month and day")
