"""The companies: names, business, and under which name the source prints them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chipreport.blocks import Scene
from chipreport.blocks._arguments import as_inlines
from chipreport.blocks._records import named, records, said
from chipreport.doc.nodes import ColumnKind, Core, Text
from chipreport.facts import Dataset

_TEXT = ColumnKind.TEXT
_HEADINGS = (
    ("company", _TEXT, 3),
    ("native", _TEXT, 2),
    ("printed", _TEXT, 3),
    ("activity", _TEXT, 3),
    ("place", _TEXT, 2),
    ("alias", _TEXT, 5),
    ("note", _TEXT, 5),
)


@dataclass(frozen=True, slots=True)
class Companies:
    """One row a company, in the order that readers expect."""

    title: object = None

    def lower(self, scene: Scene) -> Sequence[Core]:
        """Return one table."""
        tables, language = scene.dataset.tables, scene.language
        rows = []
        for company in scene.dataset.entities("company"):
            known = {company.names["en"], company.names.get("zh"), company.label}
            others = dict.fromkeys(a.name for a in company.aliases if a.name not in known)
            native = company.names.get("zh", "")
            rows.append(
                (
                    named(company, language),
                    (Text(native, language="zh", key=f"entity {company.id}"),) if native else None,
                    company.label,
                    said(company.activities, language),
                    named(tables.entities.get(company.parent_id), language),
                    "; ".join(others),
                    company.note,
                )
            )
        return [records(scene, "companies", _HEADINGS, rows, as_inlines(self.title))]

    @classmethod
    def example(cls, dataset: Dataset) -> Companies:
        """Show them all."""
        return cls("The companies")


BLOCK = Companies
