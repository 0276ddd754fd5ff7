"""The parts that styles are made of."""

from __future__ import annotations

from chipreport.ooxml.office_theme import scheme_name
from chipreport.theme import Length, Theme

_NAMES = {
    "dk1": "text1",
    "lt1": "background1",
    "dk2": "text2",
    "lt2": "background2",
    "hlink": "hyperlink",
    "folHlink": "followedHyperlink",
}


class Painter:
    """Colours, faces and sizes of a theme as Word writes them.

    Each colour has its literal value, for programs that know no themes, and its name in the
    theme where it has one.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        palette = theme.palette
        self.text = self.colour(palette.text)
        self.heading = self.colour(palette.heading)
        self.secondary = self.colour(palette.secondary)
        self.accent = self.colour(palette.accent)
        self.forecast = self.colour(palette.forecast)
        self.link = f'<w:color w:val="{palette.accent}" w:themeColor="hyperlink"/>'
        self.major = _faces("major")
        self.minor = _faces("minor")

    def colour(self, value: str) -> str:
        """Return the colour of type."""
        return f'<w:color w:val="{value}"{self._themed("themeColor", value)}/>'

    def size(self, length: Length) -> str:
        """Return a size of type."""
        size = length.half_points
        return f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'

    def edge(self, side: str, eighths: int, colour: str, *, space: int = 0) -> str:
        """Return a rule at one side, in eighths of a point."""
        return (
            f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour}"'
            f"{self._themed('themeColor', colour)}/>"
        )

    def shade(self, colour: str) -> str:
        """Return a tint behind something."""
        themed = self._themed("themeFill", colour)
        return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"{themed}/>'

    def _themed(self, name: str, colour: str) -> str:
        slot = scheme_name(self._theme, colour)
        return f' w:{name}="{_NAMES.get(slot, slot)}"' if slot else ""


def spacing(before: int, after: int, *, line: int = 252, exact: int = 0) -> str:
    """Return room above and below and the height of a line: 240 is single, or exact twips."""
    height = f'"{exact}" w:lineRule="exact"' if exact else f'"{line}" w:lineRule="auto"'
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line={height}/>'


def paragraph(
    name_id: str,
    name: str,
    *,
    base: str = "Normal",
    follows: str = "",
    default: bool = False,
    own: bool = False,
    quick: bool = False,
    setting: str = "",
    look: str = "",
) -> str:
    """Return a style of paragraphs; `own` is one that Word does not bring along."""
    return _style("paragraph", name_id, name, base, follows, default, own, quick, setting, look)


def character(
    name_id: str,
    name: str,
    *,
    base: str = "DefaultParagraphFont",
    own: bool = False,
    look: str = "",
) -> str:
    """Return a style of runs."""
    return _style("character", name_id, name, base, "", False, own, own, "", look)


def _style(
    kind: str,
    name_id: str,
    name: str,
    base: str,
    follows: str,
    default: bool,
    own: bool,
    quick: bool,
    setting: str,
    look: str,
) -> str:
    return "".join(
        (
            f'<w:style w:type="{kind}"',
            ' w:default="1"' if default else "",
            ' w:customStyle="1"' if own else "",
            f' w:styleId="{name_id}">',
            f'<w:name w:val="{name}"/>',
            "" if default else f'<w:basedOn w:val="{base}"/>',
            f'<w:next w:val="{follows}"/>' if follows else "",
            f'<w:uiPriority w:val="{40 if own else 9}"/>',
            "<w:qFormat/>" if quick else "",
            f"<w:pPr>{setting}</w:pPr>" if setting else "",
            f"<w:rPr>{look}</w:rPr>" if look else "",
            "</w:style>",
        )
    )


def _faces(kind: str) -> str:
    return (
        f'<w:rFonts w:asciiTheme="{kind}HAnsi" w:eastAsiaTheme="{kind}EastAsia"'
        f' w:hAnsiTheme="{kind}HAnsi" w:cstheme="{kind}Bidi"/>'
    )
