"""The claims that a PDF carries along, read back from its attachment."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, BinaryIO

import pikepdf

from chipreport.errors import Problem, VerificationError
from chipreport.facts.model import Comparator, Noun, Quantity, Unit, UnitKind
from chipreport.formats import Carried, Extract
from chipreport.formats.pdf.data import NAME
from chipreport.formats.pdf.structure import DIGEST


def attached(file: BinaryIO) -> Extract:
    """Return the claims that the attachment of a PDF holds.

    Errors:
        VerificationError: V301 not a readable PDF, V303 the attachment is gone, V304 it is not
        the one that the file was written with, V305 it cannot be understood.
    """
    try:
        with pikepdf.open(file) as pdf:
            data, recorded = _data(pdf), _recorded(pdf)
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError) as error:
        says = f"this is not a sound PDF of ours: {type(error).__name__}: {error}"
        raise VerificationError(Problem("V301", says, hint="build it again")) from None
    if data is None:
        says = f"the attachment {NAME} is gone, so the file cannot prove itself"
        hint = "verify it in the folder of its project, or get the file as it was published"
        raise VerificationError(Problem("V303", says, hint=hint))
    if recorded != hashlib.sha256(data).hexdigest():
        says = f"the attachment {NAME} does not match the digest that the file records for it"
        if not recorded:
            says = f"the file records no digest for its attachment {NAME}"
        hint = "do not trust the file; get it as it was published"
        raise VerificationError(Problem("V304", says, hint=hint))
    try:
        return _extract(json.loads(data))
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        says = f"the attachment {NAME} is built otherwise: {type(error).__name__}: {error}"
        hint = "the file is of another version of chipreport"
        raise VerificationError(Problem("V305", says, hint=hint)) from None


def _data(pdf: pikepdf.Pdf) -> bytes | None:
    held = pdf.attachments.get(NAME)
    return None if held is None else bytes(held.get_file().read_bytes())


def _recorded(pdf: pikepdf.Pdf) -> str:
    """Return the digest that the structure tree holds, "" where it holds none."""
    root: Any = pdf.Root
    top = root.StructTreeRoot.K if "/StructTreeRoot" in root else {}
    properties = top.get("/A", {}).get("/P", ())
    found = (str(entry.V) for entry in properties if str(entry.N) == DIGEST + NAME)
    return next(found, "")


def _extract(whole: Mapping[str, Any]) -> Extract:
    language, dataset = str(whole["language"]), whole["dataset"]
    units = {name: _unit(name, unit, language) for name, unit in whole["units"].items()}
    claims = [_carried(fact, units, language) for fact in whole["facts"]]
    return Extract(
        dataset=str(dataset["name"]),
        version=str(dataset["version"]),
        facts_sha256=str(dataset["facts_sha256"]),
        claims={claim.id: claim for claim in claims},
    )


def _unit(name: str, unit: Mapping[str, Any], language: str) -> Unit:
    return Unit(
        id=name,
        kind=UnitKind(unit["kind"]),
        titles={},
        symbols={language: str(unit["symbol"])} if "symbol" in unit else {},
        nouns=_nouns(unit, language),
    )


def _carried(fact: Mapping[str, Any], units: Mapping[str, Unit], language: str) -> Carried:
    quantity = Quantity(
        comparator=Comparator(fact["comparator"]),
        value=_number(fact["value"]),
        lower=_number(fact["lower"]),
        upper=_number(fact["upper"]),
        unit=units[fact["unit"]],
        unit_mult=int(fact["unit_mult"]),
    )
    words = ", ".join(filter(None, (fact["title"], fact["period_words"])))
    return Carried(
        id=str(fact["id"]),
        about=f"{fact['entity']}: {words}",
        quantity=quantity,
        nouns=_nouns(fact, language),
        source=_source(fact),
        shown=int(fact["shown"]),
    )


def _source(fact: Mapping[str, Any]) -> str:
    if "formula" in fact:
        return f"worked out as {fact['formula']}"
    return "; ".join(
        f"{each['producer']}, {each['published']}, ¶{each['paragraph']}" for each in fact["sources"]
    )


def _nouns(held: Mapping[str, Any], language: str) -> dict[str, Noun]:
    if "noun" not in held:
        return {}
    one, other = held["noun"]
    return {language: Noun(str(one), str(other))}


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
