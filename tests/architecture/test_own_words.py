"""The repository speaks for itself: no place of work, no registry, no sentence of the source."""

from __future__ import annotations

import os
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from chipreport.facts.copying import runs

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("CHIPREPORT_SHARED") or ROOT / ".." / "shared")
ARTICLE = SHARED / "source" / "article.txt"
BINARY = {".ttf", ".png", ".docx", ".xlsx", ".pdf", ".otf", ".icc"}
# written in halves, so that this file does not hold them itself
PLACES = re.compile(
    "|".join(("/wor" + r"k/\w", "/ho" + r"me/\w", "/roo" + r"t/\w", "/tm" + r"p/\w"))
)
HOSTS = re.compile(
    "|".join(("artifact" + "ory", "nex" + r"us\.", "pypi" + r"\.(?!org)", "index-" + "url"))
)


@cache
def texts() -> dict[str, str]:
    """Return the text of every file that is kept in the repository."""
    try:
        run = ["git", "-C", str(ROOT), "ls-files", "-z"]
        listed = subprocess.run(run, check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs a git checkout")
    paths = [ROOT / name for name in listed.split("\0") if name]
    return {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
        for path in paths
        if path.suffix not in BINARY and path.is_file()
    }


def test_no_file_names_a_place_of_work() -> None:
    found = [(name, match[0]) for name, text in texts().items() for match in PLACES.finditer(text)]
    assert found == []


def test_no_file_names_a_registry_host() -> None:
    found = [(name, match[0]) for name, text in texts().items() for match in HOSTS.finditer(text)]
    assert found == []


@pytest.mark.slow
@pytest.mark.skipif(not ARTICLE.is_file(), reason="needs the source text, see CONTRIBUTING.md")
def test_no_file_repeats_twelve_words_of_the_source() -> None:
    source = ARTICLE.read_text("utf-8")
    # its title and its producer are named, as every citation has to
    allowed = [source.split("\n")[0]]
    found = [
        (name, run) for name, text in texts().items() for run in runs(text, source, 12, allowed)
    ]
    assert found == []
