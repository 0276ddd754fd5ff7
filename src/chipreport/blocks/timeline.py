"""Events in the order of their dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from chipreport.blocks import Scene
from chipreport.blocks._arguments import as_inlines
from chipreport.blocks._labels import event_date
from chipreport.blocks._words import word, words
from chipreport.doc.nodes import Column, ColumnKind, Core, Row, Table, TableRole, Text
from chipreport.facts import Dataset
from chipreport.facts.model import Entity, Event
from chipreport.facts.periods import parse


@dataclass(frozen=True, slots=True)
class Timeline:
    """The events of an entity, or those named by id; events without a date are left out."""

    entity: Entity | None = None
    events: Sequence[str] = ()
    title: object = None

    def lower(self, scene: Scene) -> Sequence[Core]:
        """Return a timeline, nothing where there is no dated event."""
        dated = [event for event in self._events(scene.dataset) if event.date]
        if not dated:
            return []
        dated.sort(key=_first_day)
        title = as_inlines(self.title) or words("milestones", scene.language)
        return [
            Table(
                key=f"timeline-{dated[0].id}",
                columns=(
                    Column(words("date", scene.language), ColumnKind.PERIOD, 1),
                    Column(words("event", scene.language), ColumnKind.TEXT, 4),
                ),
                rows=tuple(self._row(event, scene.language) for event in dated),
                title=title,
                summary=word("milestones", scene.language),
                role=TableRole.TIMELINE,
            )
        ]

    def _events(self, dataset: Dataset) -> list[Event]:
        if self.events:
            return [dataset.event(event_id) for event_id in self.events]
        return [
            event
            for event in dataset.tables.events.values()
            if self.entity is None or self.entity in event.participants
        ]

    def _row(self, event: Event, language: str) -> Row:
        date = Text(event_date(event, language), strong=True, key=f"event {event.id} date")
        title = event.titles.get(language) or event.titles["en"]
        return Row(((date,), (Text(title, key=f"event {event.id}"),)))

    @classmethod
    def example(cls, dataset: Dataset) -> Timeline:
        """Show every dated event."""
        return cls()


def _first_day(event: Event) -> tuple[dt.date, dt.date]:
    """Return the days to sort by: "2026" stands before 9 January 2026, a latest day at itself."""
    when = parse(event.date)
    return when.start or when.end, when.end


BLOCK = Timeline
