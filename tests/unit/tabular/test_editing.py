"""An edited workbook comes back as exactly its edits, or every fault is named in its place."""

from __future__ import annotations

import subprocess
from pathlib import Path
from shutil import which

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from chipreport.cli import main
from chipreport.formats.xlsx.lint import lint
from projects import toyland

pytestmark = pytest.mark.filterwarnings("ignore:Data Validation extension")
TABLE = Path("data/observations.csv")


class Edit:
    """The exported workbook in the hands of somebody who edits it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = load_workbook(path)
        self.sheet = self.book["observations"]
        self.columns = {cell.value: cell.column for cell in self.sheet[1] if cell.value}
        self.keys = {
            self.sheet.cell(row, 1).value: row
            for row in range(2, self.sheet.max_row + 1)
            if self.sheet.cell(row, 1).value
        }

    def cell(self, key: str | int, column: str) -> object:
        row = key if isinstance(key, int) else self.keys[key]
        return self.sheet.cell(row, self.columns[column])

    def put(self, key: str | int, **values: object) -> str:
        place = ""
        for column, value in values.items():
            cell = self.cell(key, column)
            cell.value = value
            place = cell.coordinate
        return place

    def save(self) -> None:
        self.book.save(self.path)


@pytest.fixture
def edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edit:
    folder = toyland(tmp_path / "toys")
    monkeypatch.chdir(folder)
    assert main(["data", "export", "edit.xlsx"]) == 0
    return Edit(folder / "edit.xlsx")


def test_a_workbook_that_nobody_edited_changes_nothing(
    edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    before = TABLE.read_bytes()
    assert main(["data", "import", "edit.xlsx"]) == 0
    edit.save()  # what openpyxl makes of it is still the same table
    assert main(["data", "import", "edit.xlsx"]) == 0
    assert capsys.readouterr().out.count("no change; nothing was written") == 2
    assert TABLE.read_bytes() == before


def test_the_workbook_passes_the_lint_and_holds_typed_cells(edit: Edit) -> None:
    with edit.path.open("rb") as file:
        assert lint(file) == []
    period, value = (
        edit.cell("ROBOTS.SOLD.2024", "time_period"),
        edit.cell("ROBOTS.SOLD.2024", "obs_value"),
    )
    assert (period.data_type, period.number_format) == ("s", "@")
    assert value.data_type == "n"
    assert edit.cell("ROBOTS.SOLD.2024", "vintage").is_date
    head, *rows = CalamineWorkbook.from_path("edit.xlsx").get_sheet_by_index(0).to_python()
    column = head.index("obs_value")
    numbers = {row[0]: row[column] for row in rows if row[0]}
    lines = [line.split(",") for line in TABLE.read_text("utf-8").splitlines()[1:]]
    assert numbers == {line[0]: float(line[8]) if line[8] else "" for line in lines}


def test_keys_are_locked_and_codes_are_chosen_from_lists(edit: Edit) -> None:
    first, after = edit.sheet.cell(2, 1), edit.sheet.cell(len(edit.keys) + 2, 1)
    assert edit.sheet.protection.sheet
    assert (first.protection.locked, after.protection.locked) == (True, False)
    assert not edit.cell(2, "obs_value").protection.locked
    rules = {
        str(rule.sqref).split(":")[0].rstrip("0123456789"): rule.formula1
        for rule in edit.sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    letter = edit.cell(2, "comparator").column_letter
    name, _, area = rules[letter].partition("!")
    chosen = [cell.value for (cell,) in edit.book[name][area.replace("$", "")]]
    assert edit.book[name].sheet_state == "hidden"
    assert {"eq", "gt", "range"} <= set(chosen)
    assert edit.cell(2, "entity_id").column_letter in rules


def test_an_edit_is_shown_then_written(edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    before = TABLE.read_bytes()
    place = edit.put("ROBOTS.SOLD.2024", note="counted again")
    edit.save()
    assert main(["data", "import", "edit.xlsx", "--dry-run"]) == 0
    line = f"~ ROBOTS.SOLD.2024 note: empty -> counted again (observations!{place})"
    assert line in capsys.readouterr().out
    assert TABLE.read_bytes() == before
    assert main(["data", "import", "edit.xlsx"]) == 0
    assert "1 change; rewrote data/observations.csv" in capsys.readouterr().out
    changed = set(TABLE.read_text("utf-8").splitlines()) ^ set(before.decode().splitlines())
    assert len(changed) == 2
    assert main(["data", "check"]) == 0


def test_a_changed_value_takes_its_bounds_along(
    edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit.put("ROBOTS.SOLD.2024", obs_value=1234.5)
    edit.save()
    assert main(["data", "import", "edit.xlsx"]) == 0
    row = next(line for line in TABLE.read_text("utf-8").splitlines() if "SOLD.2024" in line)
    assert row.split(",")[8] == "1234.5"
    assert "1234.5" in row.split(",")[10:12]


def test_a_new_row_is_taken_and_a_deleted_one_is_told(
    edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    source, new = edit.keys["ROBOTS.SOLD.2024"], len(edit.keys) + 2
    for column, number in edit.columns.items():
        if column not in ("lower_bound", "upper_bound"):
            edit.sheet.cell(new, number).value = edit.sheet.cell(source, number).value
    edit.put(new, obs_id="ROBOTS.SOLD.2019", time_period="2019", obs_value=77)
    edit.save()
    assert main(["data", "import", "edit.xlsx", "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert f"+ ROBOTS.SOLD.2019: obs_value 77, time_period 2019 (observations row {new})" in out
    for number in edit.columns.values():
        edit.sheet.cell(new, number).value = None
        edit.sheet.cell(source, number).value = None
    edit.save()
    assert main(["data", "import", "edit.xlsx"]) == 0
    assert "- ROBOTS.SOLD.2024: removed" in capsys.readouterr().out
    assert "ROBOTS.SOLD.2024" not in TABLE.read_text("utf-8")


def test_a_row_that_a_formula_needs_cannot_go(
    edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    before = TABLE.read_bytes()
    edit.sheet.delete_rows(edit.keys["ROBOTS.REVENUE.2025"])
    edit.save()
    assert main(["data", "import", "edit.xlsx"]) == 3
    assert "ROBOTS.REVENUE.2025" in capsys.readouterr().err
    assert TABLE.read_bytes() == before


def test_every_fault_is_named_by_cell_column_and_key_and_nothing_is_written(
    edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    before = TABLE.read_bytes()
    key = "ROBOTS.SOLD.2024"
    edit.put(key, note="a good edit")
    places = {
        "E204": edit.put(key, obs_value="=1+1"),
        "D012": edit.put(key, comparator="more"),
        "D022": edit.put(key, entity_id="ROBOT"),
        "E207": edit.put(key, qualifier=True),
        "D011": edit.put(key, vintage="soon"),
    }
    other = next(name for name in edit.keys if name != key)
    places["E206"] = edit.put(other, obs_value="580")
    places["E205"] = edit.put(other, note="#N/A")
    places["D013"] = edit.put(other, time_period="about 2024")
    places["D010"] = edit.put(other, citation_id=None)
    edit.save()
    assert main(["data", "import", "edit.xlsx"]) == 3
    said = capsys.readouterr().err
    heads = {letter.column_letter: name for name, letter in ((c.value, c) for c in edit.sheet[1])}
    for code, place in places.items():
        column = heads[place.rstrip("0123456789")]
        owner = other if code in ("E206", "E205", "D013", "D010") else key
        assert f"edit.xlsx: observations!{place} ({column}, {owner}): {code} " in said
    assert TABLE.read_bytes() == before


def test_a_key_that_stands_twice_is_refused(edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = list(edit.keys)[:2]
    place = edit.put(second, obs_id=first)
    edit.save()
    assert main(["data", "import", "edit.xlsx"]) == 3
    assert f"observations!{place} (obs_id, {first}): D020" in capsys.readouterr().err


def test_a_bound_against_its_comparator_is_refused(
    edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    place = edit.put("ROBOTS.SOLD.2024", upper_bound=99999, lower_bound=99999)
    edit.save()
    assert main(["data", "import", "edit.xlsx"]) == 3
    assert f"observations!{place} (lower_bound, ROBOTS.SOLD.2024): E208" in capsys.readouterr().err


def test_a_day_is_no_period(edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    import datetime as dt

    place = edit.put("ROBOTS.SOLD.2024", time_period=dt.datetime(2025, 3, 1))  # noqa: DTZ001
    edit.save()
    assert main(["data", "import", "edit.xlsx"]) == 3
    assert f"observations!{place} (time_period, ROBOTS.SOLD.2024): E207" in capsys.readouterr().err


def test_a_workbook_from_another_state_is_refused(
    edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit.put("ROBOTS.SOLD.2024", note="one")
    edit.save()
    assert main(["data", "import", "edit.xlsx"]) == 0
    assert main(["data", "import", "edit.xlsx"]) == 3
    assert "E209" in capsys.readouterr().err


def test_rows_are_found_by_key_and_the_table_by_its_heads(
    edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        [edit.sheet.cell(row, number).value for number in edit.columns.values()]
        for row in edit.keys.values()
    ]
    for row, values in zip(edit.keys.values(), reversed(rows), strict=True):
        for number, value in zip(edit.columns.values(), values, strict=True):
            edit.sheet.cell(row, number).value = value
    del edit.sheet.tables["table_observations"]
    edit.save()
    assert main(["data", "import", "edit.xlsx"]) == 0
    assert "no change" in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"obs_id,entity_id\n"])
def test_what_is_no_workbook_is_a_problem_not_a_trace(
    edit: Edit, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("other.xlsx").write_bytes(content)
    assert main(["data", "import", "other.xlsx"]) == 3
    assert "E201" in capsys.readouterr().err


def test_a_workbook_with_edits_is_not_written_over(
    edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["data", "export", "edit.xlsx"]) == 2
    assert "U050" in capsys.readouterr().err


@pytest.mark.slow
def test_the_schema_of_office_finds_no_fault(edit: Edit, tmp_path: Path) -> None:
    audit = pytest.importorskip("openxml_audit")
    assert main(["export", "-o", "facts.xlsx"]) == 0
    for path in ("edit.xlsx", "facts.xlsx"):
        found = audit.OpenXmlValidator().validate(path)
        assert [str(error) for error in found.errors] == []


@pytest.mark.office
@pytest.mark.skipif(which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_saves_a_workbook_that_still_changes_nothing(
    edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = f"-env:UserInstallation=file://{Path('profile').resolve()}"
    run = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        "saved",
        "edit.xlsx",
    ]
    subprocess.run(run, check=True, capture_output=True, timeout=120)
    assert main(["data", "import", "saved/edit.xlsx", "--dry-run"]) == 0
    assert "no change" in capsys.readouterr().out
