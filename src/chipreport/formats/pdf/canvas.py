"""Pages on ReportLab's canvas, on which everything is either tagged or an artifact.

Painters ask `open` for the words that begin the next piece of an element and hand over finished
content; what is not content of the document goes through `artifact`. Page numbers and targets
of links are known when the last page is laid out, so they are filled in by `finish`: one pass.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas as ReportLabCanvas

from chipreport.formats.pdf import archive, structure
from chipreport.formats.pdf.fonts import Font, face
from chipreport.formats.pdf.structure import Annotation, Content, Element, string
from chipreport.theme import fonts

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top."""


@dataclass(frozen=True, slots=True)
class Area:
    """A link: where it lies, where it leads, what it says of itself, to what it belongs."""

    rectangle: Rectangle
    target: str
    says: str
    owner: Element


@dataclass(slots=True)
class Page:
    """The content of a page so far; what is known only at the end stands as a function."""

    code: list[str | Callable[[], str]] = field(default_factory=list)
    owners: list[Element] = field(default_factory=list)
    areas: list[int] = field(default_factory=list)


class Canvas:
    """The pages of one file, their structure, links and outline."""

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self.regular = Font(face(fonts.REGULAR), "R")
        self.bold = Font(face(fonts.BOLD), "B")
        self.root = Element("Document")
        self.pages: list[Page] = []
        self.anchors: dict[str, tuple[int, float, float]] = {}
        self._areas: list[Area] = []
        self._outline: list[tuple[str, str, int]] = []

    # ------------------------------------------------------------------------ painting

    def new_page(self) -> None:
        """Go on on a fresh page."""
        self.pages.append(Page())

    def open(self, owner: Element) -> str:
        """Return the words that begin the next piece of content of `owner`; "EMC" ends it."""
        owners = self.pages[-1].owners
        number = len(owners)
        owners.append(owner)
        owner.add(Content(len(self.pages) - 1, number))
        return f"/{owner.tag}<</MCID {number}>>BDC"

    def write(self, code: str) -> None:
        """Put finished content, begun with `open` and ended with EMC, on the page."""
        self.pages[-1].code.append(code)

    def artifact(self, code: str, properties: str = "") -> None:
        """Put decoration on the page, which no reader needs to hear."""
        begin = f"/Artifact<<{properties}>>BDC" if properties else "/Artifact BMC"
        self.pages[-1].code.append(f"{begin} {code} EMC")

    def later(self, code: Callable[[], str]) -> None:
        """Put on the page what `code` says when all pages are there."""
        self.pages[-1].code.append(code)

    def anchor(self, name: str, x: float, y: float) -> None:
        """Let links to "#name" lead here; the first place of a name stands."""
        self.anchors.setdefault(name, (len(self.pages) - 1, x, y))

    def link(self, rectangle: Rectangle, target: str, says: str, owner: Element) -> None:
        """Make an area lead to "#anchor" or to an address; `owner` is its Link element."""
        page = len(self.pages) - 1
        index = len(self._areas)
        self._areas.append(Area(rectangle, target, says, owner))
        self.pages[page].areas.append(index)
        owner.kids.append(Annotation(page, index))

    def outline(self, title: str, anchor: str, level: int) -> None:
        """Add a bookmark; `level` counts from 0 and is at most one deeper than the last."""
        self._outline.append((title, anchor, level))

    def page_of(self, anchor: str) -> int:
        """Return the page of an anchor, counted from 1, when all pages are there."""
        return self.anchors[anchor][0] + 1

    # ----------------------------------------------------------------------- finishing

    def finish(
        self, information: archive.Information, attachments: Sequence[archive.Attachment]
    ) -> bytes:
        """Return the file."""
        canvas = ReportLabCanvas(
            "", pagesize=(self.width, self.height), pageCompression=1, invariant=1
        )
        document = canvas._doc
        streams = [self._stream(page) for page in self.pages]
        for number, (page, stream) in enumerate(zip(self.pages, streams, strict=True)):
            for title, anchor, level in self._outline:
                at, _, y = self.anchors[anchor]
                if at == number:
                    canvas.bookmarkPage(anchor, fit="XYZ", top=round(y, 2))
                    canvas.addOutlineEntry(title, anchor, level, closed=level > 0)
            canvas.showPage()
            self._complete(document.Pages.pages[-1], number, page, stream)
        numbers = [self._number(document, f"Page{n}") for n in range(1, len(self.pages) + 1)]
        for index, area in enumerate(self._areas):
            document.Reference(self._annotation(index, area, numbers), f"Area{index}")
        areas = [self._number(document, f"Area{index}") for index in range(len(self._areas))]
        # ReportLab lists Helvetica in every file, which is not embedded and never used here.
        for unused in document.idToObject["BasicFonts"].dict:
            document.idToObject[unused] = "null"
        document.idToObject["BasicFonts"].dict.clear()
        for font in (self.regular, self.bold):
            font.embed(document)
        self._catalog(canvas, information)
        archive.attach(document, attachments, information)
        self.root.entries = structure.digests({each.name: each.data for each in attachments})
        document.Outlines.prepare(document, canvas)
        if document.Outlines.ready < 0:
            document.Catalog.Outlines = None
        document.Catalog.StructTreeRoot = "null"
        pdfdoc.format(document.Catalog, document, toplevel=1)  # gives numbers to what it refers to

        def tree(first: int) -> list[bytes]:
            root, others = structure.objects(
                self.root,
                numbers,
                areas,
                [page.owners for page in self.pages],
                [area.owner for area in self._areas],
                first + 1,
            )
            document.Catalog.StructTreeRoot = f"{first} 0 R"
            catalog = pdfdoc.format(document.Catalog, document, toplevel=1)
            return [root, *others, catalog.strip()]

        identifier = self._identifier(streams, information, attachments)
        return archive.file_bytes(document, identifier, _information(information), tree)

    @staticmethod
    def _stream(page: Page) -> str:
        return "\n".join(code if isinstance(code, str) else code() for code in page.code) + "\n"

    def _complete(self, made: Any, number: int, page: Page, stream: str) -> None:
        # Given as a stream of its own, for ReportLab writes pages in ASCII-85, a quarter larger.
        made.Contents = pdfdoc.PDFStream(content=stream, filters=[pdfdoc.PDFZCompress])
        made.StructParents = number
        made.Tabs = "/S"
        made.__NoDefault__ = [*made.__NoDefault__, "StructParents", "Tabs"]
        made.Annots = [pdfdoc.PDFObjectReference(f"Area{index}") for index in page.areas]

    @staticmethod
    def _number(document: Any, name: str) -> int:
        return int(document.idToObjectNumberAndVersion[name][0])

    def _annotation(self, index: int, area: Area, pages: Sequence[int]) -> bytes:
        rectangle = " ".join(f"{number:.2f}" for number in area.rectangle)
        if area.target.startswith("#"):
            page, x, y = self.anchors[area.target[1:]]
            leads = f"/Dest[{pages[page]} 0 R/XYZ {x:.2f} {y:.2f} null]"
        else:
            leads = f"/A<</S/URI/URI{string(area.target)}>>"
        return (
            f"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[{rectangle}]{leads}"
            f"/StructParent {len(self.pages) + index}/Contents{string(area.says)}>>"
        ).encode()

    def _catalog(self, canvas: Any, information: archive.Information) -> None:
        document = canvas._doc
        catalog = document.Catalog
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents", "AF"]
        catalog.MarkInfo = "<</Marked true/UserProperties true>>"
        catalog.Lang = pdfdoc.PDFString(information.language)
        profile = pdfdoc.PDFStream(
            pdfdoc.PDFDictionary({"N": 3}), archive.colour_profile(), [pdfdoc.PDFZCompress]
        )
        number = pdfdoc.format(document.Reference(profile), document).decode("ascii")
        catalog.OutputIntents = (
            "[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
            f"/Info(sRGB IEC61966-2.1)/DestOutputProfile {number}>>]"
        )
        catalog.Metadata = pdfdoc.PDFStream(
            pdfdoc.PDFDictionary({"Type": "/Metadata", "Subtype": "/XML"}),
            archive.packet(information, PRODUCER),
            [],
        )
        canvas.setViewerPreference("DisplayDocTitle", "true")
        catalog.PageMode = "/UseOutlines" if len(self.pages) > 1 else "/UseNone"

    @staticmethod
    def _identifier(
        streams: Sequence[str],
        information: archive.Information,
        attachments: Sequence[archive.Attachment],
    ) -> bytes:
        digest = hashlib.sha256(repr(information).encode())
        for stream in streams:
            digest.update(stream.encode())
        for attachment in attachments:
            digest.update(attachment.data)
        return digest.hexdigest()[:32].encode()


PRODUCER = "chipreport, on ReportLab"


def _information(information: archive.Information) -> bytes:
    entries = {
        "Title": information.title,
        "Subject": information.subject,
        "Author": information.author,
        "Creator": information.creator,
        "Producer": PRODUCER,
        "Keywords": information.keywords,
        "CreationDate": information.moment,
        "ModDate": information.moment,
    }
    body = "".join(f"/{name}{string(text)}" for name, text in entries.items())
    return f"<<{body}/Trapped/False>>".encode()
