"""The numbered sources of a document; every mark leads here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chipreport.blocks import Scene
from chipreport.blocks._words import word, words
from chipreport.doc.nodes import Core, Notes
from chipreport.facts import Dataset


@dataclass(frozen=True, slots=True)
class Sources:
    """The list of sources, `compact` where it runs in one paragraph at the foot of a sheet."""

    compact: bool = False
    title: str = ""

    def lower(self, scene: Scene) -> Sequence[Core]:
        """Return the list, which is filled when the marks are numbered."""
        title = self.title or word("sources", scene.language)
        return [Notes(title, (), words("reading", scene.language), self.compact)]

    @classmethod
    def example(cls, dataset: Dataset) -> Sources:
        """List the sources one below the other."""
        return cls()


BLOCK = Sources
