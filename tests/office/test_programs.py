"""The outside programs do what tests ask of them: open, draw, and find planted faults."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook
from reportlab.pdfgen.canvas import Canvas

from office import programs


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "letter.docx"
    made = docx.Document()
    made.add_paragraph("Toyland makes 120 chips, 玩具国.")
    made.save(str(path))
    return path


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    made = Workbook()
    made.active.append(["Toyland", 120])
    made.create_sheet("Second").append(["Toyland", 121])
    made.save(path)
    return path


def replaced(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """Return a copy of the package at `path` with `old` replaced in one part."""
    out = path.with_name(f"spoilt{path.suffix}")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            assert name != part or old in content
            target.writestr(name, content.replace(old, new) if name == part else content)
    return out


def test_a_document_becomes_a_page(document, tmp_path, libreoffice_pdf, pdf_pages_png):
    [page] = pdf_pages_png(libreoffice_pdf(document, tmp_path / "pdf"), tmp_path / "png", dpi=40)
    assert page.read_bytes().startswith(b"\x89PNG")


def test_every_sheet_becomes_a_page(workbook, tmp_path, libreoffice_pdf, pdf_pages_png):
    pages = pdf_pages_png(libreoffice_pdf(workbook, tmp_path / "pdf"), tmp_path / "png", dpi=40)
    assert len(pages) == 2


def test_a_workbook_can_be_converted_to_text(workbook, tmp_path, libreoffice_convert):
    assert libreoffice_convert(workbook, tmp_path / "csv", "csv").read_text() == "Toyland,120\n"


def test_a_sound_document_has_no_faults(document, sdk_validate):
    assert sdk_validate(document) == []


def test_a_fault_is_named_with_its_place(document, sdk_validate):
    spoilt = replaced(document, "word/document.xml", b"<w:body>", b"<w:body><w:nonsense/>")
    [fault] = sdk_validate(spoilt)
    assert "spoilt.docx/word/document.xml /w:document[1]" in fault
    assert "nonsense" in fault


def test_a_file_that_is_no_package_is_a_fault(tmp_path, sdk_validate):
    path = tmp_path / "empty.xlsx"
    path.write_bytes(b"")
    assert len(sdk_validate(path)) == 1


def test_a_plain_pdf_breaks_both_standards(tmp_path, verapdf):
    path = tmp_path / "plain.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(72, 72, "Toyland")
    canvas.save()
    faults = verapdf([path])
    assert any("plain.pdf: ua1 7.1-3 at root" in fault for fault in faults)
    assert any("plain.pdf: 3a " in fault for fault in faults)


def test_a_file_that_is_no_pdf_is_a_fault(tmp_path, verapdf):
    assert len(verapdf([tmp_path / "absent.pdf"])) == 2


def test_no_file_has_no_faults(verapdf):
    assert verapdf([]) == []


@pytest.mark.parametrize("program", ["libreoffice", "poppler", "sdk", "verapdf"])
def test_a_missing_program_is_named_with_the_way_out(program, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert str(programs.missing(program)).endswith("run tools/install_office.sh")


def test_a_program_that_hangs_is_ended_with_its_children():
    if not shutil.which("sh"):
        pytest.skip("no shell here")
    with pytest.raises(programs.ProgramFailedError, match="took over 1 s"):
        programs._run(["sh", "-c", "sleep 60 & sleep 60"], 1)
