"""Headline values side by side: a bar, the value, its label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chipreport.doc.nodes import Card, Cards, FactRef
from chipreport.formats.pdf.canvas import Canvas
from chipreport.formats.pdf.flow import Whole
from chipreport.formats.pdf.inline import Typesetter
from chipreport.formats.pdf.structure import Element
from chipreport.formats.pdf.style import Style, paint
from chipreport.formats.pdf.text import Words
from chipreport.formats.pdf.text import paint as write

_MOST_IN_A_ROW = 6
_LEAST_WIDTH = 64.0
_GAP = 9.0
_BAR = 2.0
_UNIT_SIZE = 0.62
_SMALLEST = 0.6
"""How far the type of the values shrinks, as a share of its size, before a value is broken."""
_DIGIT = re.compile(r"[0-9０-９]")


@dataclass(frozen=True, slots=True)
class _Set:
    """A card as it is set: the value large with a small unit, and the label."""

    value: Words
    label: Words
    value_owner: Element
    label_owner: Element
    colour: str


@dataclass(frozen=True, slots=True)
class _Layout:
    """The cards for one width."""

    sets: tuple[_Set, ...]
    style: Style
    across: int
    room: float
    heights: tuple[float, ...]
    """Of each row of cards."""


class CardRow(Whole):
    """All cards of one block, in as many rows as they need."""

    def __init__(self, setter: Typesetter, node: Cards, parent: Element) -> None:
        self.setter = setter
        self.node = node
        self.before = 0.4 * setter.styles.unit
        self.after = 1.1 * setter.styles.unit
        self.owner = Element("L", parent, "/A<</O/List/ListNumbering/None>>")
        self._layouts: dict[float, _Layout] = {}

    def height(self, width: float) -> float:
        """Return the height of all rows of cards."""
        heights = self._layout(width).heights
        return sum(heights) + self._between() * max(0, len(heights) - 1)

    def paint(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw the bars, then value and label of each card."""
        layout, label = self._layout(width), self.setter.styles.card_label
        y = top
        for row, height in enumerate(layout.heights):
            for index, card in enumerate(_of_row(layout.sets, row, layout.across)):
                left = x + index * (layout.room + _GAP)
                canvas.artifact(
                    f"{paint(card.colour)} {left:.2f} {y - _BAR:.2f} {layout.room:.2f} {_BAR} re f"
                )
                down = y - _BAR - self._above()
                lines = card.value.lines(layout.room)
                at = (left, down)
                write(canvas, card.value_owner, card.value, lines, at, layout.room, layout.style)
                down -= len(lines) * layout.style.leading
                lines = card.label.lines(layout.room)
                write(canvas, card.label_owner, card.label, lines, (left, down), layout.room, label)
            y -= height + self._between()

    def _above(self) -> float:
        return 0.3 * self.setter.styles.unit

    def _between(self) -> float:
        return 0.8 * self.setter.styles.unit

    def _layout(self, width: float) -> _Layout:
        known = self._layouts.get(width)
        if known is None:
            known = self._layouts[width] = self._laid_out(width)
        return known

    def _laid_out(self, width: float) -> _Layout:
        count = len(self.node.cards)
        most = max(1, min(_MOST_IN_A_ROW, int((width + _GAP) / (_LEAST_WIDTH + _GAP))))
        across = -(-count // -(-count // most))
        room = (width - _GAP * (across - 1)) / across
        style = self.setter.styles.card
        aside = Element("P")
        widest = max(self._value(card.shown, style, aside).width for card in self.node.cards)
        if widest > room:
            share = max(_SMALLEST, room / widest)
            style = replace(style, size=int(style.size * share * 10) / 10)
        sets = tuple(self._card(card, style) for card in self.node.cards)
        label = self.setter.styles.card_label
        heights = []
        for row in range(-(-count // across)):
            cards = _of_row(sets, row, across)
            tallest = max(
                len(card.value.lines(room)) * style.leading
                + len(card.label.lines(room)) * label.leading
                for card in cards
            )
            heights.append(_BAR + self._above() + tallest)
        return _Layout(sets, style, across, room, tuple(heights))

    def _card(self, card: Card, style: Style) -> _Set:
        body = Element("LBody", Element("LI", self.owner))
        value, label = Element("P", body), Element("P", body)
        colours = self.setter.styles.theme.palette
        return _Set(
            self._value(card.shown, style, value),
            self.setter.words(card.label, self.setter.styles.card_label, label),
            value,
            label,
            colours.forecast if card.shown.is_forecast else colours.accent,
        )

    def _value(self, shown: FactRef, style: Style, owner: Element) -> Words:
        """Return the value with what follows its last digit in smaller type."""
        run = self.setter.fact(shown, style, owner)
        end = max((found.end() for found in _DIGIT.finditer(run.text)), default=len(run.text))
        unit = run.text[end:]
        if not unit:
            return Words((run,))
        small = replace(run, text=unit, size=round(run.size * _UNIT_SIZE, 2), clinging=True)
        return Words((replace(run, text=run.text[:end]), small))


def _of_row(sets: Sequence[_Set], row: int, across: int) -> Sequence[_Set]:
    return sets[row * across : (row + 1) * across]
