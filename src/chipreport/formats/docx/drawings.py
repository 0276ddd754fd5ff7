"""Charts on the page: title and measure above, source below."""

from __future__ import annotations

from chipreport.doc.nodes import Chart, ChartKind
from chipreport.doc.walk import plain
from chipreport.formats.docx import wml
from chipreport.formats.docx.captions import above, below
from chipreport.formats.docx.manuscript import Frame, Manuscript
from chipreport.ooxml.markup import attribute
from chipreport.theme import Length, mm

_TALLEST = mm(65)  # a taller one that is kept with its title leaves a third of a page white


def drawing(manuscript: Manuscript, chart: Chart, frame: Frame) -> str:
    """Return a native chart between its title and its note, all kept together."""
    width, height = Length(frame.width / 20), _height(chart, frame)
    relationship = manuscript.add_chart(chart, manuscript.theme.scale.small.pt)
    number = manuscript.next_drawing()
    alt = attribute(chart.alt or plain(chart.title))
    picture = (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width.emu}" cy="{height.emu}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="chart {attribute(chart.key)}" descr="{alt}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{wml.C}">'
        f'<c:chart r:id="{relationship}"/></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )
    head = above(manuscript, chart.key, chart.title, chart.subtitle)
    before = manuscript.take_break()
    if not chart.title:
        picture = manuscript.bookmark(chart.key, picture)
    keep = "<w:keepNext/>" if chart.note else ""
    body = wml.paragraph("Drawing", picture, before=keep + before)
    return head + body + below(manuscript, chart.note)


def _height(chart: Chart, frame: Frame) -> Length:
    if chart.kind is ChartKind.BAR:
        bars = sum(len(series.points) for series in chart.series)
        return min(mm(10 + 8.5 * bars), _TALLEST)
    return min(mm(52 if frame.in_column else 62), _TALLEST)
