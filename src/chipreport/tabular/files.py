"""One table to one file, whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from chipreport.errors import Problem, RenderError, UsageError, near
from chipreport.records import NanRule, Records, records
from chipreport.tabular import csv_file, json_file, parquet_file
from chipreport.world import DiskWorld, bundled

Writer = Callable[[Records, BinaryIO, NanRule], int]
"""Writes a table and returns how many rows it had."""


def export(
    source: Any,
    path: Path | str,
    *,
    kind: str = "",
    columns: Sequence[str] | None = None,
    nan: NanRule = "error",
    bom: bool = False,
    told: Mapping[str, str] | None = None,
) -> int:
    """Write a DataFrame or rows to `path` and return the number of rows.

    Shapes:
        `source` is a pandas DataFrame or an iterable of mappings; rows of an iterator are written
        as they come and never kept. `kind` is xlsx, csv, json or parquet, by default what the
        name of the file ends in. `bom` puts a byte order mark before CSV, by which Excel knows
        UTF-8. `told` goes into the properties of a workbook.

    Exactness:
        Numbers keep their digits; those that Excel would cut are text there. Text stays text: a
        workbook quotes what looks like a formula, and CSV puts ' before = + - @ tab and return.

    Errors:
        UsageError E120 for a kind that is none; RenderError E121 where Parquet's library is
        missing, E122 a file that cannot be written, and the problems of `records` and of the
        cells, each with its place. Where there is a problem, the file is as it was before.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     export([{"toy": "=ball", "change": -3}], f"{folder}/toys.csv")
        ...     print(Path(folder, "toys.csv").read_text("utf-8"))
        1
        toy,change
        '=ball,-3
        <BLANKLINE>
    """
    path = Path(path)
    write = writer(kind or path.suffix.lower().removeprefix("."), path, bom=bom)
    table = records(source, path.stem or "table", columns=columns, told=told)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        try:
            with fresh.open("w+b") as out:
                count = write(table, out, nan)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        says = f"cannot write: {error.strerror or error}"
        raise RenderError(Problem("E122", says, str(path), "choose another place")) from None
    return count


def stream(
    source: Any,
    name: str,
    kind: str,
    out: BinaryIO,
    columns: Sequence[str] | None = None,
    bom: bool = False,
    told: Mapping[str, str] | None = None,
) -> int:
    """Write a table called `name` to `out` once it is whole and return the number of rows."""
    write = writer(kind, bom=bom)
    with tempfile.TemporaryFile() as whole:
        count = write(records(source, name, columns=columns, told=told), whole, "error")
        whole.seek(0)
        shutil.copyfileobj(whole, out)
    return count


def writer(kind: str, path: Path | str = "", *, bom: bool = False) -> Writer:
    """Return what writes a kind of file.

    Errors:
        UsageError: E120 there is no such kind.
    """
    if kind not in KINDS:
        says = f"{kind!r} is no kind of table" if kind else "the name does not say the kind"
        raise UsageError(Problem("E120", says, str(path), near(kind, KINDS)))
    if kind == "csv" and bom:
        return csv_file.write_marked
    return KINDS[kind]


def _workbook(table: Records, out: BinaryIO, nan: NanRule) -> int:
    from chipreport.formats.xlsx.frame import write_frame
    from chipreport.theme import load

    return write_frame(table, load(DiskWorld(bundled()), "default"), out, nan=nan)


KINDS: Mapping[str, Writer] = {
    "xlsx": _workbook,
    "csv": csv_file.write,
    "json": json_file.write,
    "parquet": parquet_file.write,
}
"""What writes each kind, by the end of the file's name."""
