"""What is written is found again, and nothing else."""

import hashlib
import io
import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal

import docx
import pytest

import samples
from chipreport.doc import walk
from chipreport.doc.nodes import ChartKind, Document, Layout, Notes, Paragraph
from chipreport.errors import VerificationError
from chipreport.formats import FORMATS
from chipreport.phrase import Form
from unit.formats.docx.helpers import (
    BODY,
    ROOT,
    changed,
    exchanged,
    found,
    pairs,
    part,
    raw,
    written,
)

PRINTING = Layout.BRIEFING, Layout.FACTSHEET


def shown(document: Document) -> list[tuple[str, str]]:
    return sorted((ref.claim.id, ref.text) for ref in walk.fact_refs(document))


@pytest.mark.parametrize("rows", [1, 60])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("layout", PRINTING)
def test_every_claim_is_found_with_its_text(layout: Layout, language: str, rows: int):
    document = samples.document(layout, language, rows)
    data = written(document)
    assert pairs(data) == shown(document)
    assert {sighting.language for sighting in found(data)} == {language}


@pytest.mark.parametrize("kind", ChartKind)
def test_the_claims_of_every_kind_of_chart_are_found(kind: ChartKind):
    document = replace(samples.document(), blocks=(samples.share_chart(kind), notes()))
    assert pairs(written(document)) == shown(document)


def test_numbers_of_a_chart_are_found_in_the_unit_of_the_claim():
    values = {s.claim_id: s.value for s in found(written(samples.document())) if s.value}
    assert values["ROBOTS.UNITS.2029"] == Decimal(17000)


def test_a_place_is_named_as_a_person_would():
    sightings = found(written(samples.document()))
    places = [sighting.place for sighting in sightings]
    assert places[0] == "paragraph 2"
    assert "table 1, row 3" in places
    assert places[-1] == "chart 3"


def test_a_long_or_odd_id_is_found_whole():
    claims = [
        replace(samples.REVENUE, id="ROBOTS." + "VERY_LONG_" * 8),
        replace(samples.REVENUE, id="xml & <odd> ü"),
    ]
    words = tuple(samples.shown(claim, Form.PROSE) for claim in claims)
    document = replace(samples.document(), blocks=(Paragraph(words),))
    data = written(document)
    assert pairs(data) == shown(document)
    assert max(len(tag) for tag in re.findall(r'<w:tag w:val="([^"]*)"', part(data))) <= 64


def test_tabs_new_lines_and_rare_signs_survive():
    text = "a\tb\nc  d 😀 𠀀 & < > \" '"
    ref = replace(samples.shown(samples.REVENUE), text=text)
    document = replace(samples.document(), blocks=(Paragraph((ref,)),))
    assert (samples.REVENUE.id, text) in pairs(written(document))


def test_equal_documents_give_equal_bytes_in_any_process():
    script = (
        "import hashlib, sys; sys.path[:0] = ['src', 'tests']\n"
        "import samples; from unit.formats.docx.helpers import written\n"
        "print(hashlib.sha256(written(samples.document(rows=3))).hexdigest())"
    )
    digests = {hashlib.sha256(written(samples.document(rows=3))).hexdigest()}
    for seed, zone in (("1", "UTC"), ("77", "Asia/Shanghai")):
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(done.stdout.strip())
    assert len(digests) == 1


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (BODY, ">about 15,000<", ">about 16,000<"),
        (BODY, "&gt; TC488 bn</w:t>", "&gt; TC489 bn</w:t>"),
        ("word/charts/chart1.xml", "<a:t>17.4</a:t>", "<a:t>17.5</a:t>"),
        ("word/charts/chart1.xml", "<c:v>17.4</c:v>", "<c:v>17.5</c:v>"),
        ("customXml/item1.xml", "<v>about 15,000</v>", "<v>about 16,000</v>"),
    ],
)
def test_one_digit_changed_anywhere_is_seen(name: str, old: str, new: str):
    data = written(samples.document())
    spoilt = changed(data, name, lambda text: text.replace(old, new, 1))
    assert tell(spoilt) != tell(data)


def test_a_number_changed_behind_a_chart_is_seen():
    data = written(samples.document())
    name = "word/embeddings/chart1.xlsx"
    book = changed(
        raw(data, name), "xl/worksheets/sheet1.xml", lambda text: text.replace("17.4", "17.5")
    )
    places = {sighting.place for sighting in found(exchanged(data, name, book))}
    assert "chart 1, in its workbook" in places


def test_claims_are_found_by_their_binding_where_a_program_lost_the_tag():
    data = written(samples.document())
    lost = changed(data, BODY, lambda text: re.sub(r"<w:tag [^>]*/>", "", text))
    assert ("ROBOTS.UNITS.2030S1", "about 15,000") in pairs(lost)


def test_python_docx_opens_the_file():
    opened = docx.Document(io.BytesIO(written(samples.document())))
    assert opened.core_properties.title == "Toyland’s robots pass more than TC488 bn"
    assert [p.text for p in opened.paragraphs if p.style.name == "Heading 2"] == ["All values"]


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        (BODY, None, "V105"),
        ("docProps/custom.xml", None, "V110"),
        ("docProps/core.xml", None, "V105"),
        (
            "docProps/core.xml",
            lambda text: text.replace("<dc:language>en", "<dc:language>"),
            "V111",
        ),
        (BODY, lambda text: text[:-20], "V106"),
        ("word/embeddings/chart1.xlsx", None, "V121"),
        ("word/charts/chart1.xml", None, "V105"),
    ],
)
def test_a_broken_file_is_an_error_with_a_code(name, change, code):
    data = written(samples.document())
    with pytest.raises(VerificationError, match=code):
        found(changed(data, name, change))


def test_a_file_of_another_program_is_an_error():
    out = io.BytesIO()
    docx.Document().save(out)
    with pytest.raises(VerificationError, match="V110"):
        found(out.getvalue())


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04 and no more"])
def test_what_is_no_package_is_an_error(data: bytes):
    with pytest.raises(VerificationError):
        FORMATS["docx"].sightings(io.BytesIO(data))


def test_a_file_cut_short_anywhere_is_an_error():
    data = written(samples.document())
    for length in range(0, len(data), len(data) // 40):
        with pytest.raises(VerificationError):
            FORMATS["docx"].sightings(io.BytesIO(data[:length]))


def notes() -> Notes:
    return next(block for block in samples.document().blocks if isinstance(block, Notes))


def tell(data: bytes) -> list[tuple[str, str, str]]:
    return sorted((s.claim_id, s.text, str(s.value)) for s in found(data))
