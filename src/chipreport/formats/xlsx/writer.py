"""A document to a workbook."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import BinaryIO

from openpyxl.packaging.custom import StringProperty

from chipreport.doc.nodes import Document, NoteRef, Notes
from chipreport.doc.walk import every_block, inlines, plain
from chipreport.errors import RenderError
from chipreport.formats.xlsx.blocks import cover, heading_of, sheet
from chipreport.formats.xlsx.book import Book
from chipreport.formats.xlsx.package import StablePackage
from chipreport.formats.xlsx.page import Page
from chipreport.formats.xlsx.plan import plan
from chipreport.formats.xlsx.serialise import ReportWriter
from chipreport.theme import Theme


def write(document: Document, theme: Theme, out: BinaryIO) -> None:
    """Write `document` as a workbook; nothing is written where there is a problem.

    Errors:
        RenderError with every problem: X101 a character that no workbook holds, X102 a text too
        long for a cell, X103 an address that is none, X104 a link that leads nowhere, X105 a mark
        without its note, X106 too many rows or columns, X107 too many number formats, X108 too
        many links.
    """
    book = Book(document, theme)
    _check_notes(book)
    sheets = plan(document)
    pages = [Page(book, heading_of(book, found)) for found in sheets]
    cover(pages[0], document, sheets)
    for number in range(1, len(sheets)):
        sheet(pages[number], sheets, number)
    for page in pages:
        page.finish()
    pages[0].sheet.sheet_properties.tabColor = theme.palette.accent
    book.finish()
    _tell(book)
    if book.guard.problems:
        raise RenderError(*dict.fromkeys(book.guard.problems))
    package = io.BytesIO()
    with StablePackage(package, "w", zipfile.ZIP_DEFLATED) as parts:
        ReportWriter(book.workbook, parts, book.claims_part()).write_data()
    out.write(package.getvalue())


def _check_notes(book: Book) -> None:
    blocks = [b for b in every_block(book.document.blocks) if isinstance(b, Notes)]
    known = {note.number for block in blocks for note in block.notes}
    marks = {i.number for i in inlines(book.document) if isinstance(i, NoteRef)}
    for number in sorted(marks - known):
        hint = "add the note, or take the mark out"
        book.guard.say("X105", f"the mark [{number}] has no note", book.document.name, hint)


def _tell(book: Book) -> None:
    """Set the properties that a reader's system shows; their time is that of the edition."""
    document, properties = book.document, book.workbook.properties
    moment = dt.datetime.combine(document.edition, dt.time())
    properties.created = properties.modified = moment

    def clean(text: str) -> str:
        return book.guard.text(text, "properties")

    properties.title = clean(plain(document.title))
    properties.subject = clean(plain(document.subtitle))
    properties.creator = properties.lastModifiedBy = clean(book.theme.brand)
    properties.keywords = clean(", ".join(document.keywords))
    properties.category = clean(document.report)
    properties.language = document.language
    properties.identifier = f"urn:sha256:{document.dataset_sha256}"
    properties.version = clean(document.dataset_version)
    kept = {
        "edition": document.edition.isoformat(),
        "dataset": document.dataset_name,
        "dataset title": document.dataset_title,
        "dataset version": document.dataset_version,
        "facts sha256": document.dataset_sha256,
    }
    for name, value in kept.items():
        property_ = StringProperty(name=f"chipreport {name}", value=clean(value))
        book.workbook.custom_doc_props.append(property_)
    book.workbook.calculation.fullCalcOnLoad = True
    for number, found in enumerate(book.workbook.worksheets):
        found.sheet_view.tabSelected = number == 0
