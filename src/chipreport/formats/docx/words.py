"""The few words that the format itself adds, in each language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words around the content; `locale` is the language as Word tags it."""

    locale: str
    page: tuple[str, str, str]
    edition: str
    dataset: str
    cards: str
    callout: str
    columns: str
    stop: str
    gap: str


WORDS = {
    "en": Words(
        locale="en-GB",
        page=("Page ", " of ", ""),
        edition="Edition",
        dataset="Dataset",
        cards="Key values",
        callout="Box",
        columns="Side by side",
        stop=".",
        gap=" ",
    ),
    "zh": Words(
        locale="zh-CN",
        page=("第 ", " 页，共 ", " 页"),
        edition="版次",
        dataset="数据集",
        cards="关键数据",
        callout="要点框",
        columns="并列内容",
        stop="。",
        gap="",
    ),
}
