"""Names under which places and claims are found again in a Word file."""

from __future__ import annotations

import hashlib
import re

from chipreport.facts.model import Claim

_NAME = re.compile(r"(?!xml)[A-Za-z_][A-Za-z0-9_.-]{0,51}", re.IGNORECASE)
_TAG = re.compile(r"cr:([^|]+)\|([a-z]+)")
_PATH = re.compile(r"/f:facts\[1\]/f:([^\[/]+)\[1\]/f:([a-z]+)\[1\]/f:v\[1\]")
_HASHED = re.compile(r"_[0-9a-f]{24}")
# Word cuts a bookmark off after 40 characters and allows letters, digits and lines only.
_LONGEST_BOOKMARK = 40


def alias(claim: Claim, language: str) -> str:
    """Return what Word shows as the name of a control, at most 64 characters."""
    label = claim.titles.get(language) or claim.titles.get("en") or claim.id
    return f"{label}, {claim.time_period}"[:64]


def bookmark_name(anchor: str) -> str:
    """Return the hidden bookmark of an anchor; different anchors have different ones.

    Example:
        >>> bookmark_name("note_1")
        '_cr_note_1'
        >>> bookmark_name("half-the-market")
        '_cr_half_the_market_061b2036'
    """
    # Word takes Note_1 and note_1 for the same.
    name = "_cr_" + re.sub(r"[^a-z0-9_]", "_", anchor.lower())
    if name == f"_cr_{anchor}" and len(name) <= _LONGEST_BOOKMARK:
        return name
    return f"{name[: _LONGEST_BOOKMARK - 9]}_{_digest(anchor)[:8]}"


def claim_key(claim_id: str) -> str:
    """Return the name of a claim in tags and in the store.

    It is the id, or a hash of it where the id is no name for XML or too long for a tag.

    Example:
        >>> claim_key("ROBOTS.REVENUE.2030"), len(claim_key("R" * 80))
        ('ROBOTS.REVENUE.2030', 25)
    """
    if _NAME.fullmatch(claim_id) and not _HASHED.fullmatch(claim_id):
        return claim_id
    return "_" + _digest(claim_id)[:24]


def claim_of(tag_name: str, path: str) -> tuple[str, str]:
    """Return the key and the form that a control shows, ("", "") for one that shows no claim.

    LibreOffice 7 drops the tag when it saves; `path`, the way into the store, tells the same.

    Example:
        >>> claim_of("cr:ROBOTS.REVENUE.2030|prose", "")
        ('ROBOTS.REVENUE.2030', 'prose')
        >>> claim_of("", "/f:facts[1]/f:ROBOTS.REVENUE.2030[1]/f:sign[1]/f:v[1]")
        ('ROBOTS.REVENUE.2030', 'sign')
    """
    found = _TAG.fullmatch(tag_name) or _PATH.fullmatch(path)
    return (found[1], found[2]) if found else ("", "")


def store_path(claim_id: str, form: str) -> str:
    """Return the way to the text of a claim in the store, in the steps that Word itself writes."""
    return f"/f:facts[1]/f:{claim_key(claim_id)}[1]/f:{form}[1]/f:v[1]"


def is_hashed(key: str) -> bool:
    """Return whether `key` stands for an id that only the store holds."""
    return _HASHED.fullmatch(key) is not None


def tag(claim_id: str, form: str) -> str:
    """Return the tag of a control, at most 64 characters, as Word allows.

    Example:
        >>> tag("ROBOTS.REVENUE.2030", "prose")
        'cr:ROBOTS.REVENUE.2030|prose'
    """
    return f"cr:{claim_key(claim_id)}|{form}"


def number_from(seed: str, used: set[int]) -> int:
    """Return a number from a hash of `seed` that is not among `used`, and add it there."""
    number = int(_digest(seed)[:8], 16) & 0x7FFFFFFF or 1
    while number in used:
        number = (number + 1) & 0x7FFFFFFF or 1
    used.add(number)
    return number


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
