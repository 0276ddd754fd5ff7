"""A reproducible zip package, and what openpyxl's parts need before other readers open them."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable
from typing import IO, Any

from lxml import etree
from openpyxl.xml.constants import SHEET_MAIN_NS

_EPOCH = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6
_FONT_ORDER = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
_DRAWING = {"xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"}
_CHART = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
_BOTH = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class StablePackage(zipfile.ZipFile):
    """A zip in which the same parts give the same bytes: fixed time, mode, system and level."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        """Write a part, put right by what is known of its kind."""
        name = str(zinfo_or_arcname)
        content = data.encode("utf-8") if isinstance(data, str) else bytes(data)
        for start, mend in _MENDS.items():
            if name.startswith(start):
                content = mend(content)
        if name.endswith(".rels"):
            content = _relative(name, content)
        super().writestr(self._info(name), content)

    def part(self, name: str) -> IO[bytes]:
        """Return a part to write to; no ZIP64 header, which SheetJS refuses."""
        return self.open(self._info(name), "w")

    @staticmethod
    def _info(name: str) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, _EPOCH)
        info.create_system = 3
        info.external_attr = 0o600 << 16
        info.compress_type = zipfile.ZIP_DEFLATED
        info._compresslevel = _LEVEL  # type: ignore[attr-defined]
        return info


def _font_order(part: bytes) -> bytes:
    """Put the children of each font in the order of the schema; openpyxl writes the name first."""
    root = etree.fromstring(part)
    for font in root.iter(f"{{{SHEET_MAIN_NS}}}font"):
        font[:] = sorted(font, key=lambda child: _FONT_ORDER.index(etree.QName(child).localname))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _chart(part: bytes) -> bytes:
    """Say what openpyxl leaves open.

    Labels without sourceLinked="0" show the cell's format; a chart of one series without
    autoTitleDeleted takes the series' name for its title; runs without words are not needed.
    """
    part = part.replace(b"<a:r><a:t /></a:r>", b"").replace(b"<a:r><a:t/></a:r>", b"")
    part = part.replace(b"<plotArea>", b'<autoTitleDeleted val="1"/><plotArea>', 1)
    return re.sub(
        rb'<numFmt formatCode="([^"]*)"\s*/>',
        rb'<numFmt formatCode="\1" sourceLinked="0"/>',
        part,
    )


def _workbook_relations(part: bytes) -> bytes:
    """Add the shared strings and the list of claims, parts that openpyxl does not know of."""
    more = (
        f'<Relationship Id="rIdStrings" Type="{_RELATION}/sharedStrings" '
        'Target="sharedStrings.xml"/>'
        f'<Relationship Id="rIdClaims" Type="{_RELATION}/customXml" '
        'Target="../customXml/item1.xml"/>'
    )
    return part.replace(b"</Relationships>", more.encode() + b"</Relationships>")


def _relative(name: str, part: bytes) -> bytes:
    """Make targets relative, as Excel writes them; some readers cannot follow absolute ones."""
    folder = posixpath.dirname(posixpath.dirname(name)) or "."
    return re.sub(
        rb'Target="/([^"]*)"',
        lambda found: b'Target="' + posixpath.relpath(found[1].decode(), folder).encode() + b'"',
        part,
    )


def _prefixed(main: dict[str, str]) -> Callable[[bytes], bytes]:
    """Return a mend that uses Excel's own prefixes; exceljs matches 'xdr:wsDr' by its text."""

    def mend(part: bytes) -> bytes:
        old = etree.fromstring(part)
        attributes = {str(name): str(value) for name, value in old.attrib.items()}
        root = etree.Element(old.tag, attributes, nsmap={**main, **_BOTH})
        root.extend(list(old))
        etree.cleanup_namespaces(root, keep_ns_prefixes=list(main))
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    return mend


_MENDS: dict[str, Callable[[bytes], bytes]] = {
    "xl/styles.xml": _font_order,
    "xl/charts/chart": lambda part: _prefixed(_CHART)(_chart(part)),
    "xl/drawings/drawing": _prefixed(_DRAWING),
    "xl/_rels/workbook.xml.rels": _workbook_relations,
}
