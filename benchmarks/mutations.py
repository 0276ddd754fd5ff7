"""Seeded mutations of finished files: how many of them does verification catch?

Run in a project that has been built: `python benchmarks/mutations.py exports/latest`. Every file of
the edition is changed in one place that shows a claim, once for each kind of mutation and round,
and read back. Prints the caught share by format and kind, then each miss with its place.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, unescape

import pikepdf

from chipreport import facts
from chipreport.facts import Dataset
from chipreport.formats import FORMATS
from chipreport.verify import verify_file
from chipreport.world import DiskWorld

Rng = random.Random
WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
SCALES = ("trillion", "billion", "million", "bn", "tn", "m", "k", "万亿", "亿", "万")
HEDGES = {
    "more than": "less than",
    "less than": "more than",
    "at least": "at most",
    "at most": "at least",
    "about": "more than",
    "nearly": "more than",
    "just over": "nearly",
    ">": "<",
    "<": ">",
    "≥": "≤",
    "≤": "≥",
    "≈": ">",
    "超过": "不足",
    "约": "超过",
    "近": "超过",
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed file: what was changed where."""

    content: bytes
    place: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Result:
    """What verification made of a mutant."""

    file: str
    kind: str
    caught: bool
    mutant: Mutant


# ------------------------------------------------------------------------- what becomes of words


def digit(text: str, rng: Rng) -> str | None:
    """Return `text` with one digit, or one spelled number, changed."""
    at = [n for n, sign in enumerate(text) if sign.isdigit()]
    if at:
        n = rng.choice(at)
        other = rng.choice([d for d in "123456789" if d != text[n]])
        return text[:n] + other + text[n + 1 :]
    for word in WORDS:
        if re.search(rf"\b{word}\b", text):
            other = rng.choice([w for w in WORDS if w != word])
            return re.sub(rf"\b{word}\b", other, text, count=1)
    return None


def sign(text: str, rng: Rng) -> str | None:
    """Return `text` with the sign of its number turned."""
    if "−" in text:
        return text.replace("−", "", 1)
    found = re.search(r"\d", text)
    return f"{text[: found.start()]}−{text[found.start() :]}" if found else None


def unit(text: str, rng: Rng) -> str | None:
    """Return `text` in another unit."""
    for old, new in (("%", " pp"), (" pp", "%"), ("percentage points", "%"), ("CN¥", "$")):
        if old in text:
            return text.replace(old, new)
    for old, new in (("$", "CN¥"), ("years", "months"), ("days", "months"), ("元", "美元")):
        if old in text:
            return text.replace(old, new)
    return None


def scale(text: str, rng: Rng) -> str | None:
    """Return `text` at another scale: another word, or a nought more."""
    for word in SCALES:
        if re.search(rf"(?<![A-Za-z]){word}(?![A-Za-z])", text):
            other = rng.choice([w for w in ("trillion", "billion", "million") if w != word])
            return text.replace(word, other, 1)
    found = re.search(r"\d+(?!.*\d)", text)
    return f"{text[: found.end()]}0{text[found.end() :]}" if found else None


def unit_lost(text: str, rng: Rng) -> str | None:
    """Return `text` with its hedge but without its unit and scale."""
    found = re.fullmatch(r"(?P<before>\D*?)(?:CN¥|\$)?(?P<number>\d[\d,.]*)(?P<after>\D*)", text)
    if found is None or not (found["after"].strip() or "¥" in text or "$" in text):
        return None
    return f"{found['before']}{found['number']}"


def hedge_lost(text: str, rng: Rng) -> str | None:
    """Return `text` without its hedge."""
    for hedge in HEDGES:
        if text.lower().startswith(hedge):
            return text[len(hedge) :].lstrip()
    return None


def hedge_changed(text: str, rng: Rng) -> str | None:
    """Return `text` with another hedge, or with one where there is none."""
    for hedge, other in HEDGES.items():
        if text.lower().startswith(hedge):
            return other + text[len(hedge) :]
    return f"nearly {text}"


KINDS: Mapping[str, Callable[[str, Rng], str | None]] = {
    "digit": digit,
    "sign": sign,
    "unit": unit,
    "unit lost": unit_lost,
    "scale": scale,
    "hedge lost": hedge_lost,
    "hedge changed": hedge_changed,
}

# ------------------------------------------------------------------------------- Office packages

CONTROL = re.compile(
    r'(<w:tag w:val="cr:[^"]+"/>(?:(?!</w:sdt>).)*?<w:t(?: [^>]*)?>)([^<]+)(</w:t>)', re.S
)
POINT = re.compile(r'(<c:pt idx="\d+"[^>]*><c:v>)(-?[\d.]+)(</c:v>)')
CELL = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)>(?:<f>[^<]*</f>)?<v>([^<]*)</v></c>')


def of_docx(content: bytes, kind: str, rng: Rng) -> Iterator[Mutant]:
    """Yield mutants of a Word file: in a control on the page, or in the cache of a chart."""
    parts = _parts(content)
    body = parts["word/document.xml"].decode()
    for found in _shuffled(CONTROL.finditer(body), rng):
        before = unescape(found[2])
        after = KINDS[kind](before, rng)
        if after is not None and after != before:
            changed = body[: found.start(2)] + escape(after) + body[found.end(2) :]
            yield Mutant(
                _packed({**parts, "word/document.xml": changed.encode()}), "body", before, after
            )
    yield from _points(parts, "word/charts/", kind, rng)


def of_xlsx(content: bytes, kind: str, rng: Rng) -> Iterator[Mutant]:
    """Yield mutants of a workbook: in a cell that shows a claim, or in the cache of a chart."""
    parts = _parts(content)
    sheets = _sheets(parts)
    strings = _strings(parts)
    seen = list(FORMATS["xlsx"].sightings(BytesIO(content)))
    for sighting in _shuffled(iter(seen), rng):
        sheet, _, reference = sighting.place.rpartition("!")
        name = sheets.get(sheet, "")
        text = parts.get(name, b"").decode()
        for cell in CELL.finditer(text):
            if cell[1] != reference:
                continue
            new = _cell(cell, sighting.text, strings, kind, rng)
            if new is not None:
                shown, fresh = new
                changed = text[: cell.start()] + fresh + text[cell.end() :]
                fresh_parts = {**parts, name: changed.encode()}
                yield Mutant(_packed(fresh_parts), sighting.place, sighting.text, shown)
    yield from _points(parts, "xl/charts/", kind, rng)


def _cell(
    cell: re.Match[str], shown: str, strings: list[str], kind: str, rng: Rng
) -> tuple[str, str] | None:
    """Return what a changed cell shows, and its markup."""
    if 't="s"' in cell[2]:
        after = KINDS[kind](shown, rng)
        whole = strings[int(cell[3])]
        if after is None or after == shown or shown not in whole:
            return None
        words = escape(whole.replace(shown, after, 1))
        kept = cell[2].replace(' t="s"', "")
        return after, f'<c r="{cell[1]}"{kept} t="inlineStr"><is><t>{words}</t></is></c>'
    if "t=" in cell[2]:
        return None
    number = cell[3]
    if kind in ("unit", "unit lost", "hedge lost", "hedge changed"):
        style = re.search(r's="(\d+)"', cell[2])
        if style is None or KINDS[kind](shown, rng) is None or shown.replace(",", "") == number:
            return None
        # hedge and unit of a number stand in its format
        return f"{number} as plain number", cell[0].replace(style[0], 's="0"', 1)
    after = _number(number, kind, rng)
    if after is None:
        return None
    return after, cell[0].replace(f"<v>{number}</v>", f"<v>{after}</v>")


def _points(parts: Mapping[str, bytes], folder: str, kind: str, rng: Rng) -> Iterator[Mutant]:
    if kind not in ("digit", "sign", "scale"):
        return
    for name in _shuffled((n for n in parts if n.startswith(folder) and n.endswith(".xml")), rng):
        text = parts[name].decode()
        values = text[text.find("<c:val>") :]
        offset = len(text) - len(values)
        for found in _shuffled(POINT.finditer(values), rng):
            after = _number(found[2], kind, rng)
            if after is None:
                continue
            start, end = offset + found.start(2), offset + found.end(2)
            changed = {**parts, name: (text[:start] + after + text[end:]).encode()}
            yield Mutant(_packed(changed), name, found[2], after)


def _number(number: str, kind: str, rng: Rng) -> str | None:
    """Return a stored number with one digit, its sign or its scale changed."""
    if kind == "scale":
        after = f"{Decimal(number) * 1000:f}"
    elif kind == "sign":
        after = number.removeprefix("-") if number.startswith("-") else f"-{number}"
    else:
        after = digit(number, rng) or number
    return after if Decimal(after) != Decimal(number) else None


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _packed(parts: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


def _sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    book = parts["xl/workbook.xml"].decode()
    links = parts["xl/_rels/workbook.xml.rels"].decode()
    targets = {}
    for link in re.findall(r"<Relationship [^>]*>", links):
        id, target = re.search(r'Id="([^"]+)"', link), re.search(r'Target="([^"]+)"', link)
        if id and target:
            targets[id[1]] = "xl/" + target[1].removeprefix("/xl/")
    found = {}
    for sheet in re.findall(r"<sheet [^>]*>", book):
        name, id = re.search(r' name="([^"]+)"', sheet), re.search(r'r?:?id="(rId\d+)"', sheet)
        if name and id:
            found[unescape(name[1])] = targets[id[1]]
    return found


def _strings(parts: Mapping[str, bytes]) -> list[str]:
    text = parts.get("xl/sharedStrings.xml", b"").decode()
    items = re.findall(r"<si>(.*?)</si>", text, re.S)
    return [unescape("".join(re.findall(r"<t[^>]*>([^<]*)</t>", item))) for item in items]


# ------------------------------------------------------------------------------------------- PDF


def of_pdf(content: bytes, kind: str, rng: Rng) -> Iterator[Mutant]:
    """Yield mutants of a PDF: glyphs of a claim put in place of others, as far as its font goes."""
    with pikepdf.open(BytesIO(content)) as pdf:
        places = _claimed(pdf)
        pages = list(range(len(pdf.pages)))
    for number in _shuffled(iter(pages), rng):
        with pikepdf.open(BytesIO(content)) as pdf:
            steps = list(pikepdf.parse_content_stream(pdf.pages[number]))
            shown = list(_shown(pdf.pages[number], steps, places.get(number, set())))
        for index, text, codes in _shuffled(iter(shown), rng):
            after = KINDS[kind](text, rng)
            if after is None or after == text or any(sign not in codes for sign in after):
                continue
            with pikepdf.open(BytesIO(content)) as pdf:
                fresh = list(pikepdf.parse_content_stream(pdf.pages[number]))
                raw = pikepdf.String(b"".join(codes[sign] for sign in after))
                operator = fresh[index].operator
                operand = pikepdf.Array([raw]) if str(operator) == "TJ" else raw
                fresh[index] = pikepdf.ContentStreamInstruction([operand], operator)
                stream = pdf.make_stream(pikepdf.unparse_content_stream(fresh))
                pdf.pages[number].Contents = stream
                out = BytesIO()
                pdf.save(out)
            yield Mutant(out.getvalue(), f"page {number + 1}", text, after)


def _claimed(pdf: pikepdf.Pdf) -> dict[int, set[int]]:
    """Return the numbers of the marked content that shows claims, by page."""
    numbers = {page.objgen: n for n, page in enumerate(pdf.pages)}
    found: dict[int, set[int]] = {}

    def walk(element: Any, page: Any, inside: bool) -> None:
        if isinstance(element, int):
            if inside:
                found.setdefault(numbers[page.objgen], set()).add(element)
            return
        if isinstance(element, pikepdf.Array):
            for kid in element:
                walk(kid, page, inside)
            return
        own = element.get("/Pg", page)
        if element.get("/Type") == "/MCR":
            if inside:
                found.setdefault(numbers[own.objgen], set()).add(int(element.MCID))
            return
        owner = element.get("/A")
        names = (
            [str(entry.N) for entry in owner.P]
            if isinstance(owner, pikepdf.Dictionary) and "/P" in owner
            else []
        )
        if "/K" in element:
            walk(element.K, own, inside or "fact" in names)

    walk(pdf.Root.StructTreeRoot.K, None, False)
    return found


def _shown(
    page: pikepdf.Page, steps: list[Any], wanted: set[int]
) -> Iterator[tuple[int, str, dict[str, bytes]]]:
    """Yield each piece of text of a claim: where it stands, what it says, the codes of its font."""
    inside: list[int | None] = []
    codes: dict[str, bytes] = {}
    for index, step in enumerate(steps):
        operands, operator = step.operands, str(step.operator)
        if operator in ("BDC", "BMC"):
            properties = operands[1] if operator == "BDC" else {}
            known = isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties
            inside.append(int(properties.MCID) if known else None)
        elif operator == "EMC":
            inside.pop()
        elif operator == "Tf":
            codes = _codes(page.Resources.Font[str(operands[0])])
        elif operator in ("Tj", "TJ") and any(at in wanted for at in inside):
            texts = operands[0] if operator == "TJ" else operands
            raw = b"".join(bytes(text) for text in texts if isinstance(text, pikepdf.String))
            signs = {code: sign for sign, code in codes.items()}
            text = "".join(signs.get(raw[n : n + 2], "?") for n in range(0, len(raw), 2))
            if "?" not in text and any(sign.isalnum() for sign in text):
                yield index, text, codes


def _codes(font: Any) -> dict[str, bytes]:
    table = font.ToUnicode.read_bytes()
    pairs = re.findall(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>", table)
    return {chr(int(character, 16)): bytes.fromhex(code.decode()) for code, character in pairs}


# ------------------------------------------------------------------------------------------- run

MAKERS: Mapping[str, Callable[[bytes, str, Rng], Iterator[Mutant]]] = {
    "docx": of_docx,
    "xlsx": of_xlsx,
    "pdf": of_pdf,
}


def run(
    files: Mapping[str, bytes],
    expected: Mapping[str, Mapping[str, int]],
    dataset: Dataset,
    *,
    seed: int = 1,
    rounds: int = 1,
) -> Iterator[Result]:
    """Yield a result for each file, kind of mutation and round that finds a place to change."""
    rng = random.Random(seed)
    for name, content in files.items():
        form = name.rpartition(".")[2]
        for kind in KINDS:
            for _, mutant in zip(range(rounds), MAKERS[form](content, kind, rng), strict=False):
                report = verify_file(BytesIO(mutant.content), name, dataset, expected.get(name))
                yield Result(name, kind, not report.sound, mutant)


def _shuffled(items: Iterator[Any], rng: Rng) -> list[Any]:
    found = list(items)
    rng.shuffle(found)
    return found


def main() -> int:
    """Mutate an edition and print what verification caught; 1 when the share is below 98 %."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("edition", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=10, help="mutants by file and kind")
    given = parser.parse_args()
    record = json.loads((given.edition / "manifest.json").read_text("utf-8"))["outputs"]
    files = {each["path"]: (given.edition / each["path"]).read_bytes() for each in record}
    expected = {each["path"]: each["claims"] for each in record}
    dataset = facts.load(DiskWorld(Path.cwd()))
    results = list(run(files, expected, dataset, seed=given.seed, rounds=given.rounds))
    made = Counter((r.file.rpartition(".")[2], r.kind) for r in results)
    caught = Counter((r.file.rpartition(".")[2], r.kind) for r in results if r.caught)
    for key in sorted(made):
        print(f"{key[0]:5} {key[1]:14} {caught[key]:5} of {made[key]:5}")
    total, share = len(results), sum(r.caught for r in results) / max(1, len(results))
    print(f"caught {sum(r.caught for r in results)} of {total}: {share:.2%} (seed {given.seed})")
    for result in results:
        if not result.caught:
            mutant = result.mutant
            place = f"{result.file}, {mutant.place}"
            print(f"missed: {place}: {result.kind}: {mutant.before!r} became {mutant.after!r}")
    return 0 if share >= 0.98 else 1


if __name__ == "__main__":
    sys.exit(main())
