"""The archival side of a file: object streams, the colour profile, the metadata packet."""

from __future__ import annotations

import datetime as dt
import hashlib
import struct
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

_A_STREAM: Final = 200
"""Small objects put together before they are compressed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Information:
    """What a file tells about itself."""

    title: str
    subject: str
    author: str
    creator: str
    keywords: str
    language: str
    edition: dt.date

    @property
    def iso(self) -> str:
        """The first moment of the edition, as XMP writes it."""
        return f"{self.edition.isoformat()}T00:00:00Z"

    @property
    def moment(self) -> str:
        """The first moment of the edition, as PDF writes it."""
        return f"D:{self.edition:%Y%m%d}000000Z"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the file."""

    name: str
    media_type: str
    description: str
    data: bytes


def file_bytes(
    document: Any, identifier: bytes, information: bytes, tree: Callable[[int], Iterable[bytes]]
) -> bytes:
    """Return the file of a ReportLab document, with object streams and a cross-reference stream.

    `tree(first)` gives the structure tree, numbered from `first` when all other objects have their
    numbers, and the catalog as the last. ReportLab's own writer leaves out the end of line before
    `endstream` that PDF/A (ISO 19005-3, 6.1.7.1) demands.
    """
    parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
    length = len(parts[0])
    place: dict[int, tuple[int, int, int]] = {}
    small: list[tuple[int, bytes]] = []

    def put(number: int, body: bytes) -> None:
        nonlocal length
        whole = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        place[number] = (1, length, 0)
        parts.append(whole)
        length += len(whole)

    last = 0
    while last + 1 in document.numberToId:
        last += 1
        body = pdfdoc.format(document.idToObject[document.numberToId[last]], document, toplevel=1)
        if body.endswith(b"endstream\n"):
            put(last, body[:-10] + b"\nendstream")
        else:
            small.append((last, body.strip()))
    for body in (*tree(last + 1), information):
        last += 1
        small.append((last, body))
    info = last
    for start in range(0, len(small), _A_STREAM):
        last += 1
        heads: list[bytes] = []
        bodies: list[bytes] = []
        offset = 0
        for index, (number, body) in enumerate(small[start : start + _A_STREAM]):
            heads.append(b"%d %d" % (number, offset))
            bodies.append(body)
            offset += len(body) + 1
            place[number] = (2, last, index)
        head = b" ".join(heads) + b"\n"
        packed = zlib.compress(head + b"\n".join(bodies), 9)
        put(
            last,
            b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream"
            % (len(heads), len(head), len(packed), packed),
        )
    last += 1
    place[last] = (1, length, 0)
    rows = b"".join(struct.pack(">BIH", *place[number]) for number in range(1, last + 1))
    packed = zlib.compress(b"\0\0\0\0\0\xff\xff" + rows, 9)
    parts.append(
        b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]"
        b"/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n"
        % (
            last,
            last + 1,
            info - 1,
            info,
            identifier,
            identifier,
            len(packed),
            packed,
            length,
        )
    )
    return b"".join(parts)


def attach(document: Any, attachments: Iterable[Attachment], information: Information) -> None:
    """Put `attachments` into a ReportLab document, as data associated with the whole of it."""
    specifications: list[Any] = []
    names: list[Any] = []
    for attachment in sorted(attachments, key=lambda each: each.name):
        # The digest is only what readers compare the stream with (ISO 32000-1, table 46).
        digest = hashlib.md5(attachment.data, usedforsecurity=False).hexdigest()
        stream = pdfdoc.PDFStream(
            pdfdoc.PDFDictionary(
                {
                    "Type": "/EmbeddedFile",
                    # PDFName leaves the slash alone, which would end the name.
                    "Subtype": "/" + attachment.media_type.replace("/", "#2F"),
                    "Params": f"<</Size {len(attachment.data)}/ModDate({information.moment})"
                    f"/CheckSum<{digest}>>>",
                }
            ),
            attachment.data,
            [pdfdoc.PDFZCompress],
        )
        reference = document.Reference(stream)
        specification = document.Reference(
            pdfdoc.PDFDictionary(
                {
                    "Type": "/Filespec",
                    "F": pdfdoc.PDFString(attachment.name),
                    "UF": pdfdoc.PDFString(attachment.name),
                    "Desc": pdfdoc.PDFString(attachment.description),
                    "AFRelationship": "/Data",
                    "EF": pdfdoc.PDFDictionary({"F": reference, "UF": reference}),
                }
            )
        )
        specifications.append(specification)
        names += [pdfdoc.PDFString(attachment.name), specification]
    if specifications:
        catalog = document.Catalog
        catalog.AF = pdfdoc.PDFArray(specifications)
        catalog.Names = pdfdoc.PDFDictionary(
            {"EmbeddedFiles": pdfdoc.PDFDictionary({"Names": pdfdoc.PDFArray(names)})}
        )


@cache
def colour_profile() -> bytes:
    """Return an sRGB display profile (ICC v4.2) of half a kilobyte, always the same bytes.

    Source:
        IEC 61966-2-1 primaries, adapted to D50 as the ICC profile format asks.
    """

    def fixed(*values: float) -> bytes:
        return b"".join(struct.pack(">i", round(value * 65536)) for value in values)

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + fixed(*values)

    def words(text: str) -> bytes:
        head = struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(text) * 2, 28)
        return b"mluc\0\0\0\0" + head + text.encode("utf-16-be")

    curve = b"para\0\0\0\0" + struct.pack(">HH", 3, 0)
    curve += fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    adaptation = (
        *(1.04791, 0.02293, -0.0502),
        *(0.0296, 0.99046, -0.01707),
        *(-0.00925, 0.01506, 0.75179),
    )
    tags = (
        (b"desc", words("sRGB")),
        (b"cprt", words("CC0")),
        (b"wtpt", xyz(0.9642, 1, 0.8249)),
        (b"chad", b"sf32\0\0\0\0" + fixed(*adaptation)),
        (b"rXYZ", xyz(0.43607, 0.22249, 0.01392)),
        (b"gXYZ", xyz(0.38515, 0.71687, 0.09708)),
        (b"bXYZ", xyz(0.14307, 0.06061, 0.7141)),
        (b"rTRC", curve),
        (b"gTRC", curve),
        (b"bTRC", curve),
    )
    table, body = b"", b""
    start = 128 + 4 + 12 * len(tags)
    seen: dict[bytes, int] = {}
    for signature, data in tags:
        if data not in seen:
            body += b"\0" * (-len(body) % 4)
            seen[data] = start + len(body)
            body += data
        table += signature + struct.pack(">II", seen[data], len(data))
    body += b"\0" * (-len(body) % 4)
    head = struct.pack(
        ">I4sI4s4s4s6H4s",
        *(start + len(body), b"\0\0\0\0", 0x04200000, b"mntr", b"RGB ", b"XYZ "),
        *(2026, 1, 1, 0, 0, 0, b"acsp"),
    )
    head = head.ljust(68, b"\0") + fixed(0.9642, 1, 0.8249)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def packet(information: Information, producer: str) -> bytes:
    """Return the XMP packet: PDF/A-3a and PDF/UA-1, whose schema PDF/A wants declared."""
    return _PACKET.format(
        title=escape(information.title),
        subject=escape(information.subject),
        author=escape(information.author),
        keywords=escape(information.keywords),
        language=escape(information.language),
        creator=escape(information.creator),
        producer=escape(producer),
        iso=information.iso,
    ).encode()


_PACKET: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer><pdf:Keywords>{keywords}</pdf:Keywords>
<xmp:CreatorTool>{creator}</xmp:CreatorTool><xmp:CreateDate>{iso}</xmp:CreateDate>
<xmp:ModifyDate>{iso}</xmp:ModifyDate><xmp:MetadataDate>{iso}</xmp:MetadataDate>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
