"""One report in one language to its files: composed, written, read back, or taken over."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO

from chipreport.build.keys import made_with, task_key
from chipreport.build.manifest import Output
from chipreport.build.model import Built, Shown
from chipreport.build.project import Project, Report
from chipreport.compose import compose, read_template
from chipreport.doc.nodes import Document
from chipreport.doc.walk import claims, fact_refs
from chipreport.errors import ChipReportError, Problem
from chipreport.facts import Dataset
from chipreport.facts.fingerprints import Fingerprints, facts_digest, joined
from chipreport.facts.model import Claim, Derived
from chipreport.facts.vintages import series
from chipreport.formats import FORMATS
from chipreport.phrase import Form, say
from chipreport.theme import Theme
from chipreport.theme import load as load_theme
from chipreport.theme.load import FOLDER as THEMES
from chipreport.verify import verify_file
from chipreport.world import World

_NAME = re.compile(r"\w[\w.-]*")


@dataclass(frozen=True, slots=True)
class Task:
    """One report in one language, in some formats."""

    report: Report
    language: str
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What all tasks of a build share.

    `as_of` is the day asked for and `day` the day that stands on the page; `known` are the files
    of the previous edition that may be taken over, by path, each as its manifest says.
    """

    world: World
    project: Project
    inputs: Mapping[str, str]
    as_of: dt.date | None
    day: dt.date
    known: Mapping[str, Output]


def make(setting: Setting, task: Task, dataset: Dataset) -> Iterator[Built | Problem]:
    """Yield each file of a task, written and read back, or what is wrong with it.

    A file that was made from the same before is not written again: it comes without its bytes.
    """
    theme_name = task.report.theme or setting.project.theme
    try:
        theme = load_theme(setting.world, theme_name)
        template = read_template(setting.world, task.report.template, task.language)
        whole = task_key(
            setting.inputs,
            template.path,
            f"{THEMES}/{theme_name}.toml",
            setting.as_of,
            setting.day,
        )
        left = {}
        for name in task.formats:
            key = joined((whole, task.report.name, task.language, name))
            same = [each for each in setting.known.values() if each.task == key]
            yield from map(_kept, same)
            if not same:
                left[name] = key
        documents = (
            compose(setting.world, template, dataset, task.report.name, theme.brand) if left else ()
        )
    except ChipReportError as error:
        yield from error.problems
        return
    prints = Fingerprints()
    for composed in documents:
        document = replace(
            composed,
            edition=setting.day,
            dataset_sha256=facts_digest(prints, claims(composed)),
        )
        for name, key in left.items():
            yield from _file(document, name, theme, dataset, setting, key, prints)


def _kept(output: Output) -> Built:
    return Built(
        output.path,
        b"",
        output.report,
        output.language,
        output.claims,
        output.task,
        output.key,
        kept=True,
    )


def _file(
    document: Document,
    name: str,
    theme: Theme,
    dataset: Dataset,
    setting: Setting,
    task: str,
    prints: Fingerprints,
) -> Iterator[Built | Problem]:
    kind = FORMATS[name]
    path = f"{document.report}/{document.name}{kind.suffix}"
    if not _NAME.fullmatch(document.name):
        hint = "letters, digits, dots, hyphens and underscores, none of them a dot in front"
        yield Problem("B004", f"{document.name!r} is no name for a file", document.report, hint)
        return
    shown = {
        claim.id: Shown(say(claim, Form.SIGN, "en"), prints.of(claim), _series(claim))
        for claim in claims(document)
    }
    key = joined((made_with(), name, prints.of(theme), prints.of(document)))
    known = setting.known.get(path)
    if known is not None and known.key == key:
        yield replace(_kept(known), task=task, shown=shown)
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
        yield Built(
            path,
            out.getvalue(),
            document.report,
            document.language,
            found.shown,
            task,
            key,
            shown=shown,
        )
    yield from found.all_problems()


def _series(claim: Claim) -> str:
    if isinstance(claim, Derived):
        return claim.id
    entity, indicator, breakdown, period, scenario = series(claim)
    parts = (f"{dimension}:{code}" for dimension, code in breakdown)
    return "|".join((entity, indicator, ";".join(parts), period, scenario))
