"""`chipreport editions`: what was built, from which dataset."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click

from chipreport.errors import Problem, UsageError


def place(out: Path | None) -> Path:
    """Return the folder of editions: `out`, else the one that chipreport.toml names.

    Errors:
        UsageError U060: there is no such folder.
    """
    from chipreport.build.current import exports_of
    from chipreport.world import DiskWorld

    root = Path.cwd()
    found = out or root / (exports_of(DiskWorld(root)) or "exports")
    if not found.is_dir():
        hint = "build an edition first: chipreport build"
        raise UsageError(Problem("U060", "there is no folder of editions", str(found), hint))
    return found


@click.command(epilog="\b\nExamples:\n  chipreport editions\n  chipreport editions --json")
@click.option("--out", type=click.Path(path_type=Path), help="Look here instead of in exports/.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def editions(out: Path | None, as_json: bool) -> None:
    """List the editions, newest first: when each was built, from what, how many files and bytes."""
    from chipreport.build.editions import latest, names
    from chipreport.build.manifest import NAME, read

    exports = place(out)
    newest = latest(exports)
    rows: list[dict[str, str | int | bool]] = []
    for name in names(exports):
        found = read(exports / name)
        moment = (exports / name / NAME).stat().st_mtime
        built = dt.datetime.fromtimestamp(moment, dt.UTC).isoformat(timespec="minutes")[:16]
        rows.append(
            {
                "edition": name,
                "latest": name == newest,
                "built": built.replace("T", " ") + " UTC",
                "dataset": found.dataset["name"] if found else "",
                "version": found.dataset["version"] if found else "",
                "sha256": found.dataset["sha256"] if found else "",
                "files": len(found.outputs) if found else 0,
                "bytes": found.size if found else 0,
                "readable": found is not None,
            }
        )
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        mark = " (latest)" if row["latest"] else ""
        if not row["readable"]:
            click.echo(f"{row['edition']}{mark}: its manifest is broken or of an earlier form")
            continue
        click.echo(
            f"{row['edition']}{mark}: {row['files']} files, {_size(int(row['bytes']))}, "
            f"from {row['dataset']} {row['version']} ({str(row['sha256'])[:12]}), "
            f"built {row['built']}"
        )
    if not rows:
        click.echo("no edition yet: chipreport build")


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.0f} kB"


COMMAND = editions
