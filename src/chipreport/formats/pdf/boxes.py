"""Blocks of words: paragraphs, headings, items of a list, rows of the contents."""

from __future__ import annotations

from dataclasses import dataclass

from chipreport.formats.pdf.canvas import Canvas
from chipreport.formats.pdf.flow import SLACK, Box, Whole
from chipreport.formats.pdf.linebreak import Line
from chipreport.formats.pdf.structure import Element
from chipreport.formats.pdf.style import Style
from chipreport.formats.pdf.style import paint as colour
from chipreport.formats.pdf.text import Words, paint, single


@dataclass(frozen=True, slots=True)
class Bookmark:
    """What makes a block a target of links and an entry of the outline; `level` from 0."""

    title: str
    anchor: str
    level: int


@dataclass(slots=True)
class Block:
    """A paragraph. The parts of a split one share their words and their element."""

    words: Words
    style: Style
    owner: Element
    before: float
    after: float
    leads: bool = False
    longest: float = 0
    """The longest line in points, 0 for as long as there is room."""
    start: int = 0
    end: int | None = None
    bookmark: Bookmark | None = None

    def _room(self, width: float) -> float:
        return min(width, self.longest) if self.longest else width

    def _count(self, width: float) -> int:
        lines = self.words.lines(self._room(width))
        return (len(lines) if self.end is None else self.end) - self.start

    def height(self, width: float) -> float:
        """Return the height of the lines."""
        return self._count(width) * self.style.leading

    def opening(self, width: float) -> float:
        """Return the height of two lines, of all where there are three or fewer."""
        count = self._count(width)
        return (count if count <= 3 or self.leads else 2) * self.style.leading

    def split(self, width: float, room: float, page: float) -> tuple[Box, Box] | None:
        """Return two parts of at least two lines each."""
        count = self._count(width)
        fit = min(int((room + SLACK) / self.style.leading), count - 2)
        if fit < 2 or self.leads:
            return None
        cut = self.start + fit
        look = (self.words, self.style, self.owner)
        first = Block(*look, self.before, 0, False, self.longest, self.start, cut, self.bookmark)
        return first, Block(*look, 0, self.after, False, self.longest, cut, self.end)

    def paint(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Write the lines."""
        if self.bookmark is not None:
            canvas.anchor(self.bookmark.anchor, x, top + 2)
            canvas.outline(self.bookmark.title, self.bookmark.anchor, self.bookmark.level)
        room = self._room(width)
        lines = self.words.lines(room)[self.start : self.end]
        paint(canvas, self.owner, self.words, lines, (x, top), room, self.style)


@dataclass(slots=True)
class Item:
    """A block with a label hanging before it: a bullet, a number."""

    label: Words
    label_owner: Element
    block: Block
    indent: float
    before: float
    after: float
    leads: bool = False

    def height(self, width: float) -> float:
        """Return the height of the block."""
        return self.block.height(width - self.indent)

    def opening(self, width: float) -> float:
        """Return the least height of a first part."""
        return self.block.opening(width - self.indent)

    def split(self, width: float, room: float, page: float) -> tuple[Box, Box] | None:
        """Return two parts; the label stays with the first."""
        parts = self.block.split(width - self.indent, room, page)
        if parts is None:
            return None
        first, rest = parts
        if not isinstance(first, Block):
            return None
        item = Item(self.label, self.label_owner, first, self.indent, self.before, 0)
        return item, Indented(rest, self.indent)

    def paint(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Write the label, then the block."""
        style = self.block.style
        lines = self.label.lines(self.indent)
        paint(canvas, self.label_owner, self.label, lines, (x, top), self.indent, style)
        self.block.paint(canvas, x + self.indent, top, width - self.indent)


class Indented:
    """A box moved in from the left."""

    def __init__(self, box: Box, indent: float) -> None:
        self.box, self.indent = box, indent
        self.before, self.after, self.leads = box.before, box.after, box.leads

    def height(self, width: float) -> float:
        """Return the height of the box."""
        return self.box.height(width - self.indent)

    def opening(self, width: float) -> float:
        """Return the least height of a first part."""
        return self.box.opening(width - self.indent)

    def split(self, width: float, room: float, page: float) -> tuple[Box, Box] | None:
        """Return two parts, both moved in."""
        parts = self.box.split(width - self.indent, room, page)
        if parts is None:
            return None
        return Indented(parts[0], self.indent), Indented(parts[1], self.indent)

    def paint(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw the box."""
        self.box.paint(canvas, x + self.indent, top, width - self.indent)


@dataclass(slots=True)
class Entry(Whole):
    """A row of the contents: the words of a heading, and its page, which is known at the end."""

    words: Words
    style: Style
    owner: Element
    anchor: str
    says: str
    indent: float
    rule: str
    before: float = 0
    after: float = 0
    leads: bool = False

    def height(self, width: float) -> float:
        """Return the height of the lines."""
        return len(self._lines(width)) * self.style.leading

    def _lines(self, width: float) -> list[Line]:
        return self.words.lines(width - self.indent - 4 * self.style.size)

    def paint(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Write the words and leave room for the number; the whole row is a link."""
        lines, left = self._lines(width), x + self.indent
        paint(canvas, self.owner, self.words, lines, (left, top), width, self.style)
        font, size = canvas.regular, self.style.size
        bottom = top - self.height(width)
        base = bottom + self.style.leading * 0.5 - size * 0.32
        start = left + self.words.lines(width - self.indent - 4 * size)[-1].width + 0.8 * size
        end = x + width - 1.9 * size
        if end > start:
            rule = (
                f".5 w {colour(self.rule, 'RG')} {start:.2f} {base:.2f} m {end:.2f} {base:.2f} l S"
            )
            canvas.artifact(rule)
        begin = canvas.open(self.owner)

        def number() -> str:
            text = str(canvas.page_of(self.anchor))
            at = (x + width - font.width(text) * size, base)
            return f"{begin} {single(font, text, at, size, colour(self.style.colour))} EMC"

        canvas.later(number)
        canvas.link((left, bottom, x + width, top), f"#{self.anchor}", self.says, self.owner)
