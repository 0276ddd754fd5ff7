"""The head of the first page, and the foot of every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chipreport.doc.nodes import Document, Layout
from chipreport.doc.walk import plain
from chipreport.formats.pdf.boxes import Block, Bookmark
from chipreport.formats.pdf.canvas import Canvas
from chipreport.formats.pdf.flow import Whole
from chipreport.formats.pdf.inline import Typesetter
from chipreport.formats.pdf.structure import Element
from chipreport.formats.pdf.style import Style, paint
from chipreport.formats.pdf.text import Run, Words, single
from chipreport.formats.pdf.text import paint as write

_RULE = 1.4
_ASIDE_GAP = 18.0
_OTHER_LANGUAGE = 0.64
"""Size of a name in another language in the title."""
_FOOT = 0.52
"""Where the foot stands, as a share of the bottom margin."""
TOP = " top"
"""The anchor of the title."""


class Masthead(Whole):
    """Small line, title and subtitle over a rule, with the edition beside or below.

    A factsheet has its aside to the right of the title and its subtitle below the rule; the
    other way round on a briefing.
    """

    def __init__(self, setter: Typesetter, document: Document, parent: Element) -> None:
        self.setter = setter
        self.sheet = document.layout is Layout.FACTSHEET
        styles = setter.styles
        self.after = 1.0 * styles.unit
        kicker = Element("P", parent)
        title = Element("H1", parent)
        self.kicker = _block(
            setter.plain(document.kicker.upper(), styles.kicker, kicker), styles.kicker, kicker
        )
        words = _quieter(setter, setter.runs(document.title, styles.title, title))
        self.title = _block(Words(words), styles.title, title)
        self.title.bookmark = Bookmark(plain(document.title), TOP, 0)
        subtitle = Element("P", parent)
        look = styles.lead if self.sheet else styles.subtitle
        self.subtitle = _block(setter.words(document.subtitle, look, subtitle), look, subtitle)
        self.asides: list[tuple[Words, Element]] = []
        for text in document.aside:
            owner = Element("P", parent)
            self.asides.append((setter.plain(text, styles.aside, owner), owner))

    def height(self, width: float) -> float:
        """Return the height of all parts."""
        return self._parts(None, 0, 0, width)

    def paint(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Write the parts and the rule."""
        self._parts(canvas, x, top, width)

    def _parts(self, canvas: Canvas | None, x: float, top: float, width: float) -> float:
        """Return the height of the head; with a canvas, paint it too."""
        unit = self.setter.styles.unit
        y = top
        beside = self._aside_width() + _ASIDE_GAP if self.sheet and self.asides else 0.0
        for block in (self.kicker, self.title):
            y = _put(block, canvas, x, y, width - beside)
        if not self.sheet:
            y = _put(self.subtitle, canvas, x, y, width)
        y -= 0.25 * unit
        if canvas is not None and self.sheet:
            self._aside(canvas, x, y, width)
        y -= 0.3 * unit
        if canvas is not None:
            colour = paint(self.setter.styles.theme.palette.heading)
            canvas.artifact(f"{colour} {x:.2f} {y:.2f} {width:.2f} {_RULE} re f")
        y -= 0.8 * unit
        if self.sheet:
            y = _put(self.subtitle, canvas, x, y, width) + self.subtitle.after
        elif self.asides:
            y += 0.35 * unit
            if canvas is not None:
                self._line(canvas, x, y, width)
            y -= self.setter.styles.aside.leading
        return top - y

    def _aside_width(self) -> float:
        return max(words.width for words, _ in self.asides)

    def _aside(self, canvas: Canvas, x: float, bottom: float, width: float) -> None:
        style = self.setter.styles.aside
        y = bottom + style.leading * len(self.asides)
        for words, owner in self.asides:
            write(canvas, owner, words, words.lines(width), (x, y), width, style)
            y -= style.leading

    def _line(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Write the first aside to the left and the others to the right, the last outermost."""
        style = self.setter.styles.aside
        first, *others = self.asides
        at = (x - width + first[0].width, y)
        write(canvas, first[1], first[0], first[0].lines(width), at, width, style)
        gaps = _ASIDE_GAP * (len(others) - 1)
        left = x + width - gaps - sum(words.width for words, _ in others)
        for words, owner in others:
            write(canvas, owner, words, words.lines(width), (left, y), words.width, style)
            left += words.width + _ASIDE_GAP


def _quieter(setter: Typesetter, runs: Sequence[Run]) -> list[Run]:
    """Return the title with names in another language smaller and set back beside the first."""
    colour = paint(setter.styles.theme.palette.secondary)
    made = []
    for place, run in enumerate(runs):
        other = run.owner is not None and run.owner.entries.startswith("/Lang")
        if other and place:
            size = round(run.size * _OTHER_LANGUAGE, 1)
            run = replace(run, font=setter.canvas.regular, size=size, paint=colour)
        made.append(run)
    return made


def _block(words: Words, style: Style, owner: Element) -> Block:
    return Block(words, style, owner, style.before, style.after)


def _put(block: Block, canvas: Canvas | None, x: float, y: float, width: float) -> float:
    """Return where the next block starts."""
    if not block.words.text:
        return y
    if canvas is not None:
        block.paint(canvas, x, y, width)
    return y - block.height(width) - block.after


def foot(setter: Typesetter, document: Document, frame: Sequence[float]) -> None:
    """Put edition, title and page number at the foot of the page at hand, as an artifact.

    Shapes:
        `frame` is the left edge, the width and the bottom margin of the page.
    """
    left, width, margin = frame
    canvas, style, wording = setter.canvas, setter.styles.footer, setter.wording
    colours = setter.styles.theme.palette
    font = canvas.regular
    number = len(canvas.pages)
    y = margin * _FOOT
    parts = (setter.styles.theme.brand, document.dataset_title, document.edition.isoformat())
    start = setter.narrow(" · ".join(part for part in parts if part), font)
    colour = paint(style.colour)
    rule = f".5 w {paint(colours.hairline, 'RG')}"
    rule += f" {left:.2f} {y + 1.6 * style.size:.2f} m {left + width:.2f}"
    rule += f" {y + 1.6 * style.size:.2f} l S"

    def code() -> str:
        page = wording.page.format(number, len(canvas.pages))
        end = setter.narrow(" · ".join(filter(None, (document.running_title, page))), font)
        right = left + width - font.width(end) * style.size
        words = single(font, start, (left, y), style.size, colour)
        words += " " + single(font, end, (right, y), style.size, colour)
        return f"/Artifact<</Type/Pagination/Subtype/Footer>>BDC {rule} {words} EMC"

    canvas.later(code)
