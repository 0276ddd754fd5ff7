"""A table as Parquet, where its library is installed."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable
from decimal import Decimal
from importlib import import_module
from typing import Any, BinaryIO

from chipreport.errors import Problem, RenderError
from chipreport.records import NanRule, Plain, Records
from chipreport.tabular.rows import plain_rows

_GROUP = 50_000  # rows held at once
_WAY_OUT = "install it with: pip install 'chipreport[parquet]', or export as csv or xlsx"


def write(table: Records, out: BinaryIO, nan: NanRule = "error") -> int:
    """Write `table` in groups of 50,000 rows and return the number of rows.

    Exactness:
        Decimals become doubles, as one column has one kind; whole numbers are 64 bits.

    Errors:
        RenderError: E121 pyarrow is not installed, E123 a column mixes kinds.
    """
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise RenderError(Problem("E121", "Parquet needs pyarrow", table.name, _WAY_OUT)) from None
    rows = plain_rows(table, nan)
    group = list(itertools.islice(rows, _GROUP))
    schema = _schema(arrow, table, group)
    count = 0
    with parquet.ParquetWriter(out, schema) as file:
        while group or not count:
            file.write_table(_columns(arrow, schema, table, group, count))
            count += len(group)
            if len(group) < _GROUP:
                break
            group = list(itertools.islice(rows, _GROUP))
    return count


def _schema(arrow: Any, table: Records, rows: Iterable[list[Plain]]) -> Any:
    """Return the kinds of the columns, by the first rows; one without a value is text."""
    kinds: dict[str, set[type]] = {column: set() for column in table.columns}
    for row in rows:
        for column, value in zip(table.columns, row, strict=True):
            kinds[column].add(type(value))
    names = {
        str: arrow.string(),
        bool: arrow.bool_(),
        int: arrow.int64(),
        dt.date: arrow.date32(),
        dt.datetime: arrow.timestamp("us"),
        dt.time: arrow.time64("us"),
    }
    fields = []
    for column, found in kinds.items():
        found.discard(type(None))
        doubles = bool(found & {float, Decimal})
        one = min(found, key=lambda kind: kind.__name__, default=str)
        fields.append((column, arrow.float64() if doubles else names[one]))
    return arrow.schema(fields)


def _columns(arrow: Any, schema: Any, table: Records, rows: list[list[Plain]], before: int) -> Any:
    allowed: dict[Any, set[type]] = {
        arrow.string(): {str},
        arrow.bool_(): {bool},
        arrow.int64(): {int},
        arrow.date32(): {dt.date},
        arrow.timestamp("us"): {dt.datetime},
        arrow.time64("us"): {dt.time},
        arrow.float64(): {float, Decimal, int},
    }
    arrays, problems = [], []
    for place, field in enumerate(schema):
        values: list[Any] = [row[place] for row in rows]
        strange = {type(value) for value in values} - allowed[field.type] - {type(None)}
        try:
            if strange:
                raise OverflowError
            if field.type == arrow.float64():
                values = [None if value is None else float(value) for value in values]
            arrays.append(arrow.array(values, field.type))
        except (arrow.ArrowInvalid, OverflowError):
            where = f"{table.name}, rows {before + 1} to {before + len(rows)}"
            says = f"the column {field.name!r} mixes kinds of values, or has one past 64 bits"
            hint = "make the column text, or export as csv or xlsx"
            problems.append(Problem("E123", says, where, hint))
    if problems:
        raise RenderError(*problems)
    return arrow.Table.from_arrays(arrays, schema=schema)
