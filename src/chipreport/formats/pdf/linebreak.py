"""Where a line may end, for Chinese mixed with Latin.

A subset of Unicode's line breaking (UAX 14) in one compiled expression: after blanks; around Han
unless a closing mark follows or an opening mark precedes; after a hyphen or slash inside words.
Number and unit (`4,012亿元`), `23.7%），` and `“AI` stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_HAN = r"\u2e80-\u2fff\u3003-\u3007\u3021-\u3029\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
# The codes U+E115 to U+E126 are the narrow quotes of the shipped faces.
_CLOSING = (
    r"\ue119\ue11d\ue126，。、；：？！）》」』】〕〉”’)\]},.;:?!%‰℃…·～\u301e\u301f\uff05\ue0b7"
)
_OPENING = r"\ue118\ue11c（《「『【〔〈“‘(\[{$¥￥€£#"
_GLUE = r"\u00a0\u2060\u202f"
# What counts, after a number: 4,012亿元, 2024年, 23家, 1.2万台.
_UNITS = "亿万千百十元年月日号个台件家人名项只倍次页条座所岁余多美港欧吨秒分时级代种款轮"
_SCALED = "元美港欧人台件个家吨千颗名户"
_ALLOWED = re.compile(
    rf"(?!(?<=[0-9０-９])[{_UNITS}])(?!(?<=[万亿])[{_SCALED}])"
    rf"(?:(?<=[ \u200b])(?=[^ \n])"
    rf"|(?<=[{_HAN}])(?=[^{_CLOSING} {_GLUE}\n])"
    rf"|(?<=[^{_OPENING} {_GLUE}\n])(?=[{_HAN}])"
    rf"|(?<=[，。、；：？！）》」』】〕〉])(?=[^{_CLOSING} {_GLUE}\n])"
    rf"|(?<=[^{_OPENING} {_GLUE}\n])(?=[（《「『【〔〈])"
    rf"|(?<=[A-Za-z0-9][-\u2010\u2013\u2014/])(?=[A-Za-z])"
    rf"|(?<=\n))"
)
_BLANKS = " \n\u200b"
_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text: from `start` to `end`, without the blanks after it, `width` wide."""

    start: int
    end: int
    width: float


def places(text: str) -> list[int]:
    """Return the places within `text` at which a new line may start.

    Example:
        >>> places("营收4,012亿元，增长")
        [1, 2, 10, 11]
        >>> places("half a year"), places("“AI”与人")
        ([5, 7], [4, 5])
    """
    return [found.start() for found in _ALLOWED.finditer(text)]


def lines(text: str, at: Sequence[int], position: Sequence[float], room: float) -> list[Line]:
    """Return `text` in lines of at most `room`; a word that is wider is cut.

    Shapes:
        `at` are the places at which a line may start, ascending. `position[i]` is where the
        character `i` starts when all stand on one line; it has one entry more than `text`.

    Example:
        >>> lines("ab cd", [3], [0, 1, 2, 3, 4, 5], 3)
        [Line(start=0, end=2, width=2), Line(start=3, end=5, width=2)]
    """
    if position[-1] <= room + _SLACK and "\n" not in text:
        return [Line(0, len(text), position[-1])]
    made: list[Line] = []
    start = last = 0

    def close(end: int) -> None:
        bare = end
        while bare > start and text[bare - 1] in _BLANKS:
            bare -= 1
        made.append(Line(start, bare, position[bare] - position[start]))

    for place in (*at, len(text)):
        if place <= start:
            continue
        bare = place
        while bare > last and text[bare - 1] in _BLANKS:
            bare -= 1
        while position[bare] - position[start] > room + _SLACK:
            if last > start:
                close(last)
                start = last
            else:
                cut = start + 1
                while cut < bare and position[cut + 1] - position[start] <= room:
                    cut += 1
                if cut >= bare:
                    break
                close(cut)
                start = cut
            last = start
        last = place
        if text[place - 1] == "\n":
            close(place)
            start = place
    if start < len(text) or not made:
        close(len(text))
    return made
