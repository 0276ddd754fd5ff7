"""Tables of data and timelines."""

from __future__ import annotations

from chipreport.doc.nodes import Column, ColumnKind, Row, RowRole, Table, TableRole
from chipreport.doc.walk import plain
from chipreport.formats.docx import wml
from chipreport.formats.docx.captions import above, below
from chipreport.formats.docx.inlines import CELL, STRONG_CELL, Look, runs
from chipreport.formats.docx.manuscript import Frame, Manuscript
from chipreport.ooxml.markup import width as ems

_PADDING = 200  # twips on both sides of a cell together
_BOLD = 1.1  # how much wider strong type runs
_KEEP = "<w:keepNext/>"


def data_table(manuscript: Manuscript, table: Table, frame: Frame) -> str:
    """Return a table between its title and its note; its head is repeated on each page."""
    timeline = table.role is TableRole.TIMELINE
    widths = column_widths(table, frame.width, manuscript.theme.scale.table.pt)
    edges = tuple(_edges(index, len(widths)) for index in range(len(widths)))
    title = above(manuscript, table.key, table.title, table.subtitle)
    rows = [] if timeline else [_head(manuscript, table, widths, edges)]
    last = len(table.rows) - 1
    for number, row in enumerate(table.rows):
        keep = _KEEP if number == last and table.note and number else ""
        if not table.title and not number and timeline:
            keep = manuscript.take_break() + keep
        rows.append(_row(manuscript, table, row, widths, edges, keep))
    body = wml.table(
        "Timeline" if timeline else "DataTable",
        widths,
        "".join(rows),
        title=plain(table.title) or table.key,
        summary=table.summary,
        head=not timeline,
    )
    place = "" if table.title else wml.paragraph("Gap", manuscript.bookmark(table.key, ""))
    return title + place + body + below(manuscript, table.note)


def column_widths(table: Table, whole: int, size: float) -> tuple[int, ...]:
    """Return the widths of the columns, which fill `whole`.

    Columns without a share take what their longest words need; the rest is shared out.

    Units:
        `whole` and the widths are twips, `size` is the size of the type in points.
    """
    natural = [
        max(
            ems(plain(column.heading)),
            *(ems(plain(row.cells[index])) for row in table.rows if _is_full(row, table)),
            2.0,
        )
        * _BOLD
        * size
        * 20
        + _PADDING
        for index, column in enumerate(table.columns)
    ]
    shares = [column.width for column in table.columns]
    if not any(shares):
        # All fit: grow or shrink them together, long texts less than in proportion.
        weights = [length if sum(natural) <= whole else length**0.7 for length in natural]
        return _filled([whole * weight / sum(weights) for weight in weights], whole)
    fixed = [
        0.0 if share else min(length, whole / 3)
        for share, length in zip(shares, natural, strict=True)
    ]
    rest = max(whole - sum(fixed), whole / 4)
    total = sum(shares)
    wanted = [
        rest * share / total if share else length
        for share, length in zip(shares, fixed, strict=True)
    ]
    scale = whole / sum(wanted)
    least = [
        0.0 if column.kind is ColumnKind.TEXT else length
        for column, length in zip(table.columns, natural, strict=True)
    ]
    return _filled(_widened([width * scale for width in wanted], least, whole), whole)


def _widened(widths: list[float], least: list[float], whole: int) -> list[float]:
    """Return `widths` in which no number must wrap, at the cost of the wider columns."""
    needed = [max(0.0, low - width) for width, low in zip(widths, least, strict=True)]
    spare = [
        max(0.0, width - max(low, whole / 8)) for width, low in zip(widths, least, strict=True)
    ]
    if not sum(needed) or sum(spare) < sum(needed):
        return widths
    taken = sum(needed) / sum(spare)
    return [
        width + need - room * taken for width, need, room in zip(widths, needed, spare, strict=True)
    ]


def _filled(widths: list[float], whole: int) -> tuple[int, ...]:
    """Return whole numbers that add up to `whole`."""
    found = [int(width) for width in widths]
    found[0] += whole - sum(found)
    return tuple(found)


def _is_full(row: Row, table: Table) -> bool:
    return row.role is not RowRole.GROUP and len(row.cells) == len(table.columns)


def _edges(index: int, count: int) -> str:
    """Return the margins that let the outer cells end where the rules end."""
    sides = ('<w:left w:w="0" w:type="dxa"/>' if not index else "") + (
        '<w:right w:w="0" w:type="dxa"/>' if index == count - 1 else ""
    )
    return f"<w:tcMar>{sides}</w:tcMar>" if sides else ""


def _head(
    manuscript: Manuscript, table: Table, widths: tuple[int, ...], edges: tuple[str, ...]
) -> str:
    cells = []
    for index, column in enumerate(table.columns):
        style = "TableHeadNumber" if column.kind is ColumnKind.NUMBER else "TableHead"
        words = runs(manuscript, column.heading, CELL)
        content = wml.paragraph(style, words, before=manuscript.take_break())
        cells.append(wml.cell(widths[index], content, properties=edges[index]))
    return wml.row("".join(cells), head=True)


def _row(
    manuscript: Manuscript,
    table: Table,
    row: Row,
    widths: tuple[int, ...],
    edges: tuple[str, ...],
    keep: str,
) -> str:
    if row.role is RowRole.GROUP:
        words = "".join(runs(manuscript, cell, CELL) for cell in row.cells)
        content = wml.paragraph("TableGroup", words)
        return wml.row(wml.cell(sum(widths), content, span=len(widths), properties=edges[0]))
    total = row.role is RowRole.TOTAL
    rule = _total_rule(manuscript) if total else ""
    cells = []
    for index, inlines in enumerate(row.cells):
        style, look = _setting(table, table.columns[index], index, total=total)
        content = wml.paragraph(style, runs(manuscript, inlines, look), before=keep)
        cells.append(wml.cell(widths[index], content, properties=rule + edges[index]))
    return wml.row("".join(cells))


def _setting(table: Table, column: Column, index: int, *, total: bool) -> tuple[str, Look]:
    if table.role is TableRole.TIMELINE and index == 0:
        return "TimelineDate", STRONG_CELL
    look = STRONG_CELL if total else CELL
    if column.kind is ColumnKind.NUMBER:
        return "TableNumber", look
    return ("TablePeriod" if column.kind is ColumnKind.PERIOD else "TableText"), look


def _total_rule(manuscript: Manuscript) -> str:
    colour = manuscript.theme.palette.heading
    return (
        f'<w:tcBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="{colour}"/>'
        "</w:tcBorders>"
    )
