"""What templates hand to blocks, made uniform: ids, claims or lists of either become claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chipreport.doc.nodes import FactRef, Inline, Inlines, Text
from chipreport.errors import ChipReportError, Problem, TemplateError
from chipreport.facts import Dataset
from chipreport.facts.model import Claim, Derived, Entity, Fact


def as_claims(given: object, dataset: Dataset, entity: Entity | None = None) -> tuple[Claim, ...]:
    """Return the claims behind ids, claims, FactRefs or lists of them, in their order.

    With `entity`, a word without a dot is an indicator: every fact of the entity for it.

    Errors:
        TemplateError T030 for every item that names no claim.
    """
    items = given if isinstance(given, Iterable) and not isinstance(given, str) else [given]
    claims: list[Claim] = []
    problems: list[Problem] = []
    for item in items:
        try:
            claims.extend(_claims_of(item, dataset, entity))
        except ChipReportError as error:
            problems.extend(error.problems)
    if problems:
        raise TemplateError(*problems)
    return tuple(claims)


def _claims_of(item: object, dataset: Dataset, entity: Entity | None) -> Sequence[Claim]:
    if isinstance(item, FactRef):
        return [item.claim]
    if isinstance(item, Fact | Derived):
        return [item]
    if isinstance(item, str) and entity is not None and "." not in item:
        found = dataset.facts(entity=entity.id, indicator=item)
        if not found:
            raise TemplateError(
                Problem("T031", f"{entity.id} has no fact for the indicator {item!r}")
            )
        return found
    if isinstance(item, str):
        return [dataset.claim(item)]
    if isinstance(item, Iterable):
        return as_claims(item, dataset, entity)
    raise TemplateError(Problem("T030", f"{item!r} is neither a fact nor the id of one"))


def as_inlines(given: object) -> Inlines:
    """Return inlines for words or nodes that a template hands over; nothing gives none."""
    if given is None or given == "":
        return ()
    if isinstance(given, str):
        return (Text(given),)
    if isinstance(given, tuple | list):
        return tuple(inline for item in given for inline in as_inlines(item))
    if isinstance(given, Inline):
        return (given,)
    raise TemplateError(Problem("T032", f"{given!r} cannot stand in a line of text"))
