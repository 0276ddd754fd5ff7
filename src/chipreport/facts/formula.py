"""Formulas over facts: read by a small grammar of their own, rendered by any backend.

One formula drives the value in Python, the live formula in a workbook and the words beside it. A
formula is never evaluated as Python: only numbers, names in braces and + - * / ** are known.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, TypeVar

from chipreport.errors import DerivationError, Problem
from chipreport.facts.interval import Interval, Origin

Result = TypeVar("Result")

_INPUT = re.compile(r"\{([^{}]*)\}")
_ID = re.compile(r"[A-Z][A-Z0-9_]*(?:\.[A-Za-z0-9_]+)*")
_ALLOWED = re.compile(r"[0-9.+\-*/() ]*")
_MOST = 400  # characters; no analyst follows a longer one, and the parser needs a limit


class Operator(StrEnum):
    """The operations of a formula, as its text writes them."""

    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"
    POWER = "**"


_OPERATORS: Mapping[type[ast.operator], Operator] = {
    ast.Add: Operator.ADD,
    ast.Sub: Operator.SUBTRACT,
    ast.Mult: Operator.MULTIPLY,
    ast.Div: Operator.DIVIDE,
    ast.Pow: Operator.POWER,
}
_BINDING = {
    Operator.ADD: 1,
    Operator.SUBTRACT: 1,
    Operator.MULTIPLY: 2,
    Operator.DIVIDE: 2,
    Operator.POWER: 4,
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the formula itself, digits as written."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Input:
    """A fact or a derived figure, by its id."""

    id: str


@dataclass(frozen=True, slots=True)
class Negation:
    """The negative of its operand."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Operation:
    """Two operands under an operator."""

    operator: Operator
    left: Node
    right: Node


Node = Number | Input | Negation | Operation


class Backend(Protocol[Result]):
    """What a formula is turned into: intervals, the text of a live formula, words."""

    def number(self, value: Decimal) -> Result:
        """Return a number of the formula."""
        ...

    def input(self, id: str) -> Result:
        """Return the fact or derived figure with this id."""
        ...

    def negation(self, operand: Result) -> Result:
        """Return the negative of `operand`."""
        ...

    def operation(self, operator: Operator, left: Result, right: Result) -> Result:
        """Return `left` and `right` under `operator`."""
        ...


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as read: its text, the ids it names in their order, and its tree.

    Example:
        >>> formula = parse("{A}/(1+{B})**2")
        >>> formula.inputs
        ('A', 'B')
        >>> formula.value({"A": Interval.of(8), "B": Interval.of(1)}).point
        Fraction(2, 1)
        >>> formula.written(str.lower, power="^")
        'a/(1+b)^2'
    """

    text: str
    inputs: tuple[str, ...]
    tree: Node

    def render(self, backend: Backend[Result]) -> Result:
        """Return what `backend` makes of the formula, from the leaves up."""
        return _rendered(self.tree, backend)

    def value(self, intervals: Mapping[str, Interval]) -> Interval:
        """Return the interval of the result; `intervals` holds one for each of `inputs`.

        Errors:
            ZeroDivisionError and ValueError as the arithmetic of intervals raises them.
        """
        return self.render(_Arithmetic(intervals))

    def written(self, name: Callable[[str], str], power: str = "**") -> str:
        """Return the formula as text, each id as `name` writes it, with the brackets it needs.

        Exactness:
            Every operation keeps its order in languages that read a^b^c from the left and -a^2 as
            (-a)^2, as spreadsheets do.
        """
        return _written(self.tree, name, power, 0)


def parse(text: str, where: str = "") -> Formula:
    """Return the formula that `text` writes.

    Errors:
        DerivationError with every problem: D201 no formula, D202 something a formula may not hold,
        D203 an input whose id cannot be one.
    """
    ids = tuple(dict.fromkeys(_INPUT.findall(text)))
    problems = [
        Problem("D203", f"{{{id}}} names no fact", where, "write the id of a fact in braces")
        for id in ids
        if not _ID.fullmatch(id)
    ]
    outside = _INPUT.sub("", text)
    if not _ALLOWED.fullmatch(outside):
        odd = _ALLOWED.sub("", outside)
        raise DerivationError(*problems, _not_allowed(odd, where))
    source = _INPUT.sub(lambda found: f"input_{ids.index(found[1])}", text).strip()
    try:
        if len(text) > _MOST:
            raise SyntaxError(f"longer than {_MOST} characters")
        body = ast.parse(source, mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else "it cannot be read"
        raise DerivationError(
            *problems, Problem("D201", f"{text!r} is no formula: {reason}", where, _HINT)
        ) from error
    tree = _tree(body, source, ids, problems, where)
    if problems or tree is None:
        raise DerivationError(*problems)
    return Formula(text, ids, tree)


_HINT = "numbers, ids in braces, brackets and + - * / ** make a formula"


def _not_allowed(what: str, where: str) -> Problem:
    return Problem("D202", f"{what!r} may not stand in a formula", where, _HINT)


def _tree(
    node: ast.expr, source: str, ids: tuple[str, ...], problems: list[Problem], where: str
) -> Node | None:
    written = ast.get_source_segment(source, node) or ""
    match node:
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            first = _tree(left, source, ids, problems, where)
            second = _tree(right, source, ids, problems, where)
            if first is None or second is None:
                return None
            return Operation(_OPERATORS[type(op)], first, second)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            inner = _tree(operand, source, ids, problems, where)
            return None if inner is None else Negation(inner)
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            if re.fullmatch(r"\d+(?:\.\d+)?", written):
                return Number(Decimal(written))
        case ast.Name(id=name):
            return Input(ids[int(name.removeprefix("input_"))])
    problems.append(_not_allowed(written, where))
    return None


def _rendered(node: Node, backend: Backend[Result]) -> Result:
    match node:
        case Number(value):
            return backend.number(value)
        case Input(id):
            return backend.input(id)
        case Negation(operand):
            return backend.negation(_rendered(operand, backend))
        case Operation(operator, left, right):
            return backend.operation(operator, _rendered(left, backend), _rendered(right, backend))


def _written(node: Node, name: Callable[[str], str], power: str, outer: int) -> str:
    match node:
        case Number(value):
            return f"{value:f}"
        case Input(id):
            return name(id)
        case Negation(operand):
            return f"(-{_written(operand, name, power, 5)})"
        case Operation(operator, left, right):
            own = _BINDING[operator]
            strict = operator is Operator.POWER
            text = (
                _written(left, name, power, own + strict)
                + (power if strict else operator.value)
                + _written(right, name, power, own + (operator not in _ASSOCIATIVE))
            )
            return f"({text})" if own < outer else text


_ASSOCIATIVE = (Operator.ADD, Operator.MULTIPLY)


@dataclass(frozen=True, slots=True)
class _Arithmetic:
    """Intervals under the operations of a formula."""

    intervals: Mapping[str, Interval]

    def number(self, value: Decimal) -> Interval:
        return Interval.of(value, Origin.CONSTANT)

    def input(self, id: str) -> Interval:
        return self.intervals[id]

    def negation(self, operand: Interval) -> Interval:
        return -operand

    def operation(self, operator: Operator, left: Interval, right: Interval) -> Interval:
        match operator:
            case Operator.ADD:
                return left + right
            case Operator.SUBTRACT:
                return left - right
            case Operator.MULTIPLY:
                return left * right
            case Operator.DIVIDE:
                return left / right
            case Operator.POWER:
                return left**right
