"""What can go wrong, said so that the reader can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: a stable code, the sentence, the place and the way out.

    Example:
        >>> print(Problem("D003", "unknown unit 'EUR'", "data/observations.csv:7", "use CNY"))
        data/observations.csv:7: D003 unknown unit 'EUR'
            use CNY
    """

    code: str
    says: str
    where: str = ""
    hint: str = ""

    def __str__(self) -> str:
        head = (
            f"{self.where}: {self.code} {self.says}" if self.where else f"{self.code} {self.says}"
        )
        return f"{head}\n    {self.hint}" if self.hint else head


class ChipReportError(Exception):
    """All problems found in one go; the exit code of the command that meets them."""

    exit_code: ClassVar[int] = 3

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems: tuple[Problem, ...] = problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class VerificationError(ChipReportError):
    """A written file does not say what the dataset says."""

    exit_code = 1


class UsageError(ChipReportError):
    """The command line asks for something that does not exist."""

    exit_code = 2


class DatasetError(ChipReportError):
    """The tables break a rule of the data model."""


class DerivationError(ChipReportError):
    """A formula cannot be worked out from the facts at hand."""


class TemplateError(ChipReportError):
    """A template asks for something that cannot be given."""


class ConfigurationError(ChipReportError):
    """chipreport.toml or a theme file breaks a rule."""


class RenderError(ChipReportError):
    """A document cannot be written soundly in a format."""


class DeliveryError(ChipReportError):
    """A finished file did not reach its destination."""

    exit_code = 4


class LockedError(ChipReportError):
    """Another build holds the project."""

    exit_code = 5


def near(word: str, known: Iterable[str]) -> str:
    """Return a hint that names what is nearest to `word` among `known`.

    Example:
        >>> near("MINIMAX.EMPLOYES", ["MINIMAX.EMPLOYEES", "SHANGHAI.GRP.2025"])
        'did you mean MINIMAX.EMPLOYEES?'
        >>> near("x", ["en", "zh"])
        'known: en, zh'
    """
    names = list(known)
    found = get_close_matches(word, names, n=3, cutoff=0.6)
    if found:
        return f"did you mean {' or '.join(found)}?"
    shown = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
    return f"known: {shown}" if names else ""
