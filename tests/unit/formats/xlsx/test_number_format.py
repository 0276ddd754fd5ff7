"""What a cell shows is letter for letter what the claim's text says."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chipreport.formats.xlsx.number_format import literal, show, shown

TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Nd", "No", "Nl"], exclude_characters="-−‒–"),
    max_size=12,
)


@pytest.mark.parametrize(
    ("text", "value", "stored", "scale"),
    [
        ("> CN¥488 bn", "488", "488", 0),
        ("more than CN¥488 billion", "488", "488", 0),
        ("超4,880亿元", "488", "4880", -1),
        ("约1.5万", "15000", "1.5", 4),
        ("72.8%", "72.8", "72.8", 0),
        ("−3.4%", "-3.4", "-3.4", 0),
        ("fell by 3.4%", "-3.4", "-3.4", 0),
        ("3–5 years", "3", "3", 0),
        ("No. 1 of 3", "1", "1", 0),
        ("2027", "2027", "2027", 0),
        ("about 25", "24.913", "24.913", 0),
        ('5" wafers', "5", "5", 0),
        ("1.50", "1.5", "1.5", 0),
    ],
)
def test_a_text_with_digits_becomes_a_number_that_shows_it(text, value, stored, scale):
    found = shown(text, Decimal(value))
    assert found is not None
    assert (found.number, found.scale) == (Decimal(stored), scale)
    assert show(found.code, found.number) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("several billion yuan", "2"),
        ("first", "1"),
        ("一万五千", "15000"),
        ("7 of 9", "8"),
        ("5", ""),
    ],
)
def test_a_text_whose_digits_are_not_the_value_stays_a_text(text, value):
    assert shown(text, Decimal(value) if value else None) is None


@given(
    TEXTS, TEXTS, st.decimals(0, 10**9, allow_nan=False, places=2), st.integers(0, 2), st.booleans()
)
def test_every_text_around_a_number_comes_back(before, after, value, places, grouped):
    value = value.quantize(Decimal(1).scaleb(-places))
    text = f"{before}{value:,}{after}" if grouped else f"{before}{value}{after}"
    found = shown(text, value)
    if found is not None:
        assert show(found.code, found.number) == text
    if len(before) + len(after) < 20 and (grouped or value < 1000):
        assert found is not None


@given(st.decimals(1, 10**6, places=1))
def test_another_number_shows_another_text(value):
    found = shown(f"≈ {value:,}", value)
    assert found is not None
    assert show(found.code, found.number + Decimal("0.1")) != f"≈ {value:,}"


def test_halves_go_away_from_zero_as_in_excel():
    assert show("0", Decimal("2.5")) == "3"
    assert show('0;"−"0', Decimal("-2.5")) == "−3"


def test_a_label_of_words_shows_them_whatever_the_number():
    assert show(literal('say "five"'), Decimal(7)) == 'say "five"'
