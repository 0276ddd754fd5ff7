"""A text that someone wrote is held against the facts: value, unit, scale and hedge."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chipreport.errors import UsageError, VerificationError
from chipreport.facts import Dataset, load
from chipreport.phrase import Form, say
from chipreport.verify.claims import Verdict, check_claims, text_of
from memory import shipped

DATASET: Dataset = load(shipped())
CLAIMS = [*DATASET.facts(), *DATASET.derived.values()]


def verdicts(text: str) -> list[tuple[str, str]]:
    return [(each.numeral.printed, str(each.verdict)) for each in check_claims(text, DATASET)]


@pytest.mark.parametrize(
    "text",
    [
        "Shanghai’s gross regional product exceeded CN¥5.67 trillion.",
        "It was more than CN¥5.67 trillion.",
        "More than CN¥488 billion is expected.",
        "China took 1.6 million units.",
        "Growth came to 72.8 per cent a year.",
        "Growth came to 72.8% a year.",
        "MiniMax has 385 employees.",
        "A team has between 20 and 30 people.",
        "The city ranks 4th.",
        "About 17,000 GPUs were delivered in 2024.",
        "It spent $500 million by September 2025.",
        "上海地区生产总值超过5.67万亿元。",
        "营收超过4,880亿元。",
        "增长5.4%。",
    ],
)
def test_what_the_facts_say_matches_in_other_words_too(text: str) -> None:
    found = verdicts(text)
    assert found
    assert {verdict for _, verdict in found} == {"matched"}


@pytest.mark.parametrize(
    ("text", "printed", "claim"),
    [
        ("Revenue of CN¥488 billion", "CN¥488 billion", "SH_IC.REVENUE.2025"),
        ("more than CN¥488 million", "more than CN¥488 million", "SH_IC.REVENUE.2025"),
        ("more than $488 billion", "more than $488 billion", "SH_IC.REVENUE.2025"),
        ("nearly 1.6 million units", "nearly 1.6 million units", "CN_GPGPU.SHIPMENTS.2024"),
        ("8.3 percentage points", "8.3 percentage points", "CN_GPGPU.DOMESTIC_SHARE.2022"),
        ("MiniMax has 386 employees", "386", "MINIMAX.EMPLOYEES"),
        ("超过488亿元", "超过488亿元", "SH_IC.REVENUE.2025"),
    ],
    ids=["hedge lost", "scale", "currency", "hedge added", "points", "digit", "Chinese scale"],
)
def test_a_changed_hedge_scale_unit_or_digit_contradicts_the_fact(
    text: str, printed: str, claim: str
) -> None:
    (found,) = check_claims(text, DATASET)
    assert (found.numeral.printed, found.verdict) == (printed, Verdict.CONTRADICTING)
    assert claim in [each.id for each in found.claims]


def test_a_number_of_nobody_is_unmatched_and_the_nearest_fact_is_named() -> None:
    (found,) = check_claims("Domestic makers had 17.5%.", DATASET)
    assert found.verdict is Verdict.UNMATCHED
    assert "CN_GPGPU.DOMESTIC_SHARE.2024 says 17.4%" in str(found.problem("note.txt"))


def test_a_year_that_the_dataset_never_mentions_is_unmatched() -> None:
    assert verdicts("In 1987 and in 2024") == [("1987", "unmatched"), ("2024", "matched")]
    assert verdicts("on 3 May 1987") == [("3 May 1987", "unmatched")]


def test_digits_in_names_and_marks_of_paragraphs_are_no_numerals() -> None:
    assert verdicts("Chapter 18C, Hailuo 02 series, see ¶13, notes 3 and 4.") == []


def test_the_line_of_each_numeral_is_told() -> None:
    found = check_claims("Words.\n\nStill words, 99999 of them.", DATASET)
    assert [each.numeral.line for each in found] == [3]


def test_a_word_file_is_read_by_paragraphs_without_the_marks_of_notes() -> None:
    document = docx.Document()
    document.add_paragraph("MiniMax has ").add_run("385").bold = True
    raised = document.add_paragraph("Words").add_run("7")
    raised.font.superscript = True
    document.add_table(1, 1).cell(0, 0).text = "72.8%"
    out = BytesIO()
    document.save(out)
    assert text_of(out.getvalue(), "a.docx").strip().split("\n") == [
        "MiniMax has 385",
        "Words",
        "72.8%",
    ]


def test_a_file_that_is_neither_text_nor_word_is_refused() -> None:
    with pytest.raises(UsageError):
        text_of(b"\xff\xfe\x00\xd8", "a.txt")
    with pytest.raises(VerificationError):
        text_of(b"no package", "a.docx")


@given(st.sampled_from(CLAIMS), st.sampled_from(["en", "zh"]))
def test_every_claim_as_the_house_words_it_matches(claim: object, language: str) -> None:
    words = say(claim, Form.PROSE, language)  # type: ignore[arg-type]
    text = f"It is {words}." if language == "en" else f"这是{words}。"
    found = check_claims(text, DATASET)
    assert [each.numeral.printed for each in found if each.verdict is not Verdict.MATCHED] == []
