"""The dataset answers by id, by filter, by words, by date, and as a DataFrame."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import ModuleType

import pandas as pd
import pytest

from chipreport.errors import DatasetError
from chipreport.facts import Dataset, read_tables
from chipreport.facts.frames import COLUMNS
from chipreport.facts.model import Derived, Tables
from chipreport.facts.vintages import standing, tables_as_of
from memory import MemoryWorld, shipped

EARLY, LATE = dt.date(2026, 1, 26), dt.date(2031, 6, 1)


@pytest.fixture(scope="module")
def tables() -> Tables:
    return read_tables(shipped())


@pytest.fixture(scope="module")
def dataset(tables: Tables) -> Dataset:
    return Dataset(tables, {})


def revised(world: MemoryWorld, vintage: dt.date, rank: str = "2") -> MemoryWorld:
    """Return the world with a fictional second source that gives MiniMax's staff anew."""

    def source(rows: list[dict[str, str]]) -> None:
        new = {"source_id": "FICTION", "title": "A fictional yearbook", "rank": rank}
        new |= {"source_type": "article", "access": "given", "date_published": vintage.isoformat()}
        rows.append({**dict.fromkeys(rows[0], ""), **new})

    def citation(rows: list[dict[str, str]]) -> None:
        rows.append({**rows[0], "citation_id": "C99999_9", "source_id": "FICTION"})

    def observation(rows: list[dict[str, str]]) -> None:
        old = next(row for row in rows if row["obs_id"] == "MINIMAX.EMPLOYEES")
        new = {"obs_id": "MINIMAX.EMPLOYEES.V2", "citation_id": "C99999_9"}
        number = dict.fromkeys(("obs_value", "lower_bound", "upper_bound"), "777")
        rows.append({**old, **new, **number, "vintage": vintage.isoformat()})

    world = world.edited("sources", source).edited("citations", citation)
    return world.edited("observations", observation)


def without_derivations(rows: Sequence[Mapping[str, str]], tables: Tables) -> dict[str, Derived]:
    return {}


@pytest.fixture
def no_derivations(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("chipreport.facts.derive")
    module.derive = without_derivations  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "chipreport.facts.derive", module)


def test_a_fact_is_found_by_id(dataset: Dataset) -> None:
    fact = dataset.fact("SH_IC.REVENUE.2025")
    assert fact.quantity.value == Decimal(488)
    assert fact.quantity.upper is None
    assert fact.titles["zh"] == "产业营收规模"
    assert dataset.claim("SH_IC.REVENUE.2025") is fact


@pytest.mark.parametrize("ask", ["fact", "claim"])
def test_an_unknown_id_names_the_nearest(dataset: Dataset, ask: str) -> None:
    with pytest.raises(DatasetError) as caught:
        getattr(dataset, ask)("SH_IC.REVENU.2025")
    (problem,) = caught.value.problems
    assert problem.code == "D050"
    assert "SH_IC.REVENUE.2025" in problem.hint


def test_facts_are_filtered_and_in_order_of_time(dataset: Dataset) -> None:
    facts = dataset.facts(entity="CN_GPGPU_MARKET", indicator="DOMESTIC_SHARE")
    assert [fact.time_period for fact in facts] == ["2022", "2024", "2029"]
    forecasts = dataset.facts(entity=facts[0].entity, scenario="forecast")
    assert {fact.scenario.value for fact in forecasts} == {"forecast"}


@pytest.mark.parametrize(
    "wrong", [{"entity": "MINIMIX"}, {"indicator": "STAFF"}, {"scenario": "hope"}]
)
def test_a_filter_that_does_not_exist_is_refused(dataset: Dataset, wrong: dict[str, str]) -> None:
    with pytest.raises(DatasetError, match="D050"):
        dataset.facts(**wrong)  # type: ignore[arg-type]


def test_the_seven_companies_come_in_the_order_a_reader_expects(dataset: Dataset) -> None:
    names = [entity.name("en") for entity in dataset.entities("company")]
    assert names == [
        "Biren",
        "Iluvatar CoreX",
        "MetaX",
        "Enflame",
        "MiniMax",
        "Lightelligence",
        "Infinigence AI",
    ]


def test_names_fall_back_to_english_where_no_source_gives_a_chinese_one(dataset: Dataset) -> None:
    assert dataset.entity("YAN_YIJUN").name("zh") == "Yan Yijun"
    assert dataset.entity("TIANSHU_ZHIXIN").name("zh") == "天数智芯"


def test_words_are_looked_for_in_ids_titles_and_all_names(dataset: Dataset) -> None:
    assert "MINIMAX.EMPLOYEES" in {claim.id for claim in dataset.search("minimax EMPLOYEES")}
    assert "MINIMAX.EMPLOYEES" in {claim.id for claim in dataset.search("稀宇 员工")}
    assert dataset.search("no-such-word") == ()
    assert len(dataset.search("")) == len(dataset.tables.facts)


def test_the_frame_has_the_documented_columns(dataset: Dataset) -> None:
    frame = dataset.observations
    assert list(frame.columns) == list(COLUMNS)
    assert len(frame) == len(dataset.tables.facts)
    assert frame.loc["SH_IC.REVENUE.2025", "amount"] == 488e9
    assert frame.loc["CN_GPGPU.SHIPMENTS.2024", "printed"] == "1.6"
    assert pd.isna(frame.loc["BIREN.ROUND_AMOUNT.2025_03", "value"])
    assert frame["value"].dtype == "float64"
    assert frame["end"].dtype.kind == "M"


def test_changing_a_frame_does_not_change_the_dataset(dataset: Dataset) -> None:
    frame = dataset.observations
    frame.loc[:, "value"] = 0.0
    assert dataset.observations["value"].sum() > 0


def test_the_newest_vintage_not_after_the_date_stands() -> None:
    tables = read_tables(revised(shipped(), LATE))
    now, names = tables_as_of(tables, None)
    assert "MINIMAX.EMPLOYEES" not in now.facts
    assert names["MINIMAX.EMPLOYEES"] == "MINIMAX.EMPLOYEES.V2"
    then, _ = tables_as_of(tables, LATE - dt.timedelta(days=1))
    assert "MINIMAX.EMPLOYEES.V2" not in then.facts
    assert then.facts["MINIMAX.EMPLOYEES"].quantity.value == 385


@pytest.mark.parametrize(("rank", "value"), [("1", 385), ("2", 385), ("0", None)])
def test_of_one_vintage_the_source_of_lower_rank_stands(rank: str, value: int | None) -> None:
    world = revised(shipped(), EARLY, rank=rank)
    if value is None:
        with pytest.raises(DatasetError, match="D014"):
            read_tables(world)
        return
    holds = standing(read_tables(world).facts)
    assert holds["MINIMAX.EMPLOYEES.V2"].quantity.value == value


def test_formulas_follow_the_facts_that_stand() -> None:
    tables = read_tables(revised(shipped(), LATE))
    now, _ = tables_as_of(tables, None)
    (row,) = (row for row in now.derived_rows if row["derived_id"] == "MINIMAX.RND_STAFF")
    assert row["formula"] == "{MINIMAX.EMPLOYEES.V2}*{MINIMAX.RND_STAFF_SHARE}"


@pytest.mark.usefixtures("no_derivations")
def test_an_old_id_finds_the_fact_that_replaced_it() -> None:
    dataset = Dataset.of(read_tables(revised(shipped(), LATE)))
    assert dataset.fact("MINIMAX.EMPLOYEES").id == "MINIMAX.EMPLOYEES.V2"
    assert dataset.as_of(EARLY).fact("MINIMAX.EMPLOYEES").id == "MINIMAX.EMPLOYEES"
    (early,) = dataset.facts(entity="MINIMAX", indicator="EMPLOYEES", as_of=EARLY)
    assert early.quantity.value == 385


@pytest.mark.usefixtures("no_derivations")
def test_before_the_first_vintage_nothing_is_known() -> None:
    dataset = Dataset.of(read_tables(shipped()), dt.date(2020, 1, 1))
    assert not dataset.tables.facts
    assert not dataset.tables.derived_rows
    assert not dataset.tables.events


def test_loading_the_facts_loads_no_pandas() -> None:
    import subprocess

    code = "import sys, chipreport.facts; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
