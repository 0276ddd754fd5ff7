"""Who stands in which relation to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chipreport.blocks import Scene
from chipreport.blocks._arguments import as_inlines
from chipreport.blocks._labels import code_name
from chipreport.blocks._words import word, words
from chipreport.doc.nodes import Column, Core, Inlines, Row, Table, Text
from chipreport.doc.walk import plain
from chipreport.errors import Problem, TemplateError, near
from chipreport.facts import Dataset
from chipreport.facts.model import Entity, Relation


@dataclass(frozen=True, slots=True)
class Relations:
    """The relations with these ids, or those of an entity on either side, of these predicates."""

    ids: Sequence[str] = ()
    entity: Entity | None = None
    predicates: Sequence[str] = ()
    title: object = None
    subtitle: object = None
    note: object = None

    def lower(self, scene: Scene) -> Sequence[Core]:
        """Return one table with a row for each relation, nothing where there is none.

        Errors:
            TemplateError: T056 an id that is no relation.
        """
        found = self._relations(scene.dataset)
        if not found:
            return []
        title = as_inlines(self.title)
        heads = (("subject", 4), ("relation", 3), ("related", 4), ("note", 4), ("basis", 3))
        return [
            Table(
                key=f"relations-{found[0].id}",
                columns=tuple(Column(words(h, scene.language), width=w) for h, w in heads),
                rows=tuple(_row(relation, scene) for relation in found),
                title=title,
                subtitle=as_inlines(self.subtitle),
                note=as_inlines(self.note),
                summary=plain(title) or word("relation", scene.language),
            )
        ]

    def _relations(self, dataset: Dataset) -> list[Relation]:
        known = dataset.tables.relations
        problems = [
            Problem("T056", f"{each!r} is no relation", hint=near(each, known))
            for each in self.ids
            if each not in known
        ]
        if problems:
            raise TemplateError(*problems)
        if self.ids:
            return [known[each] for each in self.ids]
        return [
            relation
            for relation in known.values()
            if (self.entity is None or self.entity in (relation.subject, relation.object))
            and (not self.predicates or relation.predicate in self.predicates)
        ]

    @classmethod
    def example(cls, dataset: Dataset) -> Relations:
        """Show the first relation."""
        return cls(list(dataset.tables.relations)[:1], title="A relation")


def _row(relation: Relation, scene: Scene) -> Row:
    language, dataset = scene.language, scene.dataset
    predicate = code_name(dataset, "CL_PREDICATE", relation.predicate, language)
    role = relation.roles.get(language) or relation.roles.get("en", "")
    basis = code_name(dataset, "CL_RELATION_BASIS", relation.basis, language)
    return Row(
        (
            _name(relation.subject, language),
            (Text(predicate, key=f"relation {relation.id}"),),
            _name(relation.object, language) if relation.object else words("not named", language),
            (Text(role, key=f"relation {relation.id}"),) if role else (),
            (Text(basis),),
        )
    )


def _name(entity: Entity, language: str) -> Inlines:
    return (Text(entity.name(language), key=f"entity {entity.id}"),)


BLOCK = Relations
