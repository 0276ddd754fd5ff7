"""`chipreport export`: facts as a table for other programs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from chipreport.errors import Problem, UsageError


@click.command(
    epilog="\b\nExamples:\n  chipreport export                          every fact, as facts.xlsx\n"
    "  chipreport export gpu share -o share.csv   the facts in which both words stand\n"
    "  chipreport export --format json -o -       to the next program"
)
@click.argument("words", nargs=-1)
@click.option(
    "-f",
    "--format",
    "kind",
    type=click.Choice(["xlsx", "csv", "parquet", "json"]),
    help="What to write; by default what FILE ends in, else xlsx.",
)
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Where to write, - for standard output; facts.<format> by default.",
)
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True)
@click.option("--bom", is_flag=True, help="Begin CSV with a byte order mark, for Excel.")
def export(
    words: tuple[str, ...], kind: str | None, path: Path | None, lang: str, bom: bool
) -> None:
    """Write the facts and derived figures that match all WORDS, everything without words."""
    from chipreport import facts
    from chipreport.tabular.claims import COLUMNS, rows
    from chipreport.tabular.files import export as write
    from chipreport.tabular.files import stream, writer
    from chipreport.world import DiskWorld

    if path is None:
        kind = kind or "xlsx"
        path = Path(f"facts.{kind}")
        if path.exists():
            hint = f"to replace it say: -o {path}"
            raise UsageError(Problem("U050", "this file is there already", str(path), hint))
    to_screen = str(path) == "-"
    kind = kind or ("xlsx" if to_screen else path.suffix.lower().removeprefix("."))
    writer(kind, path)
    if to_screen and kind in ("xlsx", "parquet") and sys.stdout.isatty():
        hint = f"name a file: -o facts.{kind}"
        raise UsageError(Problem("U051", f"{kind} is nothing to read on a screen", hint=hint))
    dataset = facts.load(DiskWorld(Path.cwd()))
    found = rows(dataset.search(" ".join(words)), lang)
    tables = dataset.tables
    told = {
        "dataset": tables.name,
        "dataset version": tables.version,
        "dataset sha256": tables.sha256,
        "words": " ".join(words),
    }
    if tables.facts:
        told["edition"] = dataset.edition.isoformat()
    if to_screen:
        stream(found, "facts", kind, sys.stdout.buffer, COLUMNS, bom, told)
        return
    count = write(found, path, kind=kind, columns=COLUMNS, bom=bom, told=told)
    click.echo(f"{path}: {count} row{'s' if count != 1 else ''}")


COMMAND = export
