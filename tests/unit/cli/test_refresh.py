"""`chipreport refresh`: what it prints, its exit codes, and that no file is ever lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chipreport.cli import main
from projects import replace, toyland
from unit.formats.docx.edits import built, toys
from unit.formats.docx.helpers import BODY, changed, part

ROW = ("stated,1200,gt,1200,", "stated,1300,gt,1300,")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a report in a project whose data has moved on since it was built."""
    folder = toyland(tmp_path / "toys")
    monkeypatch.chdir(folder)
    path = folder / "note.docx"
    path.write_bytes(built(toys()))
    replace(folder / "data/observations.csv", *ROW)
    return path


def typed_over(path: Path) -> None:
    path.write_bytes(
        changed(path.read_bytes(), BODY, lambda xml: xml.replace(">TC36 million<", ">a lot<"))
    )


def test_the_file_is_replaced_and_the_previous_one_kept(file, capsys):
    before = file.read_bytes()
    assert main(["refresh", "note.docx"]) == 0
    said = capsys.readouterr().out
    assert "changed   ROBOTS.SOLD.2025: > 1,200 -> > 1,300" in said
    assert "5 changed, 0 conflicts, 12 unchanged" in said
    assert Path("note.docx.bak").read_bytes() == before
    assert "1,300" in part(file.read_bytes())
    assert [p.name for p in file.parent.glob(".*docx*")] == []
    assert main(["verify", "note.docx"]) == 0


def test_a_second_run_touches_nothing(file, capsys):
    main(["refresh", "note.docx"])
    once, kept = file.read_bytes(), Path("note.docx.bak").read_bytes()
    assert main(["refresh", "note.docx"]) == 0
    assert "nothing had to change" in capsys.readouterr().out
    assert (file.read_bytes(), Path("note.docx.bak").read_bytes()) == (once, kept)


def test_a_conflict_gives_exit_code_one_and_keeps_the_words(file, capsys):
    typed_over(file)
    assert main(["refresh", "note.docx"]) == 1
    said = capsys.readouterr().out
    assert "conflict  ROBOTS.REVENUE.2025: a lot, the dataset says TC36 million" in said
    assert ">a lot<" in part(file.read_bytes())


def test_a_dry_run_writes_nothing(file, capsys):
    before = file.read_bytes()
    assert main(["refresh", "note.docx", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "5 changed" in said
    assert "dry run: note.docx was not touched" in said
    assert file.read_bytes() == before
    assert not Path("note.docx.bak").exists()


def test_another_name_leaves_the_file_as_it_is(file):
    before = file.read_bytes()
    assert main(["refresh", "note.docx", "-o", "new.docx"]) == 0
    assert file.read_bytes() == before
    assert "1,300" in part(Path("new.docx").read_bytes())
    assert not Path("note.docx.bak").exists()


def test_its_own_name_as_output_still_keeps_the_previous_one(file):
    before = file.read_bytes()
    assert main(["refresh", "note.docx", "-o", "./note.docx"]) == 0
    assert Path("note.docx.bak").read_bytes() == before


def test_data_may_lie_elsewhere(file, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["refresh", str(file), "--data", "toys/data"]) == 0
    assert "1,300" in part(file.read_bytes())


def test_an_earlier_edition_brings_the_earlier_figures(file):
    row = next(r for r in Path("data/observations.csv").read_text().splitlines() if "1300" in r)
    later = row.replace("SOLD.2025,", "SOLD.2025.B,", 1).replace("1300", "1400")
    later = later.replace(",2026-01-31,,", ",2026-03-15,ROBOTS.SOLD.2025,")
    with Path("data/observations.csv").open("a", encoding="utf-8") as table:
        table.write(later + "\n")
    assert main(["refresh", "note.docx", "-o", "now.docx"]) == 0
    assert main(["refresh", "note.docx", "-o", "then.docx", "--edition", "2026-01-31"]) == 0
    assert "more than 1,400 robots" in part(Path("now.docx").read_bytes())
    assert "more than 1,300 robots" in part(Path("then.docx").read_bytes())


@pytest.mark.parametrize("lock", ["~$note.docx", "~$te.docx", ".~lock.note.docx#"])
def test_a_file_that_is_open_elsewhere_is_not_touched(lock, file, capsys):
    before = file.read_bytes()
    Path(lock).write_bytes(b"")
    assert main(["refresh", "note.docx"]) == 3
    assert re.search("W010 another program has it open", capsys.readouterr().err)
    assert file.read_bytes() == before


def test_a_read_only_file_is_not_touched(file, capsys):
    before = file.read_bytes()
    file.chmod(0o444)
    assert main(["refresh", "note.docx"]) == 3
    assert "W011 this file may only be read" in capsys.readouterr().err
    assert file.read_bytes() == before


def test_a_folder_that_is_not_there_is_told(file, capsys):
    assert main(["refresh", "note.docx", "-o", "nowhere/new.docx"]) == 3
    assert "W012 cannot write" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("gone.docx",), 2, "U030 there is no such file"),
        (("README.md",), 3, "V101"),
        (("note.docx", "--data", "templates"), 2, "U060 no dataset lies here"),
        (("note.docx", "--edition", "soon"), 2, "is not a day"),
        (("note.docx", "--edition", "1999-01-01"), 2, "B003 no fact is as old as 1999-01-01"),
    ],
)
def test_what_cannot_be_done_is_told(words, code, says, file, capsys):
    before = file.read_bytes()
    assert main(["refresh", *words]) == code
    assert says in capsys.readouterr().err
    assert file.read_bytes() == before
