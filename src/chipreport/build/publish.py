"""A staged edition to its place: one rename, so that it is there whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from chipreport.errors import Problem, RenderError


@contextmanager
def staging(exports: Path) -> Iterator[Path]:
    """Give a fresh folder on the file system of `exports`; it is gone when the work fails."""
    try:
        exports.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".staging-", dir=exports))
    except OSError as error:
        raise RenderError(_cannot_write(exports, error)) from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
            raise RenderError(_cannot_write(path, error)) from None


def publish(staged: Path, exports: Path, edition: str) -> Path:
    """Return the folder of the edition after `staged` took its place; `latest` moves last.

    The previous edition of the same name is set aside first and removed when the new one stands.
    """
    target = exports / edition
    aside = exports / f".previous-{edition}"
    try:
        shutil.rmtree(aside, ignore_errors=True)
        if target.exists():
            target.rename(aside)
        try:
            staged.chmod(0o755)
            staged.rename(target)
        except OSError:
            if aside.exists():
                aside.rename(target)
            raise
        shutil.rmtree(aside, ignore_errors=True)
        _point(exports / "latest", edition)
    except OSError as error:
        raise RenderError(_cannot_write(target, error)) from None
    return target


def _point(link: Path, edition: str) -> None:
    fresh = link.with_name(".latest-new")
    fresh.unlink(missing_ok=True)
    try:
        fresh.symlink_to(edition, target_is_directory=True)
    except OSError:  # a file system without links: a text file names the edition
        fresh.write_text(edition + "\n", encoding="utf-8")
    fresh.replace(link)


def _cannot_write(path: Path, error: OSError) -> Problem:
    says = f"cannot write: {error.strerror or error}"
    return Problem("B001", says, str(path), "choose another folder with --out, or free some space")
