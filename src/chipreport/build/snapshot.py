"""The files of a project as they were at one moment, so that no edit slips into a running build."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from chipreport.world import World


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A World whose files are held in memory; `beside` answers all else."""

    files: Mapping[str, bytes]
    beside: World

    def read(self, path: str) -> bytes:
        """Return the bytes that `path` had."""
        if path not in self.files:
            self.beside.read(path)  # says why the path is refused
            raise FileNotFoundError(path)
        return self.files[path]

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the paths below `folder`, sorted."""
        return tuple(sorted(path for path in self.files if path.startswith(f"{folder}/")))

    def where(self, path: str) -> str:
        """Return how to name `path` to a person."""
        return self.beside.where(path)

    def variable(self, name: str) -> str | None:
        """Return an environment variable."""
        return self.beside.variable(name)

    def now(self) -> dt.datetime:
        """Return the present moment."""
        return self.beside.now()


def snapshot(world: World) -> Snapshot:
    """Return the project's data, templates and configuration as they are now."""
    names = (*world.names("data"), *world.names("templates"), "chipreport.toml")
    return Snapshot({name: world.read(name) for name in names}, world)
