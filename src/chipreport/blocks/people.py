"""Who leads or founded what: a person, the roles, the organisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chipreport.blocks import Scene
from chipreport.blocks._arguments import as_inlines
from chipreport.blocks._words import word, words
from chipreport.doc.nodes import Column, Core, Inline, Row, Table, Text
from chipreport.doc.walk import plain
from chipreport.facts import Dataset
from chipreport.facts.model import Entity, Relation

_PREDICATES = ("founder_of", "holds_role")


@dataclass(frozen=True, slots=True)
class People:
    """The people of an organisation, of everyone where none is given."""

    entity: Entity | None = None
    title: object = None
    subtitle: object = None
    note: object = None

    def lower(self, scene: Scene) -> Sequence[Core]:
        """Return one table with a row for each person and organisation, nothing for nobody."""
        found = self._roles(scene.dataset)
        if not found:
            return []
        first = next(iter(found.values()))[0]
        title = as_inlines(self.title)
        heads = ["person", "role"] if self.entity else ["person", "role", "organisation"]
        return [
            Table(
                key=f"people-{first.id}",
                columns=tuple(
                    Column(words(head, scene.language), width=width)
                    for head, width in zip(heads, (3, 4, 5), strict=False)
                ),
                rows=tuple(self._row(roles, scene.language) for roles in found.values()),
                title=title,
                subtitle=as_inlines(self.subtitle),
                note=as_inlines(self.note),
                summary=plain(title) or word("person", scene.language),
            )
        ]

    def _roles(self, dataset: Dataset) -> dict[tuple[str, str], list[Relation]]:
        found: dict[tuple[str, str], list[Relation]] = {}
        for relation in dataset.tables.relations.values():
            if relation.predicate not in _PREDICATES or relation.object is None:
                continue
            if self.entity is None or relation.object == self.entity:
                key = (relation.subject.id, relation.object.id)
                found.setdefault(key, []).append(relation)
        return found

    def _row(self, roles: Sequence[Relation], language: str) -> Row:
        person, organisation = roles[0].subject, roles[0].object
        told: list[Inline] = []
        for place, relation in enumerate(roles):
            if place:
                told.append(Text(word("comma", language)))
            role = relation.roles.get(language) or relation.roles.get("en", "")
            told.append(Text(role if place else role[:1].upper() + role[1:], key=_key(relation)))
        cells = [
            (Text(person.name(language), strong=True, key=f"entity {person.id}"),),
            tuple(told),
        ]
        if self.entity is None and organisation is not None:
            cells.append((Text(organisation.name(language), key=f"entity {organisation.id}"),))
        return Row(tuple(cells))

    @classmethod
    def example(cls, dataset: Dataset) -> People:
        """Show everyone."""
        return cls(title="Who leads")


def _key(relation: Relation) -> str:
    return f"relation {relation.id}"


BLOCK = People
