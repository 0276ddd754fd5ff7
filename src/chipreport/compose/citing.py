"""The words of source notes: where a claim stands, who said it, how it was worked out."""

from __future__ import annotations

from collections.abc import Mapping

from chipreport.doc.links import uri
from chipreport.doc.nodes import Inline, Inlines, Link, Text
from chipreport.doc.notes import Citing, Entry, NoteKey
from chipreport.facts import Dataset
from chipreport.facts.model import (
    Citation,
    Claim,
    Derived,
    Event,
    ExternalCheck,
    Fact,
    Relation,
    Source,
    Statement,
)
from chipreport.phrase import attribution, date, formula_words, period

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "“{}”",
        "paragraph": "paragraph {}",
        "mark": "{publisher}, {date}, ¶{paragraph}",
        "join": ", ",
        "by": "; {}",
        "caution": " Caution: {producer} gives {external}.",
        "again": "{publisher} (see note {number}), paragraph {paragraph}",
        "derived": "Worked out by {brand} from {notes}: {method}",
        "derived_compact": "worked out from {notes}",
        "note": "note {}",
        "notes": "notes {}",
        "assumes": " Assumes: {}",
        "stop": ".",
        "one": "Source: ",
        "many": "Sources: notes ",
        "separator": ", ",
    },
    "zh": {
        "title": "《{}》",
        "paragraph": "第{}段",
        "mark": "{publisher}，{date}，第{paragraph}段",
        "join": "，",
        "by": "；{}",
        "caution": "注意：{producer}的说法为{external}。",
        "again": "{publisher}（见注{number}），第{paragraph}段",
        "derived": "{brand}根据{notes}推算：{method}",
        "derived_compact": "根据{notes}推算",
        "note": "注{}",
        "notes": "注{}",
        "assumes": "前提：{}",
        "stop": "。",
        "one": "来源：",
        "many": "来源：注",
        "separator": "、",
    },
}
_KEYED = ("event", "statement", "relation")


class SourceNotes:
    """The notes of one document over `dataset` in one language."""

    def __init__(self, dataset: Dataset, language: str, brand: str) -> None:
        self.dataset = dataset
        self.language = language
        self.brand = brand
        self.words = _WORDS[language]
        self.conflicts: dict[str, ExternalCheck] = {
            check.key: check
            for check in dataset.tables.external_checks.values()
            if check.verdict == "conflicts"
        }
        self.first: dict[NoteKey, Claim | Citation] = {}

    def citing(self) -> Citing:
        """Return what the numbering of notes asks for."""
        return Citing(
            of_claim=self.of_claim,
            of_text=self.of_text,
            entry=self.entry,
            one_source=self.words["one"],
            many_sources=self.words["many"],
            separator=self.words["separator"],
        )

    def of_claim(self, claim: Claim) -> NoteKey:
        """Return the note of `claim`: its place and speaker, or itself where it is derived."""
        if isinstance(claim, Derived):
            key: NoteKey = ("derived", claim.id)
        else:
            by = attribution(claim, self.language, self.dataset.tables.entities)
            check = self.conflicts.get(claim.id)
            key = (*self._place(claim.citation), by, check.id if check else "")
        self.first.setdefault(key, claim)
        return key

    def of_text(self, key: str) -> NoteKey | None:
        """Return the note of words from the dataset: those of an event, statement or relation."""
        kind, _, rest = key.partition(" ")
        if kind not in _KEYED or " " in rest:  # "event X date" stands beside the event itself
            return None
        tables = self.dataset.tables
        rows: Mapping[str, Event | Statement | Relation] = {
            **tables.events,
            **tables.statements,
            **tables.relations,
        }
        citation = rows[rest.split(" ")[0]].citation
        note: NoteKey = (*self._place(citation), "", "")
        self.first.setdefault(note, citation)
        return note

    def entry(self, key: NoteKey) -> Entry:
        """Return the words of a note."""
        first = self.first[key]
        if isinstance(first, Derived):
            needs = tuple(dict.fromkeys(self.of_claim(fact) for fact in first.inputs))
            return Entry(
                lambda numbers: self._derived(first, needs, numbers),
                lambda numbers: (
                    Text(self.words["derived_compact"].format(notes=self._list(needs, numbers))),
                ),
                needs,
            )
        return Entry(
            lambda numbers: self._cited(first, key, self._first_of(key, numbers)),
            lambda _: self._mark(first),
        )

    def _place(self, citation: Citation) -> tuple[str, str]:
        return citation.source.id, str(citation.paragraph)

    def _first_of(self, key: NoteKey, numbers: Mapping[NoteKey, int]) -> int | None:
        """Return the number of the note that names the same source in full, None for that note."""
        first = min(number for other, number in numbers.items() if other[0] == key[0])
        return None if first == numbers[key] else first

    def _cited(self, first: Fact | Citation, key: NoteKey, earlier: int | None) -> Inlines:
        citation = first if isinstance(first, Citation) else first.citation
        source = citation.source
        title = self.words["title"].format(source.title)
        again = self.words["again"].format(
            publisher=self._publisher(source), number=earlier, paragraph=citation.paragraph
        )
        out: list[Inline] = (
            [Text(again, key=f"citation {citation.id}")]
            if earlier
            else [
                Text(self._publisher(source) + self.words["join"], key=f"source {source.id}"),
                Link(title, uri(source.url))
                if source.url
                else Text(title, key=f"source {source.id}"),
                Text(
                    self.words["join"]
                    + self._published(source)
                    + self.words["join"]
                    + self.words["paragraph"].format(citation.paragraph),
                    key=f"citation {citation.id}",
                ),
            ]
        )
        if isinstance(first, Fact):
            by = attribution(first, self.language, self.dataset.tables.entities)
            if by:
                out.append(Text(self.words["by"].format(by), key=f"attribution {first.id}"))
        out.append(Text(self.words["stop"]))
        check = self.dataset.tables.external_checks.get(key[-1])
        if check:
            words = self.words["caution"].format(
                producer=self._publisher(check.source), external=check.external
            )
            out.append(Text(words, key=f"check {check.id}"))
        return tuple(out)

    def _mark(self, first: Fact | Citation) -> Inlines:
        citation = first if isinstance(first, Citation) else first.citation
        words = self.words["mark"].format(
            publisher=self._publisher(citation.source),
            date=self._published(citation.source),
            paragraph=citation.paragraph,
        )
        by = ""
        if isinstance(first, Fact) and first.attributed_to is not None:
            by = attribution(first, self.language, self.dataset.tables.entities)
        words += self.words["by"].format(by) if by else ""
        return (Text(words, key=f"citation {citation.id}"),)

    def _derived(
        self, derived: Derived, needs: tuple[NoteKey, ...], numbers: Mapping[NoteKey, int]
    ) -> Inlines:
        method = self._sentence(formula_words(derived, self.language))
        words = self.words["derived"].format(
            brand=self.brand, notes=self._list(needs, numbers), method=method
        )
        assumption = derived.assumptions.get(self.language, "")
        if assumption:
            words += self.words["assumes"].format(self._sentence(assumption))
        return (Text(words, key=f"derived {derived.id}"),)

    def _sentence(self, words: str) -> str:
        return words if words.endswith((".", "。")) else words + self.words["stop"]

    def _list(self, needs: tuple[NoteKey, ...], numbers: Mapping[NoteKey, int]) -> str:
        known = self.words["separator"].join(str(n) for n in sorted(numbers[key] for key in needs))
        return self.words["note" if len(needs) == 1 else "notes"].format(known)

    def _publisher(self, source: Source) -> str:
        return source.producer.partition(" (")[0]

    def _published(self, source: Source) -> str:
        if len(source.date_published) == 10:
            return date(source.date_published, self.language)
        return period(source.date_published, self.language)
