"""Digests of what an output was made from: equal ones mean equal bytes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from chipreport.build import environment
from chipreport.facts.fingerprints import joined


def made_with() -> str:
    """Return the digest of the code and the libraries."""
    versions = (f"{name} {version}" for name, version in environment.versions().items())
    return joined((environment.code(), *versions))


def task_key(
    inputs: Mapping[str, str], template: str, theme: str, as_of: dt.date | None, day: dt.date
) -> str:
    """Return the digest of all that a report may be made from: the whole dataset among it."""
    read = [
        f"{path} {digest}"
        for path, digest in sorted(inputs.items())
        if path.startswith(("data/", "templates/_shared/")) or path in (template, theme)
    ]
    return joined((made_with(), template, theme, str(as_of), str(day), *read))
