"""Format codes that keep hedge, unit and language on screen while the cell stays a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from chipreport.formats.xlsx.guard import MAX_CODE

GENERAL = "General"
_NUMBER = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_MINUS = re.compile("[-\u2212\u2012\u2013]")
_SCALES = (0, *(sign * power for power in range(1, 13) for sign in (1, -1)))
_NEAR = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Shown:
    """A number to store and the code that shows it as a text.

    Units:
        The claim's own value is `number * 10 ** scale`: where a text says 4,880 亿 of a value that
        counts billions, 4880 is stored and `scale` is -1.
    """

    number: Decimal
    code: str
    scale: int = 0


@dataclass(frozen=True, slots=True)
class _Section:
    before: str
    digits: str
    after: str


def shown(text: str, value: Decimal | None) -> Shown | None:
    """Return how a cell stores `value` and shows exactly `text`, None where only text can.

    Example:
        >>> shown("> CN¥488 bn", Decimal("488"))
        Shown(number=Decimal('488'), code='"> CN¥"#,##0" bn";"> CN¥\u2212"#,##0" bn"', scale=0)
        >>> found = shown("超4,880亿元", Decimal("488"))
        >>> found.number, found.scale, show(found.code, found.number)
        (Decimal('4880'), -1, '超4,880亿元')
        >>> shown("several billion yuan", Decimal("2")) is None
        True
    """
    if value is None or not value.is_finite():
        return None
    found = list(_NUMBER.finditer(text))
    for exact in (True, False):
        for scale in _SCALES:
            number = abs(value) * Decimal(10) ** -scale
            for token in found:
                if _stands_for(token[0], number, exact=exact):
                    stored = number.copy_sign(value).normalize()
                    shape = _shape(text, token.span(), negative=value < 0)
                    if _is_double(stored) and len(shape) <= MAX_CODE:
                        code = Shown(_plain(stored), shape, scale)
                        if show(code.code, code.number) == text:
                            return code
    return None


def literal(text: str) -> str:
    """Return a code that shows `text` whatever the number, for labels of drawn values."""
    return _quoted(text) or '""'


def show(code: str, number: Decimal) -> str:
    """Return the text that `number` shows in a format code: halves go away from zero.

    Example:
        >>> show('"≈ "#,##0', Decimal("15000")), show("General", Decimal("7"))
        ('≈ 15,000', '7')
    """
    sections = _sections(code)
    if not sections:
        return f"{_plain(number):f}"
    negative = number < 0 and len(sections) > 1
    section = sections[1 if negative else 0]
    if not section.digits:
        return section.before
    whole, _, fraction = section.digits.partition(".")
    step = Decimal(1).scaleb(-len(fraction))
    amount = abs(number).quantize(step, rounding=ROUND_HALF_UP)
    body = f"{amount:,f}" if "," in whole else f"{amount:f}"
    sign = "-" if number < 0 and not negative else ""
    return f"{sign}{section.before}{body}{section.after}"


def _stands_for(token: str, number: Decimal, *, exact: bool) -> bool:
    printed = Decimal(token.replace(",", ""))
    if exact:
        return printed == number
    if not number or abs(printed - number) > _NEAR * number:
        return False
    places = len(token.partition(".")[2])
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) == printed


def _shape(text: str, span: tuple[int, int], *, negative: bool) -> str:
    before, token, after = text[: span[0]], text[span[0] : span[1]], text[span[1] :]
    whole, _, fraction = token.partition(".")
    grouped = "," in whole or len(whole) < 4
    padded = "0" * len(whole) if whole.startswith("0") and len(whole) > 1 else "0"
    digits = ("#,##0" if grouped and padded == "0" else padded) + ("." if fraction else "")
    digits += "0" * len(fraction)
    if negative:
        plain = _MINUS.sub("", before, count=1)
        return f"{_quoted(plain)}{digits}{_quoted(after)};{_quoted(before)}{digits}{_quoted(after)}"
    minus = _quoted(f"{before}\u2212")
    return f"{_quoted(before)}{digits}{_quoted(after)};{minus}{digits}{_quoted(after)}"


def _quoted(text: str) -> str:
    """Return `text` as literal text of a code; no quotation mark can stand inside quotes."""
    return '\\"'.join(f'"{part}"' if part else "" for part in text.split('"'))


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[_Section, ...]:
    """Return the sections of a code of ours, () for one that is not of this kind."""
    sections: list[_Section] = []
    parts = ["", "", ""]
    place = 0
    characters = iter(code)
    for character in characters:
        if character == '"':
            literal_text = ""
            for inner in characters:
                if inner == '"':
                    break
                literal_text += inner
        elif character == "\\":
            literal_text = next(characters, "")
        elif character == ";":
            sections.append(_Section(*parts))
            parts, place = ["", "", ""], 0
            continue
        elif character in "#0,.":
            if place == 2:
                return ()
            place = 1
            parts[1] += character
            continue
        else:
            return ()
        place = 2 if place else 0
        parts[place] += literal_text
    sections.append(_Section(*parts))
    return tuple(sections)


def _is_double(number: Decimal) -> bool:
    return len(number.as_tuple().digits) <= 15 and Decimal(repr(float(number))) == number


def _plain(number: Decimal) -> Decimal:
    """Return `number` without an exponent above zero and without trailing zeros."""
    number = number.normalize()
    exponent = number.as_tuple().exponent
    return number.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else number
