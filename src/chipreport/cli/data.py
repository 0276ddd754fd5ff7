"""`chipreport data`: the tables checked, and kept in canonical form."""

from __future__ import annotations

from pathlib import Path

import click

from chipreport.errors import DatasetError, Problem, UsageError


@click.group()
def data() -> None:
    """Check the tables in data/, or bring them into canonical form."""


@data.command(epilog="\b\nExample:\n  chipreport data check --source article.txt")
@click.option(
    "--source",
    type=click.Path(path_type=Path),
    help="The text of a source: find every locator and numeral in it again.",
)
def check(source: Path | None) -> None:
    """Report every fault in the tables by file, row and column; exit 3 when there is one.

    Stated figures that cannot all be true are warnings: a source may contradict another.
    """
    from chipreport import facts
    from chipreport.facts.check import check_tables
    from chipreport.facts.consistency import contradictions
    from chipreport.facts.source import check_source
    from chipreport.world import DiskWorld

    world = DiskWorld(Path.cwd())
    problems = list(check_tables(world))
    if problems:
        raise DatasetError(*problems)
    dataset = facts.load(world)
    tables = facts.read_tables(world)
    said = f"facts: {len(tables.facts)}, derived figures: {len(dataset.derived)}; no fault"
    if source is not None:
        try:
            content = source.read_bytes()
        except OSError as error:
            problem = Problem("U040", f"cannot read: {error.strerror}", str(source))
            raise UsageError(problem) from None
        problems = list(check_source(tables, content))
        if problems:
            raise DatasetError(*problems)
        said += f"; {len(tables.citations)} citations found again"
    warnings = contradictions(tables)
    for warning in warnings:
        click.echo(f"warning: {warning}", err=True)
    if warnings:
        said += f"; sets of figures that cannot all be true: {len(warnings)}"
    click.echo(said)


@data.command()
@click.option(
    "--check", "only_check", is_flag=True, help="Change nothing; exit 3 if something would."
)
def fmt(only_check: bool) -> None:
    """Write the tables in canonical form: order of columns and rows, quoting, bounds."""
    from chipreport.facts.canonical import changes
    from chipreport.world import DiskWorld

    root = Path.cwd()
    if not (root / "data").is_dir():
        raise UsageError(
            Problem("U041", "there is no data/ here", str(root), "run it in a project")
        )
    changed = changes(DiskWorld(root))
    if only_check and changed:
        raise DatasetError(
            *(
                Problem("D090", "not in canonical form", name, "run: chipreport data fmt")
                for name in changed
            )
        )
    for name, content in changed.items():
        fresh = (root / name).with_suffix(".new")
        fresh.write_bytes(content)
        fresh.replace(root / name)
        click.echo(f"rewrote {name}")
    if not changed:
        click.echo("every table is in canonical form")


COMMAND = data
