"""A file held against what it carries along, where its dataset is not at hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import BinaryIO

from chipreport.errors import ChipReportError, Problem, VerificationError
from chipreport.formats import Carried, Extract, Sighting
from chipreport.phrase import Form, legal, say
from chipreport.verify.check import (
    FileReport,
    Mismatch,
    as_printed,
    counts,
    format_of,
    unreadable,
)

_WITNESS = "the file's own attachment"


@dataclass(frozen=True, slots=True)
class Proof:
    """What a file proves of itself; `extract` is None where it carries nothing that can be read."""

    report: FileReport
    extract: Extract | None = None


def verify_own(file: BinaryIO, name: str) -> Proof:
    """Return what holding `file` against its own attachment finds.

    Exactness:
        Shows every change of the page alone, of the attachment alone, and of either's absence.
        Who changes page, attachment and recorded digest alike is found out by the dataset only.

    Mismatches:
        V001 a claim that the attachment does not have; V002 words that it does not allow; V003 a
        claim shown more or less often than when the file was written; V013 a format that carries
        nothing.
    """
    try:
        kind = format_of(name)
        if kind.attached is None:
            hint = "verify it in the folder of its project"
            says = "this kind of file does not carry its facts along"
            raise VerificationError(Problem("V013", says, hint=hint))
        extract = kind.attached(file)
        file.seek(0)
        sightings = list(kind.sightings(file))
    except ChipReportError as error:
        return Proof(unreadable(name, error))
    shown = Counter(seen.claim_id for seen in sightings)
    mismatches = [m for seen in sightings if (m := _mismatch(seen, name, extract))]
    expected = {claim.id: claim.shown for claim in extract.claims.values()}
    known = {claim_id: count for claim_id, count in shown.items() if claim_id in expected}
    mismatches += counts(known, expected, name)
    return Proof(FileReport(name, dict(shown), tuple(mismatches)), extract)


def _mismatch(seen: Sighting, file: str, extract: Extract) -> Mismatch | None:
    claim = extract.claims.get(seen.claim_id)
    if claim is None:
        nothing = "nothing: unknown claim"
        return Mismatch("V001", file, seen.place, seen.claim_id, seen.text, nothing, "", _WITNESS)
    if seen.text in as_printed(legal(claim.quantity, seen.language, claim.nouns)):
        return None
    expected = say(claim.quantity, Form.SIGN, seen.language)
    return Mismatch(
        "V002", file, seen.place, claim.id, seen.text, expected, _source(claim), _WITNESS
    )


def _source(claim: Carried) -> str:
    return f"{claim.about}; {claim.source}"
