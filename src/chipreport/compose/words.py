"""The words that stand beside a title: edition, version of the dataset, number of claims."""

from __future__ import annotations

from collections.abc import Mapping

from chipreport.doc.nodes import Document
from chipreport.phrase import date

_ASIDE: Mapping[str, tuple[str, str]] = {
    "en": ("Edition of {date}", "Dataset {version} · {count} cited facts"),
    "zh": ("{date}版", "数据集 {version} · {count} 项有据可查的事实"),
}


def aside(document: Document, count: int) -> tuple[str, ...]:
    """Return the lines beside the title."""
    day = date(document.edition, document.language)
    return tuple(
        line.format(date=day, version=document.dataset_version, count=count)
        for line in _ASIDE[document.language]
    )
