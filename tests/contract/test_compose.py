"""What a template can get wrong is named with its line, all at once."""

from __future__ import annotations

import pytest

from chipreport import facts
from chipreport.compose import compose, read_template
from chipreport.doc.dump import dump
from chipreport.doc.nodes import FactRef, Link, Text
from chipreport.doc.walk import inlines
from chipreport.errors import TemplateError
from chipreport.facts import Dataset
from memory import MemoryWorld, shipped

HEAD = "---\ntitle: Test\n---\n"


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return facts.load(shipped())


def composed(source: str, dataset: Dataset, language: str = "en"):
    world = MemoryWorld({"templates/t.md.j2": source.encode()})
    return compose(world, read_template(world, "t.md.j2", language), dataset, "t")


CASES = {
    "an unknown fact is named with its nearest": (
        'Staff: {{ fact("MINIMAX.EMPLOYES") }}',
        "templates/t.md.j2:4",
        "MINIMAX.EMPLOYEES",
    ),
    "a number typed by hand": ("It has 385 people.", "templates/t.md.j2:4", "typed by hand"),
    "a wrong argument names the right ones": (
        "\n{{ kpis(claim=[]) }}",
        "templates/t.md.j2:5",
        "its arguments are: claims",
    ),
    "an unknown name": ("{{ fakt('X') }}", "templates/t.md.j2:4", "fact"),
    "an unclosed expression": ("{{ fact('X' ", "templates/t.md.j2:4", "T007"),
    "a computed number": ("{{ lang|length }}", "templates/t.md.j2:4", "no fact"),
    "a private attribute": ("{{ fact.__globals__ }}", "templates/t.md.j2:4", "T0"),
    "a block within a sentence": (
        'a {{ kpis(["MINIMAX.EMPLOYEES"]) }} b',
        "templates/t.md.j2:4",
        "paragraph of its own",
    ),
    "an unknown chart kind": (
        '{{ chart(["MINIMAX.EMPLOYEES"], kind="pie") }}',
        "templates/t.md.j2:4",
        "pie",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_named_with_its_line_and_the_way_out(case: str, dataset: Dataset) -> None:
    body, where, says = CASES[case]
    with pytest.raises(TemplateError) as caught:
        composed(HEAD + body, dataset)
    assert where in str(caught.value)
    assert says in str(caught.value)


def test_all_faults_are_named_at_once(dataset: Dataset) -> None:
    body = "In 2025 it was {{ fact('A.B') }}.\n\nAnd {{ fact('C.D') }}.\n\n{{ 5 }}"
    with pytest.raises(TemplateError) as caught:
        composed(HEAD + body, dataset)
    assert len(caught.value.problems) == 4


@pytest.mark.parametrize("front", ["title: [", "titel: x", "title: x\nlayout: poster"])
def test_a_bad_head_is_named(front: str, dataset: Dataset) -> None:
    with pytest.raises(TemplateError) as caught:
        composed(f"---\n{front}\n---\nWords.", dataset)
    assert "templates/t.md.j2:" in str(caught.value)


def test_words_from_the_data_are_never_read_as_markup(dataset: Dataset) -> None:
    [document] = composed(HEAD + '{{ literal("**=SUM(A1)** [x](http://a) <b> #") }}', dataset)
    texts = [inline.text for inline in inlines(document) if isinstance(inline, Text)]
    assert "**=SUM(A1)** [x](http://a) <b> #" in texts


@pytest.mark.parametrize("target", ["javascript:alert(x)", "file:///etc/passwd", "ftp://a.b"])
def test_no_link_leads_to_anything_but_the_web(target: str, dataset: Dataset) -> None:
    try:
        [document] = composed(f"{HEAD}[x]({target})", dataset)
    except TemplateError as error:
        assert "leads nowhere safe" in str(error)  # noqa: PT017 - either refusal will do
    else:
        assert not any(isinstance(inline, Link) for inline in inlines(document))


def test_a_fact_stays_a_fact_from_the_template_to_the_tree(dataset: Dataset) -> None:
    [document] = composed(HEAD + 'It had **{{ fact("MINIMAX.EMPLOYEES") }}** staff.', dataset)
    [shown] = [inline for inline in inlines(document) if isinstance(inline, FactRef)]
    assert (shown.claim.id, shown.text, shown.strong) == ("MINIMAX.EMPLOYEES", "385", True)


def test_the_tree_of_a_small_template(dataset: Dataset) -> None:
    body = "## Reach\n\nIt had {{ fact('MINIMAX.EMPLOYEES') }} staff, ten *less*.\n\n- a\n- b\n"
    [document] = composed(HEAD + body, dataset)
    tree = dump(document).splitlines()
    assert tree[3:8] == [
        "h2 Reach #reach",
        "body It had <MINIMAX.EMPLOYEES prose|385>[1] staff, ten less.",
        "list",
        "  - a",
        "  - b",
    ]
