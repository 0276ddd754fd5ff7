"""Cards, call-outs and columns: blocks that tables set side by side or apart."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from chipreport.doc.nodes import Callout, Card, Cards, Columns, Core
from chipreport.formats.docx import wml
from chipreport.formats.docx.captions import gap
from chipreport.formats.docx.inlines import runs
from chipreport.formats.docx.manuscript import Frame, Manuscript
from chipreport.formats.docx.styles import card_values
from chipreport.ooxml.markup import width as ems
from chipreport.theme import mm

Blocks = Callable[[Manuscript, tuple[Core, ...], Frame], str]

_BETWEEN = mm(3).twips
_NARROWEST = mm(25).twips
_GUTTER = mm(8).twips
_BAR = mm(0.8).twips
_INSIDE = 2 * mm(4).twips + _BAR


def cards(manuscript: Manuscript, block: Cards, frame: Frame) -> str:
    """Return headline values side by side, each below a rule; values of one size that fits."""
    if not block.cards:
        return ""
    most = max(1, min(6, (frame.width + _BETWEEN) // (_NARROWEST + _BETWEEN)))
    lines = ceil(len(block.cards) / most)
    across = ceil(len(block.cards) / lines)
    # One or two cards keep to their part of the page; their rules would cross it else.
    parts = max(across, min(most, 3))
    width = (frame.width - _BETWEEN * (parts - 1)) // parts
    style = _style(manuscript, block, width)
    rows = [
        _cards(manuscript, block.cards[start : start + across], across, width, style)
        for start in range(0, len(block.cards), across)
    ]
    widths = tuple(_BETWEEN if index % 2 else width for index in range(2 * across - 1))
    table = wml.table("Cards", widths, "".join(rows), title=manuscript.words.cards, head=False)
    return table + gap()


def callout(manuscript: Manuscript, block: Callout, frame: Frame, inner: Blocks) -> str:
    """Return blocks on a tint beside a bar, under a small title."""
    title = ""
    if block.title:
        title = wml.paragraph(
            "CalloutTitle", runs(manuscript, block.title), before=manuscript.take_break()
        )
    content = _ended(title + inner(manuscript, block.blocks, frame.narrowed(_INSIDE, callout=True)))
    width = frame.width - _BAR
    row = wml.row(wml.cell(width, content), split=True)
    name = manuscript.words.callout
    return wml.table("Callout", (width,), row, title=name, head=False) + gap()


def columns(manuscript: Manuscript, block: Columns, frame: Frame, inner: Blocks) -> str:
    """Return blocks side by side in a table without rules."""
    gutters = _GUTTER * (len(block.columns) - 1)
    whole, total = frame.width - gutters, sum(block.weights)
    shares = [int(whole * weight / total) for weight in block.weights]
    cells, widths = [], []
    for index, (blocks, width) in enumerate(zip(block.columns, shares, strict=True)):
        right = 0 if index == len(shares) - 1 else _GUTTER
        content = inner(manuscript, blocks, Frame(width, frame.in_callout, in_column=True))
        margin = f'<w:tcMar><w:right w:w="{right}" w:type="dxa"/></w:tcMar>'
        cells.append(wml.cell(width + right, _ended(content), properties=margin))
        widths.append(width + right)
    row = wml.row("".join(cells), split=True)
    name = manuscript.words.columns
    return wml.table("Columns", tuple(widths), row, title=name, head=False) + gap()


def _cards(
    manuscript: Manuscript, shown: tuple[Card, ...], across: int, width: int, style: str
) -> str:
    cells = []
    rule = (
        '<w:tcBorders><w:top w:val="single" w:sz="18" w:space="0"'
        f' w:color="{manuscript.theme.palette.accent}" w:themeColor="accent1"/></w:tcBorders>'
    )
    for index in range(across):
        if index:
            cells.append(wml.cell(_BETWEEN, wml.paragraph("CardLabel", "")))
        if index < len(shown):
            card = shown[index]
            before = manuscript.take_break()
            value = wml.paragraph(style, runs(manuscript, (card.shown,)), before=before)
            label = wml.paragraph("CardLabel", runs(manuscript, card.label))
            cells.append(wml.cell(width, value + label, properties=rule))
        else:
            cells.append(wml.cell(width, wml.paragraph("CardLabel", "")))
    return wml.row("".join(cells))


def _style(manuscript: Manuscript, block: Cards, width: int) -> str:
    """Return the style of the largest values that each fit on one line."""
    longest = max(ems(card.shown.text) for card in block.cards) * 1.12  # values are bold
    styles = card_values(manuscript.theme)
    fits = (style for style, _, size in styles if longest * size.twips <= width)
    return next(fits, styles[-1][0])


def _ended(content: str) -> str:
    """Return the content of a cell, which must end in a paragraph."""
    return content if content.endswith("</w:p>") else content + gap()
