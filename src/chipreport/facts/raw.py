"""The tables as text, each row with its place in the file, before anything is believed."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest

from chipreport.errors import Problem
from chipreport.facts.schema import DESCRIPTOR, Package, Schema
from chipreport.world import World


@dataclass(frozen=True, slots=True)
class Row:
    """One row as text, with the line at which it starts, as an editor counts."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


@dataclass(frozen=True, slots=True)
class Raw:
    """Every table as text; `problems` tell what could not be read, `sha256` what was."""

    rows: Mapping[str, tuple[Row, ...]]
    problems: tuple[Problem, ...]
    sha256: str


def read_raw(world: World, package: Package) -> Raw:
    """Return every table of the package as text, white space at the ends of cells removed.

    A file that cannot be read, or whose columns differ, gives a problem and an empty table.
    """
    digest = hashlib.sha256(world.read(f"{package.folder}/{DESCRIPTOR}"))
    rows: dict[str, tuple[Row, ...]] = {}
    problems: list[Problem] = []
    for name, schema in package.schemas.items():
        path = package.path(name)
        rows[name] = ()
        try:
            content = world.read(path)
            digest.update(content)
            rows[name] = _rows(content.decode("utf-8-sig"), schema, path, problems)
        except FileNotFoundError:
            problems.append(
                Problem("D002", "the file is missing", path, f"it holds: {schema.title}")
            )
        except (UnicodeDecodeError, csv.Error) as wrong:
            problems.append(
                Problem("D003", f"the file cannot be read: {wrong}", path, "save as CSV, UTF-8")
            )
    return Raw(rows, tuple(problems), digest.hexdigest())


def _rows(text: str, schema: Schema, path: str, problems: list[Problem]) -> tuple[Row, ...]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = next(reader, [])
    for sign, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and sign in header[0]:
            says, hint = f"{name} stand between the cells", "save as CSV with commas, UTF-8"
            problems.append(Problem("D004", says, f"{path}:1", hint))
            return ()
    unlike = set(header) ^ set(schema.names)
    if unlike or len(header) != len(schema.names):
        says = f"columns are missing, unknown or twice: {', '.join(sorted(unlike)) or 'twice'}"
        problems.append(Problem("D004", says, f"{path}:1", f"columns: {', '.join(schema.names)}"))
        return ()
    found: list[Row] = []
    line = reader.line_num + 1
    for cells in reader:
        if len(cells) == len(header):
            pairs = zip(header, (cell.strip() for cell in cells), strict=True)
            found.append(Row(line, dict(pairs)))
        elif cells:
            says = f"{len(cells)} cells where {len(header)} columns are"
            first = dict(zip_longest(header[:1], cells[:1], fillvalue=""))
            hint = (
                f"the row starts with {next(iter(first.values()))!r}; quote cells that hold commas"
            )
            problems.append(Problem("D004", says, f"{path}:{line}", hint))
        line = reader.line_num + 1
    return tuple(found)
