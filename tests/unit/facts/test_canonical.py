"""One canonical form: stable, idempotent, and the form of what is shipped."""

from __future__ import annotations

import csv
import io

import pytest

from chipreport.errors import DatasetError
from chipreport.facts.canonical import changes
from memory import MemoryWorld, shipped


@pytest.fixture(scope="module")
def world() -> MemoryWorld:
    return shipped()


def test_the_shipped_tables_are_canonical(world: MemoryWorld) -> None:
    assert changes(world) == {}


def test_a_trip_through_a_spreadsheet_is_undone_byte_for_byte(world: MemoryWorld) -> None:
    path = "data/observations.csv"
    rows = list(csv.reader(io.StringIO(world.read(path).decode(), newline="")))
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows([rows[0], *rows[:0:-1]])
    travelled = world.with_file(path, b"\xef\xbb\xbf" + out.getvalue().encode())
    assert changes(travelled) == {path: world.read(path)}


def test_writing_twice_changes_nothing_more(world: MemoryWorld) -> None:
    shuffled = world.edited("entities", lambda rows: rows[::-1])
    made = changes(shuffled)
    assert list(made) == ["data/entities.csv"]
    assert changes(shuffled.with_file("data/entities.csv", made["data/entities.csv"])) == {}


def test_bounds_are_filled_from_the_comparator(world: MemoryWorld) -> None:
    emptied = world.cell("observations", "SH_IC.REVENUE.2025", lower_bound="", upper_bound="500")
    assert changes(emptied) == {"data/observations.csv": world.read("data/observations.csv")}


def test_lists_are_ordered_by_number_not_by_digit(world: MemoryWorld) -> None:
    def lengthen(rows: list[dict[str, str]]) -> None:
        row = next(row for row in rows if row["list_id"] == "L.AI_TOWNS")
        rows.append({**row, "position": "10"})

    longer = world.edited("list_items", lengthen)
    text = changes(longer)["data/list_items.csv"].decode()
    assert [line[11:13] for line in text.splitlines()[1:4]] == ["1,", "2,", "10"]


def test_a_file_that_cannot_be_read_is_never_written_short(world: MemoryWorld) -> None:
    with pytest.raises(DatasetError):
        changes(world.with_file("data/codes.csv", b"\xff"))
