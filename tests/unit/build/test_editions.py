"""Editions are listed, compared, and kept for as long as the project says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chipreport.cli import main
from projects import replace, toyland


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = toyland(tmp_path / "toys")
    monkeypatch.chdir(folder)
    return folder


def keep(project: Path, count: int) -> None:
    replace(
        project / "chipreport.toml", 'exports = "exports"', f'exports = "exports"\nkeep = {count}'
    )


def built(*days: str) -> None:
    for day in days:
        assert main(["build", "-f", "docx", "--edition", day]) == 0


def standing(project: Path) -> list[str]:
    return sorted(e.name for e in (project / "exports").iterdir() if e.name.startswith("2"))


def test_editions_are_listed_newest_first(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built("2026-02-03", "2026-02-01")
    capsys.readouterr()
    assert main(["editions"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("2026-02-03: 1 files, ")
    assert second.startswith("2026-02-01 (latest): 1 files, ")
    assert "from toyland-toys 2026.1.31 (" in first
    assert main(["editions", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["edition"], row["latest"]) for row in rows] == [
        ("2026-02-03", False),
        ("2026-02-01", True),
    ]


def test_an_edition_with_a_broken_manifest_is_listed_as_such(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built("2026-02-01")
    (project / "exports/2026-02-01/manifest.json").write_text("{", "utf-8")
    capsys.readouterr()
    assert main(["editions"]) == 0
    assert "2026-02-01 (latest): its manifest is broken" in capsys.readouterr().out
    assert main(["diff", "latest", "latest"]) == 2
    assert "U062 the manifest is broken" in capsys.readouterr().err
    built("2026-02-01")
    assert main(["diff", "latest", "latest"]) == 0


def test_two_editions_differ_by_facts_and_files(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built("2026-02-01")
    replace(project / "data/observations.csv", ",48,eq,48,48,", ",50,eq,50,50,")
    assert main(["build", "-f", "docx,pdf", "--edition", "2026-02-02"]) == 0
    capsys.readouterr()
    assert main(["diff", "2026-02-01", "latest"]) == 0
    said = capsys.readouterr().out
    assert "fact ROBOTS.EMPLOYEES 48 -> 50\n" in said
    assert "changed toys/toys.docx\nadded toys/toys.pdf\n" in said
    assert "files: 1 changed, 1 added, 0 removed, 0 the same" in said
    assert main(["diff", "exports/latest", "2026-02-01", "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert "fact ROBOTS.EMPLOYEES 50 -> 48" in record["facts"]
    assert record["removed"] == ["toys/toys.pdf"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("diff", "2026-02-02", "latest"), "U061 there is no edition '2026-02-02'"),
        (("diff", "lates", "latest"), "did you mean latest?"),
        (("editions", "--out", "nowhere"), "U060 there is no folder of editions"),
    ],
)
def test_an_edition_that_does_not_exist_is_a_usage_error(
    words: tuple[str, ...], says: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built("2026-02-01")
    assert main(list(words)) == 2
    assert says in capsys.readouterr().err


def test_the_newest_editions_are_kept(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built("2026-02-01", "2026-02-02")
    (project / "exports/2026-01-01").mkdir()
    keep(project, 2)
    built("2026-02-03")
    assert "removed edition 2026-02-01" in capsys.readouterr().out
    # a folder without a manifest is no edition
    assert standing(project) == ["2026-01-01", "2026-02-02", "2026-02-03"]


def test_the_edition_just_built_stays_however_old(project: Path) -> None:
    built("2026-02-02", "2026-02-03")
    keep(project, 1)
    built("2026-02-01")
    assert standing(project) == ["2026-02-01", "2026-02-03"]


def test_every_edition_stays_without_a_limit(project: Path) -> None:
    built("2026-02-01", "2026-02-02", "2026-02-03")
    assert len(standing(project)) == 3


def test_a_limit_below_nothing_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(project, -1)
    assert main(["build", "-f", "docx"]) == 3
    assert "C002 keep: " in capsys.readouterr().err


def test_a_newer_vintage_with_another_id_is_a_change_of_the_same_fact(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "-f", "docx"]) == 0
    table = project / "data/observations.csv"
    row = next(line for line in table.read_text("utf-8").splitlines() if ".EMPLOYEES," in line)
    later = row.replace("ROBOTS.EMPLOYEES,", "ROBOTS.EMPLOYEES.2,", 1).replace("48", "50")
    later = later.replace("2026-01-31", "2026-02-28")
    with table.open("a", encoding="utf-8") as file:
        file.write(later + "\n")
    assert main(["build", "-f", "docx"]) == 0, capsys.readouterr().err
    capsys.readouterr()
    assert main(["diff", "2026-01-31", "2026-02-28"]) == 0
    said = capsys.readouterr().out
    assert "fact ROBOTS.EMPLOYEES.2 48 -> 50 (until then ROBOTS.EMPLOYEES)\n" in said
