"""`chipreport build`: reports to a verified edition."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from chipreport.errors import Problem, UsageError, near


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
    "  chipreport build --lang zh --out drafts"
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
def build(
    reports: tuple[str, ...],
    formats: tuple[str, ...],
    languages: tuple[str, ...],
    edition: dt.date | None,
    out: Path | None,
    jobs: int,
) -> None:
    """Build REPORTS, all by default: written, read back, proved, then published as one edition."""
    from chipreport.build import build as run
    from chipreport.build import read_project
    from chipreport.build.run import plan
    from chipreport.world import DiskWorld

    root = Path.cwd()
    world = DiskWorld(root)
    project = read_project(world)
    exports = out or root / project.exports
    if exports.exists() and not exports.is_dir():
        raise UsageError(Problem("U020", "this is a file, not a folder", str(exports)))
    steps = sum(len(task.formats) for task in plan(project, reports, formats, languages))
    with click.progressbar(length=steps, label="building", file=sys.stderr) as bar:
        seen: set[tuple[str, str]] = set()

        def progress(path: str) -> None:
            step = (path.partition("/")[0], path.rpartition(".")[2])
            bar.update(0 if step in seen else 1)
            seen.add(step)

        edition_made = run(
            world,
            exports,
            reports=reports,
            formats=formats,
            languages=languages,
            edition=edition,
            jobs=jobs,
            progress=progress,
        )
    shown = sum(sum(file.claims.values()) for file in edition_made.files)
    for file in edition_made.files:
        click.echo(_relative(edition_made.folder / file.path, root))
    click.echo(
        f"edition {edition_made.name}: {len(edition_made.files)} files, "
        f"{shown} figures read back and equal to the dataset"
    )


def _relative(path: Path, root: Path) -> str:
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return str(path)


COMMAND = build
