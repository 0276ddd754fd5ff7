"""Word: a document that people edit, in which every claim can still be found."""

from chipreport.formats import Format
from chipreport.formats.docx.reader import sightings
from chipreport.formats.docx.writer import write

FORMAT = Format(
    suffix=".docx",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    write=write,
    sightings=sightings,
)
