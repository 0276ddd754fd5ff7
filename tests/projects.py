"""Projects on disk for tests: the starter of invented facts, and the command line run in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from chipreport.build.starter import start
from chipreport.world import DiskWorld, bundled


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]


def toyland(folder: Path) -> Path:
    """Return `folder` after the starter was written into it."""
    start(folder, DiskWorld(bundled()))
    return folder


def replace(path: Path, old: str, new: str) -> None:
    """Put `new` for `old`, which has to stand in the file."""
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new), "utf-8")
