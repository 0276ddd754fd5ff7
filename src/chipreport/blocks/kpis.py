"""Headline values side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chipreport.blocks import Scene
from chipreport.blocks._arguments import as_claims, as_inlines
from chipreport.blocks._labels import describe, marker
from chipreport.doc.nodes import Card, Cards, Core, Inlines, Text
from chipreport.facts import Dataset
from chipreport.facts.model import Claim, Entity
from chipreport.phrase import period


@dataclass(frozen=True, slots=True)
class Kpis:
    """Headline claims; with an entity, indicator ids name its facts.

    `labels` gives other labels, by claim id.
    """

    claims: object
    entity: Entity | None = None
    labels: dict[str, object] | None = None

    def lower(self, scene: Scene) -> Sequence[Core]:
        """Return one row of cards."""
        claims = as_claims(self.claims, scene.dataset, self.entity)
        return [Cards(tuple(self._card(claim, scene) for claim in claims))] if claims else []

    def _card(self, claim: Claim, scene: Scene) -> Card:
        return Card(scene.shown(claim), self._label(claim, scene))

    def _label(self, claim: Claim, scene: Scene) -> Inlines:
        language = scene.language
        own = (self.labels or {}).get(claim.id)
        if own is not None:
            return as_inlines(own)
        date = period(claim.time_period, language, "short")
        between = {"en": ", ", "zh": "，"}[language]
        return (
            *describe(claim, scene.dataset, scene.language),
            Text(f"{between}{date}{marker(claim, language)}"),
        )

    @classmethod
    def example(cls, dataset: Dataset) -> Kpis:
        """Show the first three facts."""
        return cls(list(dataset.tables.facts)[:3])


BLOCK = Kpis
