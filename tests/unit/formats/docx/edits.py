"""A Word file made of invented facts, and the hands of a person who edits it."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable

from lxml import etree

from chipreport import facts
from chipreport.build.make import Built, Setting, make
from chipreport.build.project import read_project
from chipreport.build.run import plan
from chipreport.build.starter import starter
from chipreport.facts import Dataset
from chipreport.formats.docx.refresh_controls import visible
from chipreport.formats.docx.wml import W
from chipreport.world import DiskWorld, bundled
from memory import MemoryWorld
from unit.formats.docx.helpers import BODY, exchanged, raw

WORD = f"{{{W}}}"
Root = etree._Element


def toys() -> MemoryWorld:
    """Return the starter project in memory."""
    return MemoryWorld(dict(starter(DiskWorld(bundled()))))


def built(world: MemoryWorld, languages: tuple[str, ...] = ("en",)) -> bytes:
    """Return the report of the project as a Word file."""
    dataset, project = facts.load(world), read_project(world)
    [task] = plan(project, (), ("docx",), languages)
    setting = Setting(world, project, {}, None, dataset.edition, {})
    [made] = make(setting, task, dataset)
    assert isinstance(made, Built), made
    return made.content


def sold_more(world: MemoryWorld) -> MemoryWorld:
    """Return the project after more robots were sold than was thought."""
    return world.cell("observations", "ROBOTS.SOLD.2025", obs_value="1300", lower_bound="1300")


def loaded(world: MemoryWorld) -> Dataset:
    return facts.load(world)


def edited(data: bytes, edit: Callable[[Root], None], name: str = BODY) -> bytes:
    """Return the file after a person did `edit` to one part."""
    root = etree.fromstring(raw(data, name))
    edit(root)
    return exchanged(data, name, etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def paragraph(root: Root, words: str) -> Root:
    return next(p for p in root.iter(f"{WORD}p") if words in visible(p))


def control(root: Root, claim: str, form: str) -> Root:
    """Return the first control in prose or table that shows a claim in a form."""
    tags = (f"cr:{claim}|{form}", f"cr!:{claim}|{form}")
    return next(
        tag.getparent().getparent()
        for tag in root.iter(f"{WORD}tag")
        if tag.get(f"{WORD}val") in tags
    )


def retype(element: Root, words: str) -> None:
    first, *rest = element.iter(f"{WORD}t")
    first.text = words
    for text in rest:
        text.text = ""


def paste_below(element: Root) -> None:
    element.addnext(copy.deepcopy(element))


def text(data: bytes) -> list[str]:
    root = etree.fromstring(raw(data, BODY))
    return [visible(p) for p in root.iter(f"{WORD}p") if visible(p)]


def canonical(data: bytes) -> dict[str, bytes]:
    """Return every part, those of embedded workbooks too, so that only content counts."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith(".xlsx"):
                found |= {f"{name}!{key}": each for key, each in canonical(content).items()}
            else:
                found[name] = etree.tostring(etree.fromstring(content), method="c14n")
    return found
