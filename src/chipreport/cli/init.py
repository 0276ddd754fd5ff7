"""`chipreport init`: a project of your own to start from."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

import click


@click.command(
    epilog="\b\nExample:\n  chipreport init my-project\n  cd my-project\n  chipreport build"
)
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Write a small project of invented facts into FOLDER; it builds at once."""
    from chipreport.build.starter import start
    from chipreport.world import DiskWorld, bundled

    for path in start(folder, DiskWorld(bundled())):
        click.echo(str(folder / path))
    here = folder.resolve() == Path.cwd()
    click.echo("now: " + ("" if here else f"cd {quote(str(folder))} && ") + "chipreport build")


COMMAND = init
