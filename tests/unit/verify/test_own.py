"""A PDF alone proves its figures from its attachment, or says what was done to it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

import samples
from chipreport.build import build
from chipreport.cli import main
from chipreport.doc.nodes import Document, FactRef, Layout
from chipreport.doc.walk import fact_refs
from chipreport.facts.model import Claim, Fact
from chipreport.formats import FORMATS
from chipreport.phrase import Form, legal, say
from chipreport.theme import load
from chipreport.verify import FileReport, verify_own
from chipreport.world import DiskWorld

ROOT = Path(__file__).parents[3]
LAYOUTS = [(layout, language) for layout in Layout for language in ("en", "zh")]


def document(layout: Layout, language: str) -> Document:
    """Return the sample in the wording of `phrase`, which a proof asks."""

    def shown(claim: Claim, form: Form = Form.SIGN, *, strong: bool = False) -> FactRef:
        return FactRef(claim, form, say(claim, form, language), strong)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(samples, "shown", shown)
        return samples.document(layout, language)


def written(layout: Layout = Layout.FACTSHEET, language: str = "en") -> bytes:
    out = BytesIO()
    FORMATS["pdf"].write(document(layout, language), load(DiskWorld(ROOT)), out)
    return out.getvalue()


@pytest.fixture(scope="module")
def sound() -> bytes:
    return written()


def changed(content: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def proved(content: bytes) -> FileReport:
    return verify_own(BytesIO(content), "a.pdf").report


def said(content: bytes) -> str:
    return "\n".join(str(problem) for problem in proved(content).all_problems())


def glyphs(pdf: pikepdf.Pdf) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for font in pdf.pages[0].Resources.Font.values():
        for code, text in re.findall(rb"<(\w{4})>\s*<(\w{4})>", font.ToUnicode.read_bytes()):
            found.setdefault(chr(int(text, 16)), bytes.fromhex(code.decode()))
    return found


def with_other_digits(pdf: pikepdf.Pdf) -> None:
    """Put another digit for the first of the first printed figure."""
    codes = glyphs(pdf)
    digits = {codes[digit]: digit for digit in "0123456789" if digit in codes}
    inside, done, steps = False, False, []
    tag = claim_content(pdf)
    for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
        name = str(operator)
        if name == "BDC":
            properties = operands[1]
            inside = isinstance(properties, pikepdf.Dictionary) and properties.get("/MCID") == tag
        if inside and not done and name in ("Tj", "TJ"):
            texts = list(operands[0]) if name == "TJ" else [operands[0]]
            for at, text in enumerate(texts):
                if isinstance(text, pikepdf.String) and not done:
                    raw = bytes(text)
                    pairs = [raw[n : n + 2] for n in range(0, len(raw), 2)]
                    for n, pair in enumerate(pairs):
                        if pair in digits:
                            pairs[n] = next(code for code in digits if code != pair)
                            done = True
                            break
                    texts[at] = pikepdf.String(b"".join(pairs))
            operands = [pikepdf.Array(texts) if name == "TJ" else texts[0]]
        steps.append((operands, operator))
    assert done
    pdf.pages[0].Contents = pdf.make_stream(pikepdf.unparse_content_stream(steps))


def claims(pdf: pikepdf.Pdf) -> list[Any]:
    """Return the elements that stand for claims, in reading order."""
    found, waiting = [], [pdf.Root.StructTreeRoot.K]
    while waiting:
        element = waiting.pop(0)
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            continue
        if "/A" in element and any(str(e.N) == "fact" for e in element.A.get("/P", ())):
            found.append(element)
            continue
        kids = element.get("/K", pikepdf.Array())
        waiting[:0] = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return found


def claim_content(pdf: pikepdf.Pdf) -> int:
    element = claims(pdf)[0]
    kids = element.K
    while not isinstance(kids, int):
        kids = kids[0] if isinstance(kids, pikepdf.Array) else kids.K
    return int(kids)


def with_other_attachment(pdf: pikepdf.Pdf, change: Callable[[dict[str, Any]], None]) -> bytes:
    """Put the attachment back after `change`, and return its new bytes."""
    held = json.loads(pdf.attachments["facts.json"].get_file().read_bytes())
    change(held)
    data = json.dumps(held).encode()
    del pdf.attachments["facts.json"]
    pdf.attachments["facts.json"] = pikepdf.AttachedFileSpec(pdf, data, filename="facts.json")
    return data


# ----------------------------------------------------------------------------------- the proof


@pytest.mark.parametrize(("layout", "language"), LAYOUTS)
def test_every_printed_figure_is_proved_by_the_file_alone(layout: Layout, language: str) -> None:
    report = proved(written(layout, language))
    assert report.sound, report.all_problems()
    assert sum(report.shown.values()) == len(list(fact_refs(document(layout, language))))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_attachment_allows_the_texts_that_the_dataset_allows(language: str) -> None:
    extract = FORMATS["pdf"].attached
    assert extract is not None
    carried = extract(BytesIO(written(Layout.BRIEFING, language))).claims
    wanted = {ref.claim.id: ref.claim for ref in fact_refs(document(Layout.BRIEFING, language))}
    assert list(carried) == list(wanted)
    for claim_id, claim in wanted.items():
        held = carried[claim_id]
        assert legal(held.quantity, language, held.nouns) == legal(claim, language)
        assert not isinstance(claim, Fact) or claim.citation.source.producer in held.source


def test_another_digit_on_the_page_is_named_with_its_fact(sound: bytes) -> None:
    with pikepdf.open(BytesIO(sound)) as pdf:
        first = next(str(e.V) for e in claims(pdf)[0].A.P if str(e.N) == "fact")
    text = said(changed(sound, with_other_digits))
    assert f"V002 {first} reads" in text
    assert "the file's own attachment says" in text
    assert "Toyland" in text


def test_a_figure_taken_off_the_structure_is_missed(sound: bytes) -> None:
    def strip(pdf: pikepdf.Pdf) -> None:
        del claims(pdf)[0]["/A"]

    assert "V003" in said(changed(sound, strip))


def test_a_figure_that_the_attachment_does_not_have_is_named(sound: bytes) -> None:
    def rename(pdf: pikepdf.Pdf) -> None:
        entry = next(e for e in claims(pdf)[0].A.P if str(e.N) == "fact")
        entry.V = pikepdf.String("NOBODY.KNOWS")

    assert "V001 NOBODY.KNOWS" in said(changed(sound, rename))


# ------------------------------------------------------------------------------ the attachment


def test_a_file_without_its_attachment_says_so(sound: bytes) -> None:
    def remove(pdf: pikepdf.Pdf) -> None:
        del pdf.attachments["facts.json"]

    assert "a.pdf: V303 the attachment facts.json is gone" in said(changed(sound, remove))


def test_an_attachment_with_another_number_does_not_match_its_digest(sound: bytes) -> None:
    def lie(pdf: pikepdf.Pdf) -> None:
        with_other_attachment(pdf, lambda held: held["facts"][0].update(value="999"))

    assert "V304 the attachment facts.json does not match the digest" in said(changed(sound, lie))


def test_an_attachment_whose_digest_is_gone_is_not_trusted(sound: bytes) -> None:
    def forget(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.StructTreeRoot.K["/A"]

    assert "V304 the file records no digest" in said(changed(sound, forget))


@pytest.mark.parametrize("key", ["units", "facts", "dataset"])
def test_an_attachment_built_otherwise_is_a_problem(key: str, sound: bytes) -> None:
    def rebuild(pdf: pikepdf.Pdf) -> None:
        data = with_other_attachment(pdf, lambda held: held.pop(key))
        entry = pdf.Root.StructTreeRoot.K.A.P[0]
        entry.V = pikepdf.String(hashlib.sha256(data).hexdigest())

    assert "V305 the attachment facts.json is built otherwise" in said(changed(sound, rebuild))


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7\n%%EOF\n"])
def test_what_is_no_pdf_is_a_problem(content: bytes) -> None:
    assert "a.pdf: V301 this is not a sound PDF of ours" in said(content)


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_a_format_that_carries_nothing_says_where_to_verify(name: str) -> None:
    (problem,) = verify_own(BytesIO(b""), name).report.all_problems()
    assert (problem.code, "folder of its project" in problem.hint) == ("V013", True)


def test_a_strange_kind_of_file_is_refused() -> None:
    (problem,) = verify_own(BytesIO(b""), "a.odt").report.all_problems()
    assert (problem.code, problem.where) == ("V010", "a.odt")


# ---------------------------------------------------------------------------- the command line


def test_an_empty_folder_is_enough(
    sound: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.pdf").write_bytes(sound)
    assert main(["verify", "a.pdf"]) == 0
    assert "figures, against the file's own attachment (toyland" in capsys.readouterr().out
    (tmp_path / "b.pdf").write_bytes(changed(sound, with_other_digits))
    assert main(["verify", "b.pdf"]) == 1
    assert "V002" in capsys.readouterr().err


def test_own_asks_the_file_even_inside_a_project(
    sound: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "chipreport.toml").write_text("", "utf-8")
    (tmp_path / "a.pdf").write_bytes(sound)
    assert main(["verify", "a.pdf"]) == 1
    assert "unknown claim" in capsys.readouterr().err
    assert main(["verify", "--own", "a.pdf", "--json"]) == 0
    (report,) = json.loads(capsys.readouterr().out)
    assert report["against"].startswith("attachment (toyland")


def test_an_empty_folder_says_when_the_attachment_is_gone(
    sound: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def remove(pdf: pikepdf.Pdf) -> None:
        del pdf.attachments["facts.json"]

    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.pdf").write_bytes(changed(sound, remove))
    assert main(["verify", "a.pdf"]) == 1
    assert "V303" in capsys.readouterr().err


# -------------------------------------------------------------------------- what the project ships


@pytest.mark.slow
def test_every_shipped_pdf_proves_itself(tmp_path: Path) -> None:
    files = build(DiskWorld(ROOT), tmp_path, formats=("pdf",)).files
    assert files
    for file in files:
        proof = verify_own(BytesIO(file.content), file.path)
        assert proof.report.sound, proof.report.all_problems()
        assert proof.report.shown == file.claims
