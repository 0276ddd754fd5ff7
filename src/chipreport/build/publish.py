"""A staged edition to its place: one rename, so that it is there whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from chipreport.build.exchange import exchange
from chipreport.errors import Problem, RenderError

_STAGING, _ASIDE, _GONE, _LINK = ".staging-", ".previous-", ".removed-", ".latest-new"


@contextmanager
def staging(exports: Path) -> Iterator[Path]:
    """Give a fresh folder on the file system of `exports`; it is gone when the work is over.

    The caller holds the lock of `exports`, so what dead builds left there is put right first.
    """
    try:
        exports.mkdir(parents=True, exist_ok=True)
        recover(exports)
        folder = Path(tempfile.mkdtemp(prefix=_STAGING, dir=exports))
    except OSError as error:
        raise RenderError(cannot_write(exports, error)) from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unfinished(exports: Path) -> bool:
    """Return whether a build is at work in `exports`, or died and left something there."""
    marks = (_STAGING, _ASIDE, _GONE, _LINK)
    return any(entry.name.startswith(marks) for entry in exports.iterdir())


def recover(exports: Path) -> None:
    """Put right what builds that were killed left in `exports`: no edition is lost."""
    for entry in sorted(exports.iterdir()):
        if entry.name.startswith(_ASIDE):
            target = exports / entry.name.removeprefix(_ASIDE)
            if target.exists():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                entry.rename(target)
        elif entry.name.startswith((_STAGING, _GONE)):
            shutil.rmtree(entry, ignore_errors=True)
        elif entry.name == _LINK:
            entry.unlink(missing_ok=True)


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write `files` below `folder`, each flushed to the disk."""
    for name, content in files.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
        except OSError as error:
            raise RenderError(cannot_write(path, error)) from None


def publish(staged: Path, exports: Path, edition: str) -> Path:
    """Return the folder of the edition after `staged` took its place; `latest` moves last.

    A previous edition of the same name changes places with it in one step; where the system has no
    such step, it is set aside for the moment between two renames, and `recover` brings it back.
    """
    target = exports / edition
    try:
        for folder, _, _ in os.walk(staged):
            sync(Path(folder))
        staged.chmod(0o755)
        if not target.exists():
            staged.rename(target)
        elif not exchange(staged, target):
            _replace(staged, target, exports / f"{_ASIDE}{edition}")
        sync(exports)
        point(exports, edition)
    except OSError as error:
        raise RenderError(cannot_write(target, error)) from None
    return target


def point(exports: Path, edition: str) -> None:
    """Let `latest` name the edition."""
    fresh = exports / _LINK
    fresh.unlink(missing_ok=True)
    try:
        fresh.symlink_to(edition, target_is_directory=True)
    except OSError:  # a file system without links: a text file names the edition
        fresh.write_text(edition + "\n", encoding="utf-8")
    fresh.replace(exports / "latest")
    sync(exports)


def remove(exports: Path, edition: str) -> None:
    """Take an edition away in one step, then its files."""
    gone = exports / f"{_GONE}{edition}"
    try:
        (exports / edition).rename(gone)
    except OSError as error:
        raise RenderError(cannot_write(exports / edition, error)) from None
    shutil.rmtree(gone, ignore_errors=True)


def sync(folder: Path) -> None:
    """Flush the names in `folder` to the disk, where the system lets folders be flushed."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def cannot_write(path: Path, error: OSError) -> Problem:
    """Return what to say about a place that refuses."""
    says = f"cannot write: {error.strerror or error}"
    return Problem("B001", says, str(path), "choose another folder with --out, or free some space")


def _replace(staged: Path, target: Path, aside: Path) -> None:
    target.rename(aside)
    try:
        staged.rename(target)
    except BaseException:
        aside.rename(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)
