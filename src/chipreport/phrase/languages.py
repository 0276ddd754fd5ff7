"""The languages a document may speak: one record each, and the only list of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from chipreport.errors import Problem, UsageError, near
from chipreport.facts.model import Unit
from chipreport.phrase import chinese, chinese_reading, english, english_reading
from chipreport.phrase.numbers import Form, Reading, Saying


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """How one language words quantities, reads them back, and which set words it has.

    Shapes:
        `scale` gives the power of ten that words and column heads take off the digits.
        `words` has the set words of periods, directions and attributions, and `locale`.
    """

    code: str
    say: Callable[[Saying, Form], str]
    scale: Callable[[Saying], int]
    heading: Callable[[Saying], str]
    read: Callable[[str, Sequence[Unit], int], Reading | None]
    words: Mapping[str, str]


LANGUAGES: Mapping[str, Language] = MappingProxyType(
    {
        "en": Language(
            code="en",
            say=english.say,
            scale=english.scale,
            heading=english.heading,
            read=english_reading.read,
            words=english.WORDS,
        ),
        "zh": Language(
            code="zh",
            say=chinese.say,
            scale=chinese.scale,
            heading=chinese.heading,
            read=chinese_reading.read,
            words=chinese.WORDS,
        ),
    }
)


def language_of(code: str) -> Language:
    """Return the language with this code.

    Errors:
        UsageError P010 for a code that is not known, naming the known ones.
    """
    if code not in LANGUAGES:
        raise UsageError(Problem("P010", f"unknown language {code!r}", hint=near(code, LANGUAGES)))
    return LANGUAGES[code]
