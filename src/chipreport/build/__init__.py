"""Reports of a project to a complete, verified edition, or to nothing at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chipreport.build.model import Built, Edition, Request
    from chipreport.build.project import Project, Report, read_project
    from chipreport.build.run import build

__all__ = ["Built", "Edition", "Project", "Report", "Request", "build", "read_project"]
_PLACES = {
    "Built": "model",
    "Edition": "model",
    "Request": "model",
    "Project": "project",
    "Report": "project",
    "read_project": "project",
    "build": "run",
}


def __getattr__(name: str) -> Any:
    """Return a public name, imported when it is first asked for: a build of nothing stays light."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
