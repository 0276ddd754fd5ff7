"""A table comes out of every kind of file with the numbers that went in, or not at all."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sys
import zipfile
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

import chipreport
from chipreport.errors import ChipReportError, RenderError, UsageError
from chipreport.formats.xlsx.lint import lint

TOYS = [
    {"toy": "ball", "sold": 3, "price": 0.1 + 0.2, "day": dt.date(2031, 1, 9), "red": True},
    {"toy": "风筝", "sold": 15_000, "price": Decimal("0.10"), "day": None, "red": False},
    {"toy": "=1+1", "sold": -2, "price": 1e-300, "day": dt.date(2030, 2, 28), "red": None},
]
ROW = {"toy": "ball", "sold": 3}
quick = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)


def by_calamine(path: Path) -> list[list[object]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def codes(error: pytest.ExceptionInfo[ChipReportError]) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in error.value.problems]


def test_a_workbook_gives_calamine_the_same_cells(tmp_path: Path) -> None:
    path = tmp_path / "toys.xlsx"
    assert chipreport.export(TOYS, path) == 3
    head, *rows = by_calamine(path)
    assert head == ["toy", "sold", "price", "day", "red"]
    assert rows == [
        ["ball", 3.0, 0.1 + 0.2, dt.date(2031, 1, 9), True],
        ["风筝", 15_000.0, 0.1, "", False],
        ["=1+1", -2.0, 1e-300, dt.date(2030, 2, 28), ""],
    ]


def test_a_workbook_gives_pandas_the_frame_back(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "name": ["ball", None, "kite"],
            "many": [1, 2, 3],
            "share": [0.1, 1 / 3, -7.25],
            "when": pd.to_datetime(["2031-01-09 03:04:05", "2031-01-10 00:00:00", None]),
            "kind": pd.Categorical(["a", None, "b"]),
            "maybe": pd.array([1, None, 3], dtype="Int64"),
        }
    )
    path = tmp_path / "toys.xlsx"
    assert chipreport.export(frame, path) == 3
    back = pd.read_excel(path, engine="openpyxl")
    assert back["share"].tolist() == frame["share"].tolist()
    assert back["many"].tolist() == [1, 2, 3]
    assert back["name"].dropna().tolist() == ["ball", "kite"]
    assert back["kind"].dropna().tolist() == ["a", "b"]
    assert back["maybe"].dropna().tolist() == [1, 3]
    assert back["when"].dropna().tolist() == frame["when"].dropna().tolist()


def test_a_workbook_is_one_table_that_passes_the_lint(tmp_path: Path) -> None:
    path = tmp_path / "toys.xlsx"
    chipreport.export(TOYS, path)
    with path.open("rb") as file:
        assert lint(file) == []
    sheet = load_workbook(path).worksheets[0]
    [table] = sheet.tables.values()
    assert (table.ref, table.autoFilter.ref) == ("A1:E4", "A1:E4")
    assert table.column_names == ["toy", "sold", "price", "day", "red"]
    assert sheet.freeze_panes == "A2"
    assert sheet["A4"].quotePrefix
    assert sheet["A4"].data_type == "s"
    assert sheet["D2"].is_date


def test_an_empty_table_is_still_one(tmp_path: Path) -> None:
    path = tmp_path / "toys.xlsx"
    assert chipreport.export([], path, columns=["toy", "sold"]) == 0
    with path.open("rb") as file:
        assert lint(file) == []
    assert by_calamine(path) == [["toy", "sold"]]


def test_equal_rows_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        chipreport.export(TOYS, tmp_path / name / "toys.xlsx")
    first, second = ((tmp_path / name / "toys.xlsx").read_bytes() for name in ("a", "b"))
    assert first == second


@quick
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=30))
def test_every_double_survives(tmp_path: Path, numbers: list[float]) -> None:
    rows = [{"n": number} for number in numbers]
    chipreport.export(rows, tmp_path / "n.xlsx")
    chipreport.export(rows, tmp_path / "n.csv")
    chipreport.export(rows, tmp_path / "n.json")
    assert [row[0] for row in by_calamine(tmp_path / "n.xlsx")[1:]] == numbers
    with (tmp_path / "n.csv").open(encoding="utf-8") as file:
        assert [float(row["n"]) for row in csv.DictReader(file)] == numbers
    assert [row["n"] for row in json.loads((tmp_path / "n.json").read_text())] == numbers


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="￾￿"))


@quick
@given(st.lists(WORDS, min_size=1, max_size=20))
def test_every_text_survives(tmp_path: Path, texts: list[str]) -> None:
    rows = [{"n": number, "text": text} for number, text in enumerate(texts)]
    chipreport.export(rows, tmp_path / "t.xlsx")
    chipreport.export(rows, tmp_path / "t.csv")
    assert [row[1] for row in by_calamine(tmp_path / "t.xlsx")[1:]] == texts
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        back = [row["text"] for row in csv.DictReader(file)]
    assert [text[1:] if text[:2] in ("'=", "'+", "'-", "'@") else text for text in back] == texts


def test_long_numbers_and_early_days_are_text(tmp_path: Path) -> None:
    row = {
        "long": 1234567890123456,
        "short": 123456789012345,
        "exact": Decimal("0.1234567890123456789"),
        "old": dt.date(1899, 1, 1),
        "zip": "02134",
    }
    chipreport.export([row], tmp_path / "n.xlsx")
    assert by_calamine(tmp_path / "n.xlsx")[1] == [
        "1234567890123456",
        123456789012345.0,
        "0.1234567890123456789",
        "1899-01-01",
        "02134",
    ]


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_csv_never_begins_a_text_like_a_formula(tmp_path: Path, text: str) -> None:
    chipreport.export([{"=a": text, "b": -1, "c": -0.5}], tmp_path / "t.csv")
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        head, row = csv.reader(file)
    assert head == ["'=a", "b", "c"]
    assert row == [f"'{text}", "-1", "-0.5"]


def test_csv_begins_with_a_mark_when_asked(tmp_path: Path) -> None:
    chipreport.export([ROW], tmp_path / "t.csv", bom=True)
    assert (tmp_path / "t.csv").read_bytes() == "\ufefftoy,sold\r\nball,3\r\n".encode()


def test_json_keeps_types_and_digits(tmp_path: Path) -> None:
    chipreport.export(TOYS, tmp_path / "t.json")
    first, second, third = json.loads((tmp_path / "t.json").read_text("utf-8"))
    assert first == {
        "toy": "ball",
        "sold": 3,
        "price": 0.1 + 0.2,
        "day": "2031-01-09",
        "red": True,
    }
    assert (second["price"], second["day"], third["toy"]) == (0.1, None, "=1+1")


def test_parquet_without_its_library_names_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(RenderError) as error:
        chipreport.export([ROW], tmp_path / "t.parquet")
    assert codes(error) == [("E121", "t")]
    assert "chipreport[parquet]" in str(error.value)
    assert list(tmp_path.iterdir()) == []


def test_parquet_gives_the_same_numbers_back(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    chipreport.export(iter(TOYS), tmp_path / "t.parquet")
    rows = parquet.read_table(tmp_path / "t.parquet").to_pylist()
    assert rows == [{**row, "price": float(str(row["price"]))} for row in TOYS]
    with pytest.raises(RenderError) as error:
        chipreport.export([{"a": 1}, {"a": "x"}], tmp_path / "m.parquet")
    assert codes(error) == [("E123", "m, rows 1 to 2")]


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
def test_every_bad_cell_is_named_at_once_and_the_old_file_stays(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"toys.{kind}"
    path.write_bytes(b"old")
    moment = dt.datetime(2031, 1, 9, tzinfo=dt.UTC)
    rows = [{"a": float("nan"), "b": moment}, {"a": float("inf"), "b": object()}]
    with pytest.raises(RenderError) as error:
        chipreport.export(rows, path)
    places = ["toys!A2 (a)", "toys!B2 (b)", "toys!A3 (a)", "toys!B3 (b)"]
    if kind != "xlsx":
        places = ["row 1 (a)", "row 1 (b)", "row 2 (a)", "row 2 (b)"]
    wanted = ["E105", "E107", "E106", "E108"]
    assert codes(error) == list(zip(wanted, places, strict=True))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
def test_nan_is_an_empty_cell_only_when_asked(tmp_path: Path, kind: str) -> None:
    frame = pd.DataFrame({"a": [1.5, float("nan")], "b": ["x", "y"]})
    with pytest.raises(RenderError, match="E105"):
        chipreport.export(frame, tmp_path / f"t.{kind}")
    assert chipreport.export(frame, tmp_path / f"t.{kind}", nan="empty") == 2


def test_texts_that_no_cell_holds_are_named(tmp_path: Path) -> None:
    rows = [{"t": "x" * 32_767}, {"t": "𝒳" * 16_384}, {"t": "\x01"}, {"t": "\ud800"}]
    with pytest.raises(RenderError) as error:
        chipreport.export(rows, tmp_path / "t.xlsx")
    assert codes(error) == [("X102", "t!A3 (t)"), ("X101", "t!A4 (t)"), ("X101", "t!A5 (t)")]


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        (["a", "A"], "E102"),
        (["a", " "], "E102"),
        ([], "E101"),
        (["price [CN¥]"], "E112"),
        (["a\nb"], "E112"),
        ([f"c{number}" for number in range(16_385)], "E111"),
    ],
)
def test_columns_that_excel_refuses_are_errors(
    tmp_path: Path, columns: list[str], code: str
) -> None:
    with pytest.raises(RenderError, match=code):
        chipreport.export([], tmp_path / "t.xlsx", columns=columns)


class Many(list[object]):
    def __len__(self) -> int:
        return 1_048_576


def test_a_row_too_many_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="E110 the table has 1,048,576 rows"):
        chipreport.export(Many([ROW]), tmp_path / "t.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_an_iterator_past_the_last_row_is_refused_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chipreport.formats.xlsx.guard.MAX_ROWS", 5)
    with pytest.raises(RenderError) as error:
        chipreport.export(iter([ROW] * 5), tmp_path / "t.xlsx")
    assert codes(error) == [("E110", "t!A6")]
    assert chipreport.export(iter([ROW] * 4), tmp_path / "t.xlsx") == 4


def test_an_unknown_key_of_a_late_row_is_named(tmp_path: Path) -> None:
    rows = iter([{"a": 1}] * 1_000 + [{"a": 1, "late": 2}])
    with pytest.raises(RenderError) as error:
        chipreport.export(rows, tmp_path / "t.xlsx")
    assert codes(error) == [("E104", "t!A1002")]


def test_rows_of_an_iterator_are_not_kept(tmp_path: Path) -> None:
    import tracemalloc

    def toys(count: int) -> object:
        day = dt.date(2031, 1, 1)
        return (
            {
                "id": f"TOY.{i:06d}",
                "maker": f"玩具厂 {i % 500}",
                "sold": i,
                "price": i / 7,
                "day": day,
            }
            for i in range(count)
        )

    peaks = []
    for count in (5_000, 20_000):
        tracemalloc.start()
        chipreport.export(toys(count), tmp_path / "t.xlsx")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    # four times the rows: only the bounded list of shared texts may grow
    assert peaks[1] - peaks[0] < 6_000_000
    names = zipfile.ZipFile(tmp_path / "t.xlsx").namelist()
    assert "xl/tables/table1.xml" in names


@pytest.mark.parametrize("name", ["t.ods", "t"])
def test_a_kind_that_is_none_is_a_usage_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="E120"):
        chipreport.export([ROW], tmp_path / name)


def test_a_folder_that_is_not_there_is_a_problem_not_a_trace(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="E122 cannot write"):
        chipreport.export([ROW], tmp_path / "none" / "t.csv")


def test_an_index_with_words_becomes_a_column_and_row_numbers_do_not(tmp_path: Path) -> None:
    frame = pd.DataFrame({"n": [1, 2]}, index=["x", "y"])
    chipreport.export(frame, tmp_path / "t.csv")
    chipreport.export(frame.rename_axis("key"), tmp_path / "k.csv")
    chipreport.export(frame.reset_index(drop=True), tmp_path / "r.csv")
    heads = [(tmp_path / f"{name}.csv").read_text().split("\n")[0] for name in "tkr"]
    assert heads == ["index,n", "key,n", "n"]


def test_days_that_pandas_keeps_as_midnights_are_days(tmp_path: Path) -> None:
    frame = pd.DataFrame({"day": pd.to_datetime(["2031-01-09", None]), "n": [1, 2]})
    chipreport.export(frame, tmp_path / "t.csv")
    chipreport.export(frame, tmp_path / "t.xlsx")
    chipreport.export(frame.set_index("day"), tmp_path / "i.csv")
    assert (tmp_path / "t.csv").read_text().splitlines()[1:] == ["2031-01-09,1", ",2"]
    assert (tmp_path / "i.csv").read_text().splitlines()[1:] == ["2031-01-09,1", ",2"]
    assert by_calamine(tmp_path / "t.xlsx")[1:] == [[dt.date(2031, 1, 9), 1.0], ["", 2.0]]


def test_a_moment_with_a_zone_is_refused_in_a_frame_too(tmp_path: Path) -> None:
    frame = pd.DataFrame({"at": pd.to_datetime(["2031-01-09"], utc=True)})
    with pytest.raises(RenderError, match="E107"):
        chipreport.export(frame, tmp_path / "t.xlsx")
