"""The observations to a workbook that people edit, and back: all of it or nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from chipreport import facts
from chipreport.errors import ChipReportError, DatasetError, Problem
from chipreport.facts.canonical import OWN, bounds, canonical_table
from chipreport.facts.check import NUMBER, check
from chipreport.facts.raw import Raw, Row, read_raw
from chipreport.facts.schema import Column, Package, Schema, read_package
from chipreport.formats.xlsx.editable import (
    Field,
    Found,
    Read,
    Value,
    read_editable,
    write_editable,
)
from chipreport.theme import Theme
from chipreport.world import World

TABLE = "observations"
_BASE = "table sha256"
_BOUNDS = ("lower_bound", "upper_bound")
_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Change:
    """What a workbook would change: `lines` for people, `content` for the table's file."""

    path: str
    lines: tuple[str, ...]
    content: bytes


@dataclass(frozen=True, slots=True)
class _Changed:
    """The world with another content of one file."""

    world: World
    path: str
    content: bytes

    def read(self, path: str) -> bytes:
        return self.content if path == self.path else self.world.read(path)

    def names(self, folder: str) -> tuple[str, ...]:
        return self.world.names(folder)

    def where(self, path: str) -> str:
        return self.world.where(path)

    def variable(self, name: str) -> str | None:
        return self.world.variable(name)

    def now(self) -> dt.datetime:
        return self.world.now()


def write_table(world: World, theme: Theme) -> tuple[bytes, int]:
    """Return the observations as a workbook to edit, and how many there are.

    Errors:
        DatasetError: the tables cannot be read.
    """
    package, raw = _tables(world)
    schema, rows = package.schemas[TABLE], raw.rows[TABLE]
    fields = [_field(schema, column, raw) for column in schema.columns]
    cells = [[_typed(column, row[column.name]) for column in schema.columns] for row in rows]
    out = io.BytesIO()
    told = {"table": TABLE, _BASE: _digest(world, package)}
    write_editable(TABLE, fields, cells, told, theme, out)
    return out.getvalue(), len(rows)


def read_table(world: World, content: bytes, name: str) -> Change:
    """Return what the workbook `content`, called `name`, changes in the observations.

    Exactness:
        A number that is still the same keeps the digits of the table. The bounds follow from the
        comparator, except for range and indef.

    Errors:
        DatasetError with every fault, named by sheet, cell, column and key: E201 to E203 for the
        workbook, E204 a formula, E205 an error value, E206 text that looks like a number, E207
        what is of another kind, E208 a bound against the comparator, E209 a workbook made from
        another state of the table, and what `chipreport data check` finds.
    """
    package, raw = _tables(world)
    schema = package.schemas[TABLE]
    found = read_editable(io.BytesIO(content), TABLE, schema.names)
    if found.told.get(f"chipreport {_BASE}") != _digest(world, package):
        says = f"the workbook was not made from the {TABLE} as they are now"
        hint = "export them again and make the edits there"
        raise DatasetError(Problem("E209", says, name, hint))
    before = {row["obs_id"]: row for row in raw.rows[TABLE]}
    problems: list[Problem] = []
    rows = tuple(_row(schema, number, cells, before, problems) for number, cells in found.rows)
    rows = tuple(replace(row, cells=_bounded(row.cells)) for row in rows)
    edited = Raw({**raw.rows, TABLE: rows}, (), raw.sha256)
    known, path = set(check(package, raw)), package.path(TABLE)
    keys = {row.line: row["obs_id"] for row in rows}
    named = {problem.where for problem in problems}
    for problem in check(package, edited):
        placed = _placed(problem, path, found, keys)
        if placed.where not in named and (placed is not problem or problem not in known):
            problems.append(placed)
    if problems:
        raise DatasetError(*(replace(each, where=f"{name}: {each.where}") for each in problems))
    made = canonical_table(schema, rows)
    try:
        facts.load(_Changed(world, path, made), package.folder)
    except ChipReportError as error:
        raise DatasetError(*error.problems) from None
    return Change(path, tuple(_differences(schema, before, rows, found)), made)


def _tables(world: World) -> tuple[Package, Raw]:
    package = read_package(world)
    raw = read_raw(world, package)
    if raw.problems:
        raise DatasetError(*raw.problems)
    return package, raw


def _digest(world: World, package: Package) -> str:
    return hashlib.sha256(world.read(package.path(TABLE))).hexdigest()


def _kind(column: Column) -> str:
    return {"number": "number", "integer": "number", "date": "date"}.get(column.type, "text")


def _field(schema: Schema, column: Column, raw: Raw) -> Field:
    choices: list[str | int] = [*column.codes]
    if column.type == "integer":
        choices = [int(code) for code in column.codes]
    for key in schema.foreign_keys:
        if key.column == column.name and key.table != schema.name:
            choices = sorted(row[key.target] for row in raw.rows[key.table])
    return Field(
        name=column.name,
        kind=_kind(column),
        told=column.description,
        key=column.name in schema.primary_key,
        choices=choices,
    )


def _typed(column: Column, text: str) -> Value:
    """Return what the cell holds; digits that Excel would drop and what is malformed stay text."""
    if not text:
        return None
    if _kind(column) == "number" and NUMBER.fullmatch(text):
        number = Decimal(text)
        if len(number.normalize().as_tuple().digits) <= _DIGITS:
            return int(number) if number == number.to_integral_value() else float(number)
    if column.type == "date" and re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            return text
    return text


def _row(
    schema: Schema,
    number: int,
    cells: Mapping[str, Read],
    before: Mapping[str, Row],
    problems: list[Problem],
) -> Row:
    key = str(cells["obs_id"].value or "")
    old = before.get(key)
    texts: dict[str, str] = {}
    for column in schema.columns:
        cell = cells[column.name]
        was = old[column.name] if old else ""
        text, problem = _text(column, cell, was)
        texts[column.name] = was if problem else text  # so that the other cells are checked too
        if problem:
            where = f"{cell.place} ({column.name}, {key or 'no key'})"
            problems.append(replace(problem, where=where))
    if texts["comparator"] not in OWN:
        given = (texts["comparator"], texts["obs_value"], "", "")
        for name, wanted in zip(_BOUNDS, bounds(*given), strict=True):
            if texts[name] not in ("", wanted, old[name] if old else ""):
                where = f"{cells[name].place} ({name}, {key or 'no key'})"
                says = f"the bound {texts[name]} is not that of the comparator, {wanted or 'none'}"
                hint = "leave it empty, or change comparator and obs_value"
                problems.append(Problem("E208", says, where, hint))
    return Row(number, texts)


def _bounded(cells: Mapping[str, str]) -> Mapping[str, str]:
    names = ("comparator", "obs_value", "lower_bound", "upper_bound")
    lower, upper = bounds(*(cells[name] for name in names))
    return {**cells, "lower_bound": lower, "upper_bound": upper}


def _text(column: Column, cell: Read, was: str) -> tuple[str, Problem | None]:
    """Return the text of a cell for the table, or what is wrong with it."""
    value = cell.value
    if cell.fault:
        code = "E204" if cell.fault == "formula" else "E205"
        says = f"the cell holds a {cell.fault}" if code == "E204" else f"the cell shows {value}"
        return "", Problem(code, says, hint="type the plain value")
    match value:
        case None | "":
            return "", None
        case bool():
            return "", _wrong(column, "TRUE" if value else "FALSE")
        case int() | float():
            text = _digits(value)
            if _kind(column) == "number":
                same = NUMBER.fullmatch(was) and Decimal(was) == Decimal(text)
                return (was if same else text), None
            # a year typed into a cell whose text format was lost
            return (
                (text, None)
                if "." not in text and column.type == "string"
                else (
                    "",
                    _wrong(column, text),
                )
            )
        case dt.datetime() | dt.date():
            day = value.date() if isinstance(value, dt.datetime) else value
            whole = not isinstance(value, dt.datetime) or value.time() == dt.time()
            if column.type == "date" and whole:
                return day.isoformat(), None
            return "", _wrong(column, f"the day {value}")
        case str():
            if _kind(column) == "number" and value != was and NUMBER.fullmatch(value):
                hint = "type it again as a number"
                return "", Problem("E206", f"{value!r} is text that looks like a number", hint=hint)
            return value, None
    return "", _wrong(column, str(value))


def _digits(number: float) -> str:
    found = Decimal(repr(number))
    return str(int(found)) if found == found.to_integral_value() else format(found, "f")


def _wrong(column: Column, got: str) -> Problem:
    kind = {"string": "text"}.get(column.type, column.type)
    hint = f"{column.description}; put ' in front to keep text as it is"
    return Problem("E207", f"{got} stands where {kind} belongs", hint=hint)


def _placed(problem: Problem, path: str, found: Found, keys: Mapping[int, str]) -> Problem:
    """Return a problem of a line of the table with the cell in its place."""
    place = re.fullmatch(rf"{re.escape(path)}:(\d+)(?: (\w+))?", problem.where)
    if not place or int(place[1]) not in keys:
        return problem
    row, column = int(place[1]), place[2] or "obs_id"
    where = (
        f"{found.sheet}!{found.letters.get(column, 'A')}{row} ({column}, {keys[row] or 'no key'})"
    )
    return replace(problem, where=where)


def _differences(
    schema: Schema, before: Mapping[str, Row], rows: tuple[Row, ...], found: Found
) -> Iterator[str]:
    after = {row["obs_id"]: row for row in rows}
    for key in sorted(before.keys() | after.keys()):
        if key not in after:
            yield f"- {key}: removed"
            continue
        row, old = after[key], before.get(key)
        if old is None:
            filled = ", ".join(f"{n} {row[n]}" for n in ("obs_value", "time_period") if row[n])
            yield f"+ {key}: {filled} ({found.sheet} row {row.line})"
            continue
        for name in schema.names:
            if row[name] != old[name]:
                place = f"{found.sheet}!{found.letters[name]}{row.line}"
                yield f"~ {key} {name}: {old[name] or 'empty'} -> {row[name] or 'empty'} ({place})"
