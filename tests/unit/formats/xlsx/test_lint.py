"""Faults planted in a good workbook, each told by the rule it breaks."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

import samples
from chipreport.doc.nodes import Heading, Layout
from chipreport.formats.xlsx import FORMAT
from chipreport.formats.xlsx.lint import lint
from chipreport.theme import load
from chipreport.world import DiskWorld

ROOT = Path(__file__).resolve().parents[4]
BOOK, STYLES, TABLE = "xl/workbook.xml", "xl/styles.xml", "xl/tables/table1.xml"
SHEET = "xl/worksheets/sheet4.xml"
FAULTS = {
    "a head that is not the column's name": (TABLE, 'name="Period"', 'name="Periods"', "X318"),
    "two columns of one name": (TABLE, 'name="Period"', 'name="Value"', "X318"),
    "a table narrower than its columns": (TABLE, r'ref="A(\d+):D', r'ref="A\1:C', "X318"),
    "a name twice": (BOOK, "fact_ROBOTS.UNITS.2029_2", "fact_ROBOTS.UNITS.2029", "X308"),
    "a name that is a cell": (BOOK, 'name="fact_TOYLAND.FIRMS.2030"', 'name="GPU2025"', "X308"),
    "a name that leads nowhere": (BOOK, r"'Overview'!\$B\$9", "#REF!", "X308"),
    "a sheet name with a colon": (BOOK, 'name="Observations"', 'name="Obs:"', "X307"),
    "two sheets of one name": (BOOK, 'name="Observations"', 'name="OVERVIEW"', "X307"),
    "a number that is none": (SHEET, "<v>17.4</v>", "<v>inf</v>", "X315"),
    "a style out of range": (SHEET, r'<c r="A5" s="\d+"', '<c r="A5" s="999"', "X312"),
    "a text out of range": (SHEET, r't="s"><v>\d+</v>', 't="s"><v>9999</v>', "X314"),
    "a formula without a value": (SHEET, r"</f><v>[^<]*</v>", "</f>", "X313"),
    "a row twice": (SHEET, r'<row r="6"', '<row r="5"', "X311"),
    "a wrong dimension": (SHEET, r'<dimension ref="[^"]*"', '<dimension ref="A1:B2"', "X309"),
    "a format with an open quote": (STYLES, r"&gt; TC&quot;", "&gt; TC", "X306"),
    "a target that is absolute": (
        "xl/_rels/workbook.xml.rels",
        'Target="styles.xml"',
        'Target="/xl/styles.xml"',
        "X302",
    ),
    "a target that is missing": (
        "xl/worksheets/_rels/sheet4.xml.rels",
        "table1.xml",
        "table7.xml",
        "X303",
    ),
    "a link to a missing sheet": (SHEET, "'Overview'!", "'Nowhere'!", "X320"),
}


@pytest.fixture(scope="module")
def parts():
    table = samples.fact_table(1, "table-listed")
    document = samples.document(Layout.WORKBOOK)
    heading = Heading(1, samples.words("Observations"), "obs")
    blocks = (*document.blocks[:-1], heading, replace(table, rows=table.rows[1:]))
    out = io.BytesIO()
    document = replace(document, blocks=(*blocks, document.blocks[-1]))
    FORMAT.write(document, load(DiskWorld(ROOT)), out)
    with zipfile.ZipFile(out) as package:
        return {name: package.read(name).decode("utf-8") for name in package.namelist()}


def linted(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return {problem.code for problem in lint(out)}


def test_a_good_workbook_has_no_problem(parts):
    assert linted(parts) == set()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told(parts, fault):
    part, old, new, code = FAULTS[fault]
    changed, count = re.subn(old, new, parts[part], count=1)
    assert count == 1
    assert code in linted(parts | {part: changed})
