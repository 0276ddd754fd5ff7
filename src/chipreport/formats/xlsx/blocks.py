"""Each block of the document onto a sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from chipreport.doc.nodes import (
    Callout,
    Cards,
    Chart,
    Columns,
    Contents,
    Core,
    Document,
    Heading,
    Link,
    Listing,
    NoteRef,
    Notes,
    PageBreak,
    Paragraph,
    ParagraphRole,
    Table,
    Text,
)
from chipreport.doc.walk import every_block, plain
from chipreport.formats.xlsx.book import Book, Spot
from chipreport.formats.xlsx.charts import chart
from chipreport.formats.xlsx.looks import Look
from chipreport.formats.xlsx.measure import Run
from chipreport.formats.xlsx.page import TEXT_WIDTH, Page
from chipreport.formats.xlsx.plan import TOP, SheetPlan
from chipreport.formats.xlsx.runs import note, runs
from chipreport.formats.xlsx.tables import table
from chipreport.formats.xlsx.words import period

_LABEL_WIDTH = 260.0
_CARD_HEIGHT = 23  # points
_SOURCE_WIDTH = 560.0
_STYLES = {
    ParagraphRole.BODY: "Report text",
    ParagraphRole.LEAD: "Report lead",
    ParagraphRole.NOTE: "Report note",
}


def cover(page: Page, document: Document, sheets: tuple[SheetPlan, ...]) -> None:
    """Write the first sheet: title block, then the blocks before the first heading."""
    page.text((Text(document.kicker.upper()),), "Report kicker")
    page.text(document.title, "Report title")
    page.text(document.subtitle, "Report subtitle")
    page.text((Text("  ·  ".join(document.aside)),), "Report aside")
    page.gap(6)
    blocks(page, sheets[0].blocks, sheets)


def sheet(page: Page, sheets: tuple[SheetPlan, ...], number: int) -> None:
    """Write a sheet under its heading, with the way back to the contents."""
    found = sheets[number]
    page.anchor(found.anchor)
    page.text(found.title, "Report heading 1")
    page.text((Link(page.book.words.back, f"#{TOP}"),), "Report link")
    page.frozen = page.row - 1
    page.gap()
    blocks(page, found.blocks, sheets)


def blocks(page: Page, found: Iterable[Core], sheets: tuple[SheetPlan, ...]) -> None:
    """Write blocks one below the other."""
    for block in found:
        match block:
            case Heading():
                page.gap()
                page.anchor(block.anchor)
                start = page.row
                page.text(block.inlines, f"Report heading {block.level}")
                page.stem(start)
            case Paragraph():
                page.text(block.inlines, _STYLES[block.role])
                page.gap(6)
            case Listing():
                _listing(page, block)
            case Table():
                table(page, block)
            case Chart():
                chart(page, block)
            case Cards():
                _cards(page, block)
            case Callout():
                _callout(page, block, sheets)
            case Columns():
                for column in block.columns:
                    blocks(page, column, sheets)
            case Contents():
                _contents(page, block, sheets)
            case Notes():
                _notes(page, block)
            case PageBreak():
                page.break_next = True
            case _:
                assert_never(block)


def _listing(page: Page, block: Listing) -> None:
    for number, item in enumerate(block.items, 1):
        mark = f"{number}.  " if block.ordered else "•  "
        page.text(item, "Report text", first=mark)
    page.gap(6)


def _callout(page: Page, block: Callout, sheets: tuple[SheetPlan, ...]) -> None:
    page.gap(4)
    outer, page.tinted = page.tinted, True
    page.text(block.title, "Report callout")
    blocks(page, block.blocks, sheets)
    page.tinted = outer
    page.gap()


def _cards(page: Page, block: Cards) -> None:
    words, where = page.book.words, page.where
    heads = (words.indicator, words.value, words.period, words.source)
    for column, head in enumerate(heads, 1):
        style = "Report head right" if column == 2 else "Report head"
        page.words(column, [Run(head)], Look(style))
    page.row += 1
    for card in block.cards:
        marks = tuple(inline for inline in card.label if isinstance(inline, NoteRef))
        label = tuple(inline for inline in card.label if not isinstance(inline, NoteRef))
        found = runs(page.book, label, where(1))
        label_look = Look("Report card text")
        page.words(1, found, label_look)
        page.widen(1, min(_LABEL_WIDTH, page.measure(found, label_look) + 14))
        value = Look("Report card")
        page.fact(2, card.shown, value)
        page.widen(2, page.measure([Run(card.shown.text)], value) + 24)
        when = [Run(period(card.shown.claim.time_period, page.book.document.language))]
        page.words(3, when, label_look)
        page.widen(3, page.measure(when, label_look) + 16)
        page.words(4, runs(page.book, marks, where(4)), label_look)
        page.tall(_CARD_HEIGHT)
        page.row += 1
    page.gap()


def _contents(page: Page, block: Contents, sheets: tuple[SheetPlan, ...]) -> None:
    page.anchor(TOP)
    page.text((Text(block.title),), "Report heading 3")
    for found in sheets[1:]:
        page.text((Link(plain(found.title), f"#{found.anchor}"),), "Report link")
        for heading in every_block(found.blocks):
            if isinstance(heading, Heading) and heading.level <= block.depth:
                link = Link(plain(heading.inlines), f"#{heading.anchor}")
                page.text((link,), "Report link", indent=2)
    page.gap()


def _notes(page: Page, block: Notes) -> None:
    book, words, cell = page.book, page.book.words, Look("Report cell")
    page.anchor("notes")
    page.text(block.reading, "Report note")
    page.gap(4)
    for column, head in enumerate((words.number, words.source, words.address), 1):
        page.words(column, [Run(head)], Look("Report head"))
    page.row += 1
    page.widen(1, 44)
    for entry in block.notes:
        for name in (note(entry.number), entry.anchor):
            book.anchors.setdefault(name, Spot(page.name, page.row))
        inlines = entry.compact if block.compact else entry.inlines
        found = [replace(run, target="") for run in runs(book, inlines, page.where(2))]
        page.words(1, [Run(f"[{entry.number}]")], cell)
        page.words(2, found, cell)
        page.widen(2, min(_SOURCE_WIDTH, page.measure(found, cell) + 14))
        addresses = [
            inline.target
            for inline in entry.inlines
            if isinstance(inline, Link) and not inline.target.startswith("#")
        ]
        if addresses:
            shown = [Run(book.guard.address(addresses[0], page.where(3)), target=addresses[0])]
            page.words(3, shown, Look("Report cell link"))
            page.widen(3, min(TEXT_WIDTH / 2, page.measure(shown, cell) + 14))
        page.row += 1
    page.gap()


def heading_of(book: Book, found: SheetPlan) -> str:
    """Return the words that name a sheet."""
    return plain(found.title) or book.words.overview
