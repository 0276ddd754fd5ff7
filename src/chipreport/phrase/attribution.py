"""Who says so, in words."""

from __future__ import annotations

from collections.abc import Mapping

from chipreport.facts.model import Claim, Derived, Entity, Fact
from chipreport.phrase.languages import Language, language_of

_NAMED = {
    "named_source": "source",
    "ranking": "ranking",
    "official_release": "official",
}
_UNNAMED = {"reported_unnamed": "unnamed", "industry_view": "industry"}


def attribution(
    claim: Claim, language: str = "en", entities: Mapping[str, Entity] | None = None
) -> str:
    """Return who says so: "according to Toyland Research", "Ann Oak, Toyland Robots", or "".

    Shapes:
        With `entities` a person is named with the organisation that is its parent. A derived
        claim names those whose data it was calculated from. "" where the source itself says so.
    """
    tongue = language_of(language)
    if isinstance(claim, Derived):
        names = [_name(fact, tongue, entities or {}) for fact in claim.inputs]
        known = list(dict.fromkeys(name for name in names if name))
        together = tongue.words["and"].join(known)
        return tongue.words["calculated"].format(together) if known else ""
    name = _name(claim, tongue, entities or {})
    if not name:
        return tongue.words.get(_UNNAMED.get(claim.attribution_type, ""), "")
    pattern = _NAMED.get(claim.attribution_type)
    return tongue.words[pattern].format(name) if pattern else name


def _name(fact: Fact, tongue: Language, entities: Mapping[str, Entity]) -> str:
    by = fact.attributed_to
    if by is None:
        return ""
    organisation = entities.get(by.parent_id)
    if by.type == "person" and organisation is not None:
        return tongue.words["speaker"].format(
            person=by.name(tongue.code), organisation=organisation.name(tongue.code)
        )
    return by.name(tongue.code)
