"""Sightings against claims; knows no format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from chipreport.errors import ChipReportError, Problem
from chipreport.facts import Dataset
from chipreport.facts.model import Claim, Derived
from chipreport.formats import FORMATS, Sighting
from chipreport.phrase import Form, legal, say


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One place where a file does not say what the dataset says."""

    code: str
    file: str
    place: str
    claim_id: str
    printed: str
    expected: str
    source: str

    def problem(self) -> Problem:
        """Return the mismatch as a problem with place and way out."""
        says = f"{self.claim_id} reads {self.printed!r}, the dataset says {self.expected!r}"
        if self.code == "V003":
            says = f"{self.claim_id} is shown {self.printed} times, not {self.expected}"
        where = f"{self.file}: {self.place}" if self.place else self.file
        return Problem(self.code, says, where, self.source)


@dataclass(frozen=True, slots=True)
class FileReport:
    """What reading one file back found: how often each claim is shown, and what is wrong."""

    file: str
    shown: Mapping[str, int]
    mismatches: tuple[Mismatch, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether every claim in the file is as the dataset has it."""
        return not self.mismatches and not self.problems

    def all_problems(self) -> tuple[Problem, ...]:
        """Return everything that is wrong, as problems."""
        return (*self.problems, *(mismatch.problem() for mismatch in self.mismatches))


def verify_file(
    file: BinaryIO,
    name: str,
    dataset: Dataset,
    expected: Mapping[str, int] | None = None,
) -> FileReport:
    """Return what reading `file` back finds; its format is named by the end of `name`.

    Shapes:
        `expected` says how often the file must show each claim; None does not ask.

    Mismatches:
        V001 a claim that the dataset does not have; V002 words or a number that the dataset does
        not allow for the claim; V003 a claim shown more or less often than expected.
    """
    kind = name.rpartition(".")[2].lower()
    if kind not in list(FORMATS):
        known = ", ".join(f".{known}" for known in FORMATS)
        problem = Problem("V010", "no format reads this kind of file", name, f"known: {known}")
        return FileReport(name, {}, (), (problem,))
    try:
        sightings = list(FORMATS[kind].sightings(file))
    except ChipReportError as error:
        problems = tuple(
            Problem(p.code, p.says, f"{name}: {p.where}" if p.where else name, p.hint)
            for p in error.problems
        )
        return FileReport(name, {}, (), problems)
    shown = Counter(seen.claim_id for seen in sightings)
    mismatches = [m for seen in sightings if (m := _mismatch(seen, name, dataset))]
    if expected is not None:
        mismatches += _counts(shown, expected, name)
    return FileReport(name, dict(shown), tuple(mismatches))


def _mismatch(seen: Sighting, file: str, dataset: Dataset) -> Mismatch | None:
    claim = dataset.find(seen.claim_id)
    if claim is None:
        return Mismatch(
            "V001", file, seen.place, seen.claim_id, seen.text, "nothing: unknown claim", ""
        )
    allowed = legal(claim, seen.language)
    if seen.form in list(Form):
        allowed = frozenset({say(claim, Form(seen.form), seen.language)})
    allowed |= {text[:1].upper() + text[1:] for text in allowed}  # at the start of a sentence
    wrong_text = bool(seen.text) and seen.text not in allowed
    wrong_value = seen.value is not None and seen.value != claim.quantity.point
    if not wrong_text and not wrong_value:
        return None
    printed = seen.text if wrong_text or not seen.text else f"{seen.text} ({seen.value})"
    expected = say(claim, Form.SIGN, seen.language)
    if wrong_value:
        expected = f"{expected} ({claim.quantity.point})"
    return Mismatch(
        "V002", file, seen.place, claim.id, printed or str(seen.value), expected, _source(claim)
    )


def _source(claim: Claim) -> str:
    if isinstance(claim, Derived):
        return f"worked out as {claim.formula}"
    citation = claim.citation
    return f"{citation.source.producer}, {citation.source.date_published}, ¶{citation.paragraph}"


def _counts(shown: Mapping[str, int], expected: Mapping[str, int], file: str) -> Iterable[Mismatch]:
    for claim_id in sorted({*shown, *expected}):
        here, wanted = shown.get(claim_id, 0), expected.get(claim_id, 0)
        if here != wanted:
            yield Mismatch("V003", file, "", claim_id, str(here), str(wanted), "")
