"""A small, plainly fictional dataset and documents that use every node of the tree."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from chipreport.doc.nodes import (
    Callout,
    Card,
    Cards,
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    Columns,
    Contents,
    Document,
    FactRef,
    Heading,
    Inlines,
    Layout,
    LineBreak,
    Link,
    Listing,
    Note,
    NoteRef,
    Notes,
    PageBreak,
    Paragraph,
    ParagraphRole,
    Point,
    Row,
    RowRole,
    Series,
    Table,
    TableRole,
    Text,
    Value,
)
from chipreport.facts.model import (
    Citation,
    Claim,
    Comparator,
    Derived,
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
from chipreport.phrase import Form

CROWN = Unit(
    id="TLC",
    kind=UnitKind.MONEY,
    titles={"en": "Toyland crowns", "zh": "玩具国克朗"},
    symbols={"en": "TC", "zh": "克朗"},
)
PERCENT = Unit(
    id="PT",
    kind=UnitKind.PERCENT,
    titles={"en": "per cent", "zh": "百分比"},
    symbols={"en": "%", "zh": "%"},
)
PIECES = Unit(
    id="UNITS",
    kind=UnitKind.COUNT,
    titles={"en": "pieces", "zh": "件"},
    nouns={"en": Noun("unit", "units"), "zh": Noun("台", "台")},
)
GAZETTE = Source(
    id="GAZETTE",
    title="Robots & Dolls <Yearbook>",
    producer="Toyland Gazette",
    url="https://example.org/yearbook",
    date_published="2031-02-03",
    date_accessed="2031-02-04",
    type="article",
    access="given",
    license="CC0-1.0",
    rank=1,
)
CITY = Entity(id="TOYLAND", type="city", label="Toyland", names={"en": "Toyland", "zh": "玩具国"})
ROBOTS = Entity(
    id="TOYLAND_ROBOTS",
    type="company",
    label="TOYLAND ROBOTS",
    names={"en": "Toyland Robots", "zh": "玩具机器人"},
    parent_id="TOYLAND",
    order=1,
)
HEDGE = {
    Comparator.EQ: "",
    Comparator.GT: "> ",
    Comparator.APPROX: "≈ ",
    Comparator.NEARLY: "< ",
}


def citation(paragraph: int) -> Citation:
    return Citation(
        id=f"C{paragraph:02d}",
        source=GAZETTE,
        paragraph=paragraph,
        start=10,
        end=20,
        span_sha256="0" * 64,
        sentence_start=5,
        sentence_end=40,
        sentence_sha256="1" * 64,
    )


def quantity(value: str, comparator: Comparator, unit: Unit, unit_mult: int = 0) -> Quantity:
    number = Decimal(value)
    lower = number if comparator in (Comparator.EQ, Comparator.GT) else None
    upper = number if comparator in (Comparator.EQ, Comparator.NEARLY) else None
    return Quantity(
        comparator=comparator,
        value=number,
        lower=lower,
        upper=upper,
        unit=unit,
        unit_mult=unit_mult,
    )


def fact(
    name: str,
    title: tuple[str, str],
    amount: Quantity,
    *,
    period: str = "2030",
    scenario: Scenario = Scenario.ACTUAL,
    paragraph: int = 1,
    entity: Entity = ROBOTS,
) -> Fact:
    texts = {"en": title[0], "zh": title[1]}
    return Fact(
        id=name,
        entity=entity,
        indicator=Indicator(
            id=name.split(".")[1],
            titles=texts,
            shorts=texts,
            measure_type="level",
            temporal_type="stock",
            unit=amount.unit,
            additive=True,
        ),
        breakdown=(),
        time_period=period,
        base_period="",
        period_type="year",
        period_basis="stated",
        quantity=amount,
        rounding=None,
        qualifier="",
        obs_status="F" if scenario is Scenario.FORECAST else "A",
        scenario=scenario,
        attributed_to=None,
        attribution_type="article",
        attribution_basis="none",
        citation=citation(paragraph),
        vintage=dt.date(2031, 2, 3),
    )


REVENUE = fact(
    "ROBOTS.REVENUE.2030", ("Revenue", "营业收入"), quantity("488", Comparator.GT, CROWN, 9)
)
SHARE_2028 = fact(
    "ROBOTS.SHARE.2028",
    ("Share of dolls", "玩偶份额"),
    quantity("8.3", Comparator.EQ, PERCENT),
    period="2028",
    paragraph=2,
)
SHARE_2030 = fact(
    "ROBOTS.SHARE.2030",
    ("Share of dolls", "玩偶份额"),
    quantity("17.4", Comparator.EQ, PERCENT),
    paragraph=2,
)
SHARE_2035 = fact(
    "ROBOTS.SHARE.2035",
    ("Share of dolls", "玩偶份额"),
    quantity("50", Comparator.GT, PERCENT),
    period="2035",
    scenario=Scenario.FORECAST,
    paragraph=2,
)
UNITS_H1 = fact(
    "ROBOTS.UNITS.2030S1",
    ("Robots delivered, first half", "上半年交付"),
    quantity("15000", Comparator.APPROX, PIECES),
    period="2030-S1",
    paragraph=3,
)
UNITS_YEAR = fact(
    "ROBOTS.UNITS.2029",
    ("Robots delivered", "交付量"),
    quantity("17000", Comparator.APPROX, PIECES),
    period="2029",
    paragraph=3,
)
FIRMS = fact(
    "TOYLAND.FIRMS.2030",
    ("Toy firms", "玩具企业"),
    quantity("400", Comparator.NEARLY, PIECES),
    entity=CITY,
    paragraph=4,
)
SHARE_RISE = Derived(
    id="ROBOTS.SHARE_RISE.2028_2030",
    number="D01",
    titles={"en": "Rise of the share of dolls", "zh": "玩偶份额增幅"},
    shorts={"en": "Share gain", "zh": "份额增幅"},
    entity=ROBOTS,
    time_period="2028/2030",
    formula="{ROBOTS.SHARE.2030}-{ROBOTS.SHARE.2028}",
    quantity=quantity("9.1", Comparator.EQ, PERCENT),
    decimals=1,
    rounding_lower=Decimal("9.0"),
    rounding_upper=Decimal("9.2"),
    scenario=Scenario.ACTUAL,
    publish="yes",
    methods={"en": "share in 2030 minus share in 2028", "zh": "2030年份额减2028年份额"},
    assumptions={"en": "shares count pieces", "zh": "份额按件数计"},
    inputs=(SHARE_2030, SHARE_2028),
)
FACTS: dict[str, Claim] = {
    claim.id: claim
    for claim in (
        REVENUE,
        SHARE_2028,
        SHARE_2030,
        SHARE_2035,
        UNITS_H1,
        UNITS_YEAR,
        FIRMS,
        SHARE_RISE,
    )
}


def shown(claim: Claim, form: Form = Form.SIGN, *, strong: bool = False) -> FactRef:
    number = f"{claim.quantity.value:,}"
    sign = HEDGE[claim.quantity.comparator]
    match claim.quantity.unit.kind:
        case UnitKind.MONEY if form is not Form.NUMBER:
            number = f"TC{number} bn"
        case UnitKind.PERCENT if form is not Form.NUMBER:
            number = f"{number}%"
        case _:
            pass
    if form is Form.PROSE:
        sign = {"> ": "more than ", "≈ ": "about ", "< ": "nearly ", "": ""}[sign]
    return FactRef(claim, form, f"{sign}{number}", strong)


def words(text: str) -> Inlines:
    return (Text(text),)


def note(number: int, text: str, *claims: Claim) -> Note:
    entry = (
        Text("Toyland Gazette, ", key="source GAZETTE"),
        Link("Robots & Dolls <Yearbook>", "https://example.org/yearbook"),
        Text(f", 3 February 2031, {text}"),
    )
    compact = words(f"Toyland Gazette, {text}")
    return Note(number, entry, compact, f"note-{number}", tuple(claim.id for claim in claims))


NOTES = (
    note(1, "paragraph 1", REVENUE),
    note(2, "paragraph 2", SHARE_2028, SHARE_2030, SHARE_2035),
    note(3, "paragraph 3", UNITS_H1, UNITS_YEAR),
    note(4, "paragraph 4", FIRMS),
    note(5, "worked out: share in 2030 minus share in 2028 (note 2)", SHARE_RISE),
)


def share_chart(kind: ChartKind = ChartKind.COLUMN, key: str = "chart-share") -> Chart:
    points = tuple(
        Point(label, shown(claim, Form.NUMBER), claim.quantity.point or Decimal(0))
        for label, claim in (
            ("2028", SHARE_2028),
            ("2030", SHARE_2030),
            ("2035 forecast", SHARE_2035),
        )
    )
    return Chart(
        key=key,
        kind=kind,
        series=(Series("Share of dolls", points),),
        unit="%",
        title=words("Robots take a growing share of dolls"),
        subtitle=words("Toyland, % of pieces"),
        note=(Text("Source: "), NoteRef(2)),
        alt="Column chart: 8.3 % in 2028, 17.4 % in 2030, more than 50 % forecast for 2035.",
    )


def delivery_chart() -> Chart:
    points = tuple(
        Point(label, shown(claim, Form.SIGN), claim.quantity.point or Decimal(0))
        for label, claim in (("All of 2029", UNITS_YEAR), ("First half of 2030", UNITS_H1))
    )
    return Chart(
        key="chart-deliveries",
        kind=ChartKind.BAR,
        series=(Series("Robots delivered", points),),
        unit="pieces",
        title=words("Half a year nearly equals a year"),
        subtitle=words("Robots delivered"),
        note=(Text("Source: "), NoteRef(3)),
        alt="Bar chart: about 17,000 in 2029, about 15,000 in the first half of 2030.",
    )


def fact_table(rows: int = 1, key: str = "table-all") -> Table:
    body = tuple(
        Row(
            (
                (Text(claim.titles["en"], key=f"indicator {claim.id}"),),
                (shown(claim, Form.SIGN, strong=True),),
                (Text(claim.time_period),),
                (Value(Decimal(claim.citations[0].paragraph), str(claim.citations[0].paragraph)),),
            )
        )
        for claim in FACTS.values()
    )
    return Table(
        key=key,
        columns=(
            Column(words("Indicator"), width=3),
            Column(words("Value"), ColumnKind.NUMBER, 1),
            Column(words("Period"), ColumnKind.PERIOD, 1),
            Column(words("Paragraph"), ColumnKind.NUMBER, 1),
        ),
        rows=(Row((words("All that is known"),), RowRole.GROUP), *(body * rows)),
        title=words("Eight values describe Toyland's robots"),
        subtitle=words("As printed"),
        note=(Text("Sources: "), NoteRef(1), Text(", "), NoteRef(2)),
        summary="Eight values with period and paragraph.",
    )


def timeline() -> Table:
    return Table(
        key="timeline",
        columns=(Column(words("Date"), width=1), Column(words("Event"), width=4)),
        rows=(
            Row(
                (words("2027"), (Text("Founded by two tinkers of "), Text("玩具国", language="zh")))
            ),
            Row((words("9 January 2031"), (Text("Lists in Toyland"), NoteRef(1)))),
        ),
        title=words("Milestones"),
        summary="Two dates.",
        role=TableRole.TIMELINE,
    )


def document(layout: Layout = Layout.BRIEFING, language: str = "en", rows: int = 1) -> Document:
    """Return a document with every node of the tree."""
    lead = (
        Text("Half a year's robots, "),
        shown(UNITS_H1, Form.PROSE),
        NoteRef(3),
        Text(", nearly equal those of a year."),
    )
    blocks = (
        Paragraph(lead, ParagraphRole.LEAD),
        Cards(
            tuple(
                Card(shown(claim), (Text(claim.shorts[language].lower()), NoteRef(number)))
                for claim, number in (
                    (REVENUE, 1),
                    (SHARE_2030, 2),
                    (SHARE_2035, 2),
                    (UNITS_H1, 3),
                    (FIRMS, 4),
                )
            )
        ),
        Contents("Contents"),
        Callout(
            words("At a glance"),
            (
                Listing(
                    (
                        (Text("Revenue: "), shown(REVENUE, Form.PROSE, strong=True), NoteRef(1)),
                        (
                            Text("Share: "),
                            shown(SHARE_2030, Form.PROSE),
                            Text(", and "),
                            shown(SHARE_2035, Form.PROSE),
                            Text(" forecast for 2035"),
                            NoteRef(2),
                            Text("."),
                        ),
                    )
                ),
            ),
        ),
        Heading(1, words("Robots are on course for half the market"), "half-the-market"),
        Paragraph(
            (
                Text("A firm named "),
                Text("玩具机器人", language="zh", key="entity TOYLAND_ROBOTS"),
                Text(" earned "),
                shown(REVENUE, Form.PROSE),
                NoteRef(1),
                Text(" & more; 2 < 3, =SUM(A1) and *stars* stay words. "),
                Text("Strong", strong=True),
                Text(" and "),
                Text("soft", emphasis=True),
                Text("; see "),
                Link("the table", "#all-values"),
                Text(" or "),
                Link("example.org", "https://example.org/?a=1&b=2"),
                Text("."),
                LineBreak(),
                Text("The share rose by "),
                shown(SHARE_RISE, Form.PROSE),
                NoteRef(5),
                Text("."),
            )
        ),
        Columns(((share_chart(),), (delivery_chart(),)), (1, 1)),
        Listing((words("first"), words("second")), ordered=True),
        Heading(2, words("All values"), "all-values"),
        fact_table(rows),
        PageBreak(),
        Heading(1, words("What happened when"), "what-happened"),
        timeline(),
        Heading(3, words("Deeper"), "deeper"),
        Paragraph(words("Smaller print."), ParagraphRole.NOTE),
        share_chart(ChartKind.LINE, "chart-line"),
        Notes(
            "Sources",
            NOTES,
            words("“>” marks a lower bound, “≈” an approximate value."),
            compact=layout is Layout.FACTSHEET,
        ),
    )
    return Document(
        name="toyland-briefing",
        report="briefing",
        layout=layout,
        language=language,
        page="A4",
        kicker="Sector briefing · Toyland",
        title=(
            Text("Toyland’s robots pass "),
            shown(REVENUE, Form.PROSE),
        ),
        subtitle=words("All values in this sample are invented."),
        aside=("Edition 2031-02-03", "Dataset 2031.2.3 · 8 cited facts"),
        running_title="Toyland robots",
        blocks=blocks,
        edition=dt.date(2031, 2, 3),
        dataset_name="toyland",
        dataset_title="Toyland robots and dolls",
        dataset_version="2031.2.3",
        dataset_sha256="ab" * 32,
        keywords=("Toyland", "robots"),
    )
