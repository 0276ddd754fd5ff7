"""LibreOffice shows and works out the same as we do."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.cell import coordinate_to_tuple

import samples
from chipreport.doc.nodes import Layout
from chipreport.formats.xlsx import FORMAT
from chipreport.theme import load
from chipreport.world import DiskWorld

ROOT = Path(__file__).resolve().parents[4]
AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
pytestmark = [
    pytest.mark.office,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice"),
]


def convert(path: Path, kind: str, folder: Path) -> None:
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            kind,
            "--outdir",
            str(folder),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_claim_is_shown_as_we_say(tmp_path, language):
    out = io.BytesIO()
    document = samples.document(Layout.WORKBOOK, language)
    FORMAT.write(document, load(DiskWorld(ROOT)), out)
    path = tmp_path / "book.xlsx"
    path.write_bytes(out.getvalue())
    convert(path, AS_SHOWN, tmp_path)
    sheets = {}
    for name in openpyxl.load_workbook(path).sheetnames:
        text = (tmp_path / f"book-{name}.csv").read_text(encoding="utf-8")
        sheets[name] = list(csv.reader(io.StringIO(text)))
    found = list(FORMAT.sightings(io.BytesIO(out.getvalue())))
    assert found
    for sighting in found:
        sheet, cell = sighting.place.rsplit("!", 1)
        row, column = coordinate_to_tuple(cell)
        shown = sheets[sheet][row - 1][column - 1]
        assert sighting.text == shown if sighting.value is not None else sighting.text in shown


def test_live_formulas_come_to_their_values(tmp_path):
    out = io.BytesIO()
    FORMAT.write(samples.document(Layout.WORKBOOK), load(DiskWorld(ROOT)), out)
    bare = tmp_path / "bare.xlsx"  # LibreOffice works out only what has no value
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", old.read(name)))
    (tmp_path / "again").mkdir()
    convert(bare, "xlsx", tmp_path / "again")
    book = openpyxl.load_workbook(tmp_path / "again" / "bare.xlsx", data_only=True)
    [(sheet, cell)] = book.defined_names["fact_ROBOTS.SHARE_RISE.2028_2030"].destinations
    assert book[sheet][cell].value == 9.1
