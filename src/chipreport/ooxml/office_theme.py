"""The theme part: a brand's colours and faces under the names that Office gives them."""

from __future__ import annotations

from chipreport.ooxml.markup import HEADER, attribute
from chipreport.theme import Theme

MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"


def slots(theme: Theme) -> dict[str, str]:
    """Return the twelve colours of the scheme by their names in the theme part."""
    palette = theme.palette
    more = [colour for colour in palette.series if colour not in _named(theme)]
    more = [*more, palette.secondary, palette.heading, palette.text][:2]
    return {
        "dk1": palette.text,
        "lt1": "FFFFFF",
        "dk2": palette.heading,
        "lt2": palette.tint,
        "accent1": palette.accent,
        "accent2": palette.forecast,
        "accent3": palette.comparison,
        "accent4": more[0],
        "accent5": more[1],
        "accent6": palette.secondary,
        "hlink": palette.accent,
        "folHlink": palette.secondary,
    }


def scheme_name(theme: Theme, colour: str) -> str:
    """Return the name under which the theme part holds `colour`, "" where it does not.

    A colour given by name follows when a person puts another theme on the document.
    """
    return next((name for name, value in slots(theme).items() if value == colour), "")


def drawing_colour(theme: Theme, colour: str) -> str:
    """Return `colour` for a drawing: by name where the theme has it."""
    name = scheme_name(theme, colour)
    name = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}.get(name, name)
    return f'<a:schemeClr val="{name}"/>' if name else f'<a:srgbClr val="{colour}"/>'


def theme_part(theme: Theme) -> bytes:
    """Return the theme part."""
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in slots(theme).items()
    )
    latin, east_asian = attribute(theme.faces.latin), attribute(theme.faces.east_asian)
    faces = (
        f'<a:latin typeface="{latin}"/><a:ea typeface="{east_asian}"/><a:cs typeface=""/>'
        f'<a:font script="Hans" typeface="{east_asian}"/>'
    )
    brand = attribute(theme.brand)
    return (
        f'{HEADER}<a:theme xmlns:a="{MAIN}" name="{brand}"><a:themeElements>'
        f'<a:clrScheme name="{brand}">{colours}</a:clrScheme>'
        f'<a:fontScheme name="{brand}"><a:majorFont>{faces}</a:majorFont>'
        f"<a:minorFont>{faces}</a:minorFont></a:fontScheme>{_formats(brand)}"
        "</a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    ).encode()


def _named(theme: Theme) -> set[str]:
    palette = theme.palette
    return {palette.accent, palette.forecast, palette.comparison, palette.secondary}


def _formats(brand: str) -> str:
    """Return plain fills, lines and effects; the schema asks for three of each."""
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525" cap="flat" cmpd="sng" algn="ctr">{fill}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:fmtScheme name="{brand}"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}"
        f"</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
    )
