"""Boxes that stand below one another, and how they are shared out to pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from chipreport.formats.pdf.canvas import Canvas

SLACK = 0.01


class Box(Protocol):
    """A piece of a page. Lengths in points; `before` and `after` are the white space around it.

    A box that leads never stands at the foot of a page without what follows.
    """

    before: float
    after: float
    leads: bool

    def height(self, width: float) -> float:
        """Return how high the box is when it is `width` wide."""
        ...

    def opening(self, width: float) -> float:
        """Return the least height of a first part that may stand at the foot of a page."""
        ...

    def split(self, width: float, room: float, page: float) -> tuple[Box, Box] | None:
        """Return a part of at most `room` and the rest, None where that would look poor.

        `page` is the room of an empty page.
        """
        ...

    def paint(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw the box with its top left corner at x, top."""
        ...


class Whole:
    """What all boxes share that are never split."""

    before: float = 0
    after: float = 0
    leads: bool = False

    def height(self, width: float) -> float:
        """Return how high the box is when it is `width` wide."""
        raise NotImplementedError

    def opening(self, width: float) -> float:
        """Return the height of the box: it stands whole or not at all."""
        return self.height(width)

    def split(self, width: float, room: float, page: float) -> tuple[Box, Box] | None:
        """Return None: the box stays whole."""
        return None


class Break(Whole):
    """The end of a page."""

    def height(self, width: float) -> float:
        """Return 0: nothing is to be seen."""
        return 0

    def paint(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw nothing."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A box and how far below the top of its frame it stands."""

    box: Box
    down: float


@dataclass(frozen=True, slots=True)
class Share:
    """What stands in one frame, how high it is together, and what is left for the next."""

    placed: tuple[Placed, ...]
    height: float
    rest: tuple[Box, ...]


def take(boxes: Sequence[Box], width: float, room: float, page: float) -> Share:
    """Return as much of `boxes` as stands in a frame of `width` and `room`.

    A box that leads stays with what follows. Nothing placed and something left means that the
    first box does not fit.
    """
    placed: list[Placed] = []
    down = after = 0.0
    for index, box in enumerate(boxes):
        if isinstance(box, Break):
            if placed:
                return Share(tuple(placed), down, tuple(boxes[index + 1 :]))
            continue
        gap = max(after, box.before) if placed else 0.0
        height = box.height(width)
        if box.leads and placed and down + gap + _chain(boxes, index, width) > room + SLACK:
            return Share(tuple(placed), down, tuple(boxes[index:]))
        if down + gap + height > room + SLACK:
            parts = box.split(width, room - down - gap, page)
            if parts is None:
                return _without_leaders(placed, down, boxes[index:])
            first, rest = parts
            placed.append(Placed(first, down + gap))
            return Share(
                tuple(placed), down + gap + first.height(width), (rest, *boxes[index + 1 :])
            )
        placed.append(Placed(box, down + gap))
        down += gap + height
        after = box.after
    return Share(tuple(placed), down, ())


def _chain(boxes: Sequence[Box], index: int, width: float) -> float:
    """Return the height that a box which leads needs together with what it leads to."""
    height = boxes[index].height(width)
    after = boxes[index].after
    for box in boxes[index + 1 :]:
        if isinstance(box, Break):
            break
        height += max(after, box.before) + (box.height(width) if box.leads else box.opening(width))
        after = box.after
        if not box.leads:
            break
    return height


def _without_leaders(placed: list[Placed], down: float, left: Sequence[Box]) -> Share:
    """Return a share that takes leading boxes at its end along to the next frame."""
    kept = list(placed)
    moved: list[Box] = []
    while len(kept) > 1 and kept[-1].box.leads:
        last = kept.pop()
        moved.insert(0, last.box)
        down = last.down
    return Share(tuple(kept), down, (*moved, *left))


def draw(canvas: Canvas, placed: Sequence[Placed], x: float, top: float, width: float) -> None:
    """Paint what `take` has placed, from the top left corner of the frame."""
    for each in placed:
        each.box.paint(canvas, x, top - each.down, width)


class Stack:
    """Boxes below one another as one box, split between or within them unless `whole`."""

    def __init__(self, boxes: Sequence[Box], *, whole: bool = False, name: str = "") -> None:
        self.boxes = tuple(boxes)
        self.whole = whole
        self.name = name
        self.before = boxes[0].before if boxes else 0.0
        self.after = boxes[-1].after if boxes else 0.0
        self.leads = False

    def height(self, width: float) -> float:
        """Return the height of all boxes with the white space between them."""
        height = after = 0.0
        for index, box in enumerate(self.boxes):
            height += (max(after, box.before) if index else 0.0) + box.height(width)
            after = box.after
        return height

    def opening(self, width: float) -> float:
        """Return the height of the first box and what it leads to, of all where whole."""
        if self.whole or not self.boxes:
            return self.height(width)
        first = self.boxes[0]
        return _chain(self.boxes, 0, width) if first.leads else first.opening(width)

    def split(self, width: float, room: float, page: float) -> tuple[Box, Box] | None:
        """Return what stands in `room` and the rest; a whole one is split only past a page."""
        if self.whole and self.height(width) <= page:
            return None
        share = take(self.boxes, width, room, page)
        if not share.placed or not share.rest or all(each.box.leads for each in share.placed):
            return None
        return Stack([each.box for each in share.placed]), Stack(share.rest)

    def paint(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw the boxes."""
        draw(canvas, take(self.boxes, width, 1e9, 1e9).placed, x, top, width)
