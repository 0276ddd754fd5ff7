"""What a PDF promises to verify: every claim found again, every change seen, equal bytes."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest

import samples
from chipreport.doc import walk
from chipreport.doc.nodes import (
    Chart,
    ChartKind,
    Columns,
    Document,
    Heading,
    Layout,
    Link,
    NoteRef,
    Paragraph,
    ParagraphRole,
    Point,
    Row,
    Series,
    Text,
)
from chipreport.errors import RenderError, VerificationError
from chipreport.formats.pdf import FORMAT
from chipreport.theme import Theme, load
from chipreport.world import DiskWorld

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load(DiskWorld(ROOT))


def written(document: Document, theme: Theme) -> bytes:
    out = io.BytesIO()
    FORMAT.write(document, theme, out)
    return out.getvalue()


def found(data: bytes) -> list[tuple[str, str]]:
    return sorted((seen.claim_id, seen.text) for seen in FORMAT.sightings(io.BytesIO(data)))


def expected(document: Document) -> list[tuple[str, str]]:
    return sorted((ref.claim.id, ref.text) for ref in walk.fact_refs(document))


def with_blocks(*blocks: object) -> Document:
    return replace(samples.document(), blocks=(*blocks, samples.document().blocks[-1]))


def refused(document: Document, theme: Theme) -> list[str]:
    with pytest.raises(RenderError) as caught:
        written(document, theme)
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize("layout", [Layout.FACTSHEET, Layout.BRIEFING])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("rows", [1, 12])
def test_every_claim_is_found_again_as_printed(
    theme: Theme, layout: Layout, language: str, rows: int
) -> None:
    document = samples.document(layout, language, rows)
    assert found(written(document, theme)) == expected(document)


def test_sightings_name_page_and_language(theme: Theme) -> None:
    seen = list(FORMAT.sightings(io.BytesIO(written(samples.document(language="zh"), theme))))
    assert {each.language for each in seen} == {"zh"}
    assert seen[0].place == "page 1"
    assert {each.place for each in seen} >= {"page 1", "page 2", "page 3"}


@pytest.mark.parametrize("kind", list(ChartKind))
@pytest.mark.parametrize("count", [1, 2, 4])
def test_every_point_of_every_chart_is_found_again(
    theme: Theme, kind: ChartKind, count: int
) -> None:
    claims = list(samples.FACTS.values())
    points = tuple(
        Point(claim.time_period + str(at), samples.shown(claim), Decimal(at))
        for at, claim in enumerate(claims)
    )
    series = tuple(Series(f"Series {n}", points) for n in range(count))
    chart = Chart(key="all", kind=kind, series=series, unit="%", alt="All values.")
    document = with_blocks(Columns(((chart,), ()), (1, 1)), chart)
    assert found(written(document, theme)) == expected(document)


def character_map(page: pikepdf.Page, font: str) -> str:
    return page.Resources.Font[font].ToUnicode.read_bytes().decode()


def test_a_changed_digit_on_the_page_is_seen(theme: Theme) -> None:
    document = samples.document()
    data = written(document, theme)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pairs = re.findall(r"<(\w{4})><(\w{4})>", character_map(pdf.pages[0], "/B"))
        code = {chr(int(text, 16)): number for number, text in pairs}
        digits, others = (code["4"] + 2 * code["8"], code["5"] + 2 * code["8"])
        stream = pdf.pages[0].Contents
        before = stream.read_bytes()
        after = before.replace(digits.encode(), others.encode(), 1)
        assert after != before
        stream.write(after)
        changed = io.BytesIO()
        pdf.save(changed)
    wrong = set(found(changed.getvalue())) - set(expected(document))
    assert {claim for claim, _ in wrong} == {samples.REVENUE.id}
    assert any("588" in text for _, text in wrong)


def test_two_writes_give_equal_bytes_in_other_processes_too(theme: Theme) -> None:
    code = (
        "import sys, io, hashlib; sys.path.insert(0, sys.argv[1]);"
        "import samples; from pathlib import Path;"
        "from chipreport.formats.pdf import FORMAT; from chipreport.theme import load;"
        "from chipreport.world import DiskWorld; out = io.BytesIO();"
        "FORMAT.write(samples.document(), load(DiskWorld(Path(sys.argv[2]))), out);"
        "print(hashlib.sha256(out.getvalue()).hexdigest())"
    )
    digests = set()
    for seed, zone, epoch in (("1", "Asia/Shanghai", "1"), ("77", "America/New_York", "99999999")):
        other = {"PYTHONHASHSEED": seed, "TZ": zone, "SOURCE_DATE_EPOCH": epoch, "LC_ALL": "C"}
        command = [sys.executable, "-c", code, str(ROOT / "tests"), str(ROOT)]
        environment = {**other, "PYTHONPATH": str(ROOT / "src")}
        run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        digests.add(run.stdout)
    assert len(digests) == 1
    assert written(samples.document(), theme) == written(samples.document(), theme)


def test_documents_that_differ_in_one_word_have_different_identifiers(theme: Theme) -> None:
    def identifier(text: str) -> bytes:
        data = written(with_blocks(Paragraph((Text(text),))), theme)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return bytes(pdf.trailer.ID[0])

    assert identifier("one") != identifier("two")
    assert identifier("one") == identifier("one")


def test_text_never_becomes_a_link_or_an_operator(theme: Theme) -> None:
    hostile = ") Tj ET (endstream) /A<</S/URI>> https://example.org/ <script> =SUM(A1)"
    data = written(with_blocks(Heading(1, (Text(hostile),), "x")), theme)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        addresses = {str(area.A.URI) for page in pdf.pages for area in page.Annots if "/A" in area}
        assert addresses == {"https://example.org/yearbook"}
        assert hostile in str(pdf.Root.Outlines.First.Next.Title)


def test_every_problem_is_named_at_once(theme: Theme) -> None:
    document = with_blocks(
        Paragraph((Text("snowman \u2603\ufe0f", key="entity SNOW"), Text("bell\x07", key="x"))),
        Paragraph((NoteRef(99), Link("nowhere", "#nowhere"), Link("code", "javascript:1"))),
    )
    with pytest.raises(RenderError) as caught:
        written(replace(document, page="B5"), theme)
    codes = [problem.code for problem in caught.value.problems]
    assert sorted(codes) == ["R301", "R302", "R303", "R303", "R304", "R306"]
    text = str(caught.value)
    assert "entity SNOW" in text
    assert "U+FE0F" in text
    assert "U+0007" in text


def test_a_missing_glyph_in_a_value_names_its_claim(theme: Theme) -> None:
    ref = replace(samples.shown(samples.FIRMS), text="< 400 \u1f4f")
    with pytest.raises(RenderError, match=samples.FIRMS.id):
        written(with_blocks(Paragraph((ref,))), theme)


def test_a_ragged_table_and_an_empty_chart_are_refused(theme: Theme) -> None:
    table = replace(samples.fact_table(), rows=(Row((samples.words("one"),)),))
    chart = replace(samples.share_chart(), series=())
    assert refused(with_blocks(table, chart), theme) == ["R308", "R309"]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nnothing", b"PK\x03\x04"])
def test_a_broken_file_is_a_verification_error(data: bytes) -> None:
    with pytest.raises(VerificationError, match="V301"):
        list(FORMAT.sightings(io.BytesIO(data)))


def test_a_file_cut_short_or_of_another_maker_is_a_verification_error(theme: Theme) -> None:
    blank = pikepdf.new()
    blank.add_blank_page()
    out = io.BytesIO()
    blank.save(out)
    with pytest.raises(VerificationError, match="V302"):
        list(FORMAT.sightings(io.BytesIO(out.getvalue())))


def test_a_factsheet_that_nearly_fits_is_set_on_one_page(theme: Theme) -> None:
    sample = samples.document(Layout.FACTSHEET)
    blocks = (sample.blocks[1], sample.blocks[6], samples.timeline(), samples.fact_table(1))
    filler = Paragraph(samples.words("Words that fill the page. " * 25), ParagraphRole.NOTE)
    document = replace(sample, blocks=(*blocks, filler, sample.blocks[-1]))
    with pikepdf.open(io.BytesIO(written(document, theme))) as pdf:
        assert len(pdf.pages) == 1
