"""How far each company is on its way to an exchange."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chipreport.blocks import Scene
from chipreport.blocks._arguments import as_claims, as_inlines
from chipreport.blocks._labels import Style, code_name, event_date
from chipreport.blocks._words import word, words
from chipreport.doc.nodes import Column, ColumnKind, Core, Inlines, Row, RowRole, Table, Text
from chipreport.doc.walk import plain
from chipreport.facts import Dataset
from chipreport.facts.model import Claim, Entity, Event, Relation
from chipreport.phrase import Form, period

_VENUES = ("listed_on", "ipo_accepted_on")
_REGIME = "listed_under"
_STAGES = ("listing", "ipo_accepted")


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The companies with a step towards a listing: venue, stage, date.

    `basis` shows how the date is known instead of the business; `brief` leaves out both, the native
    name and the regime, for a narrow column. `gap` is a claim that counts listings of which no
    source gives the name: it makes the last row.
    """

    title: object = None
    subtitle: object = None
    note: object = None
    basis: bool = False
    gap: object = None
    brief: bool = False

    def lower(self, scene: Scene) -> Sequence[Core]:
        """Return one table with a row for each company, nothing where none has taken a step."""
        dataset, language = scene.dataset, scene.language
        rows = [
            self._row(event, company, scene)
            for company in dataset.entities("company")
            for event in dataset.tables.events.values()
            if event.type in _STAGES and company in event.participants
        ]
        if not rows:
            return []
        gaps = as_claims(self.gap, dataset) if self.gap else ()
        heads = self._heads(language)
        title = as_inlines(self.title)
        return [
            Table(
                key="pipeline",
                columns=tuple(
                    Column(
                        words(head, language),
                        ColumnKind.PERIOD if head == "date" else ColumnKind.TEXT,
                        width,
                    )
                    for head, width in heads
                ),
                rows=(*rows, *(self._unnamed(claim, scene) for claim in gaps)),
                title=title,
                subtitle=as_inlines(self.subtitle),
                note=as_inlines(self.note),
                summary=plain(title) or word("stage", language),
            )
        ]

    def _heads(self, language: str) -> list[tuple[str, int]]:
        return [
            ("company", 4 if self.brief else 3),
            *([("native", 3)] if language == "en" and not self.brief else []),
            *([("activity", 4)] if not self.basis and not self.brief else []),
            ("venue", 5),
            ("stage", 4 if self.brief else 3),
            ("date", 4),
            *([("basis", 4)] if self.basis else []),
        ]

    def _row(self, event: Event, company: Entity, scene: Scene) -> Row:
        language = scene.language
        native = company.names.get("zh", "")
        activity = company.activities.get(language, "")
        key = f"entity {company.id}"
        basis = code_name(scene.dataset, "CL_DATE_BASIS", event.date_basis, language)
        style: Style = "short" if self.brief else "long"
        cells: list[Inlines] = [(Text(company.name(language), strong=True, key=key),)]
        if language == "en" and not self.brief:
            cells.append((Text(native, language="zh", key=key),) if native else ())
        if not self.basis and not self.brief:
            cells.append((Text(activity, key=f"{key} activity"),) if activity else ())
        cells += [
            self._venue(company, scene),
            (Text(word(f"stage {event.type}", language), key=f"event {event.id}"),),
            (Text(event_date(event, language, style), key=f"event {event.id} date"),),
        ]
        if self.basis:
            cells.append((Text(basis),))
        return Row(tuple(cells))

    def _venue(self, company: Entity, scene: Scene) -> Inlines:
        relations = scene.dataset.tables.relations.values()
        own = [relation for relation in relations if relation.subject == company]
        told = [_object(relation, scene.language) for relation in own if _venue(relation)]
        regime = [
            _object(relation, scene.language)
            for relation in own
            if relation.predicate == _REGIME and relation.object
        ]
        if not told:
            return words("not stated", scene.language)
        aside = (Text(" ("), regime[0], Text(")")) if regime and not self.brief else ()
        return (told[0], *aside)

    def _unnamed(self, claim: Claim, scene: Scene) -> Row:
        language = scene.language
        nothing: Inlines = words("not stated", language)
        cells: list[Inlines] = [
            (scene.shown(claim, Form.SIGN), Text(" " + word("not named", language)))
        ]
        filled = (("native", 3), ("activity", 4))
        cells += [()] * sum(head in filled for head in self._heads(language))
        when = period(claim.time_period, language, "short")
        cells += [
            nothing,
            words("stage listing", language),
            (Text(when, key=f"claim {claim.id} time_period"),),
        ]
        if self.basis:
            cells.append((Text(word("derived", language)),))
        return Row(tuple(cells), RowRole.TOTAL)

    @classmethod
    def example(cls, dataset: Dataset) -> Pipeline:
        """Show every company that has taken a step."""
        return cls(title="On the way to an exchange")


def _venue(relation: Relation) -> bool:
    return relation.predicate in _VENUES and relation.object is not None


def _object(relation: Relation, language: str) -> Text:
    assert relation.object is not None
    return Text(relation.object.name(language), key=f"relation {relation.id}")


BLOCK = Pipeline
