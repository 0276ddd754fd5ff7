"""The references and the shape of formulas: `{A}/(1+{B})**2`."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

REFERENCE = re.compile(r"\{([^{}]*)\}")

_ALLOWED = (
    ast.Expression,
    ast.BinOp,
    ast.UnaryOp,
    ast.Constant,
    ast.Name,
    ast.Load,
    ast.Add,
    ast.Sub,
    ast.Mult,
    ast.Div,
    ast.Pow,
    ast.USub,
)


def inputs(formula: str) -> tuple[str, ...]:
    """Return the ids that a formula names, each once, in their order.

    Example:
        >>> inputs("{A}*{B}/{A}")
        ('A', 'B')
    """
    return tuple(dict.fromkeys(REFERENCE.findall(formula)))


def renamed(formula: str, names: Mapping[str, str]) -> str:
    """Return the formula with the ids in `names` replaced."""
    return REFERENCE.sub(lambda match: f"{{{names.get(match[1], match[1])}}}", formula)


def fault(formula: str) -> str:
    """Return what is wrong with the shape of a formula, empty if nothing is.

    Example:
        >>> fault("{A}/(1+{B})**2"), fault("open({A})")
        ('', 'Call is not arithmetic')
    """
    text = REFERENCE.sub("x", formula)
    try:
        tree = ast.parse(text, mode="eval")
    except SyntaxError as wrong:
        return f"the formula cannot be read: {wrong.msg}"
    for node in ast.walk(tree):
        if not isinstance(node, _ALLOWED):
            return f"{type(node).__name__} is not arithmetic"
        if isinstance(node, ast.Name) and node.id != "x":
            return f"{node.id!r} stands outside braces"
        if isinstance(node, ast.Constant) and type(node.value) not in (int, float):
            return f"{node.value!r} is no number"
    return "" if inputs(formula) else "the formula names no fact"


def circles(needs: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Return each way that leads from a name back to itself, first name repeated at the end.

    Example:
        >>> circles({"A": ("B",), "B": ("A", "C"), "C": ()})
        (('A', 'B', 'A'),)
    """
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for start in needs:
        _follow(start, needs, [], done, found)
    return tuple(found)


def _follow(
    name: str,
    needs: Mapping[str, tuple[str, ...]],
    way: list[str],
    done: set[str],
    found: list[tuple[str, ...]],
) -> None:
    if name in way:
        found.append((*way[way.index(name) :], name))
        return
    if name in done:
        return
    way.append(name)
    for other in needs.get(name, ()):
        _follow(other, needs, way, done, found)
    way.pop()
    done.add(name)
