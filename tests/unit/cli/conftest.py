"""A project of invented facts to stand in, and the command line to speak to."""

from __future__ import annotations

from pathlib import Path

import pytest

from chipreport.cli import main
from projects import Run, Said, toyland


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = toyland(tmp_path / "toys")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str) -> Said:
        code = main(words)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return call
