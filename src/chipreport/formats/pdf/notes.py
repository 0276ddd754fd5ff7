"""The sources of a document: a list at its end, or one paragraph at the foot of a sheet."""

from __future__ import annotations

from dataclasses import replace

from chipreport.doc.nodes import Note, Notes, Text
from chipreport.formats.pdf.boxes import Block, Bookmark, Item
from chipreport.formats.pdf.canvas import Canvas
from chipreport.formats.pdf.flow import Box, Whole
from chipreport.formats.pdf.inline import Typesetter, mark_anchor
from chipreport.formats.pdf.structure import Element
from chipreport.formats.pdf.style import Style, paint
from chipreport.formats.pdf.text import Run, Words

ANCHOR = " notes"
"""The anchor of the title above the notes."""


def listed(
    setter: Typesetter, node: Notes, parent: Element, tag: str, level: int, marked: frozenset[int]
) -> list[Box]:
    """Return the title, one item a note, and how to read the signs.

    `marked` are the notes to which a mark leads; their numbers lead back to it.
    """
    styles = setter.styles
    style = replace(styles.note, after=0.25 * styles.unit)
    boxes: list[Box] = []
    if node.title:
        heading = styles.headings[1]
        element = Element(tag, parent)
        words = setter.plain(node.title, heading, element)
        bookmark = Bookmark(node.title, ANCHOR, level)
        block = Block(words, heading, element, heading.before, heading.after, leads=True)
        boxes.append(replace(block, bookmark=bookmark))
    indent = (len(str(len(node.notes))) * 0.6 + 0.9) * style.size
    for note in node.notes:
        element = Element("Note", parent, note=note.anchor)
        label = _label(setter, note, style, element, marked)
        owner = label.owner or element
        body = Element("P", element)
        words = setter.words(note.inlines, style, body)
        block = Block(words, style, body, 0, style.after)
        boxes.append(Item(Words((label,)), owner, block, indent, 0, style.after))
    for text in (node.reading, (Text(setter.wording.attached),)):
        if text:
            element = Element("P", parent)
            words = setter.words(text, style, element)
            boxes.append(Block(words, style, element, 0.5 * styles.unit, style.after))
    return boxes


class Foot(Whole):
    """All notes in one paragraph under a rule."""

    def __init__(
        self, setter: Typesetter, node: Notes, parent: Element, marked: frozenset[int]
    ) -> None:
        self.unit = setter.styles.unit
        self.colour = setter.styles.theme.palette.heading
        self.before = self.after = 0.8 * self.unit
        style = setter.styles.footer
        whole = Element("Div", parent)
        wording = setter.wording
        runs: list[Run] = []
        if node.title:
            runs += _run_in(setter, node.title, style, Element("P", whole))
        for note in node.notes:
            element = Element("Note", whole, note=note.anchor)
            label = _label(setter, note, style, element, marked)
            body = Element("P", element)
            runs.append(replace(label, text=label.text + " ", whole=False))
            runs += _owned(setter.runs(note.compact, style, body), body)
            end = wording.gap if _closed(runs[-1].text) else wording.stop + wording.gap
            runs += _owned(setter.runs((Text(end),), style, body), body)
        element = Element("P", whole)
        if node.reading:
            runs += _owned(_run_in(setter, wording.reading, style, element), element)
            runs += _owned(setter.runs((*node.reading, Text(wording.gap)), style, element), element)
        runs += _owned(setter.runs((Text(wording.attached),), style, element), element)
        self.block = Block(Words(runs), style, whole, 0, 0)

    def height(self, width: float) -> float:
        """Return the height of rule and paragraph."""
        return 0.55 * self.unit + self.block.height(width)

    def paint(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw the rule and write the paragraph."""
        canvas.artifact(f"{paint(self.colour)} {x:.2f} {top:.2f} {width:.2f} .8 re f")
        self.block.paint(canvas, x, top - 0.55 * self.unit, width)


def _run_in(setter: Typesetter, title: str, style: Style, owner: Element) -> list[Run]:
    stop = "" if _closed(title) else setter.wording.stop
    text = Text(f"{title}{stop}{setter.wording.gap}", strong=True)
    return _owned(setter.runs((text,), style, owner), owner)


def _owned(runs: list[Run], owner: Element) -> list[Run]:
    return [run if run.owner is not None else replace(run, owner=owner) for run in runs]


def _closed(text: str) -> bool:
    return text.rstrip().endswith((".", "。", "!", "?", "！", "？"))


def _label(
    setter: Typesetter, note: Note, style: Style, parent: Element, marked: frozenset[int]
) -> Run:
    """Return the number of a note, which leads back to its first mark."""
    label = Element("Lbl", parent)
    number = str(note.number)
    accent = paint(setter.styles.theme.palette.accent)
    look = Run(
        number, setter.canvas.bold, style.size, accent, label, anchor=note.anchor, whole=True
    )
    if note.number not in marked:
        return look
    link = Element("Link", label)
    says = setter.wording.back.format(note.number)
    return replace(look, owner=link, target=f"#{mark_anchor(note.number)}", says=says)
