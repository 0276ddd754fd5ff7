"""Every format shows what a document holds, finds it again, and writes the same bytes each time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

import samples
from chipreport.doc.nodes import Document, Layout, Paragraph, Text
from chipreport.doc.walk import fact_refs
from chipreport.errors import RenderError, VerificationError
from chipreport.formats import FORMATS
from chipreport.theme import Theme, load
from chipreport.world import DiskWorld

ROOT = Path(__file__).parents[2]
LAYOUTS = [(layout, language) for layout in Layout for language in ("en", "zh")]


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load(DiskWorld(ROOT))


def written(name: str, document: Document, theme: Theme) -> bytes:
    out = BytesIO()
    FORMATS[name].write(document, theme, out)
    return out.getvalue()


@pytest.mark.parametrize(("layout", "language"), LAYOUTS)
@pytest.mark.parametrize("name", list(FORMATS))
def test_every_claim_that_a_document_shows_is_read_back_from_the_file(
    name: str, layout: Layout, language: str, theme: Theme
) -> None:
    document = samples.document(layout, language)
    found = list(FORMATS[name].sightings(BytesIO(written(name, document, theme))))
    wanted = Counter(ref.claim.id for ref in fact_refs(document))
    assert Counter(seen.claim_id for seen in found) == wanted
    texts = {(ref.claim.id, ref.text) for ref in fact_refs(document)}
    assert {(seen.claim_id, seen.text) for seen in found} <= texts
    assert {seen.language for seen in found} == {language}
    assert all(seen.place for seen in found)


@pytest.mark.parametrize("name", list(FORMATS))
def test_a_file_has_the_same_bytes_in_another_process_and_time_zone(
    name: str, theme: Theme
) -> None:
    code = (
        "import sys, hashlib; from io import BytesIO; from pathlib import Path; import samples;"
        "from chipreport.formats import FORMATS; from chipreport.theme import load;"
        "from chipreport.world import DiskWorld; out = BytesIO();"
        f"FORMATS[{name!r}].write(samples.document(), load(DiskWorld(Path({str(ROOT)!r}))), out);"
        "print(hashlib.sha256(out.getvalue()).hexdigest())"
    )
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York"))
    }
    assert len(digests) == 1


@pytest.mark.parametrize("name", list(FORMATS))
def test_a_control_character_is_refused_with_its_place(name: str, theme: Theme) -> None:
    document = samples.document()
    bad = Paragraph((Text("bell \x07 rings"),))
    with pytest.raises(RenderError) as caught:
        written(name, replace(document, blocks=(bad, *document.blocks)), theme)
    assert "U+0007" in str(caught.value).upper() or "\\x07" in str(caught.value)


@pytest.mark.parametrize("name", list(FORMATS))
@pytest.mark.parametrize("content", [b"", b"not a report", b"PK\x03\x04 torn", b"%PDF-1.7 torn"])
def test_a_file_that_is_none_of_ours_is_named_as_such(name: str, content: bytes) -> None:
    with pytest.raises(VerificationError):
        list(FORMATS[name].sightings(BytesIO(content)))


@pytest.mark.parametrize("name", list(FORMATS))
def test_long_tables_keep_every_row(name: str, theme: Theme) -> None:
    document = samples.document(rows=40)
    found = list(FORMATS[name].sightings(BytesIO(written(name, document, theme))))
    assert Counter(seen.claim_id for seen in found) == Counter(
        ref.claim.id for ref in fact_refs(document)
    )
