"""A chart says its claims in the part, in its caches and in its workbook."""

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

import samples
from chipreport.doc.nodes import Chart, ChartKind, Point, Series
from chipreport.errors import VerificationError
from chipreport.ooxml.chart import CHART, chart_part
from chipreport.ooxml.chart_place import Place
from chipreport.ooxml.chart_workbook import Mark, marks, workbook
from chipreport.ooxml.office_theme import MAIN
from chipreport.phrase import Form
from chipreport.theme import Theme, load
from chipreport.world import DiskWorld

C, A = f"{{{CHART}}}", f"{{{MAIN}}}"


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load(DiskWorld(Path(__file__).parents[3]))


def drawn(chart: Chart, theme: Theme) -> etree._Element:
    return etree.fromstring(chart_part(chart, theme, "en-GB"))


def derived_chart(kind: ChartKind = ChartKind.COLUMN, *, series: int = 1) -> Chart:
    claims = (samples.SHARE_2030, samples.SHARE_RISE, samples.SHARE_2035)
    points = tuple(
        Point(claim.time_period, samples.shown(claim, Form.NUMBER), claim.quantity.point)
        for claim in claims
    )
    many = tuple(Series(f"series {order}", points) for order in range(series))
    return Chart("derived", kind, many, "%")


@pytest.mark.parametrize("kind", ChartKind)
def test_each_mark_is_labelled_with_the_text_of_its_claim(kind: ChartKind, theme: Theme):
    labels = drawn(samples.share_chart(kind), theme).iter(f"{C}dLbl")
    texts = ["".join(text.text or "" for text in label.iter(f"{A}t")) for label in labels]
    assert texts == ["8.3", "17.4", "> 50"]


@pytest.mark.parametrize("kind", ChartKind)
def test_the_caches_are_filled(kind: ChartKind, theme: Theme):
    root = drawn(samples.share_chart(kind), theme)
    cached = [value.text for value in root.iterfind(f".//{C}numCache/{C}pt/{C}v")]
    assert cached == ["8.3", "17.4", "50"]
    assert [f.text for f in root.iter(f"{C}f")] == [
        "Sheet1!$B$1",
        "Sheet1!$A$2:$A$4",
        "Sheet1!$B$2:$B$4",
    ]


@pytest.mark.parametrize("kind", [ChartKind.COLUMN, ChartKind.BAR, ChartKind.STACKED])
def test_a_forecast_is_hatched_and_a_derived_value_has_its_own_colour(
    kind: ChartKind, theme: Theme
):
    points = list(drawn(derived_chart(kind), theme).iter(f"{C}dPt"))
    assert [point.find(f"{C}idx").get("val") for point in points] == ["1", "2"]
    derived, forecast = points
    assert derived.find(f".//{A}schemeClr").get("val") == "accent3"
    assert forecast.find(f".//{A}pattFill") is not None
    assert forecast.find(f".//{A}prstDash").get("val") == "dash"


def test_colours_are_those_of_the_theme_by_name(theme: Theme):
    root = drawn(samples.share_chart(), theme)
    assert root.find(f".//{C}ser/{C}spPr/{A}solidFill/{A}schemeClr").get("val") == "accent1"


def test_a_legend_stands_only_where_there_are_several_series(theme: Theme):
    assert drawn(derived_chart(), theme).find(f".//{C}legend") is None
    assert drawn(derived_chart(series=2), theme).find(f".//{C}legend") is not None


def test_bars_start_at_zero(theme: Theme):
    assert drawn(samples.delivery_chart(), theme).find(f".//{C}valAx//{C}min").get("val") == "0"


def test_a_chart_can_lead_to_any_sheet(theme: Theme):
    place = Place("Key facts", row=3, column=2)
    root = etree.fromstring(
        chart_part(samples.share_chart(), theme, "en-GB", place=place, embedded=False)
    )
    assert [f.text for f in root.iter(f"{C}f")] == [
        "'Key facts'!$C$3",
        "'Key facts'!$B$4:$B$6",
        "'Key facts'!$C$4:$C$6",
    ]
    assert root.find(f"{C}externalData") is None


def test_the_workbook_opens_and_tells_the_claims():
    book = load_workbook(io.BytesIO(workbook(samples.share_chart())))
    assert list(book["Sheet1"].values)[:2] == [("%", "Share of dolls"), ("2028", 8.3)]
    assert list(book["Claims"].values)[1] == ("B2", "ROBOTS.SHARE.2028", "8.3", 0)
    assert list(book.defined_names) == ["chart.chart_share"]


def test_words_that_begin_like_a_formula_stay_words():
    chart = replace(samples.share_chart(), unit="=HYPERLINK(1)")
    cell = load_workbook(io.BytesIO(workbook(chart)))["Sheet1"]["A1"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_marks_lead_back_to_claims():
    found = marks(workbook(samples.delivery_chart()))
    assert found == {
        (0, 0): Mark("ROBOTS.UNITS.2029", 0, Decimal(17000), "≈ 17,000"),
        (0, 1): Mark("ROBOTS.UNITS.2030S1", 0, Decimal(15000), "≈ 15,000"),
    }


@pytest.mark.parametrize(("value", "power"), [("488", 0), ("0.488", 3), ("4880", -1), ("7", None)])
def test_a_mark_knows_the_power_of_ten_between_the_drawing_and_the_claim(value, power):
    point = Point("2030", samples.shown(samples.REVENUE), Decimal(value))
    chart = Chart("c", ChartKind.BAR, (Series("s", (point,)),), "TC bn")
    assert marks(workbook(chart))[0, 0].power == power


def test_a_workbook_without_claims_is_an_error():
    book = load_workbook(io.BytesIO(workbook(samples.share_chart())))
    del book["Claims"]
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(VerificationError, match="V120"):
        marks(out.getvalue())


def test_a_workbook_that_another_program_saved_still_tells_its_claims():
    book = load_workbook(io.BytesIO(workbook(samples.share_chart())))
    out = io.BytesIO()
    book.save(out)
    assert marks(out.getvalue())[0, 2] == Mark("ROBOTS.SHARE.2035", 0, Decimal(50), "> 50")
