"""Make the two faces that the package ships, the same bytes on every run.

    python -m venv build/fonts
    build/fonts/bin/pip install justmytype-intl-cjk==0.1.0 fonttools==4.68.0
    build/fonts/bin/python tools/make_fonts.py            # writes src/chipreport/theme/fonts
    build/fonts/bin/python tools/make_fonts.py --check    # makes them again and compares

The variable Noto Sans SC comes from the package justmytype-intl-cjk (SIL Open Font License 1.1).
It is cut down to the wanted characters first and pinned to a weight afterwards, which is much
faster than the other way round. The faces need nothing at run time, and fontTools only here.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import shutil
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "src" / "chipreport" / "theme" / "fonts"
SOURCE_DIGEST = "a3041811a78c361b1de50f953c805e0244951c21c5bd412f7232ef0d899af0da"

RANGES = (
    (0x0020, 0x0180),  # Latin
    (0x2000, 0x2070),  # dashes, quotes, bullets, per mille, primes
    (0x2070, 0x20A0),  # superscripts and subscripts
    (0x20A0, 0x20C0),  # currencies
    (0x2100, 0x2150),  # letter-like signs
    (0x2190, 0x2270),  # arrows, operators, comparisons
    (0x2460, 0x2500),  # circled numbers
    (0x25A0, 0x2600),  # geometric shapes
    (0x2600, 0x2718),  # stars, ticks
    (0x3000, 0x3020),  # Han punctuation
    (0xFF00, 0xFFF0),  # full-width forms
)
# Common in the names of persons and companies, and outside GB 2312.
NAMES = (
    "镕堃喆玥珺淏翀昇昉祎赟晟奡犇骉燊榃瓅垚燚晞玙珅瑄瑨璟璠暐甯頔靓妤婳玚琇煐炘烜翯澍濛灏鋆钇铖昶"
)
# Traditional forms that names of listed companies and funds are printed in.
TRADITIONAL = (
    "數導體電積創業華國際東興開發維龍飛騰訊聯網雲萬億機構資產證監會幣場區灣廠據邏輯軟馬顯圓質"
    "與為這個們來對時過還進學長門間問題實現經濟營銷員術義務總統計報導億達倍個兩廣滬聖薩亞歐"
    "聞財財團執應設備製藥醫療視覺語處器頻獨勢頭條動靜書記"
)
# Full width in Noto Sans SC: Latin text has a narrow form at a private code (see `private`).
# Of the quotes the font has its own (pwid); of the signs it is the same outline with less room.
QUOTES = (0x2015, 0x2018, 0x2019, 0x201C, 0x201D, 0x2025, 0x2026)
SIGNS = tuple(map(ord, "·§¶•†‡±×÷"))
# Spaces that Noto Sans SC lacks: a fifth of an em, as thin spaces are.
SPACES = (0x2009, 0x202F)
# Superscripts that Noto Sans SC lacks (it has 1 to 4), drawn from the digits of a heavier weight.
RAISED = {0x2070: "0", 0x2075: "5", 0x2076: "6", 0x2077: "7", 0x2078: "8", 0x2079: "9"}
FACES = (("Regular", 400, 560), ("Bold", 700, 900))  # style, weight, weight of the raised digits
Drawn = dict[int, tuple[Any, int]]
DROPPED = ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "VVAR", "gasp", "DSIG", "STAT"]


def gb2312() -> Iterator[int]:
    """Return the code points of GB 2312."""
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            yield from map(ord, bytes([high, low]).decode("gb2312", "ignore"))


def wanted() -> set[int]:
    """Return every code point that the faces carry where the source has it."""
    spans = {code for first, end in RANGES for code in range(first, end)}
    return set(gb2312()) | spans | set(map(ord, NAMES + TRADITIONAL))


def private(code: int) -> int:
    """Return the private code at which the narrow form of `code` is kept.

    Example:
        >>> hex(private(ord("’"))), hex(private(ord("·")))
        ('0xe119', '0xe0b7')
    """
    return 0xE000 + (code & 0xFF) + (0x100 if code > 0xFF else 0)


def proportional(font: TTFont) -> dict[int, str]:
    """Return code -> glyph for the font's own proportional (pwid) forms of the quotes."""
    table, best = font["GSUB"].table, font.getBestCmap()
    forms: dict[str, str] = {}
    features = (r.Feature for r in table.FeatureList.FeatureRecord if r.FeatureTag == "pwid")
    for index in sorted({i for feature in features for i in feature.LookupListIndex}):
        for part in table.LookupList.Lookup[index].SubTable:
            forms.update(getattr(getattr(part, "ExtSubTable", part), "mapping", {}))
    return {code: forms[best[code]] for code in QUOTES if best.get(code) in forms}


def unicode_maps(font: TTFont) -> Iterator[dict[int, str]]:
    """Return the character maps of `font` that programs read."""
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format in (4, 12):
            yield table.cmap


def reduced(source: bytes) -> bytes:
    """Return the variable font cut down to the wanted characters, without hinting and layout."""
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    marks = {private(code): glyph for code, glyph in proportional(font).items()}
    for cmap in unicode_maps(font):
        cmap.update(marks)
    options = subset.Options()
    options.layout_features, options.hinting, options.glyph_names = [], False, False
    options.notdef_outline, options.recalc_timestamp = True, False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += DROPPED
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted() | set(marks))
    cutter.subset(font)
    return saved(font)


def face(variable: bytes, style: str, weight: int, raised_weight: int) -> bytes:
    """Return one static face; its PostScript name (6) is its own.

    ReportLab keeps one font per PostScript name: a shared name would lose the bold without a word.
    """
    font = TTFont(io.BytesIO(variable), recalcTimestamp=False)
    raised = raised_digits(font, weight, raised_weight)
    font = instancer.instantiateVariableFont(font, {"wght": weight})
    add(font, raised | narrow_signs(font) | thin_spaces(font))
    texts = {
        1: "Noto Sans SC",
        2: style,
        3: f"chipreport;NotoSansSC-{style}",
        4: f"Noto Sans SC {style}",
        6: f"NotoSansSC-{style}",
    }
    for record in font["name"].names:
        record.string = texts.get(record.nameID, record.string)
    bold = weight >= 700
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = 0x20 if bold else 0x40
    font["head"].macStyle = int(bold)
    font["head"].modified = font["head"].created  # else the moment of making changes the bytes
    return saved(font)


def raised_digits(font: TTFont, weight: int, heavier: int) -> Drawn:
    """Return code -> (outline, advance) of the raised digits, set as the font sets its own two."""
    best, glyphs = font.getBestCmap(), font["glyf"]
    two, plain = glyphs[best[0x00B2]], glyphs[best[ord("2")]]
    scale = (two.yMax - two.yMin) / (plain.yMax - plain.yMin)
    lift = two.yMin - plain.yMin * scale
    advance = font.getGlyphSet(location={"wght": weight})[best[0x00B2]].width
    made, shapes = {}, font.getGlyphSet(location={"wght": heavier})
    for code, digit in RAISED.items():
        shape = shapes[best[ord(digit)]]
        pen = TTGlyphPen(None)
        shift = (advance - shape.width * scale) / 2
        shape.draw(TransformPen(pen, (scale, 0, 0, scale, shift, lift)))
        made[code] = (pen.glyph(round=round), round(advance))
    return made


def narrow_signs(font: TTFont) -> Drawn:
    """Return private code -> (outline, advance) of the signs with little room about them."""
    best, shapes = font.getBestCmap(), font.getGlyphSet()
    made, digit, beside = {}, font["hmtx"][best[ord("0")]][0], 40
    for code in SIGNS:
        glyph = font["glyf"][best[code]]
        ink = glyph.xMax - glyph.xMin
        advance = max(min(digit, ink + 3 * beside), ink + 2 * beside)  # a digit's width if it fits
        pen = TTGlyphPen(None)
        shift = (advance - ink) // 2 - glyph.xMin
        shapes[best[code]].draw(TransformPen(pen, (1, 0, 0, 1, shift, 0)))
        made[private(code)] = (pen.glyph(round=round), advance)
    return made


def thin_spaces(font: TTFont) -> Drawn:
    """Return code -> (no outline, advance) of the thin spaces."""
    return {code: (TTGlyphPen(None).glyph(), font["head"].unitsPerEm // 5) for code in SPACES}


def add(font: TTFont, glyphs: Drawn) -> None:
    """Put `glyphs` behind the others of `font`."""
    for code, (outline, advance) in glyphs.items():
        name = f"drawn{code:04X}"
        outline.recalcBounds(font["glyf"])
        font["glyf"][name] = outline
        font["hmtx"][name] = (advance, getattr(outline, "xMin", 0))
        for cmap in unicode_maps(font):
            cmap[code] = name


def saved(font: TTFont) -> bytes:
    """Return the bytes of `font`."""
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def source_folder() -> Path:
    """Return the folder of Noto Sans SC inside the package justmytype-intl-cjk."""
    package = import_module("justmytype_intl_cjk").__file__
    if package is None:
        raise SystemExit("justmytype-intl-cjk has no folder of its own: install its wheel")
    return Path(package).parent / "fonts" / "ofl" / "notosanssc"


def main(arguments: list[str]) -> int:
    """Make the faces, or compare them with the shipped ones; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--check", action="store_true", help="compare with --out, write nothing")
    asked = parser.parse_args(arguments)
    source = (source_folder() / "NotoSansSC[wght].ttf").read_bytes()
    if hashlib.sha256(source).hexdigest() != SOURCE_DIGEST:
        raise SystemExit("another edition of Noto Sans SC: look at it, then change SOURCE_DIGEST")
    variable, differs = reduced(source), False
    asked.out.mkdir(parents=True, exist_ok=True)
    for style, weight, raised_weight in FACES:
        made = face(variable, style, weight, raised_weight)
        path = asked.out / f"NotoSansSC-{style}.ttf"
        print(f"{path.name} {len(made)} bytes, sha256 {hashlib.sha256(made).hexdigest()}")
        if asked.check:
            differs |= not path.is_file() or path.read_bytes() != made
        else:
            path.write_bytes(made)
    if asked.check:
        print("differs from the shipped faces" if differs else "equal to the shipped faces")
    else:
        shutil.copyfile(source_folder() / "OFL.txt", asked.out / "OFL.txt")
    return int(differs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
