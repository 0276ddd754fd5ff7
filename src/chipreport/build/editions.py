"""The editions that stand in a folder: which, the newest, and which are kept."""

from __future__ import annotations

import re
from pathlib import Path

from chipreport.build.manifest import NAME, Manifest, read
from chipreport.build.publish import remove

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def latest(exports: Path) -> str | None:
    """Return the edition that `latest` names, whether it is a link or a text."""
    link = exports / "latest"
    try:
        name = link.readlink().name if link.is_symlink() else link.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return name if _DAY.fullmatch(name) else None


def names(exports: Path) -> tuple[str, ...]:
    """Return the names of the editions in `exports`, newest first."""
    if not exports.is_dir():
        return ()
    found = (entry.name for entry in exports.iterdir() if _DAY.fullmatch(entry.name))
    whole = (name for name in found if (exports / name / NAME).is_file())
    return tuple(sorted(whole, reverse=True))


def previous(exports: Path, edition: str) -> Manifest | None:
    """Return the edition to take files over from: that of the same name, else the latest."""
    found = read(exports / edition)
    newest = latest(exports)
    return found or (read(exports / newest) if newest else None)


def retire(exports: Path, keep: int, built: str) -> tuple[str, ...]:
    """Return the editions removed so that the newest `keep` remain; 0 keeps all.

    The edition just built and the one that `latest` names stay, however old.
    """
    spared = {built, latest(exports)}
    old = [name for name in names(exports)[keep:] if name not in spared] if keep else []
    for name in old:
        remove(exports, name)
    return tuple(old)
