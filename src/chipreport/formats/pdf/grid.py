"""Tables: widths that fit, rows in hairlines, heads that come again on every page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from chipreport.doc.nodes import RowRole
from chipreport.formats.pdf.boxes import Block
from chipreport.formats.pdf.canvas import Canvas
from chipreport.formats.pdf.flow import SLACK, Box
from chipreport.formats.pdf.structure import Element
from chipreport.formats.pdf.style import Style, paint
from chipreport.formats.pdf.text import Words
from chipreport.formats.pdf.text import paint as write

_GUTTER = 13.0
_FEWEST = 2
"""Rows that stand together at either side of a page's end."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of a cell, how they are set, and what they are in the structure."""

    words: Words
    style: Style
    owner: Element


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns stand for one width, and how high each row is.

    Shapes:
        `sums` has one entry more than there are rows: the height of all rows before.
    """

    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    head: float
    sums: tuple[float, ...]


@dataclass(slots=True, eq=False)
class Sheet:
    """What all parts of a table share."""

    weights: tuple[float, ...]
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    roles: tuple[RowRole, ...]
    foot: Block | None
    rigid: tuple[bool, ...]
    """Columns that are never narrower than their widest cell, as those of numbers."""
    padding: float
    colours: tuple[str, str, str]
    """Of the rule under the head, of the hairlines, of the tint behind groups."""
    layouts: dict[float, Layout] = field(default_factory=dict)

    def layout(self, width: float) -> Layout:
        """Return the layout for `width`, worked out once."""
        known = self.layouts.get(width)
        if known is None:
            widths = self._widths(width)
            lefts = tuple(accumulate((w + _GUTTER for w in widths[:-1]), initial=0.0))
            heights = (self._height(row, widths, width) for row in self.rows)
            head = self._height(self.head, widths, width) if self.head else 0.0
            known = Layout(lefts, widths, head, tuple(accumulate(heights, initial=0.0)))
            self.layouts[width] = known
        return known

    def _height(self, row: Sequence[Cell], widths: Sequence[float], width: float) -> float:
        rooms = widths if len(row) == len(widths) else (width,)
        tallest = max(
            len(cell.words.lines(room)) * cell.style.leading
            for cell, room in zip(row, rooms, strict=True)
        )
        return tallest + 2 * self.padding

    def _widths(self, width: float) -> tuple[float, ...]:
        """Return a width a column: by weight, or what fits; no word is cut where there is room."""
        full = [row for row in (self.head, *self.rows) if len(row) == len(self.weights)]
        columns = list(zip(*full, strict=True))
        natural = [max(cell.words.width for cell in column) for column in columns]
        least = [max(cell.words.longest_word() for cell in column) for column in columns]
        room = width - _GUTTER * (len(self.weights) - 1)
        firm = sum(own for own, rigid in zip(natural, self.rigid, strict=True) if rigid)
        if firm <= room / 2:
            triples = zip(natural, least, self.rigid, strict=True)
            least = [own if rigid else word for own, word, rigid in triples]
        wanted = list(natural)
        heavy = sum(self.weights)
        if heavy:
            fixed = sum(n for n, weight in zip(natural, self.weights, strict=True) if not weight)
            share = max(room - fixed, room / 2) / heavy
            pairs = zip(natural, self.weights, strict=True)
            wanted = [weight * share if weight else own for own, weight in pairs]
        elif sum(natural) > room:
            wanted = _levelled(natural, room)
        return tuple(_fitted(wanted, least, room))


def _levelled(natural: Sequence[float], room: float) -> list[float]:
    """Return widths that fill `room`: narrow columns keep theirs, wide ones share what is left.

    Example:
        >>> _levelled([20, 100, 300], 220)
        [20, 100, 100.0]
    """
    made = list(natural)
    order = sorted(range(len(natural)), key=lambda at: natural[at])
    for place, at in enumerate(order):
        made[at] = min(natural[at], room / (len(order) - place))
        room -= made[at]
    return made


def _fitted(wanted: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Return widths near `wanted` that fill `room`, none below `least` while that is possible.

    Example:
        >>> _fitted([30, 30, 30], [10, 40, 10], 90)
        [25.0, 40, 25.0]
    """
    if sum(least) >= room:
        return [room * own / sum(least) for own in least]
    bound: set[int] = set()
    while True:
        free = room - sum(least[i] for i in bound)
        heavy = sum(w for i, w in enumerate(wanted) if i not in bound) or 1.0
        made = [least[i] if i in bound else w * free / heavy for i, w in enumerate(wanted)]
        short = {i for i, w in enumerate(made) if i not in bound and w < least[i] - SLACK}
        if not short:
            return made
        bound |= short


@dataclass(slots=True)
class Grid:
    """Rows `start` to `end` of a table; a part of a split one when they are not all."""

    sheet: Sheet
    before: float
    after: float
    start: int
    end: int
    leads: bool = False

    def _foot(self) -> float:
        foot = self.sheet.foot
        return foot.before if foot is not None and self.end == len(self.sheet.rows) else 0.0

    def height(self, width: float) -> float:
        """Return the height of head, rows and, at the end, of the note."""
        layout = self.sheet.layout(width)
        height = layout.head + layout.sums[self.end] - layout.sums[self.start]
        if self.sheet.foot is not None and self.end == len(self.sheet.rows):
            height += self._foot() + self.sheet.foot.height(width)
        return height

    def opening(self, width: float) -> float:
        """Return the height of the head and the first rows that may stand alone."""
        least = self.start + _FEWEST + (self.sheet.roles[self.start] is RowRole.GROUP)
        if least + _FEWEST > self.end:
            return self.height(width)
        layout = self.sheet.layout(width)
        return layout.head + layout.sums[least] - layout.sums[self.start]

    def split(self, width: float, room: float, page: float) -> tuple[Box, Box] | None:
        """Return two parts; no row stands alone, and no group heading ends a page."""
        layout, roles = self.sheet.layout(width), self.sheet.roles
        limit = layout.sums[self.start] + room - layout.head + SLACK
        cut = min(bisect_right(layout.sums, limit) - 1, self.end - _FEWEST)
        while cut > self.start and roles[cut - 1] is RowRole.GROUP:
            cut -= 1
        if cut < self.start + _FEWEST:
            return None
        first = Grid(self.sheet, self.before, 0, self.start, cut)
        return first, Grid(self.sheet, 0, self.after, cut, self.end)

    def paint(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Write head, rows and rules; a head that comes again is an artifact."""
        sheet, layout = self.sheet, self.sheet.layout(width)
        rule, hairline, tint = sheet.colours
        first = layout.sums[self.start]
        y = top - layout.head
        lines = []
        for index in range(self.start, self.end):
            bottom = y - (layout.sums[index + 1] - first)
            if sheet.roles[index] is RowRole.GROUP:
                height = layout.sums[index + 1] - layout.sums[index]
                canvas.artifact(f"{paint(tint)} {x:.2f} {bottom:.2f} {width:.2f} {height:.2f} re f")
            if sheet.roles[index] is RowRole.TOTAL:
                above = y - (layout.sums[index] - first)
                lines.append(f".8 w {paint(rule, 'RG')} {_line(x, above, width)}")
            lines.append(f".5 w {paint(hairline, 'RG')} {_line(x, bottom, width)}")
        if sheet.head:
            lines.append(f"1 w {paint(rule, 'RG')} {_line(x, y, width)}")
        canvas.artifact(" ".join(lines))
        if sheet.head:
            self._row(canvas, sheet.head, x, top, width, tagged=self.start == 0)
        for index in range(self.start, self.end):
            above = y - (layout.sums[index] - first)
            self._row(canvas, sheet.rows[index], x, above, width, tagged=True)
        if sheet.foot is not None and self.end == len(sheet.rows):
            down = layout.head + layout.sums[self.end] - first + self._foot()
            sheet.foot.paint(canvas, x, top - down, width)

    def _row(
        self,
        canvas: Canvas,
        row: Sequence[Cell],
        x: float,
        top: float,
        width: float,
        *,
        tagged: bool,
    ) -> None:
        layout = self.sheet.layout(width)
        lefts, rooms = layout.lefts, layout.widths
        if len(row) != len(rooms):
            lefts, rooms = (0.0,), (width,)
        y = top - self.sheet.padding
        for cell, left, room in zip(row, lefts, rooms, strict=True):
            if cell.words.text:
                lines = cell.words.lines(room)
                owner = cell.owner if tagged else None
                write(canvas, owner, cell.words, lines, (x + left, y), room, cell.style)
            elif tagged:
                cell.owner.join()


def _line(x: float, y: float, width: float) -> str:
    return f"{x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S"
