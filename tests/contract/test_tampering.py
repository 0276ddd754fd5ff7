"""One changed digit in a finished file fails verification, and the report names it."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

import samples
from chipreport import facts
from chipreport.blocks import Scene
from chipreport.compose.citing import SourceNotes
from chipreport.doc.nodes import Card, Cards, Document, Notes, Paragraph
from chipreport.doc.notes import number_notes
from chipreport.facts import Dataset
from chipreport.formats import FORMATS
from chipreport.phrase import Form
from chipreport.theme import load
from chipreport.verify import verify_file
from chipreport.world import DiskWorld

ROOT = Path(__file__).parents[2]
WORLD = DiskWorld(ROOT)
CLAIM = "MINIMAX.EMPLOYEES"


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return facts.load(WORLD)


@pytest.fixture(scope="module")
def document(dataset: Dataset) -> Document:
    scene = Scene(dataset, "en")
    claim = dataset.claim(CLAIM)
    blocks = (
        Cards((Card(scene.shown(claim), samples.words("employees")),)),
        Paragraph((*samples.words("It had "), scene.shown(claim, Form.PROSE))),
        Notes("Sources"),
    )
    citing = SourceNotes(dataset, "en", "chipreport").citing()
    return replace(
        samples.document(), title=samples.words("Test"), blocks=number_notes(blocks, citing)
    )


def written(kind: str, document: Document) -> bytes:
    out = BytesIO()
    FORMATS[kind].write(document, load(WORLD), out)
    return out.getvalue()


def tampered(kind: str, content: bytes) -> bytes:
    return _pdf(content) if kind == "pdf" else _package(content)


def _package(content: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if re.fullmatch(r"word/document\.xml|xl/worksheets/sheet\d+\.xml", name):
                part = re.sub(rb">385<", b">386<", part)
            new.writestr(name, part)
    return out.getvalue()


def _pdf(content: bytes) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        for page in pdf.pages:
            codes = _codes(page)
            changed = []
            for operands, operator in pikepdf.parse_content_stream(page):
                texts = operands[0] if str(operator) == "TJ" else operands
                if str(operator) in ("Tj", "TJ"):
                    operands = [_swapped(list(texts), codes, str(operator))]
                changed.append((operands, operator))
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(changed))
        pdf.save(out)
    return out.getvalue()


def _codes(page: pikepdf.Page) -> dict[str, set[bytes]]:
    found: dict[str, set[bytes]] = {}
    for font in page.Resources.Font.values():
        text = font.ToUnicode.read_bytes()
        for code, character in re.findall(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>", text):
            found.setdefault(chr(int(character, 16)), set()).add(bytes.fromhex(code.decode()))
    return found


def _swapped(texts: list[object], codes: dict[str, set[bytes]], operator: str) -> object:
    out = []
    for text in texts:
        if isinstance(text, pikepdf.String):
            raw = bytes(text)
            pairs = [raw[n : n + 2] for n in range(0, len(raw), 2)]
            words = [
                next((c for c, known in codes.items() if pair in known), "?") for pair in pairs
            ]
            if "".join(words[:3]) == "385":
                pairs[2] = pairs[0]
            text = pikepdf.String(b"".join(pairs))
        out.append(text)
    return pikepdf.Array(out) if operator == "TJ" else out[0]


def _character(code: bytes, codes: dict[str, set[bytes]]) -> str:
    return next((character for character, known in codes.items() if code in known), "?")


@pytest.mark.parametrize("kind", list(FORMATS))
def test_an_untouched_file_passes(kind: str, document: Document, dataset: Dataset) -> None:
    report = verify_file(BytesIO(written(kind, document)), f"a.{kind}", dataset)
    assert report.sound
    assert report.shown[CLAIM] == 2


@pytest.mark.parametrize("kind", list(FORMATS))
def test_one_changed_digit_is_named_with_its_place_and_source(
    kind: str, document: Document, dataset: Dataset
) -> None:
    content = tampered(kind, written(kind, document))
    report = verify_file(BytesIO(content), f"a.{kind}", dataset)
    assert not report.sound
    said = "\n".join(str(problem) for problem in report.all_problems())
    assert CLAIM in said
    assert "385" in said
    assert "¶13" in said
