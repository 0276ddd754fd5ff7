"""A World of bytes held in memory, and the shipped dataset as one."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from chipreport.world import DiskWorld

ROOT = Path(__file__).parent.parent

Cells = dict[str, str]


@dataclass(frozen=True)
class MemoryWorld:
    """Files by path, a clock that stands still, and no variables."""

    files: Mapping[str, bytes] = field(default_factory=dict)

    def read(self, path: str) -> bytes:
        try:
            return self.files[path]
        except KeyError:
            raise FileNotFoundError(path) from None

    def names(self, folder: str) -> tuple[str, ...]:
        return tuple(sorted(path for path in self.files if path.startswith(f"{folder}/")))

    def where(self, path: str) -> str:
        return path

    def variable(self, name: str) -> str | None:
        return None

    def now(self) -> dt.datetime:
        return dt.datetime(2031, 1, 1, tzinfo=dt.UTC)

    def with_file(self, path: str, content: bytes) -> MemoryWorld:
        return MemoryWorld({**self.files, path: content})

    def edited(self, table: str, edit: Callable[[list[Cells]], list[Cells] | None]) -> MemoryWorld:
        """Return this world with the rows of a table put through `edit`."""
        path = f"data/{table}.csv"
        reader = csv.DictReader(io.StringIO(self.read(path).decode(), newline=""))
        rows = list(reader)
        rows = edit(rows) or rows
        out = io.StringIO()
        writer = csv.DictWriter(out, reader.fieldnames or (), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return self.with_file(path, out.getvalue().encode())

    def cell(self, table: str, key: str, **cells: str) -> MemoryWorld:
        """Return this world with cells of the row whose first column is `key` replaced."""

        def edit(rows: list[Cells]) -> None:
            row = next(row for row in rows if next(iter(row.values())) == key)
            assert not set(cells) - set(row)
            row.update(cells)

        return self.edited(table, edit)


def shipped() -> MemoryWorld:
    """Return the shipped dataset in memory."""
    files = (ROOT / "data").iterdir()
    return MemoryWorld({f"data/{file.name}": file.read_bytes() for file in files})


def article() -> bytes:
    """Return the source of the shipped dataset, or skip the test where it is not at hand."""
    place = DiskWorld(ROOT).variable("CHIPREPORT_SHARED") or "../shared"
    file = ROOT / place / "source/article.txt"
    if not file.is_file():
        pytest.skip("the source is not at hand (CHIPREPORT_SHARED)")
    return file.read_bytes()
