"""Facts, units and tables by hand, for tests: a plainly fictional company in Toyland."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from chipreport.facts.model import (
    Citation,
    Comparator,
    Entity,
    Fact,
    Indicator,
    Noun,
    Quantity,
    Scenario,
    Source,
    Tables,
    Unit,
    UnitKind,
)

CROWN = Unit(
    id="TLC",
    kind=UnitKind.MONEY,
    titles={"en": "Toyland crowns", "zh": "玩具国克朗"},
    symbols={"en": "TC", "zh": "克朗"},
    nouns={"en": Noun("crown", "crowns"), "zh": Noun("克朗", "克朗")},
)
PERCENT = Unit(
    id="PT",
    kind=UnitKind.PERCENT,
    titles={"en": "Per cent", "zh": "百分比"},
    symbols={"en": "%", "zh": "%"},
)
POINTS = Unit(
    id="PP",
    kind=UnitKind.POINTS,
    titles={"en": "Percentage points", "zh": "百分点"},
    symbols={"en": "pp", "zh": "个百分点"},
)
NUMBER = Unit(id="NUMBER", kind=UnitKind.COUNT, titles={"en": "Number", "zh": "数量"})
PIECES = Unit(
    id="UNITS",
    kind=UnitKind.COUNT,
    titles={"en": "Pieces", "zh": "件"},
    symbols={"zh": "件"},
    nouns={"en": Noun("unit", "units"), "zh": Noun("件", "件")},
)
PEOPLE = Unit(
    id="PERS",
    kind=UnitKind.COUNT,
    titles={"en": "Persons", "zh": "人"},
    symbols={"zh": "人"},
    nouns={"en": Noun("person", "people"), "zh": Noun("人", "人")},
)
RANK = Unit(id="RANK", kind=UnitKind.RANK, titles={"en": "Rank", "zh": "名次"})
TIMES = Unit(
    id="RATIO",
    kind=UnitKind.TIMES,
    titles={"en": "Times", "zh": "倍"},
    symbols={"en": "×", "zh": "倍"},
)
YEARS = Unit(
    id="YR",
    kind=UnitKind.DURATION,
    titles={"en": "Years", "zh": "年"},
    symbols={"zh": "年"},
    nouns={"en": Noun("year", "years"), "zh": Noun("年", "年")},
)
CALENDAR_YEAR = Unit(
    id="YEAR",
    kind=UnitKind.YEAR,
    titles={"en": "Calendar year", "zh": "年份"},
    symbols={"zh": "年"},
)
UNITS: Mapping[str, Unit] = {
    unit.id: unit
    for unit in (
        CROWN,
        PERCENT,
        POINTS,
        NUMBER,
        PIECES,
        PEOPLE,
        RANK,
        TIMES,
        YEARS,
        CALENDAR_YEAR,
    )
}

SOURCE = Source(
    id="GAZETTE",
    title="Toyland Yearbook",
    producer="Toyland Gazette",
    url="https://example.org/yearbook",
    date_published="2025-02-01",
    date_accessed="2025-02-02",
    type="article",
    access="given",
    license="",
    rank=1,
)
CITATION = Citation(
    id="C1",
    source=SOURCE,
    paragraph=1,
    start=0,
    end=9,
    span_sha256="0" * 64,
    sentence_start=0,
    sentence_end=90,
    sentence_sha256="1" * 64,
)
ROBOTS = Entity(
    id="TOYLAND_ROBOTS",
    type="company",
    label="Toyland Robots",
    names={"en": "Toyland Robots", "zh": "玩具国机器人"},
)
ANN = Entity(
    id="ANN_OAK",
    type="person",
    label="Ann Oak",
    names={"en": "Ann Oak"},
    parent_id="TOYLAND_ROBOTS",
)
RESEARCH = Entity(
    id="TOY_RESEARCH", type="research_firm", label="Toy & Co", names={"en": "Toy & Co"}
)


def number(text: str | int | None) -> Decimal | None:
    """Return the decimal that `text` writes, None for None and ""."""
    return None if text in (None, "") else Decimal(text)


def quantity(
    comparator: str,
    value: str | int | None = None,
    unit: Unit = NUMBER,
    mult: int = 0,
    *,
    lower: str | int | None = None,
    upper: str | int | None = None,
) -> Quantity:
    """Return a quantity, its bounds filled from comparator and value where they are not given."""
    word, point = Comparator(comparator), number(value)
    low, high = number(lower), number(upper)
    if word in (Comparator.EQ, Comparator.GT, Comparator.GE, Comparator.JUST_OVER):
        low = point
    if word in (Comparator.EQ, Comparator.LT, Comparator.LE, Comparator.NEARLY):
        high = point
    return Quantity(comparator=word, value=point, lower=low, upper=high, unit=unit, unit_mult=mult)


def indicator(
    id: str = "ROBOTS_SOLD",
    unit: Unit = NUMBER,
    *,
    nouns: Mapping[str, Noun] | None = None,
    minimum: str | int | None = 0,
    maximum: str | int | None = None,
) -> Indicator:
    """Return an indicator of Toyland."""
    return Indicator(
        id=id,
        titles={"en": id.replace("_", " ").capitalize(), "zh": "玩具指标"},
        shorts={"en": id.split("_")[0].capitalize(), "zh": "指标"},
        nouns=nouns or {},
        measure_type="level",
        temporal_type="flow",
        unit=unit,
        additive=True,
        natural_min=number(minimum),
        natural_max=number(maximum),
    )


def fact(
    id: str,
    said: Quantity,
    *,
    of: Indicator | None = None,
    scenario: str = "actual",
    rounding: str | None = None,
    qualifier: str = "",
    attributed_to: Entity | None = None,
    attribution_type: str = "article",
) -> Fact:
    """Return a fact of Toyland Robots."""
    return Fact(
        id=id,
        entity=ROBOTS,
        indicator=of or indicator(unit=said.unit),
        breakdown=(),
        time_period="2024",
        base_period="",
        period_type="year",
        period_basis="stated",
        quantity=said,
        rounding=number(rounding),
        qualifier=qualifier,
        obs_status="A",
        scenario=Scenario(scenario),
        attributed_to=attributed_to,
        attribution_type=attribution_type,
        attribution_basis="none",
        citation=replace(CITATION, id=f"C_{id}"),
        vintage=dt.date(2025, 2, 1),
    )


def tables(facts: Iterable[Fact]) -> Tables:
    """Return tables with `facts` and the units and entities of Toyland, all else empty."""
    by_id = {made.id: made for made in facts}
    return Tables(
        name="toyland",
        titles={"en": "Toyland"},
        version="1.0.0",
        sha256="",
        sources={SOURCE.id: SOURCE},
        units=UNITS,
        indicators={made.indicator.id: made.indicator for made in by_id.values()},
        entities={entity.id: entity for entity in (ROBOTS, ANN, RESEARCH)},
        citations={made.citation.id: made.citation for made in by_id.values()},
        facts=by_id,
        statements={},
        relations={},
        events={},
        list_items=(),
        external_checks={},
        codes=(),
    )


def derived_row(
    id: str,
    formula: str,
    unit: str = "NUMBER",
    mult: int = 0,
    decimals: int = 0,
    publish: str = "yes",
) -> dict[str, str]:
    """Return a row of derived.csv."""
    return {
        "derived_id": id,
        "number": "D01",
        "title_en": "A worked-out thing",
        "title_zh": "推算值",
        "short_en": "Thing",
        "short_zh": "值",
        "entity_id": "TOYLAND_ROBOTS",
        "time_period": "2024",
        "formula": formula,
        "unit_measure": unit,
        "unit_mult": str(mult),
        "decimals": str(decimals),
        "publish": publish,
        "method_en": "This by that.",
        "method_zh": "此除以彼。",
        "assumption_en": "",
        "assumption_zh": "",
    }
