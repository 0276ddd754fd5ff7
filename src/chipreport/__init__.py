"""Cited facts become Excel workbooks, Word briefings and PDF factsheets that always agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from chipreport.facts import Dataset
    from chipreport.records import NanRule

__all__ = ["__version__", "export", "load"]
__version__ = "0.1.0"


def load(project: Path | str | None = None, as_of: str | None = None) -> Dataset:
    """Return the dataset of the project folder `project`, the shipped one where it has none.

    Shapes:
        `as_of` is a day, "2026-01-26": the newest vintage not after it. None takes the newest.

    Errors:
        DatasetError with every fault of the tables; UsageError where `as_of` is no day.

    Example:
        >>> import chipreport
        >>> dataset = chipreport.load()
        >>> dataset.fact("MINIMAX.EMPLOYEES").quantity.value
        Decimal('385')

    """
    import datetime as dt
    from pathlib import Path

    from chipreport.errors import Problem, UsageError
    from chipreport.facts import load as load_facts
    from chipreport.world import DiskWorld

    try:
        day = dt.date.fromisoformat(as_of) if as_of else None
    except ValueError:
        problem = Problem("U003", f"{as_of!r} is not a day", hint="write it as 2026-01-26")
        raise UsageError(problem) from None
    return load_facts(DiskWorld(Path(project or ".").resolve()), as_of=day)


def export(
    source: Any,
    path: Path | str,
    *,
    columns: Sequence[str] | None = None,
    nan: NanRule = "error",
    bom: bool = False,
) -> int:
    """Write a DataFrame or rows as .xlsx, .csv, .json or .parquet and return how many rows.

    Shapes:
        `source` is a pandas DataFrame or an iterable of mappings; an iterator of a million rows
        is written as it comes. The name of the file tells its kind.

    Exactness:
        None alone is an empty cell: NaN is an error unless `nan` is "empty". Excel would drop
        the digits of long whole numbers, so they are text there. `bom` marks CSV as UTF-8 for
        Excel; a text in CSV that begins like a formula gets ' in front.

    Errors:
        ChipReportError with every problem and its cell; then the file is as it was before.

    Example:
        >>> import tempfile
        >>> import chipreport
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     chipreport.export([{"toy": "ball", "sold": 3}], f"{folder}/toys.xlsx")
        1
    """
    from chipreport.tabular import export as write

    return write(source, path, columns=columns, nan=nan, bom=bom)
