"""What a build is asked for and what it gives; nothing here loads a library."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Request:
    """What the caller wants: no name means all; `edition` is the day as of which facts stand."""

    reports: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    edition: dt.date | None = None

    def record(self) -> dict[str, object]:
        """Return the request as it stands in a manifest."""
        return {
            "reports": list(self.reports),
            "formats": list(self.formats),
            "languages": list(self.languages),
            "edition": self.edition.isoformat() if self.edition else None,
        }


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim as a file shows it: its value in words, and the digest of all that stands behind.

    `series` is what stays when a newer vintage with another id takes the place of a fact.
    """

    value: str
    digest: str
    series: str


@dataclass(frozen=True, slots=True)
class Built:
    """One finished file: where it goes in the edition, its bytes, how often it shows each claim.

    `task` is the key of all that could have changed it, `key` of what it was written from. A file
    that is `kept` was taken over from the previous edition, and its bytes are still there.
    """

    path: str
    content: bytes
    report: str
    language: str
    claims: Mapping[str, int]
    task: str = ""
    key: str = ""
    kept: bool = False
    shown: Mapping[str, Shown] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edition:
    """One dated, complete, verified set of outputs.

    `changed` says whether anything was published; `reasons` why each file was built again.
    """

    name: str
    folder: Path
    files: tuple[Built, ...]
    changed: bool = True
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
