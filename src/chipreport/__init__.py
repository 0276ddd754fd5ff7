"""Cited facts become Excel workbooks, Word briefings and PDF factsheets that always agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from chipreport.facts import Dataset

__all__ = ["__version__", "load"]
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
