"""A table as CSV that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import BinaryIO

from chipreport.records import NanRule, Plain, Records
from chipreport.tabular.rows import plain_rows

_LEADS = ("=", "+", "-", "@", "\t", "\r")


def write(table: Records, out: BinaryIO, nan: NanRule = "error", *, encoding: str = "utf-8") -> int:
    """Write `table` in UTF-8 and return the number of rows.

    Numbers are as they are; a text that begins like a formula gets ' in front, by which Excel,
    LibreOffice and Sheets show it as it is written.

    Source:
        RFC 4180 for lines and quotes; OWASP, CSV Injection.
    """
    text = io.TextIOWrapper(out, encoding, newline="")
    try:
        lines = csv.writer(text, lineterminator="\r\n")  # also quotes a return within a text
        lines.writerow([safe(column) for column in table.columns])
        count = 0
        for row in plain_rows(table, nan):
            lines.writerow(map(cell, row))
            count += 1
        text.flush()
    finally:
        text.detach()
    return count


def write_marked(table: Records, out: BinaryIO, nan: NanRule = "error") -> int:
    """Write `table` in UTF-8 behind a byte order mark and return the number of rows."""
    return write(table, out, nan, encoding="utf-8-sig")


def safe(text: str) -> str:
    """Return `text` so that no spreadsheet runs it.

    Example:
        >>> safe("=1+1"), safe("@home"), safe("a=b")
        ("'=1+1", "'@home", 'a=b')
    """
    return f"'{text}" if text.startswith(_LEADS) else text


def cell(value: Plain) -> str:
    """Return what stands in the file for `value`; all but text is as programs read it.

    Example:
        >>> [cell(v) for v in (-3, Decimal("0.10"), True, dt.date(2031, 1, 9), None)]
        ['-3', '0.10', 'true', '2031-01-09', '']
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return safe(value)
        case Decimal():
            return format(value, "f")
        case dt.datetime():
            return value.isoformat(" ")
        case dt.date() | dt.time():
            return value.isoformat()
        case _:
            return repr(value)
