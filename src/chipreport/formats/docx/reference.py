"""The parts beside the text: numbering, settings, faces, properties."""

from __future__ import annotations

from chipreport.doc.nodes import Document
from chipreport.doc.walk import plain
from chipreport.formats.docx.wml import NAMESPACES
from chipreport.formats.docx.words import Words
from chipreport.ooxml.markup import HEADER, attribute, escape
from chipreport.theme import Theme

CUSTOM_PREFIX = "chipreport."
_OPENING = "http://schemas.openxmlformats.org"
_ALSO_CALLED = {"Microsoft YaHei": "微软雅黑", "SimSun": "宋体", "DengXian": "等线"}


def numbering_part(lists: int) -> bytes:
    """Return points as list 1, and numbered lists from 2 on that each count from one."""
    points = '<w:pStyle w:val="ListBullet"/>'
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbered = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/>{again}</w:num>'
        for number in range(2, lists + 2)
    )
    return (
        f"{HEADER}<w:numbering {NAMESPACES}>"
        f"{_list(0, 'bullet', '•', points)}{_list(1, 'decimal', '%1.', '')}"
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{numbered}</w:numbering>'
    ).encode()


def settings_part(words: Words) -> bytes:
    """Return the settings; none asks Word to update fields, as it would ask the reader first."""
    chinese = words.locale.startswith("zh")
    compatibility = (
        ("compatibilityMode", 15),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
        ("differentiateMultirowTableHeaders", 1),
        ("useWord2013TrackBottomHyphenation", 0),
    )
    word = "http://schemas.microsoft.com/office/word"
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{word}" w:val="{value}"/>'
        for name, value in compatibility
    )
    accents = [f"accent{number}" for number in range(1, 7)]
    scheme = {"bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2"}
    scheme |= {name: name for name in (*accents, "hyperlink", "followedHyperlink")}
    mapping = "".join(f' w:{name}="{value}"' for name, value in scheme.items())
    punctuation = "compressPunctuation" if chinese else "doNotCompress"
    latin = "en-US" if chinese else words.locale
    return (
        f'{HEADER}<w:settings {NAMESPACES}><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="720"/>'
        f'<w:characterSpacingControl w:val="{punctuation}"/><w:compat>{compat}</w:compat>'
        f'<w:themeFontLang w:val="{latin}" w:eastAsia="zh-CN"/>'
        f'<w:clrSchemeMapping{mapping}/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        "</w:settings>"
    ).encode()


def fonts_part(theme: Theme) -> bytes:
    """Return the faces, with the names under which a Chinese Word knows them."""
    faces = theme.faces
    return (
        f"{HEADER}<w:fonts {NAMESPACES}>{_face(faces.latin, '00')}"
        f"{_face(faces.east_asian, '86')}</w:fonts>"
    ).encode()


def core_part(document: Document, theme: Theme) -> bytes:
    """Return title, language and dates; the dates are those of the edition, not of the clock."""
    stamp = f"{document.edition.isoformat()}T00:00:00Z"
    brand = escape(theme.brand)
    return (
        f'{HEADER}<cp:coreProperties xmlns:cp="{_OPENING}/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(plain(document.title))}</dc:title>"
        f"<dc:subject>{escape(plain(document.subtitle))}</dc:subject>"
        f"<dc:creator>{brand}</dc:creator>"
        f"<cp:keywords>{escape(', '.join(document.keywords))}</cp:keywords>"
        f"<cp:lastModifiedBy>{brand}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified>'
        f"<dc:language>{escape(document.language)}</dc:language>"
        f"<cp:version>{escape(document.dataset_version)}</cp:version></cp:coreProperties>"
    ).encode()


def app_part() -> bytes:
    """Return which program made the file."""
    return (
        f'{HEADER}<Properties xmlns="{_OPENING}/officeDocument/2006/extended-properties">'
        "<Application>chipreport</Application></Properties>"
    ).encode()


def custom_part(document: Document) -> bytes:
    """Return what tells the dataset and edition from any other."""
    values = {
        "report": document.report,
        "document": document.name,
        "language": document.language,
        "edition": document.edition.isoformat(),
        "dataset": document.dataset_name,
        "dataset.title": document.dataset_title,
        "dataset.version": document.dataset_version,
        "facts.sha256": document.dataset_sha256,
    }
    rows = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}"'
        f' name="{CUSTOM_PREFIX}{name}"><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
        for number, (name, value) in enumerate(values.items(), 2)
    )
    return (
        f'{HEADER}<Properties xmlns="{_OPENING}/officeDocument/2006/custom-properties"'
        f' xmlns:vt="{_OPENING}/officeDocument/2006/docPropsVTypes">{rows}</Properties>'
    ).encode()


def _list(number: int, kind: str, text: str, style: str) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'{"" if level else style}<w:lvlText w:val="{text.replace("1", str(level + 1))}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{284 * (level + 1)}" w:hanging="284"/>'
        "</w:pPr></w:lvl>"
        for level in range(3)
    )
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>'
        f"{levels}</w:abstractNum>"
    )


def _face(name: str, charset: str) -> str:
    other = _ALSO_CALLED.get(name, "")
    also = f'<w:altName w:val="{other}"/>' if other else ""
    return (
        f'<w:font w:name="{attribute(name)}">{also}<w:charset w:val="{charset}"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
    )
