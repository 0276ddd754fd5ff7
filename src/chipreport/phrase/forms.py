"""A claim into words: every place that shows a number asks here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from chipreport.errors import DerivationError, Problem
from chipreport.facts.interval import Interval
from chipreport.facts.model import (
    Claim,
    Comparator,
    Derived,
    Fact,
    Noun,
    Quantity,
)
from chipreport.facts.rounding import half_width
from chipreport.phrase.languages import language_of
from chipreport.phrase.numbers import Form, in_base_units, saying


def quantity_of(what: Claim | Quantity) -> Quantity:
    """Return the quantity of a claim, or the quantity itself."""
    return what if isinstance(what, Quantity) else what.quantity


def say(what: Claim | Quantity, form: Form = Form.PROSE, language: str = "en") -> str:
    """Return the wording of `what`: its hedge, its digits, its unit.

    Exactness:
        No more digits than the source prints, and what is said follows from what is stored.

    Errors:
        UsageError P010 for an unknown language; DatasetError P001 for a quantity without numbers.

    Example:
        >>> from chipreport.facts.model import Unit, UnitKind
        >>> yuan = Unit(id="CNY", kind=UnitKind.MONEY, titles={}, symbols={"en": "CN¥", "zh": "元"})
        >>> some = Quantity(
        ...     comparator=Comparator.GT, value=Decimal(7), lower=Decimal(7), upper=None,
        ...     unit=yuan, unit_mult=9,
        ... )
        >>> say(some), say(some, Form.SIGN), say(some, language="zh")
        ('more than CN¥7 billion', '> CN¥7 bn', '超过70亿元')
    """
    return language_of(language).say(saying(quantity_of(what), _noun(what, language)), form)


def unit_heading(what: Claim | Quantity, language: str = "en") -> str:
    """Return the unit for the head of a column whose cells are in `Form.NUMBER`.

    Shapes:
        Cells fit under one head where their `unit_heading` is the same.
    """
    return language_of(language).heading(saying(quantity_of(what)))


def column_scale(what: Claim | Quantity, language: str = "en") -> int:
    """Return the power of ten that `unit_heading` names: 9 below "CN¥ bn", 8 below "亿元"."""
    return language_of(language).scale(saying(quantity_of(what)))


def label(claim: Claim, language: str = "en") -> str:
    """Return the short label of `claim`, its title where there is none."""
    language_of(language)
    for texts in (claim.shorts, claim.titles):
        for code in (language, "en"):
            if texts.get(code):
                return texts[code]
    return claim.id


def legal(
    claim: Claim | Quantity, language: str = "en", nouns: Mapping[str, Noun] | None = None
) -> frozenset[str]:
    """Return every text under which the claim may be shown in `language`.

    Shapes:
        `nouns` are the indicator's, for a quantity that comes without its claim.
    """
    noun = (nouns or {}).get(language) or _noun(claim, language)
    said = saying(quantity_of(claim), noun)
    return frozenset(language_of(language).say(said, form) for form in Form)


def direction(before: Claim | Quantity, after: Claim | Quantity, language: str = "en") -> str:
    """Return "rose", "fell" or "unchanged", as the intervals of both decide.

    Exactness:
        "About 15,000" counts with all that its rounding may hide. "Unchanged" needs two exact and
        equal values.

    Errors:
        DerivationError P020 where the units differ, or the intervals overlap.
    """
    words = language_of(language).words
    first, last = quantity_of(before), quantity_of(after)
    if first.unit.id != last.unit.id:
        raise DerivationError(
            Problem("P020", f"{first.unit.id} and {last.unit.id} cannot be compared", _where(after))
        )
    old, new = _interval(before), _interval(after)
    if old.below(new):
        return words["rose"]
    if new.below(old):
        return words["fell"]
    exact = first.comparator is last.comparator is Comparator.EQ
    if exact and in_base_units(first).value == in_base_units(last).value:
        return words["unchanged"]
    raise DerivationError(
        Problem(
            "P020",
            f"whether it rose or fell cannot be told from {say(before)} and {say(after)}",
            _where(after),
            "show both values without a word for the direction",
        )
    )


def formula_words(derived: Derived, language: str = "en") -> str:
    """Return how `derived` was worked out, in words."""
    language_of(language)
    return derived.methods.get(language) or derived.methods.get("en") or derived.formula


def refusal(reason: str, language: str = "en") -> str:
    """Return in words why a figure cannot be determined; `reason` as `refusals` gives it."""
    return language_of(language).words.get(reason, reason)


def _noun(what: Claim | Quantity, language: str) -> Noun | None:
    nouns = what.indicator.nouns if isinstance(what, Fact) else {}
    return nouns.get(language) or quantity_of(what).unit.nouns.get(language)


def _where(what: Claim | Quantity) -> str:
    return "" if isinstance(what, Quantity) else what.id


def _interval(what: Claim | Quantity) -> Interval:
    quantity = quantity_of(what)
    if isinstance(what, Derived) and quantity.comparator is Comparator.APPROX:
        bounds = replace(
            quantity,
            comparator=Comparator.RANGE,
            lower=what.rounding_lower,
            upper=what.rounding_upper,
        )
        return Interval.stated(in_base_units(bounds))
    rounding = what.rounding if isinstance(what, Fact) else None
    loose = quantity.comparator is Comparator.APPROX
    wide = (half_width(quantity) if rounding is None else rounding) if loose else Decimal(0)
    factor = Decimal(1).scaleb(quantity.unit_mult)
    return Interval.stated(in_base_units(quantity), wide * factor)
