"""What the figures of a file were when it was written, and what the dataset says of them now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from lxml import etree

from chipreport.errors import ChipReportError
from chipreport.facts import Dataset
from chipreport.facts.model import Claim, Comparator, Scenario
from chipreport.formats.docx.anchors import alias, claim_key, is_hashed, number_from
from chipreport.formats.docx.store import NAMESPACE
from chipreport.ooxml.chart_workbook import Mark
from chipreport.phrase import Form, label, say

_F = f"{{{NAMESPACE}}}"
_COPIES = 40  # how many controls of one claim and form are known by their number


def folded(text: str) -> str:
    """Return `text` for comparison: spaces alike, and the first letter small.

    Example:
        >>> folded("More  than 20 ")
        'more than 20'
    """
    text = re.sub(r"\s+", " ", text).strip()
    return text[:1].lower() + text[1:]


def recased(text: str, like: str) -> str:
    """Return `text` with a capital where `like` has one for the sake of its sentence.

    Example:
        >>> recased("about 30 robots", "More than 20 robots"), recased("about 30", "CN¥20")
        ('About 30 robots', 'about 30')
    """
    sentence = like[:1].isupper() and like[1:2].islower()
    return text[:1].upper() + text[1:] if sentence else text


class Ledger:
    """Old texts from the store of the file, new ones from the dataset.

    `earlier` is the dataset as it stood at the edition of the file; it helps where an editor has
    emptied the store.
    """

    def __init__(
        self,
        dataset: Dataset,
        language: str,
        store: etree._Element | None,
        earlier: Dataset | None = None,
    ) -> None:
        self.language = language
        self._dataset = dataset
        self._earlier = earlier
        children = () if store is None else store.iterchildren(f"{_F}*")
        self._stored = {etree.QName(child).localname: child for child in children}
        claims: dict[str, Claim] = {**dataset.tables.facts, **dataset.derived}
        self._ids = {claim_key(id): id for id in claims}
        self._ids |= {key: child.get("id", key) for key, child in self._stored.items()}
        self._aliases: dict[str, list[str]] = {}
        for key in self._stored or self._ids:
            claim = self.claim(key)
            if claim is not None:
                self._aliases.setdefault(alias(claim, language), []).append(key)
        self._numbers: dict[int, tuple[str, str]] = {}

    def claim(self, key: str) -> Claim | None:
        """Return the claim that a key of the file stands for, None where it was withdrawn."""
        return self._dataset.find(self._ids.get(key, key))

    def id(self, key: str) -> str:
        """Return the id behind a key, the key where nothing tells it."""
        return self._ids.get(key, key)

    def named(self, name: str) -> tuple[str, ...]:
        """Return the keys of the claims whose controls are called `name`."""
        return tuple(self._aliases.get(name, ()))

    def numbered(self, number: str) -> tuple[str, str]:
        """Return the key and form of the control with this number, which is a hash of both."""
        if not self._numbers:
            for key, form in self.entries():
                for copy in range(1, _COPIES):
                    name = number_from(f"cr:{key}|{form}|{copy}", set())
                    self._numbers.setdefault(name, (key, form))
        return self._numbers.get(int(number), ("", "")) if number.isdigit() else ("", "")

    def entries(self) -> Iterator[tuple[str, str]]:
        """Yield every key with each form in which the file may show it."""
        for key in self._stored or self._ids:
            for form in self.forms(key):
                yield key, form

    def forms(self, key: str) -> tuple[str, ...]:
        """Return the forms in which the file shows a claim, all of them where nothing tells."""
        child = self._stored.get(key)
        if child is None or not len(child):
            return tuple(Form)
        return tuple(etree.QName(form).localname for form in child.iterchildren(f"{_F}*"))

    def keys(self, *, forecast: bool) -> tuple[str, ...]:
        """Return the keys of the claims that the file may show; `forecast` leaves only those."""
        claims = {key: self.claim(key) for key in self._stored or self._ids}
        return tuple(
            key
            for key, claim in claims.items()
            if claim is not None and not (forecast and claim.scenario is Scenario.ACTUAL)
        )

    def label(self, key: str) -> str:
        """Return the short label of a claim, as it stands beside it in a table."""
        claim = self.claim(key)
        return key if claim is None else label(claim, self.language)

    def showing(self, shown: str, keys: Iterable[str]) -> list[tuple[str, str]]:
        """Return which of `keys`, in which forms, an edition would show as `shown`."""
        found = []
        for key in keys:
            for form in self.forms(key):
                if folded(shown) in self.old(key, form) | {folded(self.new(key, form) or "")}:
                    found.append((key, form))
        return found

    def new(self, key: str, form: str) -> str | None:
        """Return what the dataset says now, None where it says nothing in this form."""
        claim = self.claim(key)
        if claim is None or form not in list(Form):
            return None
        try:
            return say(claim, Form(form), self.language)
        except ChipReportError:
            return None

    def has_base(self, key: str, form: str) -> bool:
        """Return whether the store tells what was printed, so that other words are a person's."""
        child = self._stored.get(key)
        stored = None if child is None else child.find(f"{_F}{form}")
        return stored is not None and bool(stored.get("base"))

    def turned(self, key: str) -> str:
        """Return the style of a claim that has become a fact or a forecast, "" for any other."""
        claim, child = self.claim(key), self._stored.get(key)
        before = "" if child is None else child.get("scenario", "")
        if claim is None or not before or claim.scenario.value == before:
            return ""
        return "Fact" if claim.scenario is Scenario.ACTUAL else "FactForecast"

    def said_of(self, key: str, form: str, value: Decimal) -> str:
        """Return what would be said of a claim if it had this value."""
        claim = self.claim(key)
        if claim is None:
            return ""
        bounds = (claim.quantity.lower, claim.quantity.upper)
        lower, upper = (None if bound is None else value for bound in bounds)
        quantity = replace(claim.quantity, value=value, lower=lower, upper=upper)
        try:
            return say(replace(claim, quantity=quantity), Form(form), self.language)
        except ChipReportError:
            return ""

    def old(self, key: str, form: str) -> frozenset[str]:
        """Return the texts, folded, under which an edition has shown a claim in this form."""
        child = self._stored.get(key)
        texts = set()
        for each in () if child is None else child.iterchildren(f"{_F}{form}"):
            texts.add(each.get("base", ""))
        if not texts and self._earlier is not None and form in list(Form):
            before = self._earlier.find(self.id(key))
            if before is not None:
                texts.add(say(before, Form(form), self.language))
        return frozenset(folded(text) for text in texts if text)

    def bound(self, key: str, form: str) -> str | None:
        """Return what a control that is bound to the store will show."""
        new, child = self.new(key, form), self._stored.get(key)
        stored = None if child is None else child.find(f"{_F}{form}")
        return new if new is None or stored is None else recased(new, stored.get("base", ""))

    def old_labels(self, key: str) -> frozenset[str]:
        """Return every text under which a claim may stand in a label or alternative text."""
        texts = {text for form in self.forms(key) for text in self.old(key, form)}
        before = self._before(key)
        if before is not None:
            for form in (Form.SIGN, Form.NUMBER):
                try:
                    texts.add(folded(say(before, form, self.language)))
                except ChipReportError:
                    continue
        return frozenset(texts)

    def redrawn(self, key: str, mark: Mark) -> tuple[Decimal, int] | None:
        """Return the number to draw for a mark and its power of ten, None where none can be told.

        Units:
            The unit of the axis stays; the claim may count in another multiplier than before.
        """
        claim = self.claim(key)
        if claim is None or claim.quantity.point is None or mark.power is None:
            return None
        mult = claim.quantity.unit_mult
        power = mark.power + self._power(key, mult) - mult
        # multiplied, not shifted: the same digits as when it was first drawn
        return claim.quantity.point * Decimal(10) ** -power, power

    def drawn_before(self, key: str, mark: Mark) -> Decimal | None:
        """Return the number that was drawn for a mark when the file was last written."""
        before = self._before(key)
        if before is None or before.quantity.value is None or mark.power is None:
            return mark.drawn
        return before.quantity.value.scaleb(-mark.power)

    def _before(self, key: str) -> Claim | None:
        """Return the claim with the value that the store tells, None for one without a value."""
        claim, child = self.claim(key), self._stored.get(key)
        if claim is None or child is None:
            return None
        try:
            value = Decimal(child.get("value", ""))
            comparator = Comparator(child.get("bound", ""))
        except (InvalidOperation, ValueError):
            return None
        mult = self._power(key, claim.quantity.unit_mult)
        quantity = replace(
            claim.quantity,
            comparator=comparator,
            value=value,
            lower=value,
            upper=value,
            unit_mult=mult,
        )
        return replace(claim, quantity=quantity)

    def _power(self, key: str, otherwise: int) -> int:
        child = self._stored.get(key)
        text = "" if child is None else child.get("power", "")
        return int(text) if re.fullmatch(r"-?[0-9]{1,2}", text) else otherwise


def blank_store(entries: Iterable[tuple[str, str]], ledger: Ledger) -> etree._Element:
    """Return a store for these keys and forms, to be filled; for a file that has lost its own."""
    root = etree.fromstring(f'<facts xmlns="{NAMESPACE}"/>')
    children: dict[str, etree._Element] = {}
    for key, form in entries:
        if claim_key(key) != key and not is_hashed(key):
            continue  # no name for an element: not one that the writer gives
        child = children.get(key)
        if child is None:
            child = children[key] = etree.SubElement(root, f"{_F}{key}", id=ledger.id(key))
        if child.find(f"{_F}{form}") is None:
            etree.SubElement(child, f"{_F}{form}")
    return root


def refreshed_store(root: etree._Element, ledger: Ledger, about: Mapping[str, str]) -> bool:
    """Return whether the store under `root` changed: bound and base texts are those of now.

    What was withdrawn stays as it is.
    """
    changed = _set(root, about)
    for child in root.iterchildren(f"{_F}*"):
        key = etree.QName(child).localname
        claim = ledger.claim(key)
        if claim is None:
            continue
        quantity = claim.quantity
        changed |= _set(
            child,
            {
                "value": "" if quantity.value is None else format(quantity.value, "f"),
                "unit": quantity.unit.id,
                "power": str(quantity.unit_mult),
                "bound": quantity.comparator.value,
                "period": claim.time_period,
                "scenario": claim.scenario.value,
                "sources": " ".join(citation.id for citation in claim.citations),
            },
        )
        for form in child.iterchildren(f"{_F}*"):
            new = ledger.new(key, etree.QName(form).localname)
            if new is None:
                continue
            new = recased(new, form.get("base", ""))
            changed |= _set(form, {"base": new})
            bound = form.find(f"{_F}v")
            if bound is None:
                bound = etree.SubElement(form, f"{_F}v")
            if bound.text != new:
                bound.text = new
                changed = True
    return changed


def _set(element: etree._Element, values: Mapping[str, str]) -> bool:
    changed = False
    for name, value in values.items():
        if element.get(name) != value:
            element.set(name, value)
            changed = True
    return changed
