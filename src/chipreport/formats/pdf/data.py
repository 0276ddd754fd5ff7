"""The facts that a document shows, as a file of their own inside it."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from functools import cache
from typing import Any

from chipreport.doc.nodes import Document
from chipreport.doc.walk import fact_refs
from chipreport.facts.model import Claim, Derived, Fact, Noun, Unit
from chipreport.phrase import period

NAME = "facts.json"

_encode = json.JSONEncoder(ensure_ascii=False).encode
_period = cache(period)


def facts_json(document: Document) -> bytes:
    """Return the claims of `document` as JSON, in order of first appearance.

    Exactness:
        Numbers stand as text with the digits of the dataset, so that no reader rounds them.
    """
    forms: dict[str, dict[str, None]] = {}
    claims: dict[str, Claim] = {}
    counts: Counter[str] = Counter()
    for shown in fact_refs(document):
        claims.setdefault(shown.claim.id, shown.claim)
        forms.setdefault(shown.claim.id, {})[shown.text] = None
        counts[shown.claim.id] += 1
    language = document.language
    units = {claim.quantity.unit.id: claim.quantity.unit for claim in claims.values()}
    whole = {
        "document": document.name,
        "language": language,
        "dataset": {
            "name": document.dataset_name,
            "title": document.dataset_title,
            "version": document.dataset_version,
            "facts_sha256": document.dataset_sha256,
            "edition": document.edition.isoformat(),
        },
        "units": {name: _unit(unit, language) for name, unit in units.items()},
    }
    facts = (
        _fact(claim, list(forms[claim.id]), language) | {"shown": counts[claim.id]}
        for claim in claims.values()
    )
    # one line a fact, for the encoder that indents takes more than three times as long
    lines = ",\n".join(_encode(fact) for fact in facts)
    return f'{_encode(whole)[:-1]}, "facts": [\n{lines}\n]}}\n'.encode()


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
        "period_words": _period(claim.time_period, language),
        "scenario": claim.scenario.value,
        "sources": [
            {
                "id": each.source.id,
                "title": each.source.title,
                "producer": each.source.producer,
                "published": each.source.date_published,
                "paragraph": each.paragraph,
            }
            for each in claim.citations
        ],
    }
    if isinstance(claim, Fact) and claim.indicator.nouns.get(language):
        found["noun"] = _noun(claim.indicator.nouns[language])
    if isinstance(claim, Derived):
        found["formula"] = claim.formula
        found["inputs"] = [fact.id for fact in claim.inputs]
    return found


def _unit(unit: Unit, language: str) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": unit.kind.value}
    if language in unit.symbols:
        found["symbol"] = unit.symbols[language]
    if language in unit.nouns:
        found["noun"] = _noun(unit.nouns[language])
    return found


def _noun(noun: Noun) -> list[str]:
    return [noun.one, noun.other]


def _number(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
