"""Headings, and the table of contents that leads to them."""

from __future__ import annotations

from chipreport.doc.nodes import Contents, Heading
from chipreport.doc.walk import headings, plain
from chipreport.formats.docx import wml
from chipreport.formats.docx.inlines import runs
from chipreport.formats.docx.manuscript import Manuscript
from chipreport.ooxml.markup import is_east_asian


def heading(manuscript: Manuscript, block: Heading) -> str:
    """Return a heading that links can lead to."""
    inner = manuscript.bookmark(block.anchor, runs(manuscript, block.inlines))
    return wml.paragraph(f"Heading{block.level}", inner, before=manuscript.take_break())


def contents(manuscript: Manuscript, block: Contents) -> str:
    """Return a field with its entries filled in.

    It has no page numbers (the switch "n") and is not dirty: Word would ask the reader about
    either before it opens the document. A reader can update it by hand at any time.
    """
    title = wml.paragraph(
        "TOCHeading", _run(manuscript, block.title), before=manuscript.take_break()
    )
    start = wml.field_start(f'TOC \\o "1-{block.depth}" \\n \\h \\z \\u')
    entries = []
    for found in headings(manuscript.document):
        if found.level <= block.depth:
            text = _run(manuscript, plain(found.inlines))
            link = wml.to_bookmark(manuscript.place(found.anchor), text)
            entries.append(wml.paragraph(f"TOC{found.level}", f"{start}{link}"))
            start = ""
    if start:
        entries.append(wml.paragraph("TOC1", start))
    end = wml.paragraph("Gap", wml.FIELD_END)
    number = manuscript.control_id_of("contents")
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="{number}"/><w:docPartObj>'
        '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{title}{''.join(entries)}{end}</w:sdtContent></w:sdt>"
    )


def _run(manuscript: Manuscript, text: str) -> str:
    hint = manuscript.document.language.startswith("zh") and is_east_asian(text)
    return wml.run(text, wml.run_properties(hint=hint))
