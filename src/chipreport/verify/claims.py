"""A text that someone wrote from the data, held against the facts numeral by numeral."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from io import BytesIO

from lxml import etree

from chipreport.errors import Problem, UsageError
from chipreport.facts import Dataset
from chipreport.facts.model import Claim, Comparator, UnitKind
from chipreport.ooxml.reading import parse, read
from chipreport.phrase import Form, Reading, say
from chipreport.phrase.numbers import in_base_units
from chipreport.verify.numerals import Numeral, numerals

_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKS = ("NoteMark", "FootnoteReference", "EndnoteReference")
_YEAR = re.compile(r"\d{4}")
_BARE = (UnitKind.COUNT, UnitKind.DURATION, UnitKind.RANK, UnitKind.YEAR)
_NEAR = Decimal("0.05")  # "more than 100" for "more than 104.6", and nothing looser
_CLOSE = Decimal("0.1")
_MOST = 3
_TELLING = 3  # so many digits tell a number apart whatever stands beside it


class Verdict(StrEnum):
    """What the facts say of a numeral."""

    MATCHED = "matched"
    CONTRADICTING = "contradicting"
    UNMATCHED = "unmatched"


@dataclass(frozen=True, slots=True)
class Checked:
    """A numeral with its verdict and the claims that bear on it, the most likely first."""

    numeral: Numeral
    verdict: Verdict
    claims: tuple[Claim, ...] = ()

    def problem(self, name: str) -> Problem:
        """Return the numeral as a problem with place and way out."""
        numeral = self.numeral
        where = f"{name}:{numeral.line}"
        shown = "; ".join(
            f"{c.id} says {say(c, Form.PROSE, numeral.language)}" for c in self.claims
        )
        if self.verdict is Verdict.CONTRADICTING:
            return Problem("V020", f"{numeral.printed!r} is not what the facts say", where, shown)
        says = f"{numeral.printed!r} is in no fact"
        return Problem("V021", says, where, f"nearest: {shown}" if shown else "")


def text_of(content: bytes, name: str) -> str:
    """Return the words of a text or Word file, a line for each paragraph.

    Errors:
        UsageError U051 neither of the two; VerificationError where a Word file is not sound.
    """
    if not name.lower().endswith(".docx"):
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            hint = "a text in UTF-8, or a Word file (.docx)"
            raise UsageError(Problem("U051", "this is no text", name, hint)) from None
    body = parse(read(BytesIO(content)), "word/document.xml")
    return "\n".join(
        "".join(_shown(node) for node in paragraph.iter(*_SHOWN))
        for paragraph in body.iter(f"{_NAMESPACE}p")
        if not any(parent.tag == f"{_NAMESPACE}p" for parent in paragraph.iterancestors())
    )


_SHOWN = tuple(f"{_NAMESPACE}{name}" for name in ("t", "tab", "br", "noBreakHyphen"))


def _shown(node: etree._Element) -> str:
    if node.tag != f"{_NAMESPACE}t":
        return "-" if node.tag == f"{_NAMESPACE}noBreakHyphen" else " "
    run = node.getparent()
    raised = None if run is None else run.find(f"{_NAMESPACE}rPr/{_NAMESPACE}vertAlign")
    style = None if run is None else run.find(f"{_NAMESPACE}rPr/{_NAMESPACE}rStyle")
    # the mark of a note is no numeral of the sentence
    marks = raised is not None or (style is not None and style.get(f"{_NAMESPACE}val") in _MARKS)
    return "" if marks else node.text or ""


def check_claims(text: str, dataset: Dataset) -> tuple[Checked, ...]:
    """Return every numeral of `text` with what the facts say of it.

    Shapes:
        Matched: a claim has this number, and hedge, scale and unit follow from it. Contradicting:
        the digits are those of a claim, but hedge, scale or unit are not, or a subject of the
        sentence has another number of the same kind. Unmatched: no claim has it. A year matches
        where the dataset speaks of it.

    Exactness:
        A looser wording matches up to 5 % from the bound; "about" needs the number itself.
    """
    tables = dataset.tables
    units = tuple(tables.units.values())
    names = [
        name
        for entity in tables.entities.values()
        for name in (entity.label, *entity.names.values(), *(a.name for a in entity.aliases))
        if any(sign.isdigit() for sign in name)
    ]
    claims: tuple[Claim, ...] = (*dataset.facts(), *dataset.derived.values())
    years = _years(dataset, claims)
    return tuple(
        _dated(numeral, years) if numeral.is_date else _checked(numeral, claims)
        for numeral in numerals(text, units, names)
    )


def _years(dataset: Dataset, claims: Sequence[Claim]) -> frozenset[str]:
    tables = dataset.tables
    periods = [
        *(claim.time_period for claim in claims),
        *(event.date for event in tables.events.values()),
        *(source.date_published for source in tables.sources.values()),
        *(source.date_accessed for source in tables.sources.values()),
    ]
    numbers = (
        claim.quantity.value for claim in claims if claim.quantity.unit.kind is UnitKind.YEAR
    )
    found = {year for period in periods for year in _YEAR.findall(period)}
    return frozenset(found | {str(number) for number in numbers if number is not None})


def _dated(numeral: Numeral, years: frozenset[str]) -> Checked:
    known = not numeral.year or numeral.year in years
    return Checked(numeral, Verdict.MATCHED if known else Verdict.UNMATCHED)


def _checked(numeral: Numeral, claims: Sequence[Claim]) -> Checked:
    here = [claim for claim in claims if _named(claim, numeral)]
    ordered = [*here, *(claim for claim in claims if claim not in here)]
    matched = [claim for claim in ordered if any(_says(r, claim) for r in numeral.readings)]
    if matched:
        return Checked(numeral, Verdict.MATCHED, tuple(matched[:_MOST]))
    digits = [claim for claim in ordered if any(_digits(r, claim) for r in numeral.readings)]
    if digits:
        return Checked(numeral, Verdict.CONTRADICTING, tuple(digits[:_MOST]))
    rivals = _nearest(numeral, here)
    if rivals:
        return Checked(numeral, Verdict.CONTRADICTING, rivals)
    return Checked(numeral, Verdict.UNMATCHED, _nearest(numeral, ordered))


def _nearest(numeral: Numeral, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims of the same kind whose numbers are close by, the closest first."""
    close = [
        (distance, order, claim)
        for order, claim in enumerate(claims)
        for reading in numeral.readings
        if (distance := _distance(reading, claim)) is not None and distance <= _CLOSE
    ]
    return tuple(claim for _, _, claim in sorted(close, key=lambda each: each[:2])[:_MOST])


def _distance(reading: Reading, claim: Claim) -> Decimal | None:
    kind = claim.quantity.unit.kind
    mine, its = _number(reading), _its_number(claim)
    if mine is None or not its or kind is UnitKind.RANK:
        return None
    if reading.kind is not kind and not (reading.kind is None and kind in _BARE):
        return None
    return abs(mine - its) / abs(its)


def _named(claim: Claim, numeral: Numeral) -> bool:
    """Return whether the sentence names the subject of a claim."""
    entity = claim.entity
    names = (entity.label, *entity.names.values(), *(alias.name for alias in entity.aliases))
    return any(name and name in numeral.sentence for name in names)


def _says(reading: Reading, claim: Claim) -> bool:
    """Return whether the claim has the number of a reading, in its unit and with its hedge."""
    quantity = claim.quantity
    if reading.kind is None and quantity.unit.kind not in _BARE:
        return False
    mine, its = _number(reading), _its_number(claim)
    if mine is None or its is None:
        return reading.follows_from(quantity)
    near = abs(mine - its) <= abs(its) * _NEAR
    return near and (reading.follows_from(quantity) or _same_hedge(reading, claim))


def _same_hedge(reading: Reading, claim: Claim) -> bool:
    """Return whether hedge and number are the very ones of the claim: "about" for "about"."""
    quantity = in_base_units(claim.quantity)
    alike = replace(reading, kind=None, unit="")
    kinds = reading.kind in (None, quantity.unit.kind) and reading.unit in ("", quantity.unit.id)
    if not kinds or alike.comparator is not quantity.comparator:
        return False
    return quantity.comparator is not Comparator.RANGE and alike.value == quantity.point


def _digits(reading: Reading, claim: Claim) -> bool:
    """Return whether the claim is printed with the same digits, whatever scale, unit and hedge."""
    mine, its = _number(reading), _its_number(claim)
    if mine is None or its is None or not mine or not its:
        return False
    if mine == its:
        return reading.kind is not None or claim.quantity.unit.kind in _BARE
    if reading.kind is claim.quantity.unit.kind:
        return _bare(mine) == _bare(its)
    return len(_bare(mine)) >= _TELLING and _bare(mine) == _bare(its)


def _bare(number: Decimal) -> str:
    return "".join(map(str, number.as_tuple().digits)).strip("0")


def _number(reading: Reading) -> Decimal | None:
    return next((n for n in (reading.value, reading.lower, reading.upper) if n is not None), None)


def _its_number(claim: Claim) -> Decimal | None:
    return in_base_units(claim.quantity).point


def wrong(checked: Sequence[Checked]) -> Iterator[Checked]:
    """Yield what does not match."""
    return (each for each in checked if each.verdict is not Verdict.MATCHED)
