"""A table of the dataset as a workbook to edit, and the cells of it read back with their places."""

from __future__ import annotations

import datetime as dt
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from openpyxl import Workbook, load_workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import TableColumn, TableStyleInfo

from chipreport.errors import DatasetError, Problem, RenderError
from chipreport.formats.xlsx.book import CLAIMS_NAMESPACE
from chipreport.formats.xlsx.cells import DATE_CODE
from chipreport.formats.xlsx.guard import MAX_ROWS, Guard, starts_like_formula
from chipreport.formats.xlsx.looks import TABLE_STYLE, Look, Looks
from chipreport.formats.xlsx.measure import column_width, text_width
from chipreport.formats.xlsx.package import StablePackage
from chipreport.formats.xlsx.serialise import XML_HEAD, AltTable, ReportWriter
from chipreport.theme import Theme

CODES = "codes"
SPARE = 200  # empty rows below the table, ready for new entries
_TEXT_CODE = "@"  # what is typed stays text: 2025-03 does not turn into a day
Value = None | bool | int | float | str | dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column to edit: `kind` is text, number or date; `choices` fill its drop-down."""

    name: str
    kind: str = "text"
    told: str = ""
    key: bool = False
    choices: Sequence[str | int] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """A cell as it was found: `fault` is "formula" or "error" where it holds no plain value."""

    value: object
    place: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of a table as read, each with its row in the sheet, and the file's properties."""

    sheet: str
    rows: Sequence[tuple[int, Mapping[str, Read]]]
    letters: Mapping[str, str]
    told: Mapping[str, str] = field(default_factory=dict)


def write_editable(
    name: str,
    fields: Sequence[Field],
    rows: Sequence[Sequence[Value]],
    told: Mapping[str, str],
    theme: Theme,
    out: BinaryIO,
) -> None:
    """Write a table to edit: keys locked, lists to choose from, text that stays text.

    Errors:
        RenderError: X101, X102 a text that no cell holds, with its place.
    """
    guard = Guard()
    workbook = Workbook()
    looks = Looks(workbook, theme, "en")
    sheet = workbook.worksheets[0]
    sheet.title = guard.sheet(name)
    for number, each in enumerate(fields, 1):
        _column(sheet, number, each, [row[number - 1] for row in rows], looks, guard)
    _lists(workbook, sheet, fields, len(rows))
    reference = f"A1:{get_column_letter(len(fields))}{max(len(rows), 1) + 1}"
    made = AltTable(id=1, displayName=f"table_{name}", name=f"table_{name}", ref=reference)
    made.headerRowCount, made.totalsRowShown = 1, False
    made.autoFilter = AutoFilter(ref=reference)
    made.tableStyleInfo = TableStyleInfo(name=TABLE_STYLE, showRowStripes=False)
    made.tableColumns.extend(TableColumn(id=n, name=f.name) for n, f in enumerate(fields, 1))
    sheet.add_table(made)
    sheet.freeze_panes = "B2"
    sheet.protection.sheet = True  # without a password: it keeps keys from slips, not from people
    for allowed in ("formatCells", "formatColumns", "formatRows", "deleteRows", "sort"):
        setattr(sheet.protection, allowed, False)
    sheet.protection.autoFilter = False
    workbook.properties.title = name
    workbook.properties.creator = "chipreport"
    moment = dt.datetime.combine(dt.date(1980, 1, 1), dt.time())
    workbook.properties.created = workbook.properties.modified = moment
    for key, value in told.items():
        workbook.custom_doc_props.append(StringProperty(name=f"chipreport {key}", value=value))
    if guard.problems:
        raise RenderError(*guard.problems)
    with StablePackage(out, "w", zipfile.ZIP_DEFLATED) as parts:
        claims = f'{XML_HEAD}<claims xmlns="{CLAIMS_NAMESPACE}"/>'
        ReportWriter(workbook, parts, claims).write_data()


def _column(
    sheet: Any, number: int, each: Field, values: Sequence[Value], looks: Looks, guard: Guard
) -> None:
    letter = get_column_letter(number)
    right = each.kind == "number"
    head = sheet.cell(1, number)
    head._style = looks.style_array(Look("Report head right" if right else "Report head"))
    head._value, head.data_type = each.name, "s"
    body = looks.type(Look("Report cell"))
    widest = text_width(each.name, looks.type(Look("Report head"))) + 38
    spare: list[Value] = [None] * SPARE
    for row, value in enumerate([*values, *spare], 2):
        cell = sheet.cell(row, number)
        look = {
            "number": Look("Report value"),
            "date": Look("Report value", DATE_CODE),
        }.get(each.kind, Look("Report cell", _TEXT_CODE, flat=True))
        if isinstance(value, str):
            value = guard.text(value, f"{sheet.title}!{letter}{row}")
            if starts_like_formula(value):
                look = Look("Report cell", _TEXT_CODE, flat=True, quoted=True)
        cell._style = looks.style_array(look)
        cell.protection = Protection(locked=each.key and value is not None)
        cell._value = value
        cell.data_type = "s" if isinstance(value, str) else "d" if _is_day(value) else "n"
        if value is not None:
            widest = max(widest, text_width(str(value)[:120], body) + 24)
    sheet.column_dimensions[letter].width = column_width(min(widest, 300))


def _is_day(value: object) -> bool:
    return isinstance(value, dt.date)


def _lists(workbook: Workbook, sheet: Any, fields: Sequence[Field], rows: int) -> None:
    """Put the choices on a hidden sheet, as a list in a validation holds only 255 characters."""
    codes = workbook.create_sheet(CODES)
    codes.sheet_state = "hidden"
    place = 0
    for number, each in enumerate(fields, 1):
        letter = get_column_letter(number)
        area = f"{letter}2:{letter}{rows + SPARE + 1}"
        if each.choices:
            place += 1
            for row, choice in enumerate((each.name, *each.choices), 1):
                codes.cell(row, place, choice)
            where = get_column_letter(place)
            listed = f"{CODES}!${where}$2:${where}${len(each.choices) + 1}"
            rule = DataValidation("list", formula1=listed, allow_blank=True, showErrorMessage=True)
            rule.errorTitle, rule.error = each.name[:32], "Choose one of the list."
        elif each.told:
            rule = DataValidation(allow_blank=True)
        else:
            continue
        if each.told:
            rule.showInputMessage = True
            rule.promptTitle, rule.prompt = each.name[:32], each.told[:255]
        rule.add(area)
        sheet.add_data_validation(rule)


def read_editable(file: BinaryIO, name: str, columns: Sequence[str]) -> Found:
    """Return the rows of the table `name`: found by its name, else by its heads.

    Errors:
        DatasetError: E201 this is no workbook, E202 the table is not in it, E203 a column is
        missing or stands there twice.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it says what it does not keep; nothing is saved
            book = load_workbook(file)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, TypeError, IndexError):
        problem = Problem("E201", "this is not a workbook that can be read", hint="save as .xlsx")
        raise DatasetError(problem) from None
    sheet, top, first, last = _find(book, name, columns)
    letters: dict[str, str] = {}
    problems = []
    for number in range(first, last + 1):
        head, letter = sheet.cell(top, number).value, get_column_letter(number)
        if head in letters:
            where = f"{sheet.title}!{letter}{top}"
            problems.append(Problem("E203", f"the column {head!r} stands here twice", where))
        if head in columns:
            letters[head] = letter
        elif head is not None:
            where = f"{sheet.title}!{letter}{top}"
            hint = "take the column out; notes to yourself go on another sheet"
            problems.append(Problem("E203", f"the table has no column {head!r}", where, hint))
    for missing in (column for column in columns if column not in letters):
        hint = "export the table again"
        problems.append(Problem("E203", f"the column {missing!r} is missing", sheet.title, hint))
    if problems:
        raise DatasetError(*problems)
    rows = []
    for number in range(top + 1, min(sheet.max_row, MAX_ROWS) + 1):
        cells = {head: _read(sheet, f"{letter}{number}") for head, letter in letters.items()}
        if any(cell.value not in (None, "") or cell.fault for cell in cells.values()):
            rows.append((number, cells))
    told = {each.name: str(each.value) for each in book.custom_doc_props.props}
    return Found(sheet.title, rows, letters, told)


def _read(sheet: Any, address: str) -> Read:
    cell = sheet[address]
    fault = {"f": "formula", "e": "error"}.get(cell.data_type, "")
    value = cell.value
    if isinstance(value, str) and not fault:
        value = value.strip()
    return Read(value, f"{sheet.title}!{address}", fault)


def _find(book: Any, name: str, columns: Sequence[str]) -> tuple[Any, int, int, int]:
    for sheet in book.worksheets:
        if made := sheet.tables.get(f"table_{name}"):
            first, top, last, _ = range_boundaries(made.ref)
            return sheet, top, first, last
    for sheet in book.worksheets:
        for row in sheet.iter_rows(1, min(40, sheet.max_row)):
            here = [cell.column for cell in row if cell.value in columns]
            if len(here) >= max(2, len(columns) // 2):
                return sheet, row[0].row, min(here), max(here)
    hint = "start from what `chipreport data export` writes"
    raise DatasetError(Problem("E202", f"there is no table of {name} in this workbook", hint=hint))
