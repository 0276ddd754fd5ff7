"""How pages are filled: heads come again, headings stay with what follows, rows are not alone."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

import samples
from chipreport.doc.nodes import Document, Heading, Layout, Paragraph
from chipreport.errors import RenderError
from chipreport.formats.pdf import FORMAT
from chipreport.formats.pdf.flow import Break, Whole, take
from chipreport.theme import Theme, load
from chipreport.world import DiskWorld

pdfium = pytest.importorskip("pypdfium2")
ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load(DiskWorld(ROOT))


def written(document: Document, theme: Theme) -> bytes:
    out = io.BytesIO()
    FORMAT.write(document, theme, out)
    return out.getvalue()


def texts(data: bytes) -> list[str]:
    pdf = pdfium.PdfDocument(data)
    pages = [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in pdf]
    pdf.close()
    return pages


class Slab(Whole):
    def __init__(self, tall: float, *, leads: bool = False) -> None:
        self.tall, self.leads = tall, leads

    def height(self, width: float) -> float:
        return self.tall


def test_heads_come_again_on_each_page_of_a_table(theme: Theme) -> None:
    pages = texts(written(samples.document(rows=20), theme))
    with_rows = [page for page in pages if "Robots delivered, first half" in page]
    assert len(with_rows) > 3
    assert all("Indicator" in page and "Paragraph" in page for page in with_rows[1:-1])


def test_pages_are_counted_in_the_words_of_the_language(theme: Theme) -> None:
    english = texts(written(samples.document(), theme))
    chinese = texts(written(samples.document(language="zh"), theme))
    assert f"page 2 of {len(english)}" in english[1]
    assert f"第 2 页，共 {len(chinese)} 页" in chinese[1]


def test_extracted_text_has_true_quotes_and_no_private_characters(theme: Theme) -> None:
    whole = "\n".join(texts(written(samples.document(), theme)))
    assert "Toyland’s robots" in whole
    assert "玩具机器人" in whole
    assert not any(0xE000 <= ord(character) <= 0xF8FF for character in whole)


def test_a_box_that_leads_goes_along_with_what_follows() -> None:
    share = take([Slab(60), Slab(20, leads=True), Slab(30)], 100, 100, 100)
    assert [each.box.height(100) for each in share.placed] == [60]
    assert [box.height(100) for box in share.rest] == [20, 30]


def test_a_break_ends_a_page_and_is_dropped_at_its_start() -> None:
    share = take([Break(), Slab(10), Break(), Slab(10)], 100, 100, 100)
    assert len(share.placed) == 1
    assert len(share.rest) == 1


def test_notes_lead_to_marks_and_marks_to_notes(theme: Theme) -> None:
    with pikepdf.open(io.BytesIO(written(samples.document(), theme))) as pdf:
        says = [str(area.Contents) for page in pdf.pages for area in page.Annots]
    assert "Note 3" in says
    assert "Back to the mark of note 3" in says


def test_the_facts_shown_travel_in_the_file(theme: Theme) -> None:
    document = samples.document()
    with pikepdf.open(io.BytesIO(written(document, theme))) as pdf:
        attached = pdf.Root.AF[0]
        assert attached.AFRelationship == "/Data"
        facts = json.loads(attached.EF.F.read_bytes())["facts"]
    revenue = next(fact for fact in facts if fact["id"] == samples.REVENUE.id)
    assert revenue["texts"] == ["more than TC488 bn", "> TC488 bn"]
    assert (revenue["comparator"], revenue["value"], revenue["lower"]) == ("gt", "488", "488")
    assert revenue["sources"][0]["paragraph"] == 1


def test_the_file_tells_title_edition_and_dataset(theme: Theme) -> None:
    with pikepdf.open(io.BytesIO(written(samples.document(), theme))) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Toyland’s robots pass more than TC488 bn"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20310203000000Z"
        assert "2031.2.3" in str(pdf.docinfo["/Keywords"])
        assert str(pdf.Root.Lang) == "en"


def test_a_factsheet_has_its_notes_at_the_foot(theme: Theme) -> None:
    document = replace(
        samples.document(Layout.FACTSHEET),
        blocks=(*samples.document().blocks[:2], samples.document(Layout.FACTSHEET).blocks[-1]),
    )
    data = written(document, theme)
    [page] = texts(data)
    assert page.index("Sources.") > page.index("Half a year")


def test_letter_pages_have_their_size(theme: Theme) -> None:
    data = written(replace(samples.document(), page="Letter"), theme)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [float(side) for side in pdf.pages[0].MediaBox] == [0, 0, 612, 792]


def test_heading_levels_of_the_structure_never_skip(theme: Theme) -> None:
    blocks = (
        Heading(3, samples.words("deep"), "a"),
        Heading(1, samples.words("high"), "b"),
        Heading(3, samples.words("deep again"), "c"),
        samples.document().blocks[-1],
    )
    with pikepdf.open(
        io.BytesIO(written(replace(samples.document(), blocks=blocks), theme))
    ) as pdf:
        tags = [str(kid.S) for kid in pdf.Root.StructTreeRoot.K.K if str(kid.S)[1] == "H"]
    assert tags == ["/H1", "/H2", "/H2", "/H3", "/H2"]


def test_a_block_higher_than_a_page_is_refused(theme: Theme) -> None:
    lines = "\u3000" * 40
    cell = samples.words(lines * 120)
    table = replace(
        samples.fact_table(), rows=(replace(samples.fact_table().rows[1], cells=(cell,) * 4),)
    )
    document = replace(samples.document(), blocks=(table, samples.document().blocks[-1]))
    with pytest.raises(RenderError, match="R311"):
        written(document, theme)


def test_a_long_paragraph_goes_on_on_the_next_page(theme: Theme) -> None:
    long = Paragraph(samples.words("Words that go on and on. " * 400))
    document = replace(samples.document(), blocks=(long, samples.document().blocks[-1]))
    assert len(texts(written(document, theme))) > 1


def test_a_last_page_that_would_be_nearly_empty_is_saved(theme: Theme) -> None:
    def pages(count: int) -> int:
        point = samples.document().blocks[1]
        text = Paragraph(samples.words("One short paragraph."))
        blocks = (point, *(text for _ in range(count)), samples.document().blocks[-1])
        return len(texts(written(replace(samples.document(), blocks=blocks), theme)))

    counts = [pages(count) for count in range(14, 30)]
    assert counts == sorted(counts)
    assert counts[0] == 1
    assert counts[-1] == 2
