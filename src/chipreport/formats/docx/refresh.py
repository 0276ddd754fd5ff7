"""A Word file that people have edited, brought up to date with the dataset.

Only figures change. The parts that need no change are copied as they are, and a file that is up to
date already comes back byte for byte.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass

from lxml import etree

from chipreport.errors import ChipReportError, Problem, VerificationError
from chipreport.facts import Dataset
from chipreport.facts.fingerprints import Fingerprints, facts_digest
from chipreport.formats.docx.reference import CUSTOM_PREFIX
from chipreport.formats.docx.refresh_charts import ChartRefresh, renewed_text
from chipreport.formats.docx.refresh_controls import Story, words
from chipreport.formats.docx.refresh_ledger import Ledger, blank_store, refreshed_store
from chipreport.formats.docx.refresh_report import ALTERNATIVE, Conflict, Report
from chipreport.formats.docx.store import NAMESPACE
from chipreport.formats.docx.wml import WP, C, R, W
from chipreport.ooxml.package import Relationship, relationships
from chipreport.ooxml.reading import Parts, parse, read, related
from chipreport.ooxml.rewriting import rewritten, serialized
from chipreport.phrase import LANGUAGES, date

_W = f"{{{W}}}"
_BODY = "word/document.xml"
_STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_ITEM = re.compile(r"customXml/item(\d+)\.xml")
_ANY_VERSION = re.compile(r"urn:chipreport:facts:(?!1$)")
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_DC = "{http://purl.org/dc/elements/1.1/}"
_CORE, _CUSTOM, _SETTINGS = "docProps/core.xml", "docProps/custom.xml", "word/settings.xml"
_VT = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"
_PROPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The file as it is now, and what was done to it."""

    content: bytes
    report: Report


def refresh(file: bytes, dataset: Dataset, edition: dt.date | None = None) -> Refreshed:
    """Return `file` with every figure of ours as `dataset` has it, all else as people left it.

    A figure that shows what an edition has printed there is replaced and keeps its look. One that a
    person has typed over is left, unlinked and reported; one that the dataset no longer has is left
    and reported.

    Shapes:
        `edition` is the day that the file then bears, that of the newest fact by default.

    Errors:
        ChipReportError: W001 not a Word file, W002 not made by chipreport, W003 from another
        dataset, W004 by a newer chipreport, W005 no figure in it; and what makes a package unsound.
    """
    if file.startswith(_OLE):
        says = "this is an encrypted or an old .doc file"
        hint = "open it in Word and save it as .docx without a password"
        raise ChipReportError(Problem("W001", says, hint=hint))
    try:
        work = _Work(file, dataset, edition or dataset.edition)
        work.run()
    except VerificationError as error:
        raise ChipReportError(*error.problems) from None
    return Refreshed(work.content(), work.report)


class _Work:
    """One file on its way."""

    def __init__(self, file: bytes, dataset: Dataset, edition: dt.date) -> None:
        self.report = Report()
        self._file = file
        self._parts = read(io.BytesIO(file))
        self._changed: Parts = {}
        self._dataset = dataset
        if _BODY not in self._parts:
            says = "this is no Word document"
            raise ChipReportError(Problem("W001", says, hint="name a .docx file"))
        self._told = _told(self._parts)
        self._check()
        self._language = self._told["language"]
        tables = dataset.tables
        self._about = {
            "edition": edition.isoformat(),
            "dataset.version": tables.version,
        }
        self._store, self._store_name = self._find_store()
        self._ledger = Ledger(dataset, self._language, self._store, self._earlier())

    def run(self) -> None:
        """Bring the parts up to date, text before what repeats it."""
        used: set[int] = set()
        stories: dict[str, Story] = {}
        for name in self._parts:
            if _STORY.fullmatch(name) and self._parts[name]:
                story = Story(parse(self._parts, name), self._ledger, self.report, used)
                story.refresh()
                stories[name] = story
        mirrors = {old: new for story in stories.values() for old, new in story.mirrors.items()}
        body = stories[_BODY]
        self._charts(body)
        if not self.report.found and (self._store is None or len(self._store)):
            says = "no figure in this file is linked to a dataset"
            hint = "its controls were removed, or it was never a report: build it anew"
            raise ChipReportError(Problem("W005", says, hint=hint))
        body.dirty |= _contents(body.root, mirrors)
        for name, story in stories.items():
            story.dirty |= self._edition_lines(name, story.root)
            if story.dirty:
                self._changed[name] = serialized(story.root)
        self._put_store([entry for story in stories.values() for entry in story.seen])
        self._properties(mirrors)
        self._settings()
        self._old_in_alternatives(body.root)

    def content(self) -> bytes:
        """Return the file; the very bytes that came in where nothing changed."""
        return rewritten(self._file, self._changed) if self._changed else self._file

    # ---------------------------------------------------------------- whose file this is

    def _check(self) -> None:
        if not self._told:
            says = "this Word file was not made by chipreport"
            raise ChipReportError(Problem("W002", says, hint="name a file that build has made"))
        name, own = self._told.get("dataset", ""), self._dataset.tables.name
        if name != own:
            says = f"the file was made from the dataset {name!r}, this is {own!r}"
            raise ChipReportError(Problem("W003", says, hint="name the right folder with --data"))
        if self._told.get("language") not in LANGUAGES:
            says = f"the file is in {self._told.get('language')!r}, which is not known here"
            raise ChipReportError(Problem("W004", says, hint="use a newer chipreport"))

    def _find_store(self) -> tuple[etree._Element | None, str]:
        """Return the store by its namespace, as programs rename its part; and where it is to go."""
        empty = ""
        for name in self._parts:
            if not _ITEM.fullmatch(name):
                continue
            try:
                root = parse(self._parts, name)
            except VerificationError:  # LibreOffice empties it where a bound text has "&" or "<"
                empty = empty or name
                continue
            space = etree.QName(root).namespace or ""
            if space == NAMESPACE:
                return root, name
            if _ANY_VERSION.match(space):
                says = "this file was made by a newer chipreport"
                raise ChipReportError(Problem("W004", says, hint="update chipreport"))
        return None, empty

    def _earlier(self) -> Dataset | None:
        """Return the dataset as it stood at the edition of the file, where that can be told."""
        try:
            return self._dataset.as_of(dt.date.fromisoformat(self._told.get("edition", "")))
        except (ValueError, ChipReportError):
            return None

    # ------------------------------------------------------------------------- the parts

    def _charts(self, body: Story) -> None:
        leads = related(self._parts, _BODY)
        drawings: dict[str, list[etree._Element]] = {}
        for chart in body.root.iter(f"{{{C}}}chart"):
            name = leads.get(chart.get(f"{{{R}}}id", ""), "")
            if name in self._parts:
                drawings.setdefault(name, []).append(chart)
        for number, (name, charts) in enumerate(drawings.items(), 1):
            label = f"chart {number}"
            done = ChartRefresh(self._parts, name, label, self._ledger, self.report)
            self._changed |= done.changed
            for chart in charts:
                inline = next(chart.iterancestors(f"{{{WP}}}inline", f"{{{WP}}}anchor"), None)
                about = None if inline is None else inline.find(f"{{{WP}}}docPr")
                text = "" if about is None else about.get("descr", "")
                new = renewed_text(text, done.old_and_new)
                if about is not None and new is not None and new != text:
                    about.set("descr", new)
                    body.dirty = True

    def _put_store(self, seen: list[tuple[str, str]]) -> None:
        if not self._store_name:
            return
        root = self._store
        if root is None:
            root = blank_store(seen, self._ledger)
            self.report.repaired.append("the store, which an editor had emptied, was filled again")
        ids = [str(entry.get("id")) for entry in root if entry.get("id")]
        claims = [claim for each in ids if (claim := self._dataset.find(each)) is not None]
        self._about["facts.sha256"] = facts_digest(Fingerprints(), claims)
        about = {
            "dataset": self._dataset.tables.name,
            "version": self._about["dataset.version"],
            "facts_sha256": self._about["facts.sha256"],
            "edition": self._about["edition"],
            "language": self._language,
        }
        if refreshed_store(root, self._ledger, about) or self._store is None:
            self._changed[self._store_name] = serialized(root)
        found = _ITEM.fullmatch(self._store_name)
        number = found[1] if found else "1"
        rels = f"customXml/_rels/item{number}.xml.rels"
        if rels not in self._parts and f"customXml/itemProps{number}.xml" in self._parts:
            lead = Relationship("rId1", _PROPS, f"itemProps{number}.xml")
            self._changed[rels] = relationships([lead])
            self.report.repaired.append("the store leads to its id again")

    def _properties(self, mirrors: dict[str, str]) -> None:
        custom = parse(self._parts, _CUSTOM)
        dirty = False
        for element in custom.iterchildren("*"):
            new = self._about.get(element.get("name", "").removeprefix(CUSTOM_PREFIX))
            held = element.find(f"{_VT}lpwstr")
            if new is not None and held is not None and held.text != new:
                held.text, dirty = new, True
        if dirty:
            self._changed[_CUSTOM] = serialized(custom)
        if _CORE not in self._parts:
            return
        core = parse(self._parts, _CORE)
        dirty = False
        for name in ("title", "subject"):
            line = core.find(f"{_DC}{name}")
            title = "" if line is None else line.text or ""
            if line is not None and title in mirrors:
                line.text, dirty = mirrors[title], True
        if dirty:
            self._changed[_CORE] = serialized(core)

    def _settings(self) -> None:
        text = self._parts.get(_SETTINGS, b"")
        mode = re.compile(rb'(w:name="compatibilityMode"[^>]*w:val=")1[0-4]"')
        if mode.search(text):
            self._changed[_SETTINGS] = mode.sub(rb'\g<1>15"', text)
            self.report.repaired.append("the compatibility mode is 15 again")

    def _edition_lines(self, name: str, root: etree._Element) -> bool:
        """Bring the day and version in headers, footers and beside the title up to date."""
        changes = self._spoken()
        dirty = False
        for paragraph in root.iter(f"{_W}p") if changes else ():
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            kind = "" if style is None else style.get(f"{_W}val", "")
            if name == _BODY and not kind.startswith("Aside"):
                continue
            for text in paragraph.iter(f"{_W}t"):
                new = text.text or ""
                for old, now in changes:
                    new = re.sub(rf"(?<![\d.-]){re.escape(old)}(?![\d-])", now, new)
                if new != text.text:
                    text.text, dirty = new, True
        return dirty

    def _spoken(self) -> list[tuple[str, str]]:
        """Return the old and the new words for the edition and the version of the dataset."""
        pairs = [(self._told.get("dataset.version", ""), self._about["dataset.version"])]
        try:
            was = dt.date.fromisoformat(self._told.get("edition", ""))
            now = dt.date.fromisoformat(self._about["edition"])
            pairs += [(was.isoformat(), now.isoformat())]
            pairs += [(date(was, self._language), date(now, self._language))]
        except ValueError:
            pass
        return [(old, new) for old, new in pairs if old and old != new]

    def _old_in_alternatives(self, root: etree._Element) -> None:
        """Report alternative texts that a person wrote and that still tell an old figure."""
        texts = [e.get("descr", "") for e in root.iter(f"{{{WP}}}docPr")]
        for name in ("tblCaption", "tblDescription"):
            texts += [e.get(f"{_W}val", "") for e in root.iter(f"{_W}{name}")]
        told = set()
        for change in self.report.changed:
            pattern = rf"(?<![\w.,]){re.escape(change.old)}(?![\w]|[.,]\d)"
            for text in texts:
                if change.old and (change.old, text) not in told and re.search(pattern, text):
                    if change.new in text:
                        continue
                    told.add((change.old, text))
                    conflict = Conflict(
                        change.claim_id, text[:72], change.old, change.new, ALTERNATIVE
                    )
                    self.report.conflicts.append(conflict)


def _told(parts: Parts) -> dict[str, str]:
    """Return what the file tells of itself, without the prefix; {} for one that is not ours."""
    if _CUSTOM not in parts:
        return {}
    found = {}
    for element in parse(parts, _CUSTOM).iterchildren("*"):
        name = element.get("name", "")
        if name.startswith(CUSTOM_PREFIX):
            found[name.removeprefix(CUSTOM_PREFIX)] = str(element.xpath("string()"))
    return found


def _contents(root: etree._Element, mirrors: dict[str, str]) -> bool:
    """Return whether an entry of the contents changed with its heading."""
    dirty = False
    for paragraph in root.iter(f"{_W}p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        kind = "" if style is None else style.get(f"{_W}val", "")
        texts = list(paragraph.iter(f"{_W}t"))
        new = mirrors.get(words(paragraph)) if re.match(r"TOC|Contents\d", kind) else None
        if new is not None and texts:
            texts[0].text, dirty = new, True
            for text in texts[1:]:
                text.text = ""
    return dirty


__all__ = ["Refreshed", "refresh"]
