"""What loads what: the command line starts fast, and heavy libraries wait until they are needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "pandas",
    "numpy",
    "openpyxl",
    "docx",
    "reportlab",
    "jinja2",
    "pydantic",
    "pikepdf",
)
QUIET = "contextlib.redirect_stdout(io.StringIO())"


def loaded(code: str) -> set[str]:
    """Return which of the heavy libraries a fresh process has loaded after `code`."""
    script = f"import sys\n{code}\nprint(*(n for n in {HEAVY!r} if n in sys.modules))"
    run = [sys.executable, "-W", "ignore", "-c", script]
    return set(subprocess.run(run, check=True, capture_output=True, text=True).stdout.split())


@pytest.mark.parametrize(
    "code",
    [
        "import chipreport",
        "import chipreport.cli",
        "import chipreport.formats; list(chipreport.formats.FORMATS)",
        f"import contextlib, io\nfrom chipreport.cli import main\n"
        f"with {QUIET}:\n  main(['--help'])",
        f"import contextlib, io\nfrom chipreport.cli import main\n"
        f"with {QUIET}:\n  main(['build', '--help'])",
        f"import contextlib, io\nfrom chipreport.cli import main\n"
        f"with {QUIET}:\n  main(['--version'])",
    ],
    ids=["import", "cli", "names of formats", "help", "help of build", "version"],
)
def test_nothing_heavy_is_loaded(code: str) -> None:
    assert loaded(code) == set()


def test_facts_are_loaded_without_pandas_until_a_frame_is_asked_for() -> None:
    assert "pandas" not in loaded("import chipreport; chipreport.load()")
    assert "pandas" in loaded("import chipreport; chipreport.load().observations")


def test_a_format_loads_its_own_library_only() -> None:
    code = "from chipreport.formats import FORMATS; FORMATS[{!r}]"
    libraries = {"xlsx": "openpyxl", "docx": "docx", "pdf": "reportlab"}
    for name, own in libraries.items():
        found = loaded(code.format(name))
        assert found & (set(libraries.values()) - {own}) == set(), name
