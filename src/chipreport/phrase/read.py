"""Words back into claims, the inverse of `say`."""

from __future__ import annotations

from collections.abc import Sequence

from chipreport.errors import Problem, VerificationError
from chipreport.facts.model import Unit
from chipreport.phrase.languages import language_of
from chipreport.phrase.numbers import Reading


def read(text: str, language: str = "en", units: Sequence[Unit] = (), mult: int = 0) -> Reading:
    """Return what `text` claims of a number.

    Units:
        `mult` is the power of ten that stands in the head of the column, for bare numbers.
        `units` lets the reading name its unit; without them only %, points, times and ranks tell.

    Errors:
        VerificationError P030 where the text holds no number that the language writes so;
        UsageError P010 for an unknown language.

    Example:
        >>> found = read("more than CN¥488 billion")
        >>> found.comparator.value, found.value
        ('gt', Decimal('488000000000'))
        >>> read("488", mult=9).value == found.value
        True
    """
    found = language_of(language).read(text, units, mult)
    if found is None:
        raise VerificationError(Problem("P030", f"no number can be read in {text!r}"))
    return found
