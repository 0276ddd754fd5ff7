"""Blocks that templates can name: the file `kpis.py` answers `{{ kpis(...) }}`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from chipreport.doc.nodes import Core, FactRef
from chipreport.facts import Dataset
from chipreport.facts.model import Claim
from chipreport.phrase import Form, say
from chipreport.plugins import Parts

__all__ = ["BLOCKS", "Block", "BlockType", "Scene"]


@dataclass(frozen=True, slots=True)
class Scene:
    """What a block may draw on while it says itself in core blocks."""

    dataset: Dataset
    language: str

    def shown(self, claim: Claim, form: Form = Form.SIGN, *, strong: bool = False) -> FactRef:
        """Return the claim in the words of the document's language."""
        return FactRef(claim, form, say(claim, form, self.language), strong)


class Block(Protocol):
    """Anything that can say itself in core blocks that show the same claims."""

    def lower(self, scene: Scene) -> Sequence[Core]:
        """Return the core blocks; raise TemplateError with every problem of the arguments."""
        ...


class BlockType(Protocol):
    """A dataclass whose fields are the arguments that a template gives."""

    def __call__(self, *arguments: object, **named: object) -> Block:
        """Return the block for the arguments of a template."""
        ...

    def example(self, dataset: Dataset) -> Block:
        """Return a small block over `dataset` for tests and docs."""
        ...


BLOCKS: Parts[BlockType] = Parts("chipreport.blocks", "BLOCK")
