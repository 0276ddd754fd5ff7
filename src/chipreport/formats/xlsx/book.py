"""The workbook while it grows: sheets, names of claims, notes on them, and links to settle last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils import quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink

from chipreport.doc.nodes import Document, FactRef
from chipreport.facts.model import Claim, Comparator, Derived, Scenario
from chipreport.formats.xlsx import guard as limits
from chipreport.formats.xlsx.guard import Guard
from chipreport.formats.xlsx.live import Input, live
from chipreport.formats.xlsx.looks import Looks
from chipreport.formats.xlsx.number_format import Shown
from chipreport.formats.xlsx.serialise import XML_HEAD
from chipreport.formats.xlsx.words import Words, period, words
from chipreport.theme import Theme

CLAIMS_NAMESPACE = "urn:chipreport:claims"
_NOTE_WIDTH = 320
_NOTE_LINE = 18


@dataclass(frozen=True, slots=True)
class Spot:
    """A row of a sheet that links can lead to."""

    sheet: str
    row: int

    @property
    def location(self) -> str:
        """The place as Excel writes it."""
        return f"{quote_sheetname(self.sheet)}!A{self.row}"


class Book:
    """What the sheets of one document share."""

    def __init__(self, document: Document, theme: Theme) -> None:
        self.document = document
        self.theme = theme
        self.words: Words = words(document.language)
        self.guard = Guard()
        self.workbook = Workbook()
        self.looks = Looks(self.workbook, theme, document.language)
        self.workbook.remove(self.workbook.worksheets[0])
        self.anchors: dict[str, Spot] = {}
        self.tables = 0
        self._entries: list[str] = []
        self._links: list[tuple[Any, str, str]] = []
        self._noted: set[str] = set()
        self._codes: set[str] = set()
        self._inputs: dict[str, Input] = {}
        self._live: list[tuple[Any, Derived, Shown]] = []

    def claims_part(self) -> str:
        """Return the part that says which name stands for which claim, and where in its text."""
        entries = "".join(self._entries)
        return f'{XML_HEAD}<claims xmlns="{CLAIMS_NAMESPACE}">{entries}</claims>'

    def name_value(self, cell: Any, ref: FactRef, shown: Shown | None) -> str:
        """Return the name given to a cell that holds nothing but a claim."""
        scale = f' scale="{shown.scale}"' if shown and shown.scale else ""
        form = f' form="{ref.form}"'
        name = self._name("fact_", cell, ref.claim, scale + form, hidden=False)
        if shown:
            self._codes.add(shown.code)
            self._inputs.setdefault(ref.claim.id, Input(name, shown.scale))
            if isinstance(ref.claim, Derived):
                self._live.append((cell, ref.claim, shown))
        if ref.claim.id not in self._noted:
            self._noted.add(ref.claim.id)
            cell.comment = self._comment(ref)
        return name

    def name_words(self, cell: Any, ref: FactRef, before: int, after: int) -> None:
        """Name a cell in whose text a claim stands, and keep how much text is around it."""
        place = f' before="{before}" after="{after}" form="{ref.form}"'
        self._name("said_", cell, ref.claim, place, hidden=True)

    def name_drawn(self, cell: Any, ref: FactRef, fact_name: str) -> None:
        """Name a cell that a chart draws from, where the claim's own cell holds another number."""
        self._name("drawn_", cell, ref.claim, f" of={quoteattr(fact_name)}", hidden=True)

    def link(self, cell: Any, target: str, where: str) -> None:
        """Make `cell` lead to "#anchor", "note 3" or an address, once all sheets are known."""
        self._links.append((cell, target, where))

    def finish(self) -> None:
        """Settle links and formulas, and say what goes past the limits of a workbook."""
        counts: dict[str, int] = {}
        for cell, target, where in self._links:
            self._settle(cell, target, where)
            counts[cell.parent.title] = counts.get(cell.parent.title, 0) + 1
        for sheet, count in counts.items():
            if count > limits.MAX_LINKS:
                hint = f"a sheet holds {limits.MAX_LINKS}: split it"
                self.guard.say("X108", f"{count} links stand on one sheet", sheet, hint)
        if len(self._codes) > limits.MAX_CODES:
            says = f"the claims need {len(self._codes)} number formats"
            hint = f"Excel promises {limits.MAX_CODES}: split the document"
            self.guard.say("X107", says, self.document.name, hint)
        for cell, derived, shown in self._live:
            if formula := live(derived, shown, self._inputs):
                cell._value, cell.data_type = formula, "f"

    def _settle(self, cell: Any, target: str, where: str) -> None:
        link = Hyperlink(ref=cell.coordinate, display=str(cell._value)[:255])
        if not target.startswith(("#", "note ")):
            link.target = self.guard.address(target, where)
            if not link.target:
                return
        elif spot := self.anchors.get(target.removeprefix("#")):
            link.location = spot.location
        else:
            says = f"the link to {target!r} leads nowhere"
            self.guard.say("X104", says, where, "name the anchor of a heading or a note")
            return
        cell._hyperlink = link

    def _name(self, prefix: str, cell: Any, claim: Claim, more: str, *, hidden: bool) -> str:
        name = self.guard.name(f"{prefix}{claim.id}")
        target = f"{quote_sheetname(cell.parent.title)}!${cell.column_letter}${cell.row}"
        told = self.guard.text(self._told(claim), name)[:200]
        self.workbook.defined_names.add(
            DefinedName(name, attr_text=target, hidden=hidden or None, comment=told)
        )
        identity = quoteattr(self.guard.text(claim.id, name))
        self._entries.append(f"<claim name={quoteattr(name)} id={identity}{more}/>")
        return name

    def _told(self, claim: Claim) -> str:
        language = self.document.language
        title = claim.titles.get(language) or claim.titles["en"]
        return f"{title}, {period(claim.time_period, language)}"

    def _comment(self, ref: FactRef) -> Comment:
        claim, language = ref.claim, self.document.language
        name = claim.entity.name(language)
        parts = [name, f"{self._told(claim)}: {ref.text}"]
        hedge = claim.quantity.comparator
        if hedge is not Comparator.EQ:
            parts.append(self.words.hedges[hedge.value])
        if claim.scenario is not Scenario.ACTUAL:
            parts.append(self.words.scenarios[claim.scenario.value])
        if isinstance(claim, Derived):
            method = claim.methods.get(language) or claim.methods.get("en", claim.formula)
            parts.append(self.words.worked_out.format(method=method))
        for citation in claim.citations:
            place = self.words.paragraph.format(number=citation.paragraph)
            source = citation.source
            parts.append(f"{self.words.source}: {source.producer}, {source.title}, {place}")
        text = self.guard.text("\n".join(parts), f"note on {claim.id}")
        lines = sum(1 + len(part.encode("utf-8")) // 52 for part in text.split("\n"))
        return Comment(text, self.theme.brand, height=_NOTE_LINE * (lines + 1), width=_NOTE_WIDTH)
