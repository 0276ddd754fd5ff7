"""The rules that keep a Word file sound, quiet and open to everybody."""

import re
from dataclasses import replace

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

import samples
from chipreport.doc.nodes import (
    Chart,
    Column,
    ColumnKind,
    Columns,
    Contents,
    Heading,
    Layout,
    Link,
    Listing,
    NoteRef,
    PageBreak,
    Paragraph,
    Row,
    Series,
    Table,
    Text,
)
from chipreport.errors import RenderError
from chipreport.formats.docx.tables import column_widths
from chipreport.formats.docx.wml import W
from chipreport.phrase import Form
from unit.formats.docx.helpers import part, written

_W = f"{{{W}}}"


def body(document):
    return etree.fromstring(part(written(document)).encode())


def of(*blocks, **more):
    return replace(samples.document(), blocks=blocks, **more)


def refused(document) -> list[str]:
    with pytest.raises(RenderError) as error:
        written(document)
    return [problem.code for problem in error.value.problems]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("layout", [Layout.BRIEFING, Layout.FACTSHEET])
def test_the_schemas_find_nothing(layout, language, tmp_path):
    path = tmp_path / "sample.docx"
    path.write_bytes(written(samples.document(layout, language)))
    result = OpenXmlValidator().validate(str(path))
    assert [str(error) for error in result.errors] == []


def test_nothing_makes_word_ask_on_opening():
    data = written(samples.document())
    assert "updateFields" not in part(data, "word/settings.xml")
    assert "w:dirty" not in part(data)


def test_controls_are_hidden_unlocked_and_of_one_number_each():
    root = body(samples.document(rows=20))
    controls = [c for c in root.iter(f"{_W}sdt") if c.find(f"{_W}sdtPr/{_W}tag") is not None]
    hidden = "{http://schemas.microsoft.com/office/word/2012/wordml}appearance"
    assert all(control.find(f"{_W}sdtPr/{hidden}") is not None for control in controls)
    assert root.find(f".//{_W}lock") is None
    numbers = [c.find(f"{_W}sdtPr/{_W}id").get(f"{_W}val") for c in root.iter(f"{_W}sdt")]
    assert len(numbers) == len(set(numbers))


def test_prose_is_bound_and_cells_are_not():
    root = body(samples.document())
    bound = list(root.iter(f"{_W}dataBinding"))
    assert bound
    assert root.findall(f".//{_W}tbl//{_W}p/{_W}pPr/{_W}pStyle[@{_W}val='TableNumber']")
    for binding in bound:
        style = next(binding.iterancestors(f"{_W}p")).find(f"{_W}pPr/{_W}pStyle")
        assert not style.get(f"{_W}val").startswith("Table")


def test_a_text_with_markup_signs_is_never_bound_and_the_bound_element_has_no_attributes():
    refs = [replace(samples.shown(samples.REVENUE), text=text) for text in ("R&D 5", "< 5")]
    other = replace(samples.shown(samples.FIRMS, Form.PROSE), text="R&D 5")
    document = of(Paragraph((*refs, other)), title=samples.words("R&D"))
    data = written(document)
    assert "w:dataBinding" not in part(data)
    store = etree.fromstring(part(data, "customXml/item1.xml").encode())
    assert all(not v.attrib for v in store.iter("{urn:chipreport:facts:1}v"))


def test_at_most_150_claims_are_bound():
    words = tuple(samples.shown(samples.UNITS_H1) for _ in range(400))
    assert part(written(of(Paragraph(words)))).count("<w:dataBinding") == 150


def test_a_forecast_has_a_look_of_its_own():
    text = part(written(of(Paragraph((samples.shown(samples.SHARE_2035),)))))
    assert '<w:rStyle w:val="FactForecast"/>' in text


def test_contents_hold_the_headings_and_lead_to_them():
    root = body(samples.document())
    texts = ["".join(t.text for t in p.iter(f"{_W}t")) for p in toc(root)]
    assert texts == ["Robots are on course for half the market", "All values", "What happened when"]
    anchors = {a.get(f"{_W}anchor") for p in toc(root) for a in p.iter(f"{_W}hyperlink")}
    assert anchors <= bookmarks(root)


def test_every_link_and_mark_leads_to_a_place():
    for layout in (Layout.BRIEFING, Layout.FACTSHEET):
        root = body(samples.document(layout))
        anchors = {a.get(f"{_W}anchor") for a in root.iter(f"{_W}hyperlink")} - {None}
        assert anchors <= bookmarks(root)
        names = [b.get(f"{_W}name") for b in root.iter(f"{_W}bookmarkStart")]
        assert len(names) == len({name.lower() for name in names})
        assert max(map(len, names)) <= 40


def test_every_table_of_data_repeats_its_head_and_says_what_it_holds():
    root = body(samples.document())
    tables = [t for t in root.iter(f"{_W}tbl") if table_style(t) == "DataTable"]
    assert tables
    for table in tables:
        assert table.find(f"{_W}tr/{_W}trPr/{_W}tblHeader") is not None
        assert table.find(f"{_W}tblPr/{_W}tblCaption") is not None
        assert table.find(f"{_W}tblPr/{_W}tblDescription") is not None


def test_every_cell_ends_in_a_paragraph():
    for cell in body(samples.document()).iter(f"{_W}tc"):
        assert cell[-1].tag == f"{_W}p"


def test_every_picture_says_what_it_shows():
    assert part(written(samples.document())).count('descr="') == 3


def test_a_page_break_is_a_property_of_what_follows():
    root = body(of(Paragraph(samples.words("a")), PageBreak(), Paragraph(samples.words("b"))))
    [broken] = [
        p for p in root.iter(f"{_W}p") if p.find(f"{_W}pPr/{_W}pageBreakBefore") is not None
    ]
    assert "".join(t.text for t in broken.iter(f"{_W}t")) == "b"


def test_each_numbered_list_counts_from_one():
    one = Listing((samples.words("a"),), ordered=True)
    data = written(of(one, one))
    assert part(data, "word/numbering.xml").count("startOverride") == 2


def test_han_in_a_chinese_document_takes_the_chinese_face():
    text = part(written(of(Paragraph(samples.words("“份额”——提升")), language="zh")))
    assert '<w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">“份额”' in text


def test_words_of_another_language_are_tagged():
    text = part(written(samples.document()))
    assert '<w:lang w:eastAsia="zh-CN"/>' in text


def test_pages_are_counted_in_both_languages():
    assert "Page " in part(written(samples.document()), "word/footer1.xml")
    assert "页，共" in part(written(samples.document(language="zh")), "word/footer1.xml")


def test_text_never_becomes_markup():
    text = "<w:p/> & ]]> {{ x }} =1+1"
    root = body(of(Paragraph((Text(text),))))
    assert text in {t.text for t in root.iter(f"{_W}t")}


def test_properties_tell_dataset_and_edition():
    data = written(samples.document())
    custom = part(data, "docProps/custom.xml")
    assert all(value in custom for value in ("toyland", "2031.2.3", "ab" * 32, "2031-02-03"))
    assert "2031-02-03T00:00:00Z" in part(data, "docProps/core.xml")


def test_columns_fill_the_width_and_numbers_do_not_wrap():
    table = samples.fact_table()
    widths = column_widths(table, 5000, 8.6)
    assert sum(widths) == 5000
    assert widths[1] >= 10 * 0.52 * 8.6 * 20


def test_a_column_without_a_share_takes_what_it_needs():
    heads = (Column(samples.words("A")), Column(samples.words("B"), ColumnKind.NUMBER))
    table = Table("t", heads, (Row((samples.words("long " * 30), samples.words("1"))),))
    first, second = column_widths(table, 9000, 8.6)
    assert first > 4 * second


@pytest.mark.parametrize(
    "sign", ["\x00", "\x07", "\x0b", "\x1f", "\x7f", "\x85", "\ufffe", "\ud800"]
)
def test_a_control_character_is_an_error_that_names_text_and_place(sign):
    with pytest.raises(RenderError) as error:
        written(of(Paragraph((Text(f"bad{sign}word", key="entity TOYLAND"),))))
    [problem] = error.value.problems
    assert problem.code == "R101"
    assert "bad" in problem.says
    assert "entity TOYLAND" in problem.where


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "file:///etc/passwd", "https://", "http://a b", "ftp://x.org"]
)
def test_a_link_that_is_not_to_the_web_is_an_error(target):
    assert refused(of(Paragraph((Link("x", target),)))) == ["R102"]


def test_what_leads_nowhere_is_an_error():
    blocks = (Paragraph((Link("x", "#nowhere"), NoteRef(9))),)
    assert refused(of(*blocks)) == ["R103", "R103"]


def test_one_anchor_twice_is_an_error():
    heading = Heading(1, samples.words("a"), "a")
    assert refused(of(heading, heading)) == ["R104"]


def test_an_unknown_language_and_page_are_errors():
    assert refused(of(language="fr", page="A7")) == ["R105", "R105"]


def test_a_chart_of_uneven_series_is_an_error():
    points = samples.share_chart().series[0].points
    series = (Series("a", points), Series("b", points[:1]))
    assert refused(of(Chart("c", samples.share_chart().kind, series, "%"))) == ["R106"]


@pytest.mark.parametrize(
    "block",
    [
        Table("t", (Column(samples.words("A")),), (Row(()),)),
        Table("t", (), ()),
        Columns(((),), (1, 1)),
        Columns(((), ()), (0, 0)),
        Heading(4, samples.words("deep"), "deep"),
    ],
)
def test_a_block_whose_pieces_do_not_fit_is_an_error(block):
    assert set(refused(of(block))) == {"R106"}


def test_all_problems_come_in_one_go():
    blocks = (Paragraph((Text("\x00"), Link("x", "javascript:1"), NoteRef(3))),)
    assert sorted(refused(of(*blocks, page="A7"))) == ["R101", "R102", "R103", "R105"]


def test_contents_without_headings_are_still_a_whole_field():
    text = part(written(of(Contents("Contents"))))
    assert text.count('"begin"') == text.count('"end"') == 1


def style(paragraph) -> str:
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if found is None else found.get(f"{_W}val")


def toc(root):
    return [p for p in root.iter(f"{_W}p") if re.fullmatch(r"TOC\d", style(p))]


def table_style(table) -> str:
    return table.find(f"{_W}tblPr/{_W}tblStyle").get(f"{_W}val")


def bookmarks(root) -> set[str]:
    return {b.get(f"{_W}name") for b in root.iter(f"{_W}bookmarkStart")}
