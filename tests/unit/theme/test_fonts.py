"""The shipped faces can set every character that the dataset and the documents hold."""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

ROOT = Path(__file__).resolve().parents[3]
FOLDER = Path(str(files("chipreport.theme"))) / "fonts"
STYLES = ("Regular", "Bold")
SIGNS = (
    "≈≥≤<>×÷−–—…·•¶§†‡°±⁰¹²³⁴⁵⁶⁷⁸⁹¥€£→←↑↓■□▲▼●○“”‘’\u00a0\u2009\u202f"
    "％，。；：？！、《》（）【】「」"
)
NARROW = "―‘’“”…·§¶•†‡±×÷"
NAMES = "镕堃喆玥沐曦燧壁仞天数智芯數導體"


@cache
def face(style: str) -> TTFontFile:
    return TTFontFile(str(FOLDER / f"NotoSansSC-{style}.ttf"), charInfo=1)


def lacking(style: str, text: str) -> list[str]:
    known = face(style).charToGlyph
    return [
        f"U+{ord(c):04X} {c}" for c in sorted(set(text)) if c not in "\r\n" and ord(c) not in known
    ]


def tables() -> list[Path]:
    shared = Path(os.getenv("CHIPREPORT_SHARED", ROOT.parent / "shared"))
    return sorted([*(ROOT / "data").glob("*.csv"), *(shared / "dataset").glob("*.csv")])


def test_each_face_has_a_name_of_its_own():
    assert [face(style).name for style in STYLES] == [b"NotoSansSC-Regular", b"NotoSansSC-Bold"]


def test_the_licence_lies_beside_the_faces():
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "OFL.txt").read_text("utf-8")


@pytest.mark.parametrize("style", STYLES)
def test_signs_and_names_can_be_set(style):
    assert lacking(style, SIGNS + NAMES) == []


@pytest.mark.parametrize("style", STYLES)
def test_every_character_of_gb_2312_can_be_set(style):
    cells = (bytes([high, low]) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    assert lacking(style, "".join(cell.decode("gb2312", "ignore") for cell in cells)) == []


@pytest.mark.parametrize("style", STYLES)
def test_every_character_of_the_dataset_can_be_set(style):
    if not tables():
        pytest.skip("no tables here: neither data/*.csv nor CHIPREPORT_SHARED")
    text = "".join(path.read_text("utf-8") for path in tables())
    assert lacking(style, text) == []


@pytest.mark.parametrize("style", STYLES)
def test_digits_and_signs_of_numbers_are_equally_wide(style):
    widths = face(style).charWidths
    assert len({widths[ord(sign)] for sign in "0123456789+−"}) == 1


@pytest.mark.parametrize("style", STYLES)
def test_raised_digits_are_equally_wide(style):
    widths = face(style).charWidths
    assert len({widths[ord(sign)] for sign in "⁰¹²³⁴⁵⁶⁷⁸⁹"}) == 1


@pytest.mark.parametrize("style", STYLES)
def test_wide_marks_have_a_narrow_form_for_latin_text(style):
    widths = face(style).charWidths
    for mark in NARROW:
        code = 0xE000 + (ord(mark) & 0xFF) + (0x100 if ord(mark) > 0xFF else 0)
        assert 0 < widths[code] < 1200
        assert mark in "―…" or widths[code] < widths[ord(mark)]
