"""`chipreport refresh`: an edited Word file brought up to date, every edit kept."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chipreport.cli.build import day
from chipreport.errors import ChipReportError, Problem, RenderError, UsageError

if TYPE_CHECKING:
    from chipreport.facts import Dataset
    from chipreport.formats.docx.refresh_report import Report


@click.command(
    epilog="\b\nExamples:\n  chipreport refresh briefing.docx\n"
    "  chipreport refresh briefing.docx --dry-run\n"
    "  chipreport refresh briefing.docx --data ../project/data -o briefing-new.docx"
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--edition", callback=day, metavar="DATE", help="Facts as of this day; the newest by default."
)
@click.option(
    "--data",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The dataset; data/ of the project by default.",
)
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), help="Write here and leave FILE as it is."
)
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
def refresh(
    file: Path, edition: dt.date | None, folder: Path | None, out: Path | None, dry_run: bool
) -> int:
    """Bring the figures of the Word file FILE up to date; what people have edited stays.

    The previous file is kept as FILE.bak, unless -o names another. Exit 1 when a figure was left
    alone because a person has typed over it, or because the dataset no longer has it.
    """
    from chipreport.formats.docx.refresh import refresh as run

    content = _read(file)
    dataset = _dataset(folder, edition)
    try:
        done = run(content, dataset, edition)
    except ChipReportError as error:
        problems = (
            Problem(p.code, p.says, f"{file}: {p.where}" if p.where else str(file), p.hint)
            for p in error.problems
        )
        raise ChipReportError(*problems) from None
    target = out or file
    same = done.content == content
    if not dry_run and not (same and out is None):
        _replace(target, done.content, keep=out is None or _is_same(file, out))
    _tell(done.report)
    if dry_run:
        click.echo(f"dry run: {file} was not touched")
    elif same:
        click.echo(f"{target}: nothing had to change")
    else:
        kept = "" if out else f"; the previous one is {file.name}.bak"
        click.echo(f"wrote {target}{kept}")
    return 1 if done.report.conflicts else 0


def _read(file: Path) -> bytes:
    if not file.is_file():
        raise UsageError(Problem("U030", "there is no such file", str(file)))
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError(Problem("U040", f"cannot read: {error.strerror}", str(file))) from None


def _dataset(folder: Path | None, edition: dt.date | None) -> Dataset:
    from chipreport import facts
    from chipreport.world import DiskWorld

    place = folder
    if place is not None and not (place / "datapackage.json").is_file():
        place = place / "data"
        if not (place / "datapackage.json").is_file():
            hint = "name the folder that holds datapackage.json"
            raise UsageError(Problem("U060", "no dataset lies here", str(folder), hint))
    if place is None:
        dataset = facts.load(DiskWorld(Path.cwd()), as_of=edition)
    else:
        place = place.resolve()
        dataset = facts.load(DiskWorld(place.parent), place.name, edition)
    if not dataset.tables.facts:
        raise UsageError(Problem("B003", f"no fact is as old as {edition}", str(place or "data")))
    return dataset


def _replace(target: Path, content: bytes, *, keep: bool) -> None:
    """Put `content` in the place of `target`, which stays whole until the new file is complete."""
    target = target.resolve()
    for lock in (f"~${target.name}", f"~${target.name[2:]}", f".~lock.{target.name}#"):
        if target.with_name(lock).exists():
            hint = f"close it there and run this again; if it is not open, remove {lock}"
            raise RenderError(Problem("W010", "another program has it open", str(target), hint))
    if target.exists() and not target.stat().st_mode & 0o222:
        hint = "allow writing, or name another file with -o; nothing was changed"
        raise RenderError(Problem("W011", "this file may only be read", str(target), hint))
    fresh: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=target.parent, prefix=".refresh-", suffix=".docx", delete=False
        ) as file:
            fresh = Path(file.name)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, fresh)
            if keep:
                _keep(target)
        else:
            fresh.chmod(0o644)
        fresh.replace(target)
    except OSError as error:
        if fresh is not None:
            fresh.unlink(missing_ok=True)
        hint = "nothing was changed; name another file with -o, or free some space"
        says = f"cannot write: {error.strerror or error}"
        raise RenderError(Problem("W012", says, str(target), hint)) from None


def _keep(target: Path) -> None:
    """Copy `target` beside itself; an older copy stays until the new one is complete."""
    fresh = target.with_name(f".{target.name}.bak-new")
    try:
        shutil.copy2(target, fresh)
        fresh.replace(target.with_name(f"{target.name}.bak"))
    finally:
        fresh.unlink(missing_ok=True)


def _is_same(file: Path, out: Path) -> bool:
    return out.exists() and file.resolve() == out.resolve()


def _tell(report: Report) -> None:
    for change in report.changed:
        click.echo(f"changed   {change.claim_id}: {change.old} -> {change.new}")
        click.echo(f"          {change.where}")
    for conflict in report.conflicts:
        expected = f", the dataset says {conflict.expected}" if conflict.expected else ""
        click.echo(f"conflict  {conflict.claim_id}: {conflict.shown or '(nothing)'}{expected}")
        click.echo(f"          {conflict.why}")
        click.echo(f"          {conflict.where}")
    for repair in dict.fromkeys(report.repaired):
        click.echo(f"repaired  {repair}")
    detached = f", {report.detached} let go earlier" if report.detached else ""
    click.echo(
        f"{len(report.changed)} changed, {len(report.conflicts)} conflicts, "
        f"{report.unchanged} unchanged{detached}"
    )


COMMAND = refresh
