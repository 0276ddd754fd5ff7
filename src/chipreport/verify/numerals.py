"""Numerals of running text: each with its hedge, its scale and its unit, or as part of a date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chipreport.errors import VerificationError
from chipreport.facts.model import Unit, UnitKind
from chipreport.phrase import Reading, read
from chipreport.phrase.chinese_reading import HEDGE_OF as CHINESE_HEDGES
from chipreport.phrase.english_reading import HEDGE_OF as ENGLISH_HEDGES
from chipreport.phrase.english_reading import SCALE_OF
from chipreport.phrase.numbers import unit_named

_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
DATE = re.compile(
    rf"\b\d{{1,2}} {_MONTH}\.?(?: (?P<y1>\d{{4}}))?\b"
    rf"|\b{_MONTH}\.? \d{{1,2}}(?:, (?P<y2>\d{{4}}))?\b"
    rf"|\b{_MONTH}\.? (?P<y3>\d{{4}})\b|\b(?P<y4>\d{{4}})-\d{{2}}(?:-\d{{2}})?\b"
    r"|(?P<y5>\d{4})年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日|(?P<y6>(?:19|20)\d{2})年"
    r"|(?<![\d.,$¥€£])(?P<y7>(?:19|20)\d{2})(?!\d|[.,]\d|[万亿]| ?%| (?:million|billion|trillion))"
)
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_PLACE = (
    r"(?i:\b(?:notes?|paragraphs?|pages?|chapters?|sections?|tables?|version) )"
    r"\d+(?:(?:, | and |–)\d+)*"
    r"|\b\d+\.\d+\.\d+\b"
)
_SENTENCE = re.compile(r"[^.!?。！？\n]+(?:[.!?](?=\d)[^.!?。！？\n]*)*[.!?。！？]?")
_CJK = re.compile(r"[\u4e00-\u9fff]")
_SIGNS = ("CN¥", "RMB", "US$", "$", "¥", "€", "£")
_SCALE = re.compile(rf" (?:{'|'.join(sorted(SCALE_OF, key=len, reverse=True))})\b")
_CJK_SCALE = re.compile("万亿|亿|万")
_TAIL = re.compile(r" ?(?:%|×|[A-Za-z][A-Za-z-]*(?: [A-Za-z][A-Za-z-]*)?)")
_CJK_TAIL = re.compile(r"%|[\u4e00-\u9fff]{1,4}")
_TAILS = ("%", "pp", "×", "times", "percentage point", "percentage points", "个百分点", "倍")
_VERBS = {
    "en": dict.fromkeys(
        ("exceeded", "exceeds", "exceed", "exceeding", "surpassed", "surpasses", "topped", "tops"),
        "over",
    ),
    "zh": {"突破": "超过", "超出": "超过", "超": "超过", "大于": "超过"},
}


@dataclass(frozen=True, slots=True)
class Numeral:
    """One numeral of a text: how it is printed with its hedge, what it claims, where it stands.

    `readings` are all ways to read it, the fullest first; `year` is that of a date, else "".
    """

    printed: str
    line: int
    sentence: str
    language: str
    readings: tuple[Reading, ...] = ()
    year: str = ""
    is_date: bool = False


def numerals(text: str, units: Sequence[Unit], names: Iterable[str] = ()) -> Iterator[Numeral]:
    """Yield every numeral of `text`, in order; digits inside `names` are no numerals.

    Shapes:
        A line is a paragraph. Digits that are part of a word (18C), of a version or of a place in a
        text (note 3) are passed over.
    """
    signs = _signs(units)
    known = [re.escape(name) for name in sorted(set(names), key=len, reverse=True)]
    masked = re.compile("|".join([*known, _PLACE]))
    for number, line in enumerate(text.replace("\N{NO-BREAK SPACE}", " ").split("\n"), 1):
        kept = masked.sub(lambda found: "\0" * len(found[0]), line)
        for sentence in _SENTENCE.finditer(kept):
            whole = line[sentence.start() : sentence.end()].strip()
            yield from _of_sentence(sentence[0], whole, number, units, signs)


def _signs(units: Sequence[Unit]) -> tuple[str, ...]:
    """Return what may stand right before the digits of an amount, longer signs first."""
    own = [sign for unit in units if unit.kind is UnitKind.MONEY for sign in unit.symbols.values()]
    return tuple(sorted({*_SIGNS, *own}, key=len, reverse=True))


def _pattern(language: str, signs: Sequence[str]) -> re.Pattern[str]:
    sign = f"(?:{'|'.join(map(re.escape, signs))})?"
    if language == "zh":
        return re.compile(
            rf"(?<![A-Za-z\d.,¶§#]){sign}[−-]?{_DIGITS}(?:(?:至|到|–){_DIGITS})?(?![A-Za-z\d])"
        )
    return re.compile(
        rf"(?<![\w.,¶§#])(?:between {_DIGITS} and {_DIGITS}|{sign}{_DIGITS}(?:–| to ){_DIGITS}"
        rf"|[−-]?{sign}{_DIGITS}(?:st|nd|rd|th)?)(?![A-Za-z\d])"
    )


def _of_sentence(
    text: str, whole: str, line: int, units: Sequence[Unit], signs: Sequence[str]
) -> Iterator[Numeral]:
    language = "zh" if _CJK.search(text) else "en"
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, Numeral]] = []
    for date in DATE.finditer(text):
        year = next((date[f"y{n}"] for n in range(1, 8) if date[f"y{n}"]), "")
        taken.append(date.span())
        made = Numeral(date[0], line, whole, language, year=year, is_date=True)
        found.append((date.start(), made))
    for match in _pattern(language, signs).finditer(text):
        if any(start <= match.start() < end for start, end in taken):
            continue
        printed, last, readings = _read(text, match, language, units)
        taken.append((match.start(), last))
        found.append((match.start(), Numeral(printed, line, whole, language, readings)))
    for _, numeral in sorted(found, key=lambda pair: pair[0]):
        yield numeral


def _read(
    text: str, match: re.Match[str], language: str, units: Sequence[Unit]
) -> tuple[str, int, tuple[Reading, ...]]:
    """Return the words of a numeral, where they end, and the ways to read them."""
    start = _start(text, match.start(), language)
    printed, last = text[start : match.end()], match.end()
    readings: list[Reading] = []
    for end in _ends(text, match.end(), language, units):
        words = text[start:end].strip()
        try:
            reading = read(_plain(words, language), language, units)
        except VerificationError:
            continue
        if not readings:
            printed, last = words, end
        readings.append(reading)
        break
    return printed.strip(), last, tuple(readings)


def _start(text: str, start: int, language: str) -> int:
    """Return where the words before a numeral start that belong to it: its hedge."""
    own = CHINESE_HEDGES if language == "zh" else ENGLISH_HEDGES
    hedges = (*own, *_VERBS[language])
    before = text[:start].rstrip()
    for hedge in sorted(hedges, key=len, reverse=True):
        if before.casefold().endswith(hedge):
            first = len(before) - len(hedge)
            apart = language == "zh" or first == 0 or not before[first - 1].isalpha()
            if apart or not hedge[0].isalpha():
                return first
    if language == "zh" and before.endswith("第"):
        return len(before) - 1
    return start


def _ends(text: str, end: int, language: str, units: Sequence[Unit]) -> list[int]:
    """Return where the words behind a numeral may end, the furthest first.

    They are a scale and the name of a unit; other words are what is counted, and not read along.
    """
    scale = (_CJK_SCALE if language == "zh" else _SCALE).match(text, end)
    after = scale.end() if scale else end
    tail = (_CJK_TAIL if language == "zh" else _TAIL).match(text, after)
    ends = [after]
    if tail:
        for last in range(tail.end(), after, -1):
            words = _plain(text[after:last].strip(), language)
            whole = last == tail.end() or language == "zh" or not text[last].isalpha()
            if whole and (words in _TAILS or unit_named(words, units, language)[1]):
                ends.insert(0, last)
                break
    return ends


def _plain(words: str, language: str) -> str:
    """Return the words as the house writes them, so that other writings can be read too."""
    text = re.sub(r"\bper ?cent\b", "%", words).replace(" %", "%")
    lowered = text[:1].lower() + text[1:] if text[1:2].islower() else text
    for verb, hedge in _VERBS[language].items():
        if lowered.startswith(verb) and not lowered.startswith(hedge):
            lowered = hedge + lowered.removeprefix(verb)
            break
    return lowered.replace("US$", "$").replace("RMB", "CN¥")
