"""The small workbook behind a chart: what is drawn, and which claim each mark shows."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from lxml import etree

from chipreport.doc.nodes import Chart, Point
from chipreport.errors import Problem, VerificationError
from chipreport.ooxml.markup import HEADER, attribute, escape
from chipreport.ooxml.package import OFFICE, TYPE, Member, Relationship, relationships, write
from chipreport.ooxml.reading import parse, read, related

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_S = f"{{{MAIN}}}"
DRAWN, CLAIMS = "Sheet1", "Claims"
"""The sheet with what is drawn, and the sheet that tells which claim stands in which cell."""

_CELL = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_FURTHEST = 30  # no unit lies further from another; a file could ask for any number of zeros
_HEADS = ("Cell", "Claim", "Shown", "Power of ten")
_STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font>'
    '</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
    '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/>'
    '<top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" '
    'fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" '
    'fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs><cellStyles count="1">'
    '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass(frozen=True, slots=True)
class Mark:
    """The claim behind one mark of a chart.

    `power` is what turns the number drawn into one in the claim's own unit and multiplier:
    claim = drawn times 10 ** power; None where no power of ten does. `drawn` is in the cell, and
    `shown` is the text of the label.
    """

    claim_id: str
    power: int | None
    drawn: Decimal | None
    shown: str = ""


def column(number: int) -> str:
    """Return the letters of a column, counted from 1.

    Example:
        >>> column(1), column(26), column(27)
        ('A', 'Z', 'AA')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def digits(number: Decimal) -> str:
    """Return `number` as a cell or a cache stores it.

    Example:
        >>> digits(Decimal("1.50")), digits(Decimal("1E+3"))
        ('1.50', '1000')
    """
    return format(number, "f")


def workbook(chart: Chart) -> bytes:
    """Return the workbook: labels in column A, a series in each column from B on.

    The chart's key is a defined name, which survives programs that rename drawings.
    """
    labels = [point.label for point in chart.series[0].points] if chart.series else []
    drawn: list[list[str | Decimal | None]] = [[chart.unit, *(s.name for s in chart.series)]]
    for index, label in enumerate(labels):
        drawn.append([label, *(series.points[index].value for series in chart.series)])
    claims: list[list[str | Decimal | None]] = [list(_HEADS)]
    for order, series in enumerate(chart.series):
        for index, point in enumerate(series.points):
            power = _power(point)
            claims.append(
                [
                    f"{column(order + 2)}{index + 2}",
                    point.shown.claim.id,
                    point.shown.text,
                    None if power is None else Decimal(power),
                ]
            )
    name = f"chart.{chart.key}"
    area = f"{DRAWN}!$A$1:${column(len(chart.series) + 1)}${len(labels) + 1}"
    out = io.BytesIO()
    write(out, _members(_sheet(drawn), _sheet(claims), name, area))
    return out.getvalue()


def marks(data: bytes) -> Mapping[tuple[int, int], Mark]:
    """Return the claim behind each mark, by the order of its series and its place in it.

    Errors:
        VerificationError: V120 the workbook does not tell its claims, or what its package lacks.
    """
    parts = read(io.BytesIO(data))
    sheets = _sheets(parts)
    if DRAWN not in sheets or CLAIMS not in sheets:
        raise VerificationError(
            Problem("V120", "the chart's workbook does not tell its claims", hint="build anew")
        )
    drawn, rows, found = sheets[DRAWN], sheets[CLAIMS], {}
    for row in range(2, len(rows) + 2):
        cell = rows.get(f"A{row}", "")
        place = _CELL.fullmatch(cell)
        if place:
            power = _number(rows.get(f"D{row}", ""))
            found[_number_of(place[1]) - 2, int(place[2]) - 2] = Mark(
                rows.get(f"B{row}", ""),
                None if power is None or abs(power) > _FURTHEST else int(power),
                _number(drawn.get(cell, "")),
                rows.get(f"C{row}", ""),
            )
    return found


def _power(point: Point) -> int | None:
    """Return the power of ten that turns the number drawn into the claim's own."""
    own = point.shown.claim.quantity.point
    if own is None or not point.value or not own:
        return 0 if own is not None and own == point.value else None
    ratio = own / point.value
    power = ratio.adjusted()
    return power if ratio == Decimal(1).scaleb(power) else None


def _sheet(rows: list[list[str | Decimal | None]]) -> str:
    cells = []
    for number, row in enumerate(rows, 1):
        cells.append(f'<row r="{number}">')
        for index, value in enumerate(row, 1):
            place = f"{column(index)}{number}"
            match value:
                case None:
                    continue
                case Decimal():
                    cells.append(f'<c r="{place}"><v>{digits(value)}</v></c>')
                case str():
                    # An inline string is never taken for a formula, whatever it begins with.
                    cells.append(
                        f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">'
                        f"{escape(value)}</t></is></c>"
                    )
        cells.append("</row>")
    last = f"{column(max(len(row) for row in rows))}{len(rows)}"
    return (
        f'<worksheet xmlns="{MAIN}"><dimension ref="A1:{last}"/>'
        f"<sheetData>{''.join(cells)}</sheetData></worksheet>"
    )


def _members(drawn: str, claims: str, name: str, area: str) -> tuple[Member, ...]:
    safe = "".join(letter if letter.isalnum() or letter in "._" else "_" for letter in name)
    book = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        f'<sheet name="{DRAWN}" sheetId="1" r:id="rId1"/>'
        f'<sheet name="{CLAIMS}" sheetId="2" r:id="rId2"/></sheets><definedNames>'
        f'<definedName name="{attribute(safe)}">{area}</definedName></definedNames></workbook>'
    )
    leads = relationships(
        (
            Relationship("rId1", f"{OFFICE}/worksheet", "worksheets/sheet1.xml"),
            Relationship("rId2", f"{OFFICE}/worksheet", "worksheets/sheet2.xml"),
            Relationship("rId3", f"{OFFICE}/styles", "styles.xml"),
        )
    )
    root = relationships((Relationship("rId1", f"{OFFICE}/officeDocument", "xl/workbook.xml"),))
    kind = f"{TYPE}.spreadsheetml"
    return (
        Member("_rels/.rels", "", root),
        Member("xl/workbook.xml", f"{kind}.sheet.main+xml", (HEADER + book).encode()),
        Member("xl/_rels/workbook.xml.rels", "", leads),
        Member("xl/worksheets/sheet1.xml", f"{kind}.worksheet+xml", (HEADER + drawn).encode()),
        Member("xl/worksheets/sheet2.xml", f"{kind}.worksheet+xml", (HEADER + claims).encode()),
        Member("xl/styles.xml", f"{kind}.styles+xml", (HEADER + _STYLES).encode()),
    )


def _sheets(parts: dict[str, bytes]) -> dict[str, dict[str, str]]:
    """Return the texts of the cells by sheet; Excel may have saved the workbook in its own way."""
    leads = related(parts, "xl/workbook.xml")
    shared: list[str] = []
    if "xl/sharedStrings.xml" in parts:
        strings = parse(parts, "xl/sharedStrings.xml").iter(f"{_S}si")
        shared = ["".join(t.text or "" for t in si.iter(f"{_S}t")) for si in strings]
    found = {}
    for sheet in parse(parts, "xl/workbook.xml").iter(f"{_S}sheet"):
        name = leads.get(sheet.get(f"{{{OFFICE}}}id", ""), "")
        cells = parse(parts, name).iter(f"{_S}c")
        found[sheet.get("name", "")] = {c.get("r", ""): _text(c, shared) for c in cells}
    return found


def _text(cell: etree._Element, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(t.text or "" for t in cell.iter(f"{_S}t"))
    value = cell.findtext(f"{_S}v") or ""
    if cell.get("t") == "s" and value.isdigit() and int(value) < len(shared):
        return shared[int(value)]
    return value


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
