"""What a template says by hand is found: numerals are errors, telling words go to a person."""

from __future__ import annotations

import pytest

from chipreport.compose.review import Kind, Review, review, templates
from chipreport.world import DiskWorld
from memory import ROOT, MemoryWorld

PATH = "templates/toys.md.j2"
HEAD = '---\ntitle: "Toys"\nlayout: briefing\n---\n'


def reviewed(body: str, head: str = HEAD) -> Review:
    return review(MemoryWorld({PATH: (head + body).encode()}), PATH)


def test_the_shipped_templates_hold_no_numeral_by_hand() -> None:
    world = DiskWorld(ROOT)
    found = [review(world, path) for path in templates(world)]
    assert len(found) >= 5
    assert [problem for each in found for problem in each.errors] == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("They sold 385 robots.", "T010"),
        ("2025年售出。", "T010"),
        ('{{ kpis(["A.B"], labels={"A.B": "sold in 2025"}) }}', "T011"),
        ("{{ broken", "T007"),
    ],
)
def test_a_numeral_by_hand_is_an_error_with_its_line(body: str, code: str) -> None:
    (problem,) = reviewed(f"\n{body}").errors
    assert (problem.code, problem.where) == (code, f"{PATH}:6")


def test_a_numeral_in_the_title_is_an_error() -> None:
    head = '---\ntitle: "Toys of 2025"\nlayout: briefing\n---\n'
    (problem,) = reviewed("Words.", head).errors
    assert (problem.code, problem.where) == ("T010", f"{PATH}:2")


@pytest.mark.parametrize(
    "body",
    [
        '{{ fact("ROBOTS.SOLD.2025") }}',
        ":::: columns 3 2",
        "1. An ordered list",
        '{{ caveats(["EX01"]) }}',
        '{{ chart(["A.B"], kind="column") }}',
        '{{ literal("18C") }}',
    ],
)
def test_ids_layout_and_literals_are_no_numerals_by_hand(body: str) -> None:
    assert reviewed(body).errors == ()


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Sales doubled", Kind.NUMBER),
        ("a third of them", Kind.NUMBER),
        ("more than half", Kind.NUMBER),
        ("twice as many", Kind.NUMBER),
        ("占百分之五", Kind.NUMBER),
        ("三万人", Kind.NUMBER),
        ("数亿元", Kind.NUMBER),
        ("增至两倍", Kind.NUMBER),
        ("It began in January", Kind.DATE),
        ("since last year", Kind.DATE),
        ("去年", Kind.DATE),
        ("Sales rose", Kind.DIRECTION),
        ("and then fell", Kind.DIRECTION),
        ("grows faster", Kind.DIRECTION),
        ("销量增长", Kind.DIRECTION),
        ("价格下降", Kind.DIRECTION),
        ("the largest maker", Kind.RANK),
        ("the first maker", Kind.RANK),
        ("最大的企业", Kind.RANK),
        ("首家企业", Kind.RANK),
    ],
)
def test_a_telling_word_by_hand_goes_to_a_person(words: str, kind: Kind) -> None:
    found = reviewed(f"\n\n{words}.").judged
    assert kind in [word.kind for word in found]
    assert {word.where for word in found} == {f"{PATH}:7"}


def test_a_telling_word_in_a_title_that_an_expression_hands_on_is_found() -> None:
    (found,) = reviewed('{{ chart(["A.B"], title="Sales fell") }}').judged
    assert (found.kind, found.words) == (Kind.DIRECTION, "fell")


def test_words_that_follow_the_data_are_not_listed() -> None:
    assert reviewed('Sales {{ direction("A", "B") }}. Neutral words.').judged == ()


def test_each_literal_is_listed_with_its_words() -> None:
    (found,) = reviewed('Chapter {{ literal("18C") }}').judged
    assert (found.kind, found.words, found.where) == (Kind.LITERAL, "18C", f"{PATH}:5")
