"""The tables as typed rows, once every rule has been held against them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from chipreport.errors import DatasetError
from chipreport.facts.check import check
from chipreport.facts.model import (
    Alias,
    Citation,
    Code,
    Comparator,
    Entity,
    Event,
    ExternalCheck,
    Fact,
    Indicator,
    ListItem,
    Noun,
    Quantity,
    Relation,
    Scenario,
    Source,
    Statement,
    Tables,
    Texts,
    Unit,
    UnitKind,
)
from chipreport.facts.raw import Raw, Row, read_raw
from chipreport.facts.schema import Package, read_package
from chipreport.world import World

LANGUAGES = ("en", "zh")


def read_tables(world: World, folder: str = "data") -> Tables:
    """Return every table of the dataset in `folder` as typed rows.

    Errors:
        DatasetError, with every fault of every file: its place as "data/observations.csv:17
        obs_value", what is wrong, and what is allowed there.
    """
    package = read_package(world, folder)
    raw = read_raw(world, package)
    problems = check(package, raw)
    if problems:
        raise DatasetError(*problems)
    return _Builder(raw).tables(package)


@dataclass(slots=True)
class _Builder:
    raw: Raw
    sources: dict[str, Source] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    citations: dict[str, Citation] = field(default_factory=dict)

    def tables(self, package: Package) -> Tables:
        self.sources = {row["source_id"]: _source(row) for row in self._rows("sources")}
        self.units = {row["unit_id"]: _unit(row) for row in self._rows("units")}
        self.indicators = {
            row["indicator_id"]: self._indicator(row) for row in self._rows("indicators")
        }
        aliases: dict[str, list[Alias]] = {}
        for row in self._rows("entity_aliases"):
            aliases.setdefault(row["entity_id"], []).append(_alias(row))
        for row in self._rows("entities"):
            self.entities[row["entity_id"]] = _entity(row, aliases.get(row["entity_id"], ()))
        self.citations = {
            row["citation_id"]: self._citation(row) for row in self._rows("citations")
        }
        return Tables(
            name=package.name,
            titles=package.titles,
            version=package.version,
            sha256=self.raw.sha256,
            sources=self.sources,
            units=self.units,
            indicators=self.indicators,
            entities=self.entities,
            citations=self.citations,
            facts={row["obs_id"]: self._fact(row) for row in self._rows("observations")},
            statements={
                row["statement_id"]: self._statement(row) for row in self._rows("statements")
            },
            relations={row["relation_id"]: self._relation(row) for row in self._rows("relations")},
            events={row["event_id"]: self._event(row) for row in self._rows("events")},
            list_items=tuple(self._list_item(row) for row in self._rows("list_items")),
            external_checks={
                row["check_id"]: self._external(row) for row in self._rows("external_checks")
            },
            codes=tuple(
                Code(row["codelist_id"], row["code"], _texts(row, "name"), row["standard"])
                for row in self._rows("codes")
            ),
            derived_rows=tuple(row.cells for row in self._rows("derived")),
        )

    def _rows(self, table: str) -> tuple[Row, ...]:
        return self.raw.rows[table]

    def _indicator(self, row: Row) -> Indicator:
        return Indicator(
            id=row["indicator_id"],
            titles=_texts(row, "title"),
            shorts=_texts(row, "short"),
            nouns=_nouns(row),
            measure_type=row["measure_type"],
            temporal_type=row["temporal_type"],
            unit=self.units[row["unit_measure"]],
            additive=row["additive"] == "yes",
            natural_min=_number(row["natural_min"]),
            natural_max=_number(row["natural_max"]),
            description=row["description"],
        )

    def _citation(self, row: Row) -> Citation:
        return Citation(
            id=row["citation_id"],
            source=self.sources[row["source_id"]],
            paragraph=int(row["paragraph"]),
            start=int(row["start"]),
            end=int(row["end"]),
            span_sha256=row["span_sha256"],
            sentence_start=int(row["sentence_start"]),
            sentence_end=int(row["sentence_end"]),
            sentence_sha256=row["sentence_sha256"],
        )

    def _fact(self, row: Row) -> Fact:
        return Fact(
            id=row["obs_id"],
            entity=self.entities[row["entity_id"]],
            indicator=self.indicators[row["indicator_id"]],
            breakdown=_pairs(row["breakdown"]),
            time_period=row["time_period"],
            base_period=row["base_period"],
            period_type=row["period_type"],
            period_basis=row["period_basis"],
            quantity=Quantity(
                comparator=Comparator(row["comparator"]),
                value=_number(row["obs_value"]),
                lower=_number(row["lower_bound"]),
                upper=_number(row["upper_bound"]),
                unit=self.units[row["unit_measure"]],
                unit_mult=int(row["unit_mult"]),
            ),
            rounding=_number(row["rounding"]),
            qualifier=row["qualifier"],
            obs_status=row["obs_status"],
            scenario=Scenario(row["scenario"]),
            attributed_to=self.entities.get(row["attributed_to"]),
            attribution_type=row["attribution_type"],
            attribution_basis=row["attribution_basis"],
            citation=self.citations[row["citation_id"]],
            vintage=dt.date.fromisoformat(row["vintage"]),
            supersedes=row["supersedes"],
            note=row["note"],
        )

    def _statement(self, row: Row) -> Statement:
        return Statement(
            id=row["statement_id"],
            entity=self.entities[row["entity_id"]],
            topic=row["topic"],
            texts=_texts(row, "statement"),
            scenario=Scenario(row["scenario"]),
            attributed_to=self.entities.get(row["attributed_to"]),
            attribution_type=row["attribution_type"],
            attribution_basis=row["attribution_basis"],
            citation=self.citations[row["citation_id"]],
            vintage=dt.date.fromisoformat(row["vintage"]),
            note=row["note"],
        )

    def _relation(self, row: Row) -> Relation:
        return Relation(
            id=row["relation_id"],
            subject=self.entities[row["subject_id"]],
            predicate=row["predicate"],
            object=self.entities.get(row["object_id"]),
            roles=_texts(row, "role"),
            valid_period=row["valid_period"],
            basis=row["basis"],
            attributed_to=self.entities.get(row["attributed_to"]),
            citation=self.citations[row["citation_id"]],
            vintage=dt.date.fromisoformat(row["vintage"]),
            note=row["note"],
        )

    def _event(self, row: Row) -> Event:
        return Event(
            id=row["event_id"],
            type=row["event_type"],
            titles=_texts(row, "title"),
            date=row["date"],
            date_precision=row["date_precision"],
            date_basis=row["date_basis"],
            participants=tuple(self.entities[name] for name in row["participants"].split(";")),
            citation=self.citations[row["citation_id"]],
            vintage=dt.date.fromisoformat(row["vintage"]),
            note=row["note"],
        )

    def _list_item(self, row: Row) -> ListItem:
        return ListItem(
            list_id=row["list_id"],
            position=int(row["position"]),
            entity=self.entities[row["entity_id"]],
            texts=_texts(row, "item"),
            citation=self.citations[row["citation_id"]],
        )

    def _external(self, row: Row) -> ExternalCheck:
        return ExternalCheck(
            id=row["check_id"],
            key=row["fact_key"],
            article=row["article"],
            external=row["external"],
            source=self.sources[row["source_id"]],
            verdict=row["verdict"],
            note=row["note"],
            action=row["action"],
        )


def _source(row: Row) -> Source:
    return Source(
        id=row["source_id"],
        title=row["title"],
        producer=row["producer"],
        url=row["url_main"],
        date_published=row["date_published"],
        date_accessed=row["date_accessed"],
        type=row["source_type"],
        access=row["access"],
        license=row["license"],
        content_sha256=row["content_sha256"],
        rank=int(row["rank"]),
        note=row["note"],
    )


def _unit(row: Row) -> Unit:
    return Unit(
        id=row["unit_id"],
        kind=UnitKind(row["kind"]),
        titles=_texts(row, "title"),
        symbols=_texts(row, "symbol"),
        nouns=_nouns(row),
    )


def _alias(row: Row) -> Alias:
    return Alias(
        row["alias"], row["language"], row["alias_type"], row["source_id"], row["confidence"]
    )


def _entity(row: Row, aliases: Iterable[Alias]) -> Entity:
    return Entity(
        id=row["entity_id"],
        type=row["entity_type"],
        label=row["label"],
        names=_texts(row, "display"),
        parent_id=row["parent_id"],
        iso_code=row["iso_code"],
        order=int(row["sort_order"]),
        activities=_texts(row, "activity"),
        aliases=tuple(aliases),
        note=row["note"],
    )


def _texts(row: Row, stem: str) -> Texts:
    """Return the languages that have a text; one that has none is left out."""
    return {lang: text for lang in LANGUAGES if (text := row[f"{stem}_{lang}"])}


def _nouns(row: Row) -> Mapping[str, Noun]:
    nouns: dict[str, Noun] = {}
    if row["one_en"]:
        nouns["en"] = Noun(row["one_en"], row["other_en"])
    if row["noun_zh"]:
        nouns["zh"] = Noun(row["noun_zh"], row["noun_zh"])
    return nouns


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _pairs(breakdown: str) -> tuple[tuple[str, str], ...]:
    pairs = (pair.partition(":") for pair in breakdown.split(";") if pair)
    return tuple((dimension, code) for dimension, _, code in pairs)
