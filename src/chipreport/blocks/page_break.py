"""What follows starts a new page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chipreport.blocks import Scene
from chipreport.doc.nodes import Core, PageBreak
from chipreport.facts import Dataset


@dataclass(frozen=True, slots=True)
class NewPage:
    """A page break."""

    def lower(self, scene: Scene) -> Sequence[Core]:
        """Return the break."""
        return [PageBreak()]

    @classmethod
    def example(cls, dataset: Dataset) -> NewPage:
        """Break once."""
        return cls()


BLOCK = NewPage
