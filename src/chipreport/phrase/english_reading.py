"""English words back into claims, the inverse of `english.say`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from chipreport.facts.model import Comparator, Unit, UnitKind
from chipreport.phrase.english import (
    CARDINALS,
    HEDGES,
    LEADS,
    ORDINALS,
    PARTS,
    SCALE_SIGNS,
    SCALE_WORDS,
    SIGNS,
    YEARS,
)
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
    "over": Comparator.GT,
    "above": Comparator.GT,
    "exceeding": Comparator.GT,
    "under": Comparator.LT,
    "below": Comparator.LT,
    "up to": Comparator.LE,
    "approximately": Comparator.APPROX,
    "around": Comparator.APPROX,
    "just over": Comparator.JUST_OVER,
    **{words.strip(): comparator for comparator, words in HEDGES.items() if words},
    ">": Comparator.GT,
    "<": Comparator.LT,
    **{
        sign.strip(): comparator
        for comparator, sign in SIGNS.items()
        if sign.strip() not in ("", "<", ">")
    },
}
SCALE_OF = {word: power for power, word in (*SCALE_WORDS.items(), *SCALE_SIGNS.items()) if word}


def _any_of(words: Sequence[str]) -> str:
    """Return a pattern for one of `words`, longer ones first: "just over" is not "over"."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_HEDGED = re.compile(rf"(?P<hedge>{_any_of(list(HEDGE_OF))})?\s*(?P<rest>.+)")
_NUMBER = re.compile(
    rf"(?P<minus>-)?(?P<before>[^\da-z\s-]*) ?(?P<digits>\d[\d,]*(?:\.\d+)?)"
    rf"(?: (?P<scale>{_any_of(list(SCALE_OF))})\b)?(?P<after>(?: ?[^\d\s.,–-].*)?)"
)
_RANK = re.compile(rf"(?P<word>{_any_of(ORDINALS)})|(?P<digits>[\d,]+)(?:st|nd|rd|th)")
_BETWEEN = re.compile(r"between (?P<first>.+?) and (?P<last>.+)")
_DASHED = re.compile(r"(?P<first>[^–]*\d[^–]*?)(?:–| to )(?P<last>-?\d.*)")
_TOP = re.compile(rf"top (?:(?P<word>{_any_of(CARDINALS)})|(?P<digits>[\d,]+))")
_INDEFINITE = re.compile(
    rf"(?P<lead>multiple|{_any_of(LEADS)})(?: of(?= (?:thousand|million|billion|trillion)s))?"
    r"(?: (?P<scale>thousand|million|billion|trillion)s?)?(?: of)?(?: (?P<after>.+))?"
)
_SPELLED = re.compile(rf"\b(?:{_any_of(CARDINALS)})\b")
_FRACTION = re.compile(rf"one (?P<part>{_any_of(list(PARTS.values()))})|1/(?P<n>\d+)")
_YEARS = [
    (re.compile(re.escape(words).replace(r"\{\}", r"(?P<year>\d{1,4})")), comparator)
    for comparator, words in YEARS.items()
    if comparator is not Comparator.APPROX
]


def read(text: str, units: Sequence[Unit], mult: int) -> Reading | None:
    """Return what `text` claims, None where it holds no number that English writes so."""
    words = " ".join(text.replace("\N{NO-BREAK SPACE}", " ").replace(MINUS, "-").split())
    for told in (words, _SPELLED.sub(lambda word: str(CARDINALS.index(word[0]) + 1), words)):
        for attempt in (_indefinite, _year, _top, _rank_range, _range, _single):
            found = attempt(told, units, mult)
            if found is not None:
                return found
    return None


def _indefinite(text: str, units: Sequence[Unit], mult: int) -> Reading | None:
    found = _INDEFINITE.fullmatch(text)
    if not found:
        return None
    kind, unit = unit_named(found["after"] or "", units, "en")
    if found["lead"] == "multiple":
        return Reading(Comparator.INDEF, None, Decimal(2), None, kind, unit)
    power = LEADS.index(found["lead"]) + (SCALE_OF[found["scale"]] if found["scale"] else mult)
    return several_reading(power, kind, unit)


def _year(text: str, units: Sequence[Unit], mult: int) -> Reading | None:
    for pattern, comparator in _YEARS:
        found = pattern.fullmatch(text)
        if found:
            return reading(comparator, Decimal(found["year"]), kind=UnitKind.YEAR)
    return None


def _top(text: str, units: Sequence[Unit], mult: int) -> Reading | None:
    found = _TOP.fullmatch(text)
    if not found:
        return None
    word = found["word"]
    number = Decimal(CARDINALS.index(word) + 1) if word else number_of(found["digits"])
    return reading(Comparator.LE, number, kind=UnitKind.RANK)


def _rank(text: str) -> Decimal | None:
    found = _RANK.fullmatch(text)
    if not found:
        return None
    word = found["word"]
    return Decimal(ORDINALS.index(word) + 1) if word else number_of(found["digits"])


def _rank_range(text: str, units: Sequence[Unit], mult: int) -> Reading | None:
    found = _BETWEEN.fullmatch(text) or _DASHED.fullmatch(text)
    first, last = (_rank(found["first"]), _rank(found["last"])) if found else (None, None)
    if first is None or last is None:
        return None
    return reading(Comparator.RANGE, first, last, kind=UnitKind.RANK)


def _range(text: str, units: Sequence[Unit], mult: int) -> Reading | None:
    found = _BETWEEN.fullmatch(text) or _DASHED.fullmatch(text)
    first = found and _NUMBER.fullmatch(found["first"])
    last = found and _NUMBER.fullmatch(found["last"])
    if not first or not last:
        return None
    power = SCALE_OF[last["scale"]] if last["scale"] else mult
    kind, unit = _unit(first["before"] or last["before"], last["after"], units)
    ends = (shifted(number_of(m["digits"], m["minus"]), power) for m in (first, last))
    return reading(Comparator.RANGE, *ends, kind=kind, unit=unit)


def _single(text: str, units: Sequence[Unit], mult: int) -> Reading | None:
    hedged = _HEDGED.fullmatch(text)
    if not hedged:
        return None
    comparator = HEDGE_OF[hedged["hedge"]] if hedged["hedge"] else Comparator.EQ
    rest = hedged["rest"]
    part = _FRACTION.fullmatch(rest)
    if part:
        by_word = {word: n for n, word in PARTS.items()}
        n = by_word[part["part"]] if part["part"] else int(part["n"])
        return reading(comparator, Decimal(1) / n, kind=UnitKind.TIMES) if n else None
    if rest.endswith(" or lower"):
        comparator, rest = Comparator.GE, rest.removesuffix(" or lower")
    rank = _rank(rest)
    if rank is not None:
        return reading(comparator, rank, kind=UnitKind.RANK)
    found = _NUMBER.fullmatch(rest)
    if not found:
        return None
    kind, unit = _unit(found["before"], found["after"], units)
    power = SCALE_OF[found["scale"]] if found["scale"] else mult
    number = shifted(number_of(found["digits"], found["minus"]), power)
    return reading(comparator, number, kind=kind, unit=unit)


def _unit(before: str, after: str, units: Sequence[Unit]) -> tuple[UnitKind | None, str]:
    match after.strip():
        case "%":
            return UnitKind.PERCENT, unit_named("%", units, "en")[1]
        case "pp" | "percentage point" | "percentage points":
            return UnitKind.POINTS, ""
        case "×" | "times":
            return UnitKind.TIMES, ""
    if before:
        return UnitKind.MONEY, unit_named(before, units, "en")[1]
    return unit_named(after.strip(), units, "en")
