"""A table of the document tree into a grid with its titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chipreport.doc.nodes import Column, ColumnKind, Inlines, Row, RowRole, Table, TableRole
from chipreport.formats.pdf.boxes import Block
from chipreport.formats.pdf.flow import Box, Stack
from chipreport.formats.pdf.grid import Cell, Grid, Sheet
from chipreport.formats.pdf.inline import Typesetter
from chipreport.formats.pdf.structure import Element, string
from chipreport.formats.pdf.style import Style

_PADDING = 0.26
"""White space above and below the words of a cell, in steps of the rhythm."""
_TIMELINE_WEIGHTS = (0.0, 1.0)


def table(setter: Typesetter, node: Table, parent: Element) -> Box:
    """Return titles, rows and note of `node` as a box that may be split between rows."""
    entries = f"/O/Table/Summary{string(node.summary)}" if node.summary else ""
    whole = Element("Div", parent)
    owner = Element("Table", whole, f"/A<<{entries}>>" if entries else "")
    caption = Element("Caption", owner)
    boxes: list[Box] = [*titles(setter, node.title, node.subtitle, caption, headed=True)]
    styles = setter.styles
    colours = styles.theme.palette
    timeline = node.role is TableRole.TIMELINE
    head: tuple[Cell, ...] = ()
    if not timeline and any(column.heading for column in node.columns):
        head = _head(setter, node.columns, Element("TR", Element("THead", owner)))
    body = Element("TBody", owner)
    looks: dict[tuple[RowRole, int], Style] = {}
    rows = tuple(_row(setter, node, row, Element("TR", body), looks) for row in node.rows)
    weights = tuple(column.width for column in node.columns)
    if timeline and len(weights) == len(_TIMELINE_WEIGHTS):
        weights = _TIMELINE_WEIGHTS
    foot = source(setter, node.note, whole)
    sheet = Sheet(
        weights=weights,
        head=head,
        rows=rows,
        roles=tuple(row.role for row in node.rows),
        foot=foot,
        rigid=tuple(column.kind is not ColumnKind.TEXT for column in node.columns),
        padding=_PADDING * styles.unit,
        colours=(colours.heading, colours.hairline, colours.tint),
    )
    boxes.append(Grid(sheet, 0.2 * styles.unit, 1.0 * styles.unit, 0, len(rows)))
    stack = Stack(boxes, name=node.key)
    stack.before, stack.after = 0.6 * styles.unit, 1.0 * styles.unit
    return stack


def titles(
    setter: Typesetter, title: Inlines, subtitle: Inlines, owner: Element, *, headed: bool
) -> list[Block]:
    """Return the finding and the measure above a table or chart; they lead to what follows."""
    styles = setter.styles
    caption, measure = styles.caption, styles.measure
    made = []
    if title:
        element = Element("P", owner)
        words = setter.words(title, caption, element)
        made.append(Block(words, caption, element, caption.before, caption.after, leads=True))
    if subtitle:
        element = Element("P", owner)
        words = setter.words(subtitle, measure, element)
        after = measure.after / 2 if headed else measure.after
        made.append(Block(words, measure, element, 0, after, leads=True))
    return made


def source(setter: Typesetter, note: Inlines, owner: Element) -> Block | None:
    """Return the line below a table or chart that names its source, None without one."""
    if not note:
        return None
    style = setter.styles.source
    element = Element("P", owner)
    return Block(setter.words(note, style, element), style, element, style.before, 0)


def _head(setter: Typesetter, columns: Sequence[Column], owner: Element) -> tuple[Cell, ...]:
    cells = []
    for index, column in enumerate(columns):
        style = replace(setter.styles.head, right=_right(columns, index))
        element = Element("TH", owner, "/A<</O/Table/Scope/Column>>")
        cells.append(Cell(setter.words(column.heading, style, element), style, element))
    return tuple(cells)


def _row(
    setter: Typesetter,
    node: Table,
    row: Row,
    owner: Element,
    looks: dict[tuple[RowRole, int], Style],
) -> tuple[Cell, ...]:
    """Return the cells of a row; `looks` keeps the styles of a role and a column."""
    base = setter.styles.cell
    if row.role is not RowRole.BODY:
        base = replace(base, bold=True, colour=setter.styles.theme.palette.heading)
    if row.role is RowRole.GROUP and len(row.cells) == 1 < len(node.columns):
        element = Element("TH", owner, f"/A<</O/Table/Scope/Row/ColSpan {len(node.columns)}>>")
        return (Cell(setter.words(row.cells[0], base, element), base, element),)
    cells = []
    for index, inlines in enumerate(row.cells):
        style = looks.get((row.role, index))
        if style is None:
            style = looks[row.role, index] = _cell_style(setter, node, index, base)
        if index == 0:
            element = Element("TH", owner, "/A<</O/Table/Scope/Row>>")
        else:
            element = Element("TD", owner)
        cells.append(Cell(setter.words(inlines, style, element), style, element))
    return tuple(cells)


def _cell_style(setter: Typesetter, node: Table, index: int, base: Style) -> Style:
    colours = setter.styles.theme.palette
    style = replace(base, right=_right(node.columns, index))
    if node.role is TableRole.TIMELINE and index == 0:
        return replace(style, bold=True, colour=colours.heading)
    if node.columns[index].kind is ColumnKind.PERIOD and not style.bold:
        return replace(style, colour=colours.secondary)
    return style


def _right(columns: Sequence[Column], index: int) -> bool:
    """Return whether a column is set to the right: numbers, and a period that closes the table."""
    kind = columns[index].kind
    closes = index == len(columns) - 1 and index > 0
    return kind is ColumnKind.NUMBER or (kind is ColumnKind.PERIOD and closes)
