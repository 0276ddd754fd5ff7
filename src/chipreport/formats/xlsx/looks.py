"""How cells look: the theme part, named styles, and their variations, each made once."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.colors import Color
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.table import TableStyle, TableStyleElement
from openpyxl.writer.theme import theme_xml

from chipreport.formats.xlsx.measure import Type
from chipreport.theme import Theme

TABLE_STYLE = "Report"
_STRETCH = 1.25  # East Asian faces set Latin wider than Calibri; their stand-ins wider still
_SLOTS = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")


@dataclass(frozen=True, slots=True)
class Look:
    """A named style and how one cell departs from it."""

    style: str
    code: str = "General"
    colour: str = ""
    strong: bool = False
    italic: bool = False
    quoted: bool = False
    tinted: bool = False
    indent: int = 0
    han: bool = False
    flat: bool = False


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    colour: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    right: bool = False
    wrap: bool = False
    rule: str = ""


class Looks:
    """The styles of one workbook.

    Theme colours are used where the palette has one, so that a change of theme recolours the
    workbook. Named styles carry the words that people find in Excel's gallery.
    """

    def __init__(self, workbook: Workbook, theme: Theme, language: str) -> None:
        self.theme = theme
        self._chinese = language.startswith("zh")
        self._slots = {colour: slot for slot, colour in reversed(list(_colours(theme).items()))}
        self._styles = _styles(theme)
        self._known: dict[Look, Any] = {}
        self._workbook = workbook
        workbook.loaded_theme = theme_part(theme)
        self._scratch = workbook.worksheets[0]["A1"].__class__(
            workbook.worksheets[0], row=1, column=1
        )
        for name, style in self._styles.items():
            workbook.add_named_style(self._named(name, style))
        self._add_table_style(workbook)

    def type(self, look: Look) -> Type:
        """Return the size and weight in which a cell of this look is set."""
        style = self._styles[look.style]
        return Type(style.size, look.strong or style.bold, _STRETCH if self._chinese else 1.0)

    def wraps(self, look: Look) -> bool:
        """Whether the text wraps within its column."""
        return self._styles[look.style].wrap

    def style_array(self, look: Look) -> Any:
        """Return what openpyxl keeps as the style of a cell."""
        if look not in self._known:
            self._known[look] = self._make(look)
        return copy(self._known[look])

    def colour(self, hexes: str) -> Color:
        """Return a theme colour where the palette has one of this value."""
        slot = self._slots.get(hexes)
        return Color(rgb=f"FF{hexes}") if slot is None else Color(theme=_SLOTS.index(slot))

    def run_properties(
        self, look: Look, *, strong: bool, italic: bool, colour: str, underline: bool, han: bool
    ) -> str:
        """Return the rPr element of a run within a cell of this look."""
        style = self._styles[look.style]
        chosen = colour or look.colour or style.colour
        slot = self._slots.get(chosen)
        tint = f'rgb="FF{chosen}"' if slot is None else f'theme="{_SLOTS.index(slot)}"'
        face, scheme = self._face(han or look.han)
        return (
            "<rPr>"
            + ("<b/>" if strong or self.type(look).bold else "")
            + ("<i/>" if italic or look.italic or style.italic else "")
            + ("<u/>" if underline else "")
            + f'<sz val="{style.size:g}"/><color {tint}/>'
            + f'<rFont val="{escape(face, {chr(34): "&quot;"})}"/><family val="2"/>'
            + (f'<scheme val="{scheme}"/>' if scheme else "")
            + "</rPr>"
        )

    def _make(self, look: Look) -> Any:
        cell, style = self._scratch, self._styles[look.style]
        cell.style = look.style
        if look.colour or look.strong or look.italic or look.han:
            cell.font = self._font(style, look)
        if look.code != "General":
            cell.number_format = look.code
        if look.tinted:
            cell.fill = PatternFill("solid", fgColor=self.colour(self.theme.palette.tint))
        if look.indent:
            cell.alignment = self._alignment(style, look.indent)
        if look.flat:  # one line, so that no row of a large table has to be measured
            cell.alignment = Alignment(vertical="center")
        cell.quotePrefix = look.quoted
        array = copy(cell._style)
        cell.quotePrefix = False
        return array

    def _named(self, name: str, style: _Style) -> NamedStyle:
        named = NamedStyle(name=f"{name}")
        named.font = self._font(style, Look(name))
        named.alignment = self._alignment(style, 0)
        if style.rule:
            thick = {"head": "medium", "total": "thin", "row": "thin", "title": "medium"}[
                style.rule
            ]
            palette = self.theme.palette
            side = Side(
                thick, self.colour(palette.hairline if style.rule == "row" else palette.heading)
            )
            named.border = Border(top=side) if style.rule == "total" else Border(bottom=side)
        return named

    def _font(self, style: _Style, look: Look) -> Font:
        face, scheme = self._face(look.han)
        return Font(
            name=face,
            family=2,
            scheme=scheme or None,
            size=style.size,
            bold=style.bold or look.strong,
            italic=style.italic or look.italic,
            underline="single" if style.underline else None,
            color=self.colour(look.colour or style.colour),
        )

    def _face(self, han: bool) -> tuple[str, str]:
        faces = self.theme.faces
        return (faces.east_asian, "") if han or self._chinese else (faces.latin, "minor")

    def _alignment(self, style: _Style, indent: int) -> Alignment:
        return Alignment(
            horizontal="right" if style.right else "left" if indent else None,
            vertical="center",
            wrap_text=style.wrap or None,
            indent=indent or int(style.right),  # air between a number and the column after it
        )

    def _add_table_style(self, workbook: Workbook) -> None:
        """Add the table style; cells carry the look too, as LibreOffice draws no table styles."""
        palette = self.theme.palette
        hair = Side("thin", self.colour(palette.hairline))
        rule = Side("medium", self.colour(palette.heading))
        looks = {
            "wholeTable": DifferentialStyle(border=Border(bottom=hair, horizontal=hair)),
            "headerRow": DifferentialStyle(
                font=Font(bold=True, color=self.colour(palette.heading)), border=Border(bottom=rule)
            ),
        }
        parts = [
            TableStyleElement(type=kind, dxfId=workbook._differential_styles.add(look))
            for kind, look in looks.items()
        ]
        style = TableStyle(name=TABLE_STYLE, pivot=False, count=len(parts), tableStyleElement=parts)
        workbook._table_styles.tableStyle.append(style)
        workbook._table_styles.defaultTableStyle = TABLE_STYLE


def _styles(theme: Theme) -> dict[str, _Style]:
    palette, scale = theme.palette, theme.scale
    body, table = scale.body.pt, max(scale.table.pt, 9.5)  # a screen, not paper: never below 9.5 pt
    return {
        "Report title": _Style(min(scale.title.pt, 22), palette.heading, bold=True),
        "Report kicker": _Style(9, palette.accent, bold=True),
        "Report subtitle": _Style(scale.lead.pt, palette.secondary),
        "Report aside": _Style(9, palette.secondary),
        "Report rule": _Style(9, palette.secondary, rule="title"),
        "Report heading 1": _Style(scale.heading_1.pt + 2, palette.heading, bold=True),
        "Report heading 2": _Style(scale.heading_2.pt, palette.heading, bold=True),
        "Report heading 3": _Style(scale.heading_3.pt, palette.heading, bold=True),
        "Report text": _Style(body, palette.text),
        "Report lead": _Style(scale.lead.pt, palette.text),
        "Report note": _Style(9, palette.secondary),
        "Report link": _Style(body, palette.accent, underline=True),
        "Report callout": _Style(9, palette.accent, bold=True),
        "Report head": _Style(table, palette.heading, bold=True, wrap=True, rule="head"),
        "Report head right": _Style(
            table, palette.heading, bold=True, wrap=True, right=True, rule="head"
        ),
        "Report cell": _Style(table, palette.text, wrap=True, rule="row"),
        "Report value": _Style(table, palette.text, right=True, rule="row"),
        "Report group": _Style(table, palette.heading, bold=True, rule="row"),
        "Report total": _Style(table, palette.heading, bold=True, wrap=True, rule="total"),
        "Report total value": _Style(table, palette.heading, bold=True, right=True, rule="total"),
        "Report card": _Style(14, palette.heading, bold=True, right=True, rule="row"),
        "Report card text": _Style(body, palette.text, wrap=True, rule="row"),
        "Report cell link": _Style(table, palette.accent, underline=True, rule="row"),
        "Report date": _Style(body, palette.heading),
    }


def _colours(theme: Theme) -> dict[str, str]:
    palette = theme.palette
    series = [*palette.series[2:5], *([palette.secondary] * 3)][:3]
    return {
        "dk1": palette.text,
        "lt1": "FFFFFF",
        "dk2": palette.heading,
        "lt2": palette.tint,
        "accent1": palette.accent,
        "accent2": palette.forecast,
        "accent3": palette.comparison,
        **{f"accent{number}": colour for number, colour in enumerate(series, 4)},
        "hlink": palette.accent,
        "folHlink": palette.secondary,
    }


def theme_part(theme: Theme) -> bytes:
    """Return the theme part: charts and theme colours follow the brand.

    Source:
        openpyxl's stock theme, with colours and faces put in their slots.
    """
    part = theme_xml
    for slot, colour in _colours(theme).items():
        part = re.sub(
            rf"(<a:{slot}>).*?(</a:{slot}>)",
            rf'\g<1><a:srgbClr val="{colour}"/>\g<2>',
            part,
            flags=re.DOTALL,
        )
    latin, han = (
        escape(face, {'"': "&quot;"}) for face in (theme.faces.latin, theme.faces.east_asian)
    )
    part = part.replace('name="Office Theme"', f'name="{escape(theme.name, {chr(34): "&quot;"})}"')
    part = re.sub(
        r'<a:latin typeface="(?:Cambria|Calibri)"', lambda _: f'<a:latin typeface="{latin}"', part
    )
    part = part.replace('<a:ea typeface=""', f'<a:ea typeface="{han}"')
    part = re.sub(
        r'script="Hans" typeface="[^"]*"', lambda _: f'script="Hans" typeface="{han}"', part
    )
    return part.encode("utf-8")
