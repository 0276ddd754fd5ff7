"""Everything a build may ask of the outside; tests hand in a fixed one."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Protocol

from chipreport.errors import Problem, UsageError


class World(Protocol):
    """The only door to files, variables and clock, so that the same World gives the same bytes."""

    def read(self, path: str) -> bytes:
        """Return the bytes of `path`, relative to the project, else of the bundled copy."""
        ...

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files below `folder`, sorted, relative to the project."""
        ...

    def where(self, path: str) -> str:
        """Return how to name `path` to a person."""
        ...

    def variable(self, name: str) -> str | None:
        """Return an environment variable."""
        ...

    def now(self) -> dt.datetime:
        """Return the present moment in UTC."""
        ...


@dataclass(frozen=True, slots=True)
class DiskWorld:
    """A project folder on disk, falling back to what the package brings along.

    A folder that the project has is taken whole: its `data/` never mixes with the bundled one.
    """

    root: Path

    def read(self, path: str) -> bytes:
        """Return the bytes of `path`; a path that leaves the project is refused."""
        return self._find(path).read_bytes()

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files below `folder`, sorted, the project's own first choice."""
        for place in self._places(folder):
            base = place / folder
            if base.is_dir():
                found = (entry for entry in base.rglob("*") if entry.is_file())
                return tuple(sorted(entry.relative_to(place).as_posix() for entry in found))
        return ()

    def where(self, path: str) -> str:
        """Return `path` as the person would type it from the project folder."""
        return path

    def variable(self, name: str) -> str | None:
        """Return an environment variable, None where it is not set."""
        return os.environ.get(name)

    def now(self) -> dt.datetime:
        """Return the present moment in UTC."""
        return dt.datetime.now(dt.UTC)

    def _places(self, path: str) -> tuple[Path, ...]:
        top = Path(path).parts[0] if Path(path).parts else ""
        if (self.root / top).is_dir() or bundled() == self.root:
            return (self.root,)
        return (self.root, bundled())

    def _find(self, path: str) -> Path:
        if Path(path).is_absolute() or ".." in Path(path).parts:
            raise UsageError(
                Problem("U001", f"{path!r} leaves the project folder", hint="name a path inside it")
            )
        for place in self._places(path):
            if (place / path).is_file():
                return place / path
        raise FileNotFoundError(path)


@cache
def bundled() -> Path:
    """Return the folder with the shipped data/, templates/ and chipreport.toml.

    In an installed package it lies inside the package; in a checkout it is the checkout itself.
    """
    package = Path(str(files("chipreport")))
    inside = package / "_bundled"
    return inside if inside.is_dir() else package.parent.parent
