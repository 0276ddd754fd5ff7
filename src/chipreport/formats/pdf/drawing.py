"""What a chart is drawn with: marks with their looks, labels, and the operators for shapes.

Coordinates are points from the top left corner of the drawing; y goes up, so it is negative.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from chipreport.doc.nodes import FactRef
from chipreport.formats.pdf.fonts import Font
from chipreport.formats.pdf.style import paint

SMALLEST: Final = 5.6
"""The smallest type of a label."""
_HATCH: Final = 4.0
_KAPPA: Final = 0.5523
"""Bezier handles that draw a quarter circle, as a share of its radius."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A value to draw and the looks it has: a forecast is hatched, a derived one set back."""

    value: float
    shown: FactRef
    text: str
    colour: str
    forecast: bool
    derived: bool


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours that all charts share."""

    axis: str
    hairline: str
    words: str
    value: str
    forecast: str
    forecast_fill: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What is to be drawn and with how much room.

    Shapes:
        `series[s][c]` is the mark of series s at the category c.
    """

    width: float
    categories: tuple[str, ...]
    series: tuple[tuple[Mark, ...], ...]
    regular: Font
    bold: Font
    size: float
    colours: Colours

    @property
    def marks(self) -> Iterable[Mark]:
        """Every mark."""
        return (mark for series in self.series for mark in series)


@dataclass(frozen=True, slots=True)
class Label:
    """One line of words, its baseline from the left at x, y; `shown` where it shows a claim."""

    text: str
    font: Font
    size: float
    colour: str
    x: float
    y: float
    shown: FactRef | None = None


@dataclass(slots=True)
class Drawing:
    """Shapes, words and values of a chart, and how high it is."""

    height: float
    code: list[str] = field(default_factory=list)
    words: list[Label] = field(default_factory=list)
    values: list[Label] = field(default_factory=list)


def scale(frame: Frame) -> tuple[float, float, float]:
    """Return the lowest and the highest value of the axis, which holds zero, and a round step."""
    values = [mark.value for mark in frame.marks]
    return axis(min(0.0, *values), max(0.0, *values))


def axis(low: float, high: float) -> tuple[float, float, float]:
    """Return `low`, `high` and a step of 1, 2 or 5 that parts them into about four.

    Example:
        >>> axis(0, 50), axis(0, 17.4)
        ((0, 50, 20.0), (0, 17.4, 5.0))
    """
    span = (high - low) or 1.0
    power = 10.0 ** math.floor(math.log10(span / 3))
    step = min((1, 2, 5, 10), key=lambda each: abs(span / (each * power) - 3.5)) * power
    return low, high if high > low else low + 1.0, step


def value_label(
    frame: Frame, mark: Mark, x: float, y: float, share: float, size: float | None = None
) -> Label:
    """Return the label of `mark`; `share` of its width lies left of x."""
    used = size or frame.size
    colour = frame.colours.forecast if mark.forecast else frame.colours.value
    left = x - share * frame.bold.width(mark.text) * used
    left = min(max(0.0, left), max(0.0, frame.width - frame.bold.width(mark.text) * used))
    return Label(mark.text, frame.bold, used, colour, left, y, mark.shown)


def value_size(frame: Frame, room: float) -> float:
    """Return the size at which every value is at most `room` wide, as far as can be read."""
    widest = max(frame.bold.width(mark.text) for mark in frame.marks)
    return max(SMALLEST, min(frame.size, int(10 * room / widest) / 10 if widest else frame.size))


def wrapped(text: str, font: Font, size: float, room: float, most: int = 3) -> list[str]:
    """Return `text` in at most `most` lines, broken at blanks; the last line holds the rest."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and (font.width(f"{lines[-1]} {word}") * size <= room or len(lines) == most):
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def centred(text: str, font: Font, size: float, colour: str, x: float, y: float) -> Label:
    """Return a label with its middle at x."""
    return Label(text, font, size, colour, x - font.width(text) * size / 2, y)


def line(x0: float, y0: float, x1: float, y1: float, width: float, colour: str) -> str:
    """Return the operators of a line."""
    return f"{width:g} w {paint(colour, 'RG')} {x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S"


def bar(frame: Frame, mark: Mark, x: float, y: float, width: float, height: float) -> str:
    """Return the operators of a bar with its lower left corner at x, y."""
    box = f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re"
    if not mark.forecast:
        return f"{paint(mark.colour)} {box} f"
    colours = frame.colours
    across = width + height
    hatches = " ".join(
        f"{x + at - height:.2f} {y:.2f} m {x + at:.2f} {y + height:.2f} l"
        for at in (_HATCH * k for k in range(1, int(across / _HATCH) + 1))
    )
    return (
        f"q {box} W n {paint(colours.forecast_fill)} {box} f "
        f".35 w {paint(colours.forecast, 'RG')} {hatches} S Q "
        f"q .9 w [2.4 1.6] 0 d {paint(colours.forecast, 'RG')} {box} S Q"
    )


def dot(frame: Frame, mark: Mark, x: float, y: float, radius: float) -> str:
    """Return the operators of a dot around x, y; a forecast is a ring."""
    k = radius * _KAPPA
    path = (
        f"{x - radius:.2f} {y:.2f} m "
        f"{x - radius:.2f} {y + k:.2f} {x - k:.2f} {y + radius:.2f} {x:.2f} {y + radius:.2f} c "
        f"{x + k:.2f} {y + radius:.2f} {x + radius:.2f} {y + k:.2f} {x + radius:.2f} {y:.2f} c "
        f"{x + radius:.2f} {y - k:.2f} {x + k:.2f} {y - radius:.2f} {x:.2f} {y - radius:.2f} c "
        f"{x - k:.2f} {y - radius:.2f} {x - radius:.2f} {y - k:.2f} {x - radius:.2f} {y:.2f} c h"
    )
    if mark.forecast:
        colours = frame.colours
        look = f"{paint(colours.forecast_fill)} {paint(colours.forecast, 'RG')}"
        return f"q 1.1 w {look} {path} B Q"
    return f"{paint(mark.colour)} {path} f"


def spread(wanted: Sequence[float], least: float) -> list[float]:
    """Return places in the order of `wanted`, moved down where they are not `least` apart.

    Example:
        >>> spread([10, 10, 30], 8)
        [10, 2, 30]
    """
    order = sorted(range(len(wanted)), key=lambda at: wanted[at], reverse=True)
    made = list(wanted)
    for upper, lower in pairwise(order):
        lack = least - (made[upper] - made[lower])
        if lack > 0:
            made[lower] = made[upper] - least
    return made
