"""Numbers the sources of a document, puts a mark after each claim, and fills its list of notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from chipreport.doc.nodes import (
    Callout,
    Cards,
    Chart,
    Columns,
    Contents,
    Core,
    FactRef,
    Heading,
    Inline,
    Inlines,
    Listing,
    Note,
    NoteRef,
    Notes,
    PageBreak,
    Paragraph,
    Table,
    TableRole,
    Text,
)
from chipreport.facts.model import Claim

NoteKey = tuple[str, ...]
"""What one note stands for: a place in a source with its speaker, or one derived claim."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The words of a note before it has a number; `needs` are notes that it refers to."""

    inlines: Callable[[Mapping[NoteKey, int]], Inlines]
    compact: Callable[[Mapping[NoteKey, int]], Inlines]
    needs: tuple[NoteKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Citing:
    """How claims and keyed words become notes; given by the layer that knows the words.

    `of_claim` and `of_text` name the note of an inline (None: none is needed), `entry` gives its
    words, `source_words` opens the line of sources under a table or chart.
    """

    of_claim: Callable[[Claim], NoteKey]
    of_text: Callable[[str], NoteKey | None]
    entry: Callable[[NoteKey], Entry]
    one_source: str
    many_sources: str
    separator: str


def number_notes(blocks: Iterable[Core], citing: Citing, title: Inlines = ()) -> tuple[Core, ...]:
    """Return `blocks` with marks after their claims and their Notes filled.

    A mark stands after the last of neighbouring claims of one source. Tables and charts carry
    theirs in the line below, so that cells hold nothing but their value. A claim in a heading
    counts to its note without a mark.
    """
    numbering = _Numbering(citing)
    numbering.collect(title)
    marked = tuple(numbering.block(block) for block in blocks)
    return tuple(numbering.filled(block) for block in marked)


@dataclass(slots=True)
class _Numbering:
    citing: Citing
    numbers: dict[NoteKey, int] = field(default_factory=dict)
    claims: dict[NoteKey, dict[str, None]] = field(default_factory=dict)

    def number(self, key: NoteKey) -> int:
        if key not in self.numbers:
            for needed in self.citing.entry(key).needs:
                self.number(needed)
            self.numbers[key] = len(self.numbers) + 1
        return self.numbers[key]

    def key(self, inline: Inline) -> NoteKey | None:
        match inline:
            case FactRef():
                key = self.citing.of_claim(inline.claim)
                self.number(key)
                self.claims.setdefault(key, {})[inline.claim.id] = None
                return key
            case Text() if inline.key:
                key_of_text = self.citing.of_text(inline.key)
                if key_of_text is not None:
                    self.number(key_of_text)
                return key_of_text
            case _:
                return None

    def collect(self, inlines: Inlines) -> list[NoteKey]:
        keys = (self.key(inline) for inline in inlines)
        return list(dict.fromkeys(key for key in keys if key is not None))

    def marked(self, inlines: Inlines) -> Inlines:
        """Return `inlines` with a mark after the last of neighbours that share a note."""
        keys = [self.key(inline) for inline in inlines]
        out: list[Inline] = []
        for place, (inline, key) in enumerate(zip(inlines, keys, strict=True)):
            out.append(inline)
            following = next((later for later in keys[place + 1 :] if later is not None), None)
            if key is not None and following != key:
                out.append(NoteRef(self.number(key)))
        return tuple(out)

    def line(self, keys: list[NoteKey], note: Inlines) -> Inlines:
        """Return the line below a table or chart: its own note, then its sources."""
        if not keys:
            return note
        words = self.citing.one_source if len(keys) == 1 else self.citing.many_sources
        out: list[Inline] = [*note, Text(" ")] if note else []
        out.append(Text(words))
        if len(keys) == 1:
            entry = self.citing.entry(keys[0])
            out += [*entry.compact(self.numbers), NoteRef(self.number(keys[0]))]
            return tuple(out)
        for place, number in enumerate(sorted(self.number(key) for key in keys)):
            out += [Text(self.citing.separator), NoteRef(number)] if place else [NoteRef(number)]
        return tuple(out)

    def block(self, block: Core) -> Core:
        match block:
            case Heading():
                self.collect(block.inlines)
                return block
            case Paragraph():
                return replace(block, inlines=self.marked(block.inlines))
            case Listing():
                return replace(block, items=tuple(self.marked(item) for item in block.items))
            case Table() if block.role is TableRole.TIMELINE:
                rows = tuple(
                    replace(row, cells=tuple(self.marked(cell) for cell in row.cells))
                    for row in block.rows
                )
                return replace(block, rows=rows)
            case Table():
                cells = [inline for row in block.rows for cell in row.cells for inline in cell]
                keys = self.collect((*block.title, *block.subtitle, *cells))
                return replace(block, note=self.line(keys, self.marked(block.note)))
            case Chart():
                points = [point.shown for series in block.series for point in series.points]
                keys = self.collect((*block.title, *block.subtitle, *points))
                return replace(block, note=self.line(keys, self.marked(block.note)))
            case Cards():
                cards = []
                for card in block.cards:
                    key = self.citing.of_claim(card.shown.claim)
                    self.collect((card.shown, *card.label))
                    label = (*card.label, NoteRef(self.number(key)))
                    cards.append(replace(card, label=label))
                return replace(block, cards=tuple(cards))
            case Callout():
                return replace(block, blocks=tuple(self.block(inner) for inner in block.blocks))
            case Columns():
                columns = tuple(
                    tuple(self.block(inner) for inner in column) for column in block.columns
                )
                return replace(block, columns=columns)
            case Contents() | Notes() | PageBreak():
                return block
            case _:
                assert_never(block)

    def filled(self, block: Core) -> Core:
        if not isinstance(block, Notes):
            return block
        notes = []
        for key, number in self.numbers.items():
            entry = self.citing.entry(key)
            notes.append(
                Note(
                    number=number,
                    inlines=entry.inlines(self.numbers),
                    compact=entry.compact(self.numbers),
                    anchor=f"note-{number}",
                    claims=tuple(self.claims.get(key, {})),
                )
            )
        return replace(block, notes=tuple(notes))
