"""Rows for a table file: any DataFrame or iterable of mappings, each cell one of a closed few."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Any, Literal

from chipreport.errors import Problem, RenderError

Plain = None | bool | int | float | Decimal | str | dt.datetime | dt.date | dt.time
"""What a cell may hold; None alone is an empty cell."""

NanRule = Literal["error", "empty"]
"""What becomes of a number that is none: a problem, or an empty cell."""

MAX_PROBLEMS = 50
_SAMPLE = 1_000  # rows looked at for columns, kinds and widths before the first is written
_MISSING = ("NaTType", "NAType")


@dataclass(frozen=True, slots=True)
class Records:
    """A named table whose rows are read once, from the first to the last.

    `sample` are the first rows, which `rows` gives again; `count` is None where it is not known
    before the last row.
    """

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Sequence[object]]
    sample: Sequence[Sequence[object]]
    count: int | None = None
    told: Mapping[str, str] = field(default_factory=dict)


class RefusedError(Exception):
    """A value that no cell of a table can hold."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class Faults:
    """The problems of a table while it is written; past `MAX_PROBLEMS` the writing stops."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, problem: Problem, where: str) -> None:
        """Remember a problem at its place."""
        self.found.append(Problem(problem.code, problem.says, where, problem.hint))
        if len(self.found) >= MAX_PROBLEMS:
            self.check()

    def check(self) -> None:
        """Raise RenderError with every problem, where there is one."""
        if self.found:
            raise RenderError(*self.found)


def records(
    source: Any,
    name: str,
    *,
    columns: Sequence[str] | None = None,
    told: Mapping[str, str] | None = None,
) -> Records:
    """Return `source` as a table called `name`.

    Shapes:
        `source` is a pandas DataFrame or an iterable of mappings. An index with a name, or one
        that is not made of numbers, becomes the first columns. A column of moments that are all
        midnights, which is how pandas keeps days, is one of days. Without `columns`, mappings give
        theirs: a list all keys of all rows, an iterator those of its first 1,000 rows. A key that
        a row lacks is an empty cell.

    Errors:
        RenderError: E101 no column, E102 a column without a name or two of one name, E103 what
        is no mapping. While rows are read: RefusedError E104 for a key that is no column.

    Example:
        >>> table = records([{"toy": "ball", "sold": 3}, {"toy": "kite", "red": True}], "toys")
        >>> table.columns, list(table.rows)
        (('toy', 'sold', 'red'), [('ball', 3, None), ('kite', None, True)])
    """
    if hasattr(source, "itertuples") and hasattr(source, "iloc"):
        made = _frame(source, name, columns)
    else:
        made = _mappings(source, name, columns)
    _check(made)
    return Records(made.name, made.columns, made.rows, made.sample, made.count, told or {})


def plain(value: object, nan: NanRule = "error") -> Plain:
    """Return `value` as one of the closed few.

    Errors:
        RefusedError: E105 a number that is none, E106 an infinite number, E107 a moment with a
        time zone, E108 a value of a kind that no cell has.

    Example:
        >>> plain(Decimal("0.10")), plain(dt.date(2031, 1, 9)), plain(float("nan"), "empty")
        (Decimal('0.10'), datetime.date(2031, 1, 9), None)
    """
    if isinstance(value, Enum):
        value = value.value
    match value:
        case None | bool():
            return value
        case str():
            return str(value)
        case int():
            return int(value)
        case float() | Decimal():
            return _number(value, nan)
        case dt.datetime():
            return _moment(value)
        case dt.date():
            return value
        case dt.time():
            if value.tzinfo is not None:
                raise RefusedError(_zone(value))
            return value
    if type(value).__name__ in _MISSING:
        return None
    if hasattr(value, "item") and not getattr(value, "shape", None):  # a scalar of numpy
        inner = value.item()
        if type(inner) is not type(value):
            return plain(inner, nan)
    says = f"a cell cannot hold {value!r:.60}, a {type(value).__name__}"
    hint = "turn it into text, a number, a day, a moment, or True and False first"
    raise RefusedError(Problem("E108", says, hint=hint))


def _number(value: float | Decimal, nan: NanRule) -> Plain:
    if math.isnan(value):
        if nan == "empty":
            return None
        hint = 'None is an empty cell; to empty these cells say nan="empty"'
        raise RefusedError(Problem("E105", "this number is not a number (NaN)", hint=hint))
    if math.isinf(value):
        raise RefusedError(Problem("E106", "this number is infinite", hint="give None or text"))
    return value if isinstance(value, Decimal) else float(value)


def _moment(value: dt.datetime) -> Plain:
    if type(value).__name__ in _MISSING:
        return None
    if value.tzinfo is not None:
        raise RefusedError(_zone(value))
    if hasattr(value, "to_pydatetime"):
        moment: dt.datetime = value.to_pydatetime(warn=False)
        return moment
    return value


def _zone(value: object) -> Problem:
    says = f"the moment {value} has a time zone, which a cell cannot keep"
    hint = "convert it to one zone, take the zone off, and name it in the column's name"
    return Problem("E107", says, hint=hint)


def _frame(frame: Any, name: str, columns: Sequence[str] | None) -> Records:
    """Return a DataFrame as records; its cells are made one by one as they are read."""
    series: dict[str, Any] = {}
    twice: list[str] = []
    index = frame.index
    for level, label in enumerate(index.names):
        unnamed = label is None and index.nlevels == 1 and index.inferred_type == "integer"
        if not unnamed and label not in list(frame.columns):
            series[str(label) if label is not None else f"index{level or ''}"] = (
                index.get_level_values(level)
            )
    for place, label in enumerate(frame.columns):
        words = " ".join(map(str, label)).strip() if isinstance(label, tuple) else str(label)
        if words in series:
            twice.append(words)
        series[words] = frame.iloc[:, place]
    if twice:
        raise RenderError(*(_twice(words, name) for words in twice))
    if columns is not None:
        missing = [column for column in columns if column not in series]
        if missing:
            raise RenderError(
                *(Problem("E104", f"there is no column {each!r}", name) for each in missing)
            )
        series = {column: series[column] for column in columns}
    chosen = [_days(part) for part in series.values()]
    sample = list(zip(*(_cells(part[:_SAMPLE]) for part in chosen), strict=True))
    rows = zip(*map(_cells, chosen), strict=True)
    return Records(name, tuple(series), rows, sample, len(frame))


def _days(part: Any) -> Any:
    """Return a column of moments that are all midnights as days, any other as it is."""
    if part.dtype.kind != "M" or getattr(part.dtype, "tz", None) is not None or not len(part):
        return part
    moments = part if hasattr(part, "normalize") else part.dt
    midnights = (moments.normalize() == part) | part.isna()
    return part.map(lambda moment: moment.date(), na_action="ignore") if midnights.all() else part


def _cells(part: Any) -> Iterator[object]:
    """Return the cells of a column; in text and categories NaN is how pandas keeps None."""
    if part.dtype.name in ("str", "string", "category"):
        return (None if value != value else value for value in part.astype(object))
    return iter(part)


def _mappings(source: Any, name: str, columns: Sequence[str] | None) -> Records:
    count = len(source) if isinstance(source, Sized) else None
    rows = iter(source)
    first = list(itertools.islice(rows, _SAMPLE))
    known: Iterable[Any] = source if isinstance(source, Sequence) else first
    for number, row in enumerate(known, 1):
        if not isinstance(row, Mapping):
            says = f"a row is a mapping of column to value, not a {type(row).__name__}"
            raise RenderError(Problem("E103", says, f"{name}, row {number}"))
    if columns is None:
        columns = list(dict.fromkeys(str(key) for row in known for key in row))
    made = _Mapped(itertools.chain(first, rows), tuple(columns))
    sample = list(_Mapped(first, tuple(columns)))
    return Records(name, tuple(columns), made, sample, count)


@dataclass(frozen=True, slots=True)
class _Mapped:
    """Mappings as sequences in the order of the columns."""

    rows: Iterable[Mapping[str, object]]
    columns: tuple[str, ...]

    def __iter__(self) -> Iterator[Sequence[object]]:
        known = frozenset(self.columns)
        for row in self.rows:
            if not row.keys() <= known:
                strange = min(str(key) for key in row.keys() - known)
                hint = "an iterator's columns are those of its first rows: name them all"
                raise RefusedError(Problem("E104", f"there is no column {strange!r}", hint=hint))
            yield tuple(map(row.get, self.columns))


def _check(table: Records) -> None:
    problems = []
    if not table.columns:
        hint = "give rows, or name the columns"
        problems.append(Problem("E101", "the table has no column", table.name, hint))
    seen: set[str] = set()
    for column in table.columns:
        if not column.strip():
            problems.append(Problem("E102", "a column has no name", table.name, "give it one"))
        elif column.casefold() in seen:
            problems.append(_twice(column, table.name))
        seen.add(column.casefold())
    if problems:
        raise RenderError(*problems)


def _twice(column: str, name: str) -> Problem:
    says = f"two columns are called {column!r}, whatever the case"
    return Problem("E102", says, name, "rename one of them")
