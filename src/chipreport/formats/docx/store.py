"""The facts of a document as a part of its own, to which controls are bound.

LibreOffice rewrites the whole part for each bound control when it saves: it drops the attributes
of the bound element and takes its text for markup. So the bound `v` has none, and a text with
"&" or "<" is never bound.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from chipreport.doc.nodes import Document, FactRef
from chipreport.doc.walk import fact_refs
from chipreport.facts.model import Claim
from chipreport.formats.docx.anchors import claim_key, store_path
from chipreport.ooxml.markup import HEADER, attribute, escape

NAMESPACE = "urn:chipreport:facts:1"
ITEM_ID = "{5A0E9C1B-6D0F-4B57-9C49-3D4E2F7A8B10}"
"""The same in every file, so that the store is found when a program has renamed its part."""

_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_LIMIT = 150  # LibreOffice saves in time that grows with the square of the bound controls
_F = f"{{{NAMESPACE}}}"
Texts = dict[tuple[str, str], str]


class Store:
    """The texts that controls may be bound to, and how many are bound."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._texts: Texts = {}
        self._claims: dict[str, Claim] = {}
        self._bound = 0
        for ref in fact_refs(document):
            self._claims.setdefault(ref.claim.id, ref.claim)
            self._texts.setdefault((ref.claim.id, ref.form.value), ref.text)

    def binding(self, ref: FactRef) -> str:
        """Return the binding of a control that shows `ref`, "" where it must have none."""
        text = self._texts[ref.claim.id, ref.form.value]
        if text != ref.text or not text or set("&<\n\t") & set(text) or self._bound >= _LIMIT:
            return ""
        self._bound += 1
        path = store_path(ref.claim.id, ref.form.value)
        return (
            f"<w:dataBinding w:prefixMappings=\"xmlns:f='{NAMESPACE}'\""
            f' w:xpath="{path}" w:storeItemID="{ITEM_ID}"/>'
        )

    def part(self) -> bytes:
        """Return the store as XML, what must last on the parents of the bound elements."""
        document = self._document
        root = _attributes(
            dataset=document.dataset_name,
            version=document.dataset_version,
            facts_sha256=document.dataset_sha256,
            edition=document.edition.isoformat(),
            language=document.language,
        )
        claims = "".join(self._claim(claim) for claim in self._claims.values())
        return f'{HEADER}<facts xmlns="{NAMESPACE}"{root}>{claims}</facts>'.encode()

    def _claim(self, claim: Claim) -> str:
        quantity = claim.quantity
        about = _attributes(
            id=claim.id,
            value="" if quantity.value is None else _plain(quantity.value),
            unit=quantity.unit.id,
            power=str(quantity.unit_mult),
            bound=quantity.comparator.value,
            period=claim.time_period,
            scenario=claim.scenario.value,
            sources=" ".join(citation.id for citation in claim.citations),
        )
        forms = "".join(
            f'<{form} base="{attribute(text)}"><v>{escape(text)}</v></{form}>'
            for (name, form), text in self._texts.items()
            if name == claim.id
        )
        key = claim_key(claim.id)
        return f"<{key}{about}>{forms}</{key}>"


def properties_part() -> bytes:
    """Return the part that gives the store its id."""
    return (
        f'{HEADER}<ds:datastoreItem ds:itemID="{ITEM_ID}" xmlns:ds="{_PROPERTIES}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()


@dataclass(frozen=True, slots=True)
class Stored:
    """What a store in a file says: full ids by key, and texts by key and form."""

    ids: Mapping[str, str]
    texts: Mapping[tuple[str, str], str]


def stored(root: etree._Element) -> Stored:
    """Return what the store under `root` says."""
    ids, texts = {}, {}
    for claim in root.iterchildren(f"{_F}*"):
        key = etree.QName(claim).localname
        ids[key] = claim.get("id", key)
        for form in claim.iterchildren(f"{_F}*"):
            texts[key, etree.QName(form).localname] = form.findtext(f"{_F}v") or ""
    return Stored(ids, texts)


def _plain(number: Decimal) -> str:
    return format(number, "f")


def _attributes(**values: str) -> str:
    return "".join(f' {name}="{attribute(value)}"' for name, value in values.items())
