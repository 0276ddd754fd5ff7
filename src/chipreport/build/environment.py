"""What makes the bytes beside the project: the code of this package and the libraries it uses."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import sys
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

LIBRARIES = (
    "babel",
    "jinja2",
    "lxml",
    "markdown-it-py",
    "mdit-py-plugins",
    "openpyxl",
    "pikepdf",
    "pillow",
    "pydantic",
    "python-docx",
    "pyyaml",
    "reportlab",
)
_SKIPPED = {"__pycache__", "_bundled", "_starter"}
"""Byte code; data and templates, which are inputs; what only `init` reads."""


@cache
def code() -> str:
    """Return the digest of every file of this package, code and fonts."""
    digest = hashlib.blake2b(digest_size=16)
    for name, path in _files(str(Path(__file__).parents[1]), ""):
        with Path(path).open("rb") as file:
            content = file.read()
        digest.update(f"{name}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


@cache
def versions() -> Mapping[str, str]:
    """Return the versions of Python, of the libraries, and of packages that add parts.

    They are read from the names of folders: asking `importlib.metadata` takes longer than all the
    rest of a build in which nothing changed.
    """
    installed = _installed()
    found = {name: installed.get(_plain(name), ("", ""))[0] or _asked(name) for name in LIBRARIES}
    added = {
        f"parts of {name}": version
        for name, (version, place) in installed.items()
        if name != "chipreport" and _adds_parts(place)
    }
    own = {
        "chipreport": installed.get("chipreport", ("unknown", ""))[0],
        "python": platform.python_version(),
    }
    return {**own, "zlib": zlib.ZLIB_RUNTIME_VERSION, **found, **dict(sorted(added.items()))}


def _files(folder: str, prefix: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if entry.name not in _SKIPPED:
                yield from _files(entry.path, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, entry.path


def _installed() -> dict[str, tuple[str, str]]:
    """Return version and place of every installed package by its plain name."""
    found: dict[str, tuple[str, str]] = {}
    for place in sys.path:
        try:
            entries = list(os.scandir(place or "."))
        except OSError:
            continue
        for entry in entries:
            name, _, version = entry.name.removesuffix(".dist-info").partition("-")
            if entry.name.endswith(".dist-info"):
                found.setdefault(_plain(name), (version, entry.path))
    return found


def _adds_parts(place: str) -> bool:
    try:
        return "[chipreport." in (Path(place) / "entry_points.txt").read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def _asked(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
