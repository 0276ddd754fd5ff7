"""`chipreport verify`: files read back and held against the dataset."""

from __future__ import annotations

import json
from pathlib import Path

import click

from chipreport.errors import Problem, UsageError, VerificationError


@click.command(
    epilog="\b\nExamples:\n  chipreport verify\n  chipreport verify briefing.docx sheet.xlsx --json"
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def verify(paths: tuple[Path, ...], as_json: bool) -> int:
    """Read files or editions back; exports/latest by default. Exit 1 when one figure differs."""
    from chipreport import facts
    from chipreport.verify import verify_file
    from chipreport.world import DiskWorld

    dataset = facts.load(DiskWorld(Path.cwd()))
    reports = []
    for path, expected in files(paths or (Path("exports/latest"),)):
        with path.open("rb") as file:
            reports.append(verify_file(file, str(path), dataset, expected))
    problems = [problem for report in reports for problem in report.all_problems()]
    if as_json:
        record = [
            {
                "file": report.file,
                "sound": report.sound,
                "figures": sum(report.shown.values()),
                "problems": [
                    {"code": p.code, "says": p.says, "where": p.where, "hint": p.hint}
                    for p in report.all_problems()
                ],
            }
            for report in reports
        ]
        click.echo(json.dumps(record, ensure_ascii=False, indent=1))
        return 1 if problems else 0
    for report in reports:
        state = "ok  " if report.sound else "FAIL"
        click.echo(f"{state} {report.file}: {sum(report.shown.values())} figures")
    if problems:
        raise VerificationError(*problems)
    return 0


def files(paths: tuple[Path, ...]) -> list[tuple[Path, dict[str, int] | None]]:
    """Return the files in `paths`, those of editions with how often each shows which claim.

    Errors:
        UsageError for every path that leads nowhere; VerificationError for a broken manifest.
    """
    found: list[tuple[Path, dict[str, int] | None]] = []
    problems = []
    for path in paths:
        if path.is_dir():
            found += _edition(path)
        elif path.is_file() and path.name == "latest":
            # where a file system has no links, `latest` is a text that names the edition
            found += _edition(path.with_name(path.read_text("utf-8").strip()))
        elif path.is_file():
            found.append((path, None))
        else:
            hint = "build an edition first: chipreport build" if path.name == "latest" else ""
            problems.append(Problem("U030", "there is no such file or folder", str(path), hint))
    if problems:
        raise UsageError(*problems)
    return found


def _edition(folder: Path) -> list[tuple[Path, dict[str, int] | None]]:
    manifest = folder / "manifest.json"
    if not manifest.is_file():
        kinds = (".xlsx", ".docx", ".pdf")
        files = sorted(path for path in folder.rglob("*") if path.suffix in kinds)
        if not files:
            raise UsageError(Problem("U031", "no report lies in this folder", str(folder)))
        return [(path, None) for path in files]
    try:
        outputs = json.loads(manifest.read_text("utf-8"))["outputs"]
        listed = list[tuple[Path, dict[str, int] | None]](
            (folder / output["path"], dict(output["claims"])) for output in outputs
        )
    except (ValueError, KeyError, TypeError):
        raise VerificationError(Problem("V011", "this manifest is broken", str(manifest))) from None
    missing = [
        Problem("V012", "the manifest names a file that is gone", str(path))
        for path, _ in listed
        if not path.is_file()
    ]
    if missing:
        raise VerificationError(*missing)
    return listed


COMMAND = verify
