"""What a template may call: facts, names, periods, and every block by its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

from chipreport.blocks import BLOCKS, Scene
from chipreport.compose.registry import Registry
from chipreport.doc.nodes import FactRef, Text
from chipreport.errors import ChipReportError, Problem, TemplateError, near
from chipreport.facts.model import Claim, Derived, Entity, Fact
from chipreport.phrase import Form, direction, period


class Missing:
    """What stands in for a value that could not be given, so that the next problem is found too."""

    def __getattr__(self, name: str) -> Missing:
        if name.startswith("_") or name == "lower":
            raise AttributeError(name)
        return self

    def __iter__(self) -> Any:
        return iter(())

    def __bool__(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class EntityView:
    """An entity as a template sees it."""

    entity: Entity
    scene: Scene

    @property
    def id(self) -> str:
        """The id in the dataset."""
        return self.entity.id

    @property
    def name(self) -> Text:
        """The name to display."""
        return Text(self.entity.name(self.scene.language), key=f"entity {self.entity.id}")

    @property
    def native(self) -> Text | None:
        """The Chinese name, None where no source gives one."""
        own = [a.name for a in self.entity.aliases if (a.type, a.language) == ("native", "zh-Hans")]
        name = own[0] if own else self.entity.names.get("zh", "")
        return Text(name, language="zh", key=f"entity {self.entity.id}") if name else None

    @property
    def activity(self) -> Text | None:
        """What it does, in a few words."""
        words = self.entity.activities.get(self.scene.language, "")
        return Text(words, key=f"entity {self.entity.id} activity") if words else None

    def has(self, indicator: str) -> bool:
        """Whether there is a fact for `indicator`."""
        return bool(self.scene.dataset.facts(entity=self.entity.id, indicator=indicator))


def functions(scene: Scene, registry: Registry) -> dict[str, object]:
    """Return the names that a template may use.

    Each call that fails adds its problems to the registry with the line of the template, and
    gives a Missing, so that one build names every fault of a template.
    """
    offered = _Functions(scene)
    names: dict[str, Callable[..., object]] = {
        name: getattr(offered, name)
        for name in (
            "fact",
            "facts",
            "counted",
            "sign",
            "entity",
            "entities",
            "period",
            "date",
            "statement",
            "statements",
            "literal",
            "direction",
        )
    }
    for name in BLOCKS:
        names[name] = _block(name)
    guarded: dict[str, object] = {name: _guarded(call, registry) for name, call in names.items()}
    return {**guarded, "lang": scene.language}


def _guarded(call: Callable[..., object], registry: Registry) -> Callable[..., object]:
    def guarded(*arguments: object, **named: object) -> object:
        given = (*arguments, *named.values())
        if any(isinstance(argument, Missing) for argument in given):
            return Missing()
        try:
            return call(
                *(_plain(argument) for argument in arguments),
                **{name: _plain(argument) for name, argument in named.items()},
            )
        except ChipReportError as error:
            where = registry.where()
            registry.problems += [replace(problem, where=where) for problem in error.problems]
        except TypeError as error:
            registry.problems.append(Problem("T033", str(error), registry.where()))
        return Missing()

    return guarded


def _plain(argument: object) -> object:
    if isinstance(argument, EntityView):
        return argument.entity
    if isinstance(argument, list | tuple):
        return [_plain(item) for item in argument]
    return argument


def _block(name: str) -> Callable[..., object]:
    def make(*arguments: object, **named: object) -> object:
        kind: Any = BLOCKS[name]
        known = [field.name for field in fields(kind)]
        unknown = [key for key in named if key not in known]
        if unknown or len(arguments) > len(known):
            says = (
                f"{name}() has no argument {unknown[0]!r}" if unknown else f"{name}() takes fewer"
            )
            hint = f"its arguments are: {', '.join(known)}" if known else "it takes no argument"
            raise TemplateError(Problem("T034", says, hint=hint))
        return kind(*arguments, **named)

    return make


@dataclass(frozen=True, slots=True)
class _Functions:
    scene: Scene

    def fact(self, claim: object, indicator: str = "", form: str = "prose") -> FactRef:
        """Return a claim in words: by id, or by entity and indicator where there is just one."""
        if form not in list(Form):
            raise TemplateError(Problem("T035", f"no form {form!r}", hint=near(form, Form)))
        return self.scene.shown(self._claim(claim, indicator), Form(form))

    def counted(self, claim: object, indicator: str = "") -> FactRef:
        """Return a claim with the noun of what it counts."""
        return self.scene.shown(self._claim(claim, indicator), Form.COUNTED)

    def sign(self, claim: object, indicator: str = "") -> FactRef:
        """Return a claim in signs."""
        return self.scene.shown(self._claim(claim, indicator), Form.SIGN)

    def facts(self, *given: str | Entity, indicator: str = "", scenario: str = "") -> list[Claim]:
        """Return the claims with these ids, or all facts of entities, by indicator or scenario."""
        found: list[Claim] = []
        for item in given:
            if isinstance(item, Entity):
                found += self.scene.dataset.facts(
                    entity=item.id, indicator=indicator or None, scenario=scenario or None
                )
            else:
                found.append(self.scene.dataset.claim(item))
        return found

    def entity(self, entity_id: str) -> EntityView:
        """Return an entity by id."""
        return EntityView(self.scene.dataset.entity(entity_id), self.scene)

    def entities(self, entity_type: str) -> list[EntityView]:
        """Return the entities of a type in the order that readers expect."""
        found = [e for e in self.scene.dataset.tables.entities.values() if e.type == entity_type]
        found.sort(key=lambda entity: (entity.order, entity.id))
        return [EntityView(entity, self.scene) for entity in found]

    def period(self, claim: object, indicator: str = "", style: str = "long") -> Text:
        """Return the period of a claim in words."""
        found = self._claim(claim, indicator)
        words = period(
            found.time_period, self.scene.language, "short" if style == "short" else "long"
        )
        return Text(words, key=f"claim {found.id} time_period")

    def date(self, event_id: str) -> Text:
        """Return the date of an event in words."""
        event = self.scene.dataset.event(event_id)
        return Text(period(event.date, self.scene.language), key=f"event {event_id} date")

    def statement(self, statement_id: str) -> Text:
        """Return a statement of the dataset."""
        found = self.scene.dataset.statement(statement_id)
        words = found.texts.get(self.scene.language) or found.texts["en"]
        return Text(words, key=f"statement {found.id}")

    def statements(self, entity: Entity, scenario: str = "") -> list[Text]:
        """Return the statements about an entity."""
        return [
            self.statement(found.id)
            for found in self.scene.dataset.tables.statements.values()
            if found.entity.id == entity.id and (not scenario or found.scenario == scenario)
        ]

    def literal(self, words: str) -> Text:
        """Return words with digits that are no claim, such as the name of a rule."""
        return Text(str(words), key="literal")

    def direction(self, before: object, after: object) -> Text:
        """Return "rose", "fell" or "unchanged", as the data decide."""
        first, last = self._claim(before), self._claim(after)
        words = direction(first, last, self.scene.language)
        return Text(words, key=f"direction {first.id} {last.id}")

    def _claim(self, claim: object, indicator: str = "") -> Claim:
        if isinstance(claim, Fact | Derived):
            return claim
        if isinstance(claim, FactRef):
            return claim.claim
        if isinstance(claim, Entity):
            found = self.scene.dataset.facts(entity=claim.id, indicator=indicator)
            if len(found) == 1:
                return found[0]
            ids = [fact.id for fact in found or self.scene.dataset.facts(entity=claim.id)]
            says = f"{claim.id} has {len(found)} facts for {indicator!r}, not just one"
            raise TemplateError(Problem("T036", says, hint=near(indicator, ids)))
        return self.scene.dataset.claim(str(claim))
