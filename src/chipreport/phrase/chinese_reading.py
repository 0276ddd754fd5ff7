"""Chinese words back into claims, the inverse of `chinese.say`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from chipreport.facts.model import Comparator, Unit, UnitKind
from chipreport.phrase.chinese import HEDGES, PARTS, SCALE_WORDS, SIGNS, TENS, YEARS
from chipreport.phrase.numbers import (
    MINUS,
    Reading,
    number_of,
    reading,
    several_reading,
    shifted,
    unit_named,
)

HEDGE_OF = {
    "逾": Comparator.GT,
    "大约": Comparator.APPROX,
    "接近": Comparator.NEARLY,
    "最多": Comparator.LE,
    "低于": Comparator.LT,
    **{
        words: comparator
        for table in (SIGNS, HEDGES)
        for comparator, words in table.items()
        if words
    },
}
SCALE_OF = {word: power for power, word in SCALE_WORDS.items() if word}

_SCALE = "万亿|亿|万"
_HEDGED = re.compile(
    rf"(?P<hedge>{'|'.join(sorted(HEDGE_OF, key=len, reverse=True))})?(?P<rest>.+)"
)
_NUMBER = re.compile(
    rf"(?P<minus>-)?(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<scale>{_SCALE})?"
    r"(?P<after>(?: ?[^\d\s.,–-].*)?)"
)
_RANGE = re.compile(r"(?P<first>第?-?\d[^至]*)(?:至|–)(?P<last>第?-?\d.*)")
_RANK = re.compile(r"第(?P<digits>[\d,]+)(?P<after>或以后)?")
_TOP = re.compile(r"前(?P<digits>[\d,]+)")
_INDEFINITE = re.compile(rf"(?P<lead>数|多)(?P<tens>[十百千])?(?P<scale>{_SCALE})?(?P<after>\D*)")
_YEARS = [
    (re.compile(words.replace("{}", r"(?P<year>\d{1,4})")), comparator)
    for comparator, words in (*YEARS.items(), (Comparator.EQ, "{}年"))
]


def read(text: str, units: Sequence[Unit], mult: int) -> Reading | None:
    """Return what `text` claims, None where it holds no number that Chinese writes so."""
    words = "".join(text.replace(MINUS, "-").split())
    for attempt in (_indefinite, _year, _top, _range, _single):
        found = attempt(words, units, mult)
        if found is not None:
            return found
    return None


def _indefinite(text: str, units: Sequence[Unit], mult: int) -> Reading | None:
    found = _INDEFINITE.fullmatch(text)
    if not found:
        return None
    kind, unit = unit_named(found["after"], units, "zh")
    if found["lead"] == "多":
        return Reading(Comparator.INDEF, None, Decimal(2), None, kind, unit)
    power = TENS.index(found["tens"] or "")
    return several_reading(
        power + (SCALE_OF[found["scale"]] if found["scale"] else mult), kind, unit
    )


def _year(text: str, units: Sequence[Unit], mult: int) -> Reading | None:
    for pattern, comparator in _YEARS:
        found = pattern.fullmatch(text)
        # four digits before 年 are a calendar year, fewer a length of time
        if found and (comparator is not Comparator.EQ or len(found["year"]) == 4):
            return reading(comparator, Decimal(found["year"]), kind=_year_kind(comparator))
    return None


def _year_kind(comparator: Comparator) -> UnitKind | None:
    plain = comparator in (Comparator.EQ, Comparator.APPROX)  # 约5年 is a length of time
    return None if plain else UnitKind.YEAR


def _top(text: str, units: Sequence[Unit], mult: int) -> Reading | None:
    found = _TOP.fullmatch(text)
    return found and reading(Comparator.LE, number_of(found["digits"]), kind=UnitKind.RANK)


def _range(text: str, units: Sequence[Unit], mult: int) -> Reading | None:
    found = _RANGE.fullmatch(text)
    if not found:
        return None
    ranks = [_RANK.fullmatch(found[name]) for name in ("first", "last")]
    if ranks[0] and ranks[1]:
        ends = (number_of(rank["digits"]) for rank in ranks if rank)
        return reading(Comparator.RANGE, *ends, kind=UnitKind.RANK)
    first, last = _NUMBER.fullmatch(found["first"]), _NUMBER.fullmatch(found["last"])
    if not first or not last:
        return None
    power = SCALE_OF[last["scale"]] if last["scale"] else mult
    kind, unit = _unit(last["after"], units)
    ends = (shifted(number_of(m["digits"], m["minus"]), power) for m in (first, last))
    return reading(Comparator.RANGE, *ends, kind=kind, unit=unit)


def _single(text: str, units: Sequence[Unit], mult: int) -> Reading | None:
    hedged = _HEDGED.fullmatch(text)
    if not hedged:
        return None
    comparator = HEDGE_OF[hedged["hedge"]] if hedged["hedge"] else Comparator.EQ
    rest = hedged["rest"]
    for part, word in PARTS.items():
        if rest in (word, f"1/{part}"):
            return reading(comparator, Decimal(1) / part, kind=UnitKind.TIMES)
    rank = _RANK.fullmatch(rest)
    if rank:
        word = Comparator.GE if rank["after"] else comparator
        return reading(word, number_of(rank["digits"]), kind=UnitKind.RANK)
    found = _NUMBER.fullmatch(rest)
    if not found:
        return None
    kind, unit = _unit(found["after"], units)
    power = SCALE_OF[found["scale"]] if found["scale"] else mult
    number = shifted(number_of(found["digits"], found["minus"]), power)
    return reading(comparator, number, kind=kind, unit=unit)


def _unit(after: str, units: Sequence[Unit]) -> tuple[UnitKind | None, str]:
    match after:
        case "%":
            return UnitKind.PERCENT, unit_named("%", units, "zh")[1]
        case "个百分点":
            return UnitKind.POINTS, unit_named(after, units, "zh")[1]
        case "倍":
            return UnitKind.TIMES, unit_named(after, units, "zh")[1]
    return unit_named(after, units, "zh")
