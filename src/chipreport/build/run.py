"""One build: load, compose, write, verify, publish; what did not change is taken over."""

from __future__ import annotations

import datetime as dt
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

from chipreport import facts
from chipreport.build import environment
from chipreport.build.current import as_edition, current, intact
from chipreport.build.editions import previous, retire
from chipreport.build.lock import locked
from chipreport.build.make import Setting, Task, make
from chipreport.build.manifest import NAME, Manifest, digest, manifest, read
from chipreport.build.model import Built, Edition, Request
from chipreport.build.project import Project, read_project
from chipreport.build.publish import point, publish, put, staging
from chipreport.build.snapshot import snapshot
from chipreport.build.why import reasons
from chipreport.errors import ChipReportError, Problem, RenderError, UsageError, VerificationError
from chipreport.facts import Dataset
from chipreport.world import World

Progress = Callable[[str], None]
"""Is told the name of each finished file."""


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
    force: bool = False,
    progress: Progress = lambda name: None,
) -> Edition:
    """Return the edition after it is published below `exports`, every file verified.

    Files that the previous edition made from the same are taken over from it, unless `force`;
    where that is all of them, nothing is published.

    Shapes:
        `edition` is the day as of which facts are taken, the newest vintage by default. It names
        the folder.

    Errors:
        ChipReportError with the problems of every report; then nothing is published.
        LockedError B006: another build is at work in `exports`.
    """
    request = Request(reports, formats, languages, edition)
    standing = None if force else current(world, exports, request)
    if standing is not None:
        return standing
    project = read_project(world)
    tasks = plan(project, reports, formats, languages)
    if not tasks:
        problem = Problem("B002", "no report is made in these formats", hint="see chipreport.toml")
        raise UsageError(problem)
    with locked(world, exports):
        return _build(world, exports, request, project, tasks, jobs, force, progress)


def _build(
    world: World,
    exports: Path,
    request: Request,
    project: Project,
    tasks: tuple[Task, ...],
    jobs: int,
    force: bool,
    progress: Progress,
) -> Edition:
    with staging(exports) as folder:
        kept_world = snapshot(world)
        dataset = facts.load(kept_world, as_of=request.edition)
        if not dataset.tables.facts:
            raise _nothing(kept_world, request.edition)
        day = request.edition or dataset.edition
        name = day.isoformat()
        old = previous(exports, name)
        usable = {} if old is None or force else {**old.outputs}
        known = {path: each for path, each in usable.items() if old and intact(old.folder, each)}
        inputs = {path: digest(content) for path, content in kept_world.files.items()}
        setting = Setting(kept_world, project, inputs, request.edition, day, known)
        files = _made(_run(setting, tasks, dataset, jobs), progress)
        files = tuple(_with_facts(file, old) for file in files)
        tables = dataset.tables
        about = {"name": tables.name, "version": tables.version, "sha256": tables.sha256}
        staged = folder / name
        written = []
        for file in files:
            content = _taken(file, old) if file.kept else file.content
            put(staged, {file.path: content})
            written.append((file, content))
        made_with = (environment.code(), environment.versions())
        record = manifest(name, about, request, made_with, inputs, written)
        put(staged, {NAME: record})
        target = exports / name
        at_home = old is not None and old.folder == target
        if old and at_home and (target / NAME).read_bytes() == record and all_kept(files):
            point(exports, name)
            return as_edition(old)
        new = read(staged)
        assert new is not None  # it was written three lines above
        why = {f.path: reasons(old, new, f, force) for f in files if not f.kept}
        where = publish(staged, exports, name)
    removed = retire(exports, project.keep, name)
    return Edition(name, where, files, reasons=why, removed=removed)


def all_kept(files: Iterable[Built]) -> bool:
    """Return whether every file was taken over."""
    return all(file.kept for file in files)


def _made(made: Iterable[Built | Problem], progress: Progress) -> tuple[Built, ...]:
    files: list[Built] = []
    problems: list[Problem] = []
    for each in made:
        if isinstance(each, Built):
            files.append(each)
            progress(each.path)
        else:
            problems.append(each)
    problems += _names(files)
    if problems:
        raise _as_error(problems)
    return tuple(files)


def _run(
    setting: Setting, tasks: Iterable[Task], dataset: Dataset, jobs: int
) -> Iterator[Built | Problem]:
    if jobs == 1:
        for task in tasks:
            yield from make(setting, task, dataset)
        return
    # spawned, so that no lock or open file of this process lives on in the workers
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))
    try:
        with _without_interrupts():
            waiting = [pool.submit(_make_alone, setting, task) for task in tasks]
        for future in waiting:
            yield from future.result()
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Hold Ctrl-C back; workers begun meanwhile never see it, and the coordinator stops them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _make_alone(setting: Setting, task: Task) -> tuple[Built | Problem, ...]:
    return tuple(make(setting, task, facts.load(setting.world, as_of=setting.as_of)))


def _with_facts(file: Built, old: Manifest | None) -> Built:
    """Return `file` with the facts that it shows; one taken over whole has them in its manifest."""
    if file.shown or old is None:
        return file
    return replace(file, shown={id: old.facts[id] for id in file.claims if id in old.facts})


def _taken(file: Built, old: Manifest | None) -> bytes:
    content = intact(old.folder, old.outputs[file.path]) if old else None
    if content is None:
        says = "this file changed while it was taken over"
        raise RenderError(Problem("B007", says, file.path, "build again"))
    return content


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


def _as_error(problems: Iterable[Problem]) -> ChipReportError:
    found = tuple(dict.fromkeys(problems))
    only_proof = all(problem.code.startswith("V") for problem in found)
    return VerificationError(*found) if only_proof else ChipReportError(*found)
