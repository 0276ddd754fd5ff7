"""The code lists: every code that the tables use, and what it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chipreport.blocks import Scene
from chipreport.blocks._arguments import as_inlines
from chipreport.blocks._records import records, said
from chipreport.doc.nodes import ColumnKind, Core
from chipreport.facts import Dataset

_HEADINGS = tuple(
    (name, ColumnKind.TEXT, 2) for name in ("codelist", "code", "meaning", "standard")
)


@dataclass(frozen=True, slots=True)
class CodeLists:
    """One row a code."""

    title: object = None

    def lower(self, scene: Scene) -> Sequence[Core]:
        """Return one table."""
        rows = [
            (code.list_id, code.code, said(code.names, scene.language), code.standard)
            for code in scene.dataset.tables.codes
        ]
        return [records(scene, "codes", _HEADINGS, rows, as_inlines(self.title))]

    @classmethod
    def example(cls, dataset: Dataset) -> CodeLists:
        """Show them all."""
        return cls("The codes")


BLOCK = CodeLists
