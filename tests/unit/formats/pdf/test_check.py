"""The own check passes what we write, and notices every fault planted in it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

import samples
from chipreport.doc.nodes import Layout
from chipreport.formats.pdf import FORMAT
from chipreport.formats.pdf.check import check
from chipreport.theme import load
from chipreport.world import DiskWorld

ROOT = Path(__file__).parents[4]
Harm = Callable[[Any], None]


def written(layout: Layout = Layout.BRIEFING, language: str = "en", rows: int = 6) -> bytes:
    out = io.BytesIO()
    FORMAT.write(samples.document(layout, language, rows), load(DiskWorld(ROOT)), out)
    return out.getvalue()


@pytest.fixture(scope="module")
def sound() -> bytes:
    return written()


def find(pdf: Any, tag: str, place: int = 0) -> Any:
    found = []

    def walk(element: Any) -> None:
        if isinstance(element, Dictionary) and "/S" in element:
            if "/" + tag == element.S:
                found.append(element)
            below = element.get("/K")
            for kid in below if isinstance(below, Array) else [below]:
                walk(kid)

    walk(pdf.Root.StructTreeRoot.K)
    return found[place]


def content(pdf: Any, page: int, old: bytes, new: bytes) -> None:
    stream = pdf.pages[page].Contents
    stream.write(re.sub(old, new, stream.read_bytes(), count=1))


def metadata(pdf: Any, old: bytes, new: bytes) -> None:
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(old, new))


def put(thing: Any, key: Any, value: Any) -> None:
    thing[key] = value


def drop(thing: Any, key: str) -> None:
    del thing[key]


def font(pdf: Any) -> Any:
    return pdf.pages[0].Resources.Font["/R"]


def shift(kids: Any) -> Any:
    first, second, *others = list(kids)
    return Array([second, first, *others])


FAULTS: dict[str, Harm] = {
    "language": lambda p: drop(p.Root, "/Lang"),
    "marked": lambda p: put(p.Root.MarkInfo, "/Marked", False),
    "display-title": lambda p: drop(p.Root.ViewerPreferences, "/DisplayDocTitle"),
    "metadata-accessible": lambda p: metadata(p, b"<pdfuaid:part>1<", b"<pdfuaid:part>2<"),
    "metadata-level": lambda p: metadata(p, b"conformance>A", b"conformance>X"),
    "metadata-title": lambda p: metadata(p, b"dc:title", b"dc:titl"),
    "output-intent": lambda p: drop(p.Root, "/OutputIntents"),
    "figure-description": lambda p: drop(find(p, "Figure"), "/Alt"),
    "figure-box": lambda p: drop(find(p, "Figure"), "/A"),
    "scope": lambda p: drop(find(p, "TH", 1), "/A"),
    "heading-levels": lambda p: put(find(p, "H2"), "/S", Name.H4),
    "nesting": lambda p: put(find(p, "TR", 2), "/S", Name.TD),
    "tag": lambda p: put(find(p, "P", 3), "/S", Name("/Para")),
    "content-without-element": lambda p: content(p, 0, rb"/P<</MCID 0>>BDC", b"/Foo BMC"),
    "nested-content": lambda p: content(
        p, 0, rb"/Artifact BMC", b"/Artifact BMC /P<</MCID 0>>BDC EMC"
    ),
    "unmarked-content": lambda p: content(p, 0, rb"/Artifact BMC", b"/Foo BMC"),
    "tab-order": lambda p: drop(p.pages[0].obj, "/Tabs"),
    "link-element": lambda p: drop(p.pages[0].Annots[0], "/StructParent"),
    "link-description": lambda p: drop(p.pages[0].Annots[0], "/Contents"),
    "link-printed": lambda p: put(p.pages[0].Annots[0], "/F", 0),
    "font-characters": lambda p: drop(font(p), "/ToUnicode"),
    "font-embedded": lambda p: drop(font(p).DescendantFonts[0].FontDescriptor, "/FontFile2"),
    "missing-glyph": lambda p: content(p, 0, rb"<(\w{4})", b"<0000"),
    "widths": lambda p: put(font(p).DescendantFonts[0].W[1], 5, 333),
    "note-identifier": lambda p: drop(find(p, "Note"), "/ID"),
    "attachment": lambda p: drop(p.Root.AF[0], "/AFRelationship"),
    "attachment-type": lambda p: drop(p.Root.AF[0].EF.F, "/Subtype"),
    "action": lambda p: put(p.Root, "/OpenAction", Dictionary(S=Name.JavaScript, JS=String("1"))),
    "parent-tree": lambda p: put(p.Root.StructTreeRoot.ParentTree.Nums[1], 2, find(p, "H1")),
    "reading-order": lambda p: put(p.Root.StructTreeRoot.K, "/K", shift(p.Root.StructTreeRoot.K.K)),
    "table-shape": lambda p: put(find(p, "TR", 3), "/K", Array(list(find(p, "TR", 3).K)[:-1])),
}


@pytest.mark.parametrize("layout", [Layout.BRIEFING, Layout.FACTSHEET])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_we_write_is_sound(layout: Layout, language: str) -> None:
    assert check(io.BytesIO(written(layout, language))) == []


@pytest.mark.parametrize("rule", list(FAULTS))
def test_a_planted_fault_is_named(sound: bytes, rule: str) -> None:
    with pikepdf.open(io.BytesIO(sound)) as pdf:
        FAULTS[rule](pdf)
        out = io.BytesIO()
        pdf.save(out)
    rules = {problem.says.partition(":")[0] for problem in check(io.BytesIO(out.getvalue()))}
    assert rule in rules


def test_a_file_that_is_no_pdf_is_one_problem() -> None:
    assert [problem.code for problem in check(io.BytesIO(b"nothing"))] == ["V301"]
