from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chipreport.facts.formula import parse
from chipreport.facts.interval import NO_END, End, Interval, Origin
from chipreport.facts.model import Unit
from chipreport.facts.rounding import decimal, half_width
from factories import CROWN, NUMBER, PEOPLE, PERCENT, PIECES, TIMES, quantity

unhurried = settings(deadline=None)
"""Machines that share their cores have slow moments."""

rationals = st.fractions(min_value=-50, max_value=50, max_denominator=20)
positive = st.fractions(min_value=Fraction(1, 20), max_value=50, max_denominator=20)


@st.composite
def intervals(
    draw: st.DrawFn, numbers: st.SearchStrategy[Fraction] = rationals
) -> tuple[Interval, Fraction]:
    """An interval, with ends open, closed or missing, and a number that lies in it."""
    low, inside, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    lower = End(low, draw(st.booleans()) and low < inside) if draw(st.booleans()) else NO_END
    upper = End(high, draw(st.booleans()) and inside < high) if draw(st.booleans()) else NO_END
    return Interval(lower, upper), inside


@unhurried
@given(intervals(), intervals())
def test_sums_differences_and_products_hold_every_sample(
    a: tuple[Interval, Fraction], b: tuple[Interval, Fraction]
) -> None:
    (first, x), (second, y) = a, b
    assert (first + second).contains(x + y)
    assert (first - second).contains(x - y)
    assert (first * second).contains(x * y)
    assert (-first).contains(-x)


@unhurried
@given(intervals(), intervals())
def test_quotients_hold_every_sample(
    a: tuple[Interval, Fraction], b: tuple[Interval, Fraction]
) -> None:
    (first, x), (second, y) = a, b
    if y:
        assert (first / second).contains(x / y)


@unhurried
@given(intervals(), st.integers(min_value=-5, max_value=5))
def test_whole_powers_hold_every_sample(a: tuple[Interval, Fraction], power: int) -> None:
    interval, x = a
    if x:
        assert (interval ** Interval.of(power)).contains(x**power)


@unhurried
@given(intervals(positive), st.sampled_from(["0.5", "0.2", "1.5", "-0.5"]))
def test_broken_powers_hold_every_sample(a: tuple[Interval, Fraction], power: str) -> None:
    interval, x = a
    if interval.lower.at is None:
        return
    exponent = Interval.of(Decimal(power))
    exact = (Interval.of(x) ** exponent).point
    assert exact is not None
    result = interval**exponent
    touches = exact in (result.lower.at, result.upper.at)
    assert result.contains(exact) or touches  # 60 digits cannot tell two close roots apart


@unhurried
@given(intervals(), intervals())
def test_what_encloses_contains_all(
    a: tuple[Interval, Fraction], b: tuple[Interval, Fraction]
) -> None:
    (first, _), (second, y) = a, b
    if first.encloses(second):
        assert first.contains(y)


@unhurried
@given(intervals(), intervals())
def test_what_is_below_is_smaller(
    a: tuple[Interval, Fraction], b: tuple[Interval, Fraction]
) -> None:
    (first, x), (second, y) = a, b
    if first.below(second):
        assert x < y


def test_ends_stay_open_where_an_input_is_open() -> None:
    over, exact = Interval.at_least(70, is_open=True), Interval.of(385)
    assert (over * exact).lower == End(Fraction(26950), True)
    assert (exact - over).upper == End(Fraction(315), True)


def test_a_natural_limit_is_no_end_to_print() -> None:
    share = Interval.at_least(70, is_open=True).within(Decimal(0), Decimal(100))
    staff = Interval.of(385) * share
    assert (staff.lower.prints, staff.upper.prints) == (True, False)
    assert (staff.upper.at, staff.upper.origin) == (38500, Origin.BEYOND)


def test_a_natural_minimum_still_carries_a_sum() -> None:
    nearly = Interval.at_most(400, is_open=True).within(Decimal(0), None)
    both = Interval.at_least(1200, is_open=True) + nearly
    assert both.lower.prints
    assert both.lower.at == 1200
    assert not both.upper.prints


def test_zero_alone_has_no_inverse() -> None:
    with pytest.raises(ZeroDivisionError):
        Interval.of(1) / Interval.of(0)


def test_a_divisor_on_both_sides_of_zero_leaves_no_bound() -> None:
    around = Interval(End(Fraction(-1)), End(Fraction(2)))
    assert Interval.of(1) / around == Interval(NO_END, NO_END)


@pytest.mark.parametrize("exponent", [Interval.at_least(2), Interval.of(101)])
def test_an_exponent_must_be_one_moderate_number(exponent: Interval) -> None:
    with pytest.raises(ValueError, match="exponent"):
        Interval.of(2) ** exponent


@pytest.mark.parametrize(
    ("comparator", "inside", "outside"),
    [
        ("eq", ["7"], ["6.99", "7.01"]),
        ("gt", ["7.01", "900"], ["7"]),
        ("ge", ["7"], ["6.99"]),
        ("just_over", ["7.01"], ["7"]),
        ("lt", ["6.99", "-9"], ["7"]),
        ("le", ["7"], ["7.01"]),
        ("nearly", ["6.99"], ["7"]),
    ],
)
def test_a_comparator_bounds_the_value(
    comparator: str, inside: list[str], outside: list[str]
) -> None:
    interval = Interval.stated(quantity(comparator, "7"))
    assert all(interval.contains(Decimal(number)) for number in inside)
    assert not any(interval.contains(Decimal(number)) for number in outside)


def test_a_range_has_both_ends_and_several_has_not_its_last() -> None:
    team = Interval.stated(quantity("range", lower=20, upper=30))
    several = Interval.stated(quantity("indef", lower=2, upper=10))
    assert team.contains(30)
    assert several.contains(2)
    assert not several.contains(10)


@pytest.mark.parametrize(
    ("comparator", "value", "unit", "mult", "hidden"),
    [
        ("eq", "72.8", PERCENT, 0, "0.05"),
        ("eq", "33", PERCENT, 0, "0.5"),
        ("eq", "1.6", PIECES, 6, "0.05"),
        ("eq", "385", PEOPLE, 0, "0"),
        ("eq", "2", TIMES, 0, "0"),
        ("eq", "105", CROWN, 9, "0.5"),
        ("approx", "15000", PIECES, 0, "500"),
        ("approx", "800", NUMBER, 0, "50"),
        ("approx", "1", PERCENT, 0, "0.5"),
        ("gt", "488", CROWN, 9, "0"),
    ],
)
def test_printed_digits_hide_half_of_the_last(
    comparator: str, value: str, unit: Unit, mult: int, hidden: str
) -> None:
    assert half_width(quantity(comparator, value, unit, mult)) == Decimal(hidden)


@unhurried
@given(rationals)
def test_decimals_are_rounded_outward(number: Fraction) -> None:
    assert decimal(number, ROUND_FLOOR, 6) <= number <= decimal(number, ROUND_CEILING, 6)


@unhurried
@given(intervals(positive), intervals(positive), intervals(positive))
def test_a_formula_holds_every_sample(
    a: tuple[Interval, Fraction], b: tuple[Interval, Fraction], c: tuple[Interval, Fraction]
) -> None:
    formula = parse("{A}/(1+{B})**2*(3-{C})")
    result = formula.value({"A": a[0], "B": b[0], "C": c[0]})
    assert result.contains(a[1] / (1 + b[1]) ** 2 * (3 - c[1])) or 1 + b[1] == 0
