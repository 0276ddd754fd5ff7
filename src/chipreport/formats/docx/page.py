"""Sizes of the page, in twips."""

from __future__ import annotations

from dataclasses import dataclass

from chipreport.doc.nodes import Layout
from chipreport.theme import Theme, mm

SIZES = {"A4": (mm(210), mm(297)), "Letter": (mm(215.9), mm(279.4))}

_SHEET = mm(13)


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
    def of(cls, name: str, theme: Theme, layout: Layout = Layout.BRIEFING) -> Page:
        """Return the page called `name` with the margins of `theme`.

        A factsheet has less room above and below, so that it keeps to its one page.
        """
        width, height = SIZES[name]
        margins = theme.margins
        most = _SHEET if layout is Layout.FACTSHEET else height
        return cls(
            width.twips,
            height.twips,
            min(margins.top, most).twips,
            margins.right.twips,
            min(margins.bottom, most).twips,
            margins.left.twips,
        )
