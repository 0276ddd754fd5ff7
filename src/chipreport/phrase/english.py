"""English: how a quantity is worded, and how such words are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from babel import Locale

from chipreport.facts.model import Comparator, Noun, Unit, UnitKind
from chipreport.phrase.numbers import (
    MINUS,
    Form,
    Reading,
    Saying,
    reading,
    scale_of,
    shifted,
    shown,
    unit_fraction,
)

SCALES = (6, 9, 12)
SCALE_WORDS = {3: "thousand", 6: "million", 9: "billion", 12: "trillion"}
SCALE_SIGNS = {6: "m", 9: "bn", 12: "tn"}
HEDGES = {
    Comparator.EQ: "",
    Comparator.GT: "more than ",
    Comparator.GE: "at least ",
    Comparator.LT: "less than ",
    Comparator.LE: "at most ",
    Comparator.APPROX: "about ",
    Comparator.NEARLY: "nearly ",
    Comparator.JUST_OVER: "a little over ",
}
SIGNS = {
    Comparator.EQ: "",
    Comparator.GT: "> ",
    Comparator.GE: "≥ ",
    Comparator.LT: "< ",
    Comparator.LE: "≤ ",
    Comparator.APPROX: "≈ ",
    Comparator.NEARLY: "< ",
    Comparator.JUST_OVER: "> ",
}
YEARS = {
    Comparator.GT: "after {}",
    Comparator.GE: "{} or later",
    Comparator.LT: "before {}",
    Comparator.LE: "{} or earlier",
    Comparator.APPROX: "about {}",
    Comparator.NEARLY: "shortly before {}",
    Comparator.JUST_OVER: "shortly after {}",
}
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
)
CARDINALS = "one two three four five six seven eight nine ten eleven twelve".split()
PARTS = {2: "half", 4: "quarter", 5: "fifth", 8: "eighth", 10: "tenth"}
LEADS = ("several", "tens", "hundreds")
SYNONYMS = {
    "over": Comparator.GT,
    "above": Comparator.GT,
    "exceeding": Comparator.GT,
    "under": Comparator.LT,
    "below": Comparator.LT,
    "up to": Comparator.LE,
    "approximately": Comparator.APPROX,
    "around": Comparator.APPROX,
    "just over": Comparator.JUST_OVER,
}


class English:
    """The wording of a quantity in English, both ways."""

    code = "en"

    def say(self, said: Saying, form: Form) -> str:
        """Return the wording of `said` in `form`."""
        if said.comparator is Comparator.INDEF:
            return self._indefinite(said, form)
        match said.kind:
            case UnitKind.RANK:
                return self._rank(said, form)
            case UnitKind.YEAR:
                return self._year(said, form)
            case _ if unit_fraction(said):
                return self._fraction(said, form)
        return self._plain(said, form)

    def heading(self, said: Saying) -> str:
        """Return the unit as it stands in the head of a column of bare numbers."""
        unit = said.unit
        match said.kind:
            case UnitKind.MONEY:
                sign = SCALE_SIGNS.get(self._scale(said), "")
                return f"{_symbol(unit)} {sign}".strip()
            case UnitKind.COUNT:
                word = SCALE_WORDS.get(self._scale(said), "") if said.numbers else ""
                return f"{word} {_counted(unit)}".strip()
            case UnitKind.PERCENT:
                return "%"
            case UnitKind.POINTS:
                return "pp"
            case UnitKind.TIMES:
                return "" if unit_fraction(said) else "×"
            case UnitKind.DURATION:
                return _counted(unit)
        return unit.titles.get("en", "").lower() or said.kind.value

    def _scale(self, said: Saying) -> int:
        if said.power is not None:
            return said.power - said.power % 3
        if said.kind not in (UnitKind.MONEY, UnitKind.COUNT):
            return 0
        return scale_of(said.numbers, said.mult, SCALES, keep=True)

    def _plain(self, said: Saying, form: Form) -> str:
        scale = self._scale(said)
        numbers = [shifted(number, said.mult - scale) for number in said.numbers]
        before, after = self._affixes(said, form, scale)
        hedge = "" if len(numbers) == 2 else _hedge(said.comparator, form)
        if len(numbers) == 1:
            return hedge + _told(numbers[0], before, after)
        first, last = numbers
        if form in (Form.PROSE, Form.COUNTED):
            loose = after if said.kind not in (UnitKind.COUNT, UnitKind.DURATION) else ""
            start = _told(first, before, "" if loose == after and not before else loose)
            if said.kind in (UnitKind.PERCENT, UnitKind.MONEY):
                start = _told(first, before, after)
            return f"between {start} and {_told(last, before, after)}"
        dash = " to " if first < 0 or last < 0 else "–"
        return f"{_told(first, before, '')}{dash}{_told(last, '', after)}"

    def _affixes(self, said: Saying, form: Form, scale: int) -> tuple[str, str]:
        if form is Form.NUMBER:
            return "", ""
        short = form is Form.SIGN
        scaled = f" {(SCALE_SIGNS if short else SCALE_WORDS)[scale]}" if scale else ""
        last = shifted(said.numbers[-1], said.mult)
        match said.kind:
            case UnitKind.MONEY:
                return _symbol(said.unit), scaled
            case UnitKind.PERCENT:
                return "", "%"
            case UnitKind.POINTS:
                word = _plural(last, Noun("percentage point", "percentage points"))
                return "", " pp" if short else f" {word}"
            case UnitKind.TIMES:
                return "", "×" if short else " times"
            case UnitKind.DURATION:
                noun = said.unit.nouns.get("en")
                return "", f" {_plural(last, noun) if noun else _symbol(said.unit)}"
        noun = said.noun or said.unit.nouns.get("en")
        counted = f" {_plural(last, noun)}" if form is Form.COUNTED and noun else ""
        return "", scaled + counted

    def _rank(self, said: Saying, form: Form) -> str:
        first, last = said.numbers[0], said.numbers[-1]
        if form is Form.NUMBER:
            bare = "–".join(shown(number) for number in said.numbers)
            return f"top {bare}" if said.comparator is Comparator.LE else _sign(said) + bare
        if said.comparator is Comparator.LE:
            top = shown(first) if form is Form.SIGN else _word(first, CARDINALS, shown(first))
            return f"top {top}"
        ranks = [_short_rank(n) if form is Form.SIGN else _long_rank(n) for n in said.numbers]
        match said.comparator:
            case Comparator.RANGE:
                return "–".join(ranks) if form is Form.SIGN else f"between {ranks[0]} and {ranks[1]}"
            case Comparator.GE:
                return f"{ranks[0]} or lower"
        del last
        return _hedge(said.comparator, form) + ranks[0]

    def _year(self, said: Saying, form: Form) -> str:
        years = [shown(shifted(n, said.mult), grouped=False) for n in said.numbers]
        if len(years) == 2:
            wordy = form in (Form.PROSE, Form.COUNTED)
            return f"between {years[0]} and {years[1]}" if wordy else "–".join(years)
        if form in (Form.PROSE, Form.COUNTED):
            return YEARS.get(said.comparator, "{}").format(years[0])
        return _sign(said) + years[0]

    def _fraction(self, said: Saying, form: Form) -> str:
        n = unit_fraction(said) or 1
        share = f"one {PARTS[n]}" if form in (Form.PROSE, Form.COUNTED) else f"1/{n}"
        return _hedge(said.comparator, form) + share

    def _indefinite(self, said: Saying, form: Form) -> str:
        noun = said.unit.nouns.get("en")
        after = ""
        if said.kind is UnitKind.MONEY and form is not Form.NUMBER:
            after = noun.other if noun else said.unit.id
        elif said.kind is UnitKind.DURATION and form is not Form.NUMBER:
            after = noun.other if noun else _symbol(said.unit)
        elif form is Form.COUNTED:
            counted = said.noun or noun
            after = counted.other if counted else ""
        if said.power is None:
            return f"multiple {after}".strip()
        lead, scale = LEADS[said.power % 3], self._scale(said)
        word = "" if form is Form.NUMBER and said.kind is UnitKind.MONEY else SCALE_WORDS.get(scale)
        if lead == "several":
            return " ".join(part for part in (lead, word, after) if part)
        return " of ".join(part for part in (lead, f"{word}s" if word else "", after) if part)

    def read(self, text: str, units: Sequence[Unit]) -> Reading | None:
        """Return what `text` claims, None where it holds no number this language knows."""
        words = " ".join(text.replace("\N{NO-BREAK SPACE}", " ").replace(MINUS, "-").split())
        for attempt in (_read_rank, _read_year, _read_fraction, _read_indefinite, _read_plain):
            found = attempt(words, units)
            if found is not None:
                return found
        return None


ENGLISH = English()

_plural_rule = Locale.parse("en").plural_form


def _plural(number: Decimal, noun: Noun) -> str:
    return noun.one if _plural_rule(abs(number)) == "one" else noun.other


def _hedge(comparator: Comparator, form: Form) -> str:
    words = HEDGES if form in (Form.PROSE, Form.COUNTED) else SIGNS
    return words.get(comparator, "")


def _sign(said: Saying) -> str:
    return SIGNS.get(said.comparator, "")


def _symbol(unit: Unit) -> str:
    return unit.symbols.get("en") or f"{unit.id} "


def _counted(unit: Unit) -> str:
    noun = unit.nouns.get("en")
    return noun.other if noun else unit.titles.get("en", "").lower()


def _told(number: Decimal, before: str, after: str) -> str:
    minus = MINUS if number < 0 else ""
    return f"{minus}{before}{shown(abs(number))}{after}"


def _word(number: Decimal, words: Sequence[str], otherwise: str) -> str:
    return words[int(number) - 1] if number in range(1, len(words) + 1) else otherwise


def _short_rank(number: Decimal) -> str:
    whole = int(number)
    tail = {1: "st", 2: "nd", 3: "rd"}.get(whole % 10, "th")
    return f"{shown(number)}{'th' if whole % 100 in (11, 12, 13) else tail}"


def _long_rank(number: Decimal) -> str:
    return _word(number, ORDINALS, _short_rank(number))


# Words back into claims. Longer words come first, so that "just over" is not read as "over".
_HEDGE_OF = {
    **{text.strip(): word for word, text in SIGNS.items() if word not in _LOOSE}
    if (_LOOSE := (Comparator.EQ, Comparator.NEARLY, Comparator.JUST_OVER))
    else {},
    **{text.strip(): word for word, text in HEDGES.items() if text},
    **SYNONYMS,
}
