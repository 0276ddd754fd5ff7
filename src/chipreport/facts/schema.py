"""The descriptor datapackage.json as typed tables and columns."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chipreport.errors import DatasetError, Problem
from chipreport.facts.model import Texts
from chipreport.world import World

DESCRIPTOR = "datapackage.json"

TABLES = frozenset(
    {
        "sources",
        "units",
        "indicators",
        "entities",
        "entity_aliases",
        "citations",
        "observations",
        "statements",
        "relations",
        "events",
        "list_items",
        "derived",
        "external_checks",
        "codes",
    }
)
"""The tables that a dataset has to have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What a cell of one column may hold; empty `codes` leaves the values free."""

    name: str
    type: str
    description: str = ""
    required: bool = False
    codelist: str = ""
    codes: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    max_length: int | None = None
    minimum: int | None = None


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A column whose values stand in the column `target` of `table`."""

    column: str
    table: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """One table: its file, columns and keys."""

    name: str
    title: str
    path: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    unique_keys: tuple[tuple[str, ...], ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The whole descriptor: who the dataset is, and its tables by name."""

    folder: str
    name: str
    titles: Texts
    version: str
    schemas: Mapping[str, Schema]

    def path(self, table: str) -> str:
        """Return the path of a table's file, relative to the project."""
        return f"{self.folder}/{self.schemas[table].path}"


def read_package(world: World, folder: str = "data") -> Package:
    """Return the descriptor of the dataset in `folder`.

    Errors:
        DatasetError: D001 there is no descriptor, or it cannot be understood.
    """
    path = f"{folder}/{DESCRIPTOR}"
    try:
        found = json.loads(world.read(path).decode("utf-8-sig"))
        schemas = {each["name"]: _schema(each) for each in found["resources"]}
        titles = dict(found.get("titles") or {"en": found["title"]})
        return Package(
            folder=folder,
            name=found["name"],
            titles=titles,
            version=found.get("version", ""),
            schemas=schemas,
        )
    except FileNotFoundError:
        says, hint = "there is no dataset here", f"a dataset is a folder with {DESCRIPTOR}"
    except KeyError as missing:
        says, hint = f"the descriptor lacks {missing}", "compare it with the shipped dataset"
    except (TypeError, AttributeError, IndexError):
        says, hint = "the descriptor is built otherwise", "compare it with the shipped dataset"
    except (ValueError, re.error) as wrong:
        says, hint = f"the descriptor cannot be read: {wrong}", "it is JSON in UTF-8"
    raise DatasetError(Problem("D001", says, world.where(path), hint))


def _schema(resource: Mapping[str, Any]) -> Schema:
    schema = resource["schema"]
    keys = schema.get("foreignKeys", ())
    return Schema(
        name=resource["name"],
        title=resource.get("title", resource["name"]),
        path=resource["path"],
        columns=tuple(_column(field) for field in schema["fields"]),
        primary_key=_names(schema["primaryKey"]),
        unique_keys=tuple(_names(key) for key in schema.get("uniqueKeys", ())),
        foreign_keys=tuple(_foreign_key(resource["name"], key) for key in keys),
    )


def _column(field: Mapping[str, Any]) -> Column:
    limits = field.get("constraints", {})
    return Column(
        name=field["name"],
        type=field.get("type", "string"),
        description=field.get("description", ""),
        required=bool(limits.get("required")),
        codelist=field.get("codelist", ""),
        codes=tuple(str(code) for code in limits.get("enum", ())),
        pattern=re.compile(limits["pattern"]) if "pattern" in limits else None,
        max_length=limits.get("maxLength"),
        minimum=limits.get("minimum"),
    )


def _foreign_key(table: str, key: Mapping[str, Any]) -> ForeignKey:
    (column,), (target,) = _names(key["fields"]), _names(key["reference"]["fields"])
    return ForeignKey(column, key["reference"]["resource"] or table, target)


def _names(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
