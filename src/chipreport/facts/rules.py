"""The rules of meaning: what cells must say together, within a row and across tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from chipreport.errors import DatasetError, Problem, near
from chipreport.facts import formulas
from chipreport.facts.canonical import OWN, bounds
from chipreport.facts.periods import Period, PeriodKind, parse
from chipreport.facts.raw import Row
from chipreport.facts.schema import Package

Rows = Mapping[str, tuple[Row, ...]]

NAMED = frozenset({"named_source", "named_speaker", "official_release", "ranking"})
SCALED_KINDS = frozenset({"money", "count"})
KINDS = {
    "instant": PeriodKind.DAY,
    "as_of": PeriodKind.DAY,
    "cumulative": PeriodKind.UNTIL,
    "before": PeriodKind.UNTIL,
    "day": PeriodKind.DAY,
    "month": PeriodKind.MONTH,
    "year": PeriodKind.YEAR,
    "half_year": PeriodKind.HALF_YEAR,
    "quarter": PeriodKind.QUARTER,
    "range": PeriodKind.RANGE,
}
SERIES = ("entity_id", "indicator_id", "breakdown", "time_period", "scenario")

Say = Callable[[str, str, str, str], Problem]
"""Makes a problem of a row from code, column, sentence and hint."""


def meaning(package: Package, rows: Rows, every: Rows) -> list[Problem]:
    """Return the faults of meaning of sound `rows`; `every` row counts as known to the others."""
    rules = _Rules(package, rows, every)
    found: list[Problem] = []
    for table, rule in {
        "units": _nouns,
        "indicators": _nouns,
        "entities": rules.entity,
        "citations": rules.citation,
        "observations": rules.observation,
        "statements": rules.claim,
        "relations": rules.claim,
        "events": rules.event,
        "derived": rules.derived,
        "external_checks": rules.external,
    }.items():
        for row in rows[table]:
            found += rule(row, _sayer(package, table, row))
    return [*found, *rules.circles(), *rules.twins()]


def _sayer(package: Package, table: str, row: Row) -> Say:
    place = f"{package.path(table)}:{row.line}"

    def say(code: str, column: str, says: str, hint: str = "") -> Problem:
        return Problem(code, says, f"{place} {column}", hint)

    return say


def _nouns(row: Row, say: Say) -> Iterator[Problem]:
    if bool(row["one_en"]) != bool(row["other_en"]):
        yield say("D046", "one_en", "only one of the two English nouns is given", "both or none")
    minimum, maximum = row.cells.get("natural_min"), row.cells.get("natural_max")
    if minimum and maximum and Decimal(minimum) > Decimal(maximum):
        yield say(
            "D031", "natural_max", f"{maximum} is below natural_min {minimum}", "swap the two"
        )


@dataclass(slots=True)
class _Rules:
    package: Package
    rows: Rows
    every: Rows
    by_id: dict[str, dict[str, Row]] = field(init=False)
    codes: dict[str, set[str]] = field(init=False)
    aliases: dict[str, set[str]] = field(init=False)

    def __post_init__(self) -> None:
        schemas = self.package.schemas
        self.by_id = {
            name: {row[schemas[name].primary_key[0]]: row for row in rows}
            for name, rows in self.every.items()
        }
        self.codes, self.aliases = {}, {}
        for row in self.every["codes"]:
            self.codes.setdefault(row["codelist_id"], set()).add(row["code"])
        for row in self.every["entity_aliases"]:
            self.aliases.setdefault(row["entity_id"], set()).add(row["alias"])

    def entity(self, row: Row, say: Say) -> Iterator[Problem]:
        names = self.aliases.get(row["entity_id"], set())
        for column in ("label", "display_en", "display_zh"):
            if row[column] and row[column] not in names:
                says = f"{row[column]!r} is no alias of {row['entity_id']}"
                hint = "add it to entity_aliases.csv with the source that gives it"
                yield say("D040", column, says, hint)

    def citation(self, row: Row, say: Say) -> Iterator[Problem]:
        start, end = int(row["start"]), int(row["end"])
        outer, outer_end = int(row["sentence_start"]), int(row["sentence_end"])
        if not outer <= start < end <= outer_end:
            says = f"{start} to {end} is no stretch within the sentence {outer} to {outer_end}"
            yield say("D041", "start", says, "sentence_start <= start < end <= sentence_end")

    def observation(self, row: Row, say: Say) -> Iterator[Problem]:
        yield from self.claim(row, say)
        yield from _bounds(row, say)
        yield from self._range_and_unit(row, say)
        yield from self._periods(row, say)
        yield from self._breakdown(row, say)
        forecast = row["scenario"] == "forecast"
        if forecast and row["obs_status"] not in "FEU":
            yield say(
                "D038", "obs_status", f"a forecast has status {row['obs_status']}", "F, E or U"
            )
        if row["scenario"] == "actual" and row["obs_status"] == "F":
            yield say("D038", "scenario", "an actual value has status F", "forecast, or status A")
        if row["supersedes"]:
            yield from self._supersedes(row, say)

    def claim(self, row: Row, say: Say) -> Iterator[Problem]:
        """Yield faults of attribution and vintage, which all claims share."""
        voice, who = row.cells.get("attribution_type"), row["attributed_to"]
        if voice in NAMED and not who:
            yield say("D036", "attributed_to", f"{voice} names nobody", "the entity that says so")
        if voice == "article" and who:
            yield say(
                "D036", "attributed_to", f"the article itself cannot be {who}", "leave it empty"
            )
        if voice and (voice == "article") != (row["attribution_basis"] == "none"):
            hint = "none goes with article, explicit and carried with every other voice"
            yield say("D036", "attribution_basis", f"{row['attribution_basis']} with {voice}", hint)
        yield from self._vintage(row, say)
        if row.cells.get("valid_period"):
            yield from _period(row, "valid_period", "", say)

    def event(self, row: Row, say: Say) -> Iterator[Problem]:
        known = self.by_id["entities"]
        for name in row["participants"].split(";"):
            if name not in known:
                yield say("D022", "participants", f"{name!r} is no entity", near(name, known))
        unknown = row["date_precision"] == "unknown"
        if unknown == bool(row["date"]):
            yield say(
                "D032",
                "date",
                f"{row['date']!r} with {row['date_precision']}",
                "unknown has no date",
            )
        elif row["date"]:
            yield from _period(row, "date", row["date_precision"], say)
        yield from self._vintage(row, say)

    def derived(self, row: Row, say: Say) -> Iterator[Problem]:
        known = {**self.by_id["observations"], **self.by_id["derived"]}
        if row["derived_id"] in self.by_id["observations"]:
            yield say("D042", "derived_id", "an observation has this id", "choose another")
        yield from _period(row, "time_period", "", say)
        fault = formulas.fault(row["formula"])
        if fault:
            yield say("D042", "formula", fault, "numbers, {ids}, brackets and + - * / **")
        for name in formulas.inputs(row["formula"]):
            if name not in known:
                yield say("D042", "formula", f"{{{name}}} is unknown", near(name, known))

    def external(self, row: Row, say: Say) -> Iterator[Problem]:
        tables = ("observations", "events", "relations", "statements", "entities", "derived")
        known = {key for table in tables for key in self.by_id[table]}
        if row["fact_key"] not in known:
            hint = near(row["fact_key"], known)
            yield say("D022", "fact_key", f"{row['fact_key']!r} is no row of any table", hint)

    def circles(self) -> Iterator[Problem]:
        """Yield a problem for each formula or parent that leads back to itself."""
        needs = {row["derived_id"]: formulas.inputs(row["formula"]) for row in self.rows["derived"]}
        parents = {
            row["entity_id"]: (row["parent_id"],)
            for row in self.rows["entities"]
            if row["parent_id"]
        }
        for table, column, graph in (
            ("derived", "formula", needs),
            ("entities", "parent_id", parents),
        ):
            for circle in formulas.circles(graph):
                say = _sayer(self.package, table, self.by_id[table][circle[0]])
                yield say(
                    "D043",
                    column,
                    f"it leads back to itself: {' > '.join(circle)}",
                    "break the circle",
                )

    def twins(self) -> Iterator[Problem]:
        """Yield a problem for each second row of one series, vintage and source."""
        seen: dict[tuple[str, ...], str] = {}
        for row in self.rows["observations"]:
            source = self._source(row)
            key = (
                *(row[name] for name in SERIES),
                row["vintage"],
                source["source_id"] if source else "",
            )
            first = seen.setdefault(key, row["obs_id"])
            if first != row["obs_id"]:
                say = _sayer(self.package, "observations", row)
                hint = "tell them apart by breakdown, period or scenario"
                yield say("D021", "obs_id", f"{first} claims the same of the same period", hint)

    def _source(self, row: Row) -> Row | None:
        citation = self.by_id["citations"].get(row["citation_id"])
        return self.by_id["sources"].get(citation["source_id"]) if citation else None

    def _vintage(self, row: Row, say: Say) -> Iterator[Problem]:
        source = self._source(row)
        published = source["date_published"] if source else ""
        if published and row["vintage"] < published:
            says = f"{row['vintage']} is before its source of {published}"
            yield say(
                "D037", "vintage", says, "the day on which the source was published, or later"
            )

    def _range_and_unit(self, row: Row, say: Say) -> Iterator[Problem]:
        indicator = self.by_id["indicators"].get(row["indicator_id"])
        unit = self.by_id["units"].get(row["unit_measure"])
        if indicator is None or unit is None:
            return
        if row["unit_measure"] != indicator["unit_measure"]:
            says = f"{row['indicator_id']} is not counted in {row['unit_measure']}"
            yield say("D034", "unit_measure", says, f"allowed: {indicator['unit_measure']}")
        if row["unit_mult"] != "0" and unit["kind"] not in SCALED_KINDS:
            says = f"{row['unit_measure']} has no thousands or millions"
            yield say("D034", "unit_mult", says, "allowed: 0")
        factor = Decimal(10) ** int(row["unit_mult"])
        for column in ("obs_value", "lower_bound", "upper_bound"):
            if not row[column]:
                continue
            number = Decimal(row[column]) * factor
            low, high = indicator["natural_min"], indicator["natural_max"]
            if (low and number < Decimal(low)) or (high and number > Decimal(high)):
                says = f"{row[column]} cannot be a value of {row['indicator_id']}"
                yield say("D031", column, says, f"between {low or 'any'} and {high or 'any'}")
                return

    def _periods(self, row: Row, say: Say) -> Iterator[Problem]:
        faults = list(_period(row, "time_period", row["period_type"], say))
        if row["base_period"]:
            faults += _period(row, "base_period", "", say)
        yield from faults
        if faults:
            return
        period = parse(row["time_period"])
        indicator = self.by_id["indicators"].get(row["indicator_id"])
        if indicator and indicator["measure_type"] == "growth" and not row["base_period"]:
            yield say(
                "D033", "base_period", "growth has no base period", "the period it starts from"
            )
        if row["base_period"] and not _starts(parse(row["base_period"]), period):
            says = f"{row['base_period']} does not come before {row['time_period']}"
            yield say(
                "D033", "base_period", says, "the first period of a range, or an earlier period"
            )

    def _breakdown(self, row: Row, say: Say) -> Iterator[Problem]:
        for pair in filter(None, row["breakdown"].split(";")):
            dimension, _, code = pair.partition(":")
            if dimension not in self.codes.get("CL_DIMENSION", ()):
                hint = near(dimension, self.codes.get("CL_DIMENSION", ()))
                yield say("D035", "breakdown", f"{dimension!r} is no dimension", hint)
            known = code in self.by_id["entities"] or code in self.by_id["observations"]
            listed = self.codes.get("CL_BREAKDOWN", set())
            year = dimension == "year" and code.isdigit()
            if not (known or year or pair in listed):
                yield say("D035", "breakdown", f"{pair!r} is in no list", near(pair, listed))

    def _supersedes(self, row: Row, say: Say) -> Iterator[Problem]:
        old = self.by_id["observations"].get(row["supersedes"])
        if old is None:
            return
        if any(old[name] != row[name] for name in SERIES) or self._source(old) is not self._source(
            row
        ):
            hint = "a source corrects its own value of the same series; else leave it empty"
            yield say(
                "D039", "supersedes", f"{row['supersedes']} is another series or source", hint
            )
        if old["vintage"] >= row["vintage"]:
            says = f"{row['supersedes']} is not older than {row['vintage']}"
            yield say("D039", "supersedes", says, "the correction has the later vintage")


def _bounds(row: Row, say: Say) -> Iterator[Problem]:
    comparator, value = row["comparator"], row["obs_value"]
    lower, upper = row["lower_bound"], row["upper_bound"]
    if comparator in OWN:
        if value:
            yield say(
                "D030", "obs_value", f"{comparator} has no value of its own", "leave it empty"
            )
        if not lower or (comparator == "range" and not upper):
            yield say(
                "D030",
                "lower_bound",
                f"{comparator} lacks a bound",
                "range: both; indef: the lower",
            )
        elif upper and Decimal(lower) >= Decimal(upper):
            yield say(
                "D030", "upper_bound", f"{upper} is not above {lower}", "lower_bound < upper_bound"
            )
    elif not value:
        yield say("D030", "obs_value", f"{comparator} needs a value", "range and indef have none")
    elif (lower, upper) != bounds(comparator, value, lower, upper):
        wanted = bounds(comparator, value, lower, upper)
        hint = f"chipreport data fmt writes {wanted[0] or 'nothing'} and {wanted[1] or 'nothing'}"
        yield say(
            "D030",
            "lower_bound",
            f"{lower!r} and {upper!r} do not go with {comparator} {value}",
            hint,
        )
    if row["rounding"].startswith("-"):
        yield say("D030", "rounding", "rounding is a width", "zero or more")


def _period(row: Row, column: str, kind: str, say: Say) -> Iterator[Problem]:
    """Yield what is wrong with a period; `kind` is the period type it must have, or empty."""
    try:
        period = parse(row[column])
    except DatasetError as wrong:
        for problem in wrong.problems:
            yield say(problem.code, column, problem.says, problem.hint)
        return
    if kind and KINDS[kind] is not period.kind:
        hint = f"{kind} is written as a {KINDS[kind].value.replace('_', ' ')}"
        yield say("D032", column, f"{row[column]} is no {kind}", hint)


def _starts(base: Period, period: Period) -> bool:
    return base == period.first if period.first else base.precedes(period)
