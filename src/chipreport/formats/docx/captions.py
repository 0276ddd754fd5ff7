"""The lines above and below a table or chart."""

from __future__ import annotations

from chipreport.doc.nodes import Inlines
from chipreport.formats.docx import wml
from chipreport.formats.docx.inlines import runs
from chipreport.formats.docx.manuscript import Manuscript


def above(manuscript: Manuscript, key: str, title: Inlines, subtitle: Inlines) -> str:
    """Return the finding and the measure, kept with what follows; links to `key` lead here."""
    parts = []
    if title:
        inner = manuscript.bookmark(key, runs(manuscript, title))
        style = "Caption" if subtitle else "CaptionAlone"
        parts.append(wml.paragraph(style, inner, before=manuscript.take_break()))
    if subtitle:
        inner = runs(manuscript, subtitle)
        parts.append(wml.paragraph("Measure", inner, before=manuscript.take_break()))
    return "".join(parts)


def below(manuscript: Manuscript, note: Inlines) -> str:
    """Return the sources, or a little room where there are none."""
    return wml.paragraph("SourceNote", runs(manuscript, note)) if note else gap()


def gap() -> str:
    """Return a little room; it also keeps two tables from growing together."""
    return wml.paragraph("Gap", "")
