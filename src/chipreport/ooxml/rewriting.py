"""A package in which some parts are new and every other is as it was."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from decimal import Decimal

from lxml import etree

from chipreport.ooxml.chart_workbook import CLAIMS, DRAWN, MAIN, column, digits
from chipreport.ooxml.markup import HEADER
from chipreport.ooxml.package import OFFICE
from chipreport.ooxml.reading import parse, read, related

_S = f"{{{MAIN}}}"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def rewritten(package: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return `package` with `parts` in place of those of the same name; others are added.

    Order, times and attributes of the members stay, so that nothing differs but what must.
    """
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target,
    ):
        known = set()
        for info in source.infolist():
            known.add(info.filename)
            entry = zipfile.ZipInfo(info.filename, info.date_time)
            stored = info.compress_type == zipfile.ZIP_STORED
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            entry.create_system = info.create_system
            entry.external_attr = info.external_attr
            content = parts.get(info.filename)
            target.writestr(entry, source.read(info) if content is None else content)
        for name in sorted(set(parts) - known):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0o600 << 16
            target.writestr(entry, parts[name])
    return out.getvalue()


def serialized(root: etree._Element) -> bytes:
    """Return the part whose root is `root`."""
    return HEADER.encode() + etree.tostring(root, encoding="UTF-8", xml_declaration=False)


def with_marks(
    workbook: bytes, marks: Mapping[tuple[int, int], tuple[Decimal, str, int | None]]
) -> bytes:
    """Return the workbook of a chart with other numbers, texts and powers behind some marks.

    Shapes:
        `marks` is by the order of the series and the place in it, as `chart_workbook.marks` has it.
    """
    parts = read(io.BytesIO(workbook))
    leads = related(parts, "xl/workbook.xml")
    names = {
        sheet.get("name", ""): leads.get(sheet.get(f"{{{OFFICE}}}id", ""), "")
        for sheet in parse(parts, "xl/workbook.xml").iter(f"{_S}sheet")
    }
    drawn, claims = (parse(parts, names[name]) for name in (DRAWN, CLAIMS))
    rows = _rows_by_cell(parts, claims)
    numbers = {cell.get("r", ""): cell for cell in drawn.iter(f"{_S}c")}
    told = {cell.get("r", ""): cell for cell in claims.iter(f"{_S}c")}
    for (order, index), (number, shown, power) in marks.items():
        place = f"{column(order + 2)}{index + 2}"
        _put(numbers.get(place), number)
        row = rows.get(place, "")
        _put(told.get(f"C{row}"), shown)
        if power is not None:
            _put(told.get(f"D{row}"), Decimal(power))
    fresh = {names[DRAWN]: serialized(drawn), names[CLAIMS]: serialized(claims)}
    return rewritten(workbook, fresh)


def _rows_by_cell(parts: dict[str, bytes], claims: etree._Element) -> dict[str, str]:
    """Return the number of the row that tells of each cell."""
    shared: list[str] = []
    if "xl/sharedStrings.xml" in parts:
        strings = parse(parts, "xl/sharedStrings.xml").iter(f"{_S}si")
        shared = ["".join(t.text or "" for t in si.iter(f"{_S}t")) for si in strings]
    found = {}
    for cell in claims.iter(f"{_S}c"):
        name = cell.get("r", "")
        if name.startswith("A"):
            text = "".join(t.text or "" for t in cell.iter(f"{_S}t"))
            value = cell.findtext(f"{_S}v") or ""
            if cell.get("t") == "s" and value.isdigit() and int(value) < len(shared):
                text = shared[int(value)]
            found[text] = name[1:]
    return found


def _put(cell: etree._Element | None, content: str | Decimal) -> None:
    if cell is None:
        return
    for child in list(cell):
        cell.remove(child)
    if isinstance(content, Decimal):
        cell.attrib.pop("t", "")
        etree.SubElement(cell, f"{_S}v").text = digits(content)
        return
    cell.set("t", "inlineStr")
    text = etree.SubElement(etree.SubElement(cell, f"{_S}is"), f"{_S}t")
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    text.text = content
