"""Where claims appear in finished files, and where each comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from chipreport.errors import Problem, UsageError
from chipreport.facts.formulas import inputs
from chipreport.facts.model import Citation, Claim, Derived, Fact
from chipreport.facts.query import Dataset
from chipreport.formats import FORMATS
from chipreport.phrase import Form, formula_words, label, period, say


@dataclass(frozen=True, slots=True)
class Appearance:
    """One place of a file that shows a claim; `printed` is what a reader sees there."""

    file: str
    place: str
    claim_id: str
    printed: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a claim comes from: its sources; for a derived figure how it was worked out too.

    `inputs` are the claims that the formula names, each with its own origin.
    """

    claim_id: str
    subject: str
    what: str
    value: str
    period: str
    status: str
    sources: tuple[str, ...]
    formula: str = ""
    words: str = ""
    inputs: tuple[Origin, ...] = ()


def appearances(file: BinaryIO, name: str) -> Iterator[Appearance]:
    """Yield every place of `file` that shows a claim, in reading order.

    Errors:
        UsageError V010 no format reads such a file; VerificationError where it is not sound.
    """
    kind = name.rpartition(".")[2].lower()
    if kind not in list(FORMATS):
        known = ", ".join(f".{known}" for known in FORMATS)
        says = "no format reads this kind of file"
        raise UsageError(Problem("V010", says, name, f"known: {known}"))
    for seen in FORMATS[kind].sightings(file):
        printed = seen.text or ("" if seen.value is None else f"({seen.value})")
        yield Appearance(name, seen.place, seen.claim_id, printed)


def origin(claim: Claim, dataset: Dataset, language: str = "en") -> Origin:
    """Return where `claim` comes from, down to the places in the sources."""
    plain = Origin(
        claim_id=claim.id,
        subject=claim.entity.name(language),
        what=label(claim, language),
        value=say(claim, Form.SIGN, language),
        period=period(claim.time_period, language, "short"),
        status=str(claim.scenario),
        sources=tuple(dict.fromkeys(place(citation) for citation in claim.citations)),
    )
    if isinstance(claim, Fact):
        return plain
    return _derived(plain, claim, dataset, language)


def _derived(plain: Origin, claim: Derived, dataset: Dataset, language: str) -> Origin:
    return Origin(
        claim_id=plain.claim_id,
        subject=plain.subject,
        what=plain.what,
        value=plain.value,
        period=plain.period,
        status=f"derived, {plain.status}",
        sources=plain.sources,
        formula=claim.formula,
        words=formula_words(claim, language),
        inputs=tuple(origin(dataset.claim(id), dataset, language) for id in inputs(claim.formula)),
    )


def place(citation: Citation) -> str:
    """Return a citation as a person would look it up."""
    source = citation.source
    return (
        f"{source.producer}, {source.date_published}, ¶{citation.paragraph}, "
        f"characters {citation.start} to {citation.end}, {source.url}"
    )
