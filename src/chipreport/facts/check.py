"""The rules that the descriptor states: required cells, types, codes, patterns, keys."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from chipreport.errors import DatasetError, Problem, near
from chipreport.facts import rules
from chipreport.facts.raw import Raw, Row, read_raw
from chipreport.facts.schema import TABLES, Column, Package, Schema, read_package
from chipreport.world import World

NUMBER = re.compile(r"-?\d+(\.\d+)?")


def check_tables(world: World, folder: str = "data") -> tuple[Problem, ...]:
    """Return everything that is wrong with the dataset in `folder`, in the order of its files.

    An empty answer means that `read_tables` will succeed. Without a descriptor that can be read
    there is nothing to check against, and its problem is the only one.
    """
    try:
        package = read_package(world, folder)
    except DatasetError as wrong:
        return wrong.problems
    return check(package, read_raw(world, package))


def check(package: Package, raw: Raw) -> tuple[Problem, ...]:
    """Return every fault of the tables: first those of single cells and keys, then of meaning.

    The rules of meaning take well-formed cells for granted, so a row with a malformed cell is
    not held against them, and a dataset without a table that they need is not either.
    """
    checker = _Checker(package, raw)
    problems = [*raw.problems, *checker.descriptor()]
    broken: set[tuple[str, int]] = set()
    for name, schema in package.schemas.items():
        for line, problem in checker.table(schema):
            broken.add((name, line))
            problems.append(problem)
    if not raw.problems and set(package.schemas) >= TABLES:
        sound = {
            name: tuple(row for row in rows if (name, row.line) not in broken)
            for name, rows in raw.rows.items()
        }
        problems += rules.meaning(package, sound, raw.rows)
    return tuple(dict.fromkeys(problems))


@dataclass(frozen=True, slots=True)
class _Checker:
    package: Package
    raw: Raw

    def descriptor(self) -> Iterator[Problem]:
        """Yield a problem for each table it lacks, and for each list of codes unlike codes.csv."""
        where = f"{self.package.folder}/datapackage.json"
        for name in sorted(TABLES - set(self.package.schemas)):
            hint = "a dataset has every table, if only with its header"
            yield Problem("D005", f"the descriptor lists no table {name!r}", where, hint)
        listed: dict[str, set[str]] = {}
        for row in self.raw.rows.get("codes", ()):
            listed.setdefault(row["codelist_id"], set()).add(row["code"])
        for schema in self.package.schemas.values():
            for column in schema.columns:
                unlike = set(column.codes) ^ listed.get(column.codelist, set())
                if column.codelist and listed and unlike:
                    says = f"{column.codelist} differs from codes.csv: {', '.join(sorted(unlike))}"
                    where = f"{self.package.folder}/datapackage.json {schema.name}.{column.name}"
                    yield Problem("D045", says, where, "list a code in both places or in none")

    def table(self, schema: Schema) -> Iterator[tuple[int, Problem]]:
        rows = self.raw.rows[schema.name]
        for row in rows:
            for column in schema.columns:
                problem = self._cell(schema, column, row)
                if problem:
                    yield row.line, problem
        yield from self._keys(schema, rows)
        for key in schema.foreign_keys:
            known = {row[key.target] for row in self.raw.rows.get(key.table, ())}
            if not known:
                continue
            for row in rows:
                value = row[key.column]
                if value and value not in known:
                    says = f"{value!r} does not stand in {key.table}.{key.target}"
                    yield (
                        row.line,
                        self._problem("D022", says, schema, row, key.column, near(value, known)),
                    )

    def _keys(self, schema: Schema, rows: tuple[Row, ...]) -> Iterator[tuple[int, Problem]]:
        for key in (schema.primary_key, *schema.unique_keys):
            seen: dict[tuple[str, ...], int] = {}
            for row in rows:
                value = tuple(row[name] for name in key)
                first = seen.setdefault(value, row.line)
                if first != row.line:
                    says = f"{', '.join(key)} {value} stands in line {first} already"
                    hint = "one row for each key; a revision is a row with a later vintage"
                    yield row.line, self._problem("D020", says, schema, row, key[0], hint)

    def _cell(self, schema: Schema, column: Column, row: Row) -> Problem | None:
        value = row[column.name]
        if not value:
            if not column.required:
                return None
            return self._problem(
                "D010", "the cell is empty", schema, row, column.name, column.description
            )
        code, says, hint = _fault(column, value)
        return self._problem(code, says, schema, row, column.name, hint) if code else None

    def _problem(
        self, code: str, says: str, schema: Schema, row: Row, column: str, hint: str
    ) -> Problem:
        return Problem(code, says, f"{self.package.path(schema.name)}:{row.line} {column}", hint)


def _fault(column: Column, value: str) -> tuple[str, str, str]:
    """Return code, sentence and hint of what is wrong with a cell; an empty code if nothing is."""
    test, hint = _TYPES.get(column.type, (lambda _: True, ""))
    if not test(value):
        return "D011", f"{value!r} is no {column.type}", hint
    if column.codes and value not in column.codes:
        return (
            "D012",
            f"{value!r} is not a code of {column.codelist or column.name}",
            (
                f"allowed: {', '.join(column.codes)}"
                if len(column.codes) <= 12
                else near(value, column.codes)
            ),
        )
    if column.pattern and not column.pattern.fullmatch(value):
        return "D013", f"{value!r} is not written as it should be", column.description
    if column.max_length and len(value) > column.max_length:
        return "D014", f"{len(value)} characters", f"at most {column.max_length}"
    if column.minimum is not None and int(value) < column.minimum:
        return "D014", f"{value} is too small", f"at least {column.minimum}"
    return "", "", ""


def _is_date(value: str) -> bool:
    try:
        return len(value) == 10 and bool(dt.date.fromisoformat(value))
    except ValueError:
        return False


_TYPES: Mapping[str, tuple[Callable[[str], object], str]] = {
    "number": (NUMBER.fullmatch, "digits with a point, no commas, no per cent sign: 5.67"),
    "integer": (re.compile(r"-?\d+").fullmatch, "digits only"),
    "date": (_is_date, "a day as 2026-01-26"),
}
