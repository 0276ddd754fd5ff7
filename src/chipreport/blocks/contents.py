"""The headings of the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chipreport.blocks import Scene
from chipreport.blocks._words import word
from chipreport.doc.nodes import Contents, Core
from chipreport.facts import Dataset


@dataclass(frozen=True, slots=True)
class TableOfContents:
    """A list of headings down to `depth`."""

    depth: int = 2
    title: str = ""

    def lower(self, scene: Scene) -> Sequence[Core]:
        """Return the contents."""
        return [Contents(self.title or word("contents", scene.language), self.depth)]

    @classmethod
    def example(cls, dataset: Dataset) -> TableOfContents:
        """List every first-level heading."""
        return cls(depth=1)


BLOCK = TableOfContents
