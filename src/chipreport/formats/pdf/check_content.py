"""The content of the pages against the structure tree, and the fonts against what is printed."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from typing import Any, Final

import pikepdf

from chipreport.formats.pdf.check_tree import Tree

Say = Callable[[str, str], None]
_PAINT: Final = frozenset(
    ["S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI", "Tj", "TJ", "'", '"']
)
_PAIRS: Final = re.compile(rb"<([0-9A-F]{4})>\s*<([0-9A-F]+)>")
_NO_CHARACTER: Final = (b"0000", b"FFFE", b"FEFF")
_PRINT: Final = 4


def pages(pdf: pikepdf.Pdf, tree: Tree, say: Say) -> dict[Any, set[int]]:
    """Return the glyphs that each font prints; say where content and tree differ."""
    glyphs: dict[Any, set[int]] = {}
    for number, page in enumerate(pdf.pages):
        seen = _content(page, number, glyphs, say)
        order = tree.order.get(number, [])
        if sorted(seen) != sorted(order):
            say("content-without-element", f"page {number + 1}")
        elif seen != order:
            say("reading-order", f"page {number + 1}")
        row = tree.parents.get(int(page.get("/StructParents", -1)))
        owners = [] if row is None else [each.objgen for each in row]
        if row is None or owners != [tree.owner.get((number, at)) for at in range(len(owners))]:
            say("parent-tree", f"page {number + 1}")
        if "/Annots" in page:
            _annotations(page, number, tree, say)
    return glyphs


def _content(page: Any, number: int, glyphs: dict[Any, set[int]], say: Say) -> list[int]:
    """Return the pieces of content in the order of the page."""
    inside: list[tuple[int | None, bool]] = []
    seen: list[int] = []
    loose = 0
    current: Any = None
    steps: Any = pikepdf.parse_content_stream(page)
    for operands, operator in steps:
        name = str(operator)
        marked = any(piece is not None or artifact for piece, artifact in inside)
        if name in ("BDC", "BMC"):
            piece = _number(operands[1]) if name == "BDC" else None
            artifact = operands[0] == "/Artifact"
            if marked and (piece is not None or artifact):
                say("nested-content", f"page {number + 1}")
            inside.append((piece, artifact))
            if piece is not None:
                seen.append(piece)
        elif name == "EMC":
            inside.pop()
        elif name in _PAINT and not marked:
            loose += 1
        elif name == "Tf":
            current = page.Resources.Font[str(operands[0])]
        if name in ("Tj", "TJ") and current is not None:
            if current.get("/Subtype") != "/Type0":
                say("font-kind", str(current.get("/BaseFont")))
                continue
            parts = operands[0] if name == "TJ" else operands
            raw = b"".join(bytes(each) for each in parts if isinstance(each, pikepdf.String))
            used = glyphs.setdefault(current.objgen, set())
            used.update(raw[at] << 8 | raw[at + 1] for at in range(0, len(raw) - 1, 2))
    if inside:
        say("unbalanced-content", f"page {number + 1}")
    if loose:
        say("unmarked-content", f"page {number + 1}, {loose} times")
    return seen


def _number(properties: Any) -> int | None:
    if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
        return int(properties["/MCID"])
    return None


def _annotations(page: Any, number: int, tree: Tree, say: Say) -> None:
    where = f"page {number + 1}"
    if page.get("/Tabs") != "/S":
        say("tab-order", where)
    for area in page.Annots:
        tag, owner = tree.links.get(area.objgen, ("", None))
        key = area.get("/StructParent")
        if tag != "Link" or key is None or tree.parents[int(key)].objgen != owner:
            say("link-element", where)
        if not area.get("/Contents"):
            say("link-description", where)
        if not int(area.get("/F", 0)) & _PRINT:
            say("link-printed", where)


def font(made: Any, used: set[int], say: Say) -> None:
    """Say what is wrong with a font: embedded, every glyph with its character and its width."""
    name, inner = str(made.BaseFont), made.DescendantFonts[0]
    if "/FontFile2" not in inner.FontDescriptor:
        say("font-embedded", name)
        return
    if "/ToUnicode" not in made:
        say("font-characters", name)
        return
    pairs = _PAIRS.findall(made.ToUnicode.read_bytes())
    true = {int(code, 16): text for code, text in pairs}
    if 0 in used:
        say("missing-glyph", name)
    if any(true.get(glyph, b"0000") in _NO_CHARACTER for glyph in used):
        say("font-characters", name)
    if any(0xE000 <= int(text[:4], 16) <= 0xF8FF for text in true.values()):
        say("private-characters", name)
    drawn = _advances(inner.FontDescriptor.FontFile2.read_bytes())
    stated = [float(width) for width in inner.W[1]]
    if any(abs(stated[glyph] - drawn[min(glyph, len(drawn) - 1)]) > 1 for glyph in used):
        say("widths", name)


def _advances(data: bytes) -> list[float]:
    """Return the advance widths of a TrueType file in thousandths of the type size."""

    def short(at: int) -> int:
        return int(struct.unpack_from(">H", data, at)[0])

    tables = {
        data[12 + 16 * at : 16 + 16 * at]: int(struct.unpack_from(">I", data, 20 + 16 * at)[0])
        for at in range(short(4))
    }
    per_em, count = short(tables[b"head"] + 18), short(tables[b"hhea"] + 34)
    return [short(tables[b"hmtx"] + 4 * at) * 1000 / per_em for at in range(count)]
