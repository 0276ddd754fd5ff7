"""Lengths that know their unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PATTERN = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*(mm|pt|in)\s*")
_POINTS = {"mm": 72 / 25.4, "pt": 1.0, "in": 72.0}


@dataclass(frozen=True, slots=True, order=True)
class Length:
    """A length on paper.

    Example:
        >>> mm(25.4).pt, pt(10).twips, mm(10).emu
        (72.0, 200, 360000)
    """

    pt: float

    @property
    def twips(self) -> int:
        """Twentieths of a point, as Word counts."""
        return round(self.pt * 20)

    @property
    def half_points(self) -> int:
        """Half points, as Word counts type."""
        return round(self.pt * 2)

    @property
    def emu(self) -> int:
        """English metric units, as drawings count."""
        return round(self.pt * 12700)


def mm(number: float) -> Length:
    """Return `number` millimetres."""
    return Length(number * _POINTS["mm"])


def pt(number: float) -> Length:
    """Return `number` points."""
    return Length(float(number))


def parse(text: str) -> Length:
    """Return the length written as "16 mm", "9.4 pt" or "1 in"; raise ValueError otherwise.

    Example:
        >>> parse("9.4 pt")
        Length(pt=9.4)
    """
    found = _PATTERN.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is not a length such as '16 mm' or '9.4 pt'")
    return Length(float(found[1]) * _POINTS[found[2]])
