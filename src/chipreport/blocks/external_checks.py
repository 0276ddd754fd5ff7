"""What other sources say of the facts: kept apart, never shown as facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chipreport.blocks import Scene
from chipreport.blocks._arguments import as_inlines
from chipreport.blocks._labels import code_name
from chipreport.blocks._records import records
from chipreport.doc.nodes import ColumnKind, Core
from chipreport.facts import Dataset
from chipreport.facts.model import ExternalCheck

_TEXT = ColumnKind.TEXT
_ORDER = ("conflicts", "explains", "refines", "agrees")
_HEADINGS = (
    ("check", _TEXT, 1),
    ("fact", _TEXT, 4),
    ("verdict", _TEXT, 2),
    ("article", _TEXT, 4),
    ("external", _TEXT, 5),
    ("source", _TEXT, 3),
    ("note", _TEXT, 5),
)


@dataclass(frozen=True, slots=True)
class ExternalChecks:
    """One row a comparison, conflicts first."""

    title: object = None

    def lower(self, scene: Scene) -> Sequence[Core]:
        """Return one table."""
        checks = sorted(scene.dataset.tables.external_checks.values(), key=_place)
        rows = [
            (
                check.id,
                check.key,
                code_name(scene.dataset, "CL_VERDICT", check.verdict, scene.language),
                check.article,
                check.external,
                f"{check.source.producer} ({check.source.date_published})",
                check.note,
            )
            for check in checks
        ]
        return [records(scene, "checks", _HEADINGS, rows, as_inlines(self.title))]

    @classmethod
    def example(cls, dataset: Dataset) -> ExternalChecks:
        """Show them all."""
        return cls("Comparisons")


def _place(check: ExternalCheck) -> tuple[int, str]:
    return (_ORDER.index(check.verdict) if check.verdict in _ORDER else len(_ORDER), check.id)


BLOCK = ExternalChecks
