"""A Word file that people have edited follows the dataset, and every edit stays."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from chipreport.errors import ChipReportError
from chipreport.formats.docx.refresh import refresh
from chipreport.formats.docx.refresh_report import (
    ALTERNATIVE,
    LABEL,
    LOOK,
    OVERTYPED,
    UNKNOWN,
    WITHDRAWN,
)
from chipreport.verify import verify_file
from unit.formats.docx.edits import (
    WORD,
    built,
    canonical,
    control,
    edited,
    loaded,
    paragraph,
    paste_below,
    retype,
    sold_more,
    text,
    toys,
)
from unit.formats.docx.helpers import BODY, changed, exchanged, part, raw

STORE = "customXml/item1.xml"
SOLD = "ROBOTS.SOLD.2025"


@pytest.fixture(scope="module")
def world():
    return toys()


@pytest.fixture(scope="module")
def file(world):
    return built(world)


@pytest.fixture(scope="module")
def fresh(world):
    return loaded(sold_more(world))


# ------------------------------------------------------------------------ no one has edited it


def test_a_file_that_is_up_to_date_comes_back_byte_for_byte(world, file):
    done = refresh(file, loaded(world))
    assert done.content == file
    assert (done.report.changed, done.report.conflicts, done.report.unchanged) == ([], [], 17)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_untouched_file_becomes_what_a_build_would_make(world, language):
    before = built(world, (language,))
    after = built(sold_more(world), (language,))
    done = refresh(before, loaded(sold_more(world)))
    assert canonical(done.content) == canonical(after)
    assert done.report.conflicts == []


def test_a_second_run_changes_nothing(file, fresh):
    once = refresh(file, fresh)
    twice = refresh(once.content, fresh)
    assert twice.content == once.content
    assert twice.report.changed == []
    assert twice.report.unchanged == 17


def test_worked_out_figures_follow(world, file):
    richer = world.cell(
        "observations", "ROBOTS.REVENUE.2025", obs_value="39", lower_bound="39", upper_bound="39"
    )
    done = refresh(file, loaded(richer))
    assert "about TC813,000" in " ".join(text(done.content))


def test_parts_without_figures_are_copied(file, fresh):
    done = refresh(file, fresh).content
    for name in ("word/styles.xml", "word/numbering.xml", "[Content_Types].xml"):
        assert raw(done, name) == raw(file, name)


def test_title_in_the_properties_follows(file, fresh):
    done = refresh(file, fresh).content
    assert "more than 1,300 robots" in part(done, "docProps/core.xml")


def test_the_edition_beside_the_title_and_in_the_footer_follows(world, file):
    later = sold_more(world).cell("observations", SOLD, vintage="2026-03-15")
    done = refresh(file, loaded(later)).content
    assert "Edition of 15 March 2026" in " ".join(text(done))
    assert "2026-03-15" in part(done, "word/footer1.xml")
    assert 'edition="2026-03-15"' in part(done, STORE)


# ---------------------------------------------------------------------------- people edited it


def test_a_moved_paragraph_and_new_words_stay_while_its_figures_change(file, fresh):
    def edit(root):
        moved = paragraph(root, "sold more than 1,200 robots in")
        body = root.find(f"{WORD}body")
        body.insert(1, moved)
        for words in moved.iter(f"{WORD}t"):
            words.text = words.text.replace(", after ", ", says the gazette, up from ")

    done = refresh(edited(file, edit), fresh)
    assert (
        "Toyland Robots sold more than 1,300 robots in 2025, says the gazette, up from 1,000"
        in text(done.content)[1]
    )
    assert done.report.conflicts == []


def test_a_figure_typed_over_stays_and_is_let_go(file, fresh):
    def edit(root):
        retype(control(paragraph(root, "in 2025, after"), SOLD, "counted"), "some 1,250 robots")

    once = refresh(edited(file, edit), fresh)
    [conflict] = once.report.conflicts
    assert (conflict.shown, conflict.why) == ("some 1,250 robots", OVERTYPED)
    assert conflict.expected == "more than 1,300 robots"
    kept = control(paragraph(etree.fromstring(raw(once.content, BODY)), "some"), SOLD, "counted")
    assert kept.find(f"{WORD}sdtPr/{WORD}tag").get(f"{WORD}val") == f"cr!:{SOLD}|counted"
    assert kept.find(f"{WORD}sdtPr/{WORD}dataBinding") is None
    twice = refresh(once.content, fresh)
    assert twice.content == once.content
    assert (twice.report.conflicts, twice.report.detached) == ([], 1)


def test_a_figure_typed_over_is_found_even_where_the_data_did_not_change(world, file):
    typed = edited(file, lambda root: retype(control(root, SOLD, "counted"), "12 robots"))
    assert [c.shown for c in refresh(typed, loaded(world)).report.conflicts] == ["12 robots"]


def test_a_person_who_typed_the_new_figure_was_right(file, fresh):
    typed = edited(
        file, lambda root: retype(control(root, SOLD, "counted"), "more than 1,300 robots")
    )
    assert refresh(typed, fresh).report.conflicts == []


def test_a_deleted_paragraph_stays_deleted(file, fresh):
    def edit(root):
        gone = paragraph(root, "Revenue was")
        gone.getparent().remove(gone)

    done = refresh(edited(file, edit), fresh)
    assert "Revenue was" not in " ".join(text(done.content))
    assert done.report.conflicts == []


def test_a_pasted_copy_follows_and_gets_a_number_of_its_own(file, fresh):
    pasted = edited(file, lambda root: paste_below(paragraph(root, "in 2025, after")))
    done = refresh(pasted, fresh)
    assert sum("sold more than 1,300 robots in 2025" in line for line in text(done.content)) == 2
    numbers = re.findall(r'<w:id w:val="(-?\d+)"', part(done.content))
    assert len(numbers) == len(set(numbers))
    assert refresh(done.content, fresh).content == done.content


def test_the_look_that_a_person_gave_a_figure_stays(file, fresh):
    def edit(root):
        properties = control(root, SOLD, "counted").find(f"{WORD}sdtContent/{WORD}r/{WORD}rPr")
        etree.SubElement(properties, f"{WORD}color").set(f"{WORD}val", "FF0000")

    done = refresh(edited(file, edit), fresh)
    kept = control(etree.fromstring(raw(done.content, BODY)), SOLD, "counted")
    assert "".join(kept.itertext()) == "more than 1,300 robots"
    assert kept.find(f".//{WORD}color").get(f"{WORD}val") == "FF0000"


def test_a_figure_in_several_runs_becomes_one(file, fresh):
    def edit(root):
        run = control(root, SOLD, "counted").find(f"{WORD}sdtContent/{WORD}r")
        paste_below(run)
        first, second = run.getparent()
        retype(first, "more than 1,2")
        retype(second, "00 robots")

    done = refresh(edited(file, edit), fresh)
    assert done.report.conflicts == []
    assert "Toyland Robots sold more than 1,300 robots" in text(done.content)


def test_a_figure_at_the_start_of_a_sentence_keeps_its_capital(file, fresh):
    def edit(root):
        retype(control(root, SOLD, "counted"), "More than 1,200 robots")

    done = refresh(edited(file, edit), fresh)
    assert any("More than 1,300 robots" in line for line in text(done.content))
    assert refresh(done.content, fresh).content == done.content


def test_a_withdrawn_fact_is_reported_and_its_text_stays(world, file):
    def without(rows):
        return [row for row in rows if row["obs_id"] != "PUPPETS.SOLD.2025"]

    less = loaded(world.edited("observations", without))
    once = refresh(file, less)
    [conflict] = once.report.conflicts
    assert (conflict.claim_id, conflict.shown) == ("PUPPETS.SOLD.2025", "640")
    assert conflict.why == WITHDRAWN
    assert "sold 640" in " ".join(text(once.content))
    assert refresh(once.content, less).content == once.content


def test_a_forecast_that_came_true_looks_like_a_fact_and_its_mark_is_reported(world, file):
    came_true = world.cell(
        "observations", "ROBOTS.SOLD.2026", scenario="actual", obs_status="A", obs_value="1400",
        upper_bound="1400",
    )  # fmt: skip
    done = refresh(file, loaded(came_true))
    assert "FactForecast" in part(file)
    assert "FactForecast" not in part(done.content)
    assert [conflict.why for conflict in done.report.conflicts] == [LOOK]
    assert refresh(done.content, loaded(came_true)).content == done.content


def test_words_that_a_store_must_not_hold_are_no_longer_bound(world, file):
    below = world.cell(
        "observations",
        "ROBOTS.REVENUE.2025",
        obs_value="39",
        comparator="lt",
        qualifier="under",
        lower_bound="",
        upper_bound="39",
    )
    done = refresh(file, loaded(below)).content
    for found in etree.fromstring(raw(done, BODY)).iter(f"{WORD}sdt"):
        if found.find(f"{WORD}sdtPr/{WORD}dataBinding") is not None:
            assert not set("&<") & set("".join(found.itertext()))


def test_what_verify_reads_back_is_the_new_dataset(file, fresh):
    import io

    done = refresh(file, fresh).content
    report = verify_file(io.BytesIO(done), "toys.docx", fresh)
    assert report.sound
    assert sum(report.shown.values()) == 17


# -------------------------------------------------------------------------------------- charts


def test_a_chart_follows_in_cache_label_and_workbook(file, fresh):
    done = refresh(file, fresh)
    chart = part(done.content, "word/charts/chart1.xml")
    assert "<c:v>1300</c:v>" in chart
    assert "&gt; 1,300" in chart
    assert "chart 1, 2025" in [change.where for change in done.report.changed]


def test_alternative_text_as_generated_follows(file, fresh):
    assert 'descr="Sales keep rising. 2024: 1,000; 2025: &gt; 1,300' in part(
        refresh(file, fresh).content
    )


def test_alternative_text_of_a_person_stays_and_is_reported_when_it_tells_an_old_figure(
    file, fresh
):
    own = changed(file, BODY, lambda xml: re.sub('descr="[^"]*"', 'descr="Up to &gt; 1,200"', xml))
    done = refresh(own, fresh)
    assert 'descr="Up to &gt; 1,200"' in part(done.content)
    assert [conflict.why for conflict in done.report.conflicts] == [ALTERNATIVE]


def test_alternative_text_of_a_person_without_a_figure_stays_in_peace(file, fresh):
    own = changed(file, BODY, lambda xml: re.sub('descr="[^"]*"', 'descr="Three bars"', xml))
    done = refresh(own, fresh)
    assert 'descr="Three bars"' in part(done.content)
    assert done.report.conflicts == []


def test_a_label_typed_over_stays_while_its_bar_follows(file, fresh):
    own = changed(
        file, "word/charts/chart1.xml", lambda xml: xml.replace("&gt; 1,200", "record year")
    )
    done = refresh(own, fresh)
    [conflict] = done.report.conflicts
    assert (conflict.shown, conflict.why) == ("record year", LABEL)
    chart = part(done.content, "word/charts/chart1.xml")
    assert "record year" in chart
    assert "<c:v>1300</c:v>" in chart


def test_a_chart_of_the_persons_own_is_left_alone(file, fresh):
    book = "word/embeddings/chart1.xlsx"
    other = exchanged(raw(file, book), "xl/worksheets/sheet2.xml", None)
    own = exchanged(file, book, other)
    done = refresh(own, fresh).content
    assert raw(done, "word/charts/chart1.xml") == raw(own, "word/charts/chart1.xml")


# ------------------------------------------------------------------- what other programs break


def test_tags_and_frames_that_a_program_dropped_are_put_back(file, fresh):
    def drop(xml):
        return re.sub(r"<w:tag [^>]*/>|<w15:appearance [^>]*/>", "", xml)

    whole = refresh(file, fresh)
    mended = refresh(changed(file, BODY, drop), fresh)
    assert text(mended.content) == text(whole.content)
    assert canonical(mended.content)[BODY] == canonical(whole.content)[BODY]
    assert mended.report.conflicts == []


def test_controls_that_a_program_left_nothing_but_text_and_style_are_found_by_them(file, fresh):
    bare = changed(file, BODY, lambda xml: re.sub(r"<w:sdtPr>.*?</w:sdtPr>", "<w:sdtPr/>", xml))
    done = refresh(bare, fresh)
    assert text(done.content) == text(refresh(file, fresh).content)
    assert done.report.conflicts == []


def test_a_bare_control_with_a_text_of_nobody_is_reported(file, fresh):
    def edit(root):
        found = control(root, SOLD, "counted")
        retype(found, "a hundred robots")
        found.find(f"{WORD}sdtPr").clear()

    done = refresh(edited(file, edit), fresh)
    assert [(c.claim_id, c.shown) for c in done.report.conflicts] == [
        ("unknown", "a hundred robots")
    ]
    assert "Toyland Robots sold a hundred robots" in text(done.content)


def test_a_control_that_a_program_split_in_three_becomes_one_again(file, fresh):
    def edit(root):
        found = control(root, SOLD, "counted")
        properties = found.find(f"{WORD}sdtPr")
        properties.remove(properties.find(f"{WORD}tag"))
        paste_below(found)
        paste_below(found)
        retype(found.getnext(), "robotsmore than 1,200 robots")

    done = refresh(edited(file, edit), fresh)
    assert text(done.content) == text(refresh(file, fresh).content)
    assert done.report.conflicts == []


def test_a_store_that_a_program_emptied_is_filled_from_earlier_vintages(world, file):
    def revise(rows):
        old = next(row for row in rows if row["obs_id"] == SOLD)
        new = {**old, "obs_id": f"{SOLD}.B", "obs_value": "1300", "lower_bound": "1300"}
        return [*rows, {**new, "vintage": "2026-03-15", "supersedes": SOLD}]

    revised = loaded(world.edited("observations", revise))
    emptied = exchanged(file, STORE, b"")
    done = refresh(emptied, revised)
    assert done.report.conflicts == []
    assert "Toyland Robots sold more than 1,300 robots" in text(done.content)
    assert "<v>more than 1,300 robots</v>" in part(done.content, STORE)
    assert refresh(done.content, revised).content == done.content


def test_with_the_store_lost_nothing_is_guessed_and_old_data_bring_it_back(world, file, fresh):
    emptied = exchanged(file, STORE, b"")
    once = refresh(emptied, fresh)
    assert {conflict.why for conflict in once.report.conflicts} == {UNKNOWN}
    assert "Toyland Robots sold more than 1,200 robots" in text(once.content)
    assert refresh(once.content, fresh).content == once.content
    healed = refresh(emptied, loaded(world)).content
    assert text(refresh(healed, fresh).content) == text(refresh(file, fresh).content)


def test_labels_keep_their_form_even_with_the_store_lost(world):
    later = world.cell(
        "observations",
        "ROBOTS.SOLD.2025",
        obs_value="1.3",
        lower_bound="1.3",
        unit_mult="3",
    )
    file = exchanged(built(later), STORE, b"")
    more = later.cell("observations", SOLD, obs_value="1.4", lower_bound="1.4")
    old = re.findall(r"<a:t>([^<]*)", part(file, "word/charts/chart1.xml"))
    new = re.findall(
        r"<a:t>([^<]*)", part(refresh(file, loaded(more)).content, "word/charts/chart1.xml")
    )
    assert new == [label.replace("1.3", "1.4").replace("1,300", "1,400") for label in old]


def test_store_id_and_compatibility_mode_come_back(file, fresh):
    lost = exchanged(file, "customXml/_rels/item1.xml.rels", None)
    lost = changed(
        lost,
        "word/settings.xml",
        lambda xml: re.sub(r'(compatibilityMode"[^>]*w:val=")15', r"\g<1>12", xml),
    )
    done = refresh(lost, fresh).content
    assert canonical(done) == canonical(refresh(file, fresh).content)


def test_chart_references_that_a_program_replaced_lead_to_cells_again(file, fresh):
    lost = changed(
        file,
        "word/charts/chart1.xml",
        lambda xml: re.sub(r"<c:f>[^<]*</c:f>", "<c:f>categories</c:f>", xml),
    )
    done = part(refresh(lost, fresh).content, "word/charts/chart1.xml")
    assert re.findall(r"<c:f>([^<]*)</c:f>", done) == [
        "Sheet1!$B$1",
        "Sheet1!$A$2:$A$4",
        "Sheet1!$B$2:$B$4",
    ]


# ------------------------------------------------------------------------------- not our files


def test_a_file_of_other_makers_is_refused(file, fresh):
    with pytest.raises(ChipReportError, match="W002"):
        refresh(exchanged(file, "docProps/custom.xml", None), fresh)


def test_a_file_from_another_dataset_is_refused(file, fresh):
    other = changed(file, "docProps/custom.xml", lambda xml: xml.replace("toyland-toys", "moons"))
    with pytest.raises(ChipReportError, match=r"W003.*'moons'.*'toyland-toys'"):
        refresh(other, fresh)


def test_a_file_of_a_newer_chipreport_is_refused(file, fresh):
    newer = changed(file, STORE, lambda xml: xml.replace("facts:1", "facts:2"))
    with pytest.raises(ChipReportError, match="W004"):
        refresh(newer, fresh)


def test_a_file_without_linked_figures_is_refused(file, fresh):
    bare = changed(file, BODY, lambda xml: re.sub(r"<w:drawing>.*?</w:drawing>", "", xml))
    wrapping = r"</?w:sdtContent>|</?w:sdt>|<w:sdtPr>.*?</w:sdtPr>"
    bare = changed(bare, BODY, lambda xml: re.sub(wrapping, "", xml))
    with pytest.raises(ChipReportError, match="W005"):
        refresh(bare, fresh)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "V101"),
        (b"plain words", "V101"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "W001"),
    ],
)
def test_what_is_no_word_file_is_refused(content, code, fresh):
    with pytest.raises(ChipReportError, match=code):
        refresh(content, fresh)


def test_a_broken_part_is_refused(file, fresh):
    with pytest.raises(ChipReportError, match="V106"):
        refresh(exchanged(file, BODY, b"<w:document"), fresh)


# ----------------------------------------------------------------------------- tracked changes


def test_a_figure_whose_deletion_is_tracked_is_left_alone(file, fresh):
    def edit(root):
        found = control(root, "PUPPETS.SOLD.2025", "prose")
        gone = etree.Element(f"{WORD}del")
        found.addprevious(gone)
        gone.append(found)
        for words in found.iter(f"{WORD}t"):
            words.tag = f"{WORD}delText"

    done = refresh(edited(file, edit), fresh)
    assert done.report.conflicts == []
    assert done.report.unchanged + len(done.report.changed) == 16
    assert "<w:delText" in part(done.content)


def test_a_figure_typed_over_with_tracking_is_a_conflict_that_keeps_both(file, fresh):
    def edit(root):
        content = control(root, SOLD, "counted").find(f"{WORD}sdtContent")
        [run] = content
        gone, put = (etree.SubElement(content, f"{WORD}{name}") for name in ("del", "ins"))
        typed = etree.SubElement(etree.SubElement(put, f"{WORD}r"), f"{WORD}t")
        typed.text = "a record"
        gone.append(run)
        for words in gone.iter(f"{WORD}t"):
            words.tag = f"{WORD}delText"

    done = refresh(edited(file, edit), fresh)
    assert [conflict.shown for conflict in done.report.conflicts] == ["a record"]
    assert "more than 1,200 robots</w:delText>" in part(done.content)
