"""The dataset as users and templates ask it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar

from chipreport.errors import DatasetError, Problem, near
from chipreport.facts.model import (
    Claim,
    Derived,
    Entity,
    Event,
    Fact,
    Indicator,
    Scenario,
    Source,
    Statement,
    Tables,
)
from chipreport.facts.periods import parse
from chipreport.facts.vintages import tables_as_of

if TYPE_CHECKING:
    import pandas as pd

_Row = TypeVar("_Row")


class Dataset:
    """All facts as they stand on one day, addressed by id.

    `tables` holds only the facts that stand: one for each series. `derived` are the worked-out
    figures by id. The id of a fact that a newer vintage has replaced finds the newer one.
    """

    __slots__ = ("_everything", "_frame", "_standing", "derived", "tables")

    def __init__(
        self,
        tables: Tables,
        derived: Mapping[str, Derived],
        *,
        everything: Tables | None = None,
        standing: Mapping[str, str] | None = None,
    ) -> None:
        self.tables = tables
        self.derived = derived
        self._everything = everything or tables
        self._standing = standing or {}
        self._frame: pd.DataFrame | None = None

    def __repr__(self) -> str:
        return f"<Dataset {self.tables.name} {self.tables.version}: {len(self.tables.facts)} facts>"

    @classmethod
    def of(cls, tables: Tables, date: dt.date | None = None) -> Dataset:
        """Return the dataset as it stood on `date`, with its derived figures worked out.

        Errors:
            DerivationError: a formula cannot be worked out.
        """
        from chipreport.facts.derive import derive

        standing_tables, names = tables_as_of(tables, date)
        derived = derive(standing_tables.derived_rows, standing_tables)
        return cls(standing_tables, derived, everything=tables, standing=names)

    def as_of(self, date: dt.date) -> Dataset:
        """Return the dataset as it stood on `date`, the newest vintages until then."""
        return Dataset.of(self._everything, date)

    def fact(self, id: str) -> Fact:
        """Return the fact with this id.

        Errors:
            DatasetError: D050 there is none; the hint names the nearest ids.
        """
        return _find(self.tables.facts, self._standing.get(id, id), "fact")

    def claim(self, id: str) -> Claim:
        """Return the fact or the derived figure with this id.

        Errors:
            DatasetError: D050 there is none; the hint names the nearest ids.
        """
        found = self.find(id)
        if found is None:
            every: dict[str, Claim] = {**self.tables.facts, **self.derived}
            return _find(every, id, "fact or derived figure")
        return found

    def find(self, id: str) -> Claim | None:
        """Return the fact or the derived figure with this id, None where there is none."""
        return self.derived.get(id) or self.tables.facts.get(self._standing.get(id, id))

    @property
    def edition(self) -> dt.date:
        """The day of the newest vintage in the dataset: what a build calls its edition."""
        return max(fact.vintage for fact in self.tables.facts.values())

    def event(self, id: str) -> Event:
        """Return the event with this id, or DatasetError D050."""
        return _find(self.tables.events, id, "event")

    def statement(self, id: str) -> Statement:
        """Return the statement with this id, or DatasetError D050."""
        return _find(self.tables.statements, id, "statement")

    def entity(self, id: str) -> Entity:
        """Return the entity with this id, or DatasetError D050."""
        return _find(self.tables.entities, id, "entity")

    def indicator(self, id: str) -> Indicator:
        """Return the indicator with this id, or DatasetError D050."""
        return _find(self.tables.indicators, id, "indicator")

    def source(self, id: str) -> Source:
        """Return the source with this id, or DatasetError D050."""
        return _find(self.tables.sources, id, "source")

    def entities(self, type: str | None = None) -> tuple[Entity, ...]:
        """Return the entities of a type, or all, in the order that a reader expects.

        Errors:
            DatasetError: D050 no entity has this type.
        """
        types = {entity.type: entity for entity in self.tables.entities.values()}
        if type is not None:
            _find(types, type, "entity type")
        found = (each for each in self.tables.entities.values() if type in (None, each.type))
        return tuple(sorted(found, key=lambda entity: (entity.order, entity.id)))

    def facts(
        self,
        *,
        entity: Entity | str | None = None,
        indicator: Indicator | str | None = None,
        scenario: Scenario | str | None = None,
        as_of: dt.date | None = None,
    ) -> tuple[Fact, ...]:
        """Return the facts that match all that is given, by entity, indicator and time.

        Errors:
            DatasetError: D050 an entity, indicator or scenario of that name does not exist.
        """
        if as_of is not None:
            facts: Iterable[Fact] = tables_as_of(self._everything, as_of)[0].facts.values()
        else:
            facts = self.tables.facts.values()
        who = self.entity(entity).id if isinstance(entity, str) else entity and entity.id
        what = (
            self.indicator(indicator).id
            if isinstance(indicator, str)
            else indicator and indicator.id
        )
        if scenario is not None:
            _find({each.value: each for each in Scenario}, str(scenario), "scenario")
        found = (
            fact
            for fact in facts
            if (who is None or fact.entity.id == who)
            and (what is None or fact.indicator.id == what)
            and (scenario is None or fact.scenario == scenario)
        )
        return tuple(sorted(found, key=_order))

    def search(self, words: str) -> tuple[Claim, ...]:
        """Return the facts, then the derived figures, in which all words stand.

        Looked through are ids, titles, entities with all their names, periods and notes, in every
        language and whatever the case; without words everything is returned.
        """
        wanted = words.casefold().split()
        claims: list[Claim] = [*self.facts(), *self.derived.values()]
        return tuple(
            claim
            for claim in claims
            if all(word in text for text in (_text(claim),) for word in wanted)
        )

    @property
    def observations(self) -> pd.DataFrame:
        """Every fact as a row of a pandas DataFrame, with the columns of `frames.COLUMNS`."""
        if self._frame is None:
            from chipreport.facts.frames import observations

            self._frame = observations(self.facts())
        return self._frame.copy()


def _find(rows: Mapping[str, _Row], id: str, what: str) -> _Row:
    try:
        return rows[id]
    except KeyError:
        problem = Problem("D050", f"there is no {what} {id!r}", hint=near(id, rows))
        raise DatasetError(problem) from None


def _order(fact: Fact) -> tuple[object, ...]:
    return (
        fact.entity.order,
        fact.entity.id,
        fact.indicator.id,
        parse(fact.time_period).order,
        fact.id,
    )


def _text(claim: Claim) -> str:
    names = (
        claim.entity.label,
        *claim.entity.names.values(),
        *(a.name for a in claim.entity.aliases),
    )
    parts = [claim.id, *claim.titles.values(), *claim.shorts.values(), *names, claim.time_period]
    if isinstance(claim, Fact):
        parts += [
            claim.indicator.id,
            claim.note,
            *(code for pair in claim.breakdown for code in pair),
        ]
    else:
        parts += [claim.number, *claim.assumptions.values()]
    return " ".join(parts).casefold()
