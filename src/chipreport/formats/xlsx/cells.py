"""One value to the end of one cell's XML, by its type; what comes often is made once."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from chipreport.formats.xlsx.guard import Guard, starts_like_formula
from chipreport.formats.xlsx.serialise import SharedStrings, number_text, string_item
from chipreport.records import NanRule, RefusedError, plain

DATE_CODE = "yyyy\\-mm\\-dd"
MOMENT_CODE = "yyyy\\-mm\\-dd hh:mm:ss"
TIME_CODE = "hh:mm:ss"
_SAFE = 16_383  # so many characters fit a cell even if each takes two UTF-16 units
_DIGITS = 15
_MOST = 10**_DIGITS - 1
_DAY_0 = dt.date(1899, 12, 30).toordinal()
_MOMENT_0 = dt.datetime.combine(dt.date(1899, 12, 30), dt.time())
_FIRST = dt.date(1900, 3, 1)  # no serial is sound before that day
_FIRST_MOMENT = dt.datetime.combine(_FIRST, dt.time())
_DAY = dt.timedelta(days=1)
_MEMO, _MEMO_TEXT = 16_384, 80
_SPECIAL = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]").search


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """The numbers of the cell formats that a table uses."""

    text: int
    quoted: int
    number: int
    date: int
    moment: int
    time: int


class Cells:
    """Turns values into what follows the address in a cell, "" for an empty one.

    `forms` has the function for each type; `other` takes what is of none of these types and
    raises RefusedError for what no cell can hold.
    """

    def __init__(self, styles: Styles, strings: SharedStrings, nan: NanRule) -> None:
        self._styles, self._strings, self._nan = styles, strings, nan
        self._memo: dict[str, str] = {}
        self._number = f'" s="{styles.number}"><v>'
        self.forms: dict[type, Callable[[Any], str]] = {
            str: self._text,
            bool: self._truth,
            int: self._whole,
            float: self._double,
            Decimal: self._decimal,
            dt.date: self._date,
            dt.datetime: self._moment,
            dt.time: self._time,
        }

    def other(self, value: object) -> str:
        """Return the end of the cell for a value of a type that is not in `forms`."""
        found = plain(value, self._nan)
        return "" if found is None else self.forms[type(found)](found)

    def _text(self, text: str) -> str:
        tail = self._memo.get(text)
        if tail is None:
            tail = self._fresh(text)
            if len(self._memo) < _MEMO and len(text) <= _MEMO_TEXT:
                self._memo[text] = tail
        return tail

    def _fresh(self, text: str) -> str:
        if not text:
            return ""
        style = self._styles.quoted if starts_like_formula(text) else self._styles.text
        if len(text) > _SAFE or _SPECIAL(text):
            guard = Guard()
            text = guard.text(text, "")
            if guard.problems:
                raise RefusedError(guard.problems[0])
        kind, content = self._strings.cell(text)
        return f'" s="{style}" t="{kind}">{content}</c>'

    def _truth(self, value: bool) -> str:
        return f'" s="{self._styles.text}" t="b"><v>{value:d}</v></c>'

    def _whole(self, value: int) -> str:
        if -_MOST <= value <= _MOST:
            return f"{self._number}{value}</v></c>"
        return self._digits(str(value))

    def _double(self, value: float) -> str:
        if not math.isfinite(value):
            return self.other(value) if plain(value, self._nan) is not None else ""
        return f"{self._number}{number_text(value)}</v></c>"

    def _decimal(self, value: Decimal) -> str:
        if not value.is_finite():
            return "" if plain(value, self._nan) is None else self._digits(str(value))
        if len(value.normalize().as_tuple().digits) <= _DIGITS and (
            value == 0 or abs(value.adjusted()) < 300
        ):
            return f"{self._number}{number_text(float(value))}</v></c>"
        return self._digits(format(value, "f"))

    def _digits(self, digits: str) -> str:
        """Return a number as text, right-aligned as its neighbours are."""
        return f'" s="{self._styles.number}" t="inlineStr"><is>{string_item(digits)}</is></c>'

    def _date(self, value: dt.date) -> str:
        if value < _FIRST:
            return self._text(value.isoformat())
        return f'" s="{self._styles.date}"><v>{value.toordinal() - _DAY_0}</v></c>'

    def _moment(self, value: dt.datetime) -> str:
        if value.tzinfo is not None:
            return self.other(value)  # which refuses it
        if value < _FIRST_MOMENT:
            return self._text(value.isoformat(" "))
        serial = number_text((value - _MOMENT_0) / _DAY)
        return f'" s="{self._styles.moment}"><v>{serial}</v></c>'

    def _time(self, value: dt.time) -> str:
        if value.tzinfo is not None:
            return self.other(value)  # which refuses it
        serial = number_text((dt.datetime.combine(_MOMENT_0, value) - _MOMENT_0) / _DAY)
        return f'" s="{self._styles.time}"><v>{serial}</v></c>'
