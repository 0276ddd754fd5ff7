"""Inlines of the document tree into runs, each with the element that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, assert_never

from chipreport.doc.nodes import (
    FactRef,
    Inlines,
    LineBreak,
    Link,
    Note,
    NoteRef,
    Text,
    Value,
)
from chipreport.facts.model import Claim
from chipreport.formats.pdf.canvas import Canvas
from chipreport.formats.pdf.fonts import Font
from chipreport.formats.pdf.structure import Element, string
from chipreport.formats.pdf.style import Style, Styles, paint
from chipreport.formats.pdf.text import Run, Words
from chipreport.formats.pdf.wording import Wording

_HAN: Final = re.compile(r"([\u2e80-\u303f\u31c0-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]+)")
_MARK_SIZE: Final = 0.66
_MARK_RISE: Final = 0.36
_UNBROKEN: Final = 24
"""Facts of up to so many characters stay on one line."""
TAGS: Final[Mapping[str, str]] = {"en": "en", "zh": "zh-CN"}
"""Language of the tree to language tag of the file."""


class Typesetter:
    """Turns inlines into words in a style; knows the language and the notes of the document."""

    def __init__(
        self,
        canvas: Canvas,
        styles: Styles,
        language: str,
        notes: Mapping[int, Note],
        wording: Wording,
    ) -> None:
        self.canvas = canvas
        self.styles = styles
        self.language = language
        self.notes = notes
        self.wording = wording
        self._properties: dict[tuple[str, str], str] = {}

    def words(self, inlines: Inlines, style: Style, owner: Element) -> Words:
        """Return `inlines` set in `style` as content of `owner`."""
        return Words(self.runs(inlines, style, owner))

    def plain(self, text: str, style: Style, owner: Element) -> Words:
        """Return words of the format itself or of the document's frame."""
        return Words(self._text(text, style, owner, self._font(style), paint(style.colour)))

    def runs(self, inlines: Inlines, style: Style, owner: Element) -> list[Run]:
        """Return the runs of `inlines`."""
        made: list[Run] = []
        accent = paint(self.styles.theme.palette.accent)
        colour = paint(style.colour)
        after_mark = False
        for inline in inlines:
            match inline:
                case Text():
                    font = self.canvas.bold if inline.strong else self._font(style)
                    made += self._text(
                        inline.text, style, owner, font, colour, inline.language, inline.emphasis
                    )
                case FactRef():
                    made.append(self.fact(inline, style, owner))
                case Value():
                    made += self._text(inline.text, style, owner, self._font(style), colour)
                case Link():
                    link = Element("Link", owner)
                    says = self.wording.link.format(inline.text)
                    made += self._text(
                        inline.text,
                        style,
                        link,
                        self._font(style),
                        accent,
                        inline.language,
                        target=inline.target,
                        says=says if inline.target.startswith("#") else inline.target,
                    )
                case NoteRef():
                    if after_mark:
                        made.append(self._raised(",", style, accent))
                    made.append(self._mark(inline.number, style, owner, accent))
                case LineBreak():
                    made.append(Run("\n", self._font(style), style.size, colour))
                case _:
                    assert_never(inline)
            after_mark = isinstance(inline, NoteRef)
        return made

    def fact(self, shown: FactRef, style: Style, owner: Element, colour: str | None = None) -> Run:
        """Return the run that shows a claim and carries its id, its value and its unit."""
        chosen = colour or (
            self.styles.theme.palette.forecast if shown.is_forecast else style.colour
        )
        bold = style.bold or shown.strong
        font = self.canvas.bold if bold else self.canvas.regular
        return Run(
            self._narrow(shown.text, font, self.language),
            font,
            style.size,
            paint(chosen),
            self.claim_element(shown.claim, owner, shown.form),
            spacing=style.spacing,
            whole=len(shown.text) <= _UNBROKEN,
        )

    def claim_element(self, claim: Claim, owner: Element, form: str = "") -> Element:
        """Return a Span that carries id, form, value and unit of `claim` as user properties."""
        known = self._properties.get((claim.id, form))
        if known is None:
            quantity = claim.quantity
            point = quantity.point
            properties = {
                "fact": claim.id,
                **({"form": str(form)} if form else {}),
                "value": "" if point is None else str(point),
                "unit": quantity.unit.id,
                "unit_mult": str(quantity.unit_mult),
            }
            body = "".join(
                f"<</N{string(name)}/V{string(value)}>>" for name, value in properties.items()
            )
            known = self._properties[claim.id, form] = f"/A<</O/UserProperties/P[{body}]>>"
        return Element("Span", owner, known)

    def narrow(self, text: str, font: Font) -> str:
        """Return `text` with the forms of quotes and signs that suit the document's language."""
        return self._narrow(text, font, self.language)

    def _narrow(self, text: str, font: Font, language: str) -> str:
        """Return `text` with narrow quotes and signs, but for Chinese words with wide ones."""
        if text.isascii() or (language == "zh" and _HAN.search(text)):
            return text
        return text.translate(font.face.narrow)

    def _font(self, style: Style) -> Font:
        return self.canvas.bold if style.bold else self.canvas.regular

    def _text(
        self,
        text: str,
        style: Style,
        owner: Element,
        font: Font,
        colour: str,
        language: str = "",
        slanted: bool = False,
        target: str = "",
        says: str = "",
    ) -> list[Run]:
        if not text:
            return []
        own = language or self.language
        link = owner if target else None
        made: list[Run] = []
        parts = [text] if own == "zh" or text.isascii() else _HAN.split(text)
        for index, part in enumerate(parts):
            if not part:
                continue
            speaks = "zh" if index % 2 else own
            inline = link
            if speaks != self.language:
                inline = Element("Span", owner, f"/Lang({TAGS.get(speaks, speaks)})")
                if link is not None:
                    link.entries = f"/Lang({TAGS.get(speaks, speaks)})"
                    inline = link
            made.append(
                Run(
                    self._narrow(part, font, speaks),
                    font,
                    style.size,
                    colour,
                    inline,
                    target=target,
                    says=says,
                    spacing=style.spacing,
                    slanted=slanted and speaks != "zh",
                )
            )
        return made

    def _mark(self, number: int, style: Style, owner: Element, accent: str) -> Run:
        note = self.notes[number]
        return Run(
            str(number),
            self.canvas.bold,
            round(style.size * _MARK_SIZE, 2),
            accent,
            Element("Link", Element("Reference", owner)),
            target=f"#{note.anchor}",
            says=self.wording.note.format(number),
            anchor=mark_anchor(number),
            rise=round(style.size * _MARK_RISE, 2),
            clinging=True,
        )

    def _raised(self, text: str, style: Style, colour: str) -> Run:
        size, rise = round(style.size * _MARK_SIZE, 2), round(style.size * _MARK_RISE, 2)
        return Run(text, self.canvas.bold, size, colour, rise=rise, clinging=True)


def mark_anchor(number: int) -> str:
    """Return the anchor of the first mark that leads to a note."""
    return f" mark {number}"
