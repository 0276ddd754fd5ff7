"""Boxes that hold boxes: a call-out on its tint, columns side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chipreport.formats.pdf.canvas import Canvas
from chipreport.formats.pdf.flow import Box, Stack
from chipreport.formats.pdf.style import paint

_BAR = 3.0
_GUTTER = 27.0
_LEAST_SHARE = 1 / 3
"""Columns and call-outs are split only where at least this share of a page would stay white."""


@dataclass(slots=True)
class Panel:
    """Boxes on a tint beside a bar; kept whole where that leaves no third of a page white."""

    inner: Stack
    colours: tuple[str, str]
    """Of the tint and of the bar."""
    padding: float
    before: float
    after: float
    leads: bool = False

    def _inside(self, width: float) -> float:
        return width - _BAR - 2.2 * self.padding

    def height(self, width: float) -> float:
        """Return the height of the boxes and the tint around them."""
        return self.inner.height(self._inside(width)) + 2 * self.padding

    def opening(self, width: float) -> float:
        """Return the height of the first box on its tint."""
        return self.height(width)

    def split(self, width: float, room: float, page: float) -> tuple[Box, Box] | None:
        """Return two panels where the call-out is longer than a page or much room is left."""
        if room < page * _LEAST_SHARE and self.height(width) <= page:
            return None
        parts = self.inner.split(self._inside(width), room - 2 * self.padding, page)
        if parts is None:
            return None
        look = (self.colours, self.padding)
        first, rest = (Stack([part]) for part in parts)
        return Panel(first, *look, self.before, 0), Panel(rest, *look, 0, self.after)

    def paint(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw the tint and the bar, then the boxes."""
        height = self.height(width)
        tint, bar = self.colours
        bottom = top - height
        canvas.artifact(
            f"{paint(tint)} {x:.2f} {bottom:.2f} {width:.2f} {height:.2f} re f "
            f"{paint(bar)} {x:.2f} {bottom:.2f} {_BAR:.2f} {height:.2f} re f"
        )
        left = x + _BAR + 1.2 * self.padding
        self.inner.paint(canvas, left, top - self.padding, self._inside(width))


@dataclass(slots=True)
class SideBySide:
    """Stacks beside one another; too long for a page, each goes on on the next."""

    stacks: Sequence[Stack]
    weights: Sequence[float]
    before: float
    after: float
    leads: bool = False

    def _widths(self, width: float) -> list[float]:
        room = width - _GUTTER * (len(self.stacks) - 1)
        return [room * weight / sum(self.weights) for weight in self.weights]

    def height(self, width: float) -> float:
        """Return the height of the longest column."""
        pairs = zip(self.stacks, self._widths(width), strict=True)
        return max((stack.height(room) for stack, room in pairs), default=0.0)

    def opening(self, width: float) -> float:
        """Return the height of the longest column: columns start together."""
        return self.height(width)

    def split(self, width: float, room: float, page: float) -> tuple[Box, Box] | None:
        """Return what stands in `room` of every column, and the rest of each."""
        if room < page * _LEAST_SHARE and self.height(width) <= page:
            return None
        firsts: list[Stack] = []
        rests: list[Stack] = []
        for stack, own in zip(self.stacks, self._widths(width), strict=True):
            if stack.height(own) <= room:
                firsts.append(stack)
                rests.append(Stack(()))
                continue
            parts = stack.split(own, room, page)
            firsts.append(Stack([parts[0]]) if parts else Stack(()))
            rests.append(Stack([parts[1]]) if parts else stack)
        if not any(stack.boxes for stack in firsts):
            return None
        first = SideBySide(firsts, self.weights, self.before, 0)
        return first, SideBySide(rests, self.weights, 0, self.after)

    def paint(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw one column after the other."""
        for stack, own in zip(self.stacks, self._widths(width), strict=True):
            stack.paint(canvas, x, top, own)
            x += own + _GUTTER
