"""Whether a PDF is tagged and archival as ours must be: the fast check that needs no veraPDF.

It sees what veraPDF cannot (reading order, a wrong parent tree, a missing box of a figure, a head
without scope) and names the rule. veraPDF stays the judge of the standards themselves.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from typing import Any, BinaryIO, Final

import pikepdf

from chipreport.errors import Problem
from chipreport.formats.pdf import check_content
from chipreport.formats.pdf.check_tree import Tree

Say = Callable[[str, str], None]
_METADATA: Final = (
    ("metadata-title", r"<dc:title>.*?<rdf:li[^>]*>[^<]+<"),
    ("metadata-accessible", r"<pdfuaid:part>1<"),
    ("metadata-archival", r"<pdfaid:part>3<"),
    ("metadata-level", r"<pdfaid:conformance>A<"),
)


def check(file: BinaryIO) -> list[Problem]:
    """Return what is wrong with the structure of a PDF, each with code V310 and its rule.

    Errors:
        None: a file that cannot be read is a problem too, V301.
    """
    name = str(getattr(file, "name", "PDF"))
    found: list[Problem] = []

    def say(rule: str, detail: str = "") -> None:
        found.append(Problem("V310", f"{rule}: {detail}" if detail else rule, name))

    try:
        with pikepdf.open(file) as pdf:
            _catalog(pdf, say)
            root: Any = pdf.Root
            _attachments(root, say)
            if "/StructTreeRoot" not in root:
                say("no-structure", "")
                return found
            tree = Tree(pdf, say)
            for key, used in check_content.pages(pdf, tree, say).items():
                check_content.font(pdf.get_object(key), used, say)
    except (
        pikepdf.PdfError,
        AttributeError,
        KeyError,
        IndexError,
        TypeError,
        ValueError,
        struct.error,
    ) as error:
        found.append(Problem("V301", f"this is not a sound PDF: {error}", name, "build it again"))
    return found


def _catalog(pdf: pikepdf.Pdf, say: Say) -> None:
    root: Any = pdf.Root
    marks = root.get("/MarkInfo") or {}
    preferences = root.get("/ViewerPreferences") or {}
    rules = (
        ("version", pdf.pdf_version >= "1.7"),
        ("language", bool(root.get("/Lang"))),
        ("marked", bool(marks.get("/Marked"))),
        ("display-title", bool(preferences.get("/DisplayDocTitle"))),
        ("identifier", "/ID" in pdf.trailer),
        ("encrypted", not pdf.is_encrypted),
        ("action", "/OpenAction" not in root and "/AA" not in root),
    )
    for rule, kept in rules:
        if not kept:
            say(rule, "")
    packet = root.Metadata.read_bytes().decode("utf-8") if "/Metadata" in root else ""
    for rule, pattern in _METADATA:
        if not re.search(pattern, packet, re.DOTALL):
            say(rule, "")
    intents = [each for each in root.get("/OutputIntents", []) if each.get("/S") == "/GTS_PDFA1"]
    profiles = [each.DestOutputProfile.read_bytes() for each in intents if _has_profile(each)]
    if len(intents) != 1 or [profile[36:40] for profile in profiles] != [b"acsp"]:
        say("output-intent", "")


def _has_profile(intent: Any) -> bool:
    return "/DestOutputProfile" in intent


def _attachments(root: Any, say: Say) -> None:
    if "/Names" not in root or "/EmbeddedFiles" not in root.Names:
        return
    names = root.Names.EmbeddedFiles.get("/Names", [])
    associated = {each.objgen for each in root.get("/AF", [])}
    for at in range(0, len(names), 2):
        name, specification = str(names[at]), names[at + 1]
        told = all(specification.get(key) for key in ("/F", "/UF", "/AFRelationship"))
        if not told or specification.objgen not in associated:
            say("attachment", name)
        if "/Subtype" not in specification.EF.F:
            say("attachment-type", name)
