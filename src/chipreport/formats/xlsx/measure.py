"""How wide words are on a sheet, and where their lines break."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from chipreport.doc.nodes import FactRef
from chipreport.formats.xlsx.advances import ADVANCES

PIXELS_PER_POINT = 96 / 72
_DIGIT = 7  # pixels of the widest digit in Calibri 11, the unit of column widths
_PADDING = 5
_NO_START = frozenset("，。、；：！？）》」』】〉％”’,.;:!?)]}%…·")
_NO_END = frozenset("（《「『【〈“‘([{¥")


@dataclass(frozen=True, slots=True)
class Face:
    """How a run of text within a cell departs from the cell's own face."""

    strong: bool = False
    emphasis: bool = False
    colour: str = ""
    underline: bool = False
    han: bool = False


PLAIN = Face()


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one face; `ref` is the claim that they are, which no line break cuts.

    `target` is where they lead: "#anchor", "note 3", an http(s) address, or "".
    """

    text: str
    face: Face = PLAIN
    ref: FactRef | None = None
    target: str = ""


@dataclass(frozen=True, slots=True)
class Type:
    """A size in points; `stretch` is how much wider than Calibri the face sets what is not Han."""

    size: float
    bold: bool = False
    stretch: float = 1.0

    def advance(self, character: str, *, strong: bool = False) -> float:
        """Return the pixels of one character."""
        stretch = 1.0 if _is_wide(character) else self.stretch
        return _advance(character, self.bold or strong) * stretch * self.size * PIXELS_PER_POINT


@lru_cache(maxsize=8192)
def text_width(text: str, face: Type) -> float:
    """Return the pixels of the widest line of `text`."""
    return max(sum(map(face.advance, line)) for line in text.split("\n"))


def column_width(pixels: float) -> float:
    """Return the width that Excel stores for a column with room for `pixels` of text."""
    return min(255.0, int((pixels + _PADDING) / _DIGIT * 256) / 256)


def lines(runs: Iterable[Run], width: float, face: Type) -> list[list[Run]]:
    """Return the runs of each line of at most `width` pixels.

    Lines break after blanks and between Han characters, never within a claim; a word that is
    wider than the line stands alone.
    """
    runs = list(runs)
    text = "".join(run.text for run in runs)
    owner: list[int] = []
    for index, run in enumerate(runs):
        owner.extend([index] * len(run.text))
    found: list[list[Run]] = []
    start = allowed = 0
    used = since = 0.0
    for place, character in enumerate(text):
        if character == "\n" and runs[owner[place]].ref is None:
            found.append(_cut(runs, owner, text, start, place))
            start = allowed = place + 1
            used = since = 0.0
            continue
        if place > start and _breaks(runs, owner, text, place):
            allowed, since = place, 0.0
        advance = face.advance(character, strong=runs[owner[place]].face.strong)
        used += advance
        since += advance
        if used > width and allowed > start and not character.isspace():
            found.append(_cut(runs, owner, text, start, allowed))
            start, used = allowed, since
    found.append(_cut(runs, owner, text, start, len(text)))
    return found


def _breaks(runs: list[Run], owner: list[int], text: str, place: int) -> bool:
    """Whether a line may end before the character at `place`."""
    left, right = text[place - 1], text[place]
    if owner[place] == owner[place - 1] and runs[owner[place]].ref is not None:
        return False
    if left == " ":
        return right != " "
    if right in _NO_START or left in _NO_END or right in " \u00a0" or left == "\u00a0":
        return False
    return _is_wide(left) or _is_wide(right)


def _cut(runs: list[Run], owner: list[int], text: str, start: int, end: int) -> list[Run]:
    """Return the runs of text[start:end] without the blanks at its end."""
    while end > start and text[end - 1] == " " and runs[owner[end - 1]].ref is None:
        end -= 1
    line: list[Run] = []
    place = start
    while place < end:
        index = owner[place]
        stop = place
        while stop < end and owner[stop] == index:
            stop += 1
        line.append(replace(runs[index], text=text[place:stop]))
        place = stop
    return line


def joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield `runs` with neighbours of one face made one, for writing; claims are forgotten."""
    pending: Run | None = None
    for run in runs:
        if pending is not None and pending.face == run.face:
            pending = Run(pending.text + run.text, run.face)
        else:
            if pending is not None:
                yield pending
            pending = Run(run.text, run.face)
    if pending is not None:
        yield pending


@lru_cache(maxsize=4096)
def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


@lru_cache(maxsize=8192)
def _advance(character: str, bold: bool) -> float:
    if _is_wide(character):
        return 1.0
    if unicodedata.combining(character):
        return 0.0
    return ADVANCES.get(character, (0.6, 0.62))[bold]
