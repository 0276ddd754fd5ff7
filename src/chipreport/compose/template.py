"""One template and the dataset to one document, or one for each entity of a type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import FrameType

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.exceptions import SecurityError, TemplateNotFound
from jinja2.loaders import FunctionLoader
from jinja2.sandbox import SandboxedEnvironment

from chipreport.blocks import Scene
from chipreport.compose.citing import SourceNotes
from chipreport.compose.front_matter import FrontMatter, part
from chipreport.compose.functions import EntityView, functions
from chipreport.compose.lint import typed_numbers
from chipreport.compose.markdown import Reader, check_links, parser
from chipreport.compose.registry import CLOSE, OPEN, Registry
from chipreport.compose.words import aside
from chipreport.doc.nodes import (
    Callout,
    Chart,
    Columns,
    Core,
    Document,
    Inlines,
    Layout,
    Notes,
    Table,
)
from chipreport.doc.notes import number_notes
from chipreport.doc.walk import claims, every_block, plain
from chipreport.errors import ChipReportError, Problem, TemplateError, near
from chipreport.facts import Dataset
from chipreport.facts.model import Entity
from chipreport.world import World

FOLDER = "templates"


@dataclass(frozen=True, slots=True)
class Template:
    """A template file as read: its head, and its body at the lines where it stands."""

    path: str
    language: str
    front: FrontMatter
    body: str


def read_template(world: World, name: str, language: str) -> Template:
    """Return the template `name`, in its version for `language` where there is one.

    `briefing.zh.md.j2` beside `briefing.md.j2` serves Chinese; else one text serves both.
    """
    own = f"{FOLDER}/{name.removesuffix('.md.j2')}.{language}.md.j2"
    path = own if own in world.names(FOLDER) else f"{FOLDER}/{name}"
    try:
        source = world.read(path).decode("utf-8")
    except FileNotFoundError:
        known = [n.removeprefix(f"{FOLDER}/") for n in world.names(FOLDER) if n.endswith(".j2")]
        raise TemplateError(Problem("T000", "no such template", path, near(name, known))) from None
    except UnicodeDecodeError as error:
        raise TemplateError(Problem("T004", f"the template is not UTF-8: {error}", path)) from None
    if OPEN in source or CLOSE in source:
        raise TemplateError(Problem("T005", "the template holds private-use characters", path))
    parted = part(source, path)
    return Template(path, language, parted.front, "\n" * parted.offset + parted.body)


def compose(
    world: World, template: Template, dataset: Dataset, report: str, brand: str = "chipreport"
) -> tuple[Document, ...]:
    """Return the documents of a template: one, or one for each entity of the type `each`.

    Errors:
        TemplateError with every problem of every document, each with the template's line.
    """
    problems: dict[Problem, None] = {}
    documents = []
    for entity in _subjects(template, dataset):
        try:
            documents.append(_Composer(world, template, dataset, report, brand, entity).document())
        except ChipReportError as error:
            problems.update(dict.fromkeys(error.problems))
    if problems:
        raise TemplateError(*problems)
    return tuple(documents)


def _subjects(template: Template, dataset: Dataset) -> Iterator[Entity | None]:
    kind = template.front.each
    if not kind:
        yield None
        return
    found = [entity for entity in dataset.tables.entities.values() if entity.type == kind]
    if not found:
        known = sorted({entity.type for entity in dataset.tables.entities.values()})
        says = f"no entity is a {kind!r}"
        raise TemplateError(Problem("T006", says, template.path, near(kind, known)))
    yield from sorted(found, key=lambda entity: (entity.order, entity.id))


class _Compiled(BytecodeCache):
    """Compiled templates by name and content, so that a matrix of documents compiles each once."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        code = self._code.get((bucket.key, bucket.checksum))
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


class _Composer:
    """Makes one document; gathers the problems of all its parts."""

    def __init__(
        self,
        world: World,
        template: Template,
        dataset: Dataset,
        report: str,
        brand: str,
        entity: Entity | None,
    ) -> None:
        self.world = world
        self.template = template
        self.dataset = dataset
        self.report = report
        self.brand = brand
        self.entity = entity
        self.scene = Scene(dataset, template.language)
        self.registry = Registry(template.path, self._place)
        self.environment = SandboxedEnvironment(
            undefined=StrictUndefined,
            finalize=self.registry.finalize,
            loader=FunctionLoader(self._load),
            bytecode_cache=_COMPILED,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.environment.globals.clear()
        self.names = functions(self.scene, self.registry)
        if entity is not None:
            self.names[entity.type] = EntityView(entity, self.scene)
        self.reader = Reader(self.scene, self.registry.items, template.path)

    def document(self) -> Document:
        """Return the document; raise TemplateError with every problem."""
        front = self.template.front
        problems = self.registry.problems
        try:
            tokens = parser().parse(self._render())
            blocks = self.reader.blocks(tokens)
            title, subtitle, kicker, running, file = (
                self._line(text, name)
                for name, text in (
                    ("title", front.title),
                    ("subtitle", front.subtitle),
                    ("kicker", front.kicker),
                    ("running_title", front.running_title),
                    ("file", front.file),
                )
            )
        except ChipReportError as error:
            problems += error.problems
            raise TemplateError(*dict.fromkeys([*problems, *self.reader.problems])) from None
        problems += self.reader.problems
        path = self.template.path
        problems += [replace(problem, where=path) for problem in check_links(blocks)]
        if problems:
            raise TemplateError(*dict.fromkeys(problems))
        notes = SourceNotes(self.dataset, self.template.language, self.brand)
        return self._finished(
            number_notes(_with_notes(_unique_keys(blocks)), notes.citing(), (*title, *subtitle)),
            title,
            subtitle,
            plain(kicker),
            plain(running) or plain(title),
            plain(file),
        )

    def _finished(
        self,
        blocks: tuple[Core, ...],
        title: Inlines,
        subtitle: Inlines,
        kicker: str,
        running: str,
        file: str,
    ) -> Document:
        tables = self.dataset.tables
        language = self.template.language
        stem = file or self.report
        if self.entity is not None and not file:
            stem = f"{self.report}-{self.entity.id.lower().replace('_', '-')}"
        document = Document(
            name=stem if language == "en" else f"{stem}-{language}",
            report=self.report,
            layout=Layout(self.template.front.layout),
            language=language,
            page=self.template.front.page,
            kicker=kicker,
            title=title,
            subtitle=subtitle,
            aside=(),
            running_title=running,
            blocks=blocks,
            edition=self.dataset.edition,
            dataset_name=tables.name,
            dataset_title=tables.titles.get(language) or tables.titles["en"],
            dataset_version=tables.version,
            dataset_sha256=tables.sha256,
            keywords=tuple(self.template.front.keywords),
        )
        return replace(document, aside=aside(document, len(claims(document))))

    def _render(self) -> str:
        path = self.template.path
        try:
            template = self.environment.get_template(path)
        except TemplateSyntaxError as error:
            where = f"{error.filename or path}:{error.lineno}"
            raise TemplateError(Problem("T007", str(error.message), where)) from None
        try:
            return template.render(self.names)
        except UndefinedError as error:
            name = str(error.message).partition("'")[2].partition("'")[0]
            hint = near(name, self.names) if "is undefined" in str(error.message) else ""
            problem = Problem("T008", str(error.message), self._raised(error), hint)
        except TemplateNotFound as error:
            problem = Problem("T000", f"no such template {error.name}", self._raised(error))
        except SecurityError as error:
            problem = Problem("T009", f"not allowed: {error}", self._raised(error))
        except ChipReportError as error:
            where = self._raised(error)
            raise TemplateError(
                *(replace(p, where=p.where or where) for p in error.problems)
            ) from None
        except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
            problem = Problem("T033", str(error), self._raised(error))
        raise TemplateError(problem)

    def _line(self, text: str, name: str) -> Inlines:
        if not text:
            return ()
        try:
            rendered = self.environment.from_string(text).render(self.names)
        except TemplateSyntaxError as error:
            where = f"{self.template.path}: {name}"
            raise TemplateError(Problem("T007", str(error.message), where)) from None
        except UndefinedError as error:
            where = f"{self.template.path}: {name}"
            raise TemplateError(Problem("T008", str(error.message), where)) from None
        tokens = parser().parseInline(rendered)
        return self.reader.inlines(tokens[0])

    def _load(self, name: str) -> tuple[str, str, None] | None:
        if name == self.template.path:
            body = self.template.body
        elif name.startswith("_shared/") and f"{FOLDER}/{name}" in self.world.names(FOLDER):
            name = f"{FOLDER}/{name}"
            body = self.world.read(name).decode("utf-8")
        else:
            return None
        self.registry.problems += typed_numbers(self.environment, body, name, 0)
        return body, name, None

    def _place(self, frame: FrameType) -> str | None:
        name = frame.f_code.co_filename
        if not name.startswith(FOLDER + "/") or not name.endswith(".j2"):
            return None
        known = name if name == self.template.path else name.removeprefix(FOLDER + "/")
        line = self.environment.get_template(known).get_corresponding_lineno(frame.f_lineno)
        return f"{name}:{line}"

    def _raised(self, error: Exception) -> str:
        where, trace = self.template.path, error.__traceback__
        while trace is not None:
            name = trace.tb_frame.f_code.co_filename
            if name.startswith(FOLDER + "/") and name.endswith(".j2"):
                where = f"{name}:{trace.tb_lineno}"
            trace = trace.tb_next
        return where


def _with_notes(blocks: tuple[Core, ...]) -> tuple[Core, ...]:
    if any(isinstance(block, Notes) for block in every_block(blocks)):
        return blocks
    return (*blocks, Notes("", ()))


def _unique_keys(blocks: tuple[Core, ...]) -> tuple[Core, ...]:
    """Return `blocks` with a number behind the key of a table or chart that stands there again."""
    seen: Counter[str] = Counter()

    def once(block: Core) -> Core:
        if isinstance(block, Table | Chart):
            seen[block.key] += 1
            count = seen[block.key]
            return replace(block, key=f"{block.key}-{count}") if count > 1 else block
        if isinstance(block, Callout):
            return replace(block, blocks=tuple(map(once, block.blocks)))
        if isinstance(block, Columns):
            return replace(block, columns=tuple(tuple(map(once, c)) for c in block.columns))
        return block

    return tuple(map(once, blocks))
