"""Claims as a table: indicator, value, period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chipreport.blocks import Scene
from chipreport.blocks._arguments import as_claims, as_inlines
from chipreport.blocks._labels import describe, marker
from chipreport.blocks._words import words
from chipreport.doc.nodes import Column, ColumnKind, Core, Inlines, Row, Table, Text
from chipreport.doc.walk import plain
from chipreport.facts import Dataset
from chipreport.facts.model import Claim, Entity
from chipreport.phrase import label, period

_PERIOD = {"en": 3, "zh": 4.5}  # a Chinese date is as wide as a Chinese label


@dataclass(frozen=True, slots=True)
class FactTable:
    """One row a claim, named `by` its indicator, its subject, or both.

    With an entity and no claims, all its facts and its derived figures that may be published.
    `labels` gives other labels, by claim id.
    """

    claims: object = None
    entity: Entity | None = None
    title: object = None
    subtitle: object = None
    note: object = None
    by: str = "indicator"
    labels: Mapping[str, object] | None = None

    def lower(self, scene: Scene) -> Sequence[Core]:
        """Return one table, nothing where there is no claim."""
        claims = self._claims(scene.dataset)
        if not claims:
            return []
        heading = "subject" if self.by == "subject" else "indicator"
        title = as_inlines(self.title)
        return [
            Table(
                key=f"table-{claims[0].id}",
                columns=(
                    Column(words(heading, scene.language), ColumnKind.TEXT, 5),
                    Column(words("value", scene.language), ColumnKind.NUMBER, 3),
                    Column(
                        words("period", scene.language),
                        ColumnKind.PERIOD,
                        _PERIOD.get(scene.language, 3),
                    ),
                ),
                rows=tuple(self._row(claim, scene) for claim in claims),
                title=title,
                subtitle=as_inlines(self.subtitle),
                note=as_inlines(self.note),
                summary=plain(title) or ", ".join(label(c, scene.language) for c in claims),
            )
        ]

    def _claims(self, dataset: Dataset) -> tuple[Claim, ...]:
        if self.claims is not None or self.entity is None:
            return as_claims(self.claims or (), dataset, self.entity)
        worked = (each for each in dataset.derived.values() if each.entity == self.entity)
        facts = dataset.facts(entity=self.entity)
        return (*facts, *(each for each in worked if each.publish != "no"))

    def _row(self, claim: Claim, scene: Scene) -> Row:
        language = scene.language
        name: Inlines
        own = (self.labels or {}).get(claim.id)
        if own is not None:
            name = as_inlines(own)
        elif self.by == "subject":
            name = (Text(claim.entity.name(language), key=f"entity {claim.entity.id}"),)
        else:
            name = describe(claim, scene.dataset, language, subject=self.by == "both")
        name = (*name, Text(marker(claim, language)))
        return Row(
            (
                name,
                (scene.shown(claim, strong=True),),
                (
                    Text(
                        period(claim.time_period, language, "short"),
                        key=f"claim {claim.id} time_period",
                    ),
                ),
            )
        )

    @classmethod
    def example(cls, dataset: Dataset) -> FactTable:
        """Show the first four facts."""
        return cls(list(dataset.tables.facts)[:4], title="Four facts")


BLOCK = FactTable
