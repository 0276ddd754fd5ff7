"""`chipreport trace`: from a claim to every place that shows it, and from a file to its claims."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from chipreport.verify.trace import Appearance, Origin


@click.command(
    epilog="\b\nExamples:\n  chipreport trace SHANGHAI.GRP.2025\n"
    "  chipreport trace exports/latest/briefing/briefing.docx --json"
)
@click.argument("what", metavar="CLAIM_ID|FILE")
@click.option(
    "--edition",
    type=click.Path(path_type=Path),
    default=Path("exports/latest"),
    show_default=True,
    help="Look for the claim in this edition.",
)
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def trace(what: str, edition: Path, lang: str, as_json: bool) -> None:
    """List every place of the edition that shows CLAIM_ID, or every claim that FILE shows.

    Each comes with its source, a derived figure with its formula and the inputs of it.
    """
    from chipreport import facts
    from chipreport.cli.verify import files
    from chipreport.verify.trace import appearances, origin
    from chipreport.world import DiskWorld

    dataset = facts.load(DiskWorld(Path.cwd()))
    path = Path(what)
    whole_file = path.suffix.lower() in (".xlsx", ".docx", ".pdf") or path.is_file()
    wanted = "" if whole_file else dataset.claim(what).id
    found: list[Appearance] = []
    for file, _ in files((path if whole_file else edition,)):
        with file.open("rb") as content:
            seen = appearances(content, str(file))
            found += (each for each in seen if not wanted or each.claim_id == wanted)
    ids = [wanted] if wanted else list(dict.fromkeys(each.claim_id for each in found))
    unknown = [id for id in ids if dataset.find(id) is None]
    origins = {id: origin(dataset.claim(id), dataset, lang) for id in ids if id not in unknown}
    if as_json:
        record = {
            "claims": [asdict(each) for each in origins.values()],
            "unknown": unknown,
            "places": [asdict(each) for each in found],
        }
        click.echo(json.dumps(record, ensure_ascii=False, indent=1))
        return
    for id in ids:
        places = [each for each in found if each.claim_id == id]
        if id in origins:
            for line in _told(origins[id], ""):
                click.echo(line)
        else:
            click.echo(f"{id}: not in the dataset")
        for each in places:
            where = f"{each.file}: {each.place}" if wanted else each.place
            click.echo(f"  shown {where}: {each.printed}")
        if not places:
            click.echo(f"  shown nowhere in {edition}")
    said = f"claims: {len(ids)}, places: {len(found)}, files: {len({each.file for each in found})}"
    click.echo(said, err=True)


def _told(origin: Origin, indent: str) -> Iterator[str]:
    yield (
        f"{indent}{origin.claim_id}  {origin.subject}: {origin.what} {origin.value} "
        f"({origin.period}, {origin.status})"
    )
    if origin.formula:
        yield f"{indent}  worked out as {origin.formula}: {origin.words}"
        for each in origin.inputs:
            yield from _told(each, f"{indent}    ")
        return
    for source in origin.sources:
        yield f"{indent}  source {source}"


COMMAND = trace
