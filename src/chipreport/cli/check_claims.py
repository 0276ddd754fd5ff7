"""`chipreport check-claims`: a text that someone wrote, held against the facts."""

from __future__ import annotations

import json
from pathlib import Path

import click

from chipreport.errors import Problem, UsageError, VerificationError


@click.command(
    "check-claims",
    epilog="\b\nExamples:\n  chipreport check-claims speech.txt\n"
    "  chipreport check-claims note.docx --all",
)
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--all", "every", is_flag=True, help="List the numerals that match too.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def check_claims(path: Path, every: bool, as_json: bool) -> int:
    """Match each numeral of FILE, a text or a Word file, with the facts.

    Value, unit, scale and hedge have to follow from a fact. Exit 1 when one contradicts the facts
    or is in none. Whether a matched numeral is said of the right subject is for a person to judge.
    """
    from chipreport import facts
    from chipreport.phrase import Form, say
    from chipreport.verify.claims import Verdict, text_of, wrong
    from chipreport.verify.claims import check_claims as check
    from chipreport.world import DiskWorld

    try:
        content = path.read_bytes()
    except OSError as error:
        problem = Problem("U040", f"cannot read: {error.strerror}", str(path))
        raise UsageError(problem) from None
    checked = check(text_of(content, str(path)), facts.load(DiskWorld(Path.cwd())))
    bad = list(wrong(checked))
    if as_json:
        record = [
            {
                "line": each.numeral.line,
                "printed": each.numeral.printed,
                "verdict": str(each.verdict),
                "claims": [
                    {"id": c.id, "says": say(c, Form.PROSE, each.numeral.language)}
                    for c in each.claims
                ],
                "sentence": each.numeral.sentence,
            }
            for each in checked
        ]
        click.echo(json.dumps(record, ensure_ascii=False, indent=1))
        return 1 if bad else 0
    for each in checked if every else ():
        if each.verdict is Verdict.MATCHED:
            ids = " or ".join(claim.id for claim in each.claims) or "a date of the dataset"
            click.echo(f"ok   {path}:{each.numeral.line}: {each.numeral.printed!r} is {ids}")
    if bad:
        raise VerificationError(*(each.problem(str(path)) for each in bad))
    click.echo(f"numerals: {len(checked)}, all of them in the facts")
    return 0


COMMAND = check_claims
