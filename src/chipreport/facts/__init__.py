"""Cited facts: the dataset, its rules, and the one way in, `load`."""

from __future__ import annotations

import datetime as dt

from chipreport.facts.load import read_tables
from chipreport.facts.query import Dataset
from chipreport.world import World

__all__ = ["Dataset", "load", "read_tables"]


def load(world: World, folder: str = "data", as_of: dt.date | None = None) -> Dataset:
    """Return the dataset in `folder` with its derived figures, as it stood on `as_of`.

    Without a date the newest vintage of every series stands.

    Errors:
        DatasetError: the tables break a rule; every fault is listed.
        DerivationError: a formula cannot be worked out.
    """
    return Dataset.of(read_tables(world, folder), as_of)
