"""The facts that a document shows, as a file of their own inside it."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from chipreport.doc.nodes import Document
from chipreport.doc.walk import fact_refs
from chipreport.facts.model import Claim, Derived

NAME = "facts.json"


def facts_json(document: Document) -> bytes:
    """Return the claims of `document` as JSON, in order of first appearance.

    Exactness:
        Numbers stand as text with the digits of the dataset, so that no reader rounds them.
    """
    forms: dict[str, dict[str, None]] = {}
    claims: dict[str, Claim] = {}
    for shown in fact_refs(document):
        claims.setdefault(shown.claim.id, shown.claim)
        forms.setdefault(shown.claim.id, {})[shown.text] = None
    whole = {
        "document": document.name,
        "language": document.language,
        "dataset": {
            "name": document.dataset_name,
            "title": document.dataset_title,
            "version": document.dataset_version,
            "facts_sha256": document.dataset_sha256,
            "edition": document.edition.isoformat(),
        },
        "facts": [
            _fact(claim, list(forms[claim.id]), document.language) for claim in claims.values()
        ],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _fact(claim: Claim, texts: list[str], language: str) -> dict[str, Any]:
    quantity = claim.quantity
    found: dict[str, Any] = {
        "id": claim.id,
        "title": claim.titles.get(language) or claim.titles.get("en", ""),
        "entity": claim.entity.name(language),
        "texts": texts,
        "comparator": quantity.comparator.value,
        "value": _number(quantity.value),
        "lower": _number(quantity.lower),
        "upper": _number(quantity.upper),
        "unit": quantity.unit.id,
        "unit_mult": quantity.unit_mult,
        "period": claim.time_period,
        "scenario": claim.scenario.value,
        "sources": [
            {"id": each.source.id, "title": each.source.title, "paragraph": each.paragraph}
            for each in claim.citations
        ],
    }
    if isinstance(claim, Derived):
        found["formula"] = claim.formula
        found["inputs"] = [fact.id for fact in claim.inputs]
    return found


def _number(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
