"""Every report that ships is built in all its formats and proved, in English and Chinese."""

from __future__ import annotations

from collections import Counter
from io import BytesIO

import pytest

from chipreport import facts
from chipreport.build import read_project
from chipreport.compose import compose, read_template
from chipreport.doc.nodes import Notes
from chipreport.doc.walk import claims, every_block, fact_refs
from chipreport.facts import Dataset
from chipreport.formats import FORMATS
from chipreport.theme import load
from chipreport.verify import verify_file
from chipreport.world import DiskWorld
from memory import ROOT

WORLD = DiskWorld(ROOT)
PROJECT = read_project(WORLD)
CASES = [
    (report.name, kind, language)
    for report in PROJECT.report
    for kind in report.formats
    for language in report.languages
]


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return facts.load(WORLD)


def documents(name: str, language: str, dataset: Dataset):
    report = next(report for report in PROJECT.report if report.name == name)
    template = read_template(WORLD, report.template, language)
    return compose(WORLD, template, dataset, name)


@pytest.mark.parametrize(("name", "kind", "language"), CASES)
def test_a_shipped_report_shows_what_the_dataset_says(
    name: str, kind: str, language: str, dataset: Dataset
) -> None:
    theme = load(WORLD)
    for document in documents(name, language, dataset):
        out = BytesIO()
        FORMATS[kind].write(document, theme, out)
        wanted = Counter(ref.claim.id for ref in fact_refs(document))
        report = verify_file(BytesIO(out.getvalue()), f"{document.name}.{kind}", dataset, wanted)
        assert report.all_problems() == ()


@pytest.mark.parametrize("name", [report.name for report in PROJECT.report])
def test_every_claim_of_a_report_stands_on_a_numbered_note(name: str, dataset: Dataset) -> None:
    for document in documents(name, "en", dataset):
        noted = {
            claim_id
            for block in every_block(document.blocks)
            if isinstance(block, Notes)
            for note in block.notes
            for claim_id in note.claims
        }
        assert {claim.id for claim in claims(document)} <= noted


def test_there_is_one_factsheet_for_each_company(dataset: Dataset) -> None:
    names = {document.name for document in documents("factsheet", "en", dataset)}
    assert len(names) == len(dataset.entities("company"))
