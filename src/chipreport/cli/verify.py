"""`chipreport verify`: files read back and held against the dataset, or against themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chipreport.errors import Problem, UsageError, VerificationError

if TYPE_CHECKING:
    from chipreport.facts import Dataset
    from chipreport.verify import FileReport


@click.command(
    epilog="\b\nExamples:\n"
    "  chipreport verify\n"
    "  chipreport verify briefing.docx sheet.xlsx --json\n"
    "  chipreport verify --own factsheet.pdf   without the dataset, from what the file carries"
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@click.option("--own", is_flag=True, help="Hold each file against its own attachment (PDF).")
def verify(paths: tuple[Path, ...], as_json: bool, own: bool) -> int:
    """Read files or editions back; exports/latest by default. Exit 1 when one figure differs.

    Outside a project, a PDF of another dataset than the bundled one is held against its own
    attachment.
    """
    listed = files(paths or (Path("exports/latest"),))
    witness = _Witness(own)
    checked = [witness.check(path, expected) for path, expected in listed]
    reports = [report for report, _ in checked]
    problems = [problem for report in reports for problem in report.all_problems()]
    if as_json:
        record = [
            {
                "file": report.file,
                "sound": report.sound,
                "figures": sum(report.shown.values()),
                "against": against,
                "problems": [
                    {"code": p.code, "says": p.says, "where": p.where, "hint": p.hint}
                    for p in report.all_problems()
                ],
            }
            for report, against in checked
        ]
        click.echo(json.dumps(record, ensure_ascii=False, indent=1))
        return 1 if problems else 0
    for report, against in checked:
        state = "ok  " if report.sound else "FAIL"
        by = "" if against == "dataset" else f", against the file's own {against}"
        click.echo(f"{state} {report.file}: {sum(report.shown.values())} figures{by}")
    if problems:
        raise VerificationError(*problems)
    return 0


class _Witness:
    """What files are held against: the dataset at hand, or what they carry along."""

    def __init__(self, own: bool) -> None:
        self._own = own
        here = Path.cwd()
        self._outside = not (here / "data").is_dir() and not (here / "chipreport.toml").is_file()
        self._loaded: Dataset | None = None

    def _dataset(self) -> Dataset:
        from chipreport import facts
        from chipreport.world import DiskWorld

        if self._loaded is None:
            self._loaded = facts.load(DiskWorld(Path.cwd()))
        return self._loaded

    def check(self, path: Path, expected: dict[str, int] | None) -> tuple[FileReport, str]:
        """Return what was found, and whether against the "dataset" or the "attachment"."""
        from chipreport.verify import verify_file, verify_own

        with path.open("rb") as file:
            if self._own or (self._outside and path.suffix.lower() == ".pdf"):
                proof = verify_own(file, str(path))
                extract = proof.extract
                # the bundled dataset is the better witness of a file that was made from it
                tables = self._dataset().tables
                made_from = extract and (extract.dataset, extract.version)
                strange = made_from != (tables.name, tables.version)
                if self._own or strange:
                    about = f"attachment ({extract.dataset} {extract.version})" if extract else ""
                    return proof.report, about or "attachment"
                file.seek(0)
            return verify_file(file, str(path), self._dataset(), expected), "dataset"


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
    from chipreport.formats import FORMATS

    manifest = folder / "manifest.json"
    if not manifest.is_file():
        kinds = {kind.suffix for kind in FORMATS.values()}
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
