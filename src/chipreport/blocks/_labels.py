"""What a claim is called in a table or card: its short label, and what tells it from its like."""

from __future__ import annotations

from chipreport.blocks import Scene
from chipreport.doc.nodes import Inlines, Text
from chipreport.facts.model import Claim, Derived, Fact
from chipreport.phrase import label


def describe(claim: Claim, scene: Scene, *, subject: bool = False) -> Inlines:
    """Return the label of `claim`, with its breakdown where its subject has more of the indicator.

    With `subject` the name of who or where stands before it.
    """
    language = scene.language
    words = label(claim, language)
    if isinstance(claim, Fact):
        like = scene.dataset.facts(entity=claim.entity, indicator=claim.indicator)
        if len({fact.breakdown for fact in like}) > 1:
            apart = [named for pair in claim.breakdown if (named := _named(pair, scene))]
            words += _brackets(", ".join(apart), language) if apart else ""
    if subject:
        words = claim.entity.name(language) + {"en": ": ", "zh": "："}[language] + words
    return (Text(words, key=f"claim {claim.id}"),)


def marker(claim: Claim, language: str) -> str:
    """Return " (derived)" or " (forecast)" where readers must be told, else ""."""
    if isinstance(claim, Derived):
        return _brackets({"en": "derived", "zh": "推算"}[language], language)
    if claim.scenario != "actual":
        return _brackets({"en": "forecast", "zh": "预测"}[language], language)
    return ""


def _named(pair: tuple[str, str], scene: Scene) -> str:
    dimension, code = pair
    entity = scene.dataset.tables.entities.get(code)
    if entity is not None:
        return entity.name(scene.language)
    for entry in scene.dataset.tables.codes:
        if (entry.list_id, entry.code) == ("CL_BREAKDOWN", f"{dimension}:{code}"):
            return entry.names.get(scene.language) or entry.names["en"]
    return code if code.isdecimal() else ""


def _brackets(words: str, language: str) -> str:
    return f"（{words}）" if language == "zh" else f" ({words})"
