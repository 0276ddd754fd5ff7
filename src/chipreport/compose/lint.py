"""Numbers typed by hand in a template: each is a fact, a literal or an error."""

from __future__ import annotations

import re

from jinja2 import Environment

from chipreport.errors import Problem

_DIGITS = re.compile(r"[0-9０-９]+(?:[.,][0-9]+)*")
_ORDERED = re.compile(r"(?m)^\s*[0-9]+[.)]\s")
_FENCE = re.compile(r"(?m)^:::.*$")


def typed_numbers(environment: Environment, body: str, path: str, offset: int) -> list[Problem]:
    """Return a problem for each numeral outside of expressions.

    Numbers of an ordered list and the words behind a `:::` fence's name are no claims and pass.
    """
    problems = []
    for line, kind, text in environment.lex(body):
        if kind != "data":
            continue
        kept = _FENCE.sub(_blank, _ORDERED.sub(_blank, text))
        for found in _DIGITS.finditer(kept):
            number = line + offset + kept.count("\n", 0, found.start())
            problems.append(
                Problem(
                    "T010",
                    f"the number {found[0]} is typed by hand",
                    f"{path}:{number}",
                    "print it with {{ fact(...) }}, or mark it as {{ literal("
                    f'"{found[0]}"'
                    ") }}",
                )
            )
    return problems


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])
