"""What an editor asks before anything is sent: where, from which source, said by hand or not."""

from __future__ import annotations

import json
from pathlib import Path

from projects import Run, replace


def test_lint_lists_words_to_be_judged_and_passes(project: Path, run: Run) -> None:
    said = run("lint")
    assert said.code == 0
    assert "templates/toys.md.j2:19: direction 'rising'" in said.out


def test_lint_fails_on_a_numeral_by_hand(project: Path, run: Run) -> None:
    replace(project / "templates/toys.md.j2", "Sales keep rising", "Sales of 2026")
    said = run("lint", "toys.md.j2")
    assert said.code == 3
    assert "T011 the number 2026 is typed by hand" in said.err
    assert json.loads(run("lint", "--json").out)["errors"][0]["code"] == "T011"


def test_lint_of_a_template_that_is_not_there_names_what_is_near(project: Path, run: Run) -> None:
    said = run("lint", "templates/toy.md.j2")
    assert said.code == 2
    assert "did you mean templates/toys.md.j2?" in said.err


def test_trace_leads_from_a_derived_figure_to_its_places_and_its_sources(
    project: Path, run: Run
) -> None:
    assert run("build").code == 0
    said = run("trace", "ROBOTS.REVENUE_PER_PERSON.2025")
    assert said.code == 0
    assert "worked out as {ROBOTS.REVENUE.2025}/{ROBOTS.EMPLOYEES}" in said.out
    assert "source Toyland Gazette" in said.out
    for ending in ("docx: paragraph", "pdf: page 1", "xlsx: "):
        assert f"exports/latest/toys/toys.{ending}" in said.out


def test_trace_of_a_file_lists_every_claim_in_it(project: Path, run: Run) -> None:
    assert run("build", "-f", "docx").code == 0
    path = "exports/latest/toys/toys.docx"
    record = json.loads(run("trace", path, "--json").out)
    manifest = json.loads((project / "exports/latest/manifest.json").read_text("utf-8"))
    claims = manifest["outputs"][0]["claims"]
    assert {each["claim_id"] for each in record["claims"]} == set(claims)
    assert len(record["places"]) == sum(claims.values())
    assert record["unknown"] == []


def test_trace_says_when_a_fact_is_shown_nowhere(project: Path, run: Run) -> None:
    assert run("build", "-f", "docx").code == 0
    replace(project / "templates/toys.md.j2", '{{ fact("PUPPETS.SOLD.2025") }}', "some")
    assert run("build", "-f", "docx").code == 0
    said = run("trace", "PUPPETS.SOLD.2025")
    assert "shown nowhere in exports/latest" in said.out


def test_trace_of_an_unknown_claim_names_what_is_near(project: Path, run: Run) -> None:
    said = run("trace", "ROBOTS.SOLD.2052")
    assert said.code == 3
    assert "did you mean ROBOTS.SOLD.20" in said.err


def test_check_claims_passes_a_true_text_and_fails_a_false_one(project: Path, run: Run) -> None:
    Path("true.txt").write_text("They sold more than 1,200 robots in 2025.\n", "utf-8")
    assert run("check-claims", "true.txt").code == 0
    Path("false.txt").write_text("They sold 1,200 robots in 2025.\n", "utf-8")
    said = run("check-claims", "false.txt")
    assert said.code == 1
    assert "false.txt:1: V020 '1,200' is not what the facts say" in said.err
    assert "ROBOTS.SOLD.2025 says more than 1,200" in said.err
    verdicts = [
        each["verdict"] for each in json.loads(run("check-claims", "false.txt", "--json").out)
    ]
    assert verdicts == ["contradicting", "matched"]


def test_an_amount_is_read_with_the_sign_of_its_currency(project: Path, run: Run) -> None:
    Path("true.txt").write_text("Revenue was TC36 million.\n", "utf-8")
    assert run("check-claims", "true.txt").code == 0
    Path("false.txt").write_text("Revenue was TC36 billion.\n", "utf-8")
    assert "V020 'TC36 billion'" in run("check-claims", "false.txt").err


def test_check_claims_of_no_file_says_so(project: Path, run: Run) -> None:
    said = run("check-claims", "nothing.txt")
    assert said.code == 2
    assert "U040 cannot read" in said.err


def test_data_check_warns_of_figures_that_cannot_all_be_true(project: Path, run: Run) -> None:
    with Path("data/indicators.csv").open("a", encoding="utf-8") as file:
        file.write("ROBOTS_SOLD_GROWTH,Growth,增速,Growth,增速,,,,growth,none,PT,no,,,Growth.\n")
    with Path("data/observations.csv").open("a", encoding="utf-8") as file:
        file.write(
            "ROBOTS.GROWTH.2025,TOYLAND_ROBOTS,ROBOTS_SOLD_GROWTH,,2025,2024,year,stated,5,eq,5,5,"
            ",PT,0,,A,actual,,article,none,C00101_18,2026-01-31,,\n"
        )
    said = run("data", "check")
    assert said.code == 0, said.err
    assert "warning: data/observations.csv: W005 ROBOTS.GROWTH.2025" in said.err
    assert "sets of figures that cannot all be true: 1" in said.out
