"""The charts of an edited file: caches, labels and workbooks brought up to date in place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from lxml import etree

from chipreport.errors import VerificationError
from chipreport.formats.docx.anchors import claim_key
from chipreport.formats.docx.refresh_ledger import Ledger, folded
from chipreport.formats.docx.refresh_report import (
    DRAWN,
    LABEL,
    LOOK,
    WITHDRAWN,
    Change,
    Conflict,
    Report,
)
from chipreport.formats.docx.wml import A, C
from chipreport.ooxml.chart_place import Place
from chipreport.ooxml.chart_workbook import Mark, digits, marks
from chipreport.ooxml.reading import Parts, parse, related
from chipreport.ooxml.rewriting import serialized, with_marks
from chipreport.phrase import Form

_C, _A = f"{{{C}}}", f"{{{A}}}"
_FORMS = (Form.NUMBER, Form.SIGN, Form.PROSE, Form.COUNTED)


class ChartRefresh:
    """One chart part and the workbook behind it; `label` is how the report calls it."""

    def __init__(self, parts: Parts, name: str, label: str, ledger: Ledger, report: Report) -> None:
        self.changed: dict[str, bytes] = {}
        self.old_and_new: list[tuple[str, frozenset[str], str]] = []
        """For each mark: its category, the old texts, and the new one for alternative text."""
        self._label_of_chart = label
        self._ledger = ledger
        self._report = report
        book = next((b for b in related(parts, name).values() if b.endswith(".xlsx")), "")
        try:
            behind: Mapping[tuple[int, int], Mark] = marks(parts[book]) if book in parts else {}
        except VerificationError:
            return  # a chart of the person's own
        if not any(mark.claim_id for mark in behind.values()):
            return
        self._root = parse(parts, name)
        self._dirty = False
        self._fresh: dict[tuple[int, int], tuple[Decimal, str, int | None]] = {}
        form = self._form(behind)
        for order, series in enumerate(self._root.iter(f"{_C}ser")):
            self._series(order, series, behind, form)
        if self._dirty:
            self.changed[name] = serialized(self._root)
        if self._fresh:
            self.changed[book] = with_marks(parts[book], self._fresh)

    def _form(self, behind: Mapping[tuple[int, int], Mark]) -> Form:
        """Return the form in which the labels were written: the one that explains all of them."""

        def explained(form: Form) -> int:
            shown = ((folded(mark.shown), mark) for mark in behind.values())
            return sum(text in self._explained(mark, form) for text, mark in shown)

        return max(_FORMS, key=explained)

    def _explained(self, mark: Mark, form: Form) -> set[str]:
        """Return the texts, folded, that a label in `form` may have had."""
        key = claim_key(mark.claim_id)
        texts = {self._ledger.new(key, form) or ""}
        if mark.drawn is not None and mark.power is not None:
            value = mark.drawn.scaleb(mark.power).normalize()
            whole = value == value.to_integral_value()
            plain = value.quantize(Decimal(1)) if whole else value  # 1500, not 1.5E+3
            texts.add(self._ledger.said_of(key, form, plain))
        return {folded(text) for text in texts} | self._ledger.old(key, form)

    def _series(
        self,
        order: int,
        series: etree._Element,
        behind: Mapping[tuple[int, int], Mark],
        form: Form,
    ) -> None:
        count = 1 + max((index for row, index in behind if row == order), default=-1)
        if count:
            self._references(order, count, series)
        labels = {_index(label): label for label in series.iter(f"{_C}dLbl")}
        names = {
            _whole(point.get("idx", "")): point.findtext(f"{_C}v") or ""
            for point in series.iterfind(f"{_C}cat//{_C}pt")
        }
        for point in series.iterfind(f"{_C}val/{_C}numRef/{_C}numCache/{_C}pt"):
            index = _whole(point.get("idx", ""))
            mark = behind.get((order, index))
            if mark is not None and mark.claim_id:
                where = f"{self._label_of_chart}, {names.get(index, index + 1)}"
                self._point((order, index), point, labels.get(index), mark, form, where)
                key = claim_key(mark.claim_id)
                new = self._ledger.new(key, Form.SIGN.value)
                if new is not None:
                    old = self._ledger.old_labels(key) | self._explained(mark, Form.SIGN)
                    self.old_and_new.append((names.get(index, ""), old, new))

    def _point(
        self,
        at: tuple[int, int],
        point: etree._Element,
        label: etree._Element | None,
        mark: Mark,
        form: Form,
        where: str,
    ) -> None:
        key = claim_key(mark.claim_id)
        new, shown = self._ledger.new(key, form.value), "" if label is None else _text(label)
        if new is None:
            text = shown or mark.shown
            self._report.conflicts.append(Conflict(mark.claim_id, where, text, "", WITHDRAWN))
            return
        if self._ledger.turned(key):
            self._report.conflicts.append(Conflict(mark.claim_id, where, shown, new, LOOK))
        value = point.find(f"{_C}v")
        redrawn = self._ledger.redrawn(key, mark)
        if redrawn is None:
            if folded(mark.shown) != folded(new):
                conflict = Conflict(mark.claim_id, where, mark.shown, new, DRAWN)
                self._report.conflicts.append(conflict)
            return
        number, power = redrawn
        cached = "" if value is None else value.text or ""
        if not _same(cached, number) and not _same(cached, self._ledger.drawn_before(key, mark)):
            self._report.conflicts.append(Conflict(mark.claim_id, where, cached, new, DRAWN))
            return
        known = self._ledger.old(key, form.value) | {folded(mark.shown)}
        if shown and folded(shown) != folded(new) and folded(shown) not in known:
            self._report.conflicts.append(Conflict(mark.claim_id, where, shown, new, LABEL))
            label = None
        changed = False
        if value is not None and not _same(cached, number):
            value.text, changed = digits(number), True
        if label is not None and shown and folded(shown) != folded(new):
            _write(label, new)
            changed = True
        if mark.drawn != number or mark.shown != new or mark.power != power:
            self._fresh[at] = (number, new, power)
            changed = True
        self._dirty |= changed
        if changed:
            old = mark.shown if mark.shown != new else shown
            self._report.changed.append(Change(mark.claim_id, where, old, new))
        elif not shown or folded(shown) == folded(new):
            self._report.unchanged += 1

    def _references(self, order: int, count: int, series: etree._Element) -> None:
        """Lead back to the workbook where LibreOffice has put words in place of cells."""
        where = Place()
        wanted = {
            f"{_C}tx/{_C}strRef/{_C}f": where.name(order),
            f"{_C}cat/{_C}strRef/{_C}f": where.labels(count),
            f"{_C}val/{_C}numRef/{_C}f": where.values(order, count),
        }
        for path, cells in wanted.items():
            found = series.find(path)
            if found is not None and "!" not in (found.text or ""):
                found.text = cells
                self._dirty = True
                self._report.repaired.append(f"{self._label_of_chart} leads to its cells again")


def renewed_text(text: str, points: list[tuple[str, frozenset[str], str]]) -> str | None:
    """Return the alternative text of a chart brought up to date, None where a person wrote it.

    What is generated ends in "label: figure; label: figure." for all marks; the words before are
    the title.
    """
    if not points:
        return None
    first = f"{points[0][0]}: "
    starts = [at for at in _places(text, first) if at == 0 or text[:at].endswith(". ")]
    for start in starts if text.endswith(".") else ():
        told = text[start:-1].split("; ")
        if len(told) == len(points) and all(map(_tells, told, points)):
            said = "; ".join(f"{name}: {new}" for name, _, new in points)
            return f"{text[:start]}{said}."
    return None


def _tells(told: str, point: tuple[str, frozenset[str], str]) -> bool:
    name, old, new = point
    figure = told.removeprefix(f"{name}: ")
    return figure != told and folded(figure) in old | {folded(new)}


def _places(text: str, words: str) -> list[int]:
    return [found.start() for found in re.finditer(re.escape(words), text)]


def _text(label: etree._Element) -> str:
    return "".join(text.text or "" for text in label.iter(f"{_A}t"))


def _write(label: etree._Element, new: str) -> None:
    first, *rest = label.iter(f"{_A}t")
    first.text = new
    for text in rest:
        text.text = ""


def _index(label: etree._Element) -> int:
    found = label.find(f"{_C}idx")
    return -1 if found is None else _whole(found.get("val", ""))


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


def _same(text: str, number: Decimal | None) -> bool:
    """Return whether a cached number is `number`; programs store the nearest double."""
    try:
        return number is not None and float(Decimal(text)) == float(number)
    except (InvalidOperation, ValueError, OverflowError):
        return False
