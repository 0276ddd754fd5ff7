"""Parts found by their name: a module in a folder, or an entry point of another package."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Generic, TypeVar, cast

from chipreport.errors import ConfigurationError, Problem

Part = TypeVar("Part")


class Parts(Mapping[str, Part], Generic[Part]):
    """Named parts of one kind, each imported when it is first asked for.

    The module `<package>.<name>` gives the part `<name>` as its attribute `attribute`; so does an
    entry point `<name>` in the group `<package>`. Two parts of one name are an error naming both.
    """

    def __init__(self, package: str, attribute: str) -> None:
        self._package = package
        self._attribute = attribute
        self._loaded: dict[str, Part] = {}

    @cached_property
    def _sources(self) -> dict[str, str]:
        module = import_module(self._package)
        found = {
            entry.stem: f"{self._package}.{entry.stem}"
            for folder in module.__path__
            for entry in sorted(Path(folder).iterdir())
            if not entry.name.startswith("_")
            and (entry.suffix == ".py" or (entry / "__init__.py").is_file())
        }
        for entry_point in entry_points(group=self._package):
            if entry_point.name in found:
                raise ConfigurationError(
                    Problem(
                        "C010",
                        f"two parts are called {entry_point.name!r}",
                        self._package,
                        f"{found[entry_point.name]} and {entry_point.value}: rename one",
                    )
                )
            found[entry_point.name] = entry_point.value.split(":")[0]
        return found

    def __getitem__(self, name: str) -> Part:
        if name not in self._loaded:
            module = import_module(self._sources[name])
            self._loaded[name] = cast("Part", getattr(module, self._attribute))
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._sources))

    def __len__(self) -> int:
        return len(self._sources)
