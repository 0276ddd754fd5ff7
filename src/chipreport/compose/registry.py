"""Nodes on their way through Jinja and Markdown, each as a token of private-use characters."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from types import FrameType
from typing import cast

from jinja2 import Undefined

from chipreport.blocks import Block
from chipreport.doc.nodes import Inline, Text
from chipreport.errors import Problem

OPEN, CLOSE = "\ue000", "\ue001"
TOKEN = re.compile(f"{OPEN}([0-9]+){CLOSE}")


@dataclass(frozen=True, slots=True)
class Item:
    """A node that a template's expression gave, with the place of the expression."""

    node: Inline | Block
    where: str


@dataclass(slots=True)
class Registry:
    """The nodes of one rendering, by the number in their token."""

    path: str
    place: Callable[[FrameType], str | None]
    items: list[Item] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def finalize(self, value: object) -> object:
        """Return the token of what an expression gave; the hook that Jinja calls for each.

        Problems:
            T020 for a number (only facts and literals may print one), T021 for
            anything that is no word, fact or block.
        """
        if isinstance(value, Undefined):
            return str(value)  # StrictUndefined raises here, naming what is missing
        if value is None or value == "":
            return ""
        if isinstance(value, str):
            return value if OPEN in value else self.token(Text(value))
        if isinstance(value, Inline) or hasattr(value, "lower"):
            return self.token(cast("Inline | Block", value))
        if isinstance(value, tuple | list):
            return "".join(str(self.finalize(item)) for item in value)
        if isinstance(value, bool | int | float | Decimal):
            says = f"this prints the number {value}, which is no fact"
            hint = "print it through fact(...), or mark it with literal(...)"
            self.problems.append(Problem("T020", says, self.where(), hint))
        elif type(value).__name__ != "Missing":
            says = f"{type(value).__name__} cannot be printed"
            self.problems.append(Problem("T021", says, self.where()))
        return ""

    def token(self, node: Inline | Block) -> str:
        """Return the token that stands for `node` in the rendered text."""
        self.items.append(Item(node, self.where()))
        return f"{OPEN}{len(self.items) - 1}{CLOSE}"

    def where(self) -> str:
        """Return the line of the template that is being rendered, its path outside of one."""
        frame: FrameType | None = sys._getframe(1)
        while frame is not None:
            found = self.place(frame)
            if found is not None:
                return found
            frame = frame.f_back
        return self.path
