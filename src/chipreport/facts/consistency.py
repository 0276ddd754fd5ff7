"""Stated figures that cannot all be true, found by intervals with their rounding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from chipreport.errors import Problem
from chipreport.facts.interval import Interval
from chipreport.facts.model import Comparator, Derived, Fact, Tables, UnitKind
from chipreport.facts.periods import parse
from chipreport.facts.query import Dataset
from chipreport.facts.rounding import half_width
from chipreport.facts.vintages import Series, series

FILE = "data/observations.csv"
GROWTHS = ("_GROWTH", "_CAGR")
MULTIPLE = "_MULTIPLE"

_WHOLE = Interval.of(100)
_HUNDREDTH = Interval.of(Fraction(1, 100))


def contradictions(tables: Tables) -> tuple[Problem, ...]:
    """Return the sets of claims in `tables` that no single state of the world allows.

    Shapes:
        W001 two claims of one thing that exclude each other, W002 shares of one whole beyond
        100 %, W003 a part larger than its whole, W004 parts that add up to more than their whole,
        W005 a growth or a multiple that its two levels do not allow, W006 a derived figure that
        cannot be: a negative number of things, a share beyond its natural limits.

    Exactness:
        Every value counts with all that its printed digits may hide, and every bound with its
        open side, so rounded figures raise no alarm. Forecasts are compared with forecasts only.
        The newest vintage counts; W001 compares the newest of every source.
    """
    dataset = Dataset.of(tables)
    facts = dataset.facts()
    return (
        *_same(tables.facts.values()),
        *_shares(facts, dataset),
        *_parts(facts),
        *_within(facts, dataset),
        *_growth(facts),
        *_derived(dataset),
    )


def possible(fact: Fact) -> Interval:
    """Return all values that a fact allows, in base units, rounding and natural limits included."""
    quantity = fact.quantity
    loose = quantity.comparator in (Comparator.EQ, Comparator.APPROX)
    hidden = half_width(quantity) if fact.rounding is None else fact.rounding
    limits = fact.indicator.natural_min, fact.indicator.natural_max
    stated = Interval.stated(quantity, hidden if loose else Decimal(0)).within(*limits)
    return stated * Interval.of(Fraction(10) ** quantity.unit_mult)


def _meet(a: Interval, b: Interval) -> bool:
    return not a.below(b) and not b.below(a)


def _same(facts: Iterable[Fact]) -> Iterator[Problem]:
    newest: dict[Series, dict[str, Fact]] = defaultdict(dict)
    for fact in facts:
        sources = newest[series(fact)]
        other = sources.setdefault(fact.citation.source.id, fact)
        if fact.vintage > other.vintage:
            sources[fact.citation.source.id] = fact
    for group in newest.values():
        for first, second in combinations(group.values(), 2):
            alike = first.quantity.unit.id == second.quantity.unit.id
            if alike and not _meet(possible(first), possible(second)):
                yield _problem("W001", "claim the same and exclude each other", first, second)


def _is_share(fact: Fact) -> bool:
    return fact.indicator.measure_type == "share" and fact.quantity.unit.kind is UnitKind.PERCENT


def _shares(facts: Iterable[Fact], dataset: Dataset) -> Iterator[Problem]:
    """Yield shares of one whole, of one subject or of several, that pass 100 % together."""
    groups: dict[object, list[Fact]] = defaultdict(list)
    for fact in facts:
        if not _is_share(fact):
            continue
        when = (fact.indicator.id, fact.time_period, fact.scenario)
        for dimension, _ in fact.breakdown:
            if dimension != "of":
                rest = tuple(pair for pair in fact.breakdown if pair[0] != dimension)
                groups[("subject", fact.entity.id, dimension, rest, *when)].append(fact)
        if any(dimension == "of" for dimension, _ in fact.breakdown):
            groups[("whole", fact.breakdown, *when)].append(fact)
    for key, group in groups.items():
        assert isinstance(key, tuple)
        kept = _apart(group, dataset) if key[0] == "whole" else _once(group)
        if len(kept) > 1 and _WHOLE.below(_total(kept)):
            yield _problem("W002", "are shares of one whole and pass 100% together", *kept)


def _once(facts: Sequence[Fact]) -> list[Fact]:
    """Return one fact for each breakdown: two claims of one share are no two shares."""
    return list({fact.breakdown: fact for fact in facts}.values())


def _apart(facts: Sequence[Fact], dataset: Dataset) -> list[Fact]:
    """Return the facts whose subjects do not lie within those of others, one for each subject."""
    subjects = {fact.entity.id: fact for fact in facts}
    return [
        fact for id, fact in subjects.items() if not any(p in subjects for p in _above(id, dataset))
    ]


def _above(entity_id: str, dataset: Dataset) -> Iterator[str]:
    seen: set[str] = set()
    parent = dataset.entity(entity_id).parent_id
    while parent and parent not in seen:
        yield parent
        seen.add(parent)
        parent = dataset.entity(parent).parent_id if parent in dataset.tables.entities else ""


def _total(facts: Iterable[Fact]) -> Interval:
    total = Interval.of(0)
    for fact in facts:
        total += possible(fact)
    return total


def _parts(facts: Sequence[Fact]) -> Iterator[Problem]:
    """Yield parts by breakdown that are more than the whole of the same subject."""
    wholes: dict[object, Fact] = {}
    parts: dict[object, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.indicator.measure_type != "level" or not _counts(fact):
            continue
        when = (fact.entity.id, fact.indicator.id, fact.time_period, fact.scenario)
        wholes.setdefault((*when, fact.breakdown), fact)
        for pair in fact.breakdown:
            rest = tuple(other for other in fact.breakdown if other != pair)
            parts[(*when, rest, pair[0])].append(fact)
    for key, group in parts.items():
        assert isinstance(key, tuple)
        whole = wholes.get(key[:-1])
        if whole is None:
            continue
        larger = [part for part in group if possible(whole).below(possible(part))]
        for part in larger:
            yield _problem("W003", "are a part and its whole, and the part is larger", part, whole)
        apart = _once(group)
        together = len(apart) > 1 and possible(whole).below(_total(apart))
        if together and whole.indicator.additive and not larger:
            yield _problem("W004", "are parts of the last and add up to more", *apart, whole)


def _within(facts: Sequence[Fact], dataset: Dataset) -> Iterator[Problem]:
    """Yield subjects that lie within another and have more of what can be added up."""
    known = {
        (f.entity.id, f.indicator.id, f.breakdown, f.time_period, f.scenario): f for f in facts
    }
    for (id, *rest), fact in known.items():
        if not fact.indicator.additive or not _counts(fact):
            continue
        for parent in _above(str(id), dataset):
            whole = known.get((parent, *rest))  # type: ignore[arg-type]
            if whole is not None and possible(whole).below(possible(fact)):
                says = "are a part and its whole, and the part is larger"
                yield _problem("W003", says, fact, whole)


def _counts(fact: Fact) -> bool:
    return fact.quantity.unit.kind in (UnitKind.COUNT, UnitKind.MONEY)


def _growth(facts: Sequence[Fact]) -> Iterator[Problem]:
    """Yield growth rates and multiples beside levels that rule them out.

    The indicator of a growth is called as that of its level with an ending: INDUSTRY_SCALE and
    INDUSTRY_SCALE_GROWTH, UNIT_SHIPMENTS and SHIPMENTS_CAGR. Growth at constant prices is not
    held against levels at current ones, so *_GROWTH_REAL has no such level.
    """
    for growth in facts:
        ending = next((e for e in (*GROWTHS, MULTIPLE) if growth.indicator.id.endswith(e)), "")
        before, after, steps = _ends(growth)
        if not ending or not steps:
            continue
        stem = growth.indicator.id.removesuffix(ending)
        levels = [
            fact
            for fact in facts
            if (fact.indicator.id == stem or fact.indicator.id.endswith(f"_{stem}"))
            and fact.entity.id == growth.entity.id
            and fact.breakdown == growth.breakdown
            and fact.indicator.measure_type == "level"
        ]
        for first in (fact for fact in levels if fact.time_period == before):
            for last in (fact for fact in levels if fact.time_period == after):
                if not _grows(growth, ending, first, last, steps):
                    says = "are a growth and its two levels, which rule it out"
                    yield _problem("W005", says, growth, first, last)


def _ends(growth: Fact) -> tuple[str, str, int]:
    period = parse(growth.time_period)
    if period.first is not None and period.last is not None:
        return period.first.text, period.last.text, period.steps
    if not growth.base_period:
        return "", "", 0
    steps = period.end.year - parse(growth.base_period).end.year
    return growth.base_period, growth.time_period, steps


def _grows(growth: Fact, ending: str, first: Fact, last: Fact, steps: int) -> bool:
    told = possible(growth)
    if ending == MULTIPLE:
        factor = told
    else:
        yearly = Interval.of(1) + told * _HUNDREDTH
        factor = yearly ** Interval.of(steps if ending == "_CAGR" else 1)
    base = possible(first)
    if base.lower.at is None or base.lower.at <= 0:
        return True
    return _meet(base * factor, possible(last))


def _derived(dataset: Dataset) -> Iterator[Problem]:
    """Yield derived figures that cannot be."""
    for derived in dataset.derived.values():
        says = _impossible(derived)
        if says:
            inputs = ", ".join(fact.id for fact in derived.inputs)
            hint = f"worked out as {derived.formula} from {inputs}: one of them is wrong"
            yield Problem("W006", f"{derived.id} {says}", "data/derived.csv", hint)


def _impossible(derived: Derived) -> str:
    quantity, upper = derived.quantity, derived.rounding_upper
    if upper is None:
        upper = quantity.upper
    kind = quantity.unit.kind
    if kind is UnitKind.COUNT and upper is not None and upper < 0:
        return f"is a number of things below zero: at most {upper}"
    # a rest of a whole is a share: 1-{A} of shares only, never a growth
    rest = derived.formula.startswith("1-{") and all(map(_is_share, derived.inputs))
    if kind is UnitKind.PERCENT and rest and upper is not None and upper < 0:
        return f"is a share below zero: at most {upper}%"
    return ""


def _problem(code: str, says: str, *facts: Fact) -> Problem:
    ids = ", ".join(fact.id for fact in facts)
    shown = "; ".join(f"{fact.id}: {_shown(fact)}, ¶{fact.citation.paragraph}" for fact in facts)
    return Problem(code, f"{ids} {says}", FILE, shown)


def _shown(fact: Fact) -> str:
    quantity = fact.quantity
    number = quantity.point
    scale = f"e{quantity.unit_mult}" if quantity.unit_mult else ""
    return f"{quantity.comparator.value} {number}{scale} {quantity.unit.id}"
