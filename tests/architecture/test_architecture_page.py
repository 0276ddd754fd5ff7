"""ARCHITECTURE.md names what there is: folders, modules, formats, the layers in order."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from chipreport.formats import FORMATS

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "chipreport"
PAGE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
LISTED = re.findall(r"^\| `([\w./]+)` \|", PAGE, re.M)


def test_every_folder_and_module_is_listed_and_nothing_else() -> None:
    there = {
        f"{path.name}/" if path.is_dir() else path.name
        for path in PACKAGE.iterdir()
        if (path.is_dir() or path.suffix == ".py") and not path.name.startswith("_")
    }
    assert set(LISTED) == there


def test_what_starts_with_an_underscore_is_named_too() -> None:
    hidden = {path.name for path in PACKAGE.glob("_[!_]*")} - {"_bundled"}
    assert [name for name in hidden if f"`{name}/`" not in PAGE] == []


def test_folders_stand_in_the_order_of_the_layers() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contract = settings["tool"]["importlinter"]["contracts"][0]
    order = [name for layer in contract["layers"] for name in re.split(r"\s*[|:]\s*", layer)]
    listed = [name.removesuffix("/").removesuffix(".py") for name in LISTED]
    assert listed == [name for name in order if name in listed]


def test_every_format_is_named() -> None:
    assert [name for name in FORMATS if f"`{name}/`" not in PAGE] == []


def test_every_test_that_the_page_leans_on_is_there() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)`", PAGE)
    assert named
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_it_stays_on_one_page() -> None:
    assert len(PAGE.splitlines()) <= 70
