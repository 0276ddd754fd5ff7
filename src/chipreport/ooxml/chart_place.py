"""Where on a sheet the numbers of a chart stand."""

from __future__ import annotations

from dataclasses import dataclass

from chipreport.ooxml.chart_workbook import DRAWN, column


@dataclass(frozen=True, slots=True)
class Place:
    """The top left cell of a block: labels below it, names of series to its right.

    Example:
        >>> Place("Key facts", row=3).values(0, 4)
        "'Key facts'!$B$4:$B$7"
    """

    sheet: str = DRAWN
    row: int = 1
    column: int = 1

    def name(self, order: int) -> str:
        """Return the cell with the name of a series, counted from 0."""
        return f"{self._quoted}!${column(self.column + 1 + order)}${self.row}"

    def labels(self, count: int) -> str:
        """Return the cells with the labels of `count` marks."""
        return self._below(self.column, count)

    def values(self, order: int, count: int) -> str:
        """Return the cells with the numbers of a series."""
        return self._below(self.column + 1 + order, count)

    @property
    def _quoted(self) -> str:
        if self.sheet.isidentifier() and self.sheet.isascii():
            return self.sheet
        return "'" + self.sheet.replace("'", "''") + "'"

    def _below(self, number: int, count: int) -> str:
        letters = column(number)
        return f"{self._quoted}!${letters}${self.row + 1}:${letters}${self.row + count}"
