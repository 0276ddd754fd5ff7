"""Tables: ListObjects with typed cells where Excel allows one, plain styled ranges elsewhere."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import TableColumn, TableStyleInfo

from chipreport.doc.nodes import (
    ColumnKind,
    FactRef,
    Inlines,
    LineBreak,
    NoteRef,
    RowRole,
    Table,
    TableRole,
    Value,
)
from chipreport.doc.walk import plain
from chipreport.formats.xlsx.looks import TABLE_STYLE, Look
from chipreport.formats.xlsx.measure import Run
from chipreport.formats.xlsx.number_format import shown
from chipreport.formats.xlsx.page import TEXT_WIDTH, Page
from chipreport.formats.xlsx.runs import note, plain_text, runs
from chipreport.formats.xlsx.serialise import AltTable

_KEPT = 30  # rows of a table that is not cut by a page
_WIDEST = 300.0
_NARROWEST = 56.0
_BUTTON = 20.0  # pixels of a filter button
_UNREADABLE = frozenset("[]#'@")  # openpyxl's Tokenizer and Excel's repair stumble on them in heads
_MONTHS = (  # English whatever the locale
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def table(page: Page, block: Table) -> None:
    """Write a table under its title and over its note."""
    page.gap(6)
    start = page.row
    page.anchor(block.key)
    page.text(block.title, "Report heading 3")
    page.text(block.subtitle, "Report note")
    if block.role is TableRole.TIMELINE:
        _timeline(page, block)
    else:
        _data(page, block)
    page.text(block.note, "Report note")
    if page.row - start <= _KEPT:
        page.keep(start, page.row - 1)
    page.gap()


def _timeline(page: Page, block: Table) -> None:
    """Write a date in bold and what happened beside it, over as many rows as the words take."""
    for row in block.rows:
        date, *rest = row.cells
        page.words(1, runs(page.book, date, page.where(1)), Look("Report date", strong=True))
        found = runs(page.book, date, page.where(1))
        page.widen(1, page.measure(found, Look("Report head")) + 16)
        start = page.row
        for column, cell in enumerate(rest, 2):
            page.row = start
            page.text(cell, "Report text", column=column, width=TEXT_WIDTH - 60)
        page.row = max(page.row, start + 1)


def _data(page: Page, block: Table) -> None:
    heads = [plain(column.heading).strip() for column in block.columns]
    listed = _can_be_listed(block, heads)
    widths = [_head(page, block, column, listed) for column in range(len(block.columns))]
    top = page.row
    page.row += 1
    for row in block.rows:
        if row.role is RowRole.GROUP:
            found = runs(page.book, row.cells[0] if row.cells else (), page.where(1))
            page.words(1, found, Look("Report group"))
            for column in range(2, len(block.columns) + 1):
                page.blank(column, Look("Report group"))
        else:
            for column, cell in enumerate(row.cells, 1):
                kind = block.columns[column - 1].kind
                wide = _cell(page, column, cell, kind, total=row.role is RowRole.TOTAL)
                widths[column - 1] = max(widths[column - 1], wide)
        page.row += 1
    _widen(page, block, widths)
    body = page.row - 1 - top - sum(row.role is RowRole.TOTAL for row in block.rows)
    page.heads.append((top, body, len(heads)))
    if listed:
        _list(page, block, heads, top, body)


def _head(page: Page, block: Table, index: int, listed: bool) -> float:
    """Write a head and return the width that its longest word needs."""
    column = block.columns[index]
    style = "Report head right" if column.kind is ColumnKind.NUMBER else "Report head"
    marks = [inline for inline in column.heading if isinstance(inline, NoteRef)]
    rest = tuple(inline for inline in column.heading if not isinstance(inline, NoteRef))
    where = page.where(index + 1)
    found = runs(page.book, rest, where)
    if listed:  # the cell must say letter for letter what the table's column is called
        found = _trimmed(found)
    cell = page.words(index + 1, found, Look(style))
    if len(marks) == 1 and not any(run.target for run in found):
        page.book.link(cell, note(marks[0].number), where)
    words = plain_text(found).split() or [""]
    longest = max(page.measure([Run(word)], Look(style)) for word in words)
    whole = page.measure(found, Look(style))
    return min(whole, max(longest, 90)) + 22 + (_BUTTON if listed else 0)


def _trimmed(found: list[Run]) -> list[Run]:
    kept = list(found)
    if kept and kept[0].ref is None:
        kept[0] = Run(kept[0].text.lstrip(), kept[0].face, None, kept[0].target)
    if kept and kept[-1].ref is None:
        kept[-1] = Run(kept[-1].text.rstrip(), kept[-1].face, None, kept[-1].target)
    return kept


def _cell(page: Page, column: int, cell: Inlines, kind: ColumnKind, *, total: bool) -> float:
    """Write one cell by what it holds and return the width that it needs."""
    content = [inline for inline in cell if not isinstance(inline, NoteRef)]
    marks = [inline for inline in cell if isinstance(inline, NoteRef)]
    value = Look("Report total value" if total else "Report value")
    where = page.where(column)
    match content:
        case [FactRef() as ref]:
            written, _ = page.fact(column, ref, value)
            if marks:  # the cell stays a number and leads to the note itself
                page.book.link(written, note(marks[0].number), where)
            return page.measure([Run(ref.text)], Look(value.style, strong=ref.strong)) + 24
        case [Value() as typed]:
            return _value(page, column, typed, value)
    right = kind is ColumnKind.NUMBER and len(cell) > 0
    style = value.style if right else ("Report total" if total else "Report cell")
    found = runs(page.book, cell, where)
    page.words(column, found, Look(style))
    return page.measure(found, Look(style)) + (24 if right else 14)


def _value(page: Page, column: int, typed: Value, look: Look) -> float:
    """Write a number or a date that is no claim, in the words that its text has."""
    text = page.book.guard.text(typed.text, page.where(column))
    match typed.value:
        case Decimal():
            found = shown(text, typed.value)
            if found and not found.scale:
                page.put(column, found.number, Look(look.style, found.code))
            else:
                page.words(column, [Run(text)], look)
        case dt.date():
            code = date_code(typed.value, text)
            if code and typed.value >= dt.date(1900, 3, 1):  # no serial is sound before that day
                page.put(column, typed.value, Look(look.style, code))
            else:
                page.words(column, [Run(text)], look)
    return page.measure([Run(text)], look) + 24


def date_code(date: dt.date, text: str) -> str:
    """Return the format code that shows `date` as `text`, "" where there is none.

    Example:
        >>> date_code(dt.date(2031, 1, 9), "9 January 2031")
        '[$-409]d mmmm yyyy'
        >>> date_code(dt.date(2031, 1, 9), "last winter")
        ''
    """
    month = _MONTHS[date.month - 1]
    known = {
        date.isoformat(): "yyyy\\-mm\\-dd",
        f"{date.day} {month} {date.year}": "[$-409]d mmmm yyyy",
        f"{date.day} {month[:3]} {date.year}": "[$-409]d mmm yyyy",
        f"{month} {date.day}, {date.year}": "[$-409]mmmm d\\, yyyy",
        f"{month} {date.year}": "[$-409]mmmm yyyy",
        f"{date.year}年{date.month}月{date.day}日": 'yyyy"年"m"月"d"日"',
        f"{date.year}年{date.month}月": 'yyyy"年"m"月"',
    }
    return known.get(text, "")


def _can_be_listed(block: Table, heads: list[str]) -> bool:
    """Whether Excel takes the rows as one ListObject."""
    roles = [row.role for row in block.rows]
    plain_heads = all(head and not _UNREADABLE & set(head) and "\n" not in head for head in heads)
    breaks = any(isinstance(i, LineBreak) for column in block.columns for i in column.heading)
    return (
        plain_heads
        and not breaks
        and len({head.casefold() for head in heads}) == len(heads)
        and RowRole.BODY in roles
        and RowRole.GROUP not in roles
        and RowRole.TOTAL not in roles[:-1]
        and all(len(row.cells) == len(heads) for row in block.rows)
    )


def _list(page: Page, block: Table, heads: list[str], top: int, body: int) -> None:
    """Make the rows a ListObject; a total row stands below it, as it is no formula."""
    book = page.book
    book.tables += 1
    name = book.guard.name(f"table_{block.key}")
    reference = f"A{top}:{get_column_letter(len(heads))}{top + body}"
    made = AltTable(id=book.tables, displayName=name, name=name, ref=reference)
    made.alt_title = book.guard.text(plain(block.title), name)[:255]
    made.alt = book.guard.text(block.summary, name)
    made.headerRowCount, made.totalsRowShown = 1, False
    made.autoFilter = AutoFilter(ref=reference)
    made.tableStyleInfo = TableStyleInfo(name=TABLE_STYLE, showRowStripes=False)
    for number, head in enumerate(heads, 1):
        text = book.guard.text(head, name)
        made.tableColumns.append(TableColumn(id=number, name=text))
    page.sheet.add_table(made)


def _widen(page: Page, block: Table, widths: list[float]) -> None:
    shares = [column.width for column in block.columns]
    for index, (column, natural) in enumerate(zip(block.columns, widths, strict=True)):
        most = _WIDEST
        if all(shares):
            most = max(most, TEXT_WIDTH * shares[index] / sum(shares))
        if column.kind is ColumnKind.NUMBER:
            most = max(most, natural)
        page.widen(index + 1, min(most, max(natural, _NARROWEST)))
    page.cover(len(widths), 1)
