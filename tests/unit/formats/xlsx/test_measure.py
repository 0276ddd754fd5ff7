"""Lines that fit, and claims that no line break cuts."""

from hypothesis import given
from hypothesis import strategies as st

from chipreport.formats.xlsx.measure import Run, Type, lines, text_width
from samples import REVENUE, shown

WORDS = st.lists(
    st.sampled_from(["a word ", "芯片，", "（玩具）", "-", " ", "long" * 9]), max_size=20
)


def joined(found):
    return ["".join(run.text for run in line) for line in found]


@given(WORDS, st.integers(30, 300))
def test_breaking_loses_nothing_but_blanks_at_line_ends(words, width):
    text = "".join(words)
    found = joined(lines([Run(text)], width, Type(10)))
    assert "".join(found).replace(" ", "") == text.replace(" ", "")


@given(WORDS, WORDS, st.integers(20, 300))
def test_no_line_break_cuts_a_claim(before, after, width):
    ref = shown(REVENUE)
    runs = [Run("".join(before)), Run(ref.text, ref=ref), Run("".join(after))]
    found = lines([run for run in runs if run.text], width, Type(10))
    assert [run.text for line in found for run in line if run.ref] == [ref.text]


def test_chinese_breaks_between_characters_but_no_line_starts_with_a_stop():
    found = joined(
        lines([Run("玩具国的机器人，很多。")], text_width("玩具国的机器人", Type(10)), Type(10))
    )
    assert found == ["玩具国的机器", "人，很多。"]


def test_a_line_break_starts_a_new_line():
    assert joined(lines([Run("one"), Run("\n"), Run("two")], 500, Type(10))) == ["one", "two"]


def test_han_characters_are_one_em_wide():
    assert text_width("芯片", Type(12)) == 2 * 12 * 96 / 72
