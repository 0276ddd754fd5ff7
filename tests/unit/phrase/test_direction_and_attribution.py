from __future__ import annotations

import pytest

from chipreport.errors import DerivationError
from chipreport.facts.derive import derive
from chipreport.facts.model import Quantity
from chipreport.phrase import attribution, direction, formula_words, refusal
from factories import (
    ANN,
    CROWN,
    NUMBER,
    PERCENT,
    PIECES,
    RESEARCH,
    ROBOTS,
    derived_row,
    fact,
    quantity,
    tables,
)

ENTITIES = {entity.id: entity for entity in (ANN, RESEARCH, ROBOTS)}


@pytest.mark.parametrize(
    ("before", "after", "english", "chinese"),
    [
        (quantity("eq", "8.3", PERCENT), quantity("eq", "17.4", PERCENT), "rose", "上升"),
        (quantity("eq", "17.4", PERCENT), quantity("gt", "50", PERCENT), "rose", "上升"),
        (quantity("approx", "17000"), quantity("approx", "15000"), "fell", "下降"),
        (quantity("eq", "2"), quantity("lt", "2"), "fell", "下降"),
        (quantity("eq", "2", CROWN, 9), quantity("eq", "2000", CROWN, 6), "unchanged", "持平"),
    ],
)
def test_the_intervals_decide_the_direction(
    before: Quantity, after: Quantity, english: str, chinese: str
) -> None:
    assert direction(before, after) == english
    assert direction(before, after, "zh") == chinese


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (quantity("gt", "300"), quantity("gt", "400")),
        (quantity("approx", "15000"), quantity("eq", "15200")),
        (quantity("approx", "15000"), quantity("approx", "15000")),
        (quantity("eq", "400"), quantity("nearly", "500")),
        (quantity("eq", "2", PERCENT), quantity("eq", "3", NUMBER)),
    ],
)
def test_what_the_intervals_leave_open_is_a_problem(before: Quantity, after: Quantity) -> None:
    with pytest.raises(DerivationError, match="P020"):
        direction(before, after)


def test_a_derived_figure_counts_with_its_rounding() -> None:
    rows = [derived_row("TOY.DOUBLE", "2*{TOY.HALF}", "UNITS")]
    half = fact("TOY.HALF", quantity("approx", "15000", PIECES))
    double = derive(rows, tables([half]))["TOY.DOUBLE"]
    assert direction(quantity("eq", "28999", PIECES), double) == "rose"
    with pytest.raises(DerivationError, match=r"TOY\.DOUBLE: P020"):
        direction(quantity("eq", "29001", PIECES), double)


def test_who_says_so() -> None:
    said = quantity("eq", "5")
    bare = fact("TOY.A", said)
    research = fact("TOY.B", said, attributed_to=RESEARCH, attribution_type="named_source")
    ann = fact("TOY.C", said, attributed_to=ANN, attribution_type="named_speaker")
    unnamed = fact("TOY.D", said, attribution_type="reported_unnamed")
    assert attribution(bare) == ""
    assert attribution(research) == "according to Toy & Co"
    assert attribution(research, "zh") == "据Toy & Co"
    assert attribution(ann) == "Ann Oak"
    assert attribution(ann, entities=ENTITIES) == "Ann Oak, Toyland Robots"
    assert attribution(ann, "zh", ENTITIES) == "玩具国机器人 Ann Oak"
    assert attribution(unnamed) == "as reported, source not named"


def test_a_derived_figure_names_whose_data_it_rests_on() -> None:
    said = quantity("eq", "5")
    facts = [
        fact("TOY.B", said, attributed_to=RESEARCH, attribution_type="named_source"),
        fact("TOY.C", said, attributed_to=ANN, attribution_type="named_speaker"),
    ]
    rows = [derived_row("TOY.SUM", "{TOY.B}+{TOY.C}"), derived_row("TOY.TWO", "2")]
    made = derive(rows, tables(facts))
    assert attribution(made["TOY.SUM"]) == "calculated from data of Toy & Co; Ann Oak"
    assert attribution(made["TOY.TWO"]) == ""
    assert formula_words(made["TOY.SUM"]) == "This by that."
    assert formula_words(made["TOY.SUM"], "zh") == "此除以彼。"


def test_a_refusal_has_words_in_each_language() -> None:
    for reason in ("no_bound", "input_refused", "division_by_zero"):
        assert refusal(reason) != reason
        assert refusal(reason, "zh") != refusal(reason)
