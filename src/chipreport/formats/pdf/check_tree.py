"""The structure tree of a PDF, checked on the way: who owns which content, in which order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import pikepdf

_INSIDE: Final = {
    "Table": {"THead", "TBody", "TFoot", "TR", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"LI", "Caption", "L"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOCI", "TOC", "Caption"},
}
_AROUND: Final = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "LI": {"L"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
    "THead": {"Table"},
    "TBody": {"Table"},
}
_TAGS: Final = frozenset(
    [
        "Document",
        "Part",
        "Sect",
        "Div",
        "TOC",
        "TOCI",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "P",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "THead",
        "TBody",
        "TFoot",
        "TR",
        "TH",
        "TD",
        "Span",
        "Quote",
        "Note",
        "Reference",
        "Link",
        "Figure",
        "Caption",
        "Formula",
        "BlockQuote",
    ]
)
_MAY_BE_EMPTY: Final = {"TD", "TH"}


@dataclass(frozen=True, slots=True)
class Node:
    """An element as far as the shape of tables needs it."""

    tag: str
    kids: tuple[Node, ...]
    columns: int
    rows: int


class Tree:
    """Reading order and owner of every piece of marked content.

    Shapes:
        `order[page]` are the numbers of the pieces in reading order; `owner[page, number]` is the
        object number of the element; `links` has, by annotation, tag and object number.
    """

    def __init__(self, pdf: pikepdf.Pdf, say: Callable[[str, str], None]) -> None:
        self.say = say
        self.pages: dict[Any, int] = {page.objgen: at for at, page in enumerate(pdf.pages)}
        self.order: dict[int, list[int]] = {}
        self.owner: dict[tuple[int, int], Any] = {}
        self.links: dict[Any, tuple[str, Any]] = {}
        self._notes: set[str] = set()
        self._headings: list[int] = []
        root: Any = pdf.Root
        structure = root.StructTreeRoot
        top = structure.K if isinstance(structure.K, pikepdf.Dictionary) else structure.K[0]
        self._walk(top, "", None)
        levels = self._headings
        if levels and (levels[0] != 1 or any(b > a + 1 for a, b in pairwise(levels))):
            say("heading-levels", " ".join(map(str, levels[:8])))
        numbers = structure.ParentTree.get("/Nums", [])
        self.parents: dict[int, Any] = {
            int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)
        }

    def _walk(self, element: Any, parent: str, page: Any) -> Node:
        tag, page = str(element.S)[1:], element.get("/Pg", page)
        self._check(element, tag, parent)
        below = element.get("/K")
        kids = list(below) if isinstance(below, pikepdf.Array) else [] if below is None else [below]
        if not kids and tag not in _MAY_BE_EMPTY:
            self.say("empty", tag)
        nodes = []
        for kid in kids:
            if isinstance(kid, int):
                self._content(element, page, kid)
            elif kid.get("/Type") == "/MCR":
                self._content(element, kid.Pg, int(kid.MCID))
            elif kid.get("/Type") == "/OBJR":
                self.links[kid.Obj.objgen] = (tag, element.objgen)
            else:
                nodes.append(self._walk(kid, tag, page))
        columns = int(_attribute(element, "/Table", "/ColSpan") or 1)
        rows = int(_attribute(element, "/Table", "/RowSpan") or 1)
        node = Node(tag, tuple(nodes), columns, rows)
        if tag == "Table":
            self._shape(node)
        return node

    def _content(self, element: Any, page: Any, number: int) -> None:
        place = (self.pages[page.objgen], number)
        if place in self.owner:
            self.say("content-twice", str(place))
        self.owner[place] = element.objgen
        self.order.setdefault(place[0], []).append(number)

    def _check(self, element: Any, tag: str, parent: str) -> None:
        if tag not in _TAGS:
            self.say("tag", tag)
        wrong_inside = parent in _INSIDE and tag not in _INSIDE[parent]
        if wrong_inside or (tag in _AROUND and parent not in _AROUND[tag]):
            self.say("nesting", f"{parent} > {tag}")
        if tag == "TH" and _attribute(element, "/Table", "/Scope") is None:
            self.say("scope", "")
        if tag == "Figure":
            if not (element.get("/Alt") or element.get("/ActualText")):
                self.say("figure-description", "")
            if _attribute(element, "/Layout", "/BBox") is None:
                self.say("figure-box", "")
        if tag == "Note":
            name = str(element.get("/ID"))
            if not element.get("/ID") or name in self._notes:
                self.say("note-identifier", name)
            self._notes.add(name)
        if re.fullmatch("H[1-6]", tag):
            self._headings.append(int(tag[1]))

    def _shape(self, table: Node) -> None:
        """Every row fills the same number of columns, spans counted."""
        groups = (
            kid.kids if kid.tag in ("THead", "TBody", "TFoot") else (kid,) for kid in table.kids
        )
        carried: list[tuple[int, int]] = []
        width: int | None = None
        for row in (each for group in groups for each in group if each.tag == "TR"):
            filled = sum(columns for columns, _ in carried)
            carried = [(columns, rows - 1) for columns, rows in carried if rows > 1]
            for cell in row.kids:
                filled += cell.columns
                if cell.rows > 1:
                    carried.append((cell.columns, cell.rows - 1))
            if width not in (None, filled):
                self.say("table-shape", f"{width} and {filled} columns")
            width = filled


def _attribute(element: Any, owner: str, key: str) -> Any:
    found = element.get("/A")
    each = list(found) if isinstance(found, pikepdf.Array) else [] if found is None else [found]
    for attributes in each:
        if isinstance(attributes, pikepdf.Dictionary) and attributes.get("/O") == owner:
            value = attributes.get(key)
            if value is not None:
                return value
    return None
