"""The facts as a pandas DataFrame; the only module of this layer that loads pandas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

import pandas as pd

from chipreport.facts.model import Fact
from chipreport.facts.periods import parse

COLUMNS: Mapping[str, str] = {
    "obs_id": "id of the fact, also the index",
    "entity_id": "id of the entity",
    "entity": "its display name in English",
    "indicator_id": "id of the indicator",
    "indicator": "its title in English",
    "breakdown": "dimension:code pairs, separated by semicolons",
    "time_period": "the period as the table writes it",
    "start": "first day of the period, missing where it is open",
    "end": "last day of the period",
    "base_period": "the period that growth starts from",
    "comparator": "how the source bounds the value",
    "value": "the value in units of unit_mult, float64; missing for range and indef",
    "lower": "lower bound, missing where that side is open",
    "upper": "upper bound, missing where that side is open",
    "unit": "id of the unit",
    "unit_mult": "power of ten of value, lower and upper",
    "amount": "value times 10 to the unit_mult",
    "printed": "the digits of the value as the source prints them, text",
    "qualifier": "the bounding word as printed",
    "obs_status": "SDMX status",
    "scenario": "actual, forecast, target or opinion",
    "attributed_to": "id of the entity that says so",
    "attribution_type": "what kind of voice says so",
    "source_id": "id of the source",
    "paragraph": "paragraph of the source",
    "citation_id": "id of the place in the source",
    "vintage": "day on which the row became known",
    "note": "what a reader has to know",
}
"""The columns of `Dataset.observations`, in order, with what each holds."""

_NUMBERS = ("value", "lower", "upper", "amount")
_DAYS = ("start", "end", "vintage")


def observations(facts: Iterable[Fact]) -> pd.DataFrame:
    """Return one row for each fact, with the columns of `COLUMNS`, indexed by id.

    Units:
        Numbers are float64 for computing with; `printed` keeps the digits. Days are datetime64.
    """
    frame = pd.DataFrame([_row(fact) for fact in facts], columns=list(COLUMNS))
    for column in _NUMBERS:
        frame[column] = frame[column].astype("float64")
    for column in _DAYS:
        frame[column] = pd.to_datetime(frame[column])
    for column in ("unit_mult", "paragraph"):
        frame[column] = frame[column].astype("int64")
    return frame.set_index("obs_id", drop=False)


def _row(fact: Fact) -> dict[str, object]:
    quantity, period = fact.quantity, parse(fact.time_period)
    value = quantity.value
    return {
        "obs_id": fact.id,
        "entity_id": fact.entity.id,
        "entity": fact.entity.name("en"),
        "indicator_id": fact.indicator.id,
        "indicator": fact.titles["en"],
        "breakdown": ";".join(f"{dimension}:{code}" for dimension, code in fact.breakdown),
        "time_period": fact.time_period,
        "start": period.start,
        "end": period.end,
        "base_period": fact.base_period,
        "comparator": fact.quantity.comparator.value,
        "value": _float(value),
        "lower": _float(quantity.lower),
        "upper": _float(quantity.upper),
        "unit": quantity.unit.id,
        "unit_mult": quantity.unit_mult,
        "amount": _float(None if value is None else value.scaleb(quantity.unit_mult)),
        "printed": "" if value is None else str(value),
        "qualifier": fact.qualifier,
        "obs_status": fact.obs_status,
        "scenario": fact.scenario.value,
        "attributed_to": fact.attributed_to.id if fact.attributed_to else "",
        "attribution_type": fact.attribution_type,
        "source_id": fact.citation.source.id,
        "paragraph": fact.citation.paragraph,
        "citation_id": fact.citation.id,
        "vintage": fact.vintage,
        "note": fact.note,
    }


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
