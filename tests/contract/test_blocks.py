"""Every block has an example, says itself in both languages, and shows the same claims in each."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from io import BytesIO

import pytest

import samples
from chipreport import facts
from chipreport.blocks import BLOCKS, Scene
from chipreport.compose.citing import SourceNotes
from chipreport.doc.nodes import Document, Notes
from chipreport.doc.notes import number_notes
from chipreport.doc.walk import every_block, fact_refs, inlines
from chipreport.facts import Dataset
from chipreport.formats import FORMATS
from chipreport.theme import load
from chipreport.verify import verify_file
from chipreport.world import DiskWorld
from memory import ROOT


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return facts.load(DiskWorld(ROOT))


def document(name: str, dataset: Dataset, language: str) -> Document:
    block = BLOCKS[name].example(dataset)
    cores = tuple(block.lower(Scene(dataset, language)))
    if not any(isinstance(core, Notes) for core in cores):
        cores = (*cores, Notes("Sources"))
    citing = SourceNotes(dataset, language, "chipreport").citing()
    return replace(
        samples.document(language=language),
        title=samples.words("Example"),
        blocks=number_notes(cores, citing),
        edition=dt.date(2026, 1, 26),
    )


@pytest.mark.parametrize("name", list(BLOCKS))
def test_an_example_shows_the_same_claims_in_every_language(name: str, dataset: Dataset) -> None:
    shown = {
        language: [ref.claim.id for ref in fact_refs(document(name, dataset, language))]
        for language in ("en", "zh")
    }
    assert Counter(shown["en"]) == Counter(shown["zh"])


@pytest.mark.parametrize("name", list(BLOCKS))
def test_an_example_shows_something(name: str, dataset: Dataset) -> None:
    made = document(name, dataset, "en")
    assert list(every_block(made.blocks))
    assert list(inlines(made))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", list(FORMATS))
@pytest.mark.parametrize("name", list(BLOCKS))
def test_an_example_is_proved_in_every_format(
    name: str, kind: str, language: str, dataset: Dataset
) -> None:
    made = document(name, dataset, language)
    out = BytesIO()
    FORMATS[kind].write(made, load(DiskWorld(ROOT)), out)
    wanted = Counter(ref.claim.id for ref in fact_refs(made))
    report = verify_file(BytesIO(out.getvalue()), f"example.{kind}", dataset, wanted)
    assert report.all_problems() == ()
