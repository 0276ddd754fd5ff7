"""The public names: sorted, present, documented."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import pytest

import chipreport

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(chipreport.__path__, "chipreport.")
    if not module.name.endswith("__main__")
)


def rank(name: str) -> tuple[int, str]:
    """Return where ruff puts a name: constants, classes, then everything else."""
    return (0 if name.isupper() else 1 if name[:1].isupper() else 2, name)


@pytest.mark.parametrize("name", ["chipreport", *MODULES])
def test_all_is_sorted_and_every_name_exists(name: str) -> None:
    module = importlib.import_module(name)
    names = list(getattr(module, "__all__", []))
    assert names == sorted(names, key=rank)
    assert [each for each in names if not hasattr(module, each)] == []


def test_the_package_offers_what_the_guide_promises() -> None:
    assert chipreport.__all__ == ["__version__", "export", "load"]


@pytest.mark.parametrize("name", ["chipreport", *MODULES])
def test_every_public_function_and_class_says_what_it_is(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__doc__
    silent = [
        each
        for each, value in vars(module).items()
        if not each.startswith("_")
        and (inspect.isfunction(value) or inspect.isclass(value))
        and value.__module__ == name
        and not value.__doc__
    ]
    assert silent == []
