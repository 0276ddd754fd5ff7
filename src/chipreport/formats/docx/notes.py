"""The numbered sources, to which marks lead."""

from __future__ import annotations

from chipreport.doc.nodes import Note, Notes, Text
from chipreport.doc.walk import plain
from chipreport.formats.docx import wml
from chipreport.formats.docx.inlines import runs
from chipreport.formats.docx.manuscript import Manuscript

_ENDS = (".", "。", "!", "?", "！", "？", ";", "；", "…")


def notes(manuscript: Manuscript, block: Notes) -> str:
    """Return the sources as a list, or run together where they are compact."""
    return _compact(manuscript, block) if block.compact else _listed(manuscript, block)


def _listed(manuscript: Manuscript, block: Notes) -> str:
    parts = [
        wml.paragraph(
            "NotesTitle",
            runs(manuscript, (Text(block.title),)),
            before=manuscript.take_break(),
        )
    ]
    for note in block.notes:
        number = wml.run(str(note.number), wml.run_properties(style="NoteNumber"))
        inner = manuscript.bookmark(note.anchor, number) + wml.tab()
        parts.append(wml.paragraph("NoteEntry", inner + runs(manuscript, note.inlines)))
    if block.reading:
        parts.append(wml.paragraph("SmallPrint", runs(manuscript, block.reading)))
    return "".join(parts)


def _compact(manuscript: Manuscript, block: Notes) -> str:
    words = manuscript.words
    parts = [runs(manuscript, (Text(f"{block.title}{words.stop}", strong=True),))]
    for note in block.notes:
        parts += (wml.run(" "), _entry(manuscript, note))
    if block.reading:
        parts += (wml.run(" "), runs(manuscript, block.reading))
    return wml.paragraph("CompactNotes", "".join(parts), before=manuscript.take_break())


def _entry(manuscript: Manuscript, note: Note) -> str:
    number = wml.run(str(note.number), wml.run_properties(style="NoteNumber"))
    ended = plain(note.compact).rstrip().endswith(_ENDS)
    stop = () if ended else (Text(manuscript.words.stop),)
    return (
        manuscript.bookmark(note.anchor, number)
        + wml.run("\u00a0")
        + runs(manuscript, (*note.compact, *stop))
    )
