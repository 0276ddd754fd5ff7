"""What a newcomer meets when something is wrong: a code, the place, the way out, never a trace."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from chipreport.cli import COMMANDS
from projects import Run, replace

# -------------------------------------------------------------------------------- what works


def test_help_names_every_command_and_shows_examples(run: Run) -> None:
    said = run("--help")
    assert said.code == 0
    assert all(f"  {name} " in said.out for name in COMMANDS)
    assert "chipreport build factsheet -f pdf" in said.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, run: Run) -> None:
    said = run(command, "--help")
    assert said.code == 0
    assert f"Usage: chipreport {command}" in said.out


def test_a_new_project_builds_and_verifies_at_once(project: Path, run: Run) -> None:
    built = run("build")
    assert built.code == 0, built.err
    assert "exports/2026-01-31/toys/toys.docx" in built.out
    assert "read back and equal to the dataset" in built.out
    assert run("verify").code == 0


def test_a_new_project_is_canonical_and_agrees_with_its_source(project: Path, run: Run) -> None:
    assert run("data", "fmt", "--check").code == 0
    said = run("data", "check", "--source", "sources/gazette.txt")
    assert (said.code, "citations found again" in said.out) == (0, True)


def test_facts_are_listed_with_value_period_and_source(project: Path, run: Run) -> None:
    said = run("facts", "employees")
    assert said.code == 0
    assert "Toyland Robots: Employees 48 (31 Dec 2025, actual)" in said.out
    assert "Toyland Gazette ¶4" in said.out


def test_facts_as_json_and_csv_hold_the_same_ids(project: Path, run: Run) -> None:
    ids = [row["id"] for row in json.loads(run("facts", "--json").out)]
    lines = run("facts", "--csv").out.splitlines()[1:]
    assert [line.partition(",")[0] for line in lines] == ids


def test_a_changed_digit_fails_verification(project: Path, run: Run) -> None:
    assert run("build", "-f", "docx").code == 0
    path = project / "exports/latest/toys/toys.docx"
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"1,000", b"1,001")
    with zipfile.ZipFile("changed.docx", "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    said = run("verify", "changed.docx")
    assert said.code == 1
    assert "V002 ROBOTS.SOLD.2024 reads '1,001'" in said.err
    assert "Toyland Gazette" in said.err


# -------------------------------------------------------------------------------- wrong words


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("buld",), "did you mean build?"),
        (("build", "toy"), "U010 there is no report 'toy'\n    did you mean toys?"),
        (("build", "-f", "odt"), "'odt': known: docx, pdf, xlsx"),
        (("build", "--lang", "fr"), "'fr': known: en, zh"),
        (("build", "--edition", "soon"), "'soon' is not a day such as 2026-01-26"),
        (("build", "--edition", "1999-01-01"), "B003 no fact is as old as 1999-01-01"),
        (("build", "--jobs", "0"), "0 is not in the range"),
        (("build", "--out", "chipreport.toml"), "is a file"),
        (("facts", "--lang", "fr"), "'fr' is not one of 'en', 'zh'"),
        (("verify",), "build an edition first: chipreport build"),
        (("verify", "nosuch.docx"), "nosuch.docx: U030 there is no such file or folder"),
        (("verify", "sources"), "sources: U031 no report lies in this folder"),
        (("data", "check", "--source", "nosuch.txt"), "nosuch.txt: U040 cannot read"),
        (("init",), "Missing argument 'FOLDER'"),
    ],
)
def test_a_wrong_word_is_a_usage_error(
    words: tuple[str, ...], says: str, project: Path, run: Run
) -> None:
    said = run(*words)
    assert (said.code, says in said.err) == (2, True), said.err


def test_init_refuses_a_folder_that_holds_something(project: Path, run: Run) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    said = run("init", ".")
    assert said.code == 2
    assert "U050 the folder holds .gitignore, README.md, chipreport.toml, ..." in said.err
    assert "nothing was changed" in said.err
    assert before == {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}


def test_init_refuses_a_file(project: Path, run: Run) -> None:
    said = run("init", "README.md")
    assert (said.code, "U051 this is a file, not a folder" in said.err) == (2, True)


def test_init_fills_an_empty_folder_and_says_what_comes_next(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", "my toys").out.endswith("now: cd 'my toys' && chipreport build\n")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir("empty")
    assert run("init", ".").out.endswith("now: chipreport build\n")


# ------------------------------------------------------------------------------ wrong project


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("title = [", "chipreport.toml: C001 this is not TOML"),
        ("", "chipreport.toml: C002 report: field required"),
        (
            'titel = "a"\n[[report]]\nname = "a"\ntemplate = "toys.md.j2"\nformats = ["docx"]\n',
            "C002 titel: no such key\n    did you mean title",
        ),
        (
            '[[report]]\nname = "a"\ntemplate = "toys.md.j2"\nformats = ["odt"]\n',
            "C002 report.0.formats.0: no format 'odt': known: docx, pdf, xlsx",
        ),
        (
            '[[report]]\nname = "a"\ntemplate = "toy.md.j2"\nformats = ["docx"]\n',
            "templates/toy.md.j2: T000 no such template\n    did you mean toys.md.j2?",
        ),
        (
            '[[report]]\nname = "a"\ntemplate = "../../a"\nformats = ["docx"]\n',
            "leaves the project folder",
        ),
        (
            'theme = "dark"\n[[report]]\nname = "a"\ntemplate = "toys.md.j2"\nformats = ["docx"]\n',
            "templates/themes/dark.toml: C020 there is no theme 'dark'",
        ),
    ],
)
def test_a_fault_in_the_project_file_names_the_key(
    toml: str, says: str, project: Path, run: Run
) -> None:
    (project / "chipreport.toml").write_text(toml, "utf-8")
    said = run("build")
    assert said.code in (2, 3)
    assert says in said.err
    assert not (project / "exports").exists()


def test_two_reports_of_one_name_are_refused(project: Path, run: Run) -> None:
    path = project / "chipreport.toml"
    path.write_text(path.read_text("utf-8") * 1 + path.read_text("utf-8").split("\n\n")[1], "utf-8")
    said = run("build")
    assert (said.code, "C003 two reports are called 'toys'" in said.err) == (3, True)


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("hello", "toys.md.j2:1: T001 the template has no front matter"),
        ("---\n- a\n---\n", "T003 the front matter has no keys"),
        ("---\ntitle: a\nlayuot: briefing\n---\n", ":3: T003 front matter 'layuot': no such key"),
        ("---\ntitle: a\x01\n---\n", "T002 the front matter is not YAML"),
        ("---\ntitle: a\n---\n{% if %}\n", ":4: T007 Expected an expression"),
        ("---\ntitle: a\n---\n\n{{ fakt('X') }}\n", ":5: T008 'fakt' is undefined\n    did you"),
        ("---\ntitle: a\n---\nin 2025\n", ":4: T010 the number 2025 is typed by hand"),
        ("---\ntitle: a\n---\n{{ fact('ROBOTS.SOLD.2052') }}\n", "or ROBOTS.SOLD.2025 or"),
        ("---\ntitle: a\n---\n{{ kpis([], foo=[]) }}\n", ":4: T034 kpis() has no argument 'foo'"),
        ("---\ntitle: a\n---\n::: calout x\ny\n:::\n", "T066 no fence is called 'calout'"),
        ("---\ntitle: a\n---\n[a](page.html)\n", "toys.md.j2: T065 the link"),
        ("---\ntitle: a\nfile: ../x\n---\n", "toys: B004 '../x' is no name for a file"),
    ],
)
def test_a_fault_in_a_template_names_line_and_way_out(
    template: str, says: str, project: Path, run: Run
) -> None:
    (project / "templates/toys.md.j2").write_text(template, "utf-8")
    said = run("build", "-f", "docx")
    assert (said.code, says in said.err) == (3, True), said.err
    assert not list(project.glob("exports/*/*"))


def test_a_build_lists_the_faults_of_all_rows_at_once(project: Path, run: Run) -> None:
    table = project / "data/observations.csv"
    replace(table, ",1200,gt,", ",12OO,gt,")
    replace(table, "PUPPET_WORKS,", "PUPPET_WORK,")
    for command in (("build",), ("facts",), ("data", "check")):
        said = run(*command)
        assert said.code == 3
        assert "obs_value: D011 '12OO' is no number" in said.err
        assert "entity_id: D022 'PUPPET_WORK' does not stand in entities.entity_id" in said.err
        assert "did you mean PUPPET_WORKS?" in said.err
        assert "2 problems" in said.err


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "D001 the descriptor cannot be read"),
        ("[]", "D001 the descriptor is built otherwise"),
        ('{"name": "a", "title": "b", "resources": []}', "D005 the descriptor lists no table"),
    ],
)
def test_a_broken_descriptor_is_a_problem(content: str, says: str, project: Path, run: Run) -> None:
    (project / "data/datapackage.json").write_text(content, "utf-8")
    said = run("facts")
    assert (said.code, says in said.err) == (3, True), said.err


def test_a_missing_table_is_a_problem(project: Path, run: Run) -> None:
    (project / "data/units.csv").unlink()
    said = run("build")
    assert (said.code, "data/units.csv: D002 the file is missing" in said.err) == (3, True)


def test_a_table_with_semicolons_is_told_so(project: Path, run: Run) -> None:
    table = project / "data/units.csv"
    table.write_text(table.read_text("utf-8").replace(",", ";"), "utf-8")
    said = run("data", "check")
    assert said.code == 3
    assert "data/units.csv:1: D004 semicolons stand between the cells" in said.err


def test_a_dataset_without_facts_says_where_to_add_some(project: Path, run: Run) -> None:
    for name in ("observations", "derived"):
        table = project / f"data/{name}.csv"
        table.write_text(table.read_text("utf-8").split("\n")[0] + "\n", "utf-8")
    said = run("build")
    assert (said.code, "B003 the dataset holds no fact" in said.err) == (2, True)


# ------------------------------------------------------------------------------- wrong places


def test_a_place_that_cannot_be_written_is_named(project: Path, run: Run) -> None:
    said = run("build", "-f", "docx", "--out", "README.md/below")
    assert said.code == 3
    assert "README.md/below: B001 cannot write: Not a directory" in said.err
    assert "choose another folder with --out" in said.err


def test_a_text_is_no_report(project: Path, run: Run) -> None:
    said = run("verify", "README.md")
    assert said.code == 1
    assert "README.md: V010 no format reads this kind of file" in said.err


@pytest.mark.parametrize("suffix", ["docx", "pdf", "xlsx"])
@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04" + b"\0" * 40])
def test_a_file_that_is_no_package_fails(
    suffix: str, content: bytes, project: Path, run: Run
) -> None:
    (project / f"broken.{suffix}").write_bytes(content)
    said = run("verify", f"broken.{suffix}")
    assert (said.code, f"FAIL broken.{suffix}" in said.out) == (1, True)


@pytest.mark.parametrize("suffix", ["docx", "pdf", "xlsx"])
def test_a_damaged_or_cut_file_fails(suffix: str, project: Path, run: Run) -> None:
    assert run("build", "-f", suffix).code == 0
    sound = (project / f"exports/latest/toys/toys.{suffix}").read_bytes()
    half = len(sound) // 2
    damaged = sound[:half] + bytes(255 - byte for byte in sound[half : half + 64])
    contents = [sound[:half], damaged + sound[half + 64 :]]
    for content in contents[:1] if suffix == "pdf" else contents:
        (project / f"broken.{suffix}").write_bytes(content)
        said = run("verify", f"broken.{suffix}")
        assert (said.code, "1 problem" in said.err) == (1, True)


def test_a_package_of_something_else_fails(project: Path, run: Run) -> None:
    for suffix in ("docx", "xlsx"):
        with zipfile.ZipFile(f"other.{suffix}", "w") as package:
            package.writestr("hello.txt", "hello")
        assert run("verify", f"other.{suffix}").code == 1


@pytest.mark.parametrize("content", ["{", '{"outputs": [{"path": "a", "claims": [1]}]}', "[]"])
def test_a_broken_manifest_is_a_problem(content: str, project: Path, run: Run) -> None:
    assert run("build", "-f", "docx").code == 0
    (project / "exports/latest/manifest.json").write_text(content, "utf-8")
    said = run("verify")
    assert (said.code, "V011 this manifest is broken" in said.err) == (1, True)


def test_latest_may_be_a_text_that_names_the_edition(project: Path, run: Run) -> None:
    assert run("build", "-f", "docx").code == 0
    (project / "exports/latest").unlink()
    (project / "exports/latest").write_text("2026-01-31\n", "utf-8")
    assert run("verify").code == 0


def test_an_interrupted_build_publishes_nothing(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("chipreport.build.run.publish", stop)
    said = run("build", "-f", "docx")
    assert (said.code, "stopped; nothing was published" in said.err) == (130, True)
    exports = project / "exports"
    assert not exports.exists() or [each.name for each in exports.iterdir()] in ([], [".lock"])


def test_a_file_that_cannot_be_opened_is_named(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "data/units.csv")

    monkeypatch.setattr("chipreport.facts.load", refuse)
    said = run("facts")
    assert said.code == 3
    assert "data/units.csv: U002 cannot read or write: Permission denied" in said.err
