"""The styles of tables: data with hairlines, and the boxes that hold other blocks."""

from __future__ import annotations

from chipreport.formats.docx.looks import Painter
from chipreport.theme import Theme, mm

_PADDING = 100


def table_styles(paint: Painter, theme: Theme) -> tuple[str, ...]:
    """Return the styles of tables."""
    palette = theme.palette
    rows = paint.edge("bottom", 4, palette.hairline) + paint.edge("insideH", 4, palette.hairline)
    under = f"<w:tcBorders>{paint.edge('bottom', 8, palette.heading)}</w:tcBorders>"
    head = f'<w:tblStylePr w:type="firstRow"><w:tcPr>{under}</w:tcPr></w:tblStylePr>'
    bar = paint.edge("left", 36, palette.accent)
    tint = f"<w:tcPr>{paint.shade(palette.tint)}</w:tcPr>"
    wide, high = mm(4).twips, mm(2.5).twips
    return (
        _style("DataTable", "Data Table", rows, _margins(0, _PADDING), head),
        _style("Timeline", "Timeline", rows, _margins(0, _PADDING)),
        _style("Cards", "Cards", "", _margins(0, 0)),
        _style("Columns", "Columns", "", _margins(0, 0)),
        _style("Callout", "Callout", bar, _margins(high, wide), tint),
    )


def _style(name_id: str, name: str, borders: str, margins: str, after: str = "") -> str:
    edges = f"<w:tblBorders>{borders}</w:tblBorders>" if borders else ""
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{name_id}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="41"/>'
        f"<w:tblPr>{edges}{margins}</w:tblPr>{after}</w:style>"
    )


def _margins(high: int, wide: int) -> str:
    sides = (("top", high), ("left", wide), ("bottom", high), ("right", wide))
    cells = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in sides)
    return f"<w:tblCellMar>{cells}</w:tblCellMar>"
