"""The looks of each kind of text, worked out from a theme."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from chipreport.theme import Theme

LEADING: Final = 1.4
"""Distance of baselines as a share of the type size; Noto Sans is tall and wants air."""
MEASURE: Final = 38
"""The longest line of running words, in type sizes: about 75 Latin letters, 38 Han characters."""


@cache
def paint(colour: str, operator: str = "rg") -> str:
    """Return the operator that chooses a colour of six hex digits, "rg" to fill and "RG" to draw.

    Example:
        >>> paint("0F766E")
        '0.059 0.463 0.431 rg'
    """
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return f"{' '.join(f'{part:.3f}' for part in parts)} {operator}"


@dataclass(frozen=True, slots=True)
class Style:
    """How a block of text is set; lengths in points."""

    size: float
    leading: float
    colour: str
    bold: bool = False
    right: bool = False
    before: float = 0
    after: float = 0
    spacing: float = 0
    """Extra room between characters, for small titles in capitals."""


@dataclass(frozen=True, slots=True)
class Styles:
    """Every style of a document."""

    theme: Theme
    unit: float
    """The step of white space: the rhythm of the theme, or less on a page that is nearly full."""
    kicker: Style
    title: Style
    subtitle: Style
    aside: Style
    lead: Style
    body: Style
    note: Style
    headings: tuple[Style, Style, Style]
    caption: Style
    measure: Style
    source: Style
    head: Style
    cell: Style
    card: Style
    card_label: Style
    callout: Style
    footer: Style
    label: Style
    small: Style


def styles(theme: Theme, tightness: float = 1.0) -> Styles:
    """Return the styles of `theme`; a `tightness` below one takes white space away, not type."""
    colours, scale = theme.palette, theme.scale
    unit = theme.rhythm.pt * tightness

    def style(size: float, colour: str, leading: float = LEADING) -> Style:
        return Style(size, round(size * leading, 2), colour)

    body = replace(style(scale.body.pt, colours.text), after=0.55 * unit)
    small = style(scale.small.pt, colours.secondary)
    table = style(scale.table.pt, colours.text, 1.35)
    heads = (scale.heading_1, scale.heading_2, scale.heading_3)
    headings = tuple(
        replace(
            style(size.pt, colours.heading, 1.28), bold=True, before=before * unit, after=0.4 * unit
        )
        for size, before in zip(heads, (1.6, 1.3, 1.0), strict=True)
    )
    smallest = style(scale.smallest.pt, colours.secondary)
    return Styles(
        theme=theme,
        unit=unit,
        kicker=replace(smallest, bold=True, colour=colours.accent, spacing=0.9, after=0.45 * unit),
        title=replace(style(scale.title.pt, colours.heading, 1.18), bold=True, after=0.2 * unit),
        subtitle=replace(style(scale.lead.pt, colours.secondary), after=0.5 * unit),
        aside=replace(small, right=True),
        lead=replace(style(scale.lead.pt, colours.text), after=0.8 * unit),
        body=body,
        note=replace(small, after=0.45 * unit),
        headings=(headings[0], headings[1], headings[2]),
        caption=replace(style(scale.heading_3.pt, colours.heading, 1.3), bold=True),
        measure=replace(small, after=0.35 * unit),
        source=replace(smallest, before=0.3 * unit),
        head=replace(style(scale.smallest.pt + 0.4, colours.secondary, 1.35), bold=True),
        cell=table,
        card=replace(style(scale.title.pt * 0.68, colours.heading, 1.25), bold=True),
        card_label=replace(small, size=scale.small.pt, leading=scale.small.pt * 1.32),
        callout=replace(smallest, bold=True, colour=colours.accent, spacing=0.7, after=0.3 * unit),
        footer=smallest,
        label=style(scale.small.pt, colours.text, 1.25),
        small=small,
    )
