"""A table as JSON: a list of objects, a row a line."""

from __future__ import annotations

import datetime as dt
import io
import json
from decimal import Decimal
from typing import BinaryIO

from chipreport.records import NanRule, Plain, Records
from chipreport.tabular.rows import plain_rows

_SAFE = 2**53 - 1  # past it readers in JavaScript lose digits


def write(table: Records, out: BinaryIO, nan: NanRule = "error") -> int:
    """Write `table` in UTF-8 and return the number of rows."""
    text = io.TextIOWrapper(out, "utf-8", newline="")
    try:
        text.write("[")
        count = 0
        for row in plain_rows(table, nan):
            found = dict(zip(table.columns, map(value_of, row), strict=True))
            text.write(",\n" if count else "\n")
            text.write(json.dumps(found, ensure_ascii=False, allow_nan=False))
            count += 1
        text.write("\n]\n")
        text.flush()
    finally:
        text.detach()
    return count


def value_of(value: Plain) -> bool | int | float | str | None:
    """Return what JSON has for `value`: a number where every reader keeps its digits, else text.

    Example:
        >>> [value_of(v) for v in (Decimal("488"), Decimal("0.1"), 2**60, dt.date(2031, 1, 9))]
        [488, 0.1, '1152921504606846976', '2031-01-09']
    """
    match value:
        case Decimal():
            if value == value.to_integral_value():
                return value_of(int(value))
            return float(value) if Decimal(repr(float(value))) == value else format(value, "f")
        case int() if not isinstance(value, bool) and abs(value) > _SAFE:
            return str(value)
        case dt.datetime() | dt.date() | dt.time():
            return value.isoformat()
        case _:
            return value
