"""The figures in the text of an edited file: found, brought up to date, or left and reported."""

from __future__ import annotations

import re

from lxml import etree

from chipreport.formats.docx.anchors import claim_of, number_from
from chipreport.formats.docx.refresh_ledger import Ledger, folded, recased
from chipreport.formats.docx.refresh_report import (
    AMBIGUOUS,
    OVERTYPED,
    UNKNOWN,
    WITHDRAWN,
    Change,
    Conflict,
    Report,
)
from chipreport.formats.docx.wml import W

_W = f"{{{W}}}"
_W15_URI = "http://schemas.microsoft.com/office/word/2012/wordml"
_W15 = f"{{{_W15_URI}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
DETACHED = "cr!:"
"""Begins the tag of a control that a person's own text has taken over."""

_LONGEST = 72
_SENTENCE_END = re.compile(r"[.!?。！？]\s*$")


class Story:
    """One part with text: the body, a header, the notes."""

    def __init__(
        self, root: etree._Element, ledger: Ledger, report: Report, used: set[int]
    ) -> None:
        self.root = root
        self.dirty = False
        self.seen: list[tuple[str, str]] = []
        self.mirrors: dict[str, str] = {}
        self._ledger = ledger
        self._report = report
        self._used = used
        self._before: dict[etree._Element, str] = {}
        self._gone: set[etree._Element] = set()

    def refresh(self) -> None:
        """Bring every control of ours up to date."""
        controls = list(self.root.iter(f"{_W}sdt"))
        for control in controls:
            if control not in self._gone:
                self._join(control)
        for control in controls:
            properties, content = control.find(f"{_W}sdtPr"), control.find(f"{_W}sdtContent")
            if properties is not None and content is not None and control not in self._gone:
                self._control(control, properties, content)
        for paragraph, before in self._before.items():
            self.mirrors[before] = words(paragraph)

    def _control(
        self, control: etree._Element, properties: etree._Element, content: etree._Element
    ) -> None:
        if any(True for _ in control.iterancestors(f"{_W}del")):
            return  # a tracked deletion: what is to go needs no new text
        tag, path = _value(properties, "tag"), _path(properties)
        if tag.startswith(DETACHED):
            self._own_number(properties, tag)
            self._report.detached += 1
            return
        shown = visible(content)
        found = self._named(control, properties, tag, path, shown)
        if found is None:
            return
        key, form = found
        self._own_number(properties, tag or f"cr:{key}|{form}")
        self._restore(properties, key, form)
        where = place(control)
        claim_id, new = self._ledger.id(key), self._ledger.new(key, form)
        if new is None:
            self._report.conflicts.append(Conflict(claim_id, where, shown, "", WITHDRAWN))
            return
        if not self._ledger.has_base(key, form) and folded(shown) not in {
            folded(new),
            *self._ledger.old(key, form),
        }:
            self._report.conflicts.append(Conflict(claim_id, where, shown, new, UNKNOWN))
            return
        self.seen.append((key, form))
        if folded(shown) in {folded(new), *self._ledger.old(key, form)}:
            self._restyle(control, self._ledger.turned(key))
        if folded(shown) == folded(new):
            self._report.unchanged += 1
            self._rebind(properties, key, form, shown)
            return
        if folded(shown) not in self._ledger.old(key, form):
            self._report.conflicts.append(Conflict(claim_id, where, shown, new, OVERTYPED))
            self._detach(properties, key, form)
            return
        text = recased(new, shown)
        if form in ("prose", "counted") and not shown[:1].islower() and _starts(control):
            text = text[:1].upper() + text[1:]
        self._remember(control)
        set_text(content, text)
        self._rebind(properties, key, form, text)
        self.dirty = True
        self._report.changed.append(Change(claim_id, where, shown, text))

    def _named(
        self,
        control: etree._Element,
        properties: etree._Element,
        tag: str,
        path: str,
        shown: str,
    ) -> tuple[str, str] | None:
        """Return the key and form of a control by its tag, binding, number, or name and text."""
        key, form = claim_of(tag, path)
        if key:
            return key, form
        if tag:
            return None  # another program's
        name = _value(properties, "alias")
        style = control.find(f"{_W}sdtContent//{_W}rStyle")
        kind = "" if style is None else style.get(f"{_W}val", "")
        if not name and kind in ("Fact", "FactForecast"):
            return self._by_text(control, shown, forecast=kind == "FactForecast")
        keys = self._ledger.named(name)
        key, form = self._ledger.numbered(_value(properties, "id"))
        if key and key in keys:
            return key, form
        fits = self._ledger.showing(shown, keys)
        if fits or not keys:
            return self._only(control, shown, fits)
        return keys[0], self._ledger.forms(keys[0])[0]

    def _by_text(
        self, control: etree._Element, shown: str, *, forecast: bool
    ) -> tuple[str, str] | None:
        """Return what a control shows that LibreOffice 7 has left nothing but its text and style.

        It does so with those for rich text; among figures alike, the words around it decide.
        """
        fits = self._ledger.showing(shown, self._ledger.keys(forecast=forecast))
        if len({self._ledger.new(*fit) for fit in fits}) > 1:
            around = place(control, whole=True)
            fits = [fit for fit in fits if self._ledger.label(fit[0]) in around] or fits
        if not fits:
            conflict = Conflict("unknown", place(control), shown, "", AMBIGUOUS)
            self._report.conflicts.append(conflict)
        return self._only(control, shown, fits)

    def _only(
        self, control: etree._Element, shown: str, fits: list[tuple[str, str]]
    ) -> tuple[str, str] | None:
        """Return the one of `fits` that the place asks for; several with other news are told."""
        in_cell = any(True for _ in control.iterancestors(f"{_W}tc"))
        order = ("number", "sign") if in_cell else ("prose", "counted", "sign", "number")
        fits = sorted(fits, key=lambda fit: order.index(fit[1]) if fit[1] in order else 9)
        if len({key for key, _ in fits}) > 1 and len({self._ledger.new(*fit) for fit in fits}) > 1:
            names = " or ".join(dict.fromkeys(self._ledger.id(key) for key, _ in fits))
            self._report.conflicts.append(Conflict(names, place(control), shown, "", AMBIGUOUS))
            return None
        return fits[0] if fits else None

    def _restyle(self, control: etree._Element, wanted: str) -> None:
        """Let a forecast that has become a fact look like one, and the other way round."""
        for style in control.iter(f"{_W}rStyle") if wanted else ():
            held = style.get(f"{_W}val")
            if held in ("Fact", "FactForecast") and held != wanted:
                style.set(f"{_W}val", wanted)
                self.dirty = True

    def _remember(self, control: etree._Element) -> None:
        paragraph = next(control.iterancestors(f"{_W}p"), None)
        if paragraph is not None and paragraph not in self._before:
            self._before[paragraph] = words(paragraph)

    def _rebind(self, properties: etree._Element, key: str, form: str, text: str) -> None:
        """Take the binding away where the store would show another text, or must not hold it."""
        binding = properties.find(f"{_W}dataBinding")
        if binding is None:
            return
        if set("&<\n\t") & set(text) or self._ledger.bound(key, form) not in (None, text):
            properties.remove(binding)
            self.dirty = True

    def _detach(self, properties: etree._Element, key: str, form: str) -> None:
        binding = properties.find(f"{_W}dataBinding")
        if binding is not None:  # else Word would show the store's text over the person's
            properties.remove(binding)
        tag = properties.find(f"{_W}tag")
        if tag is not None:
            tag.set(f"{_W}val", f"{DETACHED}{key}|{form}"[:64])
        self.dirty = True

    def _own_number(self, properties: etree._Element, seed: str) -> None:
        """Give a pasted copy a number of its own."""
        number = properties.find(f"{_W}id")
        text = "" if number is None else number.get(f"{_W}val", "")
        if number is None or not re.fullmatch(r"-?[0-9]{1,10}", text):
            return
        if int(text) not in self._used:
            self._used.add(int(text))
        elif not any(True for _ in properties.iterancestors(_FALLBACK)):
            number.set(f"{_W}val", str(number_from(f"{seed}|copy", self._used)))
            self._report.repaired.append(f"a pasted copy got a number of its own: {seed}")
            self.dirty = True

    def _restore(self, properties: etree._Element, key: str, form: str) -> None:
        """Put back the tag and the hidden frame, which LibreOffice 7 drops."""
        if properties.find(f"{_W}tag") is None:
            tag = etree.Element(f"{_W}tag")
            tag.set(f"{_W}val", f"cr:{key}|{form}")
            name = properties.find(f"{_W}alias")
            at = 0 if name is None else list(properties).index(name) + 1
            properties.insert(at, tag)
            self._report.repaired.append(f"the tag was put back: {key}")
            self.dirty = True
        if properties.find(f"{_W15}appearance") is None:
            hidden = etree.Element(f"{_W15}appearance", nsmap={"w15": _W15_URI})
            hidden.set(f"{_W15}val", "hidden")
            plain = properties.find(f"{_W}text")
            at = len(properties) if plain is None else list(properties).index(plain)
            properties.insert(at, hidden)
            self._report.repaired.append(f"the frame was hidden again: {key}")
            self.dirty = True

    def _join(self, control: etree._Element) -> None:
        """Keep one of the neighbours into which LibreOffice 7 splits a control with Han."""
        group = [control]
        mine = self._split(control)
        following = control.getnext()
        while mine and following is not None and self._split(following) == mine:
            group.append(following)
            following = following.getnext()
        if len(group) == 1:
            return
        known = {
            text
            for key in self._ledger.named(mine)
            for form in self._ledger.forms(key)
            for text in self._ledger.old(key, form) | {folded(self._ledger.new(key, form) or "")}
        }
        kept = next((each for each in group if folded(_all(each)) in known), group[0])
        for each in group:
            if each is not kept:
                _remove(each)
                self._gone.add(each)
        self._report.repaired.append(f"{len(group)} neighbouring controls were joined: {mine}")
        self.dirty = True

    def _split(self, control: etree._Element | None) -> str:
        if control is None or control.tag != f"{_W}sdt":
            return ""
        properties = control.find(f"{_W}sdtPr")
        if properties is None or properties.find(f"{_W}tag") is not None:
            return ""
        name = _value(properties, "alias")
        return name if self._ledger.named(name) else ""


def visible(content: etree._Element) -> str:
    """Return the words in `content` as a reader sees them."""
    return "".join(text.text or "" for text in content.iter(f"{_W}t"))


def words(paragraph: etree._Element) -> str:
    """Return the words of a paragraph without the marks of its notes."""
    found = []
    for text in paragraph.iter(f"{_W}t"):
        run = text.getparent()
        style = None if run is None else run.find(f"{_W}rPr/{_W}rStyle")
        if style is None or style.get(f"{_W}val") != "NoteMark":
            found.append(text.text or "")
    return "".join(found)


def set_text(content: etree._Element, new: str) -> None:
    """Replace the words in `content`; the first run keeps its look, the others go."""
    texts = list(content.iter(f"{_W}t"))
    if not texts:
        run = content.find(f".//{_W}r")
        if run is None:
            run = etree.SubElement(content, f"{_W}r")
        texts = [etree.SubElement(run, f"{_W}t")]
    texts[0].text = new
    texts[0].set(_SPACE, "preserve")
    for text in texts[1:]:
        run = text.getparent()
        _remove(text)
        if run is not None and run.tag == f"{_W}r" and not _holds(run):
            _remove(run)


def place(element: etree._Element, *, whole: bool = False) -> str:
    """Return the words around a figure: its row in a table, else its paragraph."""
    row = next(element.iterancestors(f"{_W}tr"), None)
    paragraph = next(element.iterancestors(f"{_W}p"), None)
    found = "" if paragraph is None else words(paragraph)
    if row is not None:
        cells = (" ".join(words(p) for p in cell.iter(f"{_W}p")) for cell in row.iter(f"{_W}tc"))
        found = " | ".join(cell for cell in cells if cell)
    found = re.sub(r"\s+", " ", found).strip()
    return found if whole or len(found) <= _LONGEST else found[: _LONGEST - 1] + "…"


def _starts(control: etree._Element) -> bool:
    """Return whether a sentence of the paragraph begins with the control."""
    paragraph = next(control.iterancestors(f"{_W}p"), None)
    before = []
    for element in () if paragraph is None else paragraph.iter(f"{_W}t", f"{_W}sdt"):
        if element is control:
            break
        before.append(element.text or "" if element.tag == f"{_W}t" else "")
    text = "".join(before)
    in_cell = any(True for _ in control.iterancestors(f"{_W}tc"))
    return bool(_SENTENCE_END.search(text)) or (not text.strip() and not in_cell)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _holds(run: etree._Element) -> bool:
    return any(child.tag != f"{_W}rPr" for child in run)


def _all(control: etree._Element) -> str:
    content = control.find(f"{_W}sdtContent")
    return "" if content is None else visible(content)


def _value(properties: etree._Element, name: str) -> str:
    found = properties.find(f"{_W}{name}")
    return "" if found is None else str(found.get(f"{_W}val", ""))


def _path(properties: etree._Element) -> str:
    found = properties.find(f"{_W}dataBinding")
    return "" if found is None else str(found.get(f"{_W}xpath", ""))
