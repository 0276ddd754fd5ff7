"""Periods are read, refused and put in order."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chipreport.errors import DatasetError
from chipreport.facts.periods import PeriodKind, parse


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("2031", PeriodKind.YEAR, "2031-01-01", "2031-12-31"),
        ("2031-S2", PeriodKind.HALF_YEAR, "2031-07-01", "2031-12-31"),
        ("2031-Q1", PeriodKind.QUARTER, "2031-01-01", "2031-03-31"),
        ("2032-02", PeriodKind.MONTH, "2032-02-01", "2032-02-29"),
        ("2031-05-06", PeriodKind.DAY, "2031-05-06", "2031-05-06"),
        ("2031/2033", PeriodKind.RANGE, "2031-01-01", "2033-12-31"),
        ("2031-12/2032-01", PeriodKind.RANGE, "2031-12-01", "2032-01-31"),
        ("2031/2032-S1", PeriodKind.RANGE, "2031-01-01", "2032-06-30"),
    ],
)
def test_each_form_spans_its_days(text: str, kind: PeriodKind, start: str, end: str) -> None:
    period = parse(text)
    assert period.kind is kind
    assert (period.start, period.end) == (dt.date.fromisoformat(start), dt.date.fromisoformat(end))


def test_an_open_start_has_only_an_end() -> None:
    period = parse("../2031-09")
    assert (period.kind, period.start, period.end) == (PeriodKind.UNTIL, None, dt.date(2031, 9, 30))
    assert period.last == parse("2031-09")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31",
        "2031-13",
        "2031-02-30",
        "2031-S3",
        "2031-Q5",
        "2033/2031",
        "2031/2031",
        "../",
        "2031/",
        "0000",
    ],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(DatasetError, match="D032"):
        parse(text)


def test_steps_count_years_between_the_ends_of_a_range() -> None:
    assert (parse("2031/2035").steps, parse("2031").steps) == (4, 0)


def test_periods_sort_by_end_and_the_longer_one_first() -> None:
    texts = ["2032", "2031-12", "2031-S1", "2031", "2031-12-31"]
    assert [period.text for period in sorted(map(parse, texts))] == [
        "2031-S1",
        "2031",
        "2031-12",
        "2031-12-31",
        "2032",
    ]


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_every_day_lies_within_its_month_and_year(day: dt.date) -> None:
    text = day.isoformat()
    for longer in (text[:7], text[:4]):
        period = parse(longer)
        assert period.start is not None
        assert period.start <= day <= period.end
