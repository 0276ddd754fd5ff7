"""How claims are worded: one row for each comparator, kind of unit and language."""

from __future__ import annotations

import pytest

from chipreport.errors import DatasetError, UsageError
from chipreport.facts.model import Comparator, Noun, Quantity, Unit, UnitKind
from chipreport.phrase import Form, column_scale, label, legal, say, unit_heading
from factories import (
    CALENDAR_YEAR,
    CROWN,
    NUMBER,
    PEOPLE,
    PERCENT,
    PIECES,
    POINTS,
    RANK,
    TIMES,
    YEARS,
    fact,
    indicator,
    quantity,
)

MAKERS = indicator(
    "MAKERS",
    NUMBER,
    nouns={"en": Noun("toy maker", "toy makers"), "zh": Noun("玩具企业", "玩具企业")},
)
Q = quantity

WORDINGS = [
    # quantity; English prose, sign, number; Chinese prose, sign, number
    (
        Q("eq", "488", CROWN, 9),
        ("TC488 billion", "TC488 bn", "488"),
        ("4,880亿克朗", "4,880亿克朗", "4,880"),
    ),
    (
        Q("gt", "488", CROWN, 9),
        ("more than TC488 billion", "> TC488 bn", "> 488"),
        ("超过4,880亿克朗", "超4,880亿克朗", "超4,880"),
    ),
    (
        Q("ge", "5.67", CROWN, 12),
        ("at least TC5.67 trillion", "≥ TC5.67 tn", "≥ 5.67"),
        ("至少5.67万亿克朗", "至少5.67万亿克朗", "至少5.67"),
    ),
    (
        Q("range", unit=CROWN, mult=9, lower=2, upper=3),
        ("between TC2 billion and TC3 billion", "TC2–3 bn", "2–3"),
        ("20至30亿克朗", "20至30亿克朗", "20至30"),
    ),
    (
        Q("indef", unit=CROWN, mult=9, lower=2, upper=10),
        ("several billion crowns", "several billion crowns", "several"),
        ("数十亿克朗", "数十亿克朗", "数十"),
    ),
    (Q("eq", "-3", CROWN, 6), ("−TC3 million", "−TC3 m", "−3"), ("−300万克朗",) * 2 + ("−300",)),
    (Q("eq", "17.4", PERCENT), ("17.4%", "17.4%", "17.4"), ("17.4%", "17.4%", "17.4")),
    (
        Q("lt", "53.4", PERCENT),
        ("less than 53.4%", "< 53.4%", "< 53.4"),
        ("不到53.4%", "不到53.4%", "不到53.4"),
    ),
    (
        Q("range", unit=PERCENT, lower=-2, upper=3),
        ("between −2% and 3%", "−2 to 3%", "−2 to 3"),
        ("−2%至3%", "−2%至3%", "−2至3"),
    ),
    (
        Q("eq", "9.1", POINTS),
        ("9.1 percentage points", "9.1 pp", "9.1"),
        ("9.1个百分点", "9.1个百分点", "9.1"),
    ),
    (Q("eq", "1", POINTS), ("1 percentage point", "1 pp", "1"), ("1个百分点", "1个百分点", "1")),
    (
        Q("approx", "15000", PIECES),
        ("about 15,000", "≈ 15,000", "≈ 15,000"),
        ("约1.5万", "约1.5万", "约1.5"),
    ),
    (Q("eq", "1.6", PIECES, 6), ("1.6 million", "1.6 m", "1.6"), ("160万", "160万", "160")),
    (
        Q("approx", "536", PIECES, 3),
        ("about 536,000", "≈ 536,000", "≈ 536,000"),
        ("约53.6万", "约53.6万", "约53.6"),
    ),
    (
        Q("gt", "212", PEOPLE, 6),
        ("more than 212 million", "> 212 m", "> 212"),
        ("超过2.12亿", "超2.12亿", "超2.12"),
    ),
    (Q("nearly", "400", NUMBER), ("nearly 400", "< 400", "< 400"), ("近400", "近400", "近400")),
    (
        Q("le", "115", PEOPLE),
        ("at most 115", "≤ 115", "≤ 115"),
        ("至多115", "至多115", "至多115"),
    ),
    (
        Q("range", unit=PEOPLE, lower=20, upper=30),
        ("between 20 and 30", "20–30", "20–30"),
        ("20至30", "20至30", "20至30"),
    ),
    (
        Q("indef", unit=PEOPLE, lower=200000, upper=1000000),
        ("hundreds of thousands",) * 3,
        ("数十万", "数十万", "数十万"),
    ),
    (Q("indef", unit=NUMBER, lower=2), ("multiple",) * 3, ("多个",) * 3),
    (
        Q("indef", unit=NUMBER, lower=3, upper=20),
        ("between 3 and 20", "3–20", "3–20"),
        ("3至20",) * 3,
    ),
    (Q("eq", "2", TIMES), ("two times", "2×", "2"), ("2倍", "2倍", "2")),
    (
        Q("gt", "1.56", TIMES),
        ("more than 1.56 times", "> 1.56×", "> 1.56"),
        ("超过1.56倍", "超1.56倍", "超1.56"),
    ),
    (Q("eq", "0.125", TIMES), ("one eighth", "1/8", "1/8"), ("八分之一", "1/8", "1/8")),
    (
        Q("gt", "0.5", TIMES),
        ("more than one half", "> 1/2", "> 1/2"),
        ("超过二分之一", "超1/2", "超1/2"),
    ),
    (Q("eq", "1", RANK), ("first", "1st", "1"), ("第1", "第1", "1")),
    (Q("eq", "4", RANK), ("fourth", "4th", "4"), ("第4", "第4", "4")),
    (Q("eq", "23", RANK), ("23rd", "23rd", "23"), ("第23", "第23", "23")),
    (Q("eq", "112", RANK), ("112th", "112th", "112"), ("第112", "第112", "112")),
    (Q("le", "2", RANK), ("top two", "top 2", "top 2"), ("前2", "前2", "前2")),
    (Q("lt", "4", RANK), ("top three", "top 3", "top 3"), ("前3", "前3", "前3")),
    (
        Q("ge", "4", RANK),
        ("fourth or lower", "4th or lower", "≥ 4"),
        ("第4或以后", "第4或以后", "至少4"),
    ),
    (
        Q("range", unit=RANK, lower=4, upper=6),
        ("between fourth and sixth", "4th–6th", "4–6"),
        ("第4至第6", "第4至第6", "4至6"),
    ),
    (
        Q("just_over", "2", YEARS),
        ("a little over two years", "> 2 years", "> 2"),
        ("略超过2年", "略超2年", "略超2"),
    ),
    (Q("eq", "1", YEARS), ("one year", "1 year", "1"), ("1年", "1年", "1")),
    (
        Q("range", unit=YEARS, lower=3, upper=5),
        ("between three and five years", "3–5 years", "3–5"),
        ("3至5年", "3至5年", "3至5"),
    ),
    (Q("eq", "2017", CALENDAR_YEAR), ("2017", "2017", "2017"), ("2017年", "2017年", "2017")),
    (
        Q("ge", "1995", CALENDAR_YEAR),
        ("1995 or later", "≥ 1995", "≥ 1995"),
        ("1995年或以后", "1995年或以后", "至少1995"),
    ),
]


@pytest.mark.parametrize(("said", "english", "chinese"), WORDINGS)
def test_a_quantity_is_worded(
    said: Quantity, english: tuple[str, str, str], chinese: tuple[str, str, str]
) -> None:
    forms = (Form.PROSE, Form.SIGN, Form.NUMBER)
    assert tuple(say(said, form, "en") for form in forms) == english
    assert tuple(say(said, form, "zh") for form in forms) == chinese


@pytest.mark.parametrize(
    ("comparator", "english", "chinese"),
    [
        ("eq", "1,200 toy makers", "1,200家玩具企业"),
        ("gt", "more than 1,200 toy makers", "超过1,200家玩具企业"),
        ("ge", "at least 1,200 toy makers", "至少1,200家玩具企业"),
        ("lt", "less than 1,200 toy makers", "不到1,200家玩具企业"),
        ("le", "at most 1,200 toy makers", "至多1,200家玩具企业"),
        ("approx", "about 1,200 toy makers", "约1,200家玩具企业"),
        ("nearly", "nearly 1,200 toy makers", "近1,200家玩具企业"),
        ("just_over", "a little over 1,200 toy makers", "略超过1,200家玩具企业"),
    ],
)
def test_what_is_counted_takes_the_noun_of_its_indicator(
    comparator: str, english: str, chinese: str
) -> None:
    made = fact("TOY.MAKERS", quantity(comparator, "1200", NUMBER), of=MAKERS)
    assert say(made, Form.COUNTED) == english
    assert say(made, Form.COUNTED, "zh") == chinese


@pytest.mark.parametrize(
    ("said", "english", "chinese"),
    [
        (Q("eq", "1", NUMBER), "one toy maker", "1家玩具企业"),
        (
            Q("range", unit=NUMBER, lower=20, upper=30),
            "between 20 and 30 toy makers",
            "20至30家玩具企业",
        ),
        (Q("indef", unit=NUMBER, lower=2), "multiple toy makers", "多家玩具企业"),
        (Q("indef", unit=NUMBER, lower=2, upper=10), "several toy makers", "数家玩具企业"),
        (
            Q("indef", unit=NUMBER, lower=200000, upper=1000000),
            "hundreds of thousands of toy makers",
            "数十万家玩具企业",
        ),
    ],
)
def test_the_noun_follows_the_number(said: Quantity, english: str, chinese: str) -> None:
    made = fact("TOY.MAKERS", said, of=MAKERS)
    assert (say(made, Form.COUNTED), say(made, Form.COUNTED, "zh")) == (english, chinese)


def test_without_a_noun_of_its_own_the_unit_counts() -> None:
    assert say(Q("ge", "270", PEOPLE), Form.COUNTED) == "at least 270 people"
    assert say(Q("ge", "270", PEOPLE), Form.COUNTED, "zh") == "至少270人"
    assert say(Q("ge", "270", NUMBER), Form.COUNTED) == "at least 270"


@pytest.mark.parametrize(
    ("said", "english", "chinese", "scales"),
    [
        (Q("gt", "488", CROWN, 9), "TC bn", "亿克朗", (9, 8)),
        (Q("eq", "5.67", CROWN, 12), "TC tn", "万亿克朗", (12, 12)),
        (Q("eq", "1.6", PIECES, 6), "million units", "万件", (6, 4)),
        (Q("eq", "15", PIECES), "units", "件", (0, 0)),
        (Q("eq", "590", NUMBER, 6), "million", "亿", (6, 8)),
        (Q("eq", "5", NUMBER), "number", "数量", (0, 0)),
        (Q("eq", "5", PERCENT), "%", "%", (0, 0)),
        (Q("eq", "5", POINTS), "pp", "百分点", (0, 0)),
        (Q("eq", "5", TIMES), "×", "倍", (0, 0)),
        (Q("eq", "0.125", TIMES), "", "", (0, 0)),
        (Q("eq", "5", YEARS), "years", "年", (0, 0)),
        (Q("eq", "5", RANK), "rank", "名次", (0, 0)),
    ],
)
def test_a_column_head_carries_unit_and_scale(
    said: Quantity, english: str, chinese: str, scales: tuple[int, int]
) -> None:
    assert (unit_heading(said, "en"), unit_heading(said, "zh")) == (english, chinese)
    assert (column_scale(said, "en"), column_scale(said, "zh")) == scales


@pytest.mark.parametrize(
    ("value", "mult", "english", "chinese"),
    [
        ("1038", 9, "TC1,038 billion", "1.038万亿克朗"),
        ("15000000", 0, "TC15 million", "1,500万克朗"),
        ("1234567", 0, "TC1,234,567", "1,234,567克朗"),
        ("0.5", 6, "TC500,000", "50万克朗"),
        ("1.60", 6, "TC1.60 million", "160万克朗"),
        ("50000", 9, "TC50 trillion", "50万亿克朗"),
        ("9999", 0, "TC9,999", "9,999克朗"),
        ("0", 6, "TC0", "0克朗"),
    ],
)
def test_the_scale_reads_well_and_no_digit_is_added(
    value: str, mult: int, english: str, chinese: str
) -> None:
    said = quantity("eq", value, CROWN, mult)
    assert (say(said), say(said, language="zh")) == (english, chinese)


def test_money_without_a_sign_goes_by_its_code() -> None:
    pebble = Unit(id="PEB", kind=UnitKind.MONEY, titles={"en": "Pebbles"})
    assert say(quantity("gt", "2", pebble, 9)) == "more than PEB 2 billion"
    assert unit_heading(quantity("gt", "2", pebble, 9)) == "PEB bn"


def test_every_form_is_legal_and_nothing_else() -> None:
    made = fact("TOY.MAKERS", quantity("gt", "1200", NUMBER), of=MAKERS)
    assert legal(made) == {
        "more than 1,200",
        "> 1,200",
        "more than 1,200 toy makers",
    }


def test_a_label_is_short_and_falls_back() -> None:
    made = fact("TOY.MAKERS", quantity("gt", "1200", NUMBER), of=MAKERS)
    assert (label(made, "en"), label(made, "zh")) == ("Makers", "指标")


def test_an_unknown_language_is_named_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="unknown language 'eo'") as caught:
        say(quantity("eq", "1"), language="eo")
    assert "en, zh" in str(caught.value)


def test_a_quantity_without_numbers_cannot_be_said() -> None:
    empty = Quantity(
        comparator=Comparator.EQ, value=None, lower=None, upper=None, unit=NUMBER, unit_mult=0
    )
    with pytest.raises(DatasetError, match="P001"):
        say(empty)
