"""A table of any size to a workbook: rows go to the file as they come, none is kept."""

from __future__ import annotations

import datetime as dt
import zipfile
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import SheetDimension
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import TableColumn, TableStyleInfo
from openpyxl.xml.functions import Element, SubElement

from chipreport.errors import Problem, RenderError
from chipreport.formats.xlsx import guard as limits
from chipreport.formats.xlsx.book import CLAIMS_NAMESPACE
from chipreport.formats.xlsx.cells import DATE_CODE, MOMENT_CODE, TIME_CODE, Cells, Styles
from chipreport.formats.xlsx.guard import Guard
from chipreport.formats.xlsx.looks import TABLE_STYLE, Look, Looks
from chipreport.formats.xlsx.measure import column_width, text_width
from chipreport.formats.xlsx.package import StablePackage
from chipreport.formats.xlsx.serialise import (
    XML_HEAD,
    AltTable,
    ReportWriter,
    SharedStrings,
    SheetWriter,
)
from chipreport.records import Faults, NanRule, Records, RefusedError
from chipreport.theme import Theme

_UNREADABLE = frozenset("[]#'@\n\r\t")  # Excel's own signs in references to columns
_NARROWEST, _WIDEST = 60.0, 420.0  # pixels
_READABLE = 2_000.0  # pixels that a page's width can hold in letters of some 5 points
_A4 = 9
_FEW = 5_000  # rows up to which long texts wrap and empty cells get their line too
_BUTTON = 22  # pixels of the filter's button
_SHARED = 65_536
_PART = (1 << 31) - (1 << 20)  # past 2 GiB a part needs ZIP64, which readers refuse
_BATCH = 1 << 18
_NO_EDITION = "1980-01-01"  # where a zip's calendar begins


def write_frame(table: Records, theme: Theme, out: BinaryIO, *, nan: NanRule = "error") -> int:
    """Write `table` as a workbook of one ListObject and return how many rows it has.

    Exactness:
        A double gives the same double back. A whole number or Decimal of more than 15 digits is
        text, as Excel would drop digits; so is a day before March 1900. Text is text, whatever it
        begins with.

    Errors:
        RenderError with up to 50 problems, each naming its cell: E105 to E108 for values, E110
        too many rows, E111 too many columns, E112 a name that no column of Excel has, E113 a
        sheet past 2 GiB, X101 a character that no workbook holds, X102 a text too long.
    """
    guard = Guard()
    _check(table)
    workbook = Workbook()
    looks = Looks(workbook, theme, "en")
    sheet = workbook.worksheets[0]
    sheet.title = guard.sheet(table.name)
    rows = _Rows(table, workbook, looks, sheet.title, nan)
    _set_up(sheet, table, rows, looks)
    sheet.add_table(_list_object(table, guard))
    _tell(workbook, table, guard)
    if guard.problems:
        raise RenderError(*guard.problems)
    with StablePackage(out, "w", zipfile.ZIP_DEFLATED) as parts:
        _FrameWriter(workbook, parts, rows).write_data()
    return rows.count


class _Rows:
    """The rows of the sheet on their way to XML."""

    def __init__(
        self, table: Records, workbook: Workbook, looks: Looks, sheet: str, nan: NanRule
    ) -> None:
        def style(look: Look) -> int:
            number: int = workbook._cell_styles.add(looks.style_array(look))
            return number

        self.table, self._sheet, self._nan = table, sheet, nan
        self.letters = [get_column_letter(n) for n in range(1, len(table.columns) + 1)]
        self.numeric = [
            _is_numeric([row[n] for row in table.sample]) for n in range(len(table.columns))
        ]
        self.count = 0
        few = table.count is not None and table.count <= _FEW
        self._empty = f'" s="{style(Look("Report cell"))}"/>' if few else ""
        self._heads = (style(Look("Report head")), style(Look("Report head right")))
        self._styles = Styles(
            text=style(Look("Report cell", flat=not few)),
            quoted=style(Look("Report cell", flat=not few, quoted=True)),
            number=style(Look("Report value")),
            date=style(Look("Report value", DATE_CODE)),
            moment=style(Look("Report value", MOMENT_CODE)),
            time=style(Look("Report value", TIME_CODE)),
        )

    @property
    def last(self) -> int:
        """The last row of the table, which has a row even where there is nothing to say."""
        return max(self.count, 1) + 1

    def area(self) -> str:
        """Return the cells of the table with its head."""
        return f"A1:{self.letters[-1]}{self.last}"

    def write(self, out: Any, strings: SharedStrings) -> None:
        """Write head and rows."""
        faults, cells = Faults(), Cells(self._styles, strings, self._nan)
        size = out.write(self._head(strings).encode("utf-8"))
        batch: list[str] = []
        held, number = 0, 1
        try:
            for values in self.table.rows:
                number += 1
                if number > limits.MAX_ROWS:
                    faults.add(_too_many_rows("more"), f"{self._sheet}!A{number}")
                    break
                text = self._row(values, number, cells, faults)
                batch.append(text)
                held += len(text)
                if held > _BATCH:
                    size += out.write("".join(batch).encode("utf-8"))
                    batch, held = [], 0
                    if size > _PART:
                        hint = "export fewer rows or columns, or as parquet or csv"
                        says = "the sheet passes 2 GiB, more than readers open"
                        faults.add(Problem("E113", says, hint=hint), f"{self._sheet}!A{number}")
                        break
        except RefusedError as error:
            faults.add(error.problem, f"{self._sheet}!A{number + 1}")
        faults.check()
        out.write("".join(batch).encode("utf-8"))
        self.count = number - 1

    def _head(self, strings: SharedStrings) -> str:
        parts = ['<row r="1">']
        for letter, name, right in zip(self.letters, self.table.columns, self.numeric, strict=True):
            kind, content = strings.cell(name)
            parts.append(f'<c r="{letter}1" s="{self._heads[right]}" t="{kind}">{content}</c>')
        return "".join((*parts, "</row>"))

    def _row(self, values: Any, number: int, cells: Cells, faults: Faults) -> str:
        forms, other = cells.forms, cells.other
        parts = [f'<row r="{number}">']
        for letter, value in zip(self.letters, values, strict=True):
            try:
                tail = "" if value is None else forms.get(type(value), other)(value)
            except RefusedError as error:
                name = self.table.columns[self.letters.index(letter)]
                faults.add(error.problem, f"{self._sheet}!{letter}{number} ({name})")
                continue
            if tail := tail or self._empty:
                parts.append(f'<c r="{letter}{number}{tail}')
        parts.append("</row>")
        return "".join(parts)


class _FrameSheetWriter(SheetWriter):
    """Writes rows that the sheet itself does not hold."""

    source: _Rows

    def write_dimensions(self) -> None:
        """Write the used range where it is known; a wrong one makes readers drop rows."""
        count = self.source.table.count
        if count is not None:
            reference = f"A1:{self.source.letters[-1]}{max(count, 1) + 1}"
            self.xf.send(SheetDimension(reference).to_tree())

    def write_rows(self) -> None:
        """Write all rows; then the ListObject learns its range."""
        out = self.xf.send(True)
        out.write(b"<sheetData>")
        self.source.write(out, self.strings)
        out.write(b"</sheetData>")
        self.xf.send(None)
        for made in self.ws.tables.values():
            made.ref = self.source.area()
            made.autoFilter = AutoFilter(ref=made.ref)

    def write_drawings(self) -> None:
        """Write that years as text are no mistake."""
        ignored = Element("ignoredErrors")
        used = {"sqref": self.source.area(), "numberStoredAsText": "1"}
        SubElement(ignored, "ignoredError", used)
        self.xf.send(ignored)


class _FrameWriter(ReportWriter):
    """Writes the package of a table."""

    def __init__(self, workbook: Workbook, package: StablePackage, rows: _Rows) -> None:
        super().__init__(workbook, package, f'{XML_HEAD}<claims xmlns="{CLAIMS_NAMESPACE}"/>')
        self._strings = SharedStrings(_SHARED)
        self._rows = rows

    def sheet_writer(self, ws: Any, out: Any) -> SheetWriter:
        """Return the writer of the sheet."""
        writer = _FrameSheetWriter(ws, out)
        writer.source = self._rows
        return writer


def _check(table: Records) -> None:
    problems = []
    if len(table.columns) > limits.MAX_COLUMNS:
        says = f"the table has {len(table.columns)} columns"
        hint = f"a sheet holds {limits.MAX_COLUMNS}: choose some, or export as parquet or csv"
        problems.append(Problem("E111", says, table.name, hint))
    if table.count is not None and table.count >= limits.MAX_ROWS:
        found = _too_many_rows(f"{table.count:,}")
        problems.append(Problem(found.code, found.says, table.name, found.hint))
    for column in table.columns:
        if _UNREADABLE & set(column) or column != column.strip() or limits.units(column) > 255:
            says = f"{column[:60]!r} cannot name a column of a table in Excel"
            hint = "no [ ] # ' @, no line break, no blank at an end, at most 255 characters"
            problems.append(Problem("E112", says, table.name, hint))
        else:
            guard = Guard()
            guard.text(column, table.name)
            problems += guard.problems
    if problems:
        raise RenderError(*problems)


def _too_many_rows(count: str) -> Problem:
    most = limits.MAX_ROWS - 1
    says = f"the table has {count} rows" if count != "more" else f"the table has over {most:,} rows"
    return Problem("E110", says, hint=f"a sheet holds {most:,} and a head: split the table")


def _is_numeric(values: list[object]) -> bool:
    found = [value for value in values if value is not None]
    return bool(found) and not any(isinstance(value, str | bool) for value in found)


def _set_up(sheet: Any, table: Records, rows: _Rows, looks: Looks) -> None:
    """Set widths by the first rows, freeze the head, and fit the print to the page's width."""
    head, body = looks.type(Look("Report head")), looks.type(Look("Report cell"))
    whole = 0.0
    for number, (letter, name) in enumerate(zip(rows.letters, table.columns, strict=True)):
        widest = max((text_width(_seen(row[number]), body) for row in table.sample), default=0.0)
        pixels = min(max(widest + 24, _NARROWEST), _WIDEST)
        longest = max(text_width(word, head) for word in name.split())
        pixels = max(pixels, longest + 16 + _BUTTON)
        sheet.column_dimensions[letter].width = column_width(pixels)
        whole += pixels
    sheet.freeze_panes = "A2"
    sheet.sheet_view.showGridLines = False
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    if whole < _READABLE:  # a wider table goes over several pages, the first column on each
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    else:
        sheet.print_title_cols = "A:A"
    sheet.oddFooter.right.text = "&P / &N"


def _seen(value: object) -> str:
    if isinstance(value, dt.datetime):
        return "0000-00-00 00:00:00"
    return "" if value is None else str(value)[:120].partition("\n")[0]


def _list_object(table: Records, guard: Guard) -> AltTable:
    name = guard.name(f"table_{table.name}")
    made = AltTable(id=1, displayName=name, name=name, ref="A1:A2")
    made.alt_title = guard.text(table.name, name)[:255]
    made.headerRowCount, made.totalsRowShown = 1, False
    made.tableStyleInfo = TableStyleInfo(name=TABLE_STYLE, showRowStripes=False)
    for number, column in enumerate(table.columns, 1):
        made.tableColumns.append(TableColumn(id=number, name=column))
    return made


def _tell(workbook: Workbook, table: Records, guard: Guard) -> None:
    """Set the properties; their time is the edition's, so that equal rows give equal bytes."""
    properties = workbook.properties
    properties.title = guard.text(table.name, "properties")
    properties.creator = "chipreport"
    day = dt.date.fromisoformat(table.told.get("edition", _NO_EDITION))
    properties.created = properties.modified = dt.datetime.combine(day, dt.time())
    for name, value in table.told.items():
        kept = StringProperty(name=f"chipreport {name}", value=guard.text(value, "properties"))
        workbook.custom_doc_props.append(kept)
