"""Which row of a series holds on a given day."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping

from chipreport.facts import formulas
from chipreport.facts.model import Fact, Tables

Series = tuple[str, str, tuple[tuple[str, str], ...], str, str]


def series(fact: Fact) -> Series:
    """Return what stays the same when a value is revised or given by a second source."""
    return (
        fact.entity.id,
        fact.indicator.id,
        fact.breakdown,
        fact.time_period,
        fact.scenario.value,
    )


def standing(facts: Mapping[str, Fact], date: dt.date | None = None) -> Mapping[str, Fact]:
    """Return the id of every fact known on `date` with the fact of its series that holds then.

    The newest vintage not after the date holds; of one vintage, that of the source with the
    lowest rank, then the first id. Without a date, every vintage counts.
    """
    known = {id: fact for id, fact in facts.items() if date is None or fact.vintage <= date}
    chosen: dict[Series, Fact] = {}
    for fact in known.values():
        other = chosen.setdefault(series(fact), fact)
        if _weight(fact) < _weight(other):
            chosen[series(fact)] = fact
    return {id: chosen[series(fact)] for id, fact in known.items()}


def tables_as_of(tables: Tables, date: dt.date | None) -> tuple[Tables, Mapping[str, str]]:
    """Return the tables as they stood on `date`, and the id that now stands for each fact's id.

    Formulas follow the facts that hold; one that needs a fact not yet known is left out.
    """
    holds = standing(tables.facts, date)
    names = {id: fact.id for id, fact in holds.items()}
    kept = set(names.values())

    def known(vintage: dt.date) -> bool:
        return date is None or vintage <= date

    rows = [
        {**row, "formula": formulas.renamed(row["formula"], names)} for row in tables.derived_rows
    ]
    possible = _possible(rows, kept)
    standing_tables = dataclasses.replace(
        tables,
        facts={id: fact for id, fact in tables.facts.items() if id in kept},
        statements={id: each for id, each in tables.statements.items() if known(each.vintage)},
        relations={id: each for id, each in tables.relations.items() if known(each.vintage)},
        events={id: each for id, each in tables.events.items() if known(each.vintage)},
        derived_rows=tuple(row for row in rows if row["derived_id"] in possible),
    )
    return standing_tables, names


def _possible(rows: list[dict[str, str]], facts: set[str]) -> set[str]:
    """Return the derived ids whose inputs are all known, directly or through other formulas."""
    possible: set[str] = set()
    found = True
    while found:
        new = {
            row["derived_id"]
            for row in rows
            if row["derived_id"] not in possible
            and all(name in facts or name in possible for name in formulas.inputs(row["formula"]))
        }
        possible |= new
        found = bool(new)
    return possible


def _weight(fact: Fact) -> tuple[int, int, str]:
    return (-fact.vintage.toordinal(), fact.citation.source.rank, fact.id)
