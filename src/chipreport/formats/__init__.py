"""Formats: each owns both directions, writing a document and finding its claims again in a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO

from chipreport.doc.nodes import Document
from chipreport.errors import Problem
from chipreport.facts.model import Noun, Quantity
from chipreport.plugins import Parts
from chipreport.theme import Theme

__all__ = ["FORMATS", "Carried", "Extract", "Format", "Sighting"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A claim as found in a written file.

    `text` is what a reader sees, "" where only a number is stored (a chart's cache). `value` is
    the stored number in the claim's own unit and multiplier, None where there is only text.
    `place` is where a person finds it: "page 2", "Key figures!C7", "paragraph 12". `form` is the
    form in which the claim has to stand there, "" where the file does not tell: a cell below a
    column head may leave its unit out, another may not.
    """

    claim_id: str
    text: str
    place: str
    language: str
    value: Decimal | None = None
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A claim as a file carries it along: enough to say which texts may stand for it.

    `about` tells a reader what it is: "Toyland Robots: Employees, 2030". `nouns` are those of its
    indicator, by language. `shown` is how often the file shows it.
    """

    id: str
    about: str
    quantity: Quantity
    nouns: Mapping[str, Noun]
    source: str
    shown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The part of a dataset that a file carries along: the claims that it shows, by id."""

    dataset: str
    version: str
    facts_sha256: str
    claims: Mapping[str, Carried]


@dataclass(frozen=True, slots=True)
class Format:
    """What a format can do.

    `write(document, theme, out)` gives equal bytes for equal input and raises RenderError with
    every problem of the document. `sightings(file)` yields every claim in reading order, from
    what readers see, and raises VerificationError for a file that is not sound. `check(file)`
    returns what is wrong with the file itself, beyond its claims. `attached(file)` returns the
    claims that the file carries along, and raises VerificationError where they are gone or
    changed; None where the format carries none.
    """

    suffix: str
    media_type: str
    write: Callable[[Document, Theme, BinaryIO], None]
    sightings: Callable[[BinaryIO], Iterator[Sighting]]
    check: Callable[[BinaryIO], list[Problem]] = lambda file: []
    attached: Callable[[BinaryIO], Extract] | None = None


FORMATS: Parts[Format] = Parts("chipreport.formats", "FORMAT")
