"""`chipreport diff`: two editions compared by facts and by files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chipreport.errors import Problem, UsageError, near

if TYPE_CHECKING:
    from chipreport.build.manifest import Manifest


@click.command(
    epilog="\b\nExamples:\n  chipreport diff 2026-01-26 latest\n"
    "  chipreport diff exports/2026-01-26 drafts/2026-01-26 --json"
)
@click.argument("before")
@click.argument("after")
@click.option("--out", type=click.Path(path_type=Path), help="Look here instead of in exports/.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def diff(before: str, after: str, out: Path | None, as_json: bool) -> None:
    """Say which facts shown and which files differ between the editions BEFORE and AFTER.

    An edition is named by its day, as latest, or by its folder.
    """
    from chipreport.build.compare import compare

    found = compare(_edition(before, out), _edition(after, out))
    if as_json:
        record = {name: list(getattr(found, name)) for name in type(found).__slots__}
        click.echo(json.dumps(record, ensure_ascii=False, indent=1))
        return
    for line in found.facts:
        click.echo(line)
    for name in ("changed", "added", "removed"):
        for path in getattr(found, name):
            click.echo(f"{name} {path}")
    click.echo(
        f"{len(found.facts)} facts differ; files: {len(found.changed)} changed, "
        f"{len(found.added)} added, {len(found.removed)} removed, {len(found.same)} the same"
    )


def _edition(name: str, out: Path | None) -> Manifest:
    from chipreport.build.editions import latest, names
    from chipreport.build.manifest import NAME, read
    from chipreport.cli.editions import place

    folder = Path(name)
    if not (folder / NAME).is_file():
        exports = place(out)
        known = names(exports)
        chosen = latest(exports) if name == "latest" else name
        if chosen not in known:
            hint = near(name, [*known, "latest"])
            raise UsageError(Problem("U061", f"there is no edition {name!r}", str(exports), hint))
        folder = exports / str(chosen)
    found = read(folder)
    if found is None:
        says, hint = "the manifest is broken or of an earlier form", "build that edition again"
        raise UsageError(Problem("U062", says, str(folder / NAME), hint))
    return found


COMMAND = diff
