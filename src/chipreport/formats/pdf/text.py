"""Text: runs in one look each, measured once, broken into lines, painted with their owners."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from chipreport.formats.pdf import linebreak
from chipreport.formats.pdf.canvas import Canvas
from chipreport.formats.pdf.fonts import Font
from chipreport.formats.pdf.linebreak import Line
from chipreport.formats.pdf.structure import Element
from chipreport.formats.pdf.style import Style

_BASELINE = 0.82
"""The room that the type takes above its baseline, as a share of its size."""
_SLANT = 0.2126
"""The tangent of 12 degrees: the faces have no italic."""


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Words in one look.

    `owner` is the inline element they belong to, None for that of the block. `target` makes them
    a link that `says` where it leads; `anchor` is the name under which links find them. Lines
    do not break inside a run that is `whole`, nor just before one that is `clinging`.
    """

    text: str
    font: Font
    size: float
    paint: str
    owner: Element | None = None
    target: str = ""
    says: str = ""
    anchor: str = ""
    rise: float = 0
    spacing: float = 0
    slanted: bool = False
    whole: bool = False
    clinging: bool = False

    @property
    def width(self) -> float:
        """How wide the run is on one line."""
        return self.font.width(self.text) * self.size + self.spacing * len(self.text)


class Words:
    """Runs that follow one another, with the lines that they make for a given room."""

    __slots__ = ("_lines", "_room", "positions", "runs", "starts", "text", "width")

    def __init__(self, runs: Iterable[Run]) -> None:
        self.runs = tuple(runs)
        self.text = "".join([run.text for run in self.runs])
        self.starts = [0, *accumulate(len(run.text) for run in self.runs)]
        self.width = sum(run.width for run in self.runs)
        self.positions: list[float] = []
        self._room = -1.0
        self._lines: list[Line] = []

    def lines(self, room: float) -> list[Line]:
        """Return the lines for `room`; asked again for the same, nothing is worked out anew."""
        if room != self._room:
            self._room = room
            if self.width <= room and "\n" not in self.text:
                self._lines = [Line(0, len(self.text), self.width)]
            else:
                self._measure()
                self._lines = linebreak.lines(self.text, self._places(), self.positions, room)
        return self._lines

    def longest_word(self) -> float:
        """Return the least room in which no word is cut."""
        if self.width < 30:
            return self.width
        self._measure()
        places = [0, *self._places(), len(self.text)]
        ends = (end - (self.text[end - 1 : end] in (" ", "\n")) for end in places[1:])
        spans = zip(places, ends, strict=False)
        return max((self.positions[b] - self.positions[a] for a, b in spans if b > a), default=0.0)

    def position(self, line: Line, run: int, at: int) -> float:
        """Return where the character `at` of the run `run` starts on `line`."""
        if self.positions:
            return self.positions[at] - self.positions[line.start]
        return sum(each.width for each in self.runs[:run])

    def _measure(self) -> None:
        if not self.positions:
            widths = (
                [width * run.size + run.spacing for width in map(run.font.width, run.text)]
                for run in self.runs
            )
            self.positions = [0.0, *accumulate(chain.from_iterable(widths))]

    def _places(self) -> list[int]:
        places = linebreak.places(self.text)
        barred: set[int] = set()
        for start, run in zip(self.starts, self.runs, strict=False):
            if run.whole:
                barred.update(range(start + 1, start + len(run.text)))
            if run.clinging:
                barred.add(start)
        return [place for place in places if place not in barred] if barred else places


def paint(
    canvas: Canvas,
    owner: Element | None,
    words: Words,
    lines: Sequence[Line],
    at: tuple[float, float],
    room: float,
    style: Style,
) -> None:
    """Write `lines` of `words` with their top left corner `at`; without owner, as an artifact.

    Every language and fact has an element of its own that stands beside the rest of the line:
    poppler stops reading at the inner end of marked content that is nested.
    """
    x0, top = at
    y = top - (style.leading - style.size) / 2 - style.size * _BASELINE
    code = ["BT"]
    looks: tuple[object, ...] = ()
    current: Element | None = None
    slanted = False
    for line in lines:
        x = x0 + room - line.width if style.right else x0
        code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        slanted = False
        end = line.end + (words.text[line.end : line.end + 1] == " ")
        for index, run in enumerate(words.runs):
            start = max(words.starts[index], line.start)
            stop = min(words.starts[index + 1], end)
            if stop <= start:
                continue
            if owner is not None:
                belongs = run.owner or owner
                if belongs is not current:
                    code.append(f"EMC {canvas.open(belongs)}" if current else canvas.open(belongs))
                    current = belongs
            if run.slanted != slanted:
                here = x + words.position(line, index, start)
                code.append(f"1 0 {_SLANT if run.slanted else 0} 1 {here:.2f} {y:.2f} Tm")
                slanted = run.slanted
            if looks != (run.font, run.size, run.paint, run.rise, run.spacing):
                code.append(_looks(run, looks))
                looks = (run.font, run.size, run.paint, run.rise, run.spacing)
            code.append(f"<{run.font.hex(words.text[start:stop])}>Tj")
            if owner is not None and (run.target or run.anchor):
                left = x + words.position(line, index, start)
                _lead(canvas, run, words.text[start:stop].rstrip(), left, y)
        y -= style.leading
    if current is not None:
        code.append("EMC")
    if looks and looks[3]:
        code.append("0 Ts")
    if looks and looks[4]:
        code.append("0 Tc")
    code.append("ET")
    if owner is None:
        canvas.artifact(" ".join(code))
    else:
        canvas.write(" ".join(code))


def _looks(run: Run, before: tuple[object, ...]) -> str:
    """Return the operators that change the looks to those of `run`."""
    font, size, colour, rise, spacing = before or (None, 0, "", 0, 0)
    parts = []
    if run.font is not font or run.size != size:
        parts.append(f"/{run.font.resource} {run.size:g} Tf")
    if run.paint != colour:
        parts.append(run.paint)
    if run.rise != rise:
        parts.append(f"{run.rise:g} Ts")
    if run.spacing != spacing:
        parts.append(f"{run.spacing:g} Tc")
    return " ".join(parts)


def _lead(canvas: Canvas, run: Run, text: str, left: float, baseline: float) -> None:
    base = baseline + run.rise
    if run.anchor:
        canvas.anchor(run.anchor, left, base + run.size * 1.4)
    if run.target and run.owner is not None:
        right = left + run.font.width(text) * run.size + run.spacing * len(text)
        area = (left, base - 0.25 * run.size, right, base + 0.85 * run.size)
        canvas.link(area, run.target, run.says, run.owner)


def single(font: Font, text: str, at: tuple[float, float], size: float, colour: str) -> str:
    """Return the operators of one line of plain text, its baseline `at`; without marks."""
    return (
        f"BT /{font.resource} {size:g} Tf {colour} 1 0 0 1 {at[0]:.2f} {at[1]:.2f} Tm "
        f"<{font.hex(text)}>Tj ET"
    )
