"""Charts: titles, a plot that is one figure with a description, the source."""

from __future__ import annotations

from typing import assert_never

from chipreport.doc.nodes import Chart, ChartKind
from chipreport.formats.pdf import marks
from chipreport.formats.pdf.canvas import Canvas
from chipreport.formats.pdf.drawing import Colours, Drawing, Frame, Label, Mark
from chipreport.formats.pdf.flow import Box, Stack, Whole
from chipreport.formats.pdf.inline import Typesetter
from chipreport.formats.pdf.structure import Element, string
from chipreport.formats.pdf.style import paint
from chipreport.formats.pdf.tables import source, titles
from chipreport.formats.pdf.text import single

_KEY_FROM = 2
"""Series from which a key says which is which."""
_SQUARE = 6.0


def chart(setter: Typesetter, node: Chart, parent: Element) -> Box:
    """Return titles, plot and source of `node` as one box that is never split."""
    whole = Element("Div", parent)
    caption = Element("Caption", whole)
    boxes: list[Box] = [*titles(setter, node.title, node.subtitle, caption, headed=False)]
    boxes.append(Plot(setter, node, Element("Figure", whole)))
    below = source(setter, node.note, whole)
    if below is not None:
        boxes.append(below)
    stack = Stack(boxes, whole=True, name=node.key)
    stack.before, stack.after = 0.6 * setter.styles.unit, 1.2 * setter.styles.unit
    return stack


class Plot(Whole):
    """The drawing itself: one Figure with a description, in which every value is a Span."""

    def __init__(self, setter: Typesetter, node: Chart, owner: Element) -> None:
        self.setter = setter
        self.node = node
        self.owner = owner
        self.before = 0.2 * setter.styles.unit
        self.series = tuple(self._marks(place) for place in range(len(node.series)))
        self._drawings: dict[float, Drawing] = {}

    def height(self, width: float) -> float:
        """Return the height of key and drawing."""
        return self._drawing(width).height + self._key(width)[1]

    def paint(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw the marks as content of the figure, then each value as an element of its own."""
        drawing = self._drawing(width)
        key, high = self._key(width)
        box = f"{x:.2f} {top - high - drawing.height:.2f} {x + width:.2f} {top:.2f}"
        alternative = string(self.node.alt or self.node.key)
        layout = f"/A<</O/Layout/Placement/Block/BBox[{box}]>>"
        self.owner.entries = f"/Alt{alternative}{layout}"
        begin = canvas.open(self.owner)
        parts = [f"q 1 0 0 1 {x:.2f} {top:.2f} cm", *key.code, "Q"]
        parts += [f"q 1 0 0 1 {x:.2f} {top - high:.2f} cm", *drawing.code, "Q"]
        parts += [_words(label, x, top) for label in key.words]
        parts += [_words(label, x, top - high) for label in drawing.words]
        canvas.write(f"{begin} {' '.join(parts)} EMC")
        for label in drawing.values:
            if label.shown is not None:
                span = self.setter.claim_element(label.shown.claim, self.owner, label.shown.form)
                begin = canvas.open(span)
                canvas.write(f"{begin} {_words(label, x, top - high)} EMC")

    def _marks(self, place: int) -> tuple[Mark, ...]:
        """Return the marks of one series; where it is alone, derived values are set back."""
        colours = self.setter.styles.theme.palette
        alone = len(self.node.series) == 1
        own = colours.accent if alone else colours.series[place % len(colours.series)]
        font = self.setter.canvas.bold
        return tuple(
            Mark(
                float(point.value),
                point.shown,
                self.setter.narrow(point.shown.text, font),
                colours.comparison if alone and point.shown.is_derived else own,
                point.shown.is_forecast,
                point.shown.is_derived,
            )
            for point in self.node.series[place].points
        )

    def _drawing(self, width: float) -> Drawing:
        known = self._drawings.get(width)
        if known is None:
            known = self._drawings[width] = self._drawn(self._frame(width))
        return known

    def _frame(self, width: float) -> Frame:
        setter, colours = self.setter, self.setter.styles.theme.palette
        font = setter.canvas.regular
        points = self.node.series[0].points if self.node.series else ()
        return Frame(
            width,
            tuple(setter.narrow(point.label, font) for point in points),
            self.series,
            font,
            setter.canvas.bold,
            setter.styles.label.size,
            Colours(
                axis=colours.heading,
                hairline=colours.hairline,
                words=colours.text,
                value=colours.heading,
                forecast=colours.forecast,
                forecast_fill=colours.forecast_fill,
            ),
        )

    def _drawn(self, frame: Frame) -> Drawing:
        kind = self.node.kind
        match kind:
            case ChartKind.COLUMN:
                return marks.columns(frame)
            case ChartKind.BAR:
                return marks.bars(frame)
            case ChartKind.STACKED:
                return marks.stacked(frame)
            case ChartKind.LINE:
                return marks.lines(frame)
            case ChartKind.DOT:
                return marks.dots(frame)
            case _:
                assert_never(kind)

    def _key(self, width: float) -> tuple[Drawing, float]:
        """Return squares with the names of the series, and the height they take."""
        drawing = Drawing(0)
        if len(self.series) < _KEY_FROM:
            return drawing, 0.0
        setter, style = self.setter, self.setter.styles.label
        font, colours = setter.canvas.regular, setter.styles.theme.palette
        x, y = 0.0, -style.leading
        for place, series in enumerate(self.node.series):
            name = setter.narrow(series.name, font)
            wide = _SQUARE + 4 + font.width(name) * style.size
            if x and x + wide > width:
                x, y = 0.0, y - style.leading
            colour = colours.series[place % len(colours.series)]
            base = y + 0.3 * style.leading
            drawing.code.append(f"{paint(colour)} {x:.2f} {base:.2f} {_SQUARE} {_SQUARE} re f")
            at = x + _SQUARE + 4
            drawing.words.append(Label(name, font, style.size, colours.text, at, base))
            x += wide + 14
        return drawing, 0.5 * style.leading - y


def _words(label: Label, x: float, top: float) -> str:
    at = (x + label.x, top + label.y)
    return single(label.font, label.text, at, label.size, paint(label.colour))
