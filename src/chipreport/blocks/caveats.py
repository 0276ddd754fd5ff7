"""Where another source says something else than the one behind a claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chipreport.blocks import Scene
from chipreport.blocks._arguments import as_inlines
from chipreport.blocks._labels import code_name
from chipreport.blocks._words import word, words
from chipreport.doc.links import uri
from chipreport.doc.nodes import Column, Core, Inlines, Link, Row, Table, Text
from chipreport.doc.walk import plain
from chipreport.errors import Problem, TemplateError, near
from chipreport.facts import Dataset
from chipreport.facts.model import Claim, Entity, ExternalCheck
from chipreport.phrase import label


@dataclass(frozen=True, slots=True)
class Caveats:
    """Checks against other sources: by id, else all of these verdicts, about an entity if given."""

    ids: Sequence[str] = ()
    verdicts: Sequence[str] = ("conflicts", "refines", "explains")
    entity: Entity | None = None
    title: object = None
    subtitle: object = None
    note: object = None

    def lower(self, scene: Scene) -> Sequence[Core]:
        """Return one table: claim, what is shown here, what another source says; or nothing.

        Errors:
            TemplateError: T055 an id that is no check.
        """
        found = self._checks(scene.dataset)
        if not found:
            return []
        language = scene.language
        title = as_inlines(self.title) or words("caveats", language)
        return [
            Table(
                key=f"caveats-{found[0].id}",
                columns=(
                    Column(words("claim", language), width=4),
                    Column(words("shown here", language), width=3),
                    Column(words("external says", language), width=6),
                    Column(words("source", language), width=3),
                    Column(words("verdict", language), width=2),
                ),
                rows=tuple(self._row(check, scene) for check in found),
                title=title,
                subtitle=as_inlines(self.subtitle),
                note=as_inlines(self.note),
                summary=plain(title),
            )
        ]

    def _checks(self, dataset: Dataset) -> list[ExternalCheck]:
        checks = dataset.tables.external_checks
        problems = [
            Problem("T055", f"{each!r} is no check", hint=near(each, checks))
            for each in self.ids
            if each not in checks
        ]
        if problems:
            raise TemplateError(*problems)
        if self.ids:
            return [checks[each] for each in self.ids]
        return [
            check
            for verdict in self.verdicts
            for check in checks.values()
            if check.verdict == verdict
            and (self.entity is None or self.entity in _about(check, dataset))
        ]

    def _row(self, check: ExternalCheck, scene: Scene) -> Row:
        claim = scene.dataset.find(check.key)
        here: Inlines = (
            (scene.shown(claim),)
            if claim is not None
            else (Text(check.article, key=f"check {check.id} article"),)
        )
        producer = check.source.producer.partition(" (")[0]
        link = Link(producer, uri(check.source.url)) if check.source.url else Text(producer)
        there = (Text(check.external, key=f"check {check.id}"),)
        verdict = code_name(scene.dataset, "CL_VERDICT", check.verdict, scene.language)
        return Row((_subject(check, claim, scene), here, there, (link,), (Text(verdict),)))

    @classmethod
    def example(cls, dataset: Dataset) -> Caveats:
        """Show every check that conflicts."""
        return cls(verdicts=("conflicts",))


def _about(check: ExternalCheck, dataset: Dataset) -> tuple[Entity, ...]:
    claim, tables = dataset.find(check.key), dataset.tables
    if claim is not None:
        return (claim.entity,)
    if check.key in tables.events:
        return tables.events[check.key].participants
    if check.key in tables.relations:
        relation = tables.relations[check.key]
        return (relation.subject, relation.object) if relation.object else (relation.subject,)
    if check.key in tables.statements:
        return (tables.statements[check.key].entity,)
    return (tables.entities[check.key],) if check.key in tables.entities else ()


def _subject(check: ExternalCheck, claim: Claim | None, scene: Scene) -> Inlines:
    """Return what the check is about: "Biren: Round amount", the title of an event, a name."""
    language, tables = scene.language, scene.dataset.tables
    if claim is not None:
        name, what = claim.entity.name(language), label(claim, language)
        return (Text(word("label of", language).format(name, what), key=f"claim {claim.id}"),)
    if check.key in tables.events:
        titles = tables.events[check.key].titles
        return (Text(titles.get(language) or titles["en"], key=f"event {check.key}"),)
    names = word("comma", language).join(e.name(language) for e in _about(check, scene.dataset))
    return (Text(names, key=f"check {check.id}"),)


BLOCK = Caveats
