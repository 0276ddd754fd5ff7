"""openpyxl's chart of a plot: brand colours, filled caches, forecasts hatched, labels direct."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.label import DataLabel, DataLabelList
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import DataPoint, Marker
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.fill import ColorChoice, PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RichTextProperties,
)

from chipreport.doc.nodes import ChartKind
from chipreport.formats.xlsx.serialise import keep_schema
from chipreport.theme import Theme

_LINE = 28_575  # EMU: 2.25 pt
_OUTLINE = 12_700
_HAIR = 6_350
_LABEL = 900  # hundredths of a point


@dataclass(frozen=True, slots=True)
class Mark:
    """One point: its number, the code of its label, and what it is."""

    value: Decimal
    code: str
    forecast: bool
    derived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One series and the cells that it draws from."""

    name: str
    name_at: str
    values_at: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """What a chart draws."""

    kind: ChartKind
    labels: tuple[str, ...]
    labels_at: str
    tracks: tuple[Track, ...]


@keep_schema
class ExactPoint(NumVal):  # type: ignore[misc]
    """A cached number with its own digits; openpyxl's %.16g turns 8.3 into 8.300000000000001."""

    def __init__(self, index: int, value: Decimal) -> None:
        super().__init__(idx=index, v=float(value))
        self._digits = f"{value:f}"

    def to_tree(self, tagname: str | None = None, idx: Any = None, namespace: Any = None) -> Any:
        """Return the element."""
        tree = super().to_tree(tagname, idx, namespace)
        tree[-1].text = self._digits
        return tree


def build(plot: Plot, theme: Theme) -> Any:
    """Return the chart.

    Colours:
        Each series has its own of the theme's; a derived value the comparison colour where there
        is one series; a forecast is hatched in the forecast colours, on lines dashed and hollow.
    """
    lined = plot.kind in (ChartKind.LINE, ChartKind.DOT)
    chart: Any = LineChart() if lined else BarChart()
    if lined:
        chart.marker = True
    else:
        chart.type = "bar" if plot.kind is ChartKind.BAR else "col"
        chart.gapWidth = 60
        if plot.kind is ChartKind.STACKED:
            chart.grouping, chart.overlap = "stacked", 100
        elif len(plot.tracks) > 1:
            chart.overlap = -10
    for number, track in enumerate(plot.tracks):
        colour = theme.palette.series[number % len(theme.palette.series)]
        chart.series.append(_series(plot, track, number, colour, theme))
    chart.legend = Legend() if len(plot.tracks) > 1 else None
    if chart.legend:
        chart.legend.position, chart.legend.overlay = "b", False
        chart.legend.txPr = _text(theme.palette.secondary)
    _axes(chart, plot, theme)
    return chart


def _series(plot: Plot, track: Track, number: int, colour: str, theme: Theme) -> Any:
    series = Series(idx=number, order=number)
    name = StrData(ptCount=1, pt=[StrVal(idx=0, v=track.name)])
    series.tx = SeriesLabel(strRef=StrRef(f=track.name_at, strCache=name))
    labels = [StrVal(idx=index, v=label) for index, label in enumerate(plot.labels)]
    names = StrData(ptCount=len(labels), pt=labels)
    series.cat = AxDataSource(strRef=StrRef(f=plot.labels_at, strCache=names))
    points = [ExactPoint(index, mark.value) for index, mark in enumerate(track.marks)]
    numbers = NumData(formatCode="General", ptCount=len(points), pt=points)
    series.val = NumDataSource(numRef=NumRef(f=track.values_at, numCache=numbers))
    lined = plot.kind in (ChartKind.LINE, ChartKind.DOT)
    if lined:
        _line(series, plot, track, colour, theme)
    else:
        _bars(series, plot, track, colour, theme)
    series.dLbls = _labels(plot, track, theme, colour)
    return series


def _bars(series: Any, plot: Plot, track: Track, colour: str, theme: Theme) -> None:
    series.spPr = GraphicalProperties(solidFill=colour)
    series.spPr.line = LineProperties(noFill=True)
    series.invertIfNegative = False
    for index, mark in enumerate(track.marks):
        if not mark.forecast and not (mark.derived and len(plot.tracks) == 1):
            continue
        point = DataPoint(idx=index, invertIfNegative=False)
        if mark.forecast:
            point.spPr = GraphicalProperties(pattFill=_hatch(theme))
            point.spPr.line = LineProperties(
                solidFill=theme.palette.forecast, prstDash="sysDash", w=_OUTLINE
            )
        else:
            point.spPr = GraphicalProperties(solidFill=theme.palette.comparison)
            point.spPr.line = LineProperties(noFill=True)
        series.dPt.append(point)


def _line(series: Any, plot: Plot, track: Track, colour: str, theme: Theme) -> None:
    dots = plot.kind is ChartKind.DOT
    line = LineProperties(noFill=True) if dots else LineProperties(solidFill=colour, w=_LINE)
    series.spPr = GraphicalProperties(ln=line)
    series.smooth = False
    series.marker = _marker(colour, colour, 10 if dots else 7)
    for index, mark in enumerate(track.marks):
        if not mark.forecast and not (mark.derived and len(plot.tracks) == 1):
            continue
        edge = theme.palette.forecast if mark.forecast else theme.palette.secondary
        fill = theme.palette.forecast_fill if mark.forecast else theme.palette.comparison
        point = DataPoint(idx=index)
        point.marker = _marker(fill, edge, 10 if dots else 7)
        if mark.forecast and not dots:  # the stretch that leads to the forecast
            point.spPr = GraphicalProperties(
                ln=LineProperties(solidFill=edge, prstDash="sysDash", w=_LINE)
            )
        series.dPt.append(point)


def _marker(fill: str, edge: str, size: int) -> Any:
    marker = Marker(symbol="circle", size=size)
    marker.spPr = GraphicalProperties(solidFill=fill)
    marker.spPr.line = LineProperties(solidFill=edge, w=_OUTLINE)
    return marker


def _hatch(theme: Theme) -> Any:
    return PatternFillProperties(
        prst="wdUpDiag",
        fgClr=ColorChoice(srgbClr=theme.palette.forecast),
        bgClr=ColorChoice(srgbClr=theme.palette.forecast_fill),
    )


def _labels(plot: Plot, track: Track, theme: Theme, fill: str) -> Any:
    """Return a label a point: the hedge is in its format, the point stays a number."""
    place = {
        ChartKind.STACKED: "ctr",
        ChartKind.LINE: "t",
        ChartKind.DOT: "t",
    }.get(plot.kind, "outEnd")
    inside = plot.kind is ChartKind.STACKED and _is_dark(fill)
    plain = "FFFFFF" if inside else theme.palette.heading
    found = _only_value(DataLabelList(), "General", place, plain)
    for index, mark in enumerate(track.marks):
        colour = theme.palette.forecast if mark.forecast else plain
        found.dLbl.append(_only_value(DataLabel(idx=index), mark.code, place, colour))
    return found


def _is_dark(colour: str) -> bool:
    """Whether white words read better on `colour` than dark ones."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (0, 2, 4))
    return 299 * red + 587 * green + 114 * blue < 140_000


def _only_value(label: Any, code: str, place: str, colour: str) -> Any:
    label.showVal, label.numFmt, label.dLblPos = True, code, place
    label.txPr = _text(colour, bold=True)
    for what in ("SerName", "CatName", "LegendKey", "Percent", "BubbleSize"):
        setattr(label, f"show{what}", False)
    return label


def _axes(chart: Any, plot: Plot, theme: Theme) -> None:
    """Set what openpyxl leaves to each reader; labels are direct, so values need no axis."""
    chart.roundedCorners, chart.style = False, None
    palette = theme.palette
    chart.x_axis.delete, chart.x_axis.txPr = False, _text(palette.secondary)
    chart.x_axis.graphicalProperties = GraphicalProperties(
        ln=LineProperties(solidFill=palette.text, w=9_525)
    )
    chart.y_axis.delete = True
    if plot.kind is not ChartKind.BAR:
        chart.x_axis.axPos = "b"
    if plot.kind is ChartKind.BAR:
        chart.x_axis.scaling.orientation = "maxMin"  # the first category stands on top
    if plot.kind is not ChartKind.LINE or all(m.value >= 0 for t in plot.tracks for m in t.marks):
        chart.y_axis.scaling.min = _floor(plot)
    for axis in (chart.x_axis, chart.y_axis):
        axis.majorTickMark = axis.minorTickMark = "none"
    chart.x_axis.tickLblPos = "low"
    chart.y_axis.number_format = "General"
    chart.y_axis.numFmt.sourceLinked = False
    if plot.kind is ChartKind.LINE:
        grid = LineProperties(solidFill=palette.hairline, w=_HAIR)
        chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=grid)
    else:
        chart.y_axis.majorGridlines = None
    chart.graphical_properties = GraphicalProperties(noFill=True)
    chart.graphical_properties.line = LineProperties(noFill=True)


def _floor(plot: Plot) -> float | None:
    """Return zero, from which bars start; None where a value is below it."""
    lowest = min(mark.value for track in plot.tracks for mark in track.marks)
    return 0 if lowest >= 0 else None


def _text(colour: str, *, bold: bool = False) -> Any:
    look = CharacterProperties(
        sz=_LABEL,
        b=bold,
        solidFill=colour,
        latin=Font(typeface="+mn-lt"),
        ea=Font(typeface="+mn-ea"),
    )
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=look), endParaRPr=look)
    return RichText(bodyPr=RichTextProperties(), p=[paragraph])
