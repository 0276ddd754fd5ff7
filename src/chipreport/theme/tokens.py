"""The choices of looks that all formats draw from."""

from __future__ import annotations

from dataclasses import dataclass

from chipreport.theme.lengths import Length


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours as six hex digits without a sign, as OOXML writes them."""

    text: str
    heading: str
    secondary: str
    hairline: str
    accent: str
    tint: str
    forecast: str
    forecast_fill: str
    comparison: str
    series: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Sizes of type, from the title down to the smallest print."""

    title: Length
    heading_1: Length
    heading_2: Length
    heading_3: Length
    lead: Length
    body: Length
    table: Length
    small: Length
    smallest: Length


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """White space around the text of a page."""

    top: Length
    right: Length
    bottom: Length
    left: Length


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFaces:
    """Typefaces that Word and Excel name; they are not embedded."""

    latin: str
    east_asian: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Colours, sizes and lengths for one brand."""

    name: str
    palette: Palette
    scale: Scale
    margins: Margins
    rhythm: Length
    faces: OfficeFaces
    brand: str
