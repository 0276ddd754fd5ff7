"""The head of a template: title, layout, and for whom one document each is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from chipreport.errors import Problem, TemplateError, near


class FrontMatter(BaseModel):
    """What the head of a template may say; every text may hold Jinja expressions."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    subtitle: str = ""
    kicker: str = ""
    running_title: str = ""
    file: str = ""
    layout: Literal["factsheet", "briefing", "workbook"] = "briefing"
    page: Literal["A4", "Letter"] = "A4"
    each: str = ""
    keywords: list[str] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Parted:
    """A template in its parts; `offset` lines stand above the body."""

    front: FrontMatter
    body: str
    offset: int


def part(source: str, path: str) -> Parted:
    """Return the front matter and the body of a template.

    Errors:
        TemplateError T001 no front matter, T002 not YAML, T003 a key that is missing, unknown or
        of the wrong kind; all of them at once.
    """
    lines = source.split("\n")
    if lines[0].strip() != "---" or "---" not in (line.strip() for line in lines[1:]):
        hint = "start with a line of three hyphens, the keys, and another such line"
        raise TemplateError(Problem("T001", "the template has no front matter", f"{path}:1", hint))
    end = next(n for n, line in enumerate(lines[1:], 1) if line.strip() == "---")
    try:
        raw = yaml.safe_load("\n".join(lines[1:end])) or {}
        if not isinstance(raw, dict):
            says, hint = "the front matter has no keys", 'write lines such as title: "Toys"'
            raise TemplateError(Problem("T003", says, f"{path}:2", hint))
        front = FrontMatter.model_validate(raw)
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + 2
        problem = Problem(
            "T002", f"the front matter is not YAML: {error.problem}", f"{path}:{line}"
        )
        raise TemplateError(problem) from None
    except yaml.YAMLError as error:
        says = f"the front matter is not YAML: {str(error).splitlines()[0]}"
        raise TemplateError(Problem("T002", says, f"{path}:1")) from None
    except ValidationError as error:
        problems = []
        for fault in error.errors():
            key = ".".join(map(str, fault["loc"]))
            place = next((n for n, text in enumerate(lines, 1) if text.startswith(f"{key}:")), 1)
            hint = near(key, FrontMatter.model_fields) if fault["type"] == "extra_forbidden" else ""
            said = "no such key" if fault["type"] == "extra_forbidden" else fault["msg"].lower()
            says = f"front matter {key!r}: {said}"
            problems.append(Problem("T003", says, f"{path}:{place}", hint))
        raise TemplateError(*problems) from None
    return Parted(front, "\n".join(lines[end + 1 :]), end + 1)
