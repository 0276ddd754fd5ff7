"""A chart of the document tree as a native chart part, with its caches filled."""

from __future__ import annotations

from chipreport.doc.nodes import Chart, ChartKind, Point, Series
from chipreport.ooxml.chart_axes import BODY, axes, chart_text
from chipreport.ooxml.chart_place import Place
from chipreport.ooxml.chart_workbook import digits
from chipreport.ooxml.markup import HEADER, attribute, escape
from chipreport.ooxml.office_theme import MAIN, drawing_colour
from chipreport.ooxml.package import OFFICE
from chipreport.theme import Theme

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_LINES = (ChartKind.LINE, ChartKind.DOT)
_SHOWS = "".join(
    f'<c:show{name} val="{int(name == "Val")}"/>'
    for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
)


def chart_part(
    chart: Chart,
    theme: Theme,
    language: str,
    *,
    place: Place | None = None,
    size: float = 8,
    embedded: bool = True,
) -> bytes:
    """Return the chart part of `chart`, each mark labelled with the text of its claim.

    Shapes:
        `place` is where the numbers stand: labels in its first column, the name of each series
        at the head of the columns after it. Left out, it is the sheet of `chart_workbook`.

    Units:
        `size` is the size of the type in points.

    Source:
        ECMA-376 part 1, 21.2 (DrawingML charts); `embedded` leads to the workbook as rId1.
    """
    drawing = _Drawing(chart, theme, language, place or Place(), size)
    workbook = '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'
    return (
        f'{HEADER}<c:chartSpace xmlns:c="{CHART}" xmlns:a="{MAIN}" xmlns:r="{OFFICE}">'
        f'<c:date1904 val="0"/><c:lang val="{attribute(language)}"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{drawing.plot()}'
        f"<c:spPr><a:noFill/></c:spPr></c:plotArea>{drawing.legend()}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"{chart_text(theme, theme.palette.text, size)}{workbook if embedded else ''}"
        "</c:chartSpace>"
    ).encode()


class _Drawing:
    """One chart on its way to markup."""

    def __init__(
        self, chart: Chart, theme: Theme, language: str, place: Place, size: float
    ) -> None:
        self.chart = chart
        self.theme = theme
        self.language = language
        self.place = place
        self.size = size
        self.single = len(chart.series) == 1
        # A second series in the colour of worked-out values would look worked out.
        palette = theme.palette
        hues = [hue for hue in palette.series if hue != palette.comparison]
        self.hues = hues or [palette.accent]

    def plot(self) -> str:
        chart = self.chart
        series = "".join(self._series(order, one) for order, one in enumerate(chart.series))
        ids = '<c:axId val="111"/><c:axId val="112"/>'
        zero = all(point.value >= 0 for one in chart.series for point in one.points)
        lines = axes(self.theme, chart.kind, self.size, from_zero=zero)
        if chart.kind in _LINES:
            return (
                '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
                f'{series}<c:marker val="1"/>{ids}</c:lineChart>{lines}'
            )
        stacked = chart.kind is ChartKind.STACKED
        overlap = '<c:overlap val="100"/>' if stacked else ""
        return (
            f'<c:barChart><c:barDir val="{"bar" if chart.kind is ChartKind.BAR else "col"}"/>'
            f'<c:grouping val="{"stacked" if stacked else "clustered"}"/><c:varyColors val="0"/>'
            f'{series}<c:gapWidth val="{80 if self.single else 60}"/>'
            f"{overlap}{ids}</c:barChart>{lines}"
        )

    def legend(self) -> str:
        if self.single or not self.chart.series:
            return ""
        text = chart_text(self.theme, self.theme.palette.secondary, self.size)
        return f'<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{text}</c:legend>'

    def _series(self, order: int, series: Series) -> str:
        points = series.points
        hue = self.hues[order % len(self.hues)]
        name = _strings(self.place.name(order), (series.name,))
        labels = _strings(self.place.labels(len(points)), [point.label for point in points])
        marks = "".join(self._mark(index, point, hue) for index, point in enumerate(points))
        texts = "".join(self._label(index, point, hue) for index, point in enumerate(points))
        values = "".join(
            f'<c:pt idx="{index}"><c:v>{digits(point.value)}</c:v></c:pt>'
            for index, point in enumerate(points)
        )
        numbers = (
            f"<c:numRef><c:f>{escape(self.place.values(order, len(points)))}</c:f><c:numCache>"
            f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(points)}"/>{values}'
            "</c:numCache></c:numRef>"
        )
        smooth = '<c:smooth val="0"/>' if self.chart.kind in _LINES else ""
        return (
            f'<c:ser><c:idx val="{order}"/><c:order val="{order}"/><c:tx>{name}</c:tx>'
            f"{self._look(hue)}{marks}<c:dLbls>{texts}{self._outside()}"
            f"{chart_text(self.theme, self.theme.palette.heading, self.size)}"
            f'<c:dLblPos val="{self._position()}"/>{_SHOWS}</c:dLbls>'
            f"<c:cat>{labels}</c:cat><c:val>{numbers}</c:val>"
            f"{smooth}</c:ser>"
        )

    def _look(self, hue: str) -> str:
        fill = self._fill(hue)
        if self.chart.kind is ChartKind.LINE:
            line = f'<a:ln w="28575" cap="rnd">{fill}<a:round/></a:ln>'
            return f"<c:spPr>{line}</c:spPr>{self._dot(fill, fill)}"
        if self.chart.kind is ChartKind.DOT:
            return f'<c:spPr><a:ln w="19050"><a:noFill/></a:ln></c:spPr>{self._dot(fill, fill)}'
        return f'<c:spPr>{fill}</c:spPr><c:invertIfNegative val="0"/>'

    def _mark(self, index: int, point: Point, hue: str) -> str:
        """Return the look of one mark, "" for one like the rest of its series."""
        palette, lines = self.theme.palette, self.chart.kind in _LINES
        if point.shown.is_forecast:
            edge = self._fill(palette.forecast)
            if lines:
                dot = self._dot(self._fill(palette.forecast_fill), edge)
                line = "<a:noFill/>"
                if self.chart.kind is ChartKind.LINE:
                    line = f'{edge}<a:prstDash val="sysDash"/>'
                look = f'<a:ln w="22225">{line}<a:round/></a:ln>'
            else:
                dot = ""
                look = (
                    f'<a:pattFill prst="ltUpDiag"><a:fgClr>{self._colour(palette.forecast)}'
                    f"</a:fgClr><a:bgClr>{self._colour(palette.forecast_fill)}</a:bgClr>"
                    f'</a:pattFill><a:ln w="9525">{edge}<a:prstDash val="dash"/></a:ln>'
                )
        elif point.shown.is_derived:
            fill, edge = self._fill(palette.comparison), self._fill(hue)
            dot = self._dot(fill, edge)
            look = fill if self.single else f'{fill}<a:ln w="9525">{edge}</a:ln>'
            if lines:
                line = "<a:noFill/>" if self.chart.kind is ChartKind.DOT else edge
                look = f'<a:ln w="22225">{line}</a:ln>'
        else:
            return ""
        # The schema puts the marker after invertIfNegative, and a bar has none.
        middle = dot if lines else '<c:invertIfNegative val="0"/>'
        return (
            f'<c:dPt><c:idx val="{index}"/>{middle}<c:bubble3D val="0"/>'
            f"<c:spPr>{look}</c:spPr></c:dPt>"
        )

    def _dot(self, fill: str, edge: str) -> str:
        size = 9 if self.chart.kind is ChartKind.DOT else 7
        return (
            f'<c:marker><c:symbol val="circle"/><c:size val="{size}"/>'
            f'<c:spPr>{fill}<a:ln w="12700">{edge}</a:ln></c:spPr></c:marker>'
        )

    def _label(self, index: int, point: Point, hue: str) -> str:
        palette = self.theme.palette
        colour = palette.forecast if point.shown.is_forecast else palette.heading
        inside = self.chart.kind is ChartKind.STACKED
        if inside and not (point.shown.is_forecast or point.shown.is_derived) and _is_dark(hue):
            colour = "FFFFFF"
        text = chart_text(self.theme, colour, self.size, bold=True)
        size = f'sz="{round(self.size * 100)}" b="1"'
        fill = self._fill(colour)
        return (
            f'<c:dLbl><c:idx val="{index}"/><c:tx><c:rich>{BODY}<a:lstStyle/><a:p>'
            f"<a:pPr><a:defRPr {size}>{fill}</a:defRPr></a:pPr>"
            f'<a:r><a:rPr lang="{attribute(self.language)}" {size}>{fill}</a:rPr>'
            f"<a:t>{escape(point.shown.text)}</a:t></a:r></a:p>"
            f"</c:rich></c:tx>{self._outside()}{text}"
            f'<c:dLblPos val="{self._position()}"/>{_SHOWS}</c:dLbl>'
        )

    def _position(self) -> str:
        if self.chart.kind in _LINES:
            return "t"
        return "ctr" if self.chart.kind is ChartKind.STACKED else "outEnd"

    def _outside(self) -> str:
        return "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"

    def _colour(self, colour: str) -> str:
        return drawing_colour(self.theme, colour)

    def _fill(self, colour: str) -> str:
        return f"<a:solidFill>{self._colour(colour)}</a:solidFill>"


def _strings(reference: str, texts: tuple[str, ...] | list[str]) -> str:
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{escape(text)}</c:v></c:pt>' for index, text in enumerate(texts)
    )
    return (
        f"<c:strRef><c:f>{escape(reference)}</c:f><c:strCache>"
        f'<c:ptCount val="{len(texts)}"/>{points}</c:strCache></c:strRef>'
    )


def _is_dark(colour: str) -> bool:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 140
