"""chipreport.toml: which reports a project has, in which formats and languages."""

from __future__ import annotations

import tomllib
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from chipreport.errors import ConfigurationError, Problem, UsageError, near
from chipreport.formats import FORMATS
from chipreport.world import World

PATH = "chipreport.toml"
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]


def _format(name: str) -> str:
    if name not in FORMATS:
        raise PydanticCustomError("format", "no format {name}: {hint}", _told(name))
    return name


def _told(name: str) -> dict[str, str]:
    return {"name": repr(name), "hint": near(name, FORMATS)}


FormatName = Annotated[str, AfterValidator(_format)]


class Report(BaseModel):
    """One report: its template, and what is made of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Name
    template: str
    formats: Annotated[list[FormatName], Field(min_length=1)]
    languages: Annotated[list[Literal["en", "zh"]], Field(min_length=1)] = ["en"]
    theme: Name | None = None


class Project(BaseModel):
    """What chipreport.toml says; `keep` is how many editions stay, 0 all of them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = ""
    theme: Name = "default"
    exports: str = "exports"
    keep: Annotated[int, Field(ge=0)] = 0
    report: Annotated[list[Report], Field(min_length=1)]

    def chosen(self, names: tuple[str, ...]) -> tuple[Report, ...]:
        """Return the reports called `names`, all of them for no name.

        Errors:
            UsageError U010 for every name that no report has.
        """
        known = {report.name: report for report in self.report}
        problems = [
            Problem("U010", f"there is no report {name!r}", PATH, near(name, known))
            for name in names
            if name not in known
        ]
        if problems:
            raise UsageError(*problems)
        return tuple(known[name] for name in names) if names else tuple(self.report)


def read_project(world: World) -> Project:
    """Return the project's configuration.

    Errors:
        ConfigurationError with every fault: C001 not TOML, C002 a key that is missing, unknown or
        of the wrong kind, C003 two reports of one name.
    """
    try:
        raw = tomllib.loads(world.read(PATH).decode("utf-8"))
        project = Project.model_validate(raw)
    except FileNotFoundError:
        hint = "start one with: chipreport init my-project"
        raise ConfigurationError(Problem("C004", "there is no such file", PATH, hint)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(Problem("C001", f"this is not TOML: {error}", PATH)) from None
    except ValidationError as error:
        problems = []
        for fault in error.errors():
            key = ".".join(str(part) for part in fault["loc"])
            known = [*Project.model_fields, *Report.model_fields]
            last = str(fault["loc"][-1]) if fault["loc"] else ""
            hint = near(last, known) if fault["type"] == "extra_forbidden" else ""
            said = "no such key" if fault["type"] == "extra_forbidden" else fault["msg"].lower()
            problems.append(Problem("C002", f"{key}: {said}", PATH, hint))
        raise ConfigurationError(*problems) from None
    names = [report.name for report in project.report]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ConfigurationError(
            *(Problem("C003", f"two reports are called {name!r}", PATH) for name in twice)
        )
    return project
