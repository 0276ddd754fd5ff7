"""What a refresh did to a file, for the person who has to look it over."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that now says something else; `where` is the words around it."""

    claim_id: str
    where: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A figure left as a person has it; `expected` is what the dataset says, "" for nothing."""

    claim_id: str
    where: str
    shown: str
    expected: str
    why: str


@dataclass(slots=True)
class Report:
    """Everything that happened; `detached` counts figures that an earlier refresh let go."""

    changed: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    repaired: list[str] = field(default_factory=list)
    unchanged: int = 0
    detached: int = 0

    @property
    def found(self) -> int:
        """How many figures of ours the file holds."""
        return len(self.changed) + len(self.conflicts) + self.unchanged + self.detached


OVERTYPED = "typed over by hand; the text stays and is no longer linked"
WITHDRAWN = "the dataset no longer has this figure; the text stays"
UNKNOWN = "an editor has emptied the store, so what was printed here is not known; the text stays"
AMBIGUOUS = "an editor has dropped its name, and several figures fit; the text stays"
LABEL = "the label was typed over by hand and stays"
DRAWN = "the number drawn was changed by hand and stays"
LOOK = "it is no longer what the look and label of its mark say (forecast or not): build it anew"
ALTERNATIVE = "the alternative text still tells an old figure; put it right by hand"
