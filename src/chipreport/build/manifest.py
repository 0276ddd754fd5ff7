"""What went into an edition and what came out of it, as JSON."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

LIBRARIES = ("chipreport", "openpyxl", "python-docx", "reportlab", "jinja2", "markdown-it-py")
NAME = "manifest.json"


def digest(content: bytes) -> str:
    """Return the SHA-256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def manifest(
    edition: str,
    dataset: Mapping[str, str],
    inputs: Mapping[str, str],
    outputs: Iterable[Mapping[str, Any]],
) -> bytes:
    """Return the manifest: equal inputs and outputs give equal bytes.

    Shapes:
        `inputs` maps paths to digests; each of `outputs` has path, sha256, bytes, report, language,
        and claims: how often it shows each.
    """
    record = {
        "chipreport": 1,
        "edition": edition,
        "dataset": dict(dataset),
        "versions": {"python": platform.python_version(), **_versions()},
        "inputs": dict(sorted(inputs.items())),
        "outputs": sorted(outputs, key=lambda output: str(output["path"])),
    }
    return (json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _versions() -> dict[str, str]:
    found = {}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "unknown"
    return found
