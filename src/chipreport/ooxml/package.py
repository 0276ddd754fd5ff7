"""A package of parts as a zip that is the same in every process and on every day."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from chipreport.ooxml.markup import HEADER, attribute

CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument"

# The zip format counts from 1980; any other time would be the clock's.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_COMPRESSED = (".xlsx", ".png", ".jpg", ".jpeg")
_DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "xlsx": f"{TYPE}.spreadsheetml.sheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}


@dataclass(frozen=True, slots=True)
class Member:
    """A file in the package; the type is "" for relationships, which need none of their own."""

    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Relationship:
    """A lead from one part to another, or to an address outside."""

    id: str
    kind: str
    target: str
    external: bool = False


def write(out: BinaryIO, members: Iterable[Member]) -> None:
    """Write the content types and then `members`, in the order given, to `out`."""
    members = tuple(members)
    types = Member("[Content_Types].xml", "", content_types(members))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for member in (types, *members):
            entry = zipfile.ZipInfo(member.name, _EPOCH)
            stored = member.name.endswith(_COMPRESSED)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            entry.create_system = 0  # else the zip tells on which system it was made
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, member.data)


def content_types(members: Iterable[Member]) -> bytes:
    """Return the part that says what each member is."""
    members = tuple(members)
    endings = {member.name.rpartition(".")[2] for member in members} | {"rels", "xml"}
    defaults = "".join(
        f'<Default Extension="{ending}" ContentType="{kind}"/>'
        for ending, kind in _DEFAULTS.items()
        if ending in endings
    )
    overrides = "".join(
        f'<Override PartName="/{attribute(member.name)}" ContentType="{member.content_type}"/>'
        for member in members
        if member.content_type
        and member.content_type != _DEFAULTS.get(member.name.rpartition(".")[2])
    )
    return f'{HEADER}<Types xmlns="{CONTENT_TYPES}">{defaults}{overrides}</Types>'.encode()


def relationships(items: Iterable[Relationship]) -> bytes:
    """Return the part that holds `items`."""
    rows = "".join(
        f'<Relationship Id="{item.id}" Type="{item.kind}" Target="{attribute(item.target)}"'
        + (' TargetMode="External"/>' if item.external else "/>")
        for item in items
    )
    return f'{HEADER}<Relationships xmlns="{RELATIONSHIPS}">{rows}</Relationships>'.encode()
