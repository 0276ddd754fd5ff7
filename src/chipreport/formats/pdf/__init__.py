"""PDF: tagged (PDF/UA-1) and archival (PDF/A-3a), every claim found again by its element."""

from chipreport.formats import Format
from chipreport.formats.pdf.attached import attached
from chipreport.formats.pdf.check import check
from chipreport.formats.pdf.reader import sightings
from chipreport.formats.pdf.writer import write

FORMAT = Format(
    suffix=".pdf",
    media_type="application/pdf",
    write=write,
    sightings=sightings,
    attached=attached,
    check=check,
)
