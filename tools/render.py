"""Draw every page of built files as PNG, to be looked at.

    python tools/render.py [--out build/pages] [--dpi 96] [--sheet] FILE_OR_FOLDER ...

Workbooks and documents are printed to PDF by LibreOffice first, so their pages are what LibreOffice
makes of them. With --sheet all pages of a file also come side by side on one picture.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from office import programs  # noqa: E402  (the folder is known only now)

SUFFIXES = (".pdf", ".docx", ".xlsx")
SHEET_COLUMNS = 4
SHEET_PAGE_WIDTH = 420


def files(places: Iterable[Path]) -> Iterator[tuple[Path, Path]]:
    """Return each file with its name below the place that was asked for."""
    for place in places:
        base = place.resolve()
        if base.is_dir():
            found = sorted(path for path in base.rglob("*") if path.suffix in SUFFIXES)
            yield from ((path, path.relative_to(base)) for path in found)
        elif base.suffix in SUFFIXES and base.is_file():
            yield base, Path(base.name)
        else:
            raise SystemExit(f"{place}: neither a folder nor one of {', '.join(SUFFIXES)}")


def pages(path: Path, out: Path, dpi: int) -> list[Path]:
    """Return one PNG for each page of the file at `path`."""
    pdf = path if path.suffix == ".pdf" else programs.libreoffice_pdf(path, out)
    return programs.pdf_pages_png(pdf, out, dpi)


def contact_sheet(pictures: Sequence[Path], out: Path) -> Path | None:
    """Return one picture with all `pictures` side by side, None where Pillow is missing."""
    try:
        from PIL import Image
    except ImportError:
        return None
    small = []
    for picture in pictures:
        with Image.open(picture) as page:
            height = round(page.height * SHEET_PAGE_WIDTH / page.width)
            small.append(page.convert("RGB").resize((SHEET_PAGE_WIDTH, height)))
    columns, gap = min(SHEET_COLUMNS, len(small)), 12
    cell = max(page.height for page in small) + gap
    size = (columns * (SHEET_PAGE_WIDTH + gap) + gap, math.ceil(len(small) / columns) * cell + gap)
    sheet = Image.new("RGB", size, "#8A949E")
    for index, page in enumerate(small):
        row, column = divmod(index, columns)
        sheet.paste(page, (gap + column * (SHEET_PAGE_WIDTH + gap), gap + row * cell))
    sheet.save(out)
    return out


def main(arguments: Sequence[str]) -> int:
    """Draw what the command line asks for; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("places", nargs="+", type=Path, metavar="FILE_OR_FOLDER")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "pages")
    parser.add_argument("--dpi", type=int, default=96)
    parser.add_argument("--sheet", action="store_true", help="also all pages on one picture")
    asked = parser.parse_args(arguments)
    broken = 0
    for path, name in files(asked.places):
        folder = asked.out / name.parent / f"{name.stem}-{name.suffix[1:]}"
        try:
            drawn = pages(path, folder, asked.dpi)
        except programs.MissingProgramError as reason:
            raise SystemExit(str(reason)) from None
        except programs.ProgramFailedError as reason:
            print(f"{name}: {reason}", file=sys.stderr)
            broken += 1
            continue
        sheet = contact_sheet(drawn, folder / "sheet.png") if asked.sheet else None
        print(f"{name}: {len(drawn)} pages in {sheet or folder}")
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
