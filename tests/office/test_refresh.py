"""Word files that were refreshed, as the Open XML SDK and LibreOffice see them."""

from __future__ import annotations

import pytest

from chipreport.formats.docx.refresh import refresh
from unit.formats.docx.edits import (
    WORD,
    built,
    control,
    edited,
    loaded,
    paragraph,
    paste_below,
    retype,
    sold_more,
    text,
    toys,
)
from unit.formats.docx.helpers import changed, pairs

SOLD = "ROBOTS.SOLD.2025"


def by_hand(root):
    """Move a paragraph, put words in front of another, paste a copy, type over a figure."""
    moved = paragraph(root, "sold more than 1,200 robots in")
    paste_below(moved)
    root.find(f"{WORD}body").insert(1, moved)
    revenue = paragraph(root, "Revenue was")
    next(revenue.iter(f"{WORD}t")).text = "By its own account, revenue was "
    retype(control(root, "ROBOTS.REVENUE.2025", "prose"), "nearly TC40 million")


def test_the_open_xml_sdk_finds_nothing_in_a_refreshed_file(tmp_path, sdk_validate):
    world = toys()
    path = tmp_path / "toys.docx"
    path.write_bytes(refresh(edited(built(world), by_hand), loaded(sold_more(world))).content)
    assert sdk_validate(path) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_save_by_libreoffice_loses_no_figure(language, tmp_path, libreoffice_convert):
    world = toys()
    file, fresh = built(world, (language,)), loaded(sold_more(world))
    path = tmp_path / "toys.docx"
    path.write_bytes(file)
    saved = libreoffice_convert(path, tmp_path / "saved", "docx").read_bytes()
    once = refresh(saved, fresh)
    assert once.report.conflicts == []
    assert pairs(once.content) == pairs(built(sold_more(world), (language,)))
    assert refresh(once.content, fresh).content == once.content


def test_edits_survive_libreoffice_and_a_refresh(tmp_path, libreoffice_convert):
    world = toys()
    fresh = loaded(sold_more(world))
    path = tmp_path / "toys.docx"
    # programs write what is typed into a bound control to the store as well
    typed = changed(
        edited(built(world), by_hand),
        "customXml/item1.xml",
        lambda xml: xml.replace("<v>TC36 million</v>", "<v>nearly TC40 million</v>"),
    )
    path.write_bytes(typed)
    saved = libreoffice_convert(path, tmp_path / "saved", "docx").read_bytes()
    done = refresh(saved, fresh)
    said = text(done.content)
    assert sum("sold more than 1,300 robots in 2025, after 1,000" in line for line in said) == 2
    assert any(
        line.startswith("By its own account, revenue was nearly TC40 million") for line in said
    )
    assert [conflict.shown for conflict in done.report.conflicts] == ["nearly TC40 million"]
    assert not any("1,200" in line for line in said)
    assert refresh(done.content, fresh).content == done.content
