"""The five kinds of chart: values become columns, bars, stacks, lines or dots."""

from __future__ import annotations

from typing import Final

from chipreport.formats.pdf.drawing import (
    Drawing,
    Frame,
    Label,
    Mark,
    bar,
    centred,
    dot,
    line,
    scale,
    spread,
    value_label,
    value_size,
    wrapped,
)

_PLOT: Final = 92.0
"""Height from the lowest to the highest value of upright charts."""
_TALL_PLOT: Final = 122.0
"""The same where several lines cross."""
_LABEL_LEADING: Final = 1.25
_WIDEST_COLUMN: Final = 46.0
_BAR: Final = 11.0
_RADIUS: Final = 3.2
_DARK: Final = 0.45


def columns(frame: Frame) -> Drawing:
    """Return upright bars, side by side where there are several series."""
    low, high, step = scale(frame)
    slot = frame.width / max(1, len(frame.categories))
    count = len(frame.series)
    each = min(0.72 * slot / count, _WIDEST_COLUMN)
    size = value_size(frame, slot * 0.96 if count == 1 else each * 1.15)
    top = -1.6 * frame.size
    drawing, at = _upright(frame, top, low, high, step)
    for place in range(len(frame.categories)):
        left = (place + 0.5) * slot - each * count / 2
        for index, series in enumerate(frame.series):
            mark = series[place]
            y0, y1 = sorted((at(0.0), at(mark.value)))
            inset = 0.0 if count == 1 else 0.04 * each
            x = left + index * each
            drawing.code.append(bar(frame, mark, x + inset, y0, each - 2 * inset, y1 - y0))
            up = 1.1 * size * (place % 2) if count == 1 and _crowded(frame, slot, size) else 0.0
            y = y1 + 0.45 * size + up if mark.value >= 0 else y0 - 1.1 * size
            drawing.values.append(value_label(frame, mark, x + each / 2, y, 0.5, size))
    drawing.code.append(line(0, at(0.0), frame.width, at(0.0), 1, frame.colours.axis))
    return drawing


def stacked(frame: Frame) -> Drawing:
    """Return upright bars of parts upon one another; a part too low for its label has it beside."""
    totals = [sum(s[at].value for s in frame.series) for at in range(len(frame.categories))]
    high = max(*totals, 0.0) or 1.0
    slot = frame.width / max(1, len(frame.categories))
    each = min(0.5 * slot, 1.4 * _WIDEST_COLUMN)
    size = value_size(frame, each)
    drawing, at = _upright(frame, -0.5 * frame.size, 0.0, high, 0.0)
    for place in range(len(frame.categories)):
        left = (place + 0.5) * slot - each / 2
        sum_below = 0.0
        beside: list[tuple[Mark, float]] = []
        for series in frame.series:
            mark = series[place]
            y0, y1 = at(sum_below), at(sum_below + mark.value)
            sum_below += mark.value
            drawing.code.append(bar(frame, mark, left, y0 + 0.3, each, max(0.3, y1 - y0 - 0.6)))
            middle = (y0 + y1) / 2 - 0.36 * size
            if y1 - y0 < 1.3 * size or frame.bold.width(mark.text) * size > each:
                beside.append((mark, middle))
                continue
            label = value_label(frame, mark, left + each / 2, middle, 0.5, size)
            colour = frame.colours.value if mark.forecast or _light(mark.colour) else "FFFFFF"
            drawing.values.append(
                Label(label.text, label.font, size, colour, label.x, label.y, mark.shown)
            )
        places = spread([middle for _, middle in beside], 1.15 * size)
        for (mark, _), y in zip(beside, places, strict=True):
            drawing.values.append(value_label(frame, mark, left + each + 3, y, 0, size))
    drawing.code.append(line(0, at(0.0), frame.width, at(0.0), 1, frame.colours.axis))
    return drawing


def lines(frame: Frame) -> Drawing:
    """Return a line a series with a dot a value; the way to a forecast is dashed."""
    low, high, step = scale(frame)
    slot = frame.width / max(1, len(frame.categories))
    size = value_size(frame, slot * 0.96)
    plot = _PLOT if len(frame.series) == 1 else _TALL_PLOT
    drawing, at = _upright(frame, -2.2 * frame.size, low, high, step, plot)
    drawing.code.append(line(0, at(0.0), frame.width, at(0.0), 1, frame.colours.axis))
    for series in frame.series:
        spots = [((place + 0.5) * slot, at(mark.value)) for place, mark in enumerate(series)]
        base = next((m.colour for m in series if not (m.forecast or m.derived)), series[0].colour)
        for (x0, y0), (x1, y1), mark in zip(spots, spots[1:], series[1:], strict=False):
            colour = frame.colours.forecast if mark.forecast else base
            way = line(x0, y0, x1, y1, 1.5, colour)
            drawing.code.append(f"q [3 2] 0 d {way} Q" if mark.forecast else way)
        for (x, y), mark in zip(spots, series, strict=True):
            drawing.code.append(dot(frame, mark, x, y, _RADIUS))
    for place in range(len(frame.categories)):
        here = sorted((s[place] for s in frame.series), key=lambda mark: -mark.value)
        x = (place + 0.5) * slot
        up = 1.1 * size * (place % 2) if _crowded(frame, slot, size) else 0.0
        above = at(here[0].value) + _RADIUS + 0.4 * size + up
        drawing.values.append(value_label(frame, here[0], x, above, 0.5, size))
        beside = spread([at(mark.value) - 0.36 * size for mark in here[1:-1]], 1.15 * size)
        for mark, y in zip(here[1:-1], beside, strict=True):
            _halo(drawing, value_label(frame, mark, x + _RADIUS + 2, y, 0, size))
        if len(here) > 1:
            below = min(at(here[-1].value) - _RADIUS, *beside, above) - 1.05 * size
            _halo(drawing, value_label(frame, here[-1], x, below, 0.5, size))
    return drawing


def bars(frame: Frame) -> Drawing:
    """Return level bars under the names of their categories."""
    low, high, _ = scale(frame)
    widest = max(frame.bold.width(mark.text) for mark in frame.marks) * frame.size + 6
    room = frame.width - widest - (widest if low < 0 else 0)
    zero = (widest if low < 0 else 0) + room * -low / (high - low)
    drawing = Drawing(0)
    y = 0.0
    leading = _LABEL_LEADING * frame.size
    for place, category in enumerate(frame.categories):
        for text in wrapped(category, frame.regular, frame.size, frame.width):
            y -= leading
            drawing.words.append(
                Label(text, frame.regular, frame.size, frame.colours.words, 0, y + 0.3 * leading)
            )
        y -= 0.1 * leading
        top = y + 1.5
        for series in frame.series:
            mark = series[place]
            length = room * abs(mark.value) / (high - low)
            x = zero if mark.value >= 0 else zero - length
            drawing.code.append(bar(frame, mark, x, y - _BAR, length, _BAR))
            base = y - _BAR / 2 - 0.36 * frame.size
            if mark.value >= 0:
                drawing.values.append(value_label(frame, mark, zero + length + 5, base, 0))
            else:
                drawing.values.append(value_label(frame, mark, x - 5, base, 1))
            y -= _BAR + 1
        drawing.code.append(line(zero, top, zero, y - 0.5, 0.9, frame.colours.axis))
        y -= 0.45 * leading
    drawing.height = -y
    return drawing


def dots(frame: Frame) -> Drawing:
    """Return a row a category with a dot a value on one scale from zero."""
    low, high, _ = scale(frame)
    names = max(frame.regular.width(text) for text in frame.categories) * frame.size
    left = min(names, 0.38 * frame.width) + 10
    widest = max(frame.bold.width(mark.text) for mark in frame.marks) * frame.size + 8
    room = max(20.0, frame.width - left - widest - _RADIUS)

    def at(value: float) -> float:
        return left + _RADIUS + room * (value - low) / (high - low)

    drawing = Drawing(0)
    leading = _LABEL_LEADING * frame.size
    y = -0.3 * leading
    for place, category in enumerate(frame.categories):
        texts = wrapped(category, frame.regular, frame.size, left - 10)
        tall = max(len(texts) * leading, (1.6 if len(frame.series) < 3 else 2.6) * leading)
        middle = y - tall / 2
        for index, text in enumerate(texts):
            base = middle + (len(texts) / 2 - index - 0.75) * leading
            drawing.words.append(
                Label(text, frame.regular, frame.size, frame.colours.words, 0, base)
            )
        here = sorted((series[place] for series in frame.series), key=lambda mark: mark.value)
        middles = spread([-at(mark.value) for mark in here[1:-1]], 2.4 * frame.size)
        drawing.code.append(
            line(at(0.0), middle, at(here[-1].value), middle, 0.6, frame.colours.hairline)
        )
        for index, mark in enumerate(here):
            x = at(mark.value)
            drawing.code.append(dot(frame, mark, x, middle, _RADIUS))
            base = middle - 0.36 * frame.size
            if index == len(here) - 1:
                label = value_label(frame, mark, x + _RADIUS + 3, base, 0)
            elif index == 0:
                label = value_label(frame, mark, x - _RADIUS - 3, base, 1)
            else:
                up = middle + _RADIUS + 2
                label = value_label(frame, mark, -middles[index - 1], up, 0.5)
            _halo(drawing, label)
        y -= tall + 0.2 * leading
    drawing.height = -y
    drawing.code.append(line(at(0.0), 0, at(0.0), y, 0.9, frame.colours.axis))
    return drawing


def _upright(
    frame: Frame, top: float, low: float, high: float, step: float, plot: float = _PLOT
) -> tuple[Drawing, _At]:
    """Return a drawing with hairlines and the names of the categories, and the scale."""
    below = 1.3 * frame.size if low < 0 else 0.0
    at = _At(top - plot, plot, low, high)
    drawing = Drawing(0)
    value = step
    while step and value <= high * 1.0001:
        y = at(value)
        drawing.code.append(line(0, y, frame.width, y, 0.5, frame.colours.hairline))
        value += step
    slot = frame.width / max(1, len(frame.categories))
    leading = _LABEL_LEADING * frame.size
    longest = 1
    for place, category in enumerate(frame.categories):
        texts = wrapped(category, frame.regular, frame.size, slot * 0.94)
        widest = max(frame.regular.width(text) for text in texts) * frame.size
        size = frame.size * min(1.0, slot * 0.98 / widest) if widest else frame.size
        longest = max(longest, len(texts))
        for index, text in enumerate(texts):
            y = top - plot - below - (index + 1) * leading - 1
            drawing.words.append(
                centred(
                    text,
                    frame.regular,
                    round(size, 2),
                    frame.colours.words,
                    (place + 0.5) * slot,
                    y,
                )
            )
    drawing.height = -top + plot + below + longest * leading + 4
    return drawing, at


class _At:
    """Where a value lies above the lower edge."""

    def __init__(self, bottom: float, height: float, low: float, high: float) -> None:
        self.bottom, self.height, self.low, self.span = bottom, height, low, high - low

    def __call__(self, value: float) -> float:
        return self.bottom + self.height * (value - self.low) / self.span


def _crowded(frame: Frame, slot: float, size: float) -> bool:
    """Return whether labels side by side would touch."""
    return max(frame.bold.width(mark.text) for mark in frame.marks) * size > 0.9 * slot


def _halo(drawing: Drawing, label: Label) -> None:
    """Add a label with white under it, which keeps lines away from its digits."""
    width = label.font.width(label.text) * label.size
    box = f"{label.x - 0.6:.2f} {label.y - 0.6:.2f} {width + 1.2:.2f} {0.8 * label.size + 0.6:.2f}"
    drawing.code.append(f"1 1 1 rg {box} re f")
    drawing.values.append(label)


def _light(colour: str) -> bool:
    """Return whether dark words stand out on `colour`."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > _DARK
