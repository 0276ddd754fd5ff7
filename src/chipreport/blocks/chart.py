"""Claims as marks: columns, bars, a line, stacks or dots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from chipreport.blocks import Scene
from chipreport.blocks._arguments import as_claims, as_inlines
from chipreport.blocks._words import word
from chipreport.doc.nodes import Chart, ChartKind, Core, Point, Series
from chipreport.doc.walk import plain
from chipreport.errors import Problem, TemplateError, near
from chipreport.facts import Dataset
from chipreport.facts.model import Claim, Derived, Entity, Scenario
from chipreport.phrase import Form, label, period, unit_heading


@dataclass(frozen=True, slots=True)
class FactChart:
    """One mark a claim, in the unit of the first.

    `label` says what stands under a mark: "period", "entity" or words by claim id.
    """

    claims: object
    entity: Entity | None = None
    kind: str = "column"
    title: object = None
    subtitle: object = None
    note: object = None
    label: object = "period"

    def lower(self, scene: Scene) -> Sequence[Core]:
        """Return one chart.

        Errors:
            TemplateError: T050 unknown kind, T051 a claim without a number to draw, T052 units
            that do not share an axis.
        """
        if self.kind not in list(ChartKind):
            problem = Problem(
                "T050", f"no chart kind {self.kind!r}", hint=near(self.kind, ChartKind)
            )
            raise TemplateError(problem)
        claims = as_claims(self.claims, scene.dataset, self.entity)
        self._check(claims)
        unit = claims[0].quantity
        alike = len({claim.quantity.unit_mult for claim in claims}) == 1
        form = Form.NUMBER if alike else Form.SIGN  # one axis title cannot serve two scales
        points = tuple(self._point(claim, claims[0], form, scene) for claim in claims)
        title = as_inlines(self.title)
        said = "; ".join(
            f"{point.label}: {scene.shown(point.shown.claim).text}" for point in points
        )
        return [
            Chart(
                key=f"chart-{claims[0].id}",
                kind=ChartKind(self.kind),
                series=(Series(label(claims[0], scene.language), points),),
                unit=unit_heading(unit, scene.language),
                title=title,
                subtitle=as_inlines(self.subtitle),
                note=as_inlines(self.note),
                alt=f"{plain(title)}. {said}." if title else f"{said}.",
            )
        ]

    def _check(self, claims: Sequence[Claim]) -> None:
        problems = [
            Problem("T051", f"{claim.id} has no number to draw")
            for claim in claims
            if claim.quantity.value is None
        ]
        problems += [
            Problem(
                "T052",
                f"{claim.id} counts {claim.quantity.unit.id}, "
                f"{claims[0].id} counts {claims[0].quantity.unit.id}",
                hint="draw them in two charts",
            )
            for claim in claims
            if claim.quantity.unit != claims[0].quantity.unit
        ]
        if not claims:
            problems.append(Problem("T053", "there is nothing to draw", hint="name some facts"))
        if problems:
            raise TemplateError(*problems)

    def _point(self, claim: Claim, first: Claim, form: Form, scene: Scene) -> Point:
        scale = Decimal(10) ** (claim.quantity.unit_mult - first.quantity.unit_mult)
        value = (claim.quantity.point or Decimal(0)) * scale
        return Point(self._label(claim, scene.language), scene.shown(claim, form), value)

    def _label(self, claim: Claim, language: str) -> str:
        if isinstance(self.label, Mapping) and claim.id in self.label:
            return plain(as_inlines(self.label[claim.id]))
        if self.label == "entity":
            words = claim.entity.name(language)
        else:
            words = period(claim.time_period, language, "short")
        if isinstance(claim, Derived):
            return f"{words} {word('derived', language)}"
        if claim.scenario is not Scenario.ACTUAL:
            return f"{words} {word('forecast', language)}"
        return words

    @classmethod
    def example(cls, dataset: Dataset) -> FactChart:
        """Draw the first fact that has a number."""
        drawn = next(f for f in dataset.tables.facts.values() if f.quantity.value is not None)
        return cls([drawn.id], title="One value")


BLOCK = FactChart
