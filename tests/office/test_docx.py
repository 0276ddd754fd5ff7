"""Word files as the Open XML SDK and LibreOffice see them."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

import samples
from chipreport.doc.nodes import Layout
from unit.formats.docx.helpers import found, part, written

PRINTING = [Layout.BRIEFING, Layout.FACTSHEET]
FACTS = "{urn:chipreport:facts:1}"


@pytest.mark.parametrize("rows", [1, 60])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("layout", PRINTING)
def test_the_open_xml_sdk_finds_nothing(layout, language, rows, tmp_path, sdk_validate):
    path = tmp_path / "sample.docx"
    path.write_bytes(written(samples.document(layout, language, rows)))
    assert sdk_validate(path) == []


def test_a_save_by_libreoffice_keeps_store_bindings_and_charts(tmp_path, libreoffice_convert):
    path = tmp_path / "sample.docx"
    data = written(samples.document())
    path.write_bytes(data)
    saved = libreoffice_convert(path, tmp_path / "saved", "docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(saved)) as archive:
        kept = etree.fromstring(archive.read("customXml/item1.xml"))
    assert bases(kept) == bases(etree.fromstring(part(data, "customXml/item1.xml").encode()))
    bound = {sighting.claim_id for sighting in found(saved)}
    assert {"ROBOTS.UNITS.2030S1", "ROBOTS.SHARE.2030", "ROBOTS.UNITS.2029"} <= bound


def test_libreoffice_prints_few_pages_with_words_on_each(tmp_path, libreoffice_pdf, pdf_pages_png):
    path = tmp_path / "sample.docx"
    path.write_bytes(written(samples.document()))
    pages = pdf_pages_png(libreoffice_pdf(path, tmp_path / "pdf"), tmp_path / "png", dpi=40)
    assert 2 <= len(pages) <= 4


def bases(store: etree._Element) -> list[tuple[str, str]]:
    return [(form.tag, form.get("base")) for claim in store for form in claim]
