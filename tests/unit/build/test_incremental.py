"""A second build does only what a change requires, says why, and equals a clean one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from chipreport.build import Edition, build
from chipreport.cli import main
from chipreport.facts.fingerprints import Fingerprints
from chipreport.world import DiskWorld
from projects import replace, toyland

ROOT = Path(__file__).parents[3]
SECOND = """---
title: Puppets
---
{{ entity("PUPPET_WORKS").name }} sold {{ fact("PUPPETS.SOLD.2025") }}.
"""
HEAVY = ("jinja2", "openpyxl", "docx", "reportlab", "pandas", "numpy", "pydantic", "lxml", "yaml")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project of two reports, of which one shows a single fact."""
    folder = toyland(tmp_path / "toys")
    (folder / "templates/puppets.md.j2").write_text(SECOND, "utf-8")
    with (folder / "chipreport.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[report]]\nname = "puppets"\ntemplate = "puppets.md.j2"\n')
        file.write('formats = ["docx", "pdf"]\n')
    monkeypatch.chdir(folder)
    return folder


def made(project: Path, **options: bool) -> Edition:
    return build(DiskWorld(project), project / "exports", **options)  # type: ignore[arg-type]


def rebuilt(edition: Edition) -> set[str]:
    return {file.path for file in edition.files if not file.kept}


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def employees(project: Path) -> None:
    replace(project / "data/observations.csv", ",48,eq,48,48,", ",50,eq,50,50,")


def puppets(project: Path) -> None:
    replace(project / "data/observations.csv", ",640,eq,640,640,", ",650,eq,650,650,")


def prose(project: Path) -> None:
    replace(project / "templates/puppets.md.j2", " sold ", " has sold ")


def colour(project: Path) -> None:
    path = project / "templates/themes/default.toml"
    line = next(one for one in path.read_text("utf-8").splitlines() if one.startswith("accent"))
    replace(path, line, line.rpartition('"')[0][:-6] + '123456"' + line.rpartition('"')[2])


def entity(project: Path) -> None:
    for table in ("entities", "entity_aliases"):
        replace(project / f"data/{table}.csv", "Puppet Works", "Puppet Mill")


def version(project: Path) -> None:
    replace(project / "data/datapackage.json", "2026.1.31", "2026.2.1")


def title(project: Path) -> None:
    replace(project / "chipreport.toml", 'title = "Toyland toys"', 'title = "Toys"')


ALL = {
    "toys/toys.docx",
    "toys/toys.pdf",
    "toys/toys.xlsx",
    "puppets/puppets.docx",
    "puppets/puppets.pdf",
}
PUPPETS = {path for path in ALL if path.startswith("puppets")}
EDITS: dict[str, tuple[Callable[[Path], None], set[str], str]] = {
    "a fact of one report": (employees, ALL - PUPPETS, "fact ROBOTS.EMPLOYEES 48 -> 50"),
    "a fact of both": (puppets, ALL, "fact PUPPETS.SOLD.2025 640 -> 650"),
    "a template": (prose, PUPPETS, "template puppets.md.j2"),
    "a colour of the theme": (colour, ALL, "theme default"),
    "the name of an entity": (entity, ALL, ""),
    "the version of the dataset": (version, ALL, "dataset 2026.1.31 -> 2026.2.1"),
    "a title that no file shows": (title, set(), ""),
}


@pytest.mark.slow
def test_only_what_an_edit_touches_is_built_again_and_equals_a_clean_build(
    project: Path, tmp_path: Path
) -> None:
    assert rebuilt(made(project)) == ALL
    for name, (edit, expected, why) in EDITS.items():
        edit(project)
        found = made(project)
        assert rebuilt(found) == expected, name
        assert found.changed, name
        for path in expected:
            assert found.reasons[path], (name, path)
            assert why in "\n".join(found.reasons[path]), (name, path)
        clean = build(DiskWorld(project), tmp_path / "clean", force=True)
        assert tree(found.folder) == tree(clean.folder), name
        assert not made(project).changed, name
        shutil.rmtree(tmp_path / "clean")


def test_a_build_of_nothing_says_so_and_loads_no_library(project: Path) -> None:
    assert main(["build", "puppets", "-f", "docx"]) == 0
    script = (
        "import sys\nfrom chipreport.cli import main\n"
        "assert main(['build', 'puppets', '-f', 'docx']) == 0\n"
        f"print('loaded:', *(name for name in {HEAVY!r} if name in sys.modules))"
    )
    run = [sys.executable, "-W", "ignore", "-c", script]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(run, capture_output=True, text=True, env=environment, check=True)
    assert "nothing changed: exports/2026-01-31 stands with 1 file\n" in done.stdout
    assert done.stdout.endswith("loaded:\n")


def test_a_changed_file_of_the_edition_is_built_again(project: Path) -> None:
    first = build(DiskWorld(project), project / "exports", formats=("docx",))
    path = first.folder / "toys/toys.docx"
    sound = path.read_bytes()
    damaged = bytes([sound[0] ^ 1]) + sound[1:]
    for spoil in (lambda: path.write_bytes(damaged), path.unlink):
        spoil()
        again = build(DiskWorld(project), project / "exports", formats=("docx",))
        assert rebuilt(again) == {"toys/toys.docx"}
        said = ("the file in the earlier edition is not as it was built",)
        assert again.reasons["toys/toys.docx"] == said
        assert path.read_bytes() == sound


def test_an_edition_that_was_copied_elsewhere_still_stands(project: Path) -> None:
    first = build(DiskWorld(project), project / "exports", formats=("docx",))
    for path in first.folder.rglob("*.docx"):
        os.utime(path, (4e9, 4e9))
    assert not build(DiskWorld(project), project / "exports", formats=("docx",)).changed


def test_force_builds_everything_to_the_same_bytes(project: Path) -> None:
    first = build(DiskWorld(project), project / "exports", formats=("docx",))
    before = tree(first.folder)
    again = build(DiskWorld(project), project / "exports", formats=("docx",), force=True)
    assert rebuilt(again) == {"toys/toys.docx", "puppets/puppets.docx"}
    assert set(again.reasons.values()) == {("asked for by --force",)}
    assert tree(again.folder) == before


def test_other_code_or_another_library_builds_everything_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chipreport.build import environment

    world, exports = DiskWorld(project), project / "exports"
    assert build(world, exports, reports=("puppets",), formats=("docx",)).changed
    versions = {**environment.versions(), "reportlab": "0.1"}
    monkeypatch.setattr("chipreport.build.environment.versions", lambda: versions)
    again = build(world, exports, reports=("puppets",), formats=("docx",))
    assert "reportlab" in again.reasons["puppets/puppets.docx"][0]
    monkeypatch.setattr("chipreport.build.environment.code", lambda: "other")
    again = build(world, exports, reports=("puppets",), formats=("docx",))
    assert again.reasons["puppets/puppets.docx"] == ("the code of chipreport",)


@pytest.mark.slow
def test_workers_take_over_the_same_files(project: Path) -> None:
    made(project)
    employees(project)
    world, exports = DiskWorld(project), project / "exports"
    found = build(world, exports, jobs=2)
    assert rebuilt(found) == ALL - PUPPETS


def test_a_narrower_request_takes_over_what_it_asks_for(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "-f", "docx"]) == 0
    assert main(["build", "puppets", "-f", "docx", "--why"]) == 0
    assert "1 files (1 of them taken over)" in capsys.readouterr().out
    assert sorted(tree(project / "exports/latest")) == ["manifest.json", "puppets/puppets.docx"]


def test_a_value_of_a_kind_that_is_not_known_never_matches() -> None:
    one, other = object(), object()
    assert Fingerprints().of((one,)) != Fingerprints().of((other,))
