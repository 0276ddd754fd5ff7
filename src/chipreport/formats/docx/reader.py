"""A Word file back into the claims that its reader sees."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import BinaryIO

from lxml import etree

from chipreport.errors import Problem, VerificationError
from chipreport.formats import Sighting
from chipreport.formats.docx.anchors import claim_of, is_hashed
from chipreport.formats.docx.reference import CUSTOM_PREFIX
from chipreport.formats.docx.store import NAMESPACE, Stored, stored
from chipreport.formats.docx.wml import A, C, R, W
from chipreport.ooxml.chart_workbook import Mark, marks
from chipreport.ooxml.reading import Parts, parse, read, related

_W, _C, _A = f"{{{W}}}", f"{{{C}}}", f"{{{A}}}"
_BODY = "word/document.xml"
_DATA = ("DataTable", "Timeline")
_FURTHEST = 1000  # digits; a file could ask for any number of them
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def sightings(file: BinaryIO) -> Iterator[Sighting]:
    """Return every claim of the file in reading order.

    A claim whose bound text or whose number behind a chart differs from what stands on the page
    is yielded a second time with that, as Word and Excel would show it.

    Errors:
        VerificationError: V101 to V106 the package is not sound, V110 not ours, V111 no language,
        V112 a claim whose id is lost, V120 and V121 a chart that does not tell its claims.
    """
    parts = read(file)
    body = parse(parts, _BODY).find(f"{_W}body")
    if body is None or not _is_ours(parts):
        says = "this Word file was not made by chipreport"
        raise VerificationError(Problem("V110", says, hint="name a file of an edition"))
    reader = _Reader(parts)
    reader.walk(body)
    if reader.problems:
        raise VerificationError(*reader.problems)
    return iter(reader.found)


class _Reader:
    """Walks the body and remembers where it is."""

    def __init__(self, parts: Parts) -> None:
        self.found: list[Sighting] = []
        self.problems: list[Problem] = []
        self._parts = parts
        self._language = _language(parts)
        self._stored = _store(parts)
        self._targets = related(parts, _BODY)
        self._paragraphs = self._tables = self._charts = 0

    def walk(self, parent: etree._Element, place: str = "") -> None:
        """Go through the blocks in `parent`; `place` is where they are, unless by paragraph."""
        for child in parent.iterchildren(f"{_W}*"):
            match child.tag.removeprefix(_W):
                case "p":
                    self._paragraph(child, place)
                case "tbl":
                    self._table(child, place)
                case "sdt":
                    inside = child.find(f"{_W}sdtContent")
                    if inside is not None:
                        self.walk(inside, place)
                case _:
                    pass

    def _table(self, table: etree._Element, place: str) -> None:
        style = table.find(f"{_W}tblPr/{_W}tblStyle")
        data = style is None or style.get(f"{_W}val") in _DATA
        if data:
            self._tables += 1
        number = self._tables
        for order, row in enumerate(table.iter(f"{_W}tr") if data else _rows(table), 1):
            where = f"table {number}, row {order}" if data else place
            for cell in row.iter(f"{_W}tc") if data else row.iterchildren(f"{_W}tc"):
                self.walk(cell, where)

    def _paragraph(self, paragraph: etree._Element, place: str) -> None:
        if not place:
            self._paragraphs += 1
        where = place or f"paragraph {self._paragraphs}"
        for element in paragraph.iter(f"{_W}sdt", f"{_C}chart"):
            if element.tag == f"{_W}sdt":
                self._control(element, where)
            else:
                self._chart(element)

    def _control(self, control: etree._Element, place: str) -> None:
        tag = control.find(f"{_W}sdtPr/{_W}tag")
        binding = control.find(f"{_W}sdtPr/{_W}dataBinding")
        key, form = claim_of(
            "" if tag is None else tag.get(f"{_W}val", ""),
            "" if binding is None else binding.get(f"{_W}xpath", ""),
        )
        if not key:
            return
        claim_id = self._stored.ids.get(key, key)
        if is_hashed(claim_id):
            says = f"the store does not tell which claim {key} is"
            self.problems.append(Problem("V112", says, place, "build the file anew"))
            return
        shown = _text(control.find(f"{_W}sdtContent"))
        self._add(claim_id, shown, place, form=form)
        bound = self._stored.texts.get((key, form))
        if binding is not None and bound is not None and bound != shown:
            self._add(claim_id, bound, f"{place}, as bound", form=form)

    def _chart(self, element: etree._Element) -> None:
        self._charts += 1
        place = f"chart {self._charts}"
        part = self._targets.get(element.get(f"{{{R}}}id", ""), "")
        root = parse(self._parts, part)
        books = [name for name in related(self._parts, part).values() if name.endswith(".xlsx")]
        if not books or books[0] not in self._parts:
            says = "the chart has lost the workbook that tells its claims"
            self.problems.append(Problem("V121", says, place, "build the file anew"))
            return
        behind = marks(self._parts[books[0]])
        for order, series in enumerate(root.iter(f"{_C}ser")):
            labels = {_index(label): _label(label) for label in series.iter(f"{_C}dLbl")}
            for point in series.iterfind(f"{_C}val/{_C}numRef/{_C}numCache/{_C}pt"):
                index = _whole(point.get("idx", ""))
                mark = behind.get((order, index))
                if mark is None or not mark.claim_id:
                    says = f"mark {index + 1} of series {order + 1} has no claim"
                    self.problems.append(Problem("V121", says, place, "build the file anew"))
                    continue
                self._mark(mark, labels.get(index, ""), point.findtext(f"{_C}v") or "", place)

    def _mark(self, mark: Mark, label: str, cached: str, place: str) -> None:
        value = _number(cached)
        self._add(mark.claim_id, label, place, _scaled(value, mark.power))
        if mark.drawn != value:
            where = f"{place}, in its workbook"
            self._add(mark.claim_id, "", where, _scaled(mark.drawn, mark.power))

    def _add(
        self,
        claim_id: str,
        text: str,
        place: str,
        value: Decimal | None = None,
        form: str = "",
    ) -> None:
        self.found.append(
            Sighting(
                claim_id=claim_id,
                text=text,
                place=place,
                language=self._language,
                value=value,
                form=form,
            )
        )


def _is_ours(parts: Parts) -> bool:
    name = "docProps/custom.xml"
    if name not in parts:
        return False
    names = (element.get("name", "") for element in parse(parts, name))
    return any(name.startswith(CUSTOM_PREFIX) for name in names)


def _language(parts: Parts) -> str:
    found = parse(parts, "docProps/core.xml").findtext("{http://purl.org/dc/elements/1.1/}language")
    if not found:
        says = "the file does not tell its language"
        raise VerificationError(Problem("V111", says, "docProps/core.xml", "build it anew"))
    return found


def _store(parts: Parts) -> Stored:
    """Return what the store says; programs rename its part, so it is found by its namespace."""
    for name in parts:
        if name.startswith("customXml/item") and name.endswith(".xml") and parts[name]:
            root = parse(parts, name)
            if root.tag == f"{{{NAMESPACE}}}facts":
                return stored(root)
    return Stored({}, {})


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    return table.iterchildren(f"{_W}tr")


def _text(content: etree._Element | None) -> str:
    """Return the words as a reader sees them, without those that a revision deleted."""
    parts = []
    for element in () if content is None else content.iter(f"{_W}t", *_SIGNS):
        parts.append(_SIGNS.get(str(element.tag)) or element.text or "")
    return "".join(parts)


def _label(label: etree._Element) -> str:
    return "".join(text.text or "" for text in label.iter(f"{_A}t"))


def _index(label: etree._Element) -> int:
    found = label.find(f"{_C}idx")
    return -1 if found is None else _whole(found.get("val", ""))


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _scaled(number: Decimal | None, power: int | None) -> Decimal | None:
    if number is None or power is None or abs(number.adjusted()) > _FURTHEST:
        return None
    return number.scaleb(power)
