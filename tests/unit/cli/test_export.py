"""`chipreport export` gives the facts to other programs, the same in every kind of file."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

import chipreport
from chipreport.cli import main
from chipreport.tabular.claims import COLUMNS
from projects import toyland


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = toyland(tmp_path / "toys")
    monkeypatch.chdir(folder)
    return folder


def test_every_fact_goes_into_a_workbook_by_default(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export"]) == 0
    dataset = chipreport.load(project)
    claims = dataset.search("")
    assert capsys.readouterr().out == f"facts.xlsx: {len(claims)} rows\n"
    sheet = CalamineWorkbook.from_path("facts.xlsx").get_sheet_by_index(0)
    head, *rows = sheet.to_python()
    assert tuple(head) == COLUMNS
    assert [row[0] for row in rows] == [claim.id for claim in claims]
    place = COLUMNS.index("value")
    values = [claim.quantity.value for claim in claims]
    assert [row[place] for row in rows] == ["" if v is None else float(v) for v in values]
    period = COLUMNS.index("time_period")
    assert all(isinstance(row[period], str) for row in rows)


def test_words_choose_and_every_kind_holds_the_same_values(project: Path) -> None:
    for kind in ("xlsx", "csv", "json"):
        assert main(["export", "employees", "-o", f"e.{kind}"]) == 0
    with Path("e.csv").open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    objects = json.loads(Path("e.json").read_text("utf-8"))
    sheet = CalamineWorkbook.from_path("e.xlsx").get_sheet_by_index(0).to_python()
    wanted = [
        (claim.id, claim.quantity.value) for claim in chipreport.load(project).search("employees")
    ]
    assert wanted
    assert [(row["id"], float(row["value"])) for row in lines] == wanted
    assert [(row["id"], row["value"]) for row in objects] == wanted
    assert [(row[0], row[COLUMNS.index("value")]) for row in sheet[1:]] == wanted


def test_a_table_goes_to_the_next_program(
    project: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["export", "-f", "csv", "-o", "-", "--bom"]) == 0
    assert capsysbinary.readouterr().out.startswith("\ufeffid,kind,".encode())


def test_a_file_of_the_default_name_is_not_written_over(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("facts.csv").write_text("mine")
    assert main(["export", "-f", "csv"]) == 2
    assert "U050" in capsys.readouterr().err
    assert Path("facts.csv").read_text() == "mine"
    assert main(["export", "-f", "csv", "-o", "facts.csv"]) == 0


def test_a_name_that_tells_no_kind_gets_a_hint(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "-o", "facts.ods"]) == 2
    assert "known: xlsx, csv, json, parquet" in capsys.readouterr().err


def test_words_that_nothing_holds_give_an_empty_table(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "nothing-has-this", "-o", "e.csv"]) == 0
    assert capsys.readouterr().out == "e.csv: 0 rows\n"
    assert Path("e.csv").read_text("utf-8").strip() == ",".join(COLUMNS)
