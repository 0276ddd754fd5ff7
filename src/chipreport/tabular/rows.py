"""The rows of a table with every cell looked at; problems are named by row and column."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from chipreport.errors import Problem
from chipreport.records import Faults, NanRule, Plain, Records, RefusedError, plain

_SURE = frozenset((type(None), bool, int, dt.date))  # nothing of these kinds can be wrong
_SURROGATE = re.compile("[\ud800-\udfff]")


def plain_rows(table: Records, nan: NanRule) -> Iterator[list[Plain]]:
    """Yield each row; after the last, raise RenderError where a cell could not be given."""
    faults = Faults()
    number = 0
    try:
        for number, row in enumerate(table.rows, 1):
            found: list[Plain] = []
            for column, value in zip(table.columns, row, strict=True):
                if type(value) in _SURE:
                    found.append(value)  # type: ignore[arg-type]
                    continue
                try:
                    found.append(_sound(plain(value, nan)))
                except RefusedError as error:
                    faults.add(error.problem, f"row {number} ({column})")
                    found.append(None)
            yield found
    except RefusedError as error:
        faults.add(error.problem, f"row {number + 1}")
    faults.check()


def _sound(value: Plain) -> Plain:
    if isinstance(value, str) and not value.isascii() and (found := _SURROGATE.search(value)):
        says = f"the text has half a character, U+{ord(found[0]):04X}, which UTF-8 cannot hold"
        raise RefusedError(Problem("E109", says, hint="take it out"))
    return value
