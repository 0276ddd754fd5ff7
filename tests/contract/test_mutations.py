"""Small changes to finished files are caught, whatever the format and the kind of change."""

from __future__ import annotations

import random
import sys
from importlib.util import module_from_spec, spec_from_file_location
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest

from chipreport.build import build
from chipreport.facts import Dataset, load
from chipreport.verify import verify_file
from chipreport.world import DiskWorld

ROOT = Path(__file__).parents[2]


def _benchmark() -> ModuleType:
    spec = spec_from_file_location("mutations", ROOT / "benchmarks/mutations.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["mutations"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


mutations = _benchmark()


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return load(DiskWorld(ROOT))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    made = build(DiskWorld(ROOT), tmp_path_factory.mktemp("exports"), reports=("pipeline",))
    return {file.path: file.content for file in made.files}


@pytest.mark.slow
def test_every_mutation_of_every_format_is_caught(
    files: dict[str, bytes], dataset: Dataset
) -> None:
    results = list(mutations.run(files, {}, dataset, seed=7, rounds=2))
    assert len(results) > 30
    missed = [(r.file, r.kind, r.mutant.before, r.mutant.after) for r in results if not r.caught]
    assert missed == []


def test_one_seed_gives_the_same_mutants(files: dict[str, bytes]) -> None:
    name = next(name for name in files if name.endswith(".docx"))
    first, second = (
        next(iter(mutations.of_docx(files[name], "digit", random.Random(3)))) for _ in range(2)
    )
    assert first == second


def test_a_mutant_differs_from_its_file_in_one_place_only(
    files: dict[str, bytes], dataset: Dataset
) -> None:
    name = next(name for name in files if name.endswith(".docx"))
    assert verify_file(BytesIO(files[name]), name, dataset).sound
    mutant = next(iter(mutations.of_docx(files[name], "unit lost", random.Random(3))))
    report = verify_file(BytesIO(mutant.content), name, dataset)
    assert [m.printed for m in report.mismatches if m.printed == mutant.after]
