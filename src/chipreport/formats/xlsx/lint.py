"""Rules that Excel enforces and schema checks do not, looked up in the package as it is."""

from __future__ import annotations

import math
import posixpath
import re
import zipfile
from typing import BinaryIO

from lxml import etree

from chipreport.errors import Problem
from chipreport.formats.xlsx import guard as limits
from chipreport.formats.xlsx.guard import column_number, looks_like_reference, unescape, units

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_NAME = re.compile(r"[^\W\d][\w.\\?]*|[_\\][\w.\\?]*")
_CELL = re.compile(r"([A-Z]+)([0-9]+)")
Box = tuple[int, int, int, int]


def lint(file: BinaryIO) -> list[Problem]:
    """Return what Excel would repair or refuse, each with its place; no problem, no entry."""
    with zipfile.ZipFile(file) as package:
        return _Lint(package).run()


def _box(reference: str) -> Box:
    """Return first row, first column, last row, last column."""
    ends = [_CELL.fullmatch(end.replace("$", "")) for end in reference.split(":")]
    first, last = ends[0], ends[-1]
    if not first or not last:
        return (0, 0, 0, 0)
    return int(first[2]), column_number(first[1]), int(last[2]), column_number(last[1])


def _meet(one: Box, other: Box) -> bool:
    return not (one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1])


class _Lint:
    """One package and what was found in it."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._names = set(package.namelist())
        self._found: list[Problem] = []
        self._strings: list[str] = []
        self._sheets: dict[str, str] = {}
        self._tables: set[str] = set()
        self._formats = 0

    def run(self) -> list[Problem]:
        self._content_types()
        for name in sorted(self._names):
            if name.endswith(".rels"):
                self._targets(name)
        workbook = self._xml("xl/workbook.xml")
        links = self._links("xl/workbook.xml")
        self._read_strings()
        self._styles()
        for sheet in workbook.iter(f"{_MAIN}sheet"):
            name = sheet.get("name", "")
            self._sheet_name(name)
            self._sheets[name.casefold()] = links.get(sheet.get(f"{_OFFICE}id", ""), "")
        if all(sheet.get("state") != "visible" for sheet in workbook.iter(f"{_MAIN}sheet")):
            self._say("X301", "no sheet is visible", "workbook")
        for part in self._sheets.values():
            self._sheet(part)
        self._defined_names(workbook)
        return self._found

    def _say(self, code: str, says: str, where: str) -> None:
        self._found.append(Problem(code, says, where))

    def _xml(self, part: str) -> etree._Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return etree.fromstring(self._package.read(part), parser)

    def _links(self, part: str) -> dict[str, str]:
        folder, name = posixpath.split(part)
        path = f"{folder}/_rels/{name}.rels"
        if path not in self._names:
            return {}
        return {
            link.get("Id", ""): posixpath.normpath(posixpath.join(folder, link.get("Target", "")))
            for link in self._xml(path)
            if link.get("TargetMode") != "External"
        }

    def _targets(self, path: str) -> None:
        folder = posixpath.dirname(posixpath.dirname(path))
        for link in self._xml(path):
            target = link.get("Target", "")
            if link.get("TargetMode") == "External":
                continue
            if target.startswith("/"):
                self._say("X302", f"the target {target} is not relative", path)
            elif posixpath.normpath(posixpath.join(folder, target)) not in self._names:
                self._say("X303", f"the target {target} is not in the package", path)

    def _content_types(self) -> None:
        root = self._xml("[Content_Types].xml")
        declared = {item.get("PartName", "")[1:] for item in root.iter(f"{_TYPES}Override")}
        for name in sorted(self._names - declared):
            if name.startswith("xl/") and name.endswith(".xml"):
                self._say("X304", "the part has no content type", name)

    def _read_strings(self) -> None:
        if "xl/sharedStrings.xml" not in self._names:
            return
        for number, item in enumerate(self._xml("xl/sharedStrings.xml").iter(f"{_MAIN}si")):
            text = unescape("".join(part.text or "" for part in item.iter(f"{_MAIN}t")))
            self._strings.append(text)
            if units(text) > limits.MAX_TEXT:
                self._say("X305", f"a text of {units(text)} characters", f"string {number}")

    def _styles(self) -> None:
        root = self._xml("xl/styles.xml")
        codes = [item.get("formatCode", "") for item in root.iter(f"{_MAIN}numFmt")]
        for code in codes:
            bare = re.sub(r'\\.|"[^"]*"|\[[^\]]*\]', "", code)
            if len(code) > limits.MAX_CODE or '"' in bare or bare.count(";") > 3:
                self._say("X306", f"Excel cannot read the number format {code!r}", "styles")
        if len(codes) > limits.MAX_CODES + 10:
            self._say("X306", f"{len(codes)} number formats", "styles")
        formats = root.find(f"{_MAIN}cellXfs")
        self._formats = 0 if formats is None else len(formats)

    def _sheet_name(self, name: str) -> None:
        legal = name and units(name) <= limits.MAX_SHEET_NAME and not set(name) & set("\\*?:/[]")
        if not legal or name.startswith("'") or name.endswith("'"):
            self._say("X307", f"{name!r} is no legal sheet name", "workbook")
        if name.casefold() in self._sheets:
            self._say("X307", f"two sheets are called {name!r}", "workbook")

    def _defined_names(self, workbook: etree._Element) -> None:
        seen: set[tuple[str, str]] = set()
        for item in workbook.iter(f"{_MAIN}definedName"):
            name, text = item.get("name", ""), item.text or ""
            key = (name.casefold(), item.get("localSheetId", ""))
            if key in seen or name.casefold() in self._tables:
                self._say("X308", "the name is there twice", name)
            seen.add(key)
            if name.startswith("_xlnm."):
                continue
            if looks_like_reference(name) or not _NAME.fullmatch(name):
                self._say("X308", "Excel takes the name for a cell, or refuses it", name)
            sheet = text.rpartition("!")[0].strip("'").replace("''", "'")
            if "#REF!" in text or sheet.casefold() not in self._sheets:
                self._say("X308", f"the name leads nowhere: {text}", name)

    def _sheet(self, part: str) -> None:
        if part not in self._names:
            return
        root, links = self._xml(part), self._links(part)
        used, texts = self._rows(root, part)
        dimension = root.find(f"{_MAIN}dimension")
        if dimension is not None and used[2]:
            told = _box(dimension.get("ref", ""))
            if not (
                told[0] <= used[0]
                and told[1] <= used[1]
                and told[2] >= used[2]
                and told[3] >= used[3]
            ):
                self._say("X309", "the dimension does not cover the cells", part)
        self._columns(root, part)
        merged = [_box(item.get("ref", "")) for item in root.iter(f"{_MAIN}mergeCell")]
        boxes: list[Box] = []
        for item in root.iter(f"{_MAIN}tablePart"):
            target = links.get(item.get(f"{_OFFICE}id", ""), "")
            if target in self._names:
                box = self._table(target, texts)
                if any(_meet(box, other) for other in boxes + merged):
                    self._say("X310", "the table lies over another or over merged cells", target)
                boxes.append(box)
        self._hyperlinks(root, part)

    def _rows(self, root: etree._Element, part: str) -> tuple[Box, dict[tuple[int, int], str]]:
        texts: dict[tuple[int, int], str] = {}
        top, left, bottom, right = limits.MAX_ROWS + 1, limits.MAX_COLUMNS + 1, 0, 0
        last_row = 0
        for row in root.iter(f"{_MAIN}row"):
            number = int(row.get("r", 0))
            if not last_row < number <= limits.MAX_ROWS:
                self._say("X311", "rows out of order, or past the last", f"{part} row {number}")
            last_row, last_column = number, 0
            for cell in row:
                found = _CELL.fullmatch(cell.get("r", ""))
                column = column_number(found[1]) if found else 0
                where = f"{part} {cell.get('r')}"
                if not last_column < column <= limits.MAX_COLUMNS or not found:
                    self._say("X311", "cells out of order, or past the last", where)
                elif int(found[2]) != number:
                    self._say("X311", "the cell stands in another row", where)
                last_column = column
                top, left = min(top, number), min(left, column)
                bottom, right = max(bottom, number), max(right, column)
                self._cell(cell, where, texts, (number, column))
        return (top, left, bottom, right), texts

    def _cell(
        self,
        cell: etree._Element,
        where: str,
        texts: dict[tuple[int, int], str],
        place: tuple[int, int],
    ) -> None:
        if int(cell.get("s", 0)) >= self._formats:
            self._say("X312", "the cell's format does not exist", where)
        kind, stored = cell.get("t", "n"), cell.findtext(f"{_MAIN}v")
        formula = cell.find(f"{_MAIN}f")
        if formula is not None and not stored:
            self._say("X313", "the formula has no value", where)
        if kind == "s":
            if stored is None or not stored.isdigit() or int(stored) >= len(self._strings):
                self._say("X314", "the cell's text does not exist", where)
            else:
                texts[place] = self._strings[int(stored)]
        elif kind == "inlineStr":
            texts[place] = unescape("".join(t.text or "" for t in cell.iter(f"{_MAIN}t")))
        elif kind == "n" and cell.find(f"{_MAIN}v") is not None:
            try:
                finite = math.isfinite(float(stored or ""))
            except ValueError:
                finite = False
            if not finite:
                self._say("X315", f"{stored!r} is no number", where)

    def _columns(self, root: etree._Element, part: str) -> None:
        last = 0
        for column in root.iter(f"{_MAIN}col"):
            first = int(column.get("min", 0))
            if first <= last or float(column.get("width", 8)) > 255:
                self._say("X316", "columns overlap, or one is too wide", f"{part} {first}")
            last = int(column.get("max", 0))

    def _table(self, part: str, texts: dict[tuple[int, int], str]) -> Box:
        table = self._xml(part)
        name, box = table.get("displayName", ""), _box(table.get("ref", ""))
        heads = [unescape(item.get("name", "")) for item in table.iter(f"{_MAIN}tableColumn")]
        if name.casefold() in self._tables or looks_like_reference(name):
            self._say("X317", f"the table's name {name!r} is taken or no name", part)
        self._tables.add(name.casefold())
        if len({head.casefold() for head in heads}) != len(heads):
            self._say("X318", "two columns have one name", name)
        if box[3] - box[1] + 1 != len(heads):
            self._say("X318", f"{len(heads)} columns are named in {table.get('ref')}", name)
        for offset, head in enumerate(heads):
            shown = texts.get((box[0], box[1] + offset))
            if shown != head:
                self._say("X318", f"the cell says {shown!r}, the table {head!r}", name)
        for item in table.iter(f"{_MAIN}autoFilter"):
            own = _box(item.get("ref", ""))
            if own[0] != box[0] or own[1] != box[1] or own[3] != box[3] or own[2] > box[2]:
                self._say("X319", "the filter leaves the table", name)
        return box

    def _hyperlinks(self, root: etree._Element, part: str) -> None:
        found = list(root.iter(f"{_MAIN}hyperlink"))
        if len(found) > limits.MAX_LINKS:
            self._say("X320", f"{len(found)} links on one sheet", part)
        for link in found:
            place = link.get("location", "")
            sheet = place.rpartition("!")[0].strip("'").replace("''", "'")
            if "!" in place and sheet.casefold() not in self._sheets:
                self._say("X320", f"the link leads to a missing sheet: {place}", part)
