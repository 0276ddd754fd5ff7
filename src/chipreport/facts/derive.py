"""Derived figures: worked out by intervals, said with the hedge that is left, or refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from chipreport.errors import DerivationError, Problem, near
from chipreport.facts.formula import Formula, Operator, parse
from chipreport.facts.interval import End, Interval, Origin
from chipreport.facts.model import (
    Comparator,
    Derived,
    Fact,
    Quantity,
    Scenario,
    Tables,
    Texts,
    Unit,
    UnitKind,
)
from chipreport.facts.rounding import decimal, half_width, to_places

FILE = "data/derived.csv"
_PER_CENT = (UnitKind.PERCENT, UnitKind.POINTS)
_PUBLISH = ("yes", "caveat", "no")


class Refusal(StrEnum):
    """Why a figure cannot be determined; the words stand in the phrase package."""

    NO_BOUND = "no_bound"
    INPUT_REFUSED = "input_refused"
    DIVISION_BY_ZERO = "division_by_zero"


@dataclass(frozen=True, slots=True)
class _Worked:
    """A result in base units: what the stated bounds allow, and the rounded digits besides."""

    stated: Interval
    rounded: Interval
    count_degree: int | None
    facts: tuple[Fact, ...]


@dataclass(slots=True)
class _Desk:
    """The work on all rows: what is known, what came out, and what went wrong."""

    rows: Mapping[str, Mapping[str, str]]
    places: Mapping[str, str]
    tables: Tables
    formulas: dict[str, Formula] = field(default_factory=dict)
    results: dict[str, _Worked | Refusal | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    under_way: list[str] = field(default_factory=list)


def derive(rows: Sequence[Mapping[str, str]], tables: Tables) -> dict[str, Derived]:
    """Return what can be said of each row of derived.csv, by id, in the order of the rows.

    Shapes:
        A row whose inputs leave no bound is left out where publish is "no"; see `refusals`.
        Formulas name facts and other derived ids.

    Units:
        Per cents and points count as hundredths inside, so that `1+{GROWTH}` is a factor; a result
        in per cents or points is told in hundredths again.

    Exactness:
        A result of exact inputs is exact while its rounding hides at most one unit of the last
        digit shown, else "about". Lower bounds are rounded down, upper bounds up. An end that
        comes only from a natural limit is no bound to print. Whole things stay whole.

    Errors:
        DerivationError with every problem: D201-D203 formulas, D204 unknown input, D205 cycle,
        D206 a figure to publish without any bound, D207 a field that cannot be, D208 an id given
        twice, D209 arithmetic that is not defined.
    """
    desk = _work(rows, tables)
    made: dict[str, Derived] = {}
    for id, row in desk.rows.items():
        result = desk.results[id]
        if isinstance(result, Refusal) and row.get("publish") != "no":
            desk.problems.append(
                Problem(
                    "D206",
                    f"{id} cannot be determined ({result.value}) and yet is to be published",
                    f"{desk.places[id]} publish",
                    "set publish to no: it is then listed among the refused",
                )
            )
        if isinstance(result, _Worked):
            derived = _derived(desk, id, row, result)
            if derived is not None:
                made[id] = derived
    if desk.problems:
        raise DerivationError(*desk.problems)
    return made


def refusals(rows: Sequence[Mapping[str, str]], tables: Tables) -> dict[str, Refusal]:
    """Return the ids of the rows that cannot be determined, each with the reason.

    Errors:
        DerivationError as `derive`, except that a refused row is none.
    """
    desk = _work(rows, tables)
    if desk.problems:
        raise DerivationError(*desk.problems)
    return {id: result for id, result in desk.results.items() if isinstance(result, Refusal)}


def _work(rows: Sequence[Mapping[str, str]], tables: Tables) -> _Desk:
    by_id: dict[str, Mapping[str, str]] = {}
    places: dict[str, str] = {}
    problems: list[Problem] = []
    for line, row in enumerate(rows, start=2):  # line 1 of the file is its head
        id, place = row.get("derived_id", ""), f"{FILE}:{line}"
        if id in by_id or id in tables.facts:
            problems.append(Problem("D208", f"the id {id!r} is given twice", f"{place} derived_id"))
            continue
        by_id[id], places[id] = row, place
    desk = _Desk(by_id, places, tables, problems=problems)
    for id, row in by_id.items():
        try:
            desk.formulas[id] = parse(row.get("formula", ""), f"{places[id]} formula")
        except DerivationError as error:
            desk.problems.extend(error.problems)
    for id in by_id:
        _solve(desk, id)
    return desk


def _solve(desk: _Desk, id: str) -> _Worked | Refusal | None:
    """Return the result of `id`, None where a problem stands in its way."""
    if id in desk.results:
        return desk.results[id]
    where = f"{desk.places[id]} formula"
    if id in desk.under_way:
        circle = [*desk.under_way[desk.under_way.index(id) :], id]
        desk.problems.append(Problem("D205", f"{' needs '.join(circle)}: a circle", where))
        return None
    formula = desk.formulas.get(id)
    desk.under_way.append(id)
    inputs = {} if formula is None else {name: _input(desk, name, where) for name in formula.inputs}
    desk.under_way.pop()
    worked = {name: found for name, found in inputs.items() if isinstance(found, _Worked)}
    result: _Worked | Refusal | None = None
    if any(isinstance(found, Refusal) for found in inputs.values()):
        result = Refusal.INPUT_REFUSED
    elif formula is not None and len(worked) == len(inputs):
        result = _evaluate(desk, formula, worked, where)
    desk.results[id] = result
    return result


def _input(desk: _Desk, name: str, where: str) -> _Worked | Refusal | None:
    fact = desk.tables.facts.get(name)
    if fact is not None:
        return _Worked(
            _interval(fact, rounding=False),
            _interval(fact, rounding=True),
            1 if fact.quantity.unit.kind is UnitKind.COUNT else 0,
            (fact,),
        )
    if name in desk.rows:
        return _solve(desk, name)
    known = [*desk.tables.facts, *desk.rows]
    desk.problems.append(Problem("D204", f"unknown input {name!r}", where, near(name, known)))
    return None


def _interval(fact: Fact, *, rounding: bool) -> Interval:
    quantity = fact.quantity
    hidden = half_width(quantity) if fact.rounding is None else fact.rounding
    if quantity.comparator not in (Comparator.EQ, Comparator.APPROX) or not rounding:
        hidden = Decimal(0)
    limits = fact.indicator.natural_min, fact.indicator.natural_max
    scale = Interval.of(_scale(quantity.unit, quantity.unit_mult), Origin.CONSTANT)
    return Interval.stated(quantity, hidden).within(*limits) * scale


def _scale(unit: Unit, mult: int) -> Fraction:
    hundredth = Fraction(1, 100) if unit.kind in _PER_CENT else Fraction(1)
    return hundredth * Fraction(10) ** mult


def _evaluate(
    desk: _Desk, formula: Formula, worked: Mapping[str, _Worked], where: str
) -> _Worked | Refusal | None:
    try:
        stated = formula.value({name: found.stated for name, found in worked.items()})
        rounded = formula.value({name: found.rounded for name, found in worked.items()})
    except ZeroDivisionError:
        return Refusal.DIVISION_BY_ZERO
    except ValueError as error:
        desk.problems.append(Problem("D209", f"{formula.text!r} is not defined: {error}", where))
        return None
    if not stated.lower.prints and not stated.upper.prints:
        return Refusal.NO_BOUND
    degrees = {name: found.count_degree for name, found in worked.items()}
    facts = {fact.id: fact for found in worked.values() for fact in found.facts}
    degree = formula.render(_Degrees(degrees))
    return _Worked(stated, rounded, degree, tuple(facts.values()))


@dataclass(frozen=True, slots=True)
class _Degrees:
    """How often a count is a factor of the result: 1 for things, 0 for shares; None for a mixture.

    Only what counts whole things is itself whole: staff times share is, users per head is not.
    """

    inputs: Mapping[str, int | None]

    def number(self, value: Decimal) -> int | None:
        return 0

    def input(self, id: str) -> int | None:
        return self.inputs[id]

    def negation(self, operand: int | None) -> int | None:
        return operand

    def operation(self, operator: Operator, left: int | None, right: int | None) -> int | None:
        if left is None or right is None:
            return None
        match operator:
            case Operator.MULTIPLY:
                return left + right
            case Operator.DIVIDE:
                return left - right
            case Operator.POWER:
                return 0 if left == 0 else None
        return max(left, right)


def _derived(desk: _Desk, id: str, row: Mapping[str, str], worked: _Worked) -> Derived | None:
    place, found = desk.places[id], len(desk.problems)
    unit = desk.tables.units.get(row.get("unit_measure", ""))
    entity = desk.tables.entities.get(row.get("entity_id", ""))
    if unit is None:
        hint = near(row.get("unit_measure", ""), desk.tables.units)
        desk.problems.append(Problem("D207", "unknown unit", f"{place} unit_measure", hint))
    if entity is None:
        hint = near(row.get("entity_id", ""), desk.tables.entities)
        desk.problems.append(Problem("D207", "unknown entity", f"{place} entity_id", hint))
    if row.get("publish") not in _PUBLISH:
        hint = "yes, caveat or no"
        desk.problems.append(Problem("D207", "unknown value", f"{place} publish", hint))
    mult = _whole(desk, row, "unit_mult", place)
    decimals = _whole(desk, row, "decimals", place)
    if unit is None or entity is None or len(desk.problems) > found:
        return None
    factor = Interval.of(1 / _scale(unit, mult), Origin.CONSTANT)
    stated, rounded = worked.stated * factor, worked.rounded * factor
    whole = unit.kind is UnitKind.COUNT and worked.count_degree == 1 and mult == decimals == 0
    return Derived(
        id=id,
        number=row.get("number", ""),
        titles=_texts(row, "title"),
        shorts=_texts(row, "short"),
        entity=entity,
        time_period=row.get("time_period", ""),
        formula=row["formula"],
        quantity=_quantity(stated, rounded, unit, mult, decimals, whole=whole),
        decimals=decimals,
        rounding_lower=_bound(rounded.lower, ROUND_FLOOR),
        rounding_upper=_bound(rounded.upper, ROUND_CEILING),
        scenario=_scenario(worked.facts),
        publish=row["publish"],
        methods=_texts(row, "method"),
        assumptions=_texts(row, "assumption"),
        inputs=worked.facts,
    )


def _whole(desk: _Desk, row: Mapping[str, str], column: str, place: str) -> int:
    try:
        return int(row.get(column, "0") or "0")
    except ValueError:
        desk.problems.append(
            Problem("D207", f"{row[column]!r} is no whole number", f"{place} {column}")
        )
        return 0


def _texts(row: Mapping[str, str], column: str) -> Texts:
    texts = {code: row.get(f"{column}_{code}", "") for code in ("en", "zh")}
    return {code: text for code, text in texts.items() if text}


def _bound(end: End, rounding: str) -> Decimal | None:
    return decimal(end.at, rounding, 15) if end.at is not None and end.prints else None


def _scenario(facts: Sequence[Fact]) -> Scenario:
    found = {fact.scenario for fact in facts}
    order = (Scenario.FORECAST, Scenario.TARGET, Scenario.OPINION)
    return next((scenario for scenario in order if scenario in found), Scenario.ACTUAL)


def _quantity(
    stated: Interval, rounded: Interval, unit: Unit, mult: int, decimals: int, *, whole: bool
) -> Quantity:
    """Return what may be said of a result, rounded so that it stays true."""
    low, high = stated.lower, stated.upper
    lower = upper = None
    if stated.is_point and low.at is not None:
        value = to_places(low.at, decimals, ROUND_HALF_UP)
        if stated.approx or _hidden(rounded) > Fraction(10) ** -decimals:
            return _with(Comparator.APPROX, value, None, None, unit, mult)
        return _with(Comparator.EQ, value, value, value, unit, mult)
    open_below, open_above = low.is_open, high.is_open
    if low.prints and low.at is not None:
        lower = to_places(low.at, decimals, ROUND_FLOOR)
        if whole and low.at.denominator != 1:
            lower, open_below = lower + 1, False
    if high.prints and high.at is not None:
        upper = to_places(high.at, decimals, ROUND_CEILING)
        if whole and high.at.denominator != 1:
            upper, open_above = upper - 1, False
    if lower is not None and upper is not None:
        return _with(Comparator.RANGE, None, lower, upper, unit, mult)
    if lower is not None:
        word = Comparator.GT if open_below else Comparator.GE
        return _with(word, lower, lower, None, unit, mult)
    word = Comparator.LT if open_above else Comparator.LE
    return _with(word, upper, None, upper, unit, mult)


def _with(
    comparator: Comparator,
    value: Decimal | None,
    lower: Decimal | None,
    upper: Decimal | None,
    unit: Unit,
    mult: int,
) -> Quantity:
    return Quantity(
        comparator=comparator, value=value, lower=lower, upper=upper, unit=unit, unit_mult=mult
    )


def _hidden(rounded: Interval) -> Fraction:
    """Return half the width of the rounding interval."""
    if rounded.lower.at is None or rounded.upper.at is None:
        return Fraction(0)
    return (rounded.upper.at - rounded.lower.at) / 2
