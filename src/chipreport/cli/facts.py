"""`chipreport facts`: what the dataset holds, with its sources."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import click


@click.command(
    epilog="\b\nExamples:\n  chipreport facts minimax\n  chipreport facts gpu share --lang zh\n"
    "  chipreport facts --csv > facts.csv"
)
@click.argument("words", nargs=-1)
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
def facts(words: tuple[str, ...], lang: str, as_json: bool, as_csv: bool) -> None:
    """List the facts and derived figures that match all WORDS, everything without words."""
    from chipreport import facts as door
    from chipreport.facts.model import Claim, Derived
    from chipreport.phrase import Form, label, period, say
    from chipreport.world import DiskWorld

    def row(claim: Claim) -> dict[str, str]:
        places = sorted({f"{c.source.producer} ¶{c.paragraph}" for c in claim.citations})
        return {
            "id": claim.id,
            "subject": claim.entity.name(lang),
            "indicator": label(claim, lang),
            "value": say(claim, Form.SIGN, lang),
            "period": period(claim.time_period, lang, "short"),
            "status": "derived" if isinstance(claim, Derived) else str(claim.scenario),
            "source": "; ".join(places),
        }

    rows = [row(claim) for claim in door.load(DiskWorld(Path.cwd())).search(" ".join(words))]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    if as_csv:
        names = (
            list(rows[0])
            if rows
            else ["id", "subject", "indicator", "value", "period", "status", "source"]
        )
        writer = csv.DictWriter(sys.stdout, names, lineterminator="\n")
        writer.writeheader()
        # a cell that starts like a formula would run in a spreadsheet
        writer.writerows({k: f"'{v}" if v[:1] in "=+-@" else v for k, v in r.items()} for r in rows)
        return
    for found in rows:
        click.echo(click.style(f"{found['subject']}: {found['indicator']} ", bold=True), nl=False)
        click.echo(f"{found['value']} ({found['period']}, {found['status']})")
        click.echo(f"    {found['id']}  {found['source']}")
    count = len(rows)
    click.echo(f"{count} fact{'s' if count != 1 else ''}", err=True)


COMMAND = facts
