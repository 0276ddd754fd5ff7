"""Whether an edition already is what a build would make; found out without any library."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

from chipreport.build import environment
from chipreport.build.editions import latest
from chipreport.build.manifest import NAME, Manifest, Output, digest, inputs, read
from chipreport.build.model import Built, Edition, Request
from chipreport.build.publish import unfinished
from chipreport.errors import ChipReportError
from chipreport.world import World


def exports_of(world: World) -> str | None:
    """Return the folder that chipreport.toml names; None where that file is not sound."""
    try:
        found = tomllib.loads(world.read("chipreport.toml").decode("utf-8")).get("exports")
    except (OSError, ValueError):
        return None
    return "exports" if found is None else found if isinstance(found, str) else None


def current(world: World, exports: Path, request: Request) -> Edition | None:
    """Return the edition that stands for `request`; None when anything differs or is unsure."""
    newest = latest(exports)
    if newest is None or (request.edition and request.edition.isoformat() != newest):
        return None
    found = read(exports / newest)
    if found is None or dict(found.request) != request.record():
        return None
    try:
        if unfinished(exports):
            return None
        same = dict(found.inputs) == inputs(world)
    except (OSError, ChipReportError):
        return None
    if not same or found.code != environment.code():
        return None
    if dict(found.versions) != dict(environment.versions()) or not _untouched(found):
        return None
    return as_edition(found)


def as_edition(found: Manifest) -> Edition:
    """Return the edition of a manifest in which nothing changed."""
    files = tuple(
        Built(each.path, b"", each.report, each.language, each.claims, each.task, each.key, True)
        for each in found.outputs.values()
    )
    return Edition(found.name, found.folder, files, changed=False)


def intact(folder: Path, output: Output) -> bytes | None:
    """Return the bytes of a file of an edition, None where they are not those of the manifest."""
    try:
        content = (folder / output.path).read_bytes()
    except OSError:
        return None
    return content if digest(content) == output.sha256 else None


def _untouched(found: Manifest) -> bool:
    """Return whether every file is as it was published.

    The manifest is written last: a file that is older and of the same size was not touched since.
    Any other is read.
    """
    try:
        written = (found.folder / NAME).stat().st_mtime_ns
        for output in found.outputs.values():
            about = os.stat(f"{found.folder}/{output.path}")
            if about.st_size != output.bytes:
                return False
            if about.st_mtime_ns > written and intact(found.folder, output) is None:
                return False
    except OSError:
        return False
    return True
