"""The claims of a PDF as they are printed: structure tree to marked content to characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final

import pikepdf

from chipreport.errors import Problem, VerificationError
from chipreport.formats import Sighting

_PAIRS: Final = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
_BLANKS: Final = re.compile(" {2,}")
_DEEPEST: Final = 200


@dataclass(slots=True)
class _Printed:
    """The words of every piece of marked content, by page and number."""

    words: dict[tuple[int, int], str] = field(default_factory=dict)
    maps: dict[Any, dict[int, str]] = field(default_factory=dict)


def sightings(file: BinaryIO) -> Iterator[Sighting]:
    """Yield every claim in reading order, with the text that the page prints.

    Errors:
        VerificationError: V301 not a readable PDF, V302 without the structure that names claims.
    """
    name = str(getattr(file, "name", "PDF"))
    try:
        with pikepdf.open(file) as pdf:
            found = list(_sightings(pdf, name))
    except VerificationError:
        raise
    except (
        pikepdf.PdfError,
        AttributeError,
        KeyError,
        IndexError,
        TypeError,
        ValueError,
        RecursionError,
    ) as error:
        says = f"this is not a sound PDF of ours: {type(error).__name__}: {error}"
        raise VerificationError(Problem("V301", says, name, "build it again")) from None
    yield from found


def _sightings(pdf: pikepdf.Pdf, name: str) -> Iterator[Sighting]:
    root: Any = pdf.Root
    if "/StructTreeRoot" not in root or "/Lang" not in root:
        says = "the PDF has no structure that names its claims"
        raise VerificationError(Problem("V302", says, name, "verify a file that chipreport wrote"))
    language = str(root.Lang).partition("-")[0]
    printed = _Printed()
    numbers: dict[Any, int] = {}
    for number, page in enumerate(pdf.pages):
        numbers[page.objgen] = number
        _read_page(page, number, printed)
    for claim_id, form, pieces in _claims(root.StructTreeRoot.K, None, 0):
        places = [(numbers[page], number) for page, number in pieces]
        words = "".join(printed.words.get(place, "") for place in places)
        text = _BLANKS.sub(" ", words)  # a claim broken over two lines has a blank on each
        first = min((page for page, _ in places), default=0)
        yield Sighting(
            claim_id=claim_id,
            text=text,
            place=f"page {first + 1}",
            language=language,
            form=form,
        )


Piece = tuple[tuple[int, int], int]
"""The object number of a page, and the number of a piece of content on it."""


def _claims(element: Any, page: Any, depth: int) -> Iterator[tuple[str, str, list[Piece]]]:
    """Yield each claim below `element` with its form and its pieces of content."""
    if depth > _DEEPEST:
        raise ValueError("the structure is too deep")
    own = element.get("/Pg", page)
    told = _properties(element)
    if "fact" in told:
        yield told["fact"], told.get("form", ""), list(_pieces(element, own, depth))
        return
    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/S") is not None:
            yield from _claims(kid, own, depth + 1)


def _pieces(element: Any, page: Any, depth: int) -> Iterator[Piece]:
    if depth > _DEEPEST:
        raise ValueError("the structure is too deep")
    for kid in _kids(element):
        if isinstance(kid, int):
            yield page.objgen, kid
        elif kid.get("/Type") == "/MCR":
            yield kid.get("/Pg", page).objgen, int(kid.MCID)
        elif kid.get("/S") is not None:
            yield from _pieces(kid, kid.get("/Pg", page), depth + 1)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _properties(element: Any) -> dict[str, str]:
    attributes = element.get("/A")
    if not isinstance(attributes, pikepdf.Dictionary):
        return {}
    if attributes.get("/O") != "/UserProperties":
        return {}
    return {str(entry.N): str(entry.V) for entry in attributes.P}


def _read_page(page: Any, number: int, printed: _Printed) -> None:
    """Collect the words of each piece of marked content of a page."""
    inside: list[int | None] = []
    fonts: Any = page.Resources.get("/Font", {})
    characters: dict[int, str] = {}
    steps: Any = pikepdf.parse_content_stream(page, "BDC BMC EMC Tf Tj TJ ' \"")
    for operands, operator in steps:
        match str(operator):
            case "BDC":
                inside.append(_content_number(operands[1]))
            case "BMC":
                inside.append(None)
            case "EMC":
                inside.pop()
            case "Tf":
                font = fonts[str(operands[0])]
                key = font.objgen
                if key not in printed.maps:
                    printed.maps[key] = _characters(font)
                characters = printed.maps[key]
            case "Tj" | "TJ" | "'" | '"':
                current = next((at for at in reversed(inside) if at is not None), None)
                if current is not None:
                    place = (number, current)
                    words = _words(operands[-1], characters)
                    printed.words[place] = printed.words.get(place, "") + words
            case _:
                pass


def _content_number(properties: Any) -> int | None:
    if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
        return int(properties["/MCID"])
    return None


def _words(shown: Any, characters: dict[int, str]) -> str:
    parts = shown if isinstance(shown, pikepdf.Array) else [shown]
    raw = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    codes = (raw[at] << 8 | raw[at + 1] for at in range(0, len(raw) - 1, 2))
    return "".join(characters.get(code, "\ufffd") for code in codes)


def _characters(font: Any) -> dict[int, str]:
    """Return glyph number to character as the font itself declares."""
    return {
        int(code, 16): bytes.fromhex(text.decode("ascii")).decode("utf-16-be")
        for code, text in _PAIRS.findall(font.ToUnicode.read_bytes())
    }
