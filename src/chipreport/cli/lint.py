"""`chipreport lint`: what templates say by hand instead of through a fact."""

from __future__ import annotations

import json
from pathlib import Path

import click

from chipreport.errors import Problem, TemplateError, UsageError, near


@click.command(
    epilog="\b\nExamples:\n  chipreport lint\n  chipreport lint templates/briefing.md.j2 --json"
)
@click.argument("names", nargs=-1, metavar="[TEMPLATE]...")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def lint(names: tuple[str, ...], as_json: bool) -> int:
    """List what each TEMPLATE, all by default, says by hand.

    Numerals are errors (exit 3). Words that claim a number, a date, a direction or a rank, and
    uses of literal(), are listed for a person to judge: they do not follow the data.
    """
    from chipreport.compose.review import FOLDER, review, templates
    from chipreport.world import DiskWorld

    world = DiskWorld(Path.cwd())
    known = templates(world)
    chosen, problems = [], []
    for name in names or known:
        path = name if name in known else f"{FOLDER}/{name}"
        if path in known:
            chosen.append(path)
        else:
            problems.append(
                Problem("U050", f"there is no template {name!r}", hint=near(name, known))
            )
    if problems:
        raise UsageError(*problems)
    reviews = [review(world, path) for path in chosen]
    errors = [problem for found in reviews for problem in found.errors]
    judged = [word for found in reviews for word in found.judged]
    if as_json:
        record = {
            "errors": [
                {"code": p.code, "says": p.says, "where": p.where, "hint": p.hint} for p in errors
            ],
            "to_be_judged": [
                {"kind": str(w.kind), "where": w.where, "words": w.words, "context": w.context}
                for w in judged
            ],
        }
        click.echo(json.dumps(record, ensure_ascii=False, indent=1))
        return 3 if errors else 0
    if judged:
        click.echo("to be judged by a person:")
    for word in judged:
        context = "" if word.context == word.words else f"  … {word.context} …"
        click.echo(f"  {word.where}: {word.kind} {word.words!r}{context}")
    if errors:
        raise TemplateError(*errors)
    click.echo(
        f"templates: {len(reviews)}, wordings to be judged: {len(judged)}; no numeral by hand"
    )
    return 0


COMMAND = lint
