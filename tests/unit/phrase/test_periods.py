from __future__ import annotations

import datetime as dt

import pytest

from chipreport.errors import DatasetError, UsageError
from chipreport.phrase import date, period


@pytest.mark.parametrize(
    ("text", "long", "short", "chinese"),
    [
        ("2025", "2025", "2025", "2025年"),
        ("2025-S1", "first half of 2025", "H1 2025", "2025年上半年"),
        ("2025-S2", "second half of 2025", "H2 2025", "2025年下半年"),
        ("2025-Q3", "3rd quarter 2025", "Q3 2025", "2025年第3季度"),
        ("2026-01", "January 2026", "Jan 2026", "2026年1月"),
        ("2026-01-26", "26 January 2026", "26 Jan 2026", "2026年1月26日"),
        ("2022/2024", "2022–2024", "2022–2024", "2022–2024年"),
        (
            "2025-12/2026-01",
            "December 2025 – January 2026",
            "Dec 2025 – Jan 2026",
            "2025年12月至2026年1月",
        ),
        (
            "2025-S1/2026-S1",
            "first half of 2025 to first half of 2026",
            "H1 2025 to H1 2026",
            "2025年上半年至2026年上半年",
        ),
        ("2025/2026-01", "2025 to January 2026", "2025 to Jan 2026", "2025年至2026年1月"),
        ("../2025-09", "to September 2025", "to Sept 2025", "截至2025年9月"),
        ("2025/..", "from 2025", "from 2025", "2025年起"),
        ("", "", "", ""),
    ],
)
def test_a_period_is_worded(text: str, long: str, short: str, chinese: str) -> None:
    assert (period(text), period(text, style="short")) == (long, short)
    assert period(text, "zh") == chinese


@pytest.mark.parametrize(
    "text", ["2025-13", "25", "2025-S3", "2025-02-30", "soon", "2025/", "/2025", "../..", "0000"]
)
def test_what_is_no_period_is_a_problem(text: str) -> None:
    with pytest.raises(DatasetError, match="P040"):
        period(text)


def test_a_day_is_worded() -> None:
    day = dt.date(2026, 1, 26)
    assert (date(day), date(day, style="short")) == ("26 January 2026", "26 Jan 2026")
    assert (date(day, "zh"), date("2026-01-26", "zh")) == ("2026年1月26日",) * 2
    assert date(dt.datetime(2026, 1, 26, 8, tzinfo=dt.UTC)) == "26 January 2026"


def test_an_unknown_language_has_no_months() -> None:
    with pytest.raises(UsageError, match="P010"):
        period("2025", "eo")
