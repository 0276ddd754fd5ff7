"""Periods as the tables write them: 2025, 2025-S1, 2025-03, 2026-01-26, 2022/2024, ../2025-09."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from chipreport.errors import DatasetError, Problem

FORMS = "2025, 2025-S1, 2025-Q3, 2025-03, 2026-01-26, 2022/2024 or ../2025-09"
OPEN = "../"

_SIMPLE = re.compile(r"(\d{4})(?:-(?:S([12])|Q([1-4])|(\d{2})(?:-(\d{2}))?))?")


class PeriodKind(StrEnum):
    """How long a period is, or that it runs between or up to others."""

    YEAR = "year"
    HALF_YEAR = "half_year"
    QUARTER = "quarter"
    MONTH = "month"
    DAY = "day"
    RANGE = "range"
    UNTIL = "until"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included; `start` is None where it is open (`../2025-09`).

    `first` and `last` are the periods a range names; `../A` has only `last`.
    """

    text: str
    kind: PeriodKind
    start: dt.date | None
    end: dt.date
    first: Period | None = None
    last: Period | None = None

    @property
    def steps(self) -> int:
        """How many yearly steps lead from the first to the last period of a range, else 0."""
        if self.first is None or self.last is None:
            return 0
        return self.last.end.year - self.first.end.year

    @property
    def order(self) -> tuple[dt.date, dt.date, str]:
        """A sort key: by end, then the longer period first."""
        return (self.end, self.start or dt.date.min, self.text)

    def __lt__(self, other: Period) -> bool:
        return self.order < other.order

    def precedes(self, other: Period) -> bool:
        """Return whether this period ends before the other one ends."""
        return self.end < other.end


@lru_cache(maxsize=4096)
def parse(text: str) -> Period:
    """Return the period that `text` writes.

    Errors:
        DatasetError: D032 it writes none, or one that ends before it starts.

    Example:
        >>> parse("2025-S1").end, parse("2022/2024").steps, parse("../2025-09").start
        (datetime.date(2025, 6, 30), 2, None)
    """
    if text.startswith(OPEN):
        last = _simple(text, text.removeprefix(OPEN))
        return Period(text, PeriodKind.UNTIL, None, last.end, None, last)
    left, slash, right = text.partition("/")
    if not slash:
        return _simple(text, text)
    first, last = _simple(text, left), _simple(text, right)
    if first.start is None or first.end >= last.end:
        hint = "the earlier period stands first"
        raise DatasetError(Problem("D032", f"{text!r} ends before it starts", hint=hint))
    return Period(text, PeriodKind.RANGE, first.start, last.end, first, last)


def _simple(whole: str, text: str) -> Period:
    match = _SIMPLE.fullmatch(text)
    try:
        if match:
            return _made(text, match)
    except ValueError:
        pass
    raise DatasetError(Problem("D032", f"{whole!r} is no period", hint=f"write {FORMS}"))


def _made(text: str, match: re.Match[str]) -> Period:
    year, half, quarter, month, day = (int(part) if part else 0 for part in match.groups())
    if day:
        date = dt.date(year, month, day)
        return Period(text, PeriodKind.DAY, date, date)
    if match[4]:
        return _months(text, PeriodKind.MONTH, year, month, 1)
    if quarter:
        return _months(text, PeriodKind.QUARTER, year, quarter * 3 - 2, 3)
    if half:
        return _months(text, PeriodKind.HALF_YEAR, year, half * 6 - 5, 6)
    return _months(text, PeriodKind.YEAR, year, 1, 12)


def _months(text: str, kind: PeriodKind, year: int, month: int, count: int) -> Period:
    start, last = dt.date(year, month, 1), month + count - 1
    return Period(text, kind, start, dt.date(year, last, monthrange(year, last)[1]))
