"""What the tests of the Word format share."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from chipreport.doc.nodes import Document
from chipreport.formats import FORMATS, Sighting
from chipreport.theme import Theme, load
from chipreport.world import DiskWorld

ROOT = Path(__file__).parents[4]
THEME: Theme = load(DiskWorld(ROOT))
BODY = "word/document.xml"


def written(document: Document) -> bytes:
    out = io.BytesIO()
    FORMATS["docx"].write(document, THEME, out)
    return out.getvalue()


def raw(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def part(data: bytes, name: str = BODY) -> str:
    return raw(data, name).decode()


def found(data: bytes) -> list[Sighting]:
    return list(FORMATS["docx"].sightings(io.BytesIO(data)))


def pairs(data: bytes) -> list[tuple[str, str]]:
    return sorted((sighting.claim_id, sighting.text) for sighting in found(data))


def changed(data: bytes, name: str, change: Callable[[str], str] | None) -> bytes:
    """Return the file with the text of one part changed, or without that part."""
    if change is None:
        return exchanged(data, name, None)
    before = part(data, name)
    after = change(before)
    assert after != before
    return exchanged(data, name, after.encode())


def exchanged(data: bytes, name: str, content: bytes | None) -> bytes:
    """Return the file with other content in one part, or without that part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for member in source.namelist():
            if member != name:
                target.writestr(member, source.read(member))
            elif content is not None:
                target.writestr(member, content)
    return out.getvalue()
