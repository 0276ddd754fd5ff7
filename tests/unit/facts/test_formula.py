from __future__ import annotations

from decimal import Decimal

import pytest

from chipreport.errors import DerivationError
from chipreport.facts.formula import Input, Number, Operation, Operator, parse
from chipreport.facts.interval import Interval


def test_a_formula_names_its_inputs_once_in_their_order() -> None:
    assert parse("{TOY.B}+{TOY.A}*{TOY.B}").inputs == ("TOY.B", "TOY.A")


def test_numbers_keep_the_digits_written() -> None:
    assert parse("{A}*0.10").tree == Operation(
        Operator.MULTIPLY, Input("A"), Number(Decimal("0.10"))
    )
    assert str(parse("{A}*0.10").written(str)) == "A*0.10"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("{A}/(1+{B})**2", "A/(1+B)^2"),
        ("{A}-({B}-{C})", "A-(B-C)"),
        ("{A}-{B}-{C}", "A-B-C"),
        ("{A}/({B}*{C})", "A/(B*C)"),
        ("({A}*{B})*{C}", "A*B*C"),
        ("{A}**{B}**{C}", "A^(B^C)"),
        ("({A}**{B})**{C}", "(A^B)^C"),
        ("-{A}**2", "(-(A^2))"),
        ("(-{A})**2", "(-A)^2"),
        ("2*-{A}", "2*(-A)"),
        ("{A}**(1/5)-1", "A^(1/5)-1"),
    ],
)
def test_written_formulas_keep_their_order(text: str, written: str) -> None:
    assert parse(text).written(str, power="^") == written


def test_a_formula_has_the_value_of_its_arithmetic() -> None:
    values = {"A": Interval.of(27), "B": Interval.of(2)}
    assert parse("-{A}/(1+{B})**2+0.5").value(values).point == Decimal("-2.5")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "D201"),
        ("{A}+", "D201"),
        ("({A}", "D201"),
        ("1" * 500, "D201"),
        ("(" * 300 + "1" + ")" * 300, "D201"),
        ("__import__('os')", "D202"),
        ("abs({A})", "D202"),
        ("{A}//2", "D202"),
        ("{A}%2", "D202"),
        ("{A}<2", "D202"),
        ("input_0+{A}", "D202"),
        ("{A},{B}", "D202"),
        ("+{A}", "D202"),
        ("1e9*{A}", "D202"),
        ("{A}.2", "D201"),
        ("{A}({B})", "D202"),
        ("{not an id}", "D203"),
        ("{}", "D203"),
    ],
)
def test_what_is_no_formula_is_a_problem(text: str, code: str) -> None:
    with pytest.raises(DerivationError) as caught:
        parse(text, "data/derived.csv:2 formula")
    assert code in {problem.code for problem in caught.value.problems}
    assert all(problem.where == "data/derived.csv:2 formula" for problem in caught.value.problems)
