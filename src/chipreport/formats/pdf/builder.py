"""The blocks of a document into boxes, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from chipreport.doc.nodes import (
    Callout,
    Cards,
    Chart,
    Columns,
    Contents,
    Core,
    Document,
    Heading,
    Inlines,
    Layout,
    Listing,
    NoteRef,
    Notes,
    PageBreak,
    Paragraph,
    ParagraphRole,
    Table,
    Text,
)
from chipreport.doc.walk import headings, inlines, plain
from chipreport.formats.pdf.boxes import Block, Bookmark, Entry, Item
from chipreport.formats.pdf.cards import CardRow
from chipreport.formats.pdf.flow import Box, Break, Stack
from chipreport.formats.pdf.inline import Typesetter
from chipreport.formats.pdf.masthead import Masthead
from chipreport.formats.pdf.notes import Foot, listed
from chipreport.formats.pdf.panels import Panel, SideBySide
from chipreport.formats.pdf.plots import chart
from chipreport.formats.pdf.structure import Element
from chipreport.formats.pdf.style import MEASURE, Style
from chipreport.formats.pdf.tables import table

_BULLET_INDENT = 1.15
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Story:
    """The boxes of a document, and the box that stands at the foot of its last page."""

    boxes: tuple[Box, ...]
    foot: Foot | None


class Builder:
    """Makes the boxes of one document; knows how deep the last heading was."""

    def __init__(self, setter: Typesetter, document: Document) -> None:
        self.setter = setter
        self.styles = setter.styles
        self.document = document
        self.root = setter.canvas.root
        self.foot: Foot | None = None
        self._level = 0
        self._marked = frozenset(
            inline.number for inline in inlines(document) if isinstance(inline, NoteRef)
        )

    def story(self) -> Story:
        """Return the head and all blocks of the document."""
        head = Masthead(self.setter, self.document, self.root)
        boxes = self._boxes(self.document.blocks, self.root, nested=False)
        return Story((head, *boxes), self.foot)

    def _boxes(self, blocks: Sequence[Core], parent: Element, *, nested: bool) -> list[Box]:
        made: list[Box] = []
        for block in blocks:
            made += self._block(block, parent, nested)
        return made

    def _block(self, block: Core, parent: Element, nested: bool) -> list[Box]:
        match block:
            case Heading():
                return [self._heading(block, parent)]
            case Paragraph():
                return self._paragraph(block, parent, nested)
            case Listing():
                return self._listing(block, parent, nested)
            case Table():
                return [table(self.setter, block, parent)]
            case Chart():
                return [chart(self.setter, block, parent)]
            case Cards():
                return [CardRow(self.setter, block, parent)] if block.cards else []
            case Callout():
                return [self._callout(block, parent)]
            case Columns():
                return [self._columns(block, parent)]
            case Contents():
                return self._contents(block, parent)
            case Notes():
                return self._notes(block, parent)
            case PageBreak():
                return [] if nested else [Break()]
            case _:
                assert_never(block)

    def _heading(self, node: Heading, parent: Element) -> Block:
        """Return a heading one level below the title, and at most one below the last heading."""
        self._level = min(node.level, self._level + 1)
        style = self.styles.headings[node.level - 1]
        owner = Element(f"H{min(self._level + 1, _DEEPEST)}", parent)
        words = self.setter.words(node.inlines, style, owner)
        block = Block(words, style, owner, style.before, style.after, leads=True)
        block.bookmark = Bookmark(plain(node.inlines), node.anchor, self._level - 1)
        return block

    def _paragraph(self, node: Paragraph, parent: Element, nested: bool) -> list[Box]:
        if not node.inlines:
            return []
        match node.role:
            case ParagraphRole.BODY:
                style, longest = self.styles.body, MEASURE * self.styles.body.size
            case ParagraphRole.LEAD:
                style, longest = self.styles.lead, 0.0
            case ParagraphRole.NOTE:
                style, longest = self.styles.note, 0.0
            case _:
                assert_never(node.role)
        owner = Element("P", parent)
        block = self._text(node.inlines, style, owner)
        block.longest = 0 if nested else longest
        return [block]

    def _text(self, words: Inlines, style: Style, owner: Element) -> Block:
        made = self.setter.words(words, style, owner)
        return Block(made, style, owner, style.before, style.after)

    def _listing(self, node: Listing, parent: Element, nested: bool) -> list[Box]:
        style = replace(self.styles.body, after=0.2 * self.styles.unit)
        numbering = "Decimal" if node.ordered else "Disc"
        whole = Element("L", parent, f"/A<</O/List/ListNumbering/{numbering}>>")
        indent = _BULLET_INDENT * style.size
        if node.ordered:
            indent += 0.6 * style.size * len(str(len(node.items)))
        made: list[Box] = []
        for number, item in enumerate(node.items, 1):
            element = Element("LI", whole)
            mark = Element("Lbl", element)
            label = self.setter.plain(f"{number}." if node.ordered else "•", style, mark)
            block = self._text(item, style, Element("LBody", element))
            block.longest = 0 if nested else MEASURE * style.size
            if number == len(node.items):
                block.after = self.styles.body.after
            made.append(Item(label, mark, block, indent, block.before, block.after))
        return made

    def _callout(self, node: Callout, parent: Element) -> Panel:
        whole = Element("Sect", parent)
        inner: list[Box] = []
        if node.title:
            style, owner = self.styles.callout, Element("P", whole)
            title = self._text(_capitals(node.title), style, owner)
            title.leads = True
            inner.append(title)
        inner += self._boxes(node.blocks, whole, nested=True)
        colours = self.styles.theme.palette
        unit = self.styles.unit
        look = (colours.tint, colours.accent)
        return Panel(Stack(inner), look, 0.75 * unit, 0.6 * unit, 1.2 * unit)

    def _columns(self, node: Columns, parent: Element) -> SideBySide:
        stacks = []
        for column in node.columns:
            boxes = self._boxes(column, Element("Div", parent), nested=True)
            stacks.append(Stack(boxes))
        unit = self.styles.unit
        weights = node.weights or (1.0,) * len(stacks)
        return SideBySide(stacks, weights, 0.6 * unit, 1.2 * unit)

    def _contents(self, node: Contents, parent: Element) -> list[Box]:
        styles = self.styles
        made: list[Box] = []
        whole = Element("Sect", parent)
        if node.title:
            style, owner = styles.callout, Element("P", whole)
            block = self._text(_capitals((Text(node.title),)), style, owner)
            block.before, block.leads = 0.6 * styles.unit, True
            made.append(block)
        tree = Element("TOC", whole)
        shown = [each for each in headings(self.document) if each.level <= node.depth]
        for heading in shown:
            link = Element("Link", Element("Reference", Element("TOCI", tree)))
            style = styles.body if heading.level == 1 else styles.small
            text = plain(heading.inlines)
            entry = Entry(
                self.setter.plain(text, style, link),
                style,
                link,
                heading.anchor,
                self.setter.wording.link.format(text),
                indent=(heading.level - 1) * 1.4 * styles.body.size,
                rule=styles.theme.palette.hairline,
                after=0.1 * styles.unit,
            )
            made.append(entry)
        if made:
            made[-1].after = 1.2 * styles.unit
        return made

    def _notes(self, node: Notes, parent: Element) -> list[Box]:
        if not node.notes and not node.reading:
            return []
        if not node.compact:
            self._level = min(1, self._level + 1)
            return listed(self.setter, node, parent, "H2", 0, self._marked)
        foot = Foot(self.setter, node, parent, self._marked)
        if self.document.layout is Layout.FACTSHEET:
            self.foot = foot
            return []
        return [foot]


def _capitals(title: Inlines) -> Inlines:
    """Return the title of a small block in capitals; claims stay as they are worded."""
    return tuple(
        replace(part, text=part.text.upper()) if isinstance(part, Text) else part for part in title
    )
