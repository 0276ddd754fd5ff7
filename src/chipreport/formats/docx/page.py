"""Sizes of the page, in twips."""

from __future__ import annotations

from dataclasses import dataclass

from chipreport.theme import Theme, mm

SIZES = {"A4": (mm(210), mm(297)), "Letter": (mm(215.9), mm(279.4))}


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of paper and the width of its text."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int

    @property
    def text(self) -> int:
        """The width between the margins."""
        return self.width - self.left - self.right

    @classmethod
    def of(cls, name: str, theme: Theme) -> Page:
        """Return the page called `name` with the margins of `theme`."""
        width, height = SIZES[name]
        margins = theme.margins
        return cls(
            width.twips,
            height.twips,
            margins.top.twips,
            margins.right.twips,
            margins.bottom.twips,
            margins.left.twips,
        )
