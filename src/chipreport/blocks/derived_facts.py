"""Every derived figure: what may be said, how it was worked out, and what was refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chipreport.blocks import Scene
from chipreport.blocks._arguments import as_inlines
from chipreport.blocks._records import Cell, named, records, said
from chipreport.blocks._words import word
from chipreport.doc.nodes import ColumnKind, Core
from chipreport.facts import Dataset
from chipreport.facts.model import Derived
from chipreport.phrase import period

_TEXT, _NUMBER = ColumnKind.TEXT, ColumnKind.NUMBER
_HEADINGS = (
    ("id", _TEXT, 4),
    ("subject", _TEXT, 3),
    ("indicator", _TEXT, 5),
    ("value", _NUMBER, 2),
    ("lower", _NUMBER, 1),
    ("upper", _NUMBER, 1),
    ("period", ColumnKind.PERIOD, 2),
    ("method", _TEXT, 5),
    ("assumption", _TEXT, 5),
    ("formula", _TEXT, 5),
)


@dataclass(frozen=True, slots=True)
class DerivedFacts:
    """One row a formula; where the inputs leave no bound the value reads "not determinable"."""

    title: object = None

    def lower(self, scene: Scene) -> Sequence[Core]:
        """Return one table."""
        tables, language = scene.dataset.tables, scene.language
        rows: list[tuple[Cell, ...]] = []
        for row in tables.derived_rows:
            derived = scene.dataset.derived.get(row["derived_id"])
            if derived is not None:
                rows.append(self._row(derived, scene))
                continue
            rows.append(
                (
                    row["derived_id"],
                    named(tables.entities.get(row["entity_id"]), language),
                    row.get(f"title_{language}") or row["title_en"],
                    word("not determinable", language),
                    None,
                    None,
                    period(row["time_period"], language, "short"),
                    row.get(f"method_{language}") or row["method_en"],
                    row.get(f"assumption_{language}") or row["assumption_en"],
                    row["formula"],
                )
            )
        return [records(scene, "derived", _HEADINGS, rows, as_inlines(self.title))]

    def _row(self, derived: Derived, scene: Scene) -> tuple[Cell, ...]:
        language = scene.language
        return (
            derived.id,
            named(derived.entity, language),
            said(derived.titles, language),
            (scene.shown(derived),),
            derived.rounding_lower,
            derived.rounding_upper,
            period(derived.time_period, language, "short"),
            said(derived.methods, language),
            said(derived.assumptions, language),
            derived.formula,
        )

    @classmethod
    def example(cls, dataset: Dataset) -> DerivedFacts:
        """Show them all."""
        return cls("Every derived value")


BLOCK = DerivedFacts
