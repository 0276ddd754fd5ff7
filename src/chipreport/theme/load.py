"""A theme file to a Theme."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

from chipreport.errors import ConfigurationError, Problem, near
from chipreport.theme.lengths import Length, parse
from chipreport.theme.tokens import Margins, OfficeFaces, Palette, Scale, Theme
from chipreport.world import World

FOLDER = "templates/themes"
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_TABLES: Mapping[str, type[Palette | Scale | Margins | OfficeFaces]] = {
    "palette": Palette,
    "scale": Scale,
    "margins": Margins,
    "faces": OfficeFaces,
}
Part = TypeVar("Part", Palette, Scale, Margins, OfficeFaces)


def load(world: World, name: str = "default") -> Theme:
    """Return the theme of `templates/themes/<name>.toml`.

    Errors:
        ConfigurationError with every key that is missing, unknown or of the wrong kind:
        C020 no such theme, C021 not TOML, C022 missing, C023 unknown, C024 not as it must be.
    """
    path = f"{FOLDER}/{name}.toml"
    try:
        raw = tomllib.loads(world.read(path).decode("utf-8"))
    except FileNotFoundError:
        known = [n.rpartition("/")[2][:-5] for n in world.names(FOLDER) if n.endswith(".toml")]
        problem = Problem("C020", f"there is no theme {name!r}", path, near(name, known))
        raise ConfigurationError(problem) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(Problem("C021", f"this is not TOML: {error}", path)) from None
    reader = _Reader(path, raw)
    theme = Theme(
        name=name,
        brand=reader.text("brand"),
        rhythm=reader.length("rhythm"),
        palette=reader.table("palette", Palette),
        scale=reader.table("scale", Scale),
        margins=reader.table("margins", Margins),
        faces=reader.table("faces", OfficeFaces),
    )
    reader.finish()
    return theme


class _Reader:
    """Takes keys out of parsed TOML and remembers what is wrong with them."""

    def __init__(self, path: str, raw: dict[str, Any]) -> None:
        self.path = path
        self.raw = raw
        self.problems: list[Problem] = []
        known = {"brand", "rhythm", *_TABLES}
        self._unknown(set(raw) - known, known, "")

    def finish(self) -> None:
        if self.problems:
            raise ConfigurationError(*self.problems)

    def text(self, key: str) -> str:
        return str(self._take(self.raw, key, key, str))

    def length(self, key: str) -> Length:
        return self._length(self.raw, key, key)

    def table(self, key: str, kind: type[Part]) -> Part:
        raw = self._take(self.raw, key, key, dict) or {}
        names = {field.name: str(field.type) for field in fields(kind)}
        self._unknown(set(raw) - set(names), names, f"{key}.")
        values = {name: self._value(raw, name, f"{key}.{name}", of) for name, of in names.items()}
        return kind(**values)

    def _value(self, raw: Mapping[str, Any], name: str, where: str, of: str) -> Any:
        if of == "Length":
            return self._length(raw, name, where)
        if of.startswith("tuple"):
            found = self._take(raw, name, where, list) or ["000000"]
            return tuple(self._colour(colour, where) for colour in found)
        found = self._take(raw, name, where, str)
        return self._colour(found, where) if where.startswith("palette.") and found else found

    def _take(self, raw: Mapping[str, Any], name: str, where: str, kind: type) -> Any:
        if name not in raw:
            self._say("C022", f"{where} is missing", "copy it from templates/themes/default.toml")
            return kind()
        if not isinstance(raw[name], kind):
            self._say("C024", f"{where} is {raw[name]!r}", f"it must be a {kind.__name__}")
            return kind()
        return raw[name]

    def _length(self, raw: Mapping[str, Any], name: str, where: str) -> Length:
        text = self._take(raw, name, where, str)
        try:
            return parse(text) if text else Length(0)
        except ValueError as error:
            self._say("C024", f"{where}: {error}", "write a number and mm, pt or in")
            return Length(0)

    def _colour(self, text: Any, where: str) -> str:
        if not isinstance(text, str) or not _COLOUR.fullmatch(text):
            self._say("C024", f"{where} is {text!r}", "a colour is six hex digits, such as 0F766E")
            return "000000"
        return text.upper()

    def _unknown(self, names: set[str], known: Any, prefix: str) -> None:
        for name in sorted(names):
            self._say("C023", f"unknown key {prefix}{name}", near(name, known))

    def _say(self, code: str, says: str, hint: str) -> None:
        self.problems.append(Problem(code, says, self.path, hint))
