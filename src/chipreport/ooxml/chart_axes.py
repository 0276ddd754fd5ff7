"""The axes of a chart: quiet lines, and no scale where every mark says its value."""

from __future__ import annotations

from chipreport.doc.nodes import ChartKind
from chipreport.ooxml.office_theme import drawing_colour
from chipreport.theme import Theme

BODY = '<a:bodyPr wrap="none" anchor="ctr"/>'
_LABELS, _VALUES = 111, 112  # positive, as the Open XML SDK refuses negative ids


def chart_text(theme: Theme, colour: str, size: float, *, bold: bool = False) -> str:
    """Return the look of type in a chart, in the faces of the theme."""
    return (
        f"<c:txPr>{BODY}<a:lstStyle/><a:p><a:pPr>"
        f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}">'
        f"<a:solidFill>{drawing_colour(theme, colour)}"
        '</a:solidFill><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/></a:defRPr></a:pPr>'
        '<a:endParaRPr lang="en-US"/></a:p></c:txPr>'
    )


def axes(theme: Theme, kind: ChartKind, size: float, *, from_zero: bool) -> str:
    """Return the axis of the labels and that of the values; the latter shows grid lines only."""
    palette, lying = theme.palette, kind is ChartKind.BAR
    ticks = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
    base = (
        f'<a:ln w="9525"><a:solidFill>{drawing_colour(theme, palette.heading)}</a:solidFill></a:ln>'
    )
    grid = (
        '<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill>'
        f"{drawing_colour(theme, palette.hairline)}</a:solidFill></a:ln></c:spPr>"
        "</c:majorGridlines>"
    )
    zero = '<c:min val="0"/>' if from_zero else ""
    return (
        f'<c:catAx><c:axId val="{_LABELS}"/><c:scaling>'
        f'<c:orientation val="{"maxMin" if lying else "minMax"}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"l" if lying else "b"}"/>'
        f'<c:numFmt formatCode="General" sourceLinked="0"/>{ticks}<c:tickLblPos val="low"/>'
        f"<c:spPr>{base}</c:spPr>{chart_text(theme, palette.secondary, size)}"
        f'<c:crossAx val="{_VALUES}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
        f'<c:valAx><c:axId val="{_VALUES}"/><c:scaling><c:orientation val="minMax"/>{zero}'
        f'</c:scaling><c:delete val="1"/><c:axPos val="{"t" if lying else "l"}"/>'
        f"{'' if lying else grid}"
        f'<c:numFmt formatCode="General" sourceLinked="0"/>{ticks}<c:tickLblPos val="none"/>'
        f'<c:crossAx val="{_LABELS}"/><c:crosses val="autoZero"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )
