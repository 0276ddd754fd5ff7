"""What blocks over the shipped dataset tell: stages, gaps, refusals, voices and contradictions."""

from __future__ import annotations

import pytest

from chipreport import facts
from chipreport.blocks import Scene
from chipreport.blocks.caveats import Caveats
from chipreport.blocks.people import People
from chipreport.blocks.pipeline import Pipeline
from chipreport.blocks.ratios import Ratios
from chipreport.blocks.relations import Relations
from chipreport.blocks.statements import Statements
from chipreport.blocks.table import FactTable
from chipreport.blocks.timeline import Timeline
from chipreport.doc.nodes import RowRole, Table
from chipreport.doc.walk import plain
from chipreport.errors import TemplateError
from chipreport.facts import Dataset
from chipreport.world import DiskWorld
from memory import ROOT


@pytest.fixture(scope="module")
def scene() -> Scene:
    return Scene(facts.load(DiskWorld(ROOT)), "en")


@pytest.fixture(scope="module")
def dataset(scene: Scene) -> Dataset:
    return scene.dataset


def rows(block: object, scene: Scene) -> list[list[str]]:
    [table] = block.lower(scene)  # type: ignore[attr-defined]
    assert isinstance(table, Table)
    return [[plain(cell) for cell in row.cells] for row in table.rows]


def test_a_company_under_review_is_not_among_the_listed(scene: Scene) -> None:
    stages = {row[0]: row[-2] for row in rows(Pipeline(), scene)}
    assert stages["Enflame"] == "Accepted for review"
    assert stages["Biren"] == "Listed"


def test_a_venue_that_nobody_states_is_not_guessed(scene: Scene) -> None:
    venues = {row[0]: row[1] for row in rows(Pipeline(brief=True), scene)}
    assert venues["MiniMax"] == "not stated"


def test_the_last_row_counts_the_listings_without_a_name(scene: Scene) -> None:
    gap = "SHANGHAI_SECTOR.LISTINGS_NOT_NAMED"
    [table] = Pipeline(gap=gap).lower(scene)
    assert isinstance(table, Table)
    assert table.rows[-1].role is RowRole.TOTAL
    assert plain(table.rows[-1].cells[0]) == "1 not named"
    assert {len(row.cells) for row in table.rows} == {len(table.columns)}


@pytest.mark.parametrize("basis", [True, False])
@pytest.mark.parametrize("brief", [True, False])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_row_has_a_cell_for_each_column(
    dataset: Dataset, language: str, brief: bool, basis: bool
) -> None:
    block = Pipeline(basis=basis, brief=brief, gap="SHANGHAI_SECTOR.LISTINGS_NOT_NAMED")
    [table] = block.lower(Scene(dataset, language))
    assert isinstance(table, Table)
    assert {len(row.cells) for row in table.rows} == {len(table.columns)}


def test_a_ratio_without_bound_is_said_to_be_not_determinable(scene: Scene) -> None:
    told = rows(Ratios(["XUHUI.LARGE_MODEL_SHARE", "MODEL_SPACE.SHARE_OF_XUHUI"]), scene)
    assert told[0][1] == "< 53.4%"
    assert told[1][1] == "not determinable"
    assert "bound" in told[1][2]


@pytest.mark.parametrize(
    ("block", "code", "hint"),
    [
        (Ratios(["XUHUI.LARGE_MODEL_SHAR"]), "T054", "XUHUI.LARGE_MODEL_SHARE"),
        (Caveats(["EX-01"]), "T055", "EX01"),
        (Relations(["R001x"]), "T056", "R001"),
    ],
)
def test_an_unknown_id_is_named_with_the_nearest_known(
    scene: Scene, block: Ratios | Caveats | Relations, code: str, hint: str
) -> None:
    with pytest.raises(TemplateError) as caught:
        block.lower(scene)
    [problem] = caught.value.problems
    assert problem.code == code
    assert hint in problem.hint


def test_conflicts_come_first_and_keep_the_claim_as_shown(scene: Scene) -> None:
    told = rows(Caveats(verdicts=("conflicts", "refines")), scene)
    verdicts = [row[-1] for row in told]
    assert verdicts == sorted(verdicts)
    assert told[0][1] == "several billion yuan"


def test_a_person_with_two_roles_at_one_company_has_one_row(scene: Scene) -> None:
    told = rows(People(scene.dataset.entity("MINIMAX")), scene)
    assert ["Yan Junjie", "Founder, CEO"] in told


def test_a_company_without_people_has_no_table(scene: Scene) -> None:
    assert People(scene.dataset.entity("SUIYUAN_TECHNOLOGY")).lower(scene) == []


def test_only_named_voices_are_quoted(scene: Scene) -> None:
    minimax = scene.dataset.entity("MINIMAX")
    speakers = {row[0] for row in rows(Statements(entity=minimax, quoted=True), scene)}
    assert speakers == {"Yan Yijun"}


def test_a_voice_from_elsewhere_is_named_with_its_organisation(scene: Scene) -> None:
    [row] = rows(Statements(["S.DAI_NO_PUSH"]), scene)
    assert row[0] == "Dai Minmin, Shanghai Guoxin Capital"


def test_a_latest_day_is_told_as_such_and_a_year_stands_before_its_days(scene: Scene) -> None:
    order = ["EV.MINIMAX_LISTING", "EV.BIREN_LISTING", "EV.MUXI_LISTING"]
    dates = [row[0] for row in rows(Timeline(events=order), scene)]
    assert dates == ["by 26 December 2025", "2026", "9 January 2026"]


def test_a_table_of_an_entity_holds_its_facts_and_what_may_be_derived(scene: Scene) -> None:
    told = [row[0] for row in rows(FactTable(entity=scene.dataset.entity("MINIMAX")), scene)]
    assert "R&D staff (derived)" in told
    assert not any(label.startswith("Videos per user") for label in told)


def test_an_entity_without_facts_has_no_table(scene: Scene) -> None:
    assert FactTable(entity=scene.dataset.entity("SUIYUAN_TECHNOLOGY")).lower(scene) == []


def test_a_row_takes_the_label_that_the_template_gives(scene: Scene) -> None:
    [row] = rows(FactTable(["MINIMAX.EMPLOYEES"], labels={"MINIMAX.EMPLOYEES": "Staff"}), scene)
    assert row[0] == "Staff"
