"""Periods and dates in words; names of months and the order of parts come from CLDR by Babel."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from babel.dates import format_date, format_interval, format_skeleton

from chipreport.errors import DatasetError, Problem
from chipreport.phrase.languages import Language, language_of

Style = Literal["long", "short"]

_FORM = re.compile(
    r"(?P<year>\d{4})(?:-S(?P<half>[12])|-Q(?P<quarter>[1-4])"
    r"|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?"
)
_SKELETONS = {
    ("year", "long"): "y",
    ("year", "short"): "y",
    ("quarter", "long"): "yQQQQ",
    ("quarter", "short"): "yQQQ",
    ("month", "long"): "yMMMM",
    ("month", "short"): "yMMM",
    ("day", "long"): "yMMMMd",
    ("day", "short"): "yMMMd",
}
_THIN_SPACES = str.maketrans({"\N{THIN SPACE}": " ", "\N{NO-BREAK SPACE}": " "})


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of time by its first day and its length: year, half, quarter, month or day."""

    start: dt.date
    length: str


def period(text: str, language: str = "en", style: Style = "long") -> str:
    """Return a period of the dataset in words.

    Shapes:
        `text` is a year, half year (2025-S1), quarter (2025-Q3), month, day, a range A/B, or
        open at one side: ../B and A/.. ; "" stays "".

    Errors:
        DatasetError P040 for any other text; UsageError P010 for an unknown language.

    Example:
        >>> period("2025-S1"), period("2025-S1", style="short"), period("2025-S1", "zh")
        ('first half of 2025', 'H1 2025', '2025年上半年')
        >>> period("2022/2024"), period("../2025-09"), period("2026-01-26")
        ('2022–2024', 'to September 2025', '26 January 2026')
    """
    tongue = language_of(language)
    if not text:
        return ""
    first, slash, last = text.partition("/")
    if not slash:
        return _one(_span(first, text), tongue, style)
    if first == "..":
        return tongue.words["until"].format(_one(_span(last, text), tongue, style))
    if last == "..":
        return tongue.words["from"].format(_one(_span(first, text), tongue, style))
    return _range(_span(first, text), _span(last, text), tongue, style)


def date(day: dt.date | str, language: str = "en", style: Style = "long") -> str:
    """Return a day in words.

    Example:
        >>> date(dt.date(2026, 1, 26)), date("2026-01-26", "zh")
        ('26 January 2026', '2026年1月26日')
    """
    if isinstance(day, str):
        return period(day, language, style)
    if isinstance(day, dt.datetime):
        day = day.date()
    return _one(_Span(day, "day"), language_of(language), style)


def _span(text: str, whole: str) -> _Span:
    found = _FORM.fullmatch(text)
    problem = Problem(
        "P040",
        f"{whole!r} is no period",
        hint="2025, 2025-S1, 2025-Q3, 2025-09, 2025-09-30, A/B, ../B",
    )
    if not found:
        raise DatasetError(problem)
    year, half, quarter = int(found["year"]), found["half"], found["quarter"]
    try:
        if half:
            return _Span(dt.date(year, 6 * int(half) - 5, 1), "half")
        if quarter:
            return _Span(dt.date(year, 3 * int(quarter) - 2, 1), "quarter")
        start = dt.date(year, int(found["month"] or 1), int(found["day"] or 1))
    except ValueError as error:
        raise DatasetError(problem) from error
    return _Span(start, "day" if found["day"] else "month" if found["month"] else "year")


def _one(span: _Span, tongue: Language, style: Style) -> str:
    locale = tongue.words["locale"]
    if span.length == "half":
        half = 1 if span.start.month == 1 else 2
        return tongue.words[f"half_{half}_{style}"].format(span.start.year)
    if span.length == "day":
        told = format_date(span.start, "long" if style == "long" else "medium", locale=locale)
    else:
        told = format_skeleton(_SKELETONS[span.length, style], span.start, locale=locale)
    return told.translate(_THIN_SPACES)


def _range(first: _Span, last: _Span, tongue: Language, style: Style) -> str:
    if first.length == last.length and (first.length, style) in _SKELETONS:
        skeleton = _SKELETONS[first.length, style]
        if first.length != "quarter":
            told = format_interval(first.start, last.start, skeleton, locale=tongue.words["locale"])
            return told.translate(_THIN_SPACES)
    return tongue.words["between"].format(_one(first, tongue, style), _one(last, tongue, style))
