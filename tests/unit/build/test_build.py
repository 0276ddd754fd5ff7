"""An edition is there whole and proved, or not at all; the same inputs give the same bytes."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path

import pytest

from chipreport.build import Edition, build
from chipreport.errors import ChipReportError, RenderError, UsageError, VerificationError
from chipreport.formats import FORMATS
from chipreport.verify import FileReport, verify_file
from chipreport.world import DiskWorld
from projects import replace, toyland


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return toyland(tmp_path / "toys")


def made(project: Path, *formats: str, out: str = "exports", jobs: int = 1) -> Edition:
    return build(DiskWorld(project), project / out, formats=formats or ("docx",), jobs=jobs)


def kept(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_an_edition_is_named_by_the_day_of_its_newest_fact(project: Path) -> None:
    edition = made(project)
    assert edition.name == "2026-01-31"
    assert edition.folder == project / "exports" / "2026-01-31"
    assert (project / "exports/latest").resolve() == edition.folder.resolve()


def test_the_manifest_tells_inputs_outputs_and_claims(project: Path) -> None:
    folder = made(project, "docx", "xlsx").folder
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert {"chipreport.toml", "data/observations.csv", "templates/toys.md.j2"} <= set(
        manifest["inputs"]
    )
    for output in manifest["outputs"]:
        content = (folder / output["path"]).read_bytes()
        assert output["sha256"] == hashlib.sha256(content).hexdigest()
        assert output["bytes"] == len(content)
        assert output["claims"]["ROBOTS.SOLD.2025"] >= 1


def test_equal_inputs_give_equal_bytes(project: Path) -> None:
    formats = tuple(FORMATS)
    first, second = made(project, *formats), made(project, *formats, out="again")
    assert kept(first.folder) == kept(second.folder)


@pytest.mark.slow
def test_several_processes_give_the_same_bytes_as_one(project: Path) -> None:
    formats = tuple(FORMATS)
    first, second = made(project, *formats), made(project, *formats, out="again", jobs=2)
    assert kept(first.folder) == kept(second.folder)


def test_a_failed_build_leaves_the_edition_before_it_alone(project: Path) -> None:
    before = kept(made(project).folder)
    replace(project / "templates/toys.md.j2", "ROBOTS.SOLD.2024", "ROBOTS.SOLD.1924")
    with pytest.raises(ChipReportError, match=r"figure 'ROBOTS\.SOLD\.1924'"):
        made(project)
    assert kept(project / "exports" / "2026-01-31") == before
    left = {path.name for path in (project / "exports").iterdir()}
    assert left - {".lock"} == {"2026-01-31", "latest"}


def test_a_new_edition_replaces_the_one_of_its_name_whole(project: Path) -> None:
    made(project, "docx", "xlsx")
    edition = made(project, "xlsx")
    assert set(kept(edition.folder)) == {"manifest.json", "toys/toys.xlsx"}


def test_a_file_that_says_something_else_is_not_published(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def doubting(file, name, dataset, expected) -> FileReport:
        return verify_file(file, name, dataset, {**expected, "ROBOTS.SOLD.2025": 99})

    monkeypatch.setattr("chipreport.build.make.verify_file", doubting)
    with pytest.raises(VerificationError, match=r"V003 ROBOTS\.SOLD\.2025 is shown"):
        made(project)
    assert not (project / "exports" / "latest").exists()
    assert not list(project.rglob("toys.docx"))


def test_two_documents_of_one_name_are_refused(project: Path) -> None:
    replace(project / "templates/toys.md.j2", "layout:", "each: company\nfile: toys\nlayout:")
    with pytest.raises(ChipReportError, match="B005 2 documents have this name"):
        made(project)


@pytest.mark.parametrize("name", ["../toys", "/toys", "a/b", ".hidden", "a b"])
def test_a_document_cannot_leave_the_edition(project: Path, name: str) -> None:
    replace(project / "templates/toys.md.j2", "layout:", f'file: "{name}"\nlayout:')
    with pytest.raises(ChipReportError, match="B004"):
        made(project)
    assert not list(project.rglob("*.docx"))


def test_a_day_before_the_first_fact_has_no_edition(project: Path) -> None:
    with pytest.raises(UsageError, match="the first are of 2026-01-31"):
        build(DiskWorld(project), project / "exports", edition=dt.date(1999, 1, 1))


def test_a_format_that_no_report_has_is_an_error(project: Path) -> None:
    replace(project / "chipreport.toml", '"xlsx", "docx", "pdf"', '"docx"')
    with pytest.raises(UsageError, match="B002"):
        made(project, "xlsx")


def test_a_place_that_cannot_be_written_leaves_nothing(project: Path) -> None:
    (project / "taken").write_text("a file")
    with pytest.raises(RenderError, match="B001 cannot write"):
        made(project, out="taken/exports")
