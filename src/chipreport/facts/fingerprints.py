"""Digests of values: equal ones mean that a file made from them has equal bytes."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from chipreport.facts.model import Claim

_PLAIN = (str, int, float, Decimal, dt.date, type(None))


class Fingerprints:
    """Digests of values: of whole documents, with every claim and source behind them.

    Objects are remembered, because thousands of references lead to the same facts. A value of a
    kind that is not known is told by its `repr`: where that names an address, the digest differs
    at every build and the file is built again.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, str]] = {}

    def of(self, value: Any) -> str:
        """Return the digest of `value`.

        Example:
            >>> one, other = Fingerprints(), Fingerprints()
            >>> one.of(("a", 1)) == other.of(("a", 1)), one.of("1") == one.of(1)
            (True, False)
        """
        if isinstance(value, _PLAIN):
            return f"{type(value).__name__} {value!r}"
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            known = self._known.get(id(value))
            if known is not None:
                return known[1]
            fields = dataclasses.fields(value)
            parts = (f"{field.name} {self.of(getattr(value, field.name))}" for field in fields)
            found = joined((type(value).__qualname__, *parts))
            self._known[id(value)] = (value, found)  # kept, so that its number is not used again
            return found
        if isinstance(value, Mapping):
            pairs = (f"{self.of(key)} {self.of(each)}" for key, each in value.items())
            return joined(("mapping", *pairs))
        if isinstance(value, tuple | list):
            return joined(("sequence", *map(self.of, value)))
        return f"{type(value).__name__} {value!r}"


def joined(parts: Iterable[str]) -> str:
    """Return the digest of `parts`, none of which holds a line break unless escaped."""
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def facts_digest(prints: Fingerprints, claims: Iterable[Claim]) -> str:
    """Return the digest of the claims that a document shows, with their sources."""
    return joined(sorted({f"{claim.id} {prints.of(claim)}" for claim in claims}))
