"""Runs of words that a text shares with a source: facts are free, sentences are not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

WORDS = 12

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")

_Places = Mapping[tuple[str, ...], Sequence[int]]


def runs(
    text: str, source: str, words: int = WORDS, allowed: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return the runs of at least so many words of the source that `text` repeats, in order.

    Case, punctuation and line breaks do not matter. A run that lies within one of the `allowed`
    names is left out.

    Example:
        >>> runs("She said the cat sat on the mat.", "The CAT, sat on: the mat", words=5)
        ('the cat sat on the mat',)
    """
    mine = _words(text)
    if len(mine) < words:
        return ()
    theirs, known = _indexed(source, words)
    names = tuple(" ".join(_words(name)) for name in allowed)
    found: list[str] = []
    at = 0
    while at <= len(mine) - words:
        starts = known.get(tuple(mine[at : at + words]), ())
        longest = max((_length(mine, at, theirs, start) for start in starts), default=0)
        run = " ".join(mine[at : at + longest])
        if longest and not any(run in name for name in names):
            found.append(run)
        at += max(1, longest)
    return tuple(found)


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


@lru_cache(maxsize=8)
def _indexed(source: str, words: int) -> tuple[list[str], _Places]:
    theirs = _words(source)
    known: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(theirs) - words + 1):
        known.setdefault(tuple(theirs[at : at + words]), []).append(at)
    return theirs, known


def _length(mine: list[str], at: int, theirs: list[str], start: int) -> int:
    length = 0
    while (
        at + length < len(mine)
        and start + length < len(theirs)
        and mine[at + length] == theirs[start + length]
    ):
        length += 1
    return length
