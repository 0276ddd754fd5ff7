"""`chipreport build`: reports to a verified edition."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chipreport.errors import Problem, UsageError, near

if TYPE_CHECKING:
    from chipreport.build.model import Edition, Request
    from chipreport.world import World


def words(known: Callable[[], Iterable[str]]) -> Callable[..., tuple[str, ...]]:
    """Return a check for options that take words separated by commas."""

    def check(context: click.Context, option: click.Parameter, given: str) -> tuple[str, ...]:
        found = tuple(word.strip() for word in (given or "").split(",") if word.strip())
        allowed = tuple(known()) if found else ()
        for word in found:
            if word not in allowed:
                raise click.BadParameter(f"{word!r}: {near(word, allowed)}")
        return tuple(dict.fromkeys(found))

    return check


def day(context: click.Context, option: click.Parameter, given: str | None) -> dt.date | None:
    """Return the day that an option gives."""
    try:
        return dt.date.fromisoformat(given) if given else None
    except ValueError:
        raise click.BadParameter(f"{given!r} is not a day such as 2026-01-26") from None


def _formats() -> Iterable[str]:
    from chipreport.formats import FORMATS

    return FORMATS


@click.command(
    epilog="\b\nExamples:\n  chipreport build\n  chipreport build briefing pipeline -f docx,pdf\n"
    "  chipreport build --lang zh --out drafts\n  chipreport build --why"
)
@click.argument("reports", nargs=-1)
@click.option(
    "-f",
    "--format",
    "formats",
    callback=words(_formats),
    metavar="F[,F]",
    help="Only these formats: xlsx, docx, pdf.",
)
@click.option(
    "--lang",
    "languages",
    callback=words(lambda: ("en", "zh")),
    metavar="L[,L]",
    help="These languages instead of those of chipreport.toml: en, zh.",
)
@click.option(
    "--edition", callback=day, metavar="DATE", help="Facts as of this day; the newest by default."
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Publish here instead of exports/.",
)
@click.option(
    "-j", "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes."
)
@click.option("--force", is_flag=True, help="Build every file anew, even where nothing changed.")
@click.option("--why", is_flag=True, help="Say of each file that is built what changed.")
def build(
    reports: tuple[str, ...],
    formats: tuple[str, ...],
    languages: tuple[str, ...],
    edition: dt.date | None,
    out: Path | None,
    jobs: int,
    force: bool,
    why: bool,
) -> None:
    """Build REPORTS, all by default: written, read back, proved, then published as one edition.

    Files of the previous edition that would be the same are taken over.
    """
    from chipreport.build.current import current, exports_of
    from chipreport.build.model import Request
    from chipreport.world import DiskWorld

    root = Path.cwd()
    world = DiskWorld(root)
    request = Request(reports, formats, languages, edition)
    named = exports_of(world)
    place = out or (root / named if named else None)
    standing = current(world, place, request) if place and not force else None
    made = standing or _run(world, out, request, jobs, force)
    if not made.changed:
        where = _relative(made.folder, root)
        click.echo(f"nothing changed: {where} stands with {_count(len(made.files), 'file')}")
        return
    for file in made.files:
        click.echo(_relative(made.folder / file.path, root))
        for reason in made.reasons.get(file.path, ()) if why else ():
            click.echo(f"    {reason}")
    for name in made.removed:
        click.echo(f"removed edition {name}")
    shown = sum(sum(file.claims.values()) for file in made.files)
    kept = sum(file.kept for file in made.files)
    taken = f" ({kept} of them taken over)" if kept else ""
    click.echo(
        f"edition {made.name}: {len(made.files)} files{taken}, "
        f"{shown} figures read back and equal to the dataset"
    )


def _run(world: World, out: Path | None, request: Request, jobs: int, force: bool) -> Edition:
    from chipreport.build import build as run
    from chipreport.build import read_project
    from chipreport.build.run import plan

    project = read_project(world)
    exports = out or Path.cwd() / project.exports
    if exports.exists() and not exports.is_dir():
        raise UsageError(Problem("U020", "this is a file, not a folder", str(exports)))
    tasks = plan(project, request.reports, request.formats, request.languages)
    steps = sum(len(task.formats) for task in tasks)
    with click.progressbar(length=steps, label="building", file=sys.stderr) as bar:
        seen: set[tuple[str, str]] = set()

        def progress(path: str) -> None:
            step = (path.partition("/")[0], path.rpartition(".")[2])
            bar.update(0 if step in seen else 1)
            seen.add(step)

        return run(
            world,
            exports,
            reports=request.reports,
            formats=request.formats,
            languages=request.languages,
            edition=request.edition,
            jobs=jobs,
            force=force,
            progress=progress,
        )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number != 1 else ''}"


def _relative(path: Path, root: Path) -> str:
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return str(path)


COMMAND = build
