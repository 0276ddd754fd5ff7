from __future__ import annotations

from decimal import Decimal

import pytest

from chipreport.errors import DerivationError
from chipreport.facts.derive import Refusal, derive, refusals
from chipreport.facts.model import Derived, Scenario, Tables, Unit
from factories import (
    CROWN,
    NUMBER,
    PEOPLE,
    PERCENT,
    PIECES,
    derived_row,
    fact,
    indicator,
    quantity,
    tables,
)

SHARE = indicator("SHARE", PERCENT, minimum=0, maximum=100)


@pytest.fixture
def toyland() -> Tables:
    return tables(
        [
            fact("TOY.SOLD", quantity("eq", "1.6", PIECES, 6)),
            fact("TOY.ABOUT", quantity("approx", "800", NUMBER)),
            fact("TOY.GROWTH", quantity("eq", "25", PERCENT), of=indicator("G", PERCENT)),
            fact("TOY.STAFF", quantity("eq", "385", PEOPLE)),
            fact("TOY.MAKERS", quantity("gt", "70", PERCENT), of=SHARE),
            fact("TOY.HOMES", quantity("gt", "1500", NUMBER)),
            fact("TOY.USERS", quantity("gt", "212", PEOPLE, 6)),
            fact("TOY.TEAM", quantity("range", unit=PEOPLE, lower=20, upper=30)),
            fact("TOY.INCOME", quantity("gt", "488", CROWN, 9), scenario="forecast"),
            fact("TOY.SPENT", quantity("eq", "500", CROWN, 6), rounding="50"),
            fact("TOY.NONE", quantity("eq", "0", NUMBER)),
        ]
    )


def one(toyland: Tables, formula: str, unit: Unit, mult: int = 0, decimals: int = 0) -> Derived:
    return derive([derived_row("TOY.MADE", formula, unit.id, mult, decimals)], toyland)["TOY.MADE"]


def said(made: Derived) -> str:
    quantity = made.quantity
    if quantity.value is None:
        return f"{quantity.comparator.value} {quantity.lower} {quantity.upper}"
    return f"{quantity.comparator.value} {quantity.value}"


def test_per_cents_are_hundredths_inside(toyland: Tables) -> None:
    made = one(toyland, "{TOY.SOLD}/(1+{TOY.GROWTH})", PIECES, 6, 2)
    assert said(made) == "approx 1.28"
    assert made.rounding_lower == Decimal("1.23505976095617")  # 1.55 / 1.255, rounded down
    assert [fact.id for fact in made.inputs] == ["TOY.SOLD", "TOY.GROWTH"]


def test_a_result_of_exact_inputs_is_exact(toyland: Tables) -> None:
    assert said(one(toyland, "{TOY.STAFF}-5", PEOPLE)) == "eq 380"
    assert said(one(toyland, "1-{TOY.GROWTH}", PERCENT)) == "eq 75"


def test_a_result_of_about_is_about(toyland: Tables) -> None:
    assert said(one(toyland, "2*{TOY.ABOUT}", NUMBER)) == "approx 1600"


def test_people_stay_whole(toyland: Tables) -> None:
    assert said(one(toyland, "{TOY.STAFF}*{TOY.MAKERS}", PEOPLE)) == "ge 270"
    assert said(one(toyland, "{TOY.STAFF}*(1-{TOY.MAKERS})", PEOPLE)) == "le 115"


def test_heads_per_head_need_not_be_whole(toyland: Tables) -> None:
    assert said(one(toyland, "{TOY.USERS}/{TOY.STAFF}", PEOPLE)) == "gt 550649"


def test_bounds_are_rounded_so_that_they_stay_true(toyland: Tables) -> None:
    assert said(one(toyland, "{TOY.INCOME}/3", CROWN, 9)) == "gt 162"
    assert said(one(toyland, "100/{TOY.HOMES}", PERCENT, 0, 1)) == "lt 6.7"
    assert said(one(toyland, "{TOY.TEAM}/7", NUMBER, 0, 1)) == "range 2.8 4.3"


def test_a_natural_limit_is_not_printed(toyland: Tables) -> None:
    made = one(toyland, "1-{TOY.MAKERS}", PERCENT)
    assert said(made) == "lt 30"
    assert made.quantity.lower is None
    assert made.rounding_lower is None


def test_a_stated_rounding_overrides_the_digits(toyland: Tables) -> None:
    made = one(toyland, "{TOY.SPENT}/0.01", CROWN, 9)
    assert (made.rounding_lower, made.rounding_upper) == (45, 55)
    assert said(made) == "approx 50"


def test_a_forecast_stays_a_forecast(toyland: Tables) -> None:
    assert one(toyland, "{TOY.INCOME}/2", CROWN, 9).scenario is Scenario.FORECAST
    assert one(toyland, "{TOY.STAFF}/2", PEOPLE).scenario is Scenario.ACTUAL


def test_a_derived_figure_may_rest_on_another(toyland: Tables) -> None:
    rows = [
        derived_row("TOY.B", "{TOY.A}*2", "PERS"),
        derived_row("TOY.A", "{TOY.STAFF}*{TOY.MAKERS}", "PERS"),
    ]
    made = derive(rows, toyland)
    assert list(made) == ["TOY.B", "TOY.A"]
    assert said(made["TOY.B"]) == "gt 539"  # twice the unrounded 269.5
    assert [fact.id for fact in made["TOY.B"].inputs] == ["TOY.STAFF", "TOY.MAKERS"]


def test_a_bound_over_a_bound_is_refused(toyland: Tables) -> None:
    rows = [
        derived_row("TOY.RATIO", "{TOY.HOMES}/{TOY.USERS}", publish="no"),
        derived_row("TOY.ON_IT", "{TOY.RATIO}+1", publish="no"),
        derived_row("TOY.ZERO", "1/{TOY.NONE}", publish="no"),
    ]
    assert derive(rows, toyland) == {}
    assert refusals(rows, toyland) == {
        "TOY.RATIO": Refusal.NO_BOUND,
        "TOY.ON_IT": Refusal.INPUT_REFUSED,
        "TOY.ZERO": Refusal.DIVISION_BY_ZERO,
    }


def test_a_refused_figure_cannot_be_published(toyland: Tables) -> None:
    rows = [derived_row("TOY.RATIO", "{TOY.HOMES}/{TOY.USERS}", publish="caveat")]
    with pytest.raises(DerivationError) as caught:
        derive(rows, toyland)
    assert [(problem.code, problem.where) for problem in caught.value.problems] == [
        ("D206", "data/derived.csv:2 publish")
    ]


def test_every_problem_is_named_in_one_go(toyland: Tables) -> None:
    rows = [
        derived_row("TOY.A", "{TOY.STAF}*2"),
        derived_row("TOY.B", "{TOY.C}+1"),
        derived_row("TOY.C", "{TOY.B}+1"),
        derived_row("TOY.D", "{TOY.STAFF}+"),
        derived_row("TOY.E", "{TOY.STAFF}", unit="EUR"),
        derived_row("TOY.F", "(0-{TOY.STAFF})**0.5"),
        derived_row("TOY.A", "1"),
        derived_row("TOY.STAFF", "1"),
        derived_row("TOY.G", "{TOY.STAFF}") | {"decimals": "many", "publish": "maybe"},
    ]
    with pytest.raises(DerivationError) as caught:
        derive(rows, toyland)
    found = [(problem.code, problem.where) for problem in caught.value.problems]
    assert sorted(found) == sorted(
        [
            ("D204", "data/derived.csv:2 formula"),
            ("D205", "data/derived.csv:3 formula"),
            ("D201", "data/derived.csv:5 formula"),
            ("D207", "data/derived.csv:6 unit_measure"),
            ("D209", "data/derived.csv:7 formula"),
            ("D208", "data/derived.csv:8 derived_id"),
            ("D208", "data/derived.csv:9 derived_id"),
            ("D207", "data/derived.csv:10 publish"),
            ("D207", "data/derived.csv:10 decimals"),
        ]
    )
    hints = [problem.hint for problem in caught.value.problems]
    assert "did you mean TOY.STAFF" in " ".join(hints)
