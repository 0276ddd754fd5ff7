"""Every file of the shipped edition stands up before programs that we did not write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from chipreport.build import build
from chipreport.world import DiskWorld
from memory import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(DiskWorld(ROOT), tmp_path_factory.mktemp("exports")).folder


def test_every_pdf_is_accessible_and_archival(
    edition: Path, verapdf: Callable[..., list[str]]
) -> None:
    files = sorted(edition.rglob("*.pdf"))
    assert files
    assert verapdf(files) == []


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_every_office_file_is_valid_for_the_open_xml_sdk(
    suffix: str, edition: Path, sdk_validate: Callable[..., list[str]]
) -> None:
    files = sorted(edition.rglob(f"*.{suffix}"))
    assert files
    assert {file.name: errors for file in files if (errors := sdk_validate(file))} == {}


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_every_office_file_opens_in_libreoffice(
    suffix: str, edition: Path, tmp_path: Path, libreoffice_pdf: Callable[..., Path]
) -> None:
    for file in sorted(edition.rglob(f"*.{suffix}")):
        assert libreoffice_pdf(file, tmp_path).stat().st_size > 1000
