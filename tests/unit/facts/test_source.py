"""Every place and numeral of the dataset is found again in its source."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from chipreport.errors import DatasetError
from chipreport.facts.copying import runs
from chipreport.facts.load import read_tables
from chipreport.facts.model import Tables
from chipreport.facts.source import check_source, numerals
from memory import article, shipped


@pytest.fixture(scope="module")
def tables() -> Tables:
    return read_tables(shipped())


def test_every_place_and_numeral_is_found_again(tables: Tables) -> None:
    assert check_source(tables, article()) == ()


def test_a_wrong_digit_is_found(tables: Tables) -> None:
    content = article()
    fact = tables.facts["SHANGHAI.STAR_LISTED_IC"]
    wrong = replace(fact, quantity=replace(fact.quantity, value=Decimal(53)))
    (problem,) = check_source(replace(tables, facts={**tables.facts, fact.id: wrong}), content)
    assert (problem.code, problem.where) == ("D063", "observations SHANGHAI.STAR_LISTED_IC")
    assert problem.hint == "printed there: 35"


def test_a_number_without_its_per_cent_sign_is_another_number(tables: Tables) -> None:
    content = article()
    fact = tables.facts["SHANGHAI.STAR_LISTED_IC"]
    percent = replace(fact.quantity, unit=tables.units["PT"])
    wrong = replace(tables, facts={fact.id: replace(fact, quantity=percent)})
    assert [problem.code for problem in check_source(wrong, content)] == ["D063"]


def test_a_wrong_day_is_found(tables: Tables) -> None:
    content = article()
    event = replace(tables.events["EV.SYMPOSIUM"], date="2026-01-18")
    (problem,) = check_source(replace(tables, events={event.id: event}), content)
    assert problem.where == "events EV.SYMPOSIUM"


def test_a_changed_sentence_loses_its_own_places_only(tables: Tables) -> None:
    changed = article().replace(b"385 employees", b"386 employees")
    found = check_source(tables, changed)
    assert {problem.code for problem in found} == {"D061"}
    lost = {problem.where.removeprefix("citations ") for problem in found}
    assert tables.facts["MINIMAX.EMPLOYEES"].citation.id in lost
    sentence = tables.facts["MINIMAX.EMPLOYEES"].citation.sentence_sha256
    assert {tables.citations[id].sentence_sha256 for id in lost} == {sentence}


def test_a_moved_sentence_is_pointed_to(tables: Tables) -> None:
    first = tables.citations["C00361_40"]
    only = replace(tables, citations={first.id: first}, facts={}, events={})
    (problem,) = check_source(only, b"A line before.\n" + article())
    assert problem.hint == f"its sentence now starts at character {first.sentence_start + 15}"


def test_what_is_no_text_is_refused(tables: Tables) -> None:
    with pytest.raises(DatasetError, match="D060"):
        check_source(tables, b"\xff")


def test_no_cell_repeats_twelve_words_of_the_source(tables: Tables) -> None:
    source = article().decode()
    names = [entity.label for entity in tables.entities.values()]
    world = shipped()
    for path in world.names("data"):
        for line in world.read(path).decode().splitlines():
            assert runs(line, source, allowed=names) == (), path


def test_runs_are_found_whatever_case_and_punctuation() -> None:
    source = "Fictional towns count nine mills, four ponds and one very old oak tree."
    copied = "FICTIONAL towns count nine mills four ponds (and one very old oak-free hill"
    assert runs(copied, source, words=11) == (
        "fictional towns count nine mills four ponds and one very old",
    )
    assert runs(copied, source, words=12) == ()
    assert runs(copied, source, words=11, allowed=[source]) == ()


@pytest.mark.parametrize(
    ("span", "value", "percent"),
    [
        ("exactly 1,234 mills", "1234", False),
        ("some 2.5 billion grains", "2500000000", False),
        ("a mere 7.25%", "7.25", True),
        ("several million", "2000000", False),
        ("hundreds of thousands of bees", "200000", False),
        ("one-eighth", "12.5", True),
        ("the fourth mill", "4", False),
    ],
)
def test_digits_and_words_are_read_as_numbers(span: str, value: str, percent: bool) -> None:
    assert (Decimal(value), percent) in numerals(span)
