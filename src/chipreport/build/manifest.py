"""What went into an edition and what came out of it, as JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chipreport.build.model import Built, Request, Shown
from chipreport.world import World

NAME = "manifest.json"
FORM = 2
"""The number of the form of the record; an edition of another form is built anew."""


@dataclass(frozen=True, slots=True)
class Output:
    """One file of an edition as its manifest has it."""

    path: str
    sha256: str
    bytes: int
    report: str
    language: str
    claims: Mapping[str, int]
    task: str
    key: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest of an edition as read from its folder; `name` is the edition."""

    folder: Path
    name: str
    dataset: Mapping[str, str]
    request: Mapping[str, Any]
    code: str
    versions: Mapping[str, str]
    inputs: Mapping[str, str]
    facts: Mapping[str, Shown]
    outputs: Mapping[str, Output]

    @property
    def size(self) -> int:
        """How many bytes the files of the edition have."""
        return sum(output.bytes for output in self.outputs.values())


def digest(content: bytes) -> str:
    """Return the SHA-256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def inputs(world: World) -> dict[str, str]:
    """Return the digest of every file of the project that a build may read, by path.

    Errors:
        FileNotFoundError where the project has no chipreport.toml.
    """
    names = (*world.names("data"), *world.names("templates"), "chipreport.toml")
    return {name: digest(world.read(name)) for name in names}


def manifest(
    edition: str,
    dataset: Mapping[str, str],
    request: Request,
    made_with: tuple[str, Mapping[str, str]],
    inputs: Mapping[str, str],
    outputs: Iterable[tuple[Built, bytes]],
) -> bytes:
    """Return the manifest: equal inputs and outputs give equal bytes.

    Shapes:
        `made_with` is the digest of the code and the versions; `outputs` are the files with their
        bytes.
    """
    facts: dict[str, dict[str, str]] = {}
    listed = []
    for file, content in outputs:
        facts |= {
            name: {"value": shown.value, "digest": shown.digest, "series": shown.series}
            for name, shown in file.shown.items()
        }
        listed.append(
            {
                "path": file.path,
                "sha256": digest(content),
                "bytes": len(content),
                "report": file.report,
                "language": file.language,
                "claims": dict(sorted(file.claims.items())),
                "task": file.task,
                "key": file.key,
            }
        )
    record = {
        "chipreport": FORM,
        "edition": edition,
        "dataset": dict(dataset),
        "request": request.record(),
        "code": made_with[0],
        "versions": dict(made_with[1]),
        "inputs": dict(sorted(inputs.items())),
        "facts": dict(sorted(facts.items())),
        "outputs": sorted(listed, key=lambda output: str(output["path"])),
    }
    return (json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def read(folder: Path) -> Manifest | None:
    """Return the manifest of the edition in `folder`; None where it is missing, broken or older."""
    try:
        record = json.loads((folder / NAME).read_bytes())
        if record["chipreport"] != FORM:
            return None
        outputs = [Output(**output) for output in record["outputs"]]
        return Manifest(
            folder=folder,
            name=record["edition"],
            dataset=record["dataset"],
            request=record["request"],
            code=record["code"],
            versions=record["versions"],
            inputs=record["inputs"],
            facts={name: Shown(**shown) for name, shown in record["facts"].items()},
            outputs={output.path: output for output in outputs},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
