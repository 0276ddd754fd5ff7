"""A document on its way to Word: its parts and relationships, and what must not repeat."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import BinaryIO
from urllib.parse import quote

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from chipreport.doc.nodes import Chart, Core, Document, FactRef, Heading, Notes, Table
from chipreport.doc.walk import every_block
from chipreport.formats.docx.anchors import bookmark_name, number_from, tag
from chipreport.formats.docx.page import Page
from chipreport.formats.docx.store import Store
from chipreport.formats.docx.words import WORDS, Words
from chipreport.ooxml.chart import chart_part
from chipreport.ooxml.chart_workbook import workbook
from chipreport.ooxml.package import TYPE, Member, write
from chipreport.theme import Theme

WORD = f"{TYPE}.wordprocessingml"
_ADDRESS = ";/?:@&=+$,#%!*'()~[]"


@dataclass(frozen=True, slots=True)
class Frame:
    """Where blocks stand: the width they have, in twips, and what surrounds them."""

    width: int
    in_callout: bool = False
    in_column: bool = False

    def narrowed(self, by: int, *, callout: bool = False) -> Frame:
        """Return the frame of something inside this one."""
        return replace(self, width=self.width - by, in_callout=self.in_callout or callout)


class Manuscript:
    """Parts, relationships and counters that the blocks of one document share."""

    def __init__(self, document: Document, theme: Theme) -> None:
        self.document = document
        self.theme = theme
        self.words: Words = WORDS[document.language]
        self.page = Page.of(document.page, theme, document.layout)
        self.store = Store(document)
        self.package = OpcPackage()
        self.lists = 0
        self._main = Part(PackURI("/word/document.xml"), f"{WORD}.document.main+xml", b"")
        self.package.relate_to(self._main, RT.OFFICE_DOCUMENT)
        self._charts = 0
        self._drawings = 0
        self._bookmarks = 0
        self._breaks = False
        self._ids: set[int] = set()
        self._seen: dict[str, int] = {}
        self._anchors = _anchors(document)

    # ------------------------------------------------------------------ parts

    def add(self, name: str, content_type: str, data: bytes, kind: str) -> str:
        """Return the id of the relationship from the document to a new part."""
        return self._relate(self._main, Part(PackURI(name), content_type, data), kind)

    def add_beside(self, name: str, content_type: str, data: bytes, kind: str) -> None:
        """Add a part that belongs to the package, not to the document in it."""
        self.package.relate_to(Part(PackURI(name), content_type, data), kind)

    def add_store(self, properties: bytes) -> None:
        """Add the store and the part that gives it its id."""
        item = Part(PackURI("/customXml/item1.xml"), "application/xml", self.store.part())
        kind = f"{TYPE}.customXmlProperties+xml"
        about = Part(PackURI("/customXml/itemProps1.xml"), kind, properties)
        self._relate(self._main, item, RT.CUSTOM_XML)
        self._relate(item, about, RT.CUSTOM_XML_PROPS)

    def add_chart(self, chart: Chart, size: float) -> str:
        """Return the id of the relationship to the part of `chart`."""
        self._charts += 1
        number = self._charts
        data = chart_part(chart, self.theme, self.words.locale, size=size)
        kind = f"{TYPE}.drawingml.chart+xml"
        part = Part(PackURI(f"/word/charts/chart{number}.xml"), kind, data)
        name = PackURI(f"/word/embeddings/chart{number}.xlsx")
        self._relate(part, Part(name, f"{TYPE}.spreadsheetml.sheet", workbook(chart)), RT.PACKAGE)
        return self._relate(self._main, part, RT.CHART)

    def address(self, url: str) -> str:
        """Return the id of the relationship to an address outside."""
        safe = quote(url, safe=_ADDRESS)
        return str(self._main.relate_to(safe, RT.HYPERLINK, is_external=True))

    def save(self, body: str, out: BinaryIO) -> None:
        """Write the package with `body` as the part of the document."""
        members = [Member("_rels/.rels", "", self.package.rels.xml)]
        for part in self.package.iter_parts():
            name = str(part.partname).lstrip("/")
            data = body.encode() if part is self._main else part.blob
            members.append(Member(name, part.content_type, data))
            if len(part.rels):
                rels = str(part.partname.rels_uri).lstrip("/")
                members.append(Member(rels, "", part.rels.xml))
        write(out, members)

    def _relate(self, source: Part, target: Part, kind: str) -> str:
        return str(source.relate_to(target, kind))

    # --------------------------------------------------------------- counters

    def next_list(self) -> int:
        """Return the number of a new numbered list, which counts from one again."""
        self.lists += 1
        return self.lists

    def next_drawing(self) -> int:
        """Return a number for a drawing."""
        self._drawings += 1
        return self._drawings

    def control_id(self, ref: FactRef) -> int:
        """Return the number of a control: a hash of what it shows and how often it was shown."""
        name = tag(ref.claim.id, ref.form.value)
        self._seen[name] = self._seen.get(name, 0) + 1
        return number_from(f"{name}|{self._seen[name]}", self._ids)

    def control_id_of(self, name: str) -> int:
        """Return the number of a control that shows no claim."""
        return number_from(name, self._ids)

    def bookmark(self, anchor: str, content: str) -> str:
        """Return `content` as the place to which links to `anchor` lead."""
        self._bookmarks += 1
        number, name = self._bookmarks, self.place(anchor)
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )

    def place(self, anchor: str) -> str:
        """Return the name of the bookmark of `anchor`."""
        return self._anchors[anchor]

    def note_anchor(self, number: int) -> str:
        """Return the name of the bookmark of the note `number`."""
        return self._anchors[f"\0{number}"]

    # ------------------------------------------------------------ page breaks

    def break_page(self) -> None:
        """Let the next paragraph start a new page."""
        self._breaks = True

    def take_break(self) -> str:
        """Return the property that starts a new page, once after each break."""
        found = "<w:pageBreakBefore/>" if self._breaks else ""
        self._breaks = False
        return found


def _anchors(document: Document) -> dict[str, str]:
    """Return the bookmark of every anchor; those of headings are named as Word names them."""
    found: dict[str, str] = {}
    headings = 0
    blocks: tuple[Core, ...] = tuple(every_block(document.blocks))
    for block in blocks:
        match block:
            case Heading(anchor=anchor):
                found[anchor] = f"_Toc{100_000_001 + headings}"
                headings += 1
            case Table(key=key) | Chart(key=key):
                found[key] = bookmark_name(key)
            case Notes(notes=notes):
                for note in notes:
                    name = bookmark_name(note.anchor)
                    found[note.anchor] = found[f"\0{note.number}"] = name
            case _:
                pass
    return found
