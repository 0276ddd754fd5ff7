"""No line starts with a closing mark, ends with an opening one, or parts number and unit."""

from __future__ import annotations

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from chipreport.formats.pdf.linebreak import lines, places

CLOSING = set("，。、；：？！）》」』】〕〉”’)]},.;:?!%")
OPENING = set("（《「『【〔〈“‘([")
MIXED = st.text(alphabet="上海芯片营收增长，。（）《》“”AIGPU 4012.5%亿-/", max_size=80)


def set_in(text: str, room: float) -> list[str]:
    widths = [1.0 if ord(c) > 0x2E80 else 0.5 for c in text]
    position = list(accumulate(widths, initial=0.0))
    return [text[line.start : line.end] for line in lines(text, places(text), position, room)]


def test_number_and_unit_stay_together() -> None:
    text = "上海集成电路产业营收4,012亿元，增长23.7%），“AI”与芯片"
    parts = [text[a:b] for a, b in zip([0, *places(text)], [*places(text), None], strict=True)]
    assert "4,012亿元，" in parts
    assert "23.7%），" in parts
    assert "“AI”" in parts


def test_words_of_latin_text_stay_whole() -> None:
    assert set_in("Half a year nearly equals a year", 8) == [
        "Half a year",
        "nearly equals a",
        "year",
    ]


def test_a_word_wider_than_the_line_is_cut() -> None:
    assert set_in("ab" * 10, 5) == ["ababababab", "ababababab"]


@given(MIXED, st.integers(3, 30))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, room: int) -> None:
    made = set_in(text, room)
    assert "".join(made).replace(" ", "") == text.replace(" ", "")
    widths = [sum(1.0 if ord(c) > 0x2E80 else 0.5 for c in line) for line in made]
    assert all(width <= room + 1e-6 for width in widths)


@given(st.text(alphabet="上海芯片营收增长", min_size=4, max_size=60), st.integers(4, 20))
def test_chinese_lines_keep_marks_with_their_words(words: str, room: int) -> None:
    text = (
        "，".join(words[at : at + 3] for at in range(0, len(words), 3)) + "（" + words[:2] + "）。"
    )
    for line in set_in(text, room)[1:]:
        assert line[0] not in CLOSING
    for line in set_in(text, room)[:-1]:
        assert line[-1] not in OPENING
