"""Excel: typed rows and columns, beside openpyxl, XlsxWriter, pandas.to_excel and a Rust writer."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import BytesIO
from typing import Any

from measure import ROOT, Contender, Maker, Workload, run

ROWS = 10_000
REPORTED = 2_000
"""Rows of a table within a report, which has a style, a width and a look for every cell."""
COLUMNS = 12
KINDS = ("text", "date", "whole", "decimal")
HEADS = tuple(f"{KINDS[n % 4]} {n + 1}" for n in range(COLUMNS))
FIRST = dt.date(2020, 1, 1)


def _rows(at: int, count: int = ROWS) -> list[list[Any]]:
    """Return rows of text, dates, whole and decimal numbers, invented by a formula."""
    from invented import MEASURES, number

    rows: list[list[Any]] = []
    for n in range(count):
        mixed = number(at, n)
        row: list[Any] = []
        for column in range(0, COLUMNS, 4):
            row += [
                f"{MEASURES[(mixed + column) % 6]}, hall {mixed % 400}",
                FIRST + dt.timedelta(days=(mixed + column) % 4000),
                mixed + column,
                (mixed * 7 + column) / 100,
            ]
        rows.append(row)
    return rows


def _ours() -> Maker:
    import invented
    from chipreport.doc.nodes import Column, ColumnKind, Layout, Row, Table, Value
    from chipreport.formats.xlsx import FORMAT
    from chipreport.theme import load
    from chipreport.world import DiskWorld

    theme = load(DiskWorld(ROOT))
    kinds = (ColumnKind.TEXT, ColumnKind.PERIOD, ColumnKind.NUMBER, ColumnKind.NUMBER)
    columns = tuple(Column(invented.words(head), kinds[n % 4], 1) for n, head in enumerate(HEADS))

    def make(at: int) -> bytes:
        rows = tuple(
            Row(
                tuple(
                    invented.words(cell)
                    if isinstance(cell, str)
                    else (Value(cell, cell.isoformat()),)
                    if isinstance(cell, dt.date)
                    else (Value(Decimal(str(cell)), f"{cell:,}"),)
                    for cell in row
                )
            )
            for row in _rows(at, REPORTED)
        )
        table = Table("all", columns, rows, title=invented.words("All"), summary="All rows.")
        out = BytesIO()
        document = invented.document(f"rows-{at}", "All rows", Layout.WORKBOOK, (table,))
        FORMAT.write(document, theme, out)
        return out.getvalue()

    return make


def _export() -> Maker:
    import os
    import tempfile
    from pathlib import Path

    from chipreport.tabular import export

    handle, name = tempfile.mkstemp(suffix=".xlsx")
    os.close(handle)

    def make(at: int) -> bytes:
        export((dict(zip(HEADS, row, strict=True)) for row in _rows(at)), name)
        return Path(name).read_bytes()

    return make


def _openpyxl(*, write_only: bool) -> Maker:
    import openpyxl

    def make(at: int) -> bytes:
        book = openpyxl.Workbook(write_only=write_only)
        page = book.create_sheet("All")
        page.append(HEADS)
        for row in _rows(at):
            page.append(row)
        out = BytesIO()
        book.save(out)
        return out.getvalue()

    return make


def _xlsxwriter(*, constant_memory: bool) -> Maker:
    import xlsxwriter

    def make(at: int) -> bytes:
        out = BytesIO()
        options = {"constant_memory": constant_memory, "default_date_format": "yyyy-mm-dd"}
        book = xlsxwriter.Workbook(out, options)
        page = book.add_worksheet("All")
        page.write_row(0, 0, HEADS)
        for n, row in enumerate(_rows(at), start=1):
            page.write_row(n, 0, row)
        book.close()
        return out.getvalue()

    return make


def _pandas(count: int = ROWS) -> Maker:
    import pandas as pd

    def make(at: int) -> bytes:
        out = BytesIO()
        pd.DataFrame(_rows(at, count), columns=HEADS).to_excel(out, index=False, engine="openpyxl")
        return out.getvalue()

    return make


def _rust() -> Maker:
    from rustpy_xlsxwriter import write_worksheet

    def make(at: int) -> bytes:
        out = BytesIO()
        records = (dict(zip(HEADS, row, strict=True)) for row in _rows(at))
        write_worksheet(records, out)
        return out.getvalue()

    return make


def _only_rows() -> Maker:
    def make(at: int) -> bytes:
        return bytes(len(_rows(at)))

    return make


WORKLOADS = {
    "rows": Workload(
        f"{ROWS:,} rows of {COLUMNS} typed columns as Excel, the making of the rows included",
        1,
        [
            Contender("chipreport export, streamed", _export, ("chipreport.tabular",)),
            Contender("pandas.to_excel", _pandas),
            Contender("openpyxl", lambda: _openpyxl(write_only=False)),
            Contender("openpyxl write_only", lambda: _openpyxl(write_only=True)),
            Contender("XlsxWriter", lambda: _xlsxwriter(constant_memory=False), ("xlsxwriter",)),
            Contender(
                "XlsxWriter constant_memory",
                lambda: _xlsxwriter(constant_memory=True),
                ("xlsxwriter",),
            ),
            Contender("rustpy-xlsxwriter", _rust, ("rustpy_xlsxwriter",)),
            Contender("only the making of the rows", _only_rows),
        ],
    ),
    "report": Workload(
        f"A report with a table of {REPORTED:,} rows of {COLUMNS} columns as Excel",
        1,
        [
            Contender("chipreport, a table of a report", _ours),
            Contender("pandas.to_excel, no looks", lambda: _pandas(REPORTED)),
        ],
    ),
}

if __name__ == "__main__":
    run(__file__, WORKLOADS)
