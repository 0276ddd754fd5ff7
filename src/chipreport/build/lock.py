"""One build at a time in one folder of editions."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from chipreport.errors import LockedError, Problem, RenderError
from chipreport.world import World

NAME = ".lock"


@contextmanager
def locked(world: World, exports: Path) -> Iterator[None]:
    """Hold the lock of `exports`; the system frees it when its owner ends, however that ends.

    A folder that was made for the lock alone is gone again when the work fails.

    Errors:
        LockedError B006: another build holds it; the problem names process, computer and time.
        RenderError B001: the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    path = exports / NAME
    held: list[int] = []

    def sign(file: int) -> None:
        held.append(file)
        owner = {"pid": os.getpid(), "host": platform.node(), "since": _stamp(world)}
        os.ftruncate(file, 0)
        os.lseek(file, 0, os.SEEK_SET)
        os.write(file, (json.dumps(owner) + "\n").encode())

    fresh = not exports.exists()
    try:
        exports.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path, timeout=0, preserve_lock_file=True, on_acquired=sign)
        lock.acquire()
    except Timeout:
        raise LockedError(_taken(path)) from None
    except OSError as error:
        says = f"cannot write: {error.strerror or error}"
        hint = "choose another folder with --out, or free some space"
        raise RenderError(Problem("B001", says, str(exports), hint)) from None
    try:
        yield
    except BaseException:
        if fresh:
            _undo(exports)
        raise
    finally:
        with suppress(OSError):  # a full or vanished disk; the next owner writes over it
            os.ftruncate(held[-1], 0)
        lock.release()


def _undo(exports: Path) -> None:
    with suppress(OSError):
        if [entry.name for entry in exports.iterdir()] == [NAME]:
            (exports / NAME).unlink()
            exports.rmdir()


def _stamp(world: World) -> str:
    return world.now().isoformat(timespec="seconds")


def _taken(path: Path) -> Problem:
    try:
        owner = json.loads(path.read_text("utf-8"))
        who = f"process {owner['pid']} on {owner['host']}, since {owner['since']}"
    except (OSError, ValueError, KeyError, TypeError):  # it has just begun or just ended
        who = "its owner has not signed yet"
    hint = "wait until it is done, or stop it; a build that crashed holds no lock"
    return Problem("B006", f"another build is at work here: {who}", str(path), hint)
