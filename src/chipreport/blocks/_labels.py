"""What rows and events are called: labels that tell like claims apart, names of codes, dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal

from chipreport.blocks._words import word
from chipreport.doc.nodes import Inlines, Text
from chipreport.facts import Dataset
from chipreport.facts.model import Claim, Derived, Event, Fact, Scenario
from chipreport.phrase import label, period

Style = Literal["long", "short"]


def code_name(dataset: Dataset, list_id: str, code: str, language: str) -> str:
    """Return the name of a code, the code itself where the list does not hold it."""
    for entry in dataset.tables.codes:
        if entry.list_id == list_id and entry.code == code:
            return entry.names.get(language) or entry.names["en"]
    return code


def row_labels(claims: Sequence[Claim], dataset: Dataset, language: str) -> Mapping[str, str]:
    """Return a label for each claim by id.

    Ranks, and claims whose label another claim with another breakdown shares, also say of what
    they are: "Countries and regions: individual users".
    """
    kinds: dict[str, set[object]] = defaultdict(set)
    for claim in claims:
        if isinstance(claim, Fact):
            kinds[label(claim, language)].add(claim.breakdown)
    return {claim.id: _labelled(claim, kinds, dataset, language) for claim in claims}


def _labelled(
    claim: Claim, kinds: Mapping[str, set[object]], dataset: Dataset, language: str
) -> str:
    short = label(claim, language)
    if not isinstance(claim, Fact):
        return short
    if claim.indicator.measure_type != "rank" and len(kinds[short]) < 2:
        return short
    of = [part for part in (_part(pair, dataset, language) for pair in claim.breakdown) if part]
    return (
        word("label of", language).format(short, word("comma", language).join(of)) if of else short
    )


def _part(pair: tuple[str, str], dataset: Dataset, language: str) -> str:
    dimension, value = pair
    code = f"{dimension}:{value}"
    name = code_name(dataset, "CL_BREAKDOWN", code, language)
    if name != code:
        return name
    entity = dataset.tables.entities.get(value)
    if entity is not None:
        return entity.name(language)
    return "" if value in dataset.tables.facts else value


def describe(claim: Claim, dataset: Dataset, language: str, *, subject: bool = False) -> Inlines:
    """Return the label of `claim`, told apart from the other facts of its subject.

    With `subject` the name of who or where stands before it.
    """
    like: Sequence[Claim] = [claim]
    if isinstance(claim, Fact):
        like = dataset.facts(entity=claim.entity, indicator=claim.indicator)
    words = row_labels(like, dataset, language)[claim.id]
    if subject:
        words = f"{claim.entity.name(language)} · {words}"
    return (Text(words, key=f"claim {claim.id}"),)


def marker(claim: Claim, language: str) -> str:
    """Return " (derived)" or " (forecast)" where readers must be told, else ""."""
    if isinstance(claim, Derived):
        return word("in brackets", language).format(word("derived", language))
    if claim.scenario is not Scenario.ACTUAL:
        return word("in brackets", language).format(word(claim.scenario.value, language))
    return ""


def event_date(event: Event, language: str, style: Style = "long") -> str:
    """Return when an event was; "by 26 December 2025" where only its latest day is known."""
    first, _, last = event.date.partition("/")
    if first == ".." and event.date_precision == "before":
        return word("by", language).format(period(last, language, style))
    return period(event.date, language, style)
