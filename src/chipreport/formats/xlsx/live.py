"""Worked-out values as live formulas, where the sheet has the inputs and the sum comes out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from chipreport.facts.model import Comparator, Derived, Fact, Quantity, UnitKind
from chipreport.formats.xlsx.number_format import Shown
from chipreport.formats.xlsx.serialise import Live

_TOKEN = re.compile(r"\s*(?:\{([^{}]+)\}|([0-9]+(?:\.[0-9]+)?)|(\*\*|[-+*/()]))")


@dataclass(frozen=True, slots=True)
class Input:
    """A cell with a claim: its name, and how its number stands to the claim's own."""

    name: str
    scale: int


def live(derived: Derived, shown: Shown, inputs: Mapping[str, Input]) -> Live | None:
    """Return the formula that gives `shown.number`, None where a constant is the honest thing.

    A formula stands only where all inputs are exact, each has its cell in this workbook, and
    working it out gives the published value.
    """
    facts = {fact.id: fact for fact in derived.inputs}
    value = derived.quantity.value
    if value is None or derived.quantity.comparator is not Comparator.EQ or shown.scale:
        return None
    if any(fact.quantity.comparator is not Comparator.EQ for fact in facts.values()):
        return None
    parts = _tokens(derived.formula, facts)
    if not parts or any(identity not in inputs for identity, _, _ in parts if identity):
        return None
    try:
        result = _Sum(parts, facts).result()
    except (ZeroDivisionError, ValueError):
        return None
    if _rounded(result / _unit(derived.quantity), derived.decimals) != value:
        return None
    if shown.number != value:
        return None
    text = "".join(
        _cell(facts[identity], inputs[identity]) if identity else number or _excel(sign)
        for identity, number, sign in parts
    )
    unit = _factor(_unit(derived.quantity), "/")
    return Live(f"=ROUND(({text}){unit},{derived.decimals})", _double(value))


def _tokens(formula: str, facts: Mapping[str, Fact]) -> list[tuple[str, str, str]]:
    """Return the parts of a formula, none for one that is not plain arithmetic over `facts`."""
    found: list[tuple[str, str, str]] = []
    place = 0
    while place < len(formula.rstrip()):
        token = _TOKEN.match(formula, place)
        if not token or (token[1] and token[1] not in facts):
            return []
        found.append((token[1] or "", token[2] or "", token[3] or ""))
        place = token.end()
    return found


def _excel(sign: str) -> str:
    return "^" if sign == "**" else sign


def _unit(quantity: Quantity) -> Fraction:
    """Return what one of the quantity's units is worth in plain numbers."""
    share = quantity.unit.kind in (UnitKind.PERCENT, UnitKind.POINTS)
    return Fraction(10) ** quantity.unit_mult / (100 if share else 1)


def _cell(fact: Fact, cell: Input) -> str:
    factor = _factor(_unit(fact.quantity) * Fraction(10) ** cell.scale, "*")
    return f"({cell.name}{factor})" if factor else cell.name


def _factor(unit: Fraction, sign: str) -> str:
    if unit == 1:
        return ""
    if unit < 1:
        return f"{'/' if sign == '*' else '*'}{1 / unit}"
    return f"{sign}{unit}"


def _double(value: Decimal) -> float:
    return int(value) if value == value.to_integral_value() else float(value)


def _rounded(number: Fraction, places: int) -> Decimal:
    """Return `number` rounded as Excel's ROUND does: halves go away from zero."""
    scaled = abs(number) * 10**places
    whole = int(scaled + Fraction(1, 2))
    return (Decimal(whole) * (-1 if number < 0 else 1)).scaleb(-places)


class _Sum:
    """Works out plain arithmetic by recursive descent; powers take whole exponents only."""

    def __init__(self, parts: list[tuple[str, str, str]], facts: Mapping[str, Fact]) -> None:
        self._parts = parts
        self._facts = facts
        self._place = 0

    def result(self) -> Fraction:
        found = self._terms()
        if self._place != len(self._parts):
            raise ValueError("left over")
        return found

    def _sign(self) -> str:
        return self._parts[self._place][2] if self._place < len(self._parts) else ""

    def _take(self) -> tuple[str, str, str]:
        if self._place == len(self._parts):
            raise ValueError("ends too early")
        self._place += 1
        return self._parts[self._place - 1]

    def _terms(self) -> Fraction:
        found = self._factors()
        while self._sign() in ("+", "-"):
            sign = self._take()[2]
            other = self._factors()
            found = found + other if sign == "+" else found - other
        return found

    def _factors(self) -> Fraction:
        found = self._power()
        while self._sign() in ("*", "/"):
            sign = self._take()[2]
            other = self._power()
            found = found * other if sign == "*" else found / other
        return found

    def _power(self) -> Fraction:
        base = self._atom()
        if self._sign() != "**":
            return base
        self._take()
        exponent = self._atom()
        if exponent.denominator != 1 or abs(exponent) > 100:
            raise ValueError("not a whole exponent")
        return base ** int(exponent)

    def _atom(self) -> Fraction:
        identity, number, sign = self._take()
        if identity:
            quantity = self._facts[identity].quantity
            if quantity.value is None:
                raise ValueError("no value")
            return Fraction(quantity.value) * _unit(quantity)
        if number:
            return Fraction(number)
        if sign != "(":
            raise ValueError("not an operand")
        found = self._terms()
        if self._take()[2] != ")":
            raise ValueError("not closed")
        return found
