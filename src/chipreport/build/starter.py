"""The files of a project to start from: an invented dataset, one template, and what they need."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from chipreport.build.publish import put
from chipreport.errors import Problem, RenderError, UsageError
from chipreport.world import World

FOLDER = "_starter"
SHARED = ("data/codes.csv", "templates/themes/default.toml")
"""What a new project takes over as it ships."""

DESCRIPTOR = "data/datapackage.json"
ABOUT = {
    "name": "toyland-toys",
    "title": "Toyland toys",
    "titles": {"en": "Toyland toys", "zh": "玩具国玩具"},
    "description": "Invented facts on two toy makers, to start a dataset from.",
    "version": "2026.1.31",
    "created": "2026-02-01T00:00:00Z",
    "licenses": [{"name": "CC0-1.0", "title": "invented"}],
    "sources": [{"title": "A year of toys", "path": "https://example.org/gazette/toys"}],
}
"""How the descriptor of the new dataset differs from the shipped one; the tables are the same."""


def starter(shipped: World) -> Mapping[str, bytes]:
    """Return the files of a new project by path; `shipped` gives descriptor, codes and theme."""
    found = dict(_own(files("chipreport") / FOLDER, ""))
    found[".gitignore"] = found.pop("gitignore")
    descriptor = json.loads(shipped.read(DESCRIPTOR)) | ABOUT
    found[DESCRIPTOR] = (json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n").encode()
    return {**found, **{path: shipped.read(path) for path in SHARED}}


def start(folder: Path, shipped: World) -> tuple[str, ...]:
    """Return the paths of the files written into `folder`, which is made where it is missing.

    Errors:
        UsageError: U050 the folder holds something, U051 it is a file.
        RenderError: B001 it cannot be written.
    """
    if folder.is_file():
        hint = "name a folder that is empty or does not exist yet"
        raise UsageError(Problem("U051", "this is a file, not a folder", str(folder), hint))
    try:
        held = sorted(entry.name for entry in folder.iterdir()) if folder.exists() else []
    except OSError as error:
        says = f"cannot read: {error.strerror or error}"
        raise RenderError(Problem("B001", says, str(folder), "choose another folder")) from None
    if held:
        shown = ", ".join(held[:3]) + (", ..." if len(held) > 3 else "")
        hint = "name a folder that is empty or does not exist yet; nothing was changed"
        raise UsageError(Problem("U050", f"the folder holds {shown}", str(folder), hint))
    made = starter(shipped)
    put(folder, made)
    return tuple(sorted(made))


def _own(place: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in sorted(place.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found += _own(entry, f"{prefix}{entry.name}/")
        else:
            found.append((prefix + entry.name, entry.read_bytes()))
    return found
