"""Sightings against claims; knows no format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from chipreport.errors import ChipReportError, Problem, VerificationError
from chipreport.facts import Dataset
from chipreport.facts.model import Claim, Derived
from chipreport.formats import FORMATS, Format, Sighting
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
    witness: str = "the dataset"

    def problem(self) -> Problem:
        """Return the mismatch as a problem with place and way out."""
        says = f"{self.claim_id} reads {self.printed!r}, {self.witness} says {self.expected!r}"
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
    try:
        kind = format_of(name)
        sightings = list(kind.sightings(file))
        file.seek(0)
        unsound = kind.check(file)
    except ChipReportError as error:
        return unreadable(name, error)
    shown = Counter(seen.claim_id for seen in sightings)
    mismatches = [m for seen in sightings if (m := _mismatch(seen, name, dataset))]
    if expected is not None:
        mismatches += counts(shown, expected, name)
    return FileReport(name, dict(shown), tuple(mismatches), placed(unsound, name))


def format_of(name: str) -> Format:
    """Return the format that reads a file of this name.

    Errors:
        VerificationError V010: none does.
    """
    kind = name.rpartition(".")[2].lower()
    if kind not in list(FORMATS):
        known = ", ".join(f".{known}" for known in FORMATS)
        hint = f"known: {known}"
        raise VerificationError(Problem("V010", "no format reads this kind of file", hint=hint))
    return FORMATS[kind]


def unreadable(name: str, error: ChipReportError) -> FileReport:
    """Return the report on a file that cannot be read, each problem with the file's name."""
    return FileReport(name, {}, (), placed(error.problems, name))


def placed(problems: Iterable[Problem], name: str) -> tuple[Problem, ...]:
    """Return `problems` with the name of the file before their place."""
    return tuple(
        Problem(p.code, p.says, f"{name}: {p.where}" if p.where else name, p.hint) for p in problems
    )


def as_printed(allowed: frozenset[str]) -> frozenset[str]:
    """Return the texts, and each as it stands at the start of a sentence."""
    return allowed | {text[:1].upper() + text[1:] for text in allowed}


def _mismatch(seen: Sighting, file: str, dataset: Dataset) -> Mismatch | None:
    claim = dataset.find(seen.claim_id)
    if claim is None:
        return Mismatch(
            "V001", file, seen.place, seen.claim_id, seen.text, "nothing: unknown claim", ""
        )
    allowed = legal(claim, seen.language)
    if seen.form in list(Form):
        allowed = frozenset({say(claim, Form(seen.form), seen.language)})
    allowed = as_printed(allowed)
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


def counts(shown: Mapping[str, int], expected: Mapping[str, int], file: str) -> Iterable[Mismatch]:
    """Yield a mismatch for each claim that is shown more or less often than expected."""
    for claim_id in sorted({*shown, *expected}):
        here, wanted = shown.get(claim_id, 0), expected.get(claim_id, 0)
        if here != wanted:
            yield Mismatch("V003", file, "", claim_id, str(here), str(wanted), "")
