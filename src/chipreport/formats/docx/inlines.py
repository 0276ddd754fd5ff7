"""Words, claims, marks and links as runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from chipreport.doc.nodes import (
    FactRef,
    Inlines,
    LineBreak,
    Link,
    NoteRef,
    Text,
    Value,
)
from chipreport.formats.docx import wml
from chipreport.formats.docx.anchors import alias, tag
from chipreport.formats.docx.manuscript import Manuscript
from chipreport.formats.docx.words import WORDS
from chipreport.ooxml.markup import attribute, is_east_asian


@dataclass(frozen=True, slots=True)
class Look:
    """What the surroundings ask of runs; `bound` is whether claims are bound to the store."""

    bold: bool = False
    bound: bool = True


PROSE = Look()
CELL = Look(bound=False)
STRONG_CELL = Look(bold=True, bound=False)


def runs(manuscript: Manuscript, inlines: Inlines, look: Look = PROSE) -> str:
    """Return `inlines` as runs, controls and links."""
    parts = []
    after_mark = False
    for inline in inlines:
        match inline:
            case Text():
                parts.append(_text(manuscript, inline, look))
            case FactRef():
                parts.append(control(manuscript, inline, look))
            case Value():
                parts.append(_plain(manuscript, inline.text, look))
            case NoteRef():
                mark = wml.run_properties(style="NoteMark")
                if after_mark:  # else marks 1 and 2 would read as 12
                    parts.append(wml.run(",", mark))
                name = manuscript.note_anchor(inline.number)
                parts.append(wml.to_bookmark(name, wml.run(str(inline.number), mark)))
            case Link():
                parts.append(_link(manuscript, inline, look))
            case LineBreak():
                parts.append("<w:r><w:br/></w:r>")
            case _:
                assert_never(inline)
        after_mark = isinstance(inline, NoteRef)
    return "".join(parts)


def control(manuscript: Manuscript, ref: FactRef, look: Look) -> str:
    """Return a claim in a control without a frame, which carries the id of the claim.

    Only a control for plain text can be bound, and LibreOffice 7 sets one like the words around
    it. What must look different, a forecast above all, is therefore in a control for rich text.

    Source:
        ECMA-376 part 1, 17.5.2 (structured document tags); [MS-DOCX] 2.5.1.4 for the appearance.
    """
    language = manuscript.document.language
    properties = wml.run_properties(
        style="FactForecast" if ref.is_forecast else "Fact",
        hint=_hint(ref.text, language),
        bold=ref.strong or look.bold,
    )
    plain = not (ref.is_forecast or ref.strong or look.bold)
    binding = manuscript.store.binding(ref) if look.bound and plain else ""
    return (
        f'<w:sdt><w:sdtPr>{properties}<w:alias w:val="{attribute(alias(ref.claim, language))}"/>'
        f'<w:tag w:val="{attribute(tag(ref.claim.id, ref.form.value))}"/>'
        f'<w:id w:val="{manuscript.control_id(ref)}"/>{binding}'
        f'<w15:appearance w15:val="hidden"/>{"<w:text/>" if plain else ""}</w:sdtPr>'
        f"<w:sdtContent>{wml.run(ref.text, properties)}</w:sdtContent></w:sdt>"
    )


def _text(manuscript: Manuscript, text: Text, look: Look) -> str:
    own = manuscript.document.language
    language = text.language or own
    han = is_east_asian(text.text)
    return wml.run(
        text.text,
        wml.run_properties(
            hint=_hint(text.text, language),
            bold=text.strong or look.bold,
            italic=text.emphasis and not han,
            dotted=text.emphasis and han,
            language=_locale(language) if language != own else "",
        ),
    )


def _plain(manuscript: Manuscript, text: str, look: Look) -> str:
    return _text(manuscript, Text(text), look)


def _link(manuscript: Manuscript, link: Link, look: Look) -> str:
    own = manuscript.document.language
    language = link.language or own
    inside = link.target.startswith("#")
    properties = wml.run_properties(
        style="Hyperlink",
        hint=_hint(link.text, language),
        bold=look.bold,
        language=_locale(language) if language != own else "",
    )
    content = wml.run(link.text, properties)
    if inside:
        return wml.to_bookmark(manuscript.place(link.target[1:]), content)
    return wml.to_address(manuscript.address(link.target), content)


def _hint(text: str, language: str) -> bool:
    """Return whether quotes and dashes of `text` belong to the East Asian face."""
    return language.startswith("zh") and is_east_asian(text)


def _locale(language: str) -> str:
    words = WORDS.get(language)
    return words.locale if words else language
