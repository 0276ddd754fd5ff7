"""Every source of the dataset, those only compared with included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chipreport.blocks import Scene
from chipreport.blocks._arguments import as_inlines
from chipreport.blocks._labels import code_name
from chipreport.blocks._records import address, records
from chipreport.doc.nodes import ColumnKind, Core
from chipreport.facts import Dataset

_TEXT = ColumnKind.TEXT
_HEADINGS = (
    ("id", _TEXT, 2),
    ("title", _TEXT, 5),
    ("publisher", _TEXT, 3),
    ("published", ColumnKind.PERIOD, 2),
    ("type", _TEXT, 2),
    ("access", _TEXT, 2),
    ("link", _TEXT, 4),
    ("note", _TEXT, 4),
)


@dataclass(frozen=True, slots=True)
class SourceList:
    """One row a source: publisher, date, address, and how far it was read."""

    title: object = None

    def lower(self, scene: Scene) -> Sequence[Core]:
        """Return one table."""
        rows = [
            (
                source.id,
                source.title,
                source.producer,
                source.date_published,
                code_name(scene.dataset, "CL_SOURCE_TYPE", source.type, scene.language),
                code_name(scene.dataset, "CL_ACCESS", source.access, scene.language),
                address(source.url),
                source.note,
            )
            for source in scene.dataset.tables.sources.values()
        ]
        return [records(scene, "sources", _HEADINGS, rows, as_inlines(self.title))]

    @classmethod
    def example(cls, dataset: Dataset) -> SourceList:
        """Show them all."""
        return cls("The sources")


BLOCK = SourceList
