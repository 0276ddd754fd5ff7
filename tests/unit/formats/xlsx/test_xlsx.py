"""A workbook shows every claim of its document, and tells when one of them was changed."""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

import samples
from chipreport.doc import walk
from chipreport.doc.nodes import Heading, Layout, Link, NoteRef, Paragraph, Row, RowRole, Text
from chipreport.errors import RenderError, VerificationError
from chipreport.formats.xlsx import FORMAT
from chipreport.formats.xlsx.lint import lint
from chipreport.theme import load
from chipreport.world import DiskWorld

ROOT = Path(__file__).resolve().parents[4]
THEME = load(DiskWorld(ROOT))
LAYOUTS = [
    (layout, language, rows) for layout in Layout for language in ("en", "zh") for rows in (1, 60)
]


def written(document):
    out = io.BytesIO()
    FORMAT.write(document, THEME, out)
    return out.getvalue()


def sighted(content):
    return list(FORMAT.sightings(io.BytesIO(content)))


def pairs(found):
    return sorted((sighting.claim_id, sighting.text) for sighting in found)


def told(document):
    return sorted((ref.claim.id, ref.text) for ref in walk.fact_refs(document))


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(found):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, part in found.items():
            package.writestr(name, part)
    return out.getvalue()


def changed(content, part, old, new):
    found = parts(content)
    name = next(name for name in found if re.fullmatch(part, name) and old in found[name])
    found[name] = found[name].replace(old, new, 1)
    return packed(found)


def with_block(*blocks):
    document = samples.document(Layout.WORKBOOK)
    return replace(document, blocks=(*document.blocks[:-1], *blocks, document.blocks[-1]))


def listed_table(**changes):
    table = samples.fact_table(1, "table-listed")
    return replace(table, **({"rows": table.rows[1:]} | changes))


def with_table(**changes):
    return with_block(Heading(1, samples.words("Observations"), "obs"), listed_table(**changes))


@pytest.fixture(scope="module")
def content():
    return written(samples.document(Layout.WORKBOOK))


@pytest.mark.parametrize(("layout", "language", "rows"), LAYOUTS)
def test_every_claim_is_found_again(layout, language, rows):
    document = samples.document(layout, language, rows)
    found = sighted(written(document))
    assert pairs(found) == told(document)
    assert {sighting.language for sighting in found} == {language}


def test_numbers_are_the_claims_own(content):
    for sighting in sighted(content):
        if sighting.value is not None:
            assert sighting.value == samples.FACTS[sighting.claim_id].quantity.value
    assert sum(sighting.value is not None for sighting in sighted(content)) >= 20


def test_places_are_cells_a_person_can_go_to(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sighting in sighted(content):
        sheet, cell = sighting.place.rsplit("!", 1)
        assert book[sheet][cell].value is not None


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/.*", b"<v>17.4</v>", b"<v>17.5</v>"),
        ("xl/sharedStrings.xml", b"more than TC488 bn", b"more than TC498 bn"),
        ("xl/styles.xml", b"&gt; TC", b"&gt; TD"),
        ("xl/charts/chart.*", b"<c:v>17.4</c:v>", b"<c:v>17.5</c:v>"),
        ("xl/charts/chart.*", b"&gt; &quot;#,##0;", b"&lt; &quot;#,##0;"),
    ],
)
def test_a_change_in_the_file_is_seen(content, part, old, new):
    before = pairs(sighted(content))
    assert pairs(sighted(changed(content, part, old, new))) != before


def test_a_claim_that_was_taken_out_is_missing(content):
    before = Counter(pairs(sighted(content)))
    found = parts(content)
    name = next(n for n in found if n.startswith("xl/worksheets/") and b"<v>488</v>" in found[n])
    found[name] = found[name].replace(b"<v>488</v>", b"", 1)
    after = Counter(pairs(sighted(packed(found))))
    assert before - after == Counter([("ROBOTS.REVENUE.2030", "> TC488 bn")])


def test_two_writes_give_equal_bytes(content):
    assert written(samples.document(Layout.WORKBOOK)) == content


def test_another_process_gives_equal_bytes(content):
    script = (
        "import sys, samples\n"
        "from pathlib import Path\n"
        "from chipreport.doc.nodes import Layout\n"
        "from chipreport.formats.xlsx import FORMAT\n"
        "from chipreport.theme import load\n"
        "from chipreport.world import DiskWorld\n"
        "theme = load(DiskWorld(Path(sys.argv[1])))\n"
        "FORMAT.write(samples.document(Layout.WORKBOOK), theme, sys.stdout.buffer)\n"
    )
    variables = {
        "PYTHONHASHSEED": "77",
        "TZ": "Asia/Shanghai",
        "LC_ALL": "C",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]),
    }
    done = subprocess.run(
        [sys.executable, "-c", script, str(ROOT)], env=variables, capture_output=True, check=True
    )
    assert done.stdout == content


@pytest.mark.parametrize("bad", [b"", b"not a zip", b"PK\x03\x04 torn"])
def test_what_is_no_workbook_is_told_so(bad):
    with pytest.raises(VerificationError) as caught:
        sighted(bad)
    assert [problem.code for problem in caught.value.problems] == ["X201"]


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/styles.xml", "docProps/core.xml", "xl/sharedStrings.xml"]
)
def test_a_missing_or_broken_part_is_told(content, part):
    without = parts(content)
    del without[part]
    broken = parts(content) | {part: b"<worksheet"}
    for found in (without, broken):
        with pytest.raises(VerificationError) as caught:
            sighted(packed(found))
        assert [problem.code for problem in caught.value.problems] == ["X202"]


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_is_a_clear_problem_or_no_harm(content, data):
    place = data.draw(st.integers(0, len(content) - 1))
    damaged = bytearray(content)
    damaged[place] ^= data.draw(st.integers(1, 255))
    with contextlib.suppress(VerificationError):
        sighted(bytes(damaged))


def test_a_workbook_of_others_is_told():
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    with pytest.raises(VerificationError):
        sighted(out.getvalue())


def test_all_problems_of_a_document_come_at_once():
    document = with_block(
        Paragraph((Text("a\x0bb"),)),
        Paragraph((Link("away", "#nowhere"),)),
        Paragraph((Link("run", "javascript:alert(1)"),)),
        Paragraph((Text("see"), NoteRef(99))),
    )
    with pytest.raises(RenderError) as caught:
        written(document)
    assert {problem.code for problem in caught.value.problems} == {"X101", "X103", "X104", "X105"}
    assert all(problem.where for problem in caught.value.problems)


def test_text_never_becomes_a_formula_or_markup():
    evil = "=HYPERLINK(\"http://x\") & <b>'bold'</b> _x0041_"
    content = written(with_block(Paragraph(samples.words(evil))))
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" or str(cell.value).startswith("=ROUND(") for cell in cells)
    [found] = [cell for cell in cells if str(cell.value).startswith("=HYPERLINK")]
    assert found.data_type == "s" or found.quotePrefix
    assert found.quotePrefix
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content))
    texts = [
        v
        for name in rows.sheet_names
        for row in rows.get_sheet_by_name(name).to_python()
        for v in row
    ]
    assert evil in texts


def test_level_one_headings_name_the_sheets(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == [
        "Overview",
        "Robots are on course for half",
        "What happened when",
        "Sources",
    ]


def test_a_chinese_cover_has_a_chinese_name():
    book = openpyxl.load_workbook(io.BytesIO(written(samples.document(Layout.WORKBOOK, "zh"))))
    assert book.sheetnames[0] == "概览"
    assert book.worksheets[0].oddFooter.right.text.endswith("第 &P 页，共 &N 页")


def test_every_link_leads_to_a_cell_with_content(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    places = [
        cell.hyperlink.location for s in book for r in s.iter_rows() for cell in r if cell.hyperlink
    ]
    inside = [place for place in places if place]
    assert len(inside) >= 10
    for place in inside:
        sheet, cell = place.rsplit("!", 1)
        assert book[sheet.strip("'")][cell].value is not None


def test_a_table_without_groups_is_a_list_object_with_typed_cells():
    content = written(with_table())
    book = openpyxl.load_workbook(io.BytesIO(content))
    [table] = book["Observations"].tables.values()
    assert [column.name for column in table.tableColumns] == [
        "Indicator",
        "Value",
        "Period",
        "Paragraph",
    ]
    assert table.autoFilter.ref == table.ref
    rows = list(book["Observations"][table.ref])
    assert all(isinstance(row[1].value, int | float | str) for row in rows[1:])
    assert rows[1][1].value == 488
    assert rows[1][1].number_format.startswith('"> TC"#,##0" bn"')
    assert pairs(sighted(content)) == told(with_table())


@pytest.mark.parametrize("heading", ["Indicator [x]", "VALUE", ""])
def test_heads_that_excel_repairs_make_a_plain_range(heading):
    table = listed_table()
    columns = (replace(table.columns[0], heading=samples.words(heading)), *table.columns[1:])
    document = with_table(columns=columns)
    content = written(document)
    assert not [name for name in parts(content) if name.startswith("xl/tables/")]
    assert pairs(sighted(content)) == told(document)


def test_a_total_row_stands_below_the_list():
    table = listed_table()
    last = replace(table.rows[-1], role=RowRole.TOTAL)
    document = with_table(rows=(*table.rows[:-1], last))
    content = written(document)
    [part] = [part for name, part in parts(content).items() if name.startswith("xl/tables/")]
    rows = re.search(rb'ref="A(\d+):D(\d+)"', part)
    assert int(rows[2]) - int(rows[1]) == len(table.rows) - 1
    assert pairs(sighted(content)) == told(document)


def test_a_worked_out_value_is_a_live_formula_with_its_value(content):
    sheets = [part for name, part in parts(content).items() if name.startswith("xl/worksheets/")]
    found = re.findall(rb"<f>(ROUND[^<]*)</f><v>([^<]*)</v>", b"".join(sheets))
    assert len(found) == 1
    formula, value = found[0]
    assert value == b"9.1"
    assert b"fact_ROBOTS.SHARE.2030" in formula
    assert b"fact_ROBOTS.SHARE.2028" in formula


def test_names_hit_the_cells_of_their_claims(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    for claim in samples.FACTS.values():
        name = book.defined_names[f"fact_{claim.id}"]
        [(sheet, cell)] = name.destinations
        value = book[sheet][cell].value
        assert str(value) == str(claim.quantity.value) or str(value).startswith("=ROUND(")


def test_each_claim_has_one_note_on_where_it_comes_from(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    notes = [c.comment.text for s in book for row in s.iter_rows() for c in row if c.comment]
    assert len(notes) == len(samples.FACTS)
    assert all("Toyland Gazette" in note and "paragraph" in note for note in notes)
    assert sum("more than" in note for note in notes) == 2


def test_other_readers_see_the_same_numbers():
    document = with_table()
    content = written(document)
    numbers = Counter(
        value
        for name in CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names
        for row in CalamineWorkbook.from_filelike(io.BytesIO(content))
        .get_sheet_by_name(name)
        .to_python()
        for value in row
        if isinstance(value, float)
    )
    ours = Counter(float(s.value) for s in sighted(content) if s.value is not None)
    assert not ours - numbers


def test_pandas_reads_a_sheet_of_numbers(content):
    pandas = pytest.importorskip("pandas")
    for engine in ("openpyxl", "calamine"):
        frame = pandas.read_excel(io.BytesIO(content), sheet_name=0, header=None, engine=engine)
        assert {488, 17.4, 50, 15000, 400} <= set(frame[1].dropna())


def test_the_package_has_what_other_programs_need(content):
    found = parts(content)
    sheets = b"".join(
        part for name, part in found.items() if name.startswith("xl/worksheets/sheet")
    )
    assert b"inlineStr" not in sheets
    assert b"mergeCell" not in sheets
    assert not any(b'Target="/' in part for name, part in found.items() if name.endswith(".rels"))
    drawings = [
        part for name, part in found.items() if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name)
    ]
    assert sum(part.count(b"descr=") for part in drawings) == 3
    assert found["docProps/core.xml"].count(b"2031-02-03T00:00:00Z") == 2
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert not any(info.extra for info in package.infolist())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_our_rules_find_nothing_wrong(language):
    for rows in (1, 60):
        assert lint(io.BytesIO(written(samples.document(Layout.WORKBOOK, language, rows)))) == []
    assert lint(io.BytesIO(written(with_table()))) == []


def test_the_schema_finds_nothing_wrong(tmp_path):
    openxml_audit = pytest.importorskip("openxml_audit")
    path = tmp_path / "workbook.xlsx"
    path.write_bytes(written(with_table()))
    found = openxml_audit.OpenXmlValidator().validate(path)
    assert found.is_valid, found.errors


def test_a_chinese_edition_stores_its_own_unit_and_tells_the_claims_value():
    ref = replace(samples.shown(samples.REVENUE), text="超4,880亿元")
    document = with_block(
        Heading(1, samples.words("亿"), "yi"),
        replace(listed_table(), rows=(Row((samples.words("营收"), (ref,), (), ())),)),
    )
    [found] = [s for s in sighted(written(document)) if s.text == "超4,880亿元"]
    assert found.value == Decimal(488)


def test_a_claim_in_words_is_a_text_that_is_found():
    ref = replace(samples.shown(samples.REVENUE), text="several hundred billion crowns")
    table = replace(listed_table(), rows=(Row((samples.words("x"), (ref,), (), ())),))
    content = written(with_block(Heading(1, samples.words("W"), "w"), table))
    [found] = [s for s in sighted(content) if s.text == ref.text]
    assert found.value is None


def test_a_problem_is_told_once():
    document = with_block(Paragraph((Text("a\x0bb"),)), Heading(2, (Text("c\x0bd"),), "bad"))
    with pytest.raises(RenderError) as caught:
        written(document)
    problems = caught.value.problems
    assert len(set(problems)) == len(problems)


def test_a_long_list_keeps_its_head_in_sight():
    table = listed_table()
    content = written(with_table(rows=table.rows * 8))
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["Observations"]
    [listed] = sheet.tables.values()
    head = int(re.search(r"A(\d+):", listed.ref)[1])
    assert sheet.freeze_panes == f"A{head + 1}"
    assert sheet.print_title_rows == f"${head}:${head}"


def test_cost_grows_with_the_rows_and_not_faster(tmp_path):
    def calls(rows):
        table = listed_table()
        document = with_table(rows=table.rows * rows)
        counted = 0

        def count(*_):
            nonlocal counted
            counted += 1

        sys.setprofile(count)
        try:
            written(document)
        finally:
            sys.setprofile(None)
        return counted

    small, middle, large = calls(10), calls(30), calls(50)
    assert large - middle < 1.1 * (middle - small)
