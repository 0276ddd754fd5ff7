"""Figures that cannot all be true are found; rounded figures that can be raise no alarm."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

import factories
from chipreport.facts import read_tables
from chipreport.facts.consistency import contradictions
from chipreport.facts.model import Fact, Indicator, Scenario
from memory import shipped

SHARE = replace(
    factories.indicator("MARKET_SHARE", factories.PERCENT, maximum=100), measure_type="share"
)
GROWTH = replace(
    factories.indicator("ROBOTS_SOLD_GROWTH", factories.PERCENT, minimum=None),
    measure_type="growth",
)
CAGR = replace(GROWTH, id="ROBOTS_SOLD_CAGR")
MULTIPLE = replace(
    factories.indicator("ROBOTS_SOLD_MULTIPLE", factories.TIMES), measure_type="ratio"
)


def share(id: str, value: str, part: str, comparator: str = "eq") -> Fact:
    said = factories.quantity(comparator, value, factories.PERCENT)
    return replace(factories.fact(id, said, of=SHARE), breakdown=(("maker", part),))


def level(id: str, value: str, period: str = "2024", comparator: str = "eq", mult: int = 6) -> Fact:
    said = factories.quantity(comparator, value, factories.PIECES, mult)
    of = factories.indicator(unit=factories.PIECES)
    return replace(factories.fact(id, said, of=of), time_period=period)


def rate(id: str, value: str, of: Indicator, period: str, base: str = "") -> Fact:
    said = factories.quantity("eq", value, of.unit)
    return replace(factories.fact(id, said, of=of), time_period=period, base_period=base)


def elsewhere(fact: Fact) -> Fact:
    """Return the same fact by a second source."""
    second = replace(factories.SOURCE, id="HERALD", rank=2)
    return replace(fact, citation=replace(fact.citation, source=second))


def codes(*facts: Fact) -> list[str]:
    return [problem.code for problem in contradictions(factories.tables(facts))]


def test_the_shipped_dataset_raises_no_alarm() -> None:
    assert contradictions(read_tables(shipped())) == ()


def test_two_claims_of_one_thing_that_exclude_each_other_are_found() -> None:
    assert codes(level("A", "1.6"), elsewhere(level("B", "1.8"))) == ["W001"]
    assert codes(level("A", "1.6"), elsewhere(level("B", "1.62"))) == []
    assert codes(level("A", "1.6"), elsewhere(level("B", "1.7", comparator="gt"))) == ["W001"]


def test_shares_beyond_the_whole_are_found_unless_rounding_explains_them() -> None:
    assert codes(share("A", "60", "x"), share("B", "45", "y")) == ["W002"]
    assert codes(share("A", "60", "x", "gt"), share("B", "40", "y", "ge")) == ["W002"]
    assert codes(share("A", "33.4", "x"), share("B", "33.4", "y"), share("C", "33.3", "z")) == []


def test_a_part_larger_than_its_whole_is_found() -> None:
    part = replace(level("A", "1.8"), breakdown=(("maker", "x"),))
    assert codes(part, level("B", "1.6")) == ["W003"]
    assert codes(replace(part, scenario=Scenario.FORECAST), level("B", "1.6")) == []


def test_parts_that_add_up_to_more_than_their_whole_are_found() -> None:
    parts = [replace(level(id, "0.9"), breakdown=(("maker", id),)) for id in ("A", "B")]
    assert codes(*parts, level("C", "1.6")) == ["W004"]
    assert codes(*parts, level("C", "1.8")) == []


def test_a_growth_that_its_levels_rule_out_is_found() -> None:
    levels = level("A", "1.00", "2023"), level("B", "1.50", "2024")
    assert codes(*levels, rate("G", "50", GROWTH, "2024", "2023")) == []
    assert codes(*levels, rate("G", "60", GROWTH, "2024", "2023")) == ["W005"]


def test_a_compound_rate_and_a_multiple_are_held_against_levels() -> None:
    levels = level("A", "1.00", "2022"), level("B", "4.00", "2024")
    assert codes(*levels, rate("G", "100", CAGR, "2022/2024")) == []
    assert codes(*levels, rate("G", "80", CAGR, "2022/2024")) == ["W005"]
    assert codes(*levels, rate("G", "4", MULTIPLE, "2022/2024")) == []
    assert codes(*levels, rate("G", "5", MULTIPLE, "2022/2024")) == ["W005"]


def test_a_derived_number_of_things_below_zero_is_found() -> None:
    facts = level("A", "3", mult=0), level("B", "5", "2023", mult=0)
    tables = replace(
        factories.tables(facts), derived_rows=(factories.derived_row("D.REST", "{A}-{B}"),)
    )
    assert [problem.code for problem in contradictions(tables)] == ["W006"]


def test_a_contradiction_names_its_facts_with_their_values() -> None:
    (problem,) = contradictions(factories.tables([share("A", "60", "x"), share("B", "45", "y")]))
    assert "A, B" in problem.says
    assert "eq 60 PT" in problem.hint


@given(st.lists(st.integers(1, 10_000), min_size=2, max_size=6), st.integers(0, 2))
def test_rounded_shares_of_a_true_whole_raise_no_alarm(parts: list[int], places: int) -> None:
    total, unit = Decimal(sum(parts)), Decimal(1).scaleb(-places)
    shares = [
        share(f"A{n}", str((100 * part / total).quantize(unit, ROUND_HALF_UP)), f"m{n}")
        for n, part in enumerate(map(Decimal, parts))
    ]
    assert codes(*shares) == []


@given(st.integers(1_000, 10_000_000), st.integers(1_000, 10_000_000))
def test_rounded_levels_and_their_rounded_growth_raise_no_alarm(before: int, after: int) -> None:
    tenth = Decimal("0.1")
    growth = (Decimal(after) / before * 100 - 100).quantize(tenth, ROUND_HALF_UP)
    first, last = (
        (Decimal(number) / 1000).quantize(Decimal("0.01"), ROUND_HALF_UP)
        for number in (before, after)
    )
    facts = (
        level("A", str(first), "2023", mult=3),
        level("B", str(last), "2024", mult=3),
        rate("G", str(growth), GROWTH, "2024", "2023"),
    )
    assert codes(*facts) == []
