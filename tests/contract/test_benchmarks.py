"""Benchmarks run, and a peer that is not there is said to be missing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks"
OURS = [
    ("pdf", "factsheets", "chipreport, UA-1 and A-3a, data attached"),
    ("word", "briefing", "chipreport, every value a content control"),
    ("excel", "report", "pandas.to_excel, no looks"),
]


def said(*words: str) -> str:
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(("script", "workload", "contender"), OURS)
def test_a_contender_is_measured(script: str, workload: str, contender: str) -> None:
    path = str(FOLDER / f"{script}.py")
    measured = json.loads(said(path, "--one", workload, contender, "--count", "1"))
    assert measured["cpu"] > 0
    assert measured["size"] > 5_000


def test_a_peer_that_is_not_installed_is_reported_as_missing(tmp_path: Path) -> None:
    script = tmp_path / "toys.py"
    script.write_text(
        f"import sys; sys.path.insert(0, {str(FOLDER)!r})\n"
        "from measure import Contender, Workload, run\n"
        "makers = [Contender('ours', lambda: lambda at: bytes(sum(range(10**6)) % 7)),\n"
        "          Contender('theirs', lambda: None, ('no_such_peer',)),\n"
        "          Contender('broken', lambda: 1 / 0)]\n"
        "run(__file__, {'toys': Workload('Toys', 2, makers)})\n",
        "utf-8",
    )
    table = said(str(script), "--rounds", "1")
    assert "| ours | 1.00 |" in table
    assert "| theirs | missing: no_such_peer |" in table
    assert "| broken | failed: ZeroDivisionError: division by zero |" in table
