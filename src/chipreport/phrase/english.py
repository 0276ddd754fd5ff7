"""English: how a quantity is worded."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from babel import Locale

from chipreport.facts.model import Comparator, Noun, Unit, UnitKind
from chipreport.phrase.numbers import (
    MINUS,
    Form,
    Saying,
    scale_of,
    shifted,
    shown,
    unit_fraction,
)

SCALES = (6, 9, 12)
SCALE_WORDS = {0: "", 3: "thousand", 6: "million", 9: "billion", 12: "trillion"}
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
ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
]
CARDINALS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
PARTS = {2: "half", 4: "quarter", 5: "fifth", 8: "eighth", 10: "tenth"}
LEADS = ("several", "tens", "hundreds")
POINTS = Noun("percentage point", "percentage points")
WORDS = {
    "locale": "en_GB",
    "half_1_long": "first half of {}",
    "half_2_long": "second half of {}",
    "half_1_short": "H1 {}",
    "half_2_short": "H2 {}",
    "until": "to {}",
    "from": "from {}",
    "between": "{} to {}",
    "rose": "rose",
    "fell": "fell",
    "unchanged": "unchanged",
    "source": "according to {}",
    "ranking": "according to {}",
    "official": "official release, {}",
    "speaker": "{person}, {organisation}",
    "unnamed": "as reported, source not named",
    "industry": "view of the industry",
    "calculated": "calculated from data of {}",
    "and": "; ",
    "no_bound": "the source gives bounds that leave no bound of the result",
    "input_refused": "it rests on a result that cannot be determined",
    "division_by_zero": "it would divide by zero",
}
WORDY = (Form.PROSE, Form.COUNTED)
SPELLED = range(1, 10)  # running words spell out what is below ten, as most style guides ask
SPELLED_KINDS = (UnitKind.COUNT, UnitKind.DURATION, UnitKind.TIMES)
_plural_rule = Locale.parse("en").plural_form


def say(said: Saying, form: Form) -> str:
    """Return the wording of `said` in `form`."""
    if said.comparator is Comparator.INDEF:
        return _indefinite(said, form)
    match said.kind:
        case UnitKind.RANK:
            return _rank(said, form)
        case UnitKind.YEAR:
            return _year(said, form)
    if unit_fraction(said):
        return _fraction(said, form)
    return _plain(said, form)


def scale(said: Saying) -> int:
    """Return the power of ten that words and column heads take off the number."""
    if said.power is not None:
        return said.power - said.power % 3 if said.kind is UnitKind.MONEY else 0
    if said.kind not in (UnitKind.MONEY, UnitKind.COUNT):
        return 0
    return scale_of(said.numbers, said.mult, SCALES, keep=True)


def heading(said: Saying) -> str:
    """Return the unit as it stands in the head of a column of bare numbers."""
    unit, power = said.unit, scale(said)
    match said.kind:
        case UnitKind.MONEY:
            return f"{_symbol(unit).strip()} {SCALE_SIGNS.get(power) or SCALE_WORDS[power]}".strip()
        case UnitKind.COUNT:
            noun = unit.nouns.get("en")
            counted = noun.other if noun else "" if power else _counted(unit)
            return f"{SCALE_WORDS[power]} {counted}".strip()
        case UnitKind.PERCENT:
            return "%"
        case UnitKind.POINTS:
            return "pp"
        case UnitKind.TIMES:
            return "" if unit_fraction(said) else "×"
        case UnitKind.DURATION:
            return _counted(unit)
    return unit.titles.get("en", said.kind.value).lower()


def _plain(said: Saying, form: Form) -> str:
    power = scale(said)
    numbers = [shifted(number, said.mult - power) for number in said.numbers]
    before, after = _affixes(said, form, power)
    if form in WORDY and said.kind in SPELLED_KINDS and all(n in SPELLED for n in numbers):
        spelled = [CARDINALS[int(number) - 1] for number in numbers]
        return f"{_hedge(said.comparator, form)}{_either(spelled)}{after}"
    if len(numbers) == 1:
        return _hedge(said.comparator, form) + _told(numbers[0], before, after)
    first, last = numbers
    if form in WORDY:
        repeated = said.kind in (UnitKind.MONEY, UnitKind.PERCENT)
        start = _told(first, before, after if repeated else "")
        return f"between {start} and {_told(last, before, after)}"
    dash = " to " if first < 0 or last < 0 else "–"
    return f"{_told(first, before, '')}{dash}{_told(last, '', after)}"


def _either(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"between {words[0]} and {words[1]}"


def _affixes(said: Saying, form: Form, power: int) -> tuple[str, str]:
    """Return what stands before the digits and after them."""
    if form is Form.NUMBER:
        return "", ""
    short = form is Form.SIGN
    scaled = f" {(SCALE_SIGNS if short else SCALE_WORDS)[power]}" if power else ""
    last = shifted(said.numbers[-1], said.mult)
    match said.kind:
        case UnitKind.MONEY:
            return _symbol(said.unit), scaled
        case UnitKind.PERCENT:
            return "", "%"
        case UnitKind.POINTS:
            return "", " pp" if short else f" {_plural(last, POINTS)}"
        case UnitKind.TIMES:
            return "", "×" if short else " times"
        case UnitKind.DURATION:
            noun = said.unit.nouns.get("en")
            return "", f" {_plural(last, noun) if noun else _symbol(said.unit).strip()}"
    noun = said.noun or said.unit.nouns.get("en")
    return "", scaled + (f" {_plural(last, noun)}" if form is Form.COUNTED and noun else "")


def _rank(said: Saying, form: Form) -> str:
    bare = "–".join(shown(number) for number in said.numbers)
    if said.comparator is Comparator.LE:
        return f"top {_word(said.numbers[0], CARDINALS, bare) if form in WORDY else bare}"
    if form is Form.NUMBER:
        return _hedge(said.comparator, form) + bare
    ranks = [_long_rank(n) if form in WORDY else _short_rank(n) for n in said.numbers]
    if said.comparator is Comparator.RANGE:
        return f"between {ranks[0]} and {ranks[1]}" if form in WORDY else "–".join(ranks)
    if said.comparator is Comparator.GE:
        return f"{ranks[0]} or lower"
    return _hedge(said.comparator, form) + ranks[0]


def _year(said: Saying, form: Form) -> str:
    years = [shown(shifted(n, said.mult), grouped=False) for n in said.numbers]
    if len(years) == 2:
        return f"between {years[0]} and {years[1]}" if form in WORDY else "–".join(years)
    if form in WORDY:
        return YEARS.get(said.comparator, "{}").format(years[0])
    return _hedge(said.comparator, form) + years[0]


def _fraction(said: Saying, form: Form) -> str:
    part = unit_fraction(said) or 1
    return _hedge(said.comparator, form) + (f"one {PARTS[part]}" if form in WORDY else f"1/{part}")


def _indefinite(said: Saying, form: Form) -> str:
    noun = said.unit.nouns.get("en")
    if said.kind is UnitKind.COUNT:
        noun = (said.noun or noun) if form is Form.COUNTED else None
        after = noun.other if noun else ""
    elif form is Form.NUMBER:
        after = ""
    else:
        after = noun.other if noun else _symbol(said.unit).strip()
    if said.power is None:
        return f"multiple {after}".strip()
    lead, power = LEADS[said.power % 3], said.power - said.power % 3
    word = "" if form is Form.NUMBER and said.kind is UnitKind.MONEY else SCALE_WORDS[power]
    if lead == "several":
        return " ".join(part for part in (lead, word, after) if part)
    return " of ".join(part for part in (lead, f"{word}s" if word else "", after) if part)


def _plural(number: Decimal, noun: Noun) -> str:
    return noun.one if _plural_rule(abs(number)) == "one" else noun.other


def _hedge(comparator: Comparator, form: Form) -> str:
    words = HEDGES if form in WORDY else SIGNS
    return words.get(comparator, "")


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
