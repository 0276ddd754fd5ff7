"""The derived figures of the dataset's first edition, held against the results of its design."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import factories
from chipreport.facts.derive import derive, refusals
from chipreport.facts.model import Derived, Tables, Unit, UnitKind
from chipreport.world import DiskWorld

ROOT = Path(__file__).parents[3]
WORLD = DiskWorld(ROOT)
SHARED = ROOT / (WORLD.variable("CHIPREPORT_SHARED") or "../shared") / "dataset"
pytestmark = pytest.mark.skipif(
    not (SHARED / "derived.csv").is_file(), reason="needs the shared dataset"
)

KINDS = {
    "CNY": UnitKind.MONEY,
    "USD": UnitKind.MONEY,
    "PT": UnitKind.PERCENT,
    "PP": UnitKind.POINTS,
    "NUMBER": UnitKind.COUNT,
    "UNITS": UnitKind.COUNT,
    "PERS": UnitKind.COUNT,
    "RANK": UnitKind.RANK,
    "RATIO": UnitKind.TIMES,
    "YR": UnitKind.DURATION,
    "MO": UnitKind.DURATION,
    "DAY": UnitKind.DURATION,
    "YEAR": UnitKind.YEAR,
    "BIRTH_YEAR": UnitKind.YEAR,
}
RESULTS = {
    # number: unit, multiplier, decimals; what is said; ends of the rounding interval
    "D01": ("UNITS", 3, 1, "approx 535.8", "518.8", "552.9"),
    "D02": ("UNITS", 3, 1, "approx 925.9", "896.7", "955.1"),
    "D03": ("UNITS", 3, 1, "approx 278.4", "268.9", "287.9"),
    "D04": ("UNITS", 3, 1, "approx 44.5", "42.8", "46.2"),
    "D05": ("PT", 0, 1, "approx 150.2", "149.0", "151.4"),
    "D06": ("UNITS", 3, 1, "approx 1321.6", "1279.5", "1363.7"),
    "D07": ("PT", 0, 1, "approx 64.0", "63.9", "64.1"),
    "D08": ("PP", 0, 1, "eq 9.1", "9.0", "9.2"),
    "D09": ("RATIO", 0, 1, "eq 2.1", "2.1", "2.1"),
    "D10": ("PP", 0, 1, "gt 32.6", None, ""),
    "D11": ("PP", 0, 1, "gt 6.5", None, ""),
    "D12": ("RATIO", 0, 2, "approx 3.13", "3.08", "3.18"),
    "D13": ("RATIO", 0, 2, "gt 1.56", None, ""),
    "D15": ("PT", 0, 0, "lt 50", "", None),
    "D16": ("PT", 0, 2, "approx 1.06", "1.00", "1.13"),
    "D17": ("PT", 0, 1, "approx 6.1", "5.7", "6.5"),
    "D18": ("PT", 0, 0, "approx 88", "83", "94"),
    "D19": ("UNITS", 0, 0, "approx 30000", "29000", "31000"),
    "D20": ("PT", 0, 0, "approx 76", "66", "88"),
    "D21": ("UNITS", 0, 0, "approx 32000", "31000", "33000"),
    "D22": ("PERS", 0, 0, "ge 270", None, ""),
    "D23": ("PERS", 0, 0, "le 115", "", None),
    "D24": ("PERS", 3, 1, "gt 550.6", None, ""),
    "D25": ("USD", 6, 1, "approx 1.3", "1.2", "1.4"),
    "D26": ("USD", 9, 0, "approx 50", "30", "110"),
    "D27": ("PT", 0, 0, "lt 30", "", None),
    "D29": ("RATIO", 0, 2, "approx 6.25", "5.00", "8.33"),
    "D30": ("CNY", 9, 0, "gt 244", None, ""),
    "D31": ("PT", 0, 2, "eq 14.87", "14.87", "14.87"),
    "D33": ("CNY", 9, 0, "gt 1038", None, ""),
    "D34": ("CNY", 12, 2, "gt 5.37", None, ""),  # 5.379...: rounded down, "over" stays true
    "D36": ("PP", 0, 1, "eq 9.7", "9.6", "9.8"),
    "D37": ("PP", 0, 1, "eq 8.2", "8.1", "8.3"),
    "D38": ("PP", 0, 1, "eq 1.5", "1.4", "1.6"),
    "D39": ("PT", 0, 1, "lt 53.4", "", None),  # 53.33...: rounded up, "under" stays true
    "D41": ("PT", 0, 0, "eq 40", None, None),
    "D42": ("PT", 0, 2, "lt 2.92", "", None),
    "D44": ("RATIO", 0, 1, "gt 6.6", None, ""),  # 6.66...: rounded down
    "D45": ("NUMBER", 0, 0, "gt 1200", None, ""),
    "D46": ("NUMBER", 0, 0, "eq 1", "1", "1"),
}
REFUSED = {"D28", "D32", "D35", "D40", "D43", "D47"}


def read(name: str) -> list[dict[str, str]]:
    with (SHARED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def units() -> Mapping[str, Unit]:
    return {id: Unit(id=id, kind=kind, titles={"en": id}) for id, kind in KINDS.items()}


@pytest.fixture(scope="module")
def shared(units: Mapping[str, Unit]) -> tuple[list[dict[str, str]], Tables]:
    limits = {row["indicator_id"]: row for row in read("indicators")}
    round_values = {"MINIMAX.SPEND_CUMULATIVE.TO_2025_09": "50"}
    facts = []
    for row in read("observations"):
        unit, limit = units[row["unit_measure"]], limits[row["indicator_id"]]
        said = factories.quantity(
            row["comparator"],
            row["obs_value"],
            unit,
            int(row["unit_mult"]),
            lower=row["lower_bound"],
            upper=row["upper_bound"],
        )
        of = factories.indicator(
            row["indicator_id"],
            unit,
            minimum=limit["natural_min"],
            maximum=limit["natural_max"],
        )
        rounding = round_values.get(row["obs_id"])
        facts.append(
            factories.fact(row["obs_id"], said, of=of, scenario=row["scenario"], rounding=rounding)
        )
    rows = []
    for row in read("derived"):
        number = row["derived_id"]
        unit_id, mult, decimals = RESULTS.get(number, ("NUMBER", 0, 1))[:3]
        made = factories.derived_row(number, row["formula"], unit_id, mult, decimals)
        rows.append(made | {"publish": row["publish"]})
    base = factories.tables(facts)
    return rows, replace(base, units=units)


@pytest.fixture(scope="module")
def derived(shared: tuple[list[dict[str, str]], Tables]) -> dict[str, Derived]:
    return derive(*shared)


@pytest.mark.parametrize("number", RESULTS)
def test_a_result_is_as_the_design_has_it(number: str, derived: dict[str, Derived]) -> None:
    _, _, decimals, said, lower, upper = RESULTS[number]
    made = derived[number]
    assert f"{made.quantity.comparator.value} {made.quantity.value}" == said
    for end, wanted in ((made.rounding_lower, lower), (made.rounding_upper, upper)):
        if wanted == "":
            assert end is None
        elif wanted is not None:
            assert end is not None
            step = Decimal(1).scaleb(-len(wanted.partition(".")[2]))
            assert end.quantize(step) == Decimal(wanted)
    assert made.decimals == decimals


def test_results_without_a_bound_are_refused(
    shared: tuple[list[dict[str, str]], Tables], derived: dict[str, Derived]
) -> None:
    assert set(refusals(*shared)) == REFUSED
    assert not REFUSED & set(derived)
