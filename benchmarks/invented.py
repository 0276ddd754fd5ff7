"""Companies that do not exist, as plain values for peers and as documents for chipreport."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from chipreport.doc.nodes import (
    Card,
    Cards,
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    Contents,
    Core,
    Document,
    Heading,
    Inlines,
    Layout,
    Note,
    NoteRef,
    Notes,
    Paragraph,
    Point,
    Row,
    Series,
    Table,
    Text,
    Value,
)
from chipreport.doc.nodes import FactRef as Shown
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
    Unit,
    UnitKind,
)
from chipreport.phrase import Form, say

DAY = dt.date(2031, 2, 3)
CROWN = Unit(id="TLC", kind=UnitKind.MONEY, titles={"en": "crowns"}, symbols={"en": "TC"})
PIECES = Unit(
    id="UNITS", kind=UnitKind.COUNT, titles={"en": "pieces"}, nouns={"en": Noun("unit", "units")}
)
GAZETTE = Source(
    id="GAZETTE",
    title="Yearbook of toys",
    producer="Toyland Gazette",
    url="https://example.org/yearbook",
    date_published="2031-02-03",
    date_accessed="2031-02-04",
    type="article",
    access="given",
    license="CC0-1.0",
    rank=1,
)
MEASURES = ("Employees", "Workshops", "Robots sold", "Dolls sold", "Patents", "Customers")
YEARS = tuple(str(year) for year in range(2026, 2031))
SENTENCE = "Every name and every number on this sheet was invented by a small formula. "


@dataclass(frozen=True, slots=True)
class Sheet:
    """One company: headline values, rows of a table, the bars of a chart, its notes."""

    name: str
    lead: str
    cards: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, str, int, int], ...]
    bars: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]


def number(*seed: int) -> int:
    """Return an invented number of up to five digits, the same for the same `seed`."""
    mixed = 17
    for part in seed:
        mixed = (mixed * 7919 + part * 104729 + 31) % 99991
    return mixed


def sheet(at: int) -> Sheet:
    return Sheet(
        name=f"Toy Works {at:04}",
        lead=SENTENCE * 2,
        cards=tuple((name, number(at, n)) for n, name in enumerate(MEASURES)),
        rows=tuple(
            (f"{MEASURES[n % 6]}, hall {n + 1}", YEARS[n % 5], number(at, n, 1), n + 1)
            for n in range(12)
        ),
        bars=tuple((year, number(at, n, 2)) for n, year in enumerate(YEARS)),
        notes=tuple(
            f"Toyland Gazette, Yearbook of toys, 3 February 2031, ¶{n}." for n in (1, 2, 3)
        ),
    )


def words(text: str) -> Inlines:
    return (Text(text),)


def fact(company: str, name: str, value: int, period: str, paragraph: int) -> Fact:
    key = name.upper().replace(" ", "_").replace(",", "")
    titles = {"en": name, "zh": name}
    amount = Decimal(value)
    return Fact(
        id=f"{company.upper().replace(' ', '_')}.{key}.{period}",
        entity=Entity(id=company, type="company", label=company, names={"en": company}),
        indicator=Indicator(
            id=key,
            titles=titles,
            shorts=titles,
            measure_type="level",
            temporal_type="stock",
            unit=PIECES,
            additive=True,
        ),
        breakdown=(),
        time_period=period,
        base_period="",
        period_type="year",
        period_basis="stated",
        quantity=Quantity(
            comparator=Comparator.EQ, value=amount, lower=amount, upper=amount, unit=PIECES
        ),
        rounding=None,
        qualifier="",
        obs_status="A",
        scenario=Scenario.ACTUAL,
        attributed_to=None,
        attribution_type="article",
        attribution_basis="none",
        citation=Citation(
            id=f"C{paragraph}",
            source=GAZETTE,
            paragraph=paragraph,
            start=1,
            end=2,
            span_sha256="0" * 64,
            sentence_start=0,
            sentence_end=3,
            sentence_sha256="1" * 64,
        ),
        vintage=DAY,
    )


def shown(claim: Fact, form: Form = Form.SIGN) -> Shown:
    return Shown(claim, form, say(claim, form))


def document(name: str, title: str, layout: Layout, blocks: tuple[Core, ...]) -> Document:
    return Document(
        name=name,
        report="benchmark",
        layout=layout,
        language="en",
        page="A4",
        kicker="Toyland",
        title=words(title),
        subtitle=words("Invented"),
        aside=("Edition 2031-02-03",),
        running_title=title,
        blocks=blocks,
        edition=DAY,
        dataset_name="toyland",
        dataset_title="Toyland",
        dataset_version="2031.2.3",
        dataset_sha256="ab" * 32,
    )


def table(key: str, company: str, rows: tuple[tuple[str, str, int, int], ...]) -> Table:
    return Table(
        key=key,
        columns=(
            Column(words("Measure"), width=3),
            Column(words("Year"), ColumnKind.PERIOD, 1),
            Column(words("Value"), ColumnKind.NUMBER, 1),
            Column(words("Paragraph"), ColumnKind.NUMBER, 1),
        ),
        rows=tuple(
            Row(
                (
                    words(name),
                    words(year),
                    (shown(fact(company, name, value, year, at)),),
                    (Value(Decimal(at), str(at)),),
                )
            )
            for name, year, value, at in rows
        ),
        title=words("Twelve halls, twelve values"),
        summary="Values by hall.",
    )


def chart(key: str, company: str, bars: tuple[tuple[str, int], ...]) -> Chart:
    points = tuple(
        Point(year, shown(fact(company, "Toys", value, year, 2), Form.NUMBER), Decimal(value))
        for year, value in bars
    )
    return Chart(
        key=key,
        kind=ChartKind.COLUMN,
        series=(Series("Toys", points),),
        unit="pieces",
        title=words("Toys by year"),
        alt="Column chart of toys by year.",
    )


def notes(texts: tuple[str, ...], *, compact: bool) -> Notes:
    return Notes(
        "Sources",
        tuple(
            Note(n, words(text), words(text), f"note-{n}") for n, text in enumerate(texts, start=1)
        ),
        compact=compact,
    )


def factsheet(at: int) -> Document:
    held = sheet(at)
    cards = tuple(
        Card(
            shown(fact(held.name, name, value, "2030", n % 3 + 1)),
            (Text(name.lower()), NoteRef(n % 3 + 1)),
        )
        for n, (name, value) in enumerate(held.cards)
    )
    blocks: tuple[Core, ...] = (
        Paragraph(words(held.lead)),
        Cards(cards),
        chart("chart", held.name, held.bars),
        table("table", held.name, held.rows),
        notes(held.notes, compact=True),
    )
    return document(f"sheet-{at}", held.name, Layout.FACTSHEET, blocks)


@dataclass(frozen=True, slots=True)
class Brief:
    """A briefing of about a dozen pages: chapters of prose with values, a table, half a chart."""

    title: str
    chapters: tuple[Sheet, ...]


def brief(at: int) -> Brief:
    return Brief(f"Toys of quarter {at}", tuple(sheet(at * 100 + n) for n in range(8)))


PROSE = 5
"""Sentences with a value in each chapter."""


def briefing(at: int) -> Document:
    held = brief(at)
    blocks: list[Core] = [Contents("Contents")]
    for n, chapter in enumerate(held.chapters):
        blocks.append(Heading(1, words(chapter.name), f"chapter-{n}"))
        for name, value in chapter.cards[:PROSE]:
            claim = fact(chapter.name, name, value, "2030", 1)
            inlines = (
                Text(f"{name} of {chapter.name} came to "),
                shown(claim, Form.PROSE),
                NoteRef(n % 3 + 1),
                Text(". " + SENTENCE * 4),
            )
            blocks.append(Paragraph(inlines))
        if n % 2 == 0:
            blocks.append(chart(f"chart-{n}", chapter.name, chapter.bars))
        blocks.append(table(f"table-{n}", chapter.name, chapter.rows))
    blocks.append(notes(held.chapters[0].notes, compact=False))
    return document(f"brief-{at}", held.title, Layout.BRIEFING, tuple(blocks))


def long_rows(count: int, at: int) -> tuple[tuple[str, str, int, int], ...]:
    return tuple(
        (f"{MEASURES[n % 6]}, hall {n + 1}", YEARS[n % 5], number(at, n), n % 90 + 1)
        for n in range(count)
    )


def long_table(count: int, at: int, layout: Layout = Layout.BRIEFING) -> Document:
    """Return a document of one table whose cells are words and numbers, none of them a claim."""
    rows = tuple(
        Row(
            (
                words(name),
                words(year),
                (Value(Decimal(value), f"{value:,}"),),
                (Value(Decimal(paragraph), str(paragraph)),),
            )
        )
        for name, year, value, paragraph in long_rows(count, at)
    )
    columns = table("head", "none", ()).columns
    long = Table("long", columns, rows, title=words("All halls"), summary="Values by hall.")
    return document(f"long-{at}", "All halls", layout, (long,))
