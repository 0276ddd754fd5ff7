"""What is printed is implied by what is stored, and reads back as the same claim."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chipreport.errors import UsageError, VerificationError
from chipreport.facts.model import Comparator, Quantity, Unit, UnitKind
from chipreport.phrase import Form, column_scale, read, say
from factories import CROWN, NUMBER, PEOPLE, PERCENT, RANK, TIMES, UNITS, YEARS, quantity

unhurried = settings(deadline=None)
"""Machines that share their cores have slow moments."""

WHOLE = (UnitKind.RANK, UnitKind.YEAR)
SCALED = (UnitKind.MONEY, UnitKind.COUNT)
SIGNED = (UnitKind.PERCENT, UnitKind.POINTS, UnitKind.MONEY)
LOOSER = {Comparator.NEARLY: Comparator.LT, Comparator.JUST_OVER: Comparator.GT}


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    unit: Unit = draw(st.sampled_from(list(UNITS.values())))
    if unit.kind is UnitKind.RANK:
        numbers = st.integers(1, 300).map(Decimal)
    elif unit.kind is UnitKind.YEAR:
        numbers = st.integers(1000, 2999).map(Decimal)
    else:
        low = -(10**6) if unit.kind in SIGNED else 0
        places = draw(st.integers(0, 3))
        whole = st.integers(low, 10**6)
        numbers = whole.map(lambda number: Decimal(number).scaleb(-places))
    mult = draw(st.sampled_from([0, 3, 6, 9, 12])) if unit.kind in SCALED else 0
    comparator = draw(st.sampled_from(Comparator))
    first, last = sorted(draw(st.tuples(numbers, numbers)))
    if first == last:
        last = first + 1
    if comparator is Comparator.RANGE:
        return quantity("range", None, unit, mult, lower=str(first), upper=str(last))
    if comparator is Comparator.INDEF:
        upper = None if draw(st.booleans()) else str(last)
        return quantity("indef", None, unit, mult, lower=str(first), upper=upper)
    if unit.kind is UnitKind.RANK and comparator in (Comparator.LT, Comparator.NEARLY):
        return quantity(comparator.value, str(first + 1), unit, mult)
    return quantity(comparator.value, str(first), unit, mult)


@unhurried
@given(quantities(), st.sampled_from(Form), st.sampled_from(["en", "zh"]))
@example(quantity("indef", None, PEOPLE, lower=200000, upper=1000000), Form.COUNTED, "zh")
@example(quantity("eq", "0.125", TIMES), Form.PROSE, "en")
def test_what_is_printed_follows_from_what_is_stored(
    said: Quantity, form: Form, language: str
) -> None:
    text = say(said, form, language)
    mult = column_scale(said, language) if form is Form.NUMBER else 0
    found = read(text, language, tuple(UNITS.values()) if form is not Form.NUMBER else (), mult)
    assert found.follows_from(said), (text, found)


@unhurried
@given(quantities(), st.sampled_from(Form), st.sampled_from(["en", "zh"]))
def test_what_is_printed_is_as_tight_as_what_is_stored(
    said: Quantity, form: Form, language: str
) -> None:
    if said.unit.kind in WHOLE or said.comparator is Comparator.INDEF:
        return  # whole ranks move to the next place, "several" is a convention
    mult = column_scale(said, language) if form is Form.NUMBER else 0
    found = read(say(said, form, language), language, (), mult)
    factor = Decimal(10) ** said.unit_mult
    assert found.comparator in (said.comparator, LOOSER.get(said.comparator))
    for mine, stored in ((found.value, said.value), (found.lower, said.lower)):
        assert mine == (None if stored is None else stored * factor)


@unhurried
@given(quantities(), st.sampled_from(["en", "zh"]))
def test_no_more_digits_than_stored(said: Quantity, language: str) -> None:
    if said.value is None:
        return
    digits = [digit for digit in say(said, Form.SIGN, language) if digit.isdigit()]
    if say(said, Form.SIGN, language).find("1/") >= 0:
        return
    printed = "".join(digits).strip("0")
    stored = "".join(str(digit) for digit in said.value.as_tuple().digits).strip("0")
    if said.unit.kind is not UnitKind.RANK:
        assert printed == stored


@pytest.mark.parametrize(
    ("text", "language", "comparator", "value"),
    [
        ("over 400", "en", "gt", "400"),
        ("just over 2 years", "en", "just_over", "2"),
        ("approximately TC1.5 bn", "en", "approx", "1500000000"),
        ("up to 12%", "en", "le", "12"),
        ("more than\N{NO-BREAK SPACE}TC488\N{NO-BREAK SPACE}billion", "en", "gt", "488000000000"),
        ("逾4,880亿元", "zh", "gt", "488000000000"),
        ("接近400家企业", "zh", "nearly", "400"),
        ("最多12%", "zh", "le", "12"),
        ("twelfth", "en", "eq", "12"),
        ("about 5 years", "en", "approx", "5"),
        ("约5年", "zh", "approx", "5"),
        ("more than 30 R2D2 robots", "en", "gt", "30"),
        ("超过30台R2D2机器人", "zh", "gt", "30"),
    ],
)
def test_common_wordings_are_read(text: str, language: str, comparator: str, value: str) -> None:
    found = read(text, language)
    assert (found.comparator.value, found.value) == (comparator, Decimal(value))


@pytest.mark.parametrize(
    ("text", "language", "unit"),
    [
        ("> TC488 bn", "en", "TLC"),
        ("about 385 people", "en", "PERS"),
        ("17.4%", "en", "PT"),
        ("约2倍", "zh", "RATIO"),
        ("5亿克朗", "zh", "TLC"),
        ("385", "en", ""),
    ],
)
def test_a_text_names_its_unit(text: str, language: str, unit: str) -> None:
    assert read(text, language, tuple(UNITS.values())).unit == unit


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("more than 400", quantity("nearly", "400", NUMBER)),
        ("400", quantity("gt", "400", NUMBER)),
        ("about 400", quantity("gt", "400", NUMBER)),
        ("nearly 400", quantity("lt", "400", NUMBER)),
        ("at least 401", quantity("gt", "400", NUMBER)),
        ("400%", quantity("eq", "400", NUMBER)),
        ("TC488 million", quantity("eq", "488", CROWN, 9)),
        ("17.5%", quantity("eq", "17.4", PERCENT)),
        ("top two", quantity("le", "3", RANK)),
        ("2 years", quantity("just_over", "2", YEARS)),
        ("more than 14,000", quantity("approx", "15000", NUMBER)),
    ],
)
def test_a_stronger_or_other_claim_does_not_follow(text: str, said: Quantity) -> None:
    assert not read(text, units=tuple(UNITS.values())).follows_from(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("more than 400", quantity("ge", "500", NUMBER)),
        ("less than 400", quantity("nearly", "400", NUMBER)),
        ("more than 19", quantity("range", unit=NUMBER, lower=20, upper=30)),
        ("about 400", quantity("eq", "400", NUMBER)),
        ("top three", quantity("le", "2", RANK)),
    ],
)
def test_a_weaker_claim_follows(text: str, said: Quantity) -> None:
    assert read(text).follows_from(said)


@pytest.mark.parametrize(
    "text", ["", "many", "no number here", "4 5", "400-500", "1.2.3", "--", "more than"]
)
def test_what_holds_no_number_is_a_problem(text: str) -> None:
    with pytest.raises(VerificationError, match="P030"):
        read(text)


def test_an_unknown_language_cannot_be_read() -> None:
    with pytest.raises(UsageError, match="P010"):
        read("5", "eo")
