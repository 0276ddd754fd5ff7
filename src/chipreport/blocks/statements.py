"""Views and reports without a number, each with the one who holds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chipreport.blocks import Scene
from chipreport.blocks._arguments import as_inlines
from chipreport.blocks._labels import code_name
from chipreport.blocks._words import word, words
from chipreport.doc.nodes import Column, Core, Inlines, Row, Table, Text
from chipreport.doc.walk import plain
from chipreport.facts import Dataset
from chipreport.facts.model import Entity, Statement


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements with these ids, or those about an entity; `quoted` keeps only named voices.

    `scenario` keeps one kind: "actual", "forecast", "target" or "opinion".
    """

    ids: Sequence[str] = ()
    entity: Entity | None = None
    quoted: bool = False
    scenario: str = ""
    title: object = None
    subtitle: object = None
    note: object = None

    def lower(self, scene: Scene) -> Sequence[Core]:
        """Return one table with a row for each statement, nothing where there is none."""
        found = self._statements(scene.dataset)
        if not found:
            return []
        title = as_inlines(self.title)
        return [
            Table(
                key=f"statements-{found[0].id}",
                columns=(
                    Column(words("speaker", scene.language), width=3),
                    Column(words("said", scene.language), width=7),
                ),
                rows=tuple(self._row(each, scene) for each in found),
                title=title,
                subtitle=as_inlines(self.subtitle),
                note=as_inlines(self.note),
                summary=plain(title) or word("said", scene.language),
            )
        ]

    def _statements(self, dataset: Dataset) -> list[Statement]:
        if self.ids:
            return [dataset.statement(each) for each in self.ids]
        return [
            each
            for each in dataset.tables.statements.values()
            if self.entity in (None, each.entity)
            and (not self.quoted or each.attributed_to is not None)
            and self.scenario in ("", each.scenario)
        ]

    def _row(self, each: Statement, scene: Scene) -> Row:
        text = each.texts.get(scene.language) or each.texts["en"]
        return Row((self._speaker(each, scene), (Text(text, key=f"statement {each.id}"),)))

    def _speaker(self, each: Statement, scene: Scene) -> Inlines:
        by, language = each.attributed_to, scene.language
        if by is None:
            name = code_name(scene.dataset, "CL_ATTRIBUTION_TYPE", each.attribution_type, language)
            return (Text(name[:1].upper() + name[1:]),)
        told = Text(by.name(language), strong=True, key=f"entity {by.id}")
        home = scene.dataset.tables.entities.get(by.parent_id)
        if by.type != "person" or home is None or home == self.entity:
            return (told,)
        return (
            told,
            Text(word("comma", language)),
            Text(home.name(language), key=f"entity {home.id}"),
        )

    @classmethod
    def example(cls, dataset: Dataset) -> Statements:
        """Show the first statement."""
        return cls(list(dataset.tables.statements)[:1], title="A view")


BLOCK = Statements
