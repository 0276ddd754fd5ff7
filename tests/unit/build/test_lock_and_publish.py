"""An edition appears whole or not at all, whoever else builds and whenever a build ends."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from chipreport.build import build
from chipreport.build.editions import latest
from chipreport.build.exchange import exchange
from chipreport.build.lock import locked
from chipreport.build.publish import publish, put, recover, staging
from chipreport.cli import main
from chipreport.errors import LockedError, RenderError
from chipreport.world import DiskWorld
from projects import replace, toyland

ROOT = Path(__file__).parents[3]
WAITING = """
import sys
from pathlib import Path
from chipreport.build.lock import locked
from chipreport.world import DiskWorld
with locked(DiskWorld(Path(sys.argv[1])), Path(sys.argv[1]) / "exports"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = toyland(tmp_path / "toys")
    monkeypatch.chdir(folder)
    return folder


@contextmanager
def another_build(project: Path) -> Iterator[subprocess.Popen[str]]:
    """Give a process that holds the lock of the project until its input ends."""
    run = [sys.executable, "-c", WAITING, str(project)]
    with subprocess.Popen(
        run, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment()
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src")}


def snapshot(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


# ------------------------------------------------------------------------------------ the lock


def test_a_second_build_is_refused_and_told_who_holds_the_lock(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with another_build(project) as other:
        assert main(["build", "-f", "docx"]) == 5
        said = capsys.readouterr().err
        assert f"B006 another build is at work here: process {other.pid} on " in said
        assert ", since 20" in said
        assert "exports/.lock" in said
        assert [e.name for e in (project / "exports").iterdir()] == [".lock"]


def test_a_lock_of_a_killed_build_is_free(project: Path) -> None:
    with another_build(project) as other:
        other.kill()
        other.wait()
        assert "pid" in (project / "exports/.lock").read_text("utf-8")
        assert main(["build", "-f", "docx"]) == 0
    assert (project / "exports/.lock").read_text("utf-8") == ""


def test_a_lock_without_a_signature_still_holds(project: Path) -> None:
    with another_build(project):
        (project / "exports/.lock").write_text("", "utf-8")
        with (
            pytest.raises(LockedError, match="has not signed yet"),
            locked(DiskWorld(project), project / "exports"),
        ):
            pass


def test_a_failed_build_leaves_no_folder_that_was_not_there(project: Path) -> None:
    replace(project / "templates/toys.md.j2", "ROBOTS.SOLD.2025", "ROBOTS.SOLD.1925")
    assert main(["build", "-f", "docx"]) == 3
    assert not (project / "exports").exists()


# --------------------------------------------------------------------------------- publication


def test_what_dead_builds_left_is_cleaned_by_the_next(project: Path) -> None:
    assert main(["build", "-f", "docx"]) == 0
    exports = project / "exports"
    before = snapshot(exports)
    put(exports / ".staging-dead/2026-01-31", {"toys/toys.docx": b"half"})
    put(exports / ".removed-2020-01-01", {"manifest.json": b"{}"})
    (exports / ".latest-new").symlink_to("nowhere")
    assert main(["build", "-f", "docx"]) == 0
    assert snapshot(exports) == before
    assert sorted(e.name for e in exports.iterdir()) == [".lock", "2026-01-31", "latest"]


def test_an_edition_set_aside_by_a_dead_build_comes_back(tmp_path: Path) -> None:
    put(tmp_path, {".previous-2026-01-31/a": b"old", ".previous-2026-02-01/a": b"old"})
    put(tmp_path, {"2026-02-01/a": b"new"})
    recover(tmp_path)
    assert snapshot(tmp_path) == {"2026-01-31/a": b"old", "2026-02-01/a": b"new"}


def test_two_folders_change_places_in_one_step_or_not_at_all(tmp_path: Path) -> None:
    put(tmp_path, {"one/a": b"1", "other/a": b"2"})
    done = exchange(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / "one/a").read_bytes() == (b"2" if done else b"1")
    assert not exchange(tmp_path / "one", tmp_path / "missing")


@pytest.mark.parametrize("swaps", [True, False])
def test_a_new_edition_takes_the_place_of_one_of_its_name(
    swaps: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not swaps:
        monkeypatch.setattr("chipreport.build.publish.exchange", lambda one, other: False)
    for content in (b"old", b"new"):
        with staging(tmp_path) as folder:
            put(folder / "2026-01-31", {"a": content})
            publish(folder / "2026-01-31", tmp_path, "2026-01-31")
    assert sorted(e.name for e in tmp_path.iterdir()) == ["2026-01-31", "latest"]
    assert (tmp_path / "latest/a").read_bytes() == b"new"
    assert latest(tmp_path) == "2026-01-31"


def test_a_build_that_is_stopped_leaves_nothing_behind(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "-f", "docx"]) == 0
    before = snapshot(project / "exports")
    replace(project / "data/observations.csv", ",48,eq,48,48,", ",50,eq,50,50,")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("chipreport.build.run.publish", stop)
    assert main(["build", "-f", "docx"]) == 130
    assert "nothing was published" in capsys.readouterr().err
    assert snapshot(project / "exports") == before
    names = sorted(e.name for e in (project / "exports").iterdir())
    assert names == [".lock", "2026-01-31", "latest"]


@pytest.mark.slow
def test_an_interrupt_from_the_keyboard_stops_workers_too(project: Path) -> None:
    run = [sys.executable, "-m", "chipreport", "build", "--jobs", "2"]
    with subprocess.Popen(
        run, env=environment(), stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        lock = project / "exports/.lock"
        deadline = time.monotonic() + 30
        while not lock.exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(0.2)
        os.killpg(process.pid, signal.SIGINT)
        said = process.communicate(timeout=60)[1]
    if process.returncode == 0:
        pytest.skip("the build was done before it could be stopped")
    assert process.returncode == 130
    assert "Traceback" not in said
    assert not (project / "exports").exists()


# ------------------------------------------------------------------------------- a place refuses


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.ENOSPC, "No space left on device"),
        (errno.EROFS, "Read-only file system"),
        (errno.EIO, "Input/output error"),
    ],
)
@pytest.mark.parametrize("call", ["os.fsync", "pathlib.Path.rename", "tempfile.mkdtemp"])
def test_a_disk_that_refuses_is_named_and_the_edition_stands(
    call: str,
    number: int,
    says: str,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["build", "-f", "docx"]) == 0
    before = snapshot(project / "exports")
    replace(project / "data/observations.csv", ",48,eq,48,48,", ",50,eq,50,50,")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr("chipreport.build.publish.exchange", lambda one, other: False)
        patch.setattr(call, refuse)
        assert main(["build", "-f", "docx"]) == 3
    said = capsys.readouterr().err
    assert f"B001 cannot write: {says}" in said
    assert "1 problem" in said
    assert snapshot(project / "exports") == before
    assert main(["build", "-f", "docx"]) == 0


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a user who is refused")
def test_a_read_only_folder_is_named(project: Path) -> None:
    (project / "exports").mkdir(mode=0o555)
    with pytest.raises(RenderError, match="B001 cannot write: Permission denied"):
        build(DiskWorld(project), project / "exports", formats=("docx",))


# ------------------------------------------------------------------------------------- kill -9


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_builds_killed_at_any_moment_leave_the_previous_edition(project: Path) -> None:
    run = [sys.executable, "-W", "ignore", str(ROOT / "benchmarks/crashes.py")]
    run += ["--steps", "6", "--random", "4"]
    done = subprocess.run(run, capture_output=True, text=True, env=environment())
    assert done.returncode == 0, done.stdout + done.stderr
    assert "old stands" in done.stdout
