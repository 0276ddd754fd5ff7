"""A document as a Word file."""

from __future__ import annotations

from typing import BinaryIO

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from chipreport.doc.nodes import Document
from chipreport.errors import RenderError
from chipreport.formats.docx import reference, wml
from chipreport.formats.docx.blocks import blocks
from chipreport.formats.docx.check import problems
from chipreport.formats.docx.front import header_and_footer, title_block
from chipreport.formats.docx.manuscript import WORD, Frame, Manuscript
from chipreport.formats.docx.store import properties_part
from chipreport.formats.docx.styles import styles_part
from chipreport.ooxml.markup import HEADER
from chipreport.ooxml.office_theme import theme_part
from chipreport.ooxml.package import TYPE
from chipreport.theme import Theme, mm


def write(document: Document, theme: Theme, out: BinaryIO) -> None:
    """Write `document` to `out`; equal documents give equal bytes.

    Errors:
        RenderError with every problem that `check.problems` finds; nothing is written then.
    """
    found = problems(document)
    if found:
        raise RenderError(*found)
    manuscript = Manuscript(document, theme)
    frame = Frame(manuscript.page.text)
    body = title_block(manuscript) + blocks(manuscript, document.blocks, frame)
    section = _section(manuscript)
    _beside(manuscript)
    manuscript.save(
        f"{HEADER}<w:document {wml.NAMESPACES}><w:body>{body}{section}</w:body></w:document>", out
    )


def _section(manuscript: Manuscript) -> str:
    page = manuscript.page
    edge = mm(10).twips
    return (
        f"<w:sectPr>{header_and_footer(manuscript)}"
        f'<w:pgSz w:w="{page.width}" w:h="{page.height}"/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}"'
        f' w:left="{page.left}" w:header="{edge}" w:footer="{edge}" w:gutter="0"/>'
        '<w:cols w:space="720"/><w:titlePg/></w:sectPr>'
    )


def _beside(manuscript: Manuscript) -> None:
    """Add the parts beside the text."""
    document, theme, words = manuscript.document, manuscript.theme, manuscript.words
    styles = styles_part(theme, manuscript.page, words)
    numbering = reference.numbering_part(manuscript.lists)
    manuscript.add("/word/styles.xml", f"{WORD}.styles+xml", styles, RT.STYLES)
    manuscript.add("/word/numbering.xml", f"{WORD}.numbering+xml", numbering, RT.NUMBERING)
    settings = reference.settings_part(words)
    manuscript.add("/word/settings.xml", f"{WORD}.settings+xml", settings, RT.SETTINGS)
    faces = reference.fonts_part(theme)
    manuscript.add("/word/fontTable.xml", f"{WORD}.fontTable+xml", faces, RT.FONT_TABLE)
    manuscript.add("/word/theme/theme1.xml", f"{TYPE}.theme+xml", theme_part(theme), RT.THEME)
    manuscript.add_store(properties_part())
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    properties = (
        ("core", core, reference.core_part(document, theme), RT.CORE_PROPERTIES),
        ("app", f"{TYPE}.extended-properties+xml", reference.app_part(), RT.EXTENDED_PROPERTIES),
        (
            "custom",
            f"{TYPE}.custom-properties+xml",
            reference.custom_part(document),
            RT.CUSTOM_PROPERTIES,
        ),
    )
    for name, kind, data, relation in properties:
        manuscript.add_beside(f"/docProps/{name}.xml", kind, data, relation)
