"""Every page of the documentation is true: its commands and examples run, its links lead somewhere.

A page starts in an empty folder. In `console` fences, `chipreport` commands run and what is printed
below them has to come, "..." for anything; `cd`, `cat` and `echo $?` do what they do in a shell. A
fence that names a path behind its language writes that file; with a `+` behind the path it adds to
it. `python` fences are doctests, and `sh` fences are for the reader alone.
"""

from __future__ import annotations

import doctest
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from chipreport.cli import main

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("exports/*.md"))
    if "exports/2" not in path.as_posix()
)
FENCE = re.compile(r"^```(\S+)(?: (\S+))?( \+)?\n(.*?)^```$", re.M | re.S)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass(frozen=True, slots=True)
class Fence:
    """A fence of a page and the line at which it starts."""

    line: int
    language: str
    path: str
    adds: bool
    text: str


def fences(page: str) -> Iterator[Fence]:
    text = (ROOT / page).read_text("utf-8")
    for found in FENCE.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield Fence(line, found[1], found[2] or "", bool(found[3]), found[4])


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Yield each command with the output that the page shows below it."""
    for part in re.split(r"^\$ ", text, flags=re.M)[1:]:
        command, _, output = part.partition("\n")
        yield command.strip(), output


class Shell:
    """As much of a shell as the pages need."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.capsys = capsys
        self.monkeypatch = monkeypatch
        self.code = 0

    def run(self, command: str) -> str:
        program, *words = re.findall(r'"[^"]*"|\S+', command)
        words = [word.strip('"') for word in words]
        if program == "cd":
            self.monkeypatch.chdir(words[0])
            return ""
        if program == "cat":
            return "".join(Path(word).read_text("utf-8") for word in words)
        if (program, words) == ("echo", ["$?"]):
            return f"{self.code}\n"
        assert program == "chipreport", f"console fences cannot run {program!r}: use sh"
        self.code = main(words)
        said = self.capsys.readouterr()
        return said.out + re.sub(r"^building\n?", "", said.err, flags=re.M)


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_shows_is_what_happens(
    page: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    shell = Shell(capsys, monkeypatch)
    names: dict[str, object] = {}
    checker = doctest.OutputChecker()
    for fence in fences(page):
        where = f"{page}:{fence.line}"
        if fence.path:
            path = Path(fence.path)
            path.parent.mkdir(parents=True, exist_ok=True)
            old = path.read_text("utf-8") if fence.adds else ""
            path.write_text(old + fence.text, "utf-8")
        elif fence.language == "console":
            for command, wanted in commands(fence.text):
                got = shell.run(command)
                if wanted.strip():
                    assert checker.check_output(wanted, got, FLAGS), (
                        f"{where}: {command}\n--- the page says\n{wanted}\n--- it is\n{got}"
                    )
                elif command.startswith("chipreport"):
                    assert shell.code == 0, f"{where}: {command}\n{got}"
        elif fence.language == "python":
            test = doctest.DocTestParser().get_doctest(fence.text, names, where, page, fence.line)
            runner = doctest.DocTestRunner(checker, optionflags=FLAGS)
            failed, _ = runner.run(test, clear_globs=False)
            said = capsys.readouterr().out
            assert not failed, said
            names = test.globs


@pytest.mark.parametrize("page", PAGES)
def test_every_link_within_the_repository_leads_to_a_file(page: str) -> None:
    text = FENCE.sub("", (ROOT / page).read_text("utf-8"))
    targets = [target.partition("#")[0] for target in LINK.findall(text) if "://" not in target]
    paths = [os.path.relpath((ROOT / page).parent / target, ROOT) for target in targets if target]
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_pages_show_commands_and_examples() -> None:
    shown = [fence for page in PAGES for fence in fences(page)]
    assert sum(fence.language == "console" for fence in shown) >= 10
    assert sum(fence.language == "python" for fence in shown) >= 3
