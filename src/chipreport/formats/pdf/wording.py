"""The few words that the format adds of its own, in each language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Wording:
    """Words around the content; braces stand for what is filled in."""

    page: str
    note: str
    link: str
    back: str
    reading: str
    attached: str
    attachment: str
    contents_page: str
    stop: str
    """Between a run-in title and what follows it."""
    gap: str
    """Between the sentences of a paragraph."""


WORDINGS: Final = {
    "en": Wording(
        page="page {} of {}",
        note="Note {}",
        link="Go to: {}",
        back="Back to the mark of note {}",
        reading="How to read.",
        attached="The facts shown are attached to this file as data.",
        attachment="The facts that this document shows, with values, bounds and sources",
        contents_page="page {}",
        stop=".",
        gap=" ",
    ),
    "zh": Wording(
        page="第 {} 页，共 {} 页",
        note="注释 {}",
        link="转到：{}",
        back="返回注释 {} 的标记",
        reading="阅读说明。",
        attached="所示数据已作为附件附于本文件。",
        attachment="本文件所示数据及其数值、界限与来源",
        contents_page="第 {} 页",
        stop="。",
        gap="",
    ),
}
