"""A document into a PDF: boxes, pages, file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from chipreport.doc.nodes import Document, Layout, Notes
from chipreport.doc.walk import every_block, plain
from chipreport.errors import Problem, RenderError
from chipreport.formats.pdf import soundness
from chipreport.formats.pdf.archive import Attachment, Information
from chipreport.formats.pdf.builder import Builder, Story
from chipreport.formats.pdf.canvas import Canvas
from chipreport.formats.pdf.data import NAME, facts_json
from chipreport.formats.pdf.flow import SLACK, Placed, Share, draw, take
from chipreport.formats.pdf.inline import TAGS, Typesetter
from chipreport.formats.pdf.masthead import foot
from chipreport.formats.pdf.style import styles
from chipreport.formats.pdf.wording import WORDINGS
from chipreport.theme import Theme

_TIGHTNESS = (0.85, 0.7, 0.55)
"""White space, as a share of what is usual, with which a document is tried on one page less."""
_STRAGGLER = 0.15
"""A last page that is filled to this share at most is worth saving."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """The room for text on a page."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Laid:
    """A document in pages, nothing painted yet."""

    setter: Typesetter
    shares: tuple[Share, ...]
    story: Story


def write(document: Document, theme: Theme, out: BinaryIO) -> None:
    """Write `document` as a tagged, archival PDF (PDF/UA-1 and PDF/A-3a).

    Errors:
        RenderError with every problem of the document (see `soundness.problems`), or R311 where
        a block is higher than a page.
    """
    found = soundness.problems(document)
    if found:
        raise RenderError(*found)
    width, height = soundness.PAGES[document.page]
    margins = theme.margins
    frame = _Frame(
        margins.left.pt,
        height - margins.top.pt,
        width - margins.left.pt - margins.right.pt,
        height - margins.top.pt - margins.bottom.pt,
    )
    laid = _best(document, theme, frame)
    out.write(_painted(document, theme, frame, laid))


def _best(document: Document, theme: Theme, frame: _Frame) -> _Laid:
    """Return the pages, with less white space where that saves a page that would be near empty."""
    usual = _lay_out(document, theme, frame, 1.0)
    pages = len(usual.shares)
    sheet = document.layout is Layout.FACTSHEET
    if pages == 1 or (sheet and pages > 2):
        return usual
    if not sheet and usual.shares[-1].height > _STRAGGLER * frame.height:
        return usual
    for tightness in _TIGHTNESS if sheet else _TIGHTNESS[:1]:
        closer = _lay_out(document, theme, frame, tightness)
        if len(closer.shares) < pages:
            return closer
    return usual


def _lay_out(document: Document, theme: Theme, frame: _Frame, tightness: float) -> _Laid:
    canvas = Canvas(*soundness.PAGES[document.page])
    notes = {
        note.number: note
        for block in every_block(document.blocks)
        if isinstance(block, Notes)
        for note in block.notes
    }
    wording = WORDINGS[document.language]
    setter = Typesetter(canvas, styles(theme, tightness), document.language, notes, wording)
    story = Builder(setter, document).story()
    shares: list[Share] = []
    rest = story.boxes
    while rest:
        share = take(rest, frame.width, frame.height, frame.height)
        if not share.placed and share.rest:
            key = getattr(share.rest[0], "name", "") or document.name
            where = f"{key}, page {len(shares) + 1}"
            raise RenderError(
                Problem("R311", "a block is higher than a page", where, "part it into two blocks")
            )
        if share.placed:
            shares.append(share)
        rest = share.rest
    if story.foot is not None:
        shares = _with_foot(shares, story, frame)
    return _Laid(setter, tuple(shares), story)


def _with_foot(shares: list[Share], story: Story, frame: _Frame) -> list[Share]:
    """Return the pages with the notes at the foot of the last, or of one more."""
    if story.foot is None:
        return shares
    height = story.foot.height(frame.width)
    placed = Placed(story.foot, frame.height - height)
    last = shares[-1]
    if last.height + story.foot.before + height > frame.height + SLACK:
        return [*shares, Share((placed,), frame.height, ())]
    return [*shares[:-1], Share((*last.placed, placed), frame.height, ())]


def _painted(document: Document, theme: Theme, frame: _Frame, laid: _Laid) -> bytes:
    canvas = laid.setter.canvas
    for share in laid.shares:
        canvas.new_page()
        draw(canvas, share.placed, frame.left, frame.top, frame.width)
        foot(laid.setter, document, (frame.left, frame.width, theme.margins.bottom.pt))
    return canvas.finish(_information(document, theme), [_attachment(document)])


def _information(document: Document, theme: Theme) -> Information:
    dataset = f"{document.dataset_title}, {document.dataset_name} {document.dataset_version}"
    return Information(
        title=plain(document.title),
        subject=" · ".join(filter(None, (plain(document.subtitle), dataset))),
        author=theme.brand,
        creator="chipreport",
        keywords=", ".join((*document.keywords, f"dataset {document.dataset_version}")),
        language=TAGS[document.language],
        edition=document.edition,
    )


def _attachment(document: Document) -> Attachment:
    says = WORDINGS[document.language].attachment
    return Attachment(NAME, "application/json", says, facts_json(document))
