"""Why a file was built again, in words: the fact, template, theme or program that changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from chipreport.build.manifest import Manifest, Output
from chipreport.build.model import Built, Shown

_MANY = 6
"""From so many facts on, the rest are counted."""


def reasons(old: Manifest | None, new: Manifest, file: Built, force: bool) -> tuple[str, ...]:
    """Return why `file` was built again; `old` is the edition that it could have come from.

    What is named did change since then. Where nothing that the file is known to show did, the
    tables and settings that changed are named instead.
    """
    if old is None:
        return ("no earlier edition to take it from",)
    if force:
        return ("asked for by --force",)
    before = old.outputs.get(file.path)
    if before is None:
        return ("new",)
    if before.key == file.key:
        return ("the file in the earlier edition is not as it was built",)
    found = [*_program(old, new), *_settings(old, new), *_facts(old, file, before)]
    if not any(reason.startswith("fact ") for reason in found):
        found += _tables(old, new)
    return tuple(found) or ("what it shows",)


def _program(old: Manifest, new: Manifest) -> Iterator[str]:
    if old.code != new.code:
        yield "the code of chipreport"
    for name in sorted({*old.versions, *new.versions}):
        before, now = old.versions.get(name, "none"), new.versions.get(name, "none")
        if before != now:
            yield f"{name} {before} -> {now}"


def _settings(old: Manifest, new: Manifest) -> Iterator[str]:
    for path in _changed(old.inputs, new.inputs):
        if path.startswith("templates/themes/"):
            yield f"theme {path.removeprefix('templates/themes/').removesuffix('.toml')}"
        elif path.startswith("templates/"):
            yield f"template {path.removeprefix('templates/')}"
        elif path == "chipreport.toml":
            yield path
    if old.name != new.name:
        yield f"edition {old.name} -> {new.name}"
    if old.dataset["version"] != new.dataset["version"]:
        yield f"dataset {old.dataset['version']} -> {new.dataset['version']}"


def _facts(old: Manifest, file: Built, before: Output) -> list[str]:
    was = {name: old.facts[name] for name in before.claims if name in old.facts}
    found = list(changed_facts(was, file.shown))
    more = len(found) - _MANY
    return [*found[:_MANY], f"fact: {more} more"] if more > 1 else found


def changed_facts(before: Mapping[str, Shown], now: Mapping[str, Shown]) -> Iterator[str]:
    """Yield what happened to each fact between two sets of facts, by id.

    A fact whose place a newer vintage took, with an id of its own, is one that changed.
    """
    was = {shown.series: (name, shown) for name, shown in before.items()}
    new = {shown.series: (name, shown) for name, shown in now.items()}
    for key in sorted({*was, *new}, key=lambda key: (new.get(key) or was[key])[0]):
        if key not in was:
            name, other = new[key]
            yield f"fact {name} added: {other.value}"
        elif key not in new:
            name, one = was[key]
            yield f"fact {name} no longer shown: {one.value}"
        else:
            (old_name, one), (name, other) = was[key], new[key]
            until = "" if old_name == name else f" (until then {old_name})"
            if one.value != other.value:
                yield f"fact {name} {one.value} -> {other.value}{until}"
            elif one.digest != other.digest:
                yield f"fact {name}: its source, period or names{until}"


def _tables(old: Manifest, new: Manifest) -> list[str]:
    return [path for path in _changed(old.inputs, new.inputs) if path.startswith("data/")]


def _changed(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    return [path for path in sorted({*old, *new}) if old.get(path) != new.get(path)]
