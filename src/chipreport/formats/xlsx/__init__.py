"""Excel: sheets to work in, every claim a typed, named cell or a marked place in a text."""

from __future__ import annotations

from chipreport.formats import Format
from chipreport.formats.xlsx.lint import lint
from chipreport.formats.xlsx.reader import sightings
from chipreport.formats.xlsx.writer import write

FORMAT = Format(
    suffix=".xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    write=write,
    sightings=sightings,
    check=lint,
)
