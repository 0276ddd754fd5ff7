"""Worked-out figures, with those that the bounds of their inputs leave open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chipreport.blocks import Scene
from chipreport.blocks._arguments import as_inlines
from chipreport.blocks._words import word, words
from chipreport.doc.nodes import Column, ColumnKind, Core, Row, Table, Text
from chipreport.doc.walk import plain
from chipreport.errors import Problem, TemplateError, near
from chipreport.facts import Dataset
from chipreport.facts.derive import Refusal, refusals
from chipreport.facts.model import Derived
from chipreport.phrase import formula_words, refusal


@dataclass(frozen=True, slots=True)
class Ratios:
    """Derived figures by id; a refused one is shown as not determinable, with the reason.

    `labels` gives other labels, by id.
    """

    ids: Sequence[str]
    title: object = None
    subtitle: object = None
    note: object = None
    labels: Mapping[str, object] | None = None

    def lower(self, scene: Scene) -> Sequence[Core]:
        """Return one table: figure, value, how it was worked out or why it was not.

        Errors:
            TemplateError: T054 an id that is no derived figure.
        """
        dataset, language = scene.dataset, scene.language
        refused = refusals(dataset.tables.derived_rows, dataset.tables)
        known = [*dataset.derived, *refused]
        problems = [
            Problem("T054", f"{each!r} is no derived figure", hint=near(each, known))
            for each in self.ids
            if each not in known
        ]
        if problems:
            raise TemplateError(*problems)
        if not self.ids:
            return []
        title = as_inlines(self.title)
        rows = {row["derived_id"]: row for row in dataset.tables.derived_rows}
        return [
            Table(
                key=f"ratios-{self.ids[0]}",
                columns=(
                    Column(words("ratio", language), width=5),
                    Column(words("value", language), ColumnKind.NUMBER, 3),
                    Column(words("method", language), width=6),
                ),
                rows=tuple(
                    self._refused(rows[each], refused[each], language)
                    if each in refused
                    else self._worked(dataset.derived[each], scene)
                    for each in self.ids
                ),
                title=title,
                subtitle=as_inlines(self.subtitle),
                note=as_inlines(self.note),
                summary=plain(title) or word("ratio", language),
            )
        ]

    def _worked(self, derived: Derived, scene: Scene) -> Row:
        language = scene.language
        name = derived.titles.get(language) or derived.titles["en"]
        return Row(
            (
                self._label(derived.id, name),
                (scene.shown(derived, strong=True),),
                (Text(formula_words(derived, language), key=f"derived {derived.id} method"),),
            )
        )

    def _refused(self, row: Mapping[str, str], reason: Refusal, language: str) -> Row:
        each = row["derived_id"]
        name = row.get(f"title_{language}") or row["title_en"]
        why = refusal(reason.value, language)
        return Row(
            (
                self._label(each, name),
                (Text(word("not determinable", language), emphasis=True),),
                (Text(why[:1].upper() + why[1:], key=f"derived {each} refusal"),),
            )
        )

    def _label(self, each: str, name: str) -> tuple[Text, ...]:
        own = plain(as_inlines((self.labels or {}).get(each)))
        return (Text(own or name, key=f"derived {each}"),)

    @classmethod
    def example(cls, dataset: Dataset) -> Ratios:
        """Show one figure that can be worked out and one that cannot, where there are such."""
        refused = refusals(dataset.tables.derived_rows, dataset.tables)
        return cls([*list(dataset.derived)[:1], *list(refused)[:1]], title="Ratios")


BLOCK = Ratios
