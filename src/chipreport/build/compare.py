"""Two editions side by side: facts that they show, and files."""

from __future__ import annotations

from dataclasses import dataclass

from chipreport.build.manifest import Manifest
from chipreport.build.why import changed_facts


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs: facts in words, files by path; `same` are the files with equal bytes."""

    facts: tuple[str, ...]
    changed: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    same: tuple[str, ...]


def compare(before: Manifest, after: Manifest) -> Difference:
    """Return how the edition `after` differs from `before`."""
    old = {path: output.sha256 for path, output in before.outputs.items()}
    new = {path: output.sha256 for path, output in after.outputs.items()}
    both = sorted(set(old) & set(new))
    return Difference(
        facts=tuple(changed_facts(before.facts, after.facts)),
        changed=tuple(path for path in both if old[path] != new[path]),
        added=tuple(sorted(set(new) - set(old))),
        removed=tuple(sorted(set(old) - set(new))),
        same=tuple(path for path in both if old[path] == new[path]),
    )
