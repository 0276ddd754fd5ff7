"""The document tree: a small closed core that every format handles, and the inlines within it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from chipreport.facts.model import Claim, Derived, Scenario
from chipreport.phrase import Form

# ---------------------------------------------------------------------------------- inlines


@dataclass(frozen=True, slots=True)
class Text:
    """Words within a block.

    `language` is "" for the document's own. `key` names the place in the dataset that the words
    come from ("entity MINIMAX", "event EV.BIREN_LISTING"); it is "" for words of the template.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    language: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class FactRef:
    """A claim shown in text: formats bind it to its id, and verify finds it again."""

    claim: Claim
    form: Form
    text: str
    strong: bool = False

    @property
    def is_forecast(self) -> bool:
        """Whether readers must see that the value is still to come."""
        return self.claim.scenario is not Scenario.ACTUAL

    @property
    def is_derived(self) -> bool:
        """Whether the value was worked out from others."""
        return isinstance(self.claim, Derived)


@dataclass(frozen=True, slots=True)
class Value:
    """A number or date that is no claim, such as a paragraph number; typed where a format can."""

    value: Decimal | dt.date
    text: str


@dataclass(frozen=True, slots=True)
class NoteRef:
    """The mark that leads to a note of the same number."""

    number: int


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a place in the document ("#anchor") or to an http(s) address."""

    text: str
    target: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line within a block."""


Inline = Text | FactRef | Value | NoteRef | Link | LineBreak
Inlines = tuple[Inline, ...]

# ----------------------------------------------------------------------------- core blocks


@dataclass(frozen=True, slots=True)
class Heading:
    """A title of level 1 to 3; in a workbook, level 1 names a sheet."""

    level: int
    inlines: Inlines
    anchor: str


class ParagraphRole(StrEnum):
    """What a paragraph is for, and so how it is set."""

    BODY = "body"
    LEAD = "lead"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running words."""

    inlines: Inlines
    role: ParagraphRole = ParagraphRole.BODY


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of points, numbered where `ordered`."""

    items: tuple[Inlines, ...]
    ordered: bool = False


class ColumnKind(StrEnum):
    """What a column holds, and so how it is aligned: numbers to the right, the rest to the left."""

    TEXT = "text"
    NUMBER = "number"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column; `width` is a share relative to its neighbours, 0 for what fits."""

    heading: Inlines
    kind: ColumnKind = ColumnKind.TEXT
    width: float = 0


class RowRole(StrEnum):
    """How a row stands to the others."""

    BODY = "body"
    GROUP = "group"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Row:
    """One cell a column; a group row has one cell that heads the rows below it."""

    cells: tuple[Inlines, ...]
    role: RowRole = RowRole.BODY


class TableRole(StrEnum):
    """A table of data, or a timeline whose first column is a date in bold and has no head."""

    DATA = "data"
    TIMELINE = "timeline"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads: the title states the finding, the subtitle the measure, the note sources.

    `key` is unique in the document and stable between editions; `summary` tells a reader who
    cannot see the table what it holds.
    """

    key: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: Inlines = ()
    subtitle: Inlines = ()
    note: Inlines = ()
    summary: str = ""
    role: TableRole = TableRole.DATA


class ChartKind(StrEnum):
    """How values become marks."""

    COLUMN = "column"
    BAR = "bar"
    LINE = "line"
    STACKED = "stacked"
    DOT = "dot"


@dataclass(frozen=True, slots=True)
class Point:
    """One mark: the category it stands at, its claim, and its length in the unit drawn."""

    label: str
    shown: FactRef
    value: Decimal


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one measure; `name` is shown where there are several series."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of claims; every series has its points at the same labels, in the same order.

    `unit` is the words for the axis ("CN¥ bn"); every `Point.value` is in it.
    """

    key: str
    kind: ChartKind
    series: tuple[Series, ...]
    unit: str
    title: Inlines = ()
    subtitle: Inlines = ()
    note: Inlines = ()
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A headline value over its label."""

    shown: FactRef
    label: Inlines


@dataclass(frozen=True, slots=True)
class Cards:
    """Headline values side by side."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """Blocks set apart on a tint, under a small title."""

    title: Inlines
    blocks: tuple[Core, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Blocks side by side; `weights` share the width. Narrow formats set them in turn."""

    columns: tuple[tuple[Core, ...], ...]
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The headings of the document down to `depth`, with their pages where a format has pages."""

    title: str
    depth: int = 2


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered source entry, to which marks lead; `anchor` is its own address in the document.

    `compact` is the same entry where many stand in one paragraph. `claims` are the ids of the
    claims that stand on it.
    """

    number: int
    inlines: Inlines
    compact: Inlines
    anchor: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notes:
    """The sources of the document; `compact` runs them together at the foot of a one-page sheet."""

    title: str
    notes: tuple[Note, ...] = ()
    reading: Inlines = ()
    compact: bool = False


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a new page."""


Core = (
    Heading
    | Paragraph
    | Listing
    | Table
    | Chart
    | Cards
    | Callout
    | Columns
    | Contents
    | Notes
    | PageBreak
)


# ------------------------------------------------------------------------------- document


class Layout(StrEnum):
    """The way a document is used: a one-page sheet, pages to read, or sheets to work in."""

    FACTSHEET = "factsheet"
    BRIEFING = "briefing"
    WORKBOOK = "workbook"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A title and its blocks, and what every format tells about them.

    `name` is the stem of the file; `report` the name in chipreport.toml; `kicker` the small line
    above the title; `aside` the lines beside it (edition, dataset version, how many claims).
    In a build, `dataset_sha256` is the digest of the claims shown and their sources, so that a file
    stays as it is when a fact changes that it does not show; the manifest has that of the tables.
    """

    name: str
    report: str
    layout: Layout
    language: str
    page: str
    kicker: str
    title: Inlines
    subtitle: Inlines
    aside: tuple[str, ...]
    running_title: str
    blocks: tuple[Core, ...]
    edition: dt.date
    dataset_name: str
    dataset_title: str
    dataset_version: str
    dataset_sha256: str
    keywords: tuple[str, ...] = ()
