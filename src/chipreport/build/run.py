"""One build: load, compose, write, verify, publish."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path

from chipreport import facts
from chipreport.build.manifest import NAME, digest, manifest
from chipreport.build.project import Project, Report, read_project
from chipreport.build.publish import publish, put, staging
from chipreport.compose import compose, read_template
from chipreport.doc.nodes import Document
from chipreport.doc.walk import fact_refs
from chipreport.errors import ChipReportError, Problem, UsageError, VerificationError
from chipreport.facts import Dataset
from chipreport.formats import FORMATS
from chipreport.theme import Theme
from chipreport.theme import load as load_theme
from chipreport.verify import verify_file
from chipreport.world import World

_NAME = re.compile(r"\w[\w.-]*")

Progress = Callable[[str], None]
"""Is told the name of each finished file."""


@dataclass(frozen=True, slots=True)
class Built:
    """One finished file: where it goes in the edition, its bytes, how often it shows each claim."""

    path: str
    content: bytes
    report: str
    language: str
    claims: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Edition:
    """One dated, complete, verified set of outputs."""

    name: str
    folder: Path
    files: tuple[Built, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """One report in one language, in some formats."""

    report: Report
    language: str
    formats: tuple[str, ...]


def plan(
    project: Project, names: tuple[str, ...], formats: tuple[str, ...], languages: tuple[str, ...]
) -> tuple[Task, ...]:
    """Return what is to be made: the reports called `names`, narrowed to formats and languages.

    A format or language that a report does not have is left out of it; `languages` may also add
    one that the report does not name, so that a draft can be looked at.
    """
    tasks = []
    for report in project.chosen(names):
        kept = tuple(name for name in report.formats if not formats or name in formats)
        if kept:
            tasks += [Task(report, code, kept) for code in languages or tuple(report.languages)]
    return tuple(tasks)


def build(
    world: World,
    exports: Path,
    *,
    reports: tuple[str, ...] = (),
    formats: tuple[str, ...] = (),
    languages: tuple[str, ...] = (),
    edition: dt.date | None = None,
    jobs: int = 1,
    progress: Progress = lambda name: None,
) -> Edition:
    """Return the edition after it is published below `exports`, every file verified.

    Shapes:
        `edition` is the day as of which facts are taken, the newest vintage by default. It names
        the folder.

    Errors:
        ChipReportError with the problems of every report; then nothing is published.
    """
    project = read_project(world)
    tasks = plan(project, reports, formats, languages)
    if not tasks:
        problem = Problem("B002", "no report is made in these formats", hint="see chipreport.toml")
        raise UsageError(problem)
    dataset = facts.load(world, as_of=edition)
    if not dataset.tables.facts:
        raise _nothing(world, edition)
    day = edition or dataset.edition
    files: list[Built] = []
    problems: list[Problem] = []
    for made in _run(world, tasks, project, dataset, day, jobs):
        if isinstance(made, Built):
            files.append(made)
            progress(made.path)
        else:
            problems.append(made)
    problems += _names(files)
    if problems:
        raise _as_error(problems)
    name = day.isoformat()
    with staging(exports) as folder:
        staged = folder / name
        put(staged, {file.path: file.content for file in files})
        put(staged, {NAME: _manifest(world, dataset, name, files)})
        where = publish(staged, exports, name)
    return Edition(name, where, tuple(files))


def _run(
    world: World,
    tasks: Iterable[Task],
    project: Project,
    dataset: Dataset,
    day: dt.date,
    jobs: int,
) -> Iterator[Built | Problem]:
    if jobs == 1:
        for task in tasks:
            yield from make(world, task, project, dataset, day)
        return
    # spawned, so that no lock or open file of this process lives on in the workers
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting = [pool.submit(_make_alone, world, task, project, day) for task in tasks]
        for future in waiting:
            yield from future.result()


def _make_alone(
    world: World, task: Task, project: Project, day: dt.date
) -> tuple[Built | Problem, ...]:
    return tuple(make(world, task, project, facts.load(world, as_of=day), day))


def make(
    world: World, task: Task, project: Project, dataset: Dataset, day: dt.date
) -> Iterator[Built | Problem]:
    """Yield each file of a task, written and read back, or what is wrong with it."""
    try:
        theme = load_theme(world, task.report.theme or project.theme)
        template = read_template(world, task.report.template, task.language)
        documents = compose(world, template, dataset, task.report.name, theme.brand)
    except ChipReportError as error:
        yield from error.problems
        return
    for document in documents:
        for name in task.formats:
            yield from _file(replace(document, edition=day), name, theme, dataset)


def _nothing(world: World, edition: dt.date | None) -> UsageError:
    first = min((fact.vintage for fact in facts.read_tables(world).facts.values()), default=None)
    if first is None:
        hint = "add rows to data/observations.csv"
        return UsageError(Problem("B003", "the dataset holds no fact", hint=hint))
    return UsageError(
        Problem("B003", f"no fact is as old as {edition}", hint=f"the first are of {first}")
    )


def _names(files: Iterable[Built]) -> Iterator[Problem]:
    """Yield a problem for each path that two documents would share."""
    for path, count in Counter(file.path for file in files).items():
        if count > 1:
            hint = "tell them apart by `file` in the front matter"
            yield Problem("B005", f"{count} documents have this name", path, hint)


def _file(
    document: Document, name: str, theme: Theme, dataset: Dataset
) -> Iterator[Built | Problem]:
    kind = FORMATS[name]
    path = f"{document.report}/{document.name}{kind.suffix}"
    if not _NAME.fullmatch(document.name):
        hint = "letters, digits, dots, hyphens and underscores, none of them a dot in front"
        yield Problem("B004", f"{document.name!r} is no name for a file", document.report, hint)
        return
    out = BytesIO()
    try:
        kind.write(document, theme, out)
    except ChipReportError as error:
        for problem in error.problems:
            yield replace(problem, where=f"{path}: {problem.where}" if problem.where else path)
        return
    expected = Counter(ref.claim.id for ref in fact_refs(document))
    found = verify_file(BytesIO(out.getvalue()), path, dataset, expected)
    if found.sound:
        yield Built(path, out.getvalue(), document.report, document.language, found.shown)
    yield from found.all_problems()


def _manifest(world: World, dataset: Dataset, edition: str, files: Iterable[Built]) -> bytes:
    tables = dataset.tables
    names = (*world.names("data"), *world.names("templates"), "chipreport.toml")
    inputs = {name: digest(world.read(name)) for name in names}
    about = {"name": tables.name, "version": tables.version, "sha256": tables.sha256}
    outputs = [
        {
            "path": file.path,
            "sha256": digest(file.content),
            "bytes": len(file.content),
            "report": file.report,
            "language": file.language,
            "claims": dict(sorted(file.claims.items())),
        }
        for file in files
    ]
    return manifest(edition, about, inputs, outputs)


def _as_error(problems: Iterable[Problem]) -> ChipReportError:
    found = tuple(dict.fromkeys(problems))
    only_proof = all(problem.code.startswith("V") for problem in found)
    return VerificationError(*found) if only_proof else ChipReportError(*found)
