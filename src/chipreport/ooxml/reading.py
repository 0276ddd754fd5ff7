"""Opening a package that may be broken or not ours, without trusting it."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from typing import BinaryIO

from lxml import etree

from chipreport.errors import Problem, VerificationError
from chipreport.ooxml.package import RELATIONSHIPS

# Far beyond any report, and far below what would fill the memory of a small machine.
_LARGEST = 256 * 1024 * 1024
Parts = dict[str, bytes]


def read(file: BinaryIO) -> Parts:
    """Return the members of the package by name.

    Errors:
        VerificationError: V101 not a zip, V102 a member cannot be read, V103 two of one name,
        V104 too large.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise _error("V103", f"the package holds {', '.join(twice)} twice")
            if sum(entry.file_size for entry in entries) > _LARGEST:
                raise _error("V104", "the package unpacks to more than 256 MB")
            return {entry.filename: archive.read(entry) for entry in entries}
    except zipfile.BadZipFile as error:
        code = "V102" if "CRC" in str(error) else "V101"
        raise _error(code, f"this is not a sound Office file: {error}") from None
    except (zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _error("V102", f"the package cannot be read: {error}") from None


def parse(parts: Parts, name: str) -> etree._Element:
    """Return the root of the part `name`.

    Errors:
        VerificationError: V105 no such part, V106 not XML.
    """
    if name not in parts:
        raise _error("V105", f"the part {name} is missing")
    # No entities and no network: the file may come from anywhere.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(parts[name], parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _error("V106", f"the part {name} is not sound XML: {error}") from None


def related(parts: Parts, name: str) -> dict[str, str]:
    """Return the names of the parts that the part `name` leads to, by relationship id."""
    folder, base = posixpath.split(name)
    rels = posixpath.join(folder, "_rels", f"{base}.rels")
    if rels not in parts:
        return {}
    found = {}
    for item in parse(parts, rels).iter(f"{{{RELATIONSHIPS}}}Relationship"):
        target = item.get("Target", "")
        if item.get("TargetMode") != "External":
            path = target if target.startswith("/") else posixpath.join("/", folder, target)
            found[item.get("Id", "")] = posixpath.normpath(path).lstrip("/")
    return found


def _error(code: str, says: str) -> VerificationError:
    return VerificationError(Problem(code, says, hint="build the file anew"))
