"""Every fact of the dataset, as a workbook lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chipreport.blocks import Scene
from chipreport.blocks._arguments import as_inlines
from chipreport.blocks._labels import code_name, describe
from chipreport.blocks._records import Cell, named, records, said
from chipreport.doc.nodes import ColumnKind, Core
from chipreport.facts import Dataset
from chipreport.facts.model import Fact
from chipreport.phrase import period

_TEXT, _NUMBER, _PERIOD = ColumnKind.TEXT, ColumnKind.NUMBER, ColumnKind.PERIOD
_HEADINGS = (
    ("id", _TEXT, 4),
    ("subject", _TEXT, 3),
    ("indicator", _TEXT, 3),
    ("value", _NUMBER, 2),
    ("lower", _NUMBER, 1),
    ("upper", _NUMBER, 1),
    ("unit", _TEXT, 2),
    ("period", _PERIOD, 2),
    ("basis", _TEXT, 2),
    ("scenario", _TEXT, 1),
    ("speaker", _TEXT, 2),
    ("attribution", _TEXT, 2),
    ("locator", _NUMBER, 1),
    ("note", _TEXT, 5),
)


@dataclass(frozen=True, slots=True)
class Observations:
    """One row a fact, with its bounds, period, status, attribution and place in the source."""

    title: object = None

    def lower(self, scene: Scene) -> Sequence[Core]:
        """Return one table."""
        rows = [self._row(fact, scene) for fact in scene.dataset.facts()]
        return [records(scene, "observations", _HEADINGS, rows, as_inlines(self.title))]

    def _row(self, fact: Fact, scene: Scene) -> tuple[Cell, ...]:
        language, quantity = scene.language, fact.quantity
        scale = code_name(scene.dataset, "CL_UNIT_MULT", str(quantity.unit_mult), scene.language)
        unit = said(quantity.unit.titles, language)
        return (
            fact.id,
            named(fact.entity, language),
            describe(fact, scene.dataset, language),
            (scene.shown(fact),),
            quantity.lower,
            quantity.upper,
            f"{unit} ({scale})" if quantity.unit_mult else unit,
            period(fact.time_period, language, "short"),
            code_name(scene.dataset, "CL_PERIOD_BASIS", fact.period_basis, scene.language),
            code_name(scene.dataset, "CL_SCENARIO", fact.scenario, scene.language),
            named(fact.attributed_to, language),
            code_name(scene.dataset, "CL_ATTRIBUTION_TYPE", fact.attribution_type, scene.language),
            fact.citation.paragraph,
            fact.note,
        )

    @classmethod
    def example(cls, dataset: Dataset) -> Observations:
        """Show them all."""
        return cls("Every observation")


BLOCK = Observations
