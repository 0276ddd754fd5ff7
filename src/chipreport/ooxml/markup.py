"""Words into XML without becoming markup, and the characters that XML cannot carry."""

from __future__ import annotations

import re

HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters but tab and new line, half characters, and the two that XML forbids."""

_EAST_ASIAN = re.compile("[\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]")
_ELEMENT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ATTRIBUTE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
)


def escape(text: str) -> str:
    """Return `text` as the content of an element.

    Example:
        >>> escape("R&D < 5 %")
        'R&amp;D &lt; 5 %'
    """
    return CONTROL.sub("", text).translate(_ELEMENT)


def attribute(text: str) -> str:
    """Return `text` as the value of an attribute, for double quotes.

    Example:
        >>> attribute('say "yes"')
        'say &quot;yes&quot;'
    """
    return CONTROL.sub("", text).translate(_ATTRIBUTE)


def is_east_asian(text: str) -> bool:
    """Return whether `text` holds Han characters or their punctuation.

    Example:
        >>> is_east_asian("in 玩具国"), is_east_asian("“quoted”")
        (True, False)
    """
    return _EAST_ASIAN.search(text) is not None


def width(text: str) -> float:
    """Return how wide `text` is in ems, roughly: a Han character is 1, a Latin letter half.

    Example:
        >>> width("玩具"), width("toys")
        (2.0, 2.08)
    """
    wide = len(_EAST_ASIAN.findall(text))
    return wide * 1.0 + (len(text) - wide) * 0.52
