"""A chart beside the small table that it draws from."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.utils import get_column_letter, quote_sheetname

from chipreport.doc.nodes import Chart, FactRef, Point
from chipreport.formats.xlsx.chart_model import Mark, Plot, Track, build
from chipreport.formats.xlsx.looks import Look
from chipreport.formats.xlsx.measure import Run
from chipreport.formats.xlsx.number_format import literal, shown
from chipreport.formats.xlsx.page import Page

_WIDTH, _HEIGHT = 520, 280  # pixels
_ROW = 20  # pixels of a row of unset height
_LABEL_WIDTH = 260.0


@dataclass(frozen=True, slots=True)
class _Cell:
    """A point on the sheet: its cell's name, and whether the cell's number is what is drawn."""

    name: str
    drawn: bool


def chart(page: Page, block: Chart) -> None:
    """Write title, data, chart and note; the chart draws from cells that people can read."""
    page.gap(6)
    start = page.row
    page.anchor(block.key)
    page.text(block.title, "Report heading 3")
    page.text(block.subtitle, "Report note")
    if block.series and block.series[0].points:
        _body(page, block)
    page.text(block.note, "Report note")
    page.keep(start, page.row - 1)
    page.gap()


def _body(page: Page, block: Chart) -> None:
    top, count, words = page.row, len(block.series), page.book.words
    labels = [point.label for point in block.series[0].points]
    _heads(page, [words.category, *(series.name or words.value for series in block.series)])
    page.row += 1
    cells = [_row(page, block, index, label) for index, label in enumerate(labels)]
    if all(cell.drawn for row in cells for cell in row):
        first = 2
    else:
        first = 2 + count
        _drawn(page, block, top, cells)
    sheet = quote_sheetname(page.name)

    def span(column: int) -> str:
        letter = get_column_letter(column)
        return f"{sheet}!${letter}${top + 1}:${letter}${top + len(labels)}"

    tracks = tuple(
        Track(
            name=series.name,
            name_at=f"{sheet}!${get_column_letter(2 + number)}${top}",
            values_at=span(first + number),
            marks=tuple(_mark(point) for point in series.points),
        )
        for number, series in enumerate(block.series)
    )
    made = build(Plot(block.kind, tuple(labels), span(1), tracks), page.book.theme)
    made.alt, made.alt_name = page.book.guard.text(block.alt, page.name), block.key
    right = first + count + 1
    page.widen(right - 1, 24)
    made.anchor = f"{get_column_letter(right)}{top}"
    made.width, made.height = _WIDTH / 96 * 2.54, _HEIGHT / 96 * 2.54
    page.sheet.add_chart(made)
    page.cover(right, _WIDTH)
    page.row = max(page.row, top + _HEIGHT // _ROW + 1)


def _heads(page: Page, heads: list[str]) -> None:
    for column, head in enumerate(heads, 1):
        style = Look("Report head right" if column > 1 else "Report head")
        found = [Run(page.book.guard.text(head, page.where(column)))]
        page.words(column, found, style)
        longest = max((page.measure([Run(word)], style) for word in head.split()), default=0)
        page.widen(column, max(min(page.measure(found, style), 150), longest) + 24)


def _row(page: Page, block: Chart, index: int, label: str) -> list[_Cell]:
    found = [Run(page.book.guard.text(label, page.where(1)))]
    page.words(1, found, Look("Report cell"))
    page.widen(1, min(_LABEL_WIDTH, page.measure(found, Look("Report cell")) + 14))
    cells = []
    for column, series in enumerate(block.series, 2):
        point = series.points[index]
        _, name = page.fact(column, point.shown, Look("Report value"))
        page.widen(column, page.measure([Run(point.shown.text)], Look("Report value")) + 24)
        kept = shown(point.shown.text, point.shown.claim.quantity.point)
        cells.append(_Cell(name, kept is not None and kept.number == point.value))
    page.row += 1
    return cells


def _drawn(page: Page, block: Chart, top: int, cells: list[list[_Cell]]) -> None:
    """Add the numbers drawn, in one unit, where the claims' own cells count otherwise."""
    head = page.book.words.drawn.format(unit=block.unit)
    for number, series in enumerate(block.series):
        column = 2 + len(block.series) + number
        text = page.book.guard.text(
            f"{series.name} ({head})" if len(block.series) > 1 else head, page.where(column, top)
        )
        page.words(column, [Run(text)], Look("Report head right"), row=top)
        page.widen(column, 90)
        for index, point in enumerate(series.points):
            look = Look("Report value", colour=page.book.theme.palette.secondary)
            cell = page.put(column, point.value, look, row=top + 1 + index)
            page.book.name_drawn(cell, point.shown, cells[index][number].name)


def _mark(point: Point) -> Mark:
    ref: FactRef = point.shown
    kept = shown(ref.text, point.value)
    code = kept.code if kept and kept.number == point.value else literal(ref.text)
    return Mark(point.value, code, forecast=ref.is_forecast, derived=ref.is_derived)
