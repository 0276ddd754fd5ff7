"""Worked-out values become formulas only where that is honest."""

from dataclasses import replace
from decimal import Decimal

import pytest

import samples
from chipreport.facts.model import Comparator
from chipreport.formats.xlsx.live import Input, live
from chipreport.formats.xlsx.number_format import shown

INPUTS = {
    "ROBOTS.SHARE.2030": Input("fact_a", 0),
    "ROBOTS.SHARE.2028": Input("fact_b", 0),
}


def derived(formula, value, unit=samples.PERCENT, decimals=1, **changes):
    amount = samples.quantity(value, Comparator.EQ, unit)
    given = {"formula": formula, "quantity": amount, "decimals": decimals} | changes
    return replace(samples.SHARE_RISE, **given)


def made(claim, inputs=INPUTS):
    found = shown(f"{claim.quantity.value}", claim.quantity.value)
    assert found is not None
    return live(claim, found, inputs)


@pytest.mark.parametrize(
    ("formula", "value", "unit", "decimals", "excel"),
    [
        (
            "{ROBOTS.SHARE.2030}-{ROBOTS.SHARE.2028}",
            "9.1",
            samples.PERCENT,
            1,
            "=ROUND(((fact_a/100)-(fact_b/100))*100,1)",
        ),
        (
            "1-{ROBOTS.SHARE.2030}",
            "82.6",
            samples.PERCENT,
            1,
            "=ROUND((1-(fact_a/100))*100,1)",
        ),
        (
            "{ROBOTS.SHARE.2030}/{ROBOTS.SHARE.2028}",
            "2.1",
            samples.PIECES,
            1,
            "=ROUND(((fact_a/100)/(fact_b/100)),1)",
        ),
        (
            "(1+{ROBOTS.SHARE.2030})**2",
            "1.38",
            samples.PIECES,
            2,
            "=ROUND(((1+(fact_a/100))^2),2)",
        ),
    ],
)
def test_an_exact_sum_is_live(formula, value, unit, decimals, excel):
    found = made(derived(formula, value, unit, decimals))
    assert found == excel
    assert found.cached == float(value)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("{ROBOTS.SHARE.2030}-{ROBOTS.SHARE.2028}", "9.2"),
        ("{ROBOTS.SHARE.2030}**0.5", "41.7"),
        ("{ROBOTS.SHARE.2030}-{UNKNOWN}", "9.1"),
        ("{ROBOTS.SHARE.2030}-", "9.1"),
        ("({ROBOTS.SHARE.2030}", "17.4"),
        ("SUM({ROBOTS.SHARE.2030})", "17.4"),
        ("{ROBOTS.SHARE.2030}/0", "17.4"),
        ("", "17.4"),
    ],
)
def test_what_does_not_come_out_or_is_no_plain_sum_stays_a_constant(formula, value):
    assert made(derived(formula, value)) is None


def test_inputs_that_are_bounds_or_have_no_cell_make_no_formula():
    claim = derived("{ROBOTS.SHARE.2035}-{ROBOTS.SHARE.2030}", "32.6")
    bound = replace(claim, inputs=(samples.SHARE_2035, samples.SHARE_2030))
    assert made(bound, INPUTS | {"ROBOTS.SHARE.2035": Input("fact_c", 0)}) is None
    assert made(samples.SHARE_RISE, {}) is None


def test_a_cell_in_another_unit_is_scaled():
    found = live(
        samples.SHARE_RISE,
        shown("9.1%", Decimal("9.1")),
        INPUTS | {"ROBOTS.SHARE.2030": Input("fact_a", 2)},
    )
    assert found == "=ROUND((fact_a-(fact_b/100))*100,1)"
