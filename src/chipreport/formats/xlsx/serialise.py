"""openpyxl's model, our serialiser: formula values, shared strings, exact doubles, alt text.

Only subclasses of openpyxl's writers, nothing is patched. Private names of openpyxl in use, to be
looked at with each of its releases: _value, _style, _charts, _comments, _hyperlinks, _drawing,
_rels, _table_styles, _differential_styles, worksheet._writer, writer.excel.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar, cast
from xml.sax.saxutils import escape as xml_escape

from openpyxl import Workbook
from openpyxl.comments.comment_sheet import CommentRecord, CommentSheet
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.relationship import Relationship
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.table import Table
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import Element, SubElement, tostring

from chipreport.formats.xlsx.guard import escape
from chipreport.formats.xlsx.package import StablePackage

XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_MAX_SHARED = 200_000
_BATCH = 1 << 18
Kept = TypeVar("Kept")


class Live(str):
    """A formula with the value that it has now; a plain formula to stock openpyxl."""

    __slots__ = ("cached",)
    cached: float

    def __new__(cls, formula: str, cached: float) -> Live:
        """Return the formula, its value beside it."""
        self = super().__new__(cls, formula)
        self.cached = cached
        return self


class Rich(str):
    """Text with its runs as XML; plain text to stock openpyxl."""

    __slots__ = ("runs",)
    runs: tuple[tuple[str, str], ...]

    def __new__(cls, runs: Iterable[tuple[str, str]]) -> Rich:
        """Return the text of `runs`, pairs of an rPr element and words."""
        kept = tuple(runs)
        self = super().__new__(cls, "".join(words for _, words in kept))
        self.runs = kept
        return self


def number_text(number: float) -> str:
    """Return the shortest digits that give the same double back; openpyxl's %.16g does not."""
    return repr(number)


def _t(words: str) -> str:
    space = ' xml:space="preserve"' if words != words.strip() or "\n" in words else ""
    return f"<t{space}>{xml_escape(escape(words))}</t>"


def string_item(text: str) -> str:
    """Return what stands within <si> or <is> for `text`."""
    if isinstance(text, Rich):
        return "".join(f"<r>{properties}{_t(words)}</r>" for properties, words in text.runs)
    return _t(text)


class SharedStrings:
    """Excel's own form for text, in order of first use; bounded, so memory is too."""

    path = "/xl/sharedStrings.xml"
    mime_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"

    def __init__(self, most: int = _MAX_SHARED) -> None:
        self._index: dict[str, int] = {}
        self._uses = 0
        self._most = most

    def cell(self, text: str) -> tuple[str, str]:
        """Return the type and the content of a cell with `text`; inline when the table is full."""
        item = string_item(text)
        index = self._index.get(item)
        if index is None:
            if len(self._index) >= self._most:
                return "inlineStr", f"<is>{item}</is>"
            index = self._index[item] = len(self._index)
        self._uses += 1
        return "s", f"<v>{index}</v>"

    def part(self) -> str:
        """Return the part."""
        counts = f'count="{self._uses}" uniqueCount="{len(self._index)}"'
        items = "".join(f"<si>{item}</si>" for item in self._index)
        return f'{XML_HEAD}<sst xmlns="{SHEET_MAIN_NS}" {counts}>{items}</sst>'


class ClaimList:
    """The custom part that says where in a text each claim stands."""

    path = "/customXml/item1.xml"
    mime_type = "application/xml"


class ClaimListProperties:
    """What stands beside a custom part in files that Excel itself writes."""

    path = "/customXml/itemProps1.xml"
    mime_type = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    part = (
        f'{XML_HEAD}<ds:datastoreItem ds:itemID="{{6C1D6A0B-5B0E-4C53-9A6F-2F0C7A1C5E01}}" '
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
        "<ds:schemaRefs/></ds:datastoreItem>"
    )
    links = (
        f"{XML_HEAD}<Relationships "
        'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/customXmlProps" Target="itemProps1.xml"/></Relationships>'
    )


class SheetWriter(WorksheetWriter):  # type: ignore[misc]
    """Writes rows as text instead of one XML tree a cell."""

    strings: SharedStrings

    def get_stream(self) -> Any:
        """Return the coroutine that openpyxl sends elements to."""
        out = self.out
        out.write(f'{XML_HEAD}<worksheet xmlns="{SHEET_MAIN_NS}">'.encode())
        try:
            while True:
                element = yield
                if element is True:
                    yield out
                elif element is not None:
                    out.write(tostring(element))
        except GeneratorExit:
            pass
        if not out.closed:  # an error in a row has closed the part
            out.write(b"</worksheet>")

    def write_rows(self) -> None:
        """Write all rows."""
        out = self.xf.send(True)
        out.write(b"<sheetData>")
        batch: list[str] = []
        size = 0
        for number, row in self.rows():
            text = self._row(row, number)
            batch.append(text)
            size += len(text)
            if size > _BATCH:
                out.write("".join(batch).encode("utf-8"))
                batch, size = [], 0
        out.write("".join(batch).encode("utf-8"))
        out.write(b"</sheetData>")
        self.xf.send(None)

    def write_drawings(self) -> None:
        """Write the drawings, and before them that years as text are no mistake."""
        ignored = Element("ignoredErrors")
        used = {"sqref": self.ws.calculate_dimension(), "numberStoredAsText": "1"}
        SubElement(ignored, "ignoredError", used)
        self.xf.send(ignored)
        super().write_drawings()

    def _row(self, cells: Iterable[Any], number: int) -> str:
        dimension = dict(self.ws.row_dimensions[number]) if number in self.ws.row_dimensions else {}
        attributes = "".join(f' {key}="{value}"' for key, value in dimension.items() if key != "r")
        parts = [f'<row r="{number}"{attributes}>']
        for cell in cells:
            if cell._comment is not None:
                self.ws._comments.append(CommentRecord.from_cell(cell))
            if cell._value is not None or cell.has_style or cell._comment:
                parts.append(self._cell(cell))
        parts.append("</row>")
        return "".join(parts)

    def _cell(self, cell: Any) -> str:
        value = cell._value
        head = f'<c r="{cell.coordinate}"' + (f' s="{cell.style_id}"' if cell.has_style else "")
        if cell.hyperlink:
            self.ws._hyperlinks.append(cell.hyperlink)
        if value is None or value == "":
            return f"{head}/>"
        match cell.data_type:
            case "s":
                kind, content = self.strings.cell(value)
                return f'{head} t="{kind}">{content}</c>'
            case "f":
                formula = xml_escape(str(value)[1:])
                return f"{head}><f>{formula}</f><v>{number_text(value.cached)}</v></c>"
            case "n":
                return f"{head}><v>{number_text(value)}</v></c>"
            case "d":
                return f"{head}><v>{number_text(to_excel(value))}</v></c>"
            case kind:
                raise AssertionError(kind)  # Page.put gives no other


def keep_schema(kind: type[Kept]) -> type[Kept]:
    """Return a subclass of an openpyxl Serialisable with its parent's schema.

    openpyxl's metaclass works the schema out from a class's own body: without this a subclass
    silently writes nothing of its parent.
    """
    for name in ("__attrs__", "__elements__", "__nested__", "__namespaced__"):
        setattr(kind, name, getattr(kind.__mro__[1], name))
    return kind


@keep_schema
class AltDrawing(SpreadsheetDrawing):  # type: ignore[misc]
    """A drawing whose charts tell readers who cannot see them what they show."""

    def _chart_frame(self, idx: int) -> Any:
        frame = super()._chart_frame(idx)
        told, properties = self.charts[idx - 1], frame.nvGraphicFramePr.cNvPr
        properties.id = idx + 1  # 1 is the drawing itself in Excel's own files
        properties.descr, properties.name = told.alt, told.alt_name
        return frame


@keep_schema
class AltTable(Table):  # type: ignore[misc]
    """A ListObject with a summary, an extension that openpyxl's Table drops."""

    tagname = "table"
    alt_title = ""
    alt = ""

    def to_tree(self) -> Any:
        """Return the element."""
        tree = super().to_tree()
        told = {"altText": self.alt_title, "altTextSummary": self.alt}
        if any(told.values()):
            uri = {"uri": "{504A1905-F514-4f6f-8877-14C23A59335A}"}
            extension = SubElement(SubElement(tree, "extLst"), "ext", uri)
            filled = {key: value for key, value in told.items() if value}
            SubElement(extension, f"{{{_X14}}}table", filled)
        return tree


@keep_schema
class NoteSheet(CommentSheet):  # type: ignore[misc]
    """Comments under Excel's own part name, the only one that exceljs knows."""

    _path = "/xl/comments{0}.xml"


class ReportWriter(ExcelWriter):  # type: ignore[misc]
    """Writes the package with our sheets, shared strings, alt text and list of claims."""

    def __init__(self, workbook: Workbook, package: StablePackage, claims: str) -> None:
        super().__init__(workbook, package)
        self._strings = SharedStrings()
        self._claims = claims

    def _write_worksheets(self) -> None:
        super()._write_worksheets()
        self._archive.writestr(SharedStrings.path[1:], self._strings.part())
        self.manifest.append(self._strings)
        self._archive.writestr(ClaimList.path[1:], self._claims)
        self.manifest.append(ClaimList())
        self._archive.writestr("customXml/_rels/item1.xml.rels", ClaimListProperties.links)
        self._archive.writestr(ClaimListProperties.path[1:], ClaimListProperties.part)
        self.manifest.append(ClaimListProperties())

    def _write_comment(self, ws: Any) -> None:
        notes = cast("Any", NoteSheet.from_comments(ws._comments))
        self._comments.append(notes)
        notes._id = len(self._comments)
        self._archive.writestr(notes.path[1:], tostring(notes.to_tree()))
        self.manifest.append(notes)
        ws.legacy_drawing = f"xl/drawings/vmlDrawing{notes._id}.vml"
        self._archive.writestr(ws.legacy_drawing, notes.write_shapes(None))
        ws._rels.append(Relationship(Id="comments", type=notes._rel_type, Target=notes.path))

    def write_worksheet(self, ws: Any) -> None:
        """Write one sheet."""
        ws._drawing = AltDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        with self._archive.part(ws.path[1:]) as out:
            writer = self.sheet_writer(ws, out)
            writer.strings = self._strings
            writer.write()
        ws._rels = writer._rels
        self.manifest.append(ws)

    def sheet_writer(self, ws: Any, out: Any) -> SheetWriter:
        """Return what writes one sheet to `out`."""
        return SheetWriter(ws, out)
