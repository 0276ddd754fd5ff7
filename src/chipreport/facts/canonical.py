"""The canonical form of the tables: one writer, so that a difference shows only what changed."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from chipreport.errors import DatasetError
from chipreport.facts.raw import Raw, Row, read_raw
from chipreport.facts.schema import Package, Schema, read_package
from chipreport.world import World

LOWER = frozenset({"eq", "gt", "ge", "just_over"})
"""Comparators whose value is the lower bound."""
UPPER = frozenset({"eq", "lt", "le", "nearly"})
"""Comparators whose value is the upper bound."""
OWN = frozenset({"range", "indef"})
"""Comparators with bounds of their own, and no value."""


def bounds(comparator: str, value: str, lower: str, upper: str) -> tuple[str, str]:
    """Return the two bounds as the comparator demands, digits as printed.

    Example:
        >>> bounds("gt", "488", "", "")
        ('488', '')
        >>> bounds("range", "", "20", "30")
        ('20', '30')
    """
    if comparator in OWN:
        return lower, upper
    return value if comparator in LOWER else "", value if comparator in UPPER else ""


def canonical_table(schema: Schema, rows: tuple[Row, ...]) -> bytes:
    """Return the file of one table: rows in the order of their key, quotes only where needed."""
    whole = {column.name for column in schema.columns if column.type == "integer"}

    def order(row: Row) -> list[tuple[int, int, str]]:
        cells = ((key in whole and row[key].isdigit(), row[key]) for key in schema.primary_key)
        return [(0, int(cell), "") if counts else (1, 0, cell) for counts, cell in cells]

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(schema.names)
    for row in sorted(rows, key=order):
        cells = dict(row.cells)
        if "comparator" in cells:
            given = (
                cells[name] for name in ("comparator", "obs_value", "lower_bound", "upper_bound")
            )
            cells["lower_bound"], cells["upper_bound"] = bounds(*given)
        writer.writerow([cells[name] for name in schema.names])
    return out.getvalue().encode("utf-8")


def canonical(package: Package, raw: Raw) -> Mapping[str, bytes]:
    """Return the canonical content of every table, by path: UTF-8 without mark, LF, commas.

    Errors:
        DatasetError, with every file that could not be read; a table is never written short.
    """
    if raw.problems:
        raise DatasetError(*raw.problems)
    return {
        package.path(name): canonical_table(schema, raw.rows[name])
        for name, schema in package.schemas.items()
    }


def changes(world: World, folder: str = "data") -> Mapping[str, bytes]:
    """Return what `chipreport data fmt` has to write: the files that are not canonical yet."""
    package = read_package(world, folder)
    made = canonical(package, read_raw(world, package))
    return {path: content for path, content in made.items() if content != world.read(path)}
