"""Fixtures that hand out the outside programs, and skip where this machine lacks one.

With CHIPREPORT_REQUIRE_OFFICE=1, as in CI, a missing program fails the test instead.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from office import programs

FOLDER = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, so that `-m "not office"` leaves it out."""
    for item in items:
        if FOLDER in item.path.parents:
            item.add_marker(pytest.mark.office)


def need(*wanted: str) -> ModuleType:
    """Return the programs; skip, or fail in CI, where one of `wanted` is not on this machine."""
    reasons = [reason for program in wanted if (reason := programs.missing(program))]
    if reasons and os.getenv("CHIPREPORT_REQUIRE_OFFICE") == "1":
        pytest.fail("; ".join(reasons))
    if reasons:
        pytest.skip("; ".join(reasons))
    return programs


@pytest.fixture
def libreoffice_pdf() -> Callable[..., Path]:
    """Return `programs.libreoffice_pdf`."""
    return need("libreoffice").libreoffice_pdf


@pytest.fixture
def libreoffice_convert() -> Callable[..., Path]:
    """Return `programs.libreoffice_convert`."""
    return need("libreoffice").libreoffice_convert


@pytest.fixture
def pdf_pages_png() -> Callable[..., list[Path]]:
    """Return `programs.pdf_pages_png`."""
    return need("poppler").pdf_pages_png


@pytest.fixture
def sdk_validate() -> Callable[..., list[str]]:
    """Return `programs.sdk_validate`."""
    return need("sdk").sdk_validate


@pytest.fixture
def verapdf() -> Callable[..., list[str]]:
    """Return `programs.verapdf`."""
    return need("verapdf").verapdf
