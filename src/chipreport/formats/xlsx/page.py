"""One sheet while it is written: cells, lines of text, widths, heights, print set-up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from chipreport.doc.nodes import FactRef, Inlines
from chipreport.formats.xlsx import guard as limits
from chipreport.formats.xlsx.book import Book, Spot
from chipreport.formats.xlsx.guard import starts_like_formula
from chipreport.formats.xlsx.looks import Look
from chipreport.formats.xlsx.measure import (
    PIXELS_PER_POINT,
    Run,
    column_width,
    joined,
    lines,
    text_width,
)
from chipreport.formats.xlsx.number_format import shown
from chipreport.formats.xlsx.runs import plain_text, runs, target_of
from chipreport.formats.xlsx.serialise import Rich

TEXT_WIDTH = 640.0  # pixels: about 95 characters of body type
_DEFAULT_WIDTH = 64.0
_LEADING = 1.32
_DEFAULT_HEIGHT = 15.0
_PAPERS = {"A4": (9, 595, 842), "Letter": (1, 612, 792), "A3": (8, 842, 1191)}
"""Excel's number of a paper, and its sides in points."""
Content = str | Decimal | dt.date


class Page:
    """A sheet filled from the top; `row` is the next free one."""

    def __init__(self, book: Book, title: str) -> None:
        self.book = book
        self.name = book.guard.sheet(title)
        self.sheet = book.workbook.create_sheet(self.name)
        self.row = 1
        self.tinted = False
        self.break_next = False
        self.frozen = 0
        self.heads: list[tuple[int, int, int]] = []
        self._full = False
        self._widths: dict[int, float] = {}
        self._heights: dict[int, float] = {}
        self._spans: list[tuple[int, float]] = [(1, TEXT_WIDTH)]
        self._wrapped: list[tuple[int, int, list[Run], Look]] = []
        self._tinted_rows: set[int] = set()
        self._kept: list[tuple[int, int]] = []
        self._stems: dict[int, int] = {}

    def put(self, column: int, content: Content, look: Look, *, row: int = 0) -> Any:
        """Return the cell that now holds `content`; text that looks like a formula stays text."""
        row = row or self.row
        if row > limits.MAX_ROWS or column > limits.MAX_COLUMNS:
            hint = "split the table"
            if not self._full:  # once is enough
                says = "the sheet has no more rows or columns"
                self.book.guard.say("X106", says, self.name, hint)
            self._full = True
            row, column = 1, 1
        if self.break_next and row > 1:
            self.sheet.row_breaks.append(Break(id=row - 1))
        self.break_next = False
        cell = self.sheet.cell(row, column)
        quoted = isinstance(content, str) and starts_like_formula(content)
        cell._style = self.book.looks.style_array(self._tint(look, row, quoted=quoted))
        match content:
            case str():
                cell._value, cell.data_type = content or None, "s"
            case Decimal():
                whole = content == content.to_integral_value()
                cell._value, cell.data_type = int(content) if whole else float(content), "n"
            case _:
                cell._value, cell.data_type = content, "d"
        self.tall(self.book.looks.type(look).size * _LEADING, row)
        return cell

    def blank(self, column: int, look: Look, *, row: int = 0) -> None:
        """Give an empty cell its look."""
        row = row or self.row
        cell = self.sheet.cell(row, column)
        cell._style = self.book.looks.style_array(self._tint(look, row))

    def words(self, column: int, found: list[Run], look: Look, *, row: int = 0) -> Any:
        """Return the cell that now holds runs of text, its claims named and its link kept."""
        row = row or self.row
        kept = list(joined(found))
        if len(kept) == 1 and not kept[0].face.underline:
            face = kept[0].face
            look = Look(
                look.style,
                look.code,
                face.colour or look.colour,
                look.strong or face.strong,
                look.italic or face.emphasis,
                indent=look.indent,
                han=look.han or face.han,
            )
            content: str = kept[0].text
        elif kept:
            content = Rich((self._properties(run, look), run.text) for run in kept)
        else:
            content = ""
        cell = self.put(column, content, look, row=row)
        place, total = 0, len(content)
        for run in found:
            if run.ref is not None:
                self.book.name_words(cell, run.ref, place, total - place - len(run.text))
            place += len(run.text)
        if target := target_of(found):
            self.book.link(cell, target, self.where(column, row))
        if self.book.looks.wraps(look):
            self._wrapped.append((row, column, found, look))
        return cell

    def fact(self, column: int, ref: FactRef, look: Look, *, row: int = 0) -> tuple[Any, str]:
        """Return the cell that now holds a claim and nothing else, and the cell's name."""
        row = row or self.row
        palette = self.book.theme.palette
        text = self.book.guard.text(ref.text, self.where(column, row))
        found = shown(text, ref.claim.quantity.point)
        look = Look(
            look.style,
            found.code if found else "General",
            palette.forecast if ref.is_forecast else look.colour,
            look.strong or ref.strong,
            look.italic or ref.is_derived,
            indent=look.indent,
        )
        cell = self.put(column, found.number if found else text, look, row=row)
        return cell, self.book.name_value(cell, ref, found)

    def text(
        self,
        inlines: Inlines,
        style: str,
        *,
        column: int = 1,
        first: str = "",
        indent: int = 0,
        width: float = TEXT_WIDTH,
    ) -> None:
        """Write lines of text, a row each, which run over the empty cells to their right."""
        look = Look(style, indent=indent)
        found = runs(self.book, inlines, self.where(column))
        if first:
            found.insert(0, Run(first))
        if not any(run.text for run in found):
            return
        face = self.book.looks.type(look)
        for number, line in enumerate(lines(found, width - 9 * indent, face)):
            hang = Look(style, indent=indent + (2 if first and number else 0))
            self.words(column, line, hang)
            self.row += 1

    def where(self, column: int, row: int = 0) -> str:
        """Return how to name a cell to a person."""
        return f"{self.name}!{get_column_letter(column)}{row or self.row}"

    def gap(self, points: float = 8) -> None:
        """Leave a low row empty; nothing at the top of a sheet."""
        if self.row > 1:
            self._tint(Look("Report text"), self.row)
            self._heights[self.row] = points
            self.row += 1

    def anchor(self, name: str) -> None:
        """Let links to `name` lead to the next row."""
        self.book.anchors.setdefault(name, Spot(self.name, self.row))

    def widen(self, column: int, pixels: float) -> None:
        """Make `column` at least so wide."""
        self._widths[column] = max(self._widths.get(column, 0), pixels)

    def cover(self, column: int, pixels: float) -> None:
        """Let the printed area reach `pixels` past the left edge of `column`."""
        self._spans.append((column, pixels))

    def keep(self, first: int, last: int) -> None:
        """Keep rows on one page of paper, with the heading that stands right above them."""
        self._kept.append((self._stems.get(first - 1, first), last))

    def stem(self, first: int) -> None:
        """Remember that a heading fills the rows from `first` up to here."""
        self._stems[self.row] = first

    def tall(self, points: float, row: int = 0) -> None:
        """Make a row at least so tall."""
        row = row or self.row
        self._heights[row] = max(self._heights.get(row, 0), points + 2)

    def measure(self, found: Iterable[Run], look: Look) -> float:
        """Return the pixels that runs take in a cell of this look."""
        return text_width(plain_text(found), self.book.looks.type(look))

    def finish(self) -> None:
        """Set widths, heights, tints, frozen head and print set-up, once all cells are known."""
        sheet = self.sheet
        for row, column, found, look in self._wrapped:
            face = self.book.looks.type(look)
            room = self._widths.get(column, _DEFAULT_WIDTH) - 6
            text = plain_text(found)
            fits = "\n" not in text and text_width(text, face) <= room
            count = 1 if fits else len(lines(found, room, face))
            self.tall(face.size * _LEADING * count + 4, row)
        last = max(self._reach(column, pixels) for column, pixels in self._spans)
        for column in range(1, last + 1):
            pixels = self._widths.setdefault(column, _DEFAULT_WIDTH)
            sheet.column_dimensions[get_column_letter(column)].width = column_width(pixels)
        tint = Look("Report text", tinted=True)
        for row in sorted(self._tinted_rows):
            for column in range(1, last + 1):
                cell = sheet.cell(row, column)
                if not cell.has_style:
                    cell._style = self.book.looks.style_array(tint)
        for row, points in self._heights.items():
            sheet.row_dimensions[row].height = round(points * 4) / 4
        self._print(last)

    def _tint(self, look: Look, row: int, *, quoted: bool = False) -> Look:
        if self.tinted:
            self._tinted_rows.add(row)
        return Look(
            look.style,
            look.code,
            look.colour,
            look.strong,
            look.italic,
            quoted,
            self.tinted,
            look.indent,
            look.han,
        )

    def _properties(self, run: Run, look: Look) -> str:
        face = run.face
        return self.book.looks.run_properties(
            look,
            strong=face.strong,
            italic=face.emphasis,
            colour=face.colour,
            underline=face.underline,
            han=face.han,
        )

    def _reach(self, column: int, pixels: float) -> int:
        """Return the last column that `pixels` from the left edge of `column` touch."""
        while pixels > 0:
            pixels -= self._widths.get(column, _DEFAULT_WIDTH)
            column += 1
        return column - 1

    def _print(self, last: int) -> None:
        document, sheet, words = self.book.document, self.sheet, self.book.words
        columns = range(1, last + 1)
        wide = sum(self._widths.get(column, _DEFAULT_WIDTH) for column in columns)
        landscape = wide > 1.3 * TEXT_WIDTH
        number, *paper = _PAPERS.get(document.page, _PAPERS["A4"])
        paper = sorted(paper, reverse=landscape)
        margins = self.book.theme.margins
        sheet.sheet_view.showGridLines = False
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.paperSize = number
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        for side in ("top", "right", "bottom", "left"):
            setattr(sheet.page_margins, side, getattr(margins, side).pt / 72)
        sheet.print_area = f"A1:{get_column_letter(last)}{max(self.row - 1, 1)}"
        edition = f"{document.dataset_name} {document.dataset_version} · {document.edition}"
        places = (
            (sheet.oddHeader.left, document.running_title),
            (sheet.oddHeader.right, self.name),
            (sheet.oddFooter.left, edition),
        )
        for part, text in places:
            part.text = self.book.guard.text(text, self.name).replace("&", "&&")
            part.size, part.color = 8, self.book.theme.palette.secondary
        sheet.oddFooter.right.text = words.page
        sheet.oddFooter.right.size = 8
        sheet.oddFooter.right.color = self.book.theme.palette.secondary
        self._freeze()
        tall = (paper[1] - margins.top.pt - margins.bottom.pt) / self._scale(wide, paper[0])
        self._break(tall)

    def _scale(self, wide: float, paper: float) -> float:
        """Return by how much the sheet shrinks to the width of the paper."""
        margins = self.book.theme.margins
        room = paper - margins.left.pt - margins.right.pt
        return min(1.0, room * PIXELS_PER_POINT / wide)

    def _break(self, tall: float) -> None:
        """Break pages before what would otherwise be cut in two."""
        breaks = {item.id for item in self.sheet.row_breaks.brk}
        starts = dict(self._kept)
        used = 0.0
        for row in range(1, self.row):
            height = self._heights.get(row, _DEFAULT_HEIGHT)
            needed = height
            if row in starts:
                kept = range(row, starts[row] + 1)
                needed = sum(self._heights.get(inner, _DEFAULT_HEIGHT) for inner in kept)
            if row - 1 in breaks:
                used = 0.0
            elif used + needed > tall and used:
                if row in starts:
                    self.sheet.row_breaks.append(Break(id=row - 1))
                used = 0.0
            used += height

    def _freeze(self) -> None:
        long = [head for head in self.heads if head[1] > 20]
        if len(long) == 1:
            self.sheet.print_title_rows = f"{long[0][0]}:{long[0][0]}"
        if len(long) == 1 and long[0][0] <= 12:
            head, _, columns = long[0]
            stays = columns > 6 and self._widths.get(1, _DEFAULT_WIDTH) < 260
            self.sheet.freeze_panes = f"{'B' if stays else 'A'}{head + 1}"
        elif self.frozen:
            self.sheet.freeze_panes = f"A{self.frozen + 1}"
