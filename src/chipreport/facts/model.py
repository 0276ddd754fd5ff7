"""The shapes of the dataset; no input, no output, no text for readers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

Texts = Mapping[str, str]
"""Language ("en", "zh") to text."""


class Comparator(StrEnum):
    """How the source bounds a value; the words behind each stand in the code list CL_COMPARATOR."""

    EQ = "eq"
    GT = "gt"
    GE = "ge"
    LT = "lt"
    LE = "le"
    APPROX = "approx"
    NEARLY = "nearly"
    JUST_OVER = "just_over"
    RANGE = "range"
    INDEF = "indef"


class Scenario(StrEnum):
    """Whether a value was reported, is still to come, is aimed at, or is a view."""

    ACTUAL = "actual"
    FORECAST = "forecast"
    TARGET = "target"
    OPINION = "opinion"


class UnitKind(StrEnum):
    """How a unit is written beside its number."""

    MONEY = "money"
    PERCENT = "percent"
    POINTS = "points"
    COUNT = "count"
    TIMES = "times"
    RANK = "rank"
    DURATION = "duration"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Noun:
    """A word for what is counted: one employee, many employees (Chinese has one form)."""

    one: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """In what a value is counted, with its signs and words in each language."""

    id: str
    kind: UnitKind
    titles: Texts
    symbols: Texts = field(default_factory=dict)
    nouns: Mapping[str, Noun] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What is measured: its titles, short labels and nouns, and the rules its values keep."""

    id: str
    titles: Texts
    shorts: Texts
    nouns: Mapping[str, Noun] = field(default_factory=dict)
    measure_type: str
    temporal_type: str
    unit: Unit
    additive: bool
    natural_min: Decimal | None = None
    natural_max: Decimal | None = None
    description: str = ""

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of an entity, with the source that gives it."""

    name: str
    language: str
    type: str
    source_id: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Who or where: the name as printed, the names to display, and every alias."""

    id: str
    type: str
    label: str
    names: Texts
    parent_id: str = ""
    iso_code: str = ""
    order: int = 0
    activities: Texts = field(default_factory=dict)
    aliases: tuple[Alias, ...] = ()
    note: str = ""

    def name(self, language: str) -> str:
        """Return the display name in `language`, in English where that language has none."""
        return self.names.get(language) or self.names["en"]

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where facts come from."""

    id: str
    title: str
    producer: str
    url: str
    date_published: str
    date_accessed: str
    type: str
    access: str
    license: str
    content_sha256: str = ""
    rank: int = 9
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A place in a source, precise enough to be found again without keeping its words.

    `start` and `end` count Unicode characters of the source's text, end exclusive, as in the
    TextPositionSelector of the Web Annotation model.
    """

    id: str
    source: Source
    paragraph: int
    start: int
    end: int
    span_sha256: str
    sentence_start: int
    sentence_end: int
    sentence_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """What is said of a number: its value, how it is bounded, and in which unit.

    Shapes:
        `value` is None for range and indef, which have only bounds. `lower` and `upper` are None
        where that side is open.

    Units:
        All three count `10 ** unit_mult` of `unit`: 488 with unit_mult 9 and CNY is 488 billion
        yuan. Per cents are as printed: 72.8, not 0.728.
    """

    comparator: Comparator
    value: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    unit: Unit
    unit_mult: int = 0

    @property
    def point(self) -> Decimal | None:
        """The number to draw or to store in a cell: the value, else the only or the lower bound."""
        for number in (self.value, self.lower, self.upper):
            if number is not None:
                return number
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One cited value of one indicator for one period, digits as the source gives them.

    `rounding` is half of what the printed digits may hide, in the unit of the value; None leaves
    it to the digits.
    """

    id: str
    entity: Entity
    indicator: Indicator
    breakdown: tuple[tuple[str, str], ...]
    time_period: str
    base_period: str
    period_type: str
    period_basis: str
    quantity: Quantity
    rounding: Decimal | None
    qualifier: str
    obs_status: str
    scenario: Scenario
    attributed_to: Entity | None
    attribution_type: str
    attribution_basis: str
    citation: Citation
    vintage: dt.date
    supersedes: str = ""
    note: str = ""

    @property
    def titles(self) -> Texts:
        """The titles of the indicator."""
        return self.indicator.titles

    @property
    def shorts(self) -> Texts:
        """The short labels of the indicator."""
        return self.indicator.shorts

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The one citation of the fact."""
        return (self.citation,)

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """A worked-out figure: what may be said of it, and the facts it stands on.

    Exactness:
        `quantity` carries the hedge that interval arithmetic leaves; `rounding_lower` and
        `rounding_upper` bound the result when the digits of the inputs were rounded, in the unit
        of the quantity, None where that side is open.
    """

    id: str
    number: str
    titles: Texts
    shorts: Texts
    entity: Entity
    time_period: str
    formula: str
    quantity: Quantity
    decimals: int
    rounding_lower: Decimal | None
    rounding_upper: Decimal | None
    scenario: Scenario
    publish: str
    methods: Texts
    assumptions: Texts
    inputs: tuple[Fact, ...]

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations of the inputs, each once, in their order."""
        return tuple(dict.fromkeys(fact.citation for fact in self.inputs))

    def __hash__(self) -> int:
        return hash(self.id)


Claim = Fact | Derived
"""Anything with a number that a document may show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A claim without a number, in own words."""

    id: str
    entity: Entity
    topic: str
    texts: Texts
    scenario: Scenario
    attributed_to: Entity | None
    attribution_type: str
    attribution_basis: str
    citation: Citation
    vintage: dt.date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Who stands in which relation to whom; `object` is None where it is not named."""

    id: str
    subject: Entity
    predicate: str
    object: Entity | None
    roles: Texts
    valid_period: str
    basis: str
    attributed_to: Entity | None
    citation: Citation
    vintage: dt.date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, with how well its date is known."""

    id: str
    type: str
    titles: Texts
    date: str
    date_precision: str
    date_basis: str
    participants: tuple[Entity, ...]
    citation: Citation
    vintage: dt.date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """One item of a list that a source names."""

    list_id: str
    position: int
    entity: Entity
    texts: Texts
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalCheck:
    """What another source says of a fact, event or relation; never shown as a fact itself."""

    id: str
    key: str
    article: str
    external: str
    source: Source
    verdict: str
    note: str
    action: str


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a code list."""

    list_id: str
    code: str
    names: Texts
    standard: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Every table of the dataset as typed rows, keyed by id, in canonical order."""

    name: str
    titles: Texts
    version: str
    sha256: str
    sources: Mapping[str, Source]
    units: Mapping[str, Unit]
    indicators: Mapping[str, Indicator]
    entities: Mapping[str, Entity]
    citations: Mapping[str, Citation]
    facts: Mapping[str, Fact]
    statements: Mapping[str, Statement]
    relations: Mapping[str, Relation]
    events: Mapping[str, Event]
    list_items: tuple[ListItem, ...]
    external_checks: Mapping[str, ExternalCheck]
    codes: tuple[Code, ...]
    derived_rows: tuple[Mapping[str, str], ...] = ()
    """The rows of the derived table as text, for `derive` to work out."""
