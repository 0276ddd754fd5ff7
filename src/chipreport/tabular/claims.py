"""Facts and derived figures as rows: values typed, words as a reader sees them, sources named."""

from __future__ import annotations

from collections.abc import Iterable

from chipreport.facts.model import Citation, Claim, Derived
from chipreport.facts.periods import parse
from chipreport.phrase import Form, label, say
from chipreport.records import Plain

COLUMNS = (
    *("id", "kind", "entity_id", "entity", "indicator_id", "indicator", "breakdown"),
    *("time_period", "start", "end", "comparator", "value", "lower", "upper"),
    *("unit", "unit_mult", "amount", "shown", "scenario", "obs_status", "attributed_to"),
    *("formula", "source_id", "producer", "title", "paragraph", "url", "vintage", "note"),
)


def rows(claims: Iterable[Claim], language: str = "en") -> list[dict[str, Plain]]:
    """Return one row for each claim, with the columns of `COLUMNS`.

    Units:
        `value`, `lower` and `upper` count 10 ** `unit_mult` of `unit`; `amount` counts `unit`.
        `value` is empty where the source gives only bounds, as is a bound that is open.
    """
    return [_row(claim, language) for claim in claims]


def _row(claim: Claim, language: str) -> dict[str, Plain]:
    quantity, period = claim.quantity, parse(claim.time_period)
    amount = None if quantity.value is None else quantity.value.scaleb(quantity.unit_mult)
    row: dict[str, Plain] = dict.fromkeys(COLUMNS)
    row |= {
        "id": claim.id,
        "kind": "derived" if isinstance(claim, Derived) else "fact",
        "entity_id": claim.entity.id,
        "entity": claim.entity.name(language),
        "indicator": label(claim, language),
        "time_period": claim.time_period,
        "start": period.start,
        "end": period.end,
        "comparator": quantity.comparator.value,
        "value": quantity.value,
        "lower": quantity.lower,
        "upper": quantity.upper,
        "unit": quantity.unit.id,
        "unit_mult": quantity.unit_mult,
        "amount": amount,
        "shown": say(claim, Form.SIGN, language),
        "scenario": claim.scenario.value,
        **_places(claim.citations),
    }
    if isinstance(claim, Derived):
        method = claim.methods.get(language) or claim.methods.get("en", "")
        return row | {"formula": claim.formula, "note": method}
    return row | {
        "indicator_id": claim.indicator.id,
        "breakdown": ";".join(f"{dimension}:{code}" for dimension, code in claim.breakdown),
        "obs_status": claim.obs_status,
        "attributed_to": claim.attributed_to.id if claim.attributed_to else None,
        "vintage": claim.vintage,
        "note": claim.note,
    }


def _places(citations: Iterable[Citation]) -> dict[str, Plain]:
    """Return where a claim comes from; one that stands on several places names them all."""
    found = tuple(citations)
    paragraphs = list(dict.fromkeys(citation.paragraph for citation in found))

    def joined(parts: Iterable[str]) -> str:
        return "; ".join(dict.fromkeys(part for part in parts if part))

    return {
        "source_id": joined(citation.source.id for citation in found),
        "producer": joined(citation.source.producer for citation in found),
        "title": joined(citation.source.title for citation in found),
        "paragraph": "; ".join(map(str, paragraphs)),
        "url": joined(citation.source.url for citation in found),
    }
