"""What a template says on its own account: numerals are errors, telling words go to a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from jinja2 import Environment, TemplateSyntaxError

from chipreport.compose.lint import typed_numbers
from chipreport.errors import Problem
from chipreport.world import World

FOLDER = "templates"

_TEXT_KEYS = ("title", "subtitle", "kicker", "running_title", "keywords")
_HEAD_LINE = re.compile(r"([a-z_]+):(.*)")
_ID = re.compile(r"[A-Za-z0-9_./:|-]*[A-Za-z_][A-Za-z0-9_./:|-]*")
_NUMERAL = re.compile(r"(?<![A-Za-z])[0-9０-９]+(?:[.,][0-9]+)*(?![A-Za-z])")
_MONTHS = (
    "January|February|March|April|June|July|August|September|October|November|December|"
    "(?<=in )May|(?<=of )May|(?<=by )May|(?<=until )May|(?<=since )May"
)


class Kind(StrEnum):
    """What a word that was typed by hand claims."""

    NUMBER = "number"
    DATE = "date"
    DIRECTION = "direction"
    RANK = "rank"
    LITERAL = "literal"


WORDS: Mapping[Kind, re.Pattern[str]] = MappingProxyType(
    {
        Kind.NUMBER: re.compile(
            r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|"
            r"fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|"
            r"dozens?|twice|thrice|doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)|quadrupl(?:e|es|ed|ing)|"
            r"half|halves|halv(?:ed|es|ing)|a third|one third|one in|thirds|quarters?|per cent|"
            r"percent|percentage points?)\b"
            r"|百分之[一二三四五六七八九十百零]*|个百分点|翻(?:了)?(?:一)?[番倍]|一半|[一二三四五六七八九十]分之[一二三四五六七八九十]"
            r"|[一二两三四五六七八九十百千几数]+(?:万亿|万|亿|倍|成)|[万亿倍]",
            re.IGNORECASE,
        ),
        Kind.DATE: re.compile(
            rf"\b(?:{_MONTHS})\b|\b(?:last|this|next) (?:year|month|quarter|week)\b"
            r"|\b(?:yesterday|today|tomorrow)\b"
            r"|今年|去年|明年|前年|上半年|下半年|本月|上月|[一二三四五六七八九十]+月|[〇零一二三四五六七八九]{2,4}年"
        ),
        Kind.DIRECTION: re.compile(
            r"\b(?:rose|risen|ris(?:es|ing)|fell|fallen|fall(?:s|ing)|grew|grown|grow(?:s|ing)|"
            r"outgr(?:ow|ows|ew|own)|gain(?:s|ed|ing)?|increas(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|"
            r"declin(?:e|es|ed|ing)|drop(?:s|ped|ping)?|climb(?:s|ed|ing)?|surg(?:e|es|ed|ing)|"
            r"slump(?:s|ed)?|shr(?:ink|inks|ank|unk|inking)|jump(?:s|ed)?|expand(?:s|ed|ing)?|"
            r"faster|slower|larger|smaller|higher|lower|bigger|more than|less than|fewer|"
            r"exceed(?:s|ed|ing)?|ahead of|up(?=\s*$)|down(?=\s*$)|(?:up|down) (?:by|from))\b"
            r"|增长|增加|上升|提高|扩大|下降|减少|降低|缩小|回落|超过|高于|低于|快于|慢于|领先",
            re.IGNORECASE,
        ),
        Kind.RANK: re.compile(
            r"\b(?:largest|smallest|biggest|highest|lowest|fastest|slowest|first|second|third|fourth|"
            r"fifth|last|leading|foremost|most of|majority|minority|record|only|sole)\b"
            r"|最[大小高低快慢多少]|第[一二三四五六七八九十]+|首[个家位次]|唯一|大多数|多数|之首|居首",
            re.IGNORECASE,
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Judged:
    """One wording that no rule can judge: what it claims, where it stands, the words around it."""

    kind: Kind
    where: str
    words: str
    context: str


@dataclass(frozen=True, slots=True)
class Review:
    """What one template says by hand: errors, and what a person has to judge."""

    path: str
    errors: tuple[Problem, ...]
    judged: tuple[Judged, ...]


def templates(world: World) -> tuple[str, ...]:
    """Return the paths of all templates of the project, those that others include too."""
    return tuple(name for name in world.names(FOLDER) if name.endswith(".j2"))


def review(world: World, path: str) -> Review:
    """Return what the template `path` says by hand, in its head, its text and its titles.

    Errors:
        Problems, not exceptions: T007 not a template, T010 a numeral in the text, T011 one in a
        text that an expression hands on.
    """
    source = _texts_only(world.read(path).decode("utf-8"))
    environment = Environment()
    try:
        tokens = list(environment.lex(source))
        environment.parse(source)
    except TemplateSyntaxError as error:
        return Review(path, (Problem("T007", str(error.message), f"{path}:{error.lineno}"),), ())
    errors = typed_numbers(environment, source, path, 0)
    judged: list[Judged] = []
    literal = False
    for line, kind, text in tokens:
        if kind == "data":
            judged += _words(text, line, path)
        elif kind == "string":
            words = text[1:-1]
            if literal:
                judged.append(Judged(Kind.LITERAL, f"{path}:{line}", words, words))
            elif not _ID.fullmatch(words):
                errors += _numerals(words, line, path)
                judged += _words(words, line, path)
        if kind == "name":
            literal = text == "literal"
        elif kind not in ("whitespace", "operator"):
            literal = False
    return Review(path, tuple(errors), tuple(judged))


def _numerals(text: str, line: int, path: str) -> Iterator[Problem]:
    for found in _NUMERAL.finditer(text):
        at = line + text.count("\n", 0, found.start())
        hint = 'write the text as a list: ["words ", fact(...), " words"]'
        says = f"the number {found[0]} is typed by hand in {_around(text, found)!r}"
        yield Problem("T011", says, f"{path}:{at}", hint)


def _words(text: str, line: int, path: str) -> Iterator[Judged]:
    found = [(match, kind) for kind, pattern in WORDS.items() for match in pattern.finditer(text)]
    for match, kind in sorted(found, key=lambda pair: pair[0].start()):
        at = line + text.count("\n", 0, match.start())
        yield Judged(kind, f"{path}:{at}", match[0], _around(text, match))


def _around(text: str, found: re.Match[str]) -> str:
    """Return the words around a match, on its line."""
    start = text.rfind("\n", 0, found.start()) + 1
    end = text.find("\n", found.end())
    line_end = len(text) if end < 0 else end
    first, last = max(start, found.start() - 30), min(line_end, found.end() + 30)
    before, after = text[first : found.start()], text[found.end() : last]
    if first > start:
        before = before.partition(" ")[2] or before
    if last < line_end:
        after = after.rpartition(" ")[0] or after
    return " ".join(f"{before}{found[0]}{after}".split())


def _texts_only(source: str) -> str:
    """Return the template with its head blanked but for the values that readers see."""
    lines = source.split("\n")
    if lines[0].strip() != "---":
        return source
    for number, line in enumerate(lines):
        key = _HEAD_LINE.fullmatch(line)
        shown = key is not None and key[1] in _TEXT_KEYS
        lines[number] = f"{' ' * (len(key[1]) + 1)}{key[2]}" if key and shown else ""
        if number and line.strip() == "---":
            break
    return "\n".join(lines)
