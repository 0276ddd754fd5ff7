"""`chipreport data`: the tables checked, and kept in canonical form."""

from __future__ import annotations

from pathlib import Path

import click

from chipreport.errors import DatasetError, Problem, UsageError


@click.group()
def data() -> None:
    """Check the tables in data/, bring them into canonical form, or edit them in Excel."""


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


@data.command(name="export", epilog="\b\nExample:\n  chipreport data export edit.xlsx")
@click.argument("path", metavar="FILE.xlsx", type=click.Path(dir_okay=False, path_type=Path))
def export_(path: Path) -> None:
    """Write the observations as a workbook to edit: drop-downs, locked keys, periods as text."""
    from chipreport.tabular.editing import write_table
    from chipreport.theme import load
    from chipreport.world import DiskWorld, bundled

    if path.suffix.lower() != ".xlsx":
        raise UsageError(Problem("U052", "the name has to end in .xlsx", str(path)))
    if path.exists():
        hint = "it may hold edits: choose another name, or move it away"
        raise UsageError(Problem("U050", "this file is there already", str(path), hint))
    content, count = write_table(DiskWorld(Path.cwd()), load(DiskWorld(bundled()), "default"))
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(content)
    fresh.replace(path)
    click.echo(
        f"{path}: {count} observations; bring edits back with: chipreport data import {path}"
    )


@data.command(name="import", epilog="\b\nExample:\n  chipreport data import edit.xlsx --dry-run")
@click.argument("path", metavar="FILE.xlsx", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
def import_(path: Path, dry_run: bool) -> None:
    """Bring an edited workbook back into data/, all of it or nothing; exit 3 at any fault."""
    from chipreport.tabular.editing import read_table
    from chipreport.world import DiskWorld

    root = Path.cwd()
    if not (root / "data").is_dir():
        raise UsageError(
            Problem("U041", "there is no data/ here", str(root), "run it in a project")
        )
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(Problem("U040", f"cannot read: {error.strerror}", str(path))) from None
    change = read_table(DiskWorld(root), content, path.name)
    for line in change.lines:
        click.echo(line)
    count = len(change.lines)
    said = f"{count} change{'s' if count != 1 else ''}" if count else "no change"
    if dry_run or not count:
        click.echo(f"{said}; nothing was written")
        return
    target = root / change.path
    fresh = target.with_suffix(".new")
    fresh.write_bytes(change.content)
    fresh.replace(target)
    click.echo(f"{said}; rewrote {change.path}")


COMMAND = data
