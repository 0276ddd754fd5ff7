"""Each rule of the dataset finds a fault planted in the shipped tables, and says where."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from chipreport.errors import DatasetError
from chipreport.facts.check import check_tables
from chipreport.facts.load import read_tables
from memory import MemoryWorld, shipped


class Fault(NamedTuple):
    says: str
    table: str
    key: str
    cells: dict[str, str]
    code: str
    column: str


def _read(line: str) -> Fault:
    says, table, key, cells, code, column = line.split(" | ")
    pairs = (cell.partition("=") for cell in cells.split(" & "))
    return Fault(says, table, key, {name: value for name, _, value in pairs}, code, column)


LINES = (Path(__file__).parent / "faults.txt").read_text("utf-8").splitlines()
FAULTS = [_read(line) for line in LINES if not line.startswith("#")]


@pytest.fixture(scope="module")
def world() -> MemoryWorld:
    return shipped()


def test_the_shipped_dataset_keeps_every_rule(world: MemoryWorld) -> None:
    assert check_tables(world) == ()


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.says for fault in FAULTS])
def test_a_planted_fault_is_found_at_its_place(world: MemoryWorld, fault: Fault) -> None:
    planted = world.cell(fault.table, fault.key, **fault.cells)
    lines = planted.read(f"data/{fault.table}.csv").decode().splitlines()
    before = world.read(f"data/{fault.table}.csv").decode().splitlines()
    line = next(
        i for i, pair in enumerate(zip(lines, before, strict=True), 1) if pair[0] != pair[1]
    )
    found = [(problem.code, problem.where) for problem in check_tables(planted)]
    places = {place for code, place in found if code == fault.code}
    assert any(place.endswith(f" {fault.column}") for place in places), found
    if fault.code not in {"D020", "D043"}:
        assert f"data/{fault.table}.csv:{line} {fault.column}" in places


def test_every_problem_says_what_is_wrong_and_what_is_allowed(world: MemoryWorld) -> None:
    for fault in FAULTS:
        for problem in check_tables(world.cell(fault.table, fault.key, **fault.cells)):
            assert problem.says
            assert problem.hint, problem


def test_two_rows_of_one_series_vintage_and_source_are_refused(world: MemoryWorld) -> None:
    def twin(rows: list[dict[str, str]]) -> None:
        row = next(row for row in rows if row["obs_id"] == "MINIMAX.EMPLOYEES")
        rows.append({**row, "obs_id": "MINIMAX.EMPLOYEES.AGAIN", "citation_id": "C04062_7"})

    (problem,) = check_tables(world.edited("observations", twin))
    assert problem.code == "D021"


def test_a_longer_circle_of_formulas_is_shown_whole(world: MemoryWorld) -> None:
    first, second = "MINIMAX.RND_STAFF", "MINIMAX.OTHER_STAFF"
    planted = world.cell("derived", first, formula=f"{{{second}}}+1")
    planted = planted.cell("derived", second, formula=f"{{{first}}}-1")
    (problem,) = check_tables(planted)
    assert problem.code == "D043"
    assert problem.says.endswith(f"{second} > {first} > {second}") or problem.says.endswith(
        f"{first} > {second} > {first}"
    )


def test_all_faults_of_all_files_come_at_once(world: MemoryWorld) -> None:
    planted = world.cell("observations", "MINIMAX.EMPLOYEES", unit_measure="EUR", scenario="hope")
    planted = planted.cell("events", "EV.CH18C", participants="NOBODY")
    with pytest.raises(DatasetError) as caught:
        read_tables(planted)
    assert [problem.code for problem in caught.value.problems] == ["D012", "D022", "D022"]
    assert caught.value.exit_code == 3


def test_a_missing_file_a_broken_file_and_a_lost_column_are_told_apart(world: MemoryWorld) -> None:
    files = dict(world.files)
    del files["data/units.csv"]
    files["data/codes.csv"] = b"\xff\xfe"
    files["data/events.csv"] = files["data/events.csv"].replace(b"event_type,", b"event_kind,", 1)
    files["data/relations.csv"] += b"R999,too,few\n"
    found = {problem.code: problem for problem in check_tables(MemoryWorld(files))}
    assert found["D002"].where == "data/units.csv"
    assert found["D003"].where == "data/codes.csv"
    assert "event_kind" in found["D004"].says or "R999" in found["D004"].hint


def test_a_folder_without_descriptor_is_no_dataset() -> None:
    (problem,) = check_tables(MemoryWorld())
    assert (problem.code, problem.where) == ("D001", "data/datapackage.json")


def test_a_code_in_one_place_only_is_found(world: MemoryWorld) -> None:
    planted = world.edited("codes", lambda rows: [row for row in rows if row["code"] != "ticker"])
    (problem,) = check_tables(planted)
    assert (problem.code, problem.where) == (
        "D045",
        "data/datapackage.json entity_aliases.alias_type",
    )


def test_a_spreadsheet_mark_and_quotes_do_no_harm(world: MemoryWorld) -> None:
    content = world.read("data/units.csv")
    quoted = b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")
    assert check_tables(world.with_file("data/units.csv", quoted)) == ()
