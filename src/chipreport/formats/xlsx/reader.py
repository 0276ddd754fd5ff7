"""Claims found again in a workbook, from its parts as they are stored."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO

from lxml import etree

from chipreport.errors import Problem, VerificationError
from chipreport.formats import Sighting
from chipreport.formats.xlsx.guard import column_number, unescape
from chipreport.formats.xlsx.number_format import GENERAL, show

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_CLAIMS = "{urn:chipreport:claims}"
_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"
_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?([1-9][0-9]*)")
_RANGE = re.compile(r"(.+)!\$?([A-Z]{1,3})\$?([1-9][0-9]*)(?::\$?[A-Z]{1,3}\$?([1-9][0-9]*))?")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows, and the number it stores."""

    text: str
    number: Decimal | None


@dataclass(frozen=True, slots=True)
class Claim:
    """What the list of claims says of a name."""

    id: str
    before: int = -1
    after: int = 0
    scale: int = 0
    of: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell by sheet, column and row."""

    sheet: str
    column: str
    row: int

    def __str__(self) -> str:
        return f"{self.sheet}!{self.column}{self.row}"


def sightings(file: BinaryIO) -> Iterator[Sighting]:
    """Yield every claim of a workbook in reading order.

    A claim in a cell of its own is the text that its number shows in its format; a claim in words
    is what stands between the texts around it. A point of a chart is told where its cache or its
    label differs from the cell it stands for.

    Errors:
        VerificationError: X201 not a workbook, X202 a part missing or unsound, X203 no list of
        claims.
    """
    try:
        with zipfile.ZipFile(file) as package:
            damaged = package.testzip()  # also parts without claims: Excel would refuse the file
            if damaged:
                raise _wrong("X201", f"the part {damaged} is damaged", "build the file again")
            found = _Workbook(package).sightings()
    except zipfile.BadZipFile as error:
        says = f"this is not a workbook: {error}"
        raise _wrong("X201", says, "build the file again") from None
    except (LookupError, ValueError, ArithmeticError, etree.XMLSyntaxError) as error:
        says = f"a part of the workbook is missing or unsound: {error}"
        raise _wrong("X202", says, "build the file again") from None
    except (zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        says = f"the package cannot be read: {error}"
        raise _wrong("X201", says, "build the file again") from None
    yield from found


def _wrong(code: str, says: str, hint: str) -> VerificationError:
    return VerificationError(Problem(code, says, hint=hint))


class _Workbook:
    """The parts of one package, each read once."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._workbook = self._xml("xl/workbook.xml")
        self._links = self._relations("xl/workbook.xml")
        self.sheets = {
            sheet.get("name", ""): self._links[sheet.get(f"{_OFFICE}id", "")][1]
            for sheet in self._workbook.iter(f"{_MAIN}sheet")
        }
        self._strings = self._shared_strings()
        self._codes = self._format_codes()

    def sightings(self) -> list[Sighting]:
        language = self._xml("docProps/core.xml").findtext(_LANGUAGE) or ""
        if not language:
            raise ValueError("docProps/core.xml names no language")
        claims = self._claims()
        places = self._places(claims)
        cells = self._cells({*places.values()})
        order = {name: number for number, name in enumerate(self.sheets)}
        found: list[tuple[tuple[int, int, int, int], Sighting]] = []
        for name, place in places.items():
            claim = claims[name]
            cell = cells.get(place)
            if cell is None or claim.of:
                continue
            text, number = cell.text, cell.number
            if claim.before >= 0:
                text, number = text[claim.before : len(text) - claim.after], None
            value = None if number is None else number * Decimal(10) ** claim.scale
            key = (order[place.sheet], place.row, column_number(place.column), claim.before)
            found.append(
                (
                    key,
                    Sighting(
                        claim_id=claim.id,
                        text=text,
                        place=str(place),
                        language=language,
                        value=value,
                        form=claim.form,
                    ),
                )
            )
        for sheet, sighting in self._charts(claims, places, cells, language):
            found.append(((order[sheet], 1 << 21, 0, 0), sighting))
        return [sighting for _, sighting in sorted(found, key=lambda pair: pair[0])]

    def _charts(
        self,
        claims: dict[str, Claim],
        places: dict[str, Place],
        cells: dict[Place, Cell],
        language: str,
    ) -> Iterator[tuple[str, Sighting]]:
        """Yield the points that do not show what their cells do."""
        named = {place: name for name, place in places.items() if claims[name].before < 0}
        for sheet, part in self.sheets.items():
            for kind, drawing in self._relations(part).values():
                if kind != "drawing":
                    continue
                for inner, chart in self._relations(drawing).values():
                    if inner != "chart":
                        continue
                    for place, number, text in self._points(chart):
                        name = named.get(place, "")
                        if not name or place not in cells:
                            continue
                        claim = claims[name]
                        own = places.get(claim.of or name)
                        told = cells.get(own) if own else None
                        if cells[place].number != number or not told or told.text != text:
                            scale = claims[claim.of or name].scale
                            value = number if claim.of else number * Decimal(10) ** scale
                            where = f"{sheet}!{posixpath.basename(chart)}"
                            yield (
                                sheet,
                                Sighting(
                                    claim_id=claim.id,
                                    text=text,
                                    place=where,
                                    language=language,
                                    value=None if claim.of else value,
                                ),
                            )

    def _points(self, part: str) -> Iterator[tuple[Place, Decimal, str]]:
        for series in self._xml(part).iter(f"{_CHART}ser"):
            values = series.find(f"{_CHART}val/{_CHART}numRef")
            if values is None:
                continue
            at = _RANGE.fullmatch(values.findtext(f"{_CHART}f") or "")
            if not at:
                raise ValueError(f"{part} draws from no range")
            labels = {
                index.get("val", ""): code.get("formatCode", GENERAL)
                for label in series.iter(f"{_CHART}dLbl")
                if (index := label.find(f"{_CHART}idx")) is not None
                and (code := label.find(f"{_CHART}numFmt")) is not None
            }
            sheet = at[1][1:-1].replace("''", "'") if at[1].startswith("'") else at[1]
            for point in values.iter(f"{_CHART}pt"):
                index_text = point.get("idx", "0")
                number = Decimal(point.findtext(f"{_CHART}v") or "")
                place = Place(sheet, at[2], int(at[3]) + int(index_text))
                yield place, number, show(labels.get(index_text, GENERAL), number)

    def _claims(self) -> dict[str, Claim]:
        parts = [part for kind, part in self._links.values() if kind == "customXml"]
        for part in parts:
            root = self._xml(part)
            if root.tag == f"{_CLAIMS}claims":
                return {
                    item.get("name", ""): Claim(
                        id=item.get("id", ""),
                        before=int(item.get("before", -1)),
                        after=int(item.get("after", 0)),
                        scale=int(item.get("scale", 0)),
                        of=item.get("of", ""),
                        form=item.get("form", ""),
                    )
                    for item in root.iter(f"{_CLAIMS}claim")
                }
        says = "the workbook has no list of claims, so it is not as chipreport wrote it"
        raise _wrong("X203", says, "verify the file as built, before other programs save it")

    def _places(self, claims: dict[str, Claim]) -> dict[str, Place]:
        found: dict[str, Place] = {}
        for name in self._workbook.iter(f"{_MAIN}definedName"):
            identity = name.get("name", "")
            reference = _REFERENCE.fullmatch(name.text or "")
            if identity in claims and reference:
                sheet = (reference[1] or "").replace("''", "'") or reference[2]
                if sheet in self.sheets:
                    found[identity] = Place(sheet, reference[3], int(reference[4]))
        return found

    def _cells(self, wanted: set[Place]) -> dict[Place, Cell]:
        by_sheet: dict[str, dict[str, Place]] = {}
        for place in wanted:
            by_sheet.setdefault(place.sheet, {})[f"{place.column}{place.row}"] = place
        found: dict[Place, Cell] = {}
        for sheet, places in by_sheet.items():
            with self._package.open(self.sheets[sheet]) as part:
                for _, element in etree.iterparse(
                    part, tag=f"{_MAIN}c", resolve_entities=False, no_network=True
                ):
                    place = places.get(element.get("r", ""))  # type: ignore[assignment]
                    if place is not None:
                        cell = self._cell(element)
                        if cell is not None:
                            found[place] = cell
                    element.clear()
        return found

    def _cell(self, element: etree._Element) -> Cell | None:
        kind, stored = element.get("t", "n"), element.findtext(f"{_MAIN}v")
        if kind == "inlineStr":
            return Cell(_text(element.find(f"{_MAIN}is")), None)
        if stored is None:
            return None
        if kind == "s":
            return Cell(self._strings[int(stored)], None)
        if kind != "n":
            return Cell(unescape(stored), None)
        number = Decimal(stored)
        return Cell(show(self._codes[int(element.get("s", 0))], number), number)

    def _shared_strings(self) -> list[str]:
        parts = [part for kind, part in self._links.values() if kind == "sharedStrings"]
        return [_text(item) for part in parts for item in self._xml(part).iter(f"{_MAIN}si")]

    def _format_codes(self) -> list[str]:
        root = self._xml("xl/styles.xml")
        codes = {
            item.get("numFmtId", ""): item.get("formatCode", GENERAL)
            for item in root.iter(f"{_MAIN}numFmt")
        }
        formats = root.find(f"{_MAIN}cellXfs")
        if formats is None:
            raise ValueError("xl/styles.xml has no cell formats")
        return [codes.get(item.get("numFmtId", "0"), GENERAL) for item in formats]

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        folder, name = posixpath.split(part)
        path = f"{folder}/_rels/{name}.rels"
        if path not in self._package.namelist():
            return {}
        return {
            link.get("Id", ""): (
                link.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join(folder, link.get("Target", ""))).lstrip("/"),
            )
            for link in self._xml(path).iter(f"{_RELATIONS}Relationship")
        }

    def _xml(self, part: str) -> etree._Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        return etree.fromstring(self._package.read(part), parser)


def _text(element: etree._Element | None) -> str:
    """Return the words of a string item, its runs put together, without phonetic hints."""
    if element is None:
        return ""
    texts = (
        item.text or ""
        for item in element.iter(f"{_MAIN}t")
        if (parent := item.getparent()) is None or parent.tag != f"{_MAIN}rPh"
    )
    return unescape("".join(texts))
