"""Formats: each owns both directions, writing a document and finding its claims again in a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO

from chipreport.doc.nodes import Document
from chipreport.errors import Problem
from chipreport.plugins import Parts
from chipreport.theme import Theme

__all__ = ["FORMATS", "Format", "Sighting"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A claim as found in a written file.

    `text` is what a reader sees, "" where only a number is stored (a chart's cache). `value` is
    the stored number in the claim's own unit and multiplier, None where there is only text.
    `place` is where a person finds it: "page 2", "Key figures!C7", "paragraph 12".
    """

    claim_id: str
    text: str
    place: str
    language: str
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """What a format can do.

    `write(document, theme, out)` gives equal bytes for equal input and raises RenderError with
    every problem of the document. `sightings(file)` yields every claim in reading order, from
    what readers see, and raises VerificationError for a file that is not sound. `check(file)`
    returns what is wrong with the file itself, beyond its claims.
    """

    suffix: str
    media_type: str
    write: Callable[[Document, Theme, BinaryIO], None]
    sightings: Callable[[BinaryIO], Iterator[Sighting]]
    check: Callable[[BinaryIO], list[Problem]] = lambda file: []


FORMATS: Parts[Format] = Parts("chipreport.formats", "FORMAT")
