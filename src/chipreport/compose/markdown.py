"""Rendered Markdown with tokens to core blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from chipreport.blocks import Block, Scene
from chipreport.compose.registry import TOKEN, Item
from chipreport.doc.nodes import (
    Callout,
    Columns,
    Core,
    FactRef,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Listing,
    Paragraph,
    ParagraphRole,
    Text,
)
from chipreport.doc.walk import every_block, plain, runs
from chipreport.errors import ChipReportError, Problem, near

_HAN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_STRAY = re.compile(r":::+[ \t]*(\S*)")
_SENTENCE_END = re.compile(r"[.!?][\"”’)]? $")
_FENCES = ("callout", "columns", "column", "lead", "note")


@cache
def parser() -> MarkdownIt:
    """Return the Markdown parser, made once: headings, lists, emphasis, links and fences."""
    markdown = MarkdownIt("zero").enable(
        ["heading", "list", "emphasis", "link", "newline", "escape", "entity"]
    )
    for name in _FENCES:
        markdown.use(container_plugin, name)
    return markdown


@dataclass(slots=True)
class Reader:
    """Turns tokens of Markdown into blocks; gathers problems instead of stopping at the first."""

    scene: Scene
    items: Sequence[Item]
    path: str
    problems: list[Problem] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)

    def blocks(self, tokens: Sequence[Token]) -> tuple[Core, ...]:
        """Return the core blocks of a run of sibling tokens."""
        out: list[Core] = []
        place = 0
        while place < len(tokens):
            end = _end(tokens, place)
            out.extend(self._block(tokens[place], tokens[place + 1 : end]))
            place = end + 1
        return tuple(out)

    def _block(self, opening: Token, inner: Sequence[Token]) -> Sequence[Core]:
        match opening.type:
            case "paragraph_open":
                return self._paragraph(inner[0])
            case "heading_open":
                inlines = self.inlines(inner[0])
                return [Heading(int(opening.tag[1]), inlines, self._anchor(plain(inlines)))]
            case "bullet_list_open" | "ordered_list_open":
                return [self._listing(inner, ordered=opening.type.startswith("ordered"))]
            case "container_callout_open":
                title = self._words(opening.info.strip().removeprefix("callout").strip())
                return [Callout(title, self.blocks(inner))]
            case "container_lead_open" | "container_note_open":
                role = ParagraphRole.LEAD if "lead" in opening.type else ParagraphRole.NOTE
                return [
                    replace(block, role=role) if isinstance(block, Paragraph) else block
                    for block in self.blocks(inner)
                ]
            case "container_columns_open":
                return self._columns(opening, inner)
            case _:
                name = opening.type.removesuffix("_open").removeprefix("container_")
                self._say("T060", f"{name} cannot stand here", opening)
                return []

    def _paragraph(self, token: Token) -> Sequence[Core]:
        found = [TOKEN.fullmatch(part) for part in token.content.split("\n")]
        alone = [self.items[int(match[1])] for match in found if match]
        if len(alone) == len(found) and all(_is_block(item) for item in alone):
            return [core for item in alone for core in self._lowered(item)]
        fence = _STRAY.match(token.content)
        if fence:
            hint = near(fence[1], _FENCES) if fence[1] else "every fence is opened and closed once"
            says = f"no fence is called {fence[1]!r}" if fence[1] else "this ::: closes nothing"
            self.problems.append(Problem("T066", says, self.path, hint))
            return []
        inlines = self.inlines(token)
        return [Paragraph(inlines)] if inlines else []

    def _lowered(self, item: Item) -> Sequence[Core]:
        block = item.node
        assert not isinstance(block, Inline)
        try:
            return block.lower(self.scene)
        except ChipReportError as error:
            self.problems.extend(replace(problem, where=item.where) for problem in error.problems)
            return []

    def _listing(self, tokens: Sequence[Token], *, ordered: bool) -> Listing:
        items: list[Inlines] = []
        for token in tokens:
            if token.type == "inline" and token.level >= 2:
                items.append(self.inlines(token))
        return Listing(tuple(items), ordered)

    def _columns(self, opening: Token, inner: Sequence[Token]) -> Sequence[Core]:
        columns: list[tuple[Core, ...]] = []
        place = 0
        while place < len(inner):
            end = _end(inner, place)
            if inner[place].type == "container_column_open":
                columns.append(self.blocks(inner[place + 1 : end]))
            else:
                self._say("T061", "only ::: column may stand in ::: columns", inner[place])
            place = end + 1
        given = opening.info.split()[1:]
        weights = tuple(float(weight) for weight in given) or (1.0,) * len(columns)
        if len(weights) != len(columns):
            self._say("T062", f"{len(columns)} columns have {len(weights)} widths", opening)
            return []
        kept = [(c, w) for c, w in zip(columns, weights, strict=True) if c]
        if len(kept) < 2:
            return [core for column, _ in kept for core in column]
        return [Columns(tuple(c for c, _ in kept), tuple(w for _, w in kept))]

    # ---------------------------------------------------------------------------- inlines

    def inlines(self, token: Token) -> Inlines:
        """Return the inlines of an inline token."""
        out: list[Inline] = []
        strong = emphasis = 0
        link: tuple[str, list[str]] | None = None
        for child in token.children or ():
            match child.type:
                case "text" | "text_special" | "entity":
                    if link:
                        link[1].append(plain(self._split(child.content, False, False)))
                    else:
                        out.extend(self._split(child.content, strong > 0, emphasis > 0))
                case "softbreak":
                    out.append(Text(" "))
                case "hardbreak":
                    out.append(LineBreak())
                case "strong_open" | "strong_close":
                    strong += child.nesting
                case "em_open" | "em_close":
                    emphasis += child.nesting
                case "link_open":
                    link = (str(child.attrGet("href") or ""), [])
                case "link_close" if link:
                    out.append(Link("".join(link[1]), link[0]))
                    link = None
                case _:
                    self._say("T063", f"{child.type} cannot stand in a line", token)
        return _joined(out)

    def _words(self, text: str) -> Inlines:
        return _joined(self._split(text, False, False))

    def _split(self, text: str, strong: bool, emphasis: bool) -> list[Inline]:
        out: list[Inline] = []
        for place, part in enumerate(TOKEN.split(text)):
            if place % 2 == 0:
                if part:
                    out.append(Text(part, strong, emphasis))
                continue
            item = self.items[int(part)]
            if not isinstance(item.node, Inline):
                self._say_at(
                    "T064", f"{_name(item.node)} must stand in a paragraph of its own", item
                )
                continue
            node = item.node
            if isinstance(node, Text):
                node = replace(
                    node, strong=node.strong or strong, emphasis=node.emphasis or emphasis
                )
            elif isinstance(node, FactRef):
                node = replace(node, strong=node.strong or strong)
            out.append(node)
        return out

    def _anchor(self, text: str) -> str:
        slug = re.sub(r"[^\w]+", "-", text.casefold()).strip("-")[:60].strip("-") or "section"
        count = self.anchors[slug] = self.anchors.get(slug, 0) + 1
        return slug if count == 1 else f"{slug}-{count}"

    def _say(self, code: str, says: str, token: Token) -> None:
        places = (self.items[int(n)].where for n in TOKEN.findall(token.content))
        self.problems.append(Problem(code, says, next(places, self.path)))

    def _say_at(self, code: str, says: str, item: Item) -> None:
        self.problems.append(Problem(code, says, item.where))


def _is_block(item: Item) -> bool:
    return not isinstance(item.node, Inline)


def _name(block: Block) -> str:
    return type(block).__name__


def _end(tokens: Sequence[Token], place: int) -> int:
    depth = 0
    for at in range(place, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return at
    return len(tokens)


def _joined(inlines: Sequence[Inline]) -> Inlines:
    """Return `inlines` with neighbouring words of one kind joined; no blank between Han lines."""
    out: list[Inline] = []
    for place, inline in enumerate(inlines):
        if inline == Text(" ") and 0 < place < len(inlines) - 1:
            before, after = plain([inlines[place - 1]]), plain([inlines[place + 1]])
            if _HAN.match(before[-1:]) or _HAN.match(after[:1]):
                continue
        last = out[-1] if out else None
        if (
            isinstance(last, Text)
            and isinstance(inline, Text)
            and not last.key
            and replace(last, text="") == replace(inline, text="")
        ):
            out[-1] = replace(last, text=last.text + inline.text)
            continue
        if isinstance(inline, FactRef) and _starts_sentence(out):
            inline = replace(inline, text=inline.text[:1].upper() + inline.text[1:])
        out.append(inline)
    return tuple(out)


def _starts_sentence(before: Sequence[Inline]) -> bool:
    return not before or bool(_SENTENCE_END.search(plain(before[-1:])))


def check_links(blocks: Sequence[Core]) -> list[Problem]:
    """Return a problem for each link that is neither an anchor nor an http(s) address."""
    return [
        Problem("T065", f"the link {inline.target!r} leads nowhere safe", hint="use http(s) or #")
        for block in every_block(blocks)
        for run in runs(block)
        for inline in run
        if isinstance(inline, Link) and not inline.target.startswith(("#", "http://", "https://"))
    ]


__all__ = ["Reader", "check_links", "parser"]
