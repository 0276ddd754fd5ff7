"""One Type0 font a face, with the true characters behind every glyph.

A face is read once a process. Each document keeps its own list of the glyphs that it uses, and
embeds those only.
"""

from __future__ import annotations

import hashlib
import io
from functools import cache
from typing import Any, Final

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObjectReference,
    PDFStream,
    PDFZCompress,
)
from reportlab.pdfbase.ttfonts import TTFontFile

from chipreport.theme import fonts

# Noto Sans SC draws these as wide as a Han character. The shipped faces keep narrow forms of them
# at private codes, for text in a Latin script; ToUnicode gives the true characters back.
_WIDE: Final = "―‘’“”…·§¶•†‡±×÷"
_MOST_KNOWN_WIDTHS: Final = 50_000
_CHARACTER_MAP: Final = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000><FFFF>
endcodespacerange
%s
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def _private(code: int) -> int:
    return 0xE000 + (code & 0xFF) + (0x100 if code > 0xFF else 0)


_TRUE: Final = {_private(ord(mark)): ord(mark) for mark in _WIDE}


class Face:
    """The outlines and widths of one typeface.

    Units:
        Widths are shares of the type size.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.file: Any = TTFontFile(io.BytesIO(fonts.face(name)))
        scale = 0.001
        self._widths: dict[str, float] = {
            chr(code): w * scale for code, w in self.file.charWidths.items()
        }
        self._known: dict[str, float] = {}
        self.characters = frozenset(self._widths)
        self._widths["\n"] = 0.0  # ends a line and is not printed
        there = self.file.charToGlyph
        self.narrow = {true: code for code, true in _TRUE.items() if code in there}

    def width(self, text: str) -> float:
        """Return how wide `text` is set in a size of one; words are measured once a process."""
        known = self._known
        try:
            return known[text]
        except KeyError:
            if len(known) > _MOST_KNOWN_WIDTHS:
                known.clear()
            found = known[text] = sum(map(self._widths.__getitem__, text))
            return found


@cache
def face(name: str) -> Face:
    """Return the face `name`, read once a process."""
    return Face(name)


class Font:
    """A face as one document uses it."""

    def __init__(self, of: Face, resource: str) -> None:
        self.face = of
        self.resource = resource
        self.width = of.width
        self._codes: list[int] = []
        self._glyphs: dict[int, int] = {0: 0}
        self._numbers: dict[int, int] = {}
        self._hex: dict[str, str] = {}

    def hex(self, text: str) -> str:
        """Return the glyph numbers of `text` as hex digits; the characters must be in the face."""
        known = self._hex
        try:
            return "".join(map(known.__getitem__, text))
        except KeyError:
            for character in text:
                if character not in known:
                    known[character] = f"{self._number(ord(character)):04X}"
            return "".join(map(known.__getitem__, text))

    def _number(self, code: int) -> int:
        original = self.face.file.charToGlyph[code]
        number = self._glyphs.setdefault(original, len(self._glyphs))
        self._numbers[code] = number
        self._codes.append(code)
        return number

    def embed(self, document: Any) -> None:
        """Add the font with the glyphs used to a ReportLab document; without any, add nothing."""
        if not self._codes:
            return
        file = self.face.file
        tag = hashlib.sha256(repr(self._codes).encode()).digest()
        name = "".join(chr(65 + byte % 26) for byte in tag[:6]) + "+" + self.face.name
        data = file.makeSubset(self._codes)
        descriptor = {
            "Type": "/FontDescriptor",
            "FontName": PDFName(name),
            "Flags": (file.flags & ~32) | 4,
            "FontBBox": PDFArray(file.bbox),
            "ItalicAngle": file.italicAngle,
            "Ascent": file.ascent,
            "Descent": file.descent,
            "CapHeight": file.capHeight,
            "StemV": file.stemV,
            "FontFile2": document.Reference(
                PDFStream(PDFDictionary({"Length1": len(data)}), data, [PDFZCompress])
            ),
        }
        descendant = {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": PDFName(name),
            "CIDToGIDMap": "/Identity",
            "DW": 1000,
            "CIDSystemInfo": "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
            "FontDescriptor": document.Reference(PDFDictionary(descriptor)),
            "W": f"[0[{self._advances()}]]",
        }
        font = {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": PDFName(name),
            "Encoding": "/Identity-H",
            "DescendantFonts": PDFArray([document.Reference(PDFDictionary(descendant))]),
            "ToUnicode": document.Reference(
                PDFStream(content=self._to_unicode(), filters=[PDFZCompress])
            ),
        }
        document.Reference(PDFDictionary(font), self.resource)
        basic = document.idToObject["BasicFonts"]
        basic.dict[self.resource] = PDFObjectReference(self.resource)

    def _advances(self) -> str:
        widths = {0: self.face.file.defaultWidth}
        for code, number in self._numbers.items():
            widths.setdefault(number, self.face.file.charWidths[code])
        return " ".join(f"{widths[number]:g}" for number in range(len(widths)))

    def _to_unicode(self) -> str:
        true: dict[int, int] = {}
        for code, number in self._numbers.items():
            true.setdefault(number, _TRUE.get(code, code))
        pairs = [
            f"<{number:04X}><{chr(code).encode('utf-16-be').hex().upper()}>"
            for number, code in sorted(true.items())
        ]
        blocks = (pairs[start : start + 100] for start in range(0, len(pairs), 100))
        return _CHARACTER_MAP % "\n".join(
            "\n".join((f"{len(block)} beginbfchar", *block, "endbfchar")) for block in blocks
        )
