"""The tree that says what every piece of a page is, for screen readers and for `sightings`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field


def string(text: str) -> str:
    r"""Return `text` as a PDF string; nothing in it can end the string early.

    Example:
        >>> print(string("a (b)"), string("≈"))
        (a \(b\)) <FEFF2248>
    """
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


DIGEST = "sha256 of "
"""Begins the name of the property that holds the digest of an attachment."""


def digests(attachments: Mapping[str, bytes]) -> str:
    """Return the properties that record the SHA-256 of each attachment, away from it."""
    if not attachments:
        return ""
    entries = "".join(
        f"<</N{string(DIGEST + name)}/V{string(hashlib.sha256(data).hexdigest())}>>"
        for name, data in attachments.items()
    )
    return f"/A<</O/UserProperties/P[{entries}]>>"


@dataclass(frozen=True, slots=True)
class Content:
    """A marked-content sequence: its page, counted from 0, and its number on that page."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link area: its page, counted from 0, and its place among all areas of the file."""

    page: int
    index: int


@dataclass(slots=True, eq=False)
class Element:
    """What a piece of content is. It joins its parent when its first content is written.

    So the order of the tree is the order in which pages are painted.
    `entries` is further text of its dictionary, `note` its identifier where it is a Note.
    """

    tag: str
    parent: Element | None = None
    entries: str = ""
    note: str = ""
    kids: list[Element | Content | Annotation] = field(default_factory=list)
    page: int = -1
    joined: bool = False

    def join(self) -> None:
        """Stand in the tree, and the parents too."""
        self.joined = True
        if self.parent is not None:
            if not self.parent.joined:
                self.parent.join()
            self.parent.kids.append(self)

    def add(self, content: Content) -> None:
        """Hold `content` as the next kid."""
        if not self.joined:
            self.join()
        if self.page < 0:
            self.page = content.page
        self.kids.append(content)


def every(root: Element) -> Iterator[Element]:
    """Yield `root` and all below it, in reading order."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        waiting.extend(kid for kid in reversed(element.kids) if isinstance(kid, Element))


def objects(
    root: Element,
    pages: Sequence[int],
    annotations: Sequence[int],
    contents: Sequence[Sequence[Element]],
    areas: Sequence[Element],
    first: int,
) -> tuple[bytes, list[bytes]]:
    """Return the dictionary of the structure tree's root, and its objects numbered from `first`.

    Shapes:
        `pages` and `annotations` are object numbers. `contents[p][n]` owns the sequence n of
        page p; `areas[i]` owns the annotation i. The root's own number comes before `first`.
    """
    elements = list(every(root))
    number = {element: first + at for at, element in enumerate(elements)}
    above = first - 1
    made = [_dictionary(element, number, above, pages, annotations) for element in elements]
    rows = first + len(made)
    made += [
        f"[{' '.join(f'{number[element]} 0 R' for element in owners)}]".encode()
        for owners in contents
    ]
    keys = [f"{at} {rows + at} 0 R" for at in range(len(contents))]
    keys += [f"{len(contents) + at} {number[owner]} 0 R" for at, owner in enumerate(areas)]
    parents = first + len(made)
    made.append(f"<</Nums[{' '.join(keys)}]>>".encode())
    head = f"<</Type/StructTreeRoot/K {first} 0 R/ParentTree {parents} 0 R"
    head += f"/ParentTreeNextKey {len(keys)}"
    notes = sorted((element.note, number[element]) for element in elements if element.note)
    if notes:
        head += f"/IDTree {first + len(made)} 0 R"
        names = " ".join(f"{string(name)} {at} 0 R" for name, at in notes)
        made.append(f"<</Names[{names}]>>".encode())
    return f"{head}>>".encode(), made


def _dictionary(
    element: Element,
    number: dict[Element, int],
    root: int,
    pages: Sequence[int],
    annotations: Sequence[int],
) -> bytes:
    parent = root if element.parent is None else number[element.parent]
    parts = [f"<</Type/StructElem/S/{element.tag}/P {parent} 0 R"]
    if element.page >= 0:
        parts.append(f"/Pg {pages[element.page]} 0 R")
    kids = []
    for kid in element.kids:
        match kid:
            case Element():
                kids.append(f"{number[kid]} 0 R")
            case Content() if kid.page == element.page:
                kids.append(str(kid.number))
            case Content():
                kids.append(f"<</Type/MCR/Pg {pages[kid.page]} 0 R/MCID {kid.number}>>")
            case Annotation():
                area = annotations[kid.index]
                kids.append(f"<</Type/OBJR/Pg {pages[kid.page]} 0 R/Obj {area} 0 R>>")
    if kids:
        parts.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]")
    if element.note:
        parts.append(f"/ID{string(element.note)}")
    parts.append(element.entries)
    parts.append(">>")
    return "".join(parts).encode()
