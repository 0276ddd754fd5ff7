"""Names, texts and addresses that a workbook can hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chipreport.formats.xlsx.guard import Guard, escape, looks_like_reference, unescape, units


@pytest.mark.parametrize("name", ["GPU2025", "FY2024", "Q1", "R2", "R1C1", "C", "2025_gpu", "a b"])
def test_no_name_looks_like_a_cell(name):
    found = Guard().name(name)
    assert not looks_like_reference(found)
    assert " " not in found
    assert not found[0].isdigit()


@given(st.lists(st.text(max_size=40), max_size=8))
def test_sheet_names_are_legal_and_unique(wanted):
    guard = Guard()
    names = [guard.sheet(text) for text in wanted]
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < units(name) <= 31
        assert not set(name) & set("\\*?:/[]")
        assert not name.startswith("'")
        assert not name.endswith("'")


def test_names_stay_unique_when_a_numbered_one_is_there_already():
    guard = Guard()
    assert [guard.name(name) for name in ("a_2", "a", "a", "a")] == ["a_2", "a", "a_3", "a_4"]


@pytest.mark.parametrize("bad", ["\x0b", "\ud800", "\ufffe"])
def test_a_character_that_xml_has_not_is_named_with_its_place(bad):
    guard = Guard()
    guard.text(f"chip{bad}s", "Facts!C7")
    assert [(p.code, p.where) for p in guard.problems] == [("X101", "Facts!C7")]


def test_length_counts_utf_16_units():
    guard = Guard()
    guard.text("🚀" * 20_000, "A1")
    assert [problem.code for problem in guard.problems] == ["X102"]


@pytest.mark.parametrize("bad", ["javascript:alert(1)", "file:///etc", "https://a b", "//x", ""])
def test_only_web_addresses_become_links(bad):
    guard = Guard()
    assert guard.address(bad, "A1") == ""
    assert [problem.code for problem in guard.problems] == ["X103"]


@given(st.text(alphabet="_x0041AF b"))
def test_escapes_of_excel_survive(text):
    assert unescape(escape(text)) == text
