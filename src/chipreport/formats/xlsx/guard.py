"""What a workbook can hold: texts, names and addresses, checked before they are written."""

from __future__ import annotations

import re
from collections.abc import Callable

from chipreport.errors import Problem

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
MAX_TEXT = 32_767
MAX_SHEET_NAME = 31
MAX_NAME = 255
MAX_ADDRESS = 2_079
MAX_LINKS = 65_530
MAX_CODE = 255
MAX_CODES = 200  # Excel promises "between 200 and 250, depending on the language version"

# XML 1.0 allows #x9 #xA #xD #x20-#xD7FF #xE000-#xFFFD #x10000-#x10FFFF
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LEADS = ("=", "+", "-", "@", "\t", "\r")
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_ROW_OR_COLUMN = re.compile(r"[rR](\[?-?\d*\]?)?([cC](\[?-?\d*\]?)?)?|[cC](\[?-?\d*\]?)?")
_ADDRESS = re.compile(r"https?://[^\s\"<>]+")


def units(text: str) -> int:
    """Return the length in UTF-16 units, which is what Excel counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def escape(text: str) -> str:
    """Return `text` so that Excel does not take part of it for its own _xHHHH_ escape.

    Example:
        >>> escape("_x0041_"), unescape(escape("_x0041_"))
        ('_x005F_x0041_', '_x0041_')
    """
    return _ESCAPE.sub("_x005F_", text) if "_x" in text else text


def unescape(text: str) -> str:
    """Return `text` with Excel's _xHHHH_ escapes undone."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def starts_like_formula(text: str) -> bool:
    """Whether a later edit in Excel would turn `text` into a formula unless it is quoted."""
    return text.startswith(_LEADS)


def column_number(letters: str) -> int:
    """Return the number of a column: 1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def looks_like_reference(name: str) -> bool:
    """Whether Excel reads `name` as a cell, a row or a column.

    Example:
        >>> [looks_like_reference(name) for name in ("GPU2025", "R1C1", "C", "fact_GPU.2025")]
        [True, True, True, False]
    """
    cell = _CELL.fullmatch(name)
    if cell and column_number(cell[1]) <= MAX_COLUMNS and int(cell[2]) <= MAX_ROWS:
        return True
    return bool(_ROW_OR_COLUMN.fullmatch(name))


class Guard:
    """Cleans texts and names, and remembers every problem with its place."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._names: dict[str, int] = {}
        self._sheets: dict[str, int] = {}

    def text(self, text: str, where: str) -> str:
        """Return `text` as a cell can hold it; X101 for a bad character, X102 for too long."""
        if found := _ILLEGAL.search(text):
            shown = _ILLEGAL.sub("\ufffd", text)[:60]
            says = f"the text {shown!r} has U+{ord(found[0]):04X}, which no workbook can hold"
            self.say("X101", says, where, "take the character out of the dataset or the template")
            text = _ILLEGAL.sub("\ufffd", text)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if units(text) > MAX_TEXT:
            says = f"a text of {units(text)} characters begins {text[:40]!r}"
            self.say("X102", says, where, f"a cell holds {MAX_TEXT}: split the text")
            text = text[:1000]
        return text

    def address(self, address: str, where: str) -> str:
        """Return an http(s) address that a link can hold, "" and X103 where it is none."""
        if not _ADDRESS.fullmatch(address) or units(address) > MAX_ADDRESS:
            says = f"{address[:60]!r} is not an address that a link can lead to"
            self.say("X103", says, where, f"http(s), no blanks, at most {MAX_ADDRESS} characters")
            return ""
        return self.text(address, where)

    def name(self, wanted: str) -> str:
        """Return a legal defined name, unique whatever the case.

        Example:
            >>> guard = Guard()
            >>> guard.name("fact_A.B"), guard.name("fact_a.b"), guard.name("GPU 2025")
            ('fact_A.B', 'fact_a.b_2', 'GPU_2025')
        """
        name = re.sub(r"[^\w.]", "_", wanted)[: MAX_NAME - 5]
        if not re.match(r"[^\W\d]|_", name) or looks_like_reference(name):
            name = f"_{name}"
        return self._unique(name, self._names, lambda number: f"{name}_{number}")

    def sheet(self, wanted: str) -> str:
        """Return a legal sheet name of at most 31 UTF-16 units, unique whatever the case.

        Example:
            >>> guard = Guard()
            >>> guard.sheet("a/b: c"), guard.sheet("History"), guard.sheet("")
            ('a-b- c', 'History-', 'Sheet')
            >>> guard.sheet("Robots are on course for half the market")
            'Robots are on course for half'
        """
        name = re.sub(r"[\\*?:/\[\]\x00-\x1f\ud800-\udfff\ufffe\uffff]", "-", wanted)
        name = " ".join(name.split()).strip("' ") or "Sheet"
        name = (
            f"{name}-" if name.casefold() == "history" else name
        )  # Excel keeps History for itself
        name = _cut(name, MAX_SHEET_NAME)

        def numbered(number: int) -> str:
            suffix = f" ({number})"
            return _cut(name, MAX_SHEET_NAME - len(suffix)) + suffix

        return self._unique(name, self._sheets, numbered)

    def say(self, code: str, says: str, where: str, hint: str) -> None:
        """Remember a problem."""
        self.problems.append(Problem(code, says, where, hint))

    @staticmethod
    def _unique(name: str, taken: dict[str, int], numbered: Callable[[int], str]) -> str:
        """Return `name`, numbered where it is taken; `taken` keeps the last number of each."""
        found, number = name, taken.get(name.casefold(), 0)
        while found.casefold() in taken:
            number += 1
            found = numbered(number)
        taken[name.casefold()] = max(number, 1)
        taken.setdefault(found.casefold(), 1)
        return found


def _cut(name: str, room: int) -> str:
    """Return the words of `name` that fit in `room` UTF-16 units, whole where possible."""
    if units(name) <= room:
        return name
    kept = ""
    for character in name:
        if units(kept + character) > room:
            break
        kept += character
    if name[len(kept)] != " " and " " in kept[room // 2 :]:
        kept = kept.rpartition(" ")[0]
    return kept.strip("' ")
