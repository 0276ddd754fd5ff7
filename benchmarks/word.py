"""Word: a briefing of a dozen pages and a long table, beside python-docx and docxtpl."""

from __future__ import annotations

from io import BytesIO

from measure import ROOT, Contender, Maker, Workload, run

HEADS = ("Measure", "Year", "Value", "Paragraph")
ROWS = 3_000
"""Fewer than the 12,000 of a long report, for python-docx takes a second for each 3,000."""


def _ours(kind: str) -> Maker:
    import invented
    from chipreport.formats.docx import FORMAT
    from chipreport.theme import load
    from chipreport.world import DiskWorld

    theme = load(DiskWorld(ROOT))

    def make(at: int) -> bytes:
        out = BytesIO()
        if kind == "brief":
            FORMAT.write(invented.briefing(at), theme, out)
        else:
            FORMAT.write(invented.long_table(ROWS, at), theme, out)
        return out.getvalue()

    return make


def _python_docx(kind: str, by: str) -> Maker:
    """Return python-docx with tables by `rows`, or by `table.cell` as its manual begins.

    No charts and no content controls, which it does not have.
    """
    import docx

    import invented

    def fill(document: object, rows: tuple[tuple[str, str, int, int], ...]) -> None:
        table = document.add_table(len(rows) + 1, len(HEADS), "Table Grid")  # type: ignore[attr-defined]
        cells = [HEADS, *((a, b, f"{c:,}", str(d)) for a, b, c, d in rows)]
        if by == "cell":
            for r, texts in enumerate(cells):
                for c, text in enumerate(texts):
                    table.cell(r, c).text = text
            return
        for row, texts in zip(table.rows, cells, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    def make(at: int) -> bytes:
        document = docx.Document()
        if kind == "brief":
            held = invented.brief(at)
            document.add_heading(held.title, 0)
            for chapter in held.chapters:
                document.add_heading(chapter.name, 1)
                for name, value in chapter.cards[: invented.PROSE]:
                    paragraph = document.add_paragraph(f"{name} of {chapter.name} came to ")
                    paragraph.add_run(f"{value:,}")
                    paragraph.add_run(". " + invented.SENTENCE * 4)
                fill(document, chapter.rows)
            for note in held.chapters[0].notes:
                document.add_paragraph(note, "List Number")
        else:
            fill(document, invented.long_rows(ROWS, at))
        out = BytesIO()
        document.save(out)
        return out.getvalue()

    return make


def _template(kind: str) -> bytes:
    """Return the docxtpl template of the same content: loops over chapters and rows."""
    import docx

    document = docx.Document()
    if kind == "brief":
        document.add_heading("{{ title }}", 0)
        document.add_paragraph("{%p for chapter in chapters %}")
        document.add_heading("{{ chapter.name }}", 1)
        document.add_paragraph("{%p for name, value in chapter.told %}")
        document.add_paragraph("{{ name }} of {{ chapter.name }} came to {{ value }}. {{ more }}")
        document.add_paragraph("{%p endfor %}")
    table = document.add_table(4, len(HEADS), "Table Grid")
    loop = "chapter.rows" if kind == "brief" else "rows"
    row = [f"{{{{ row[{n}] }}}}" for n in range(len(HEADS))]
    lines = (
        HEADS,
        (f"{{%tr for row in {loop} %}}", "", "", ""),
        row,
        ("{%tr endfor %}", "", "", ""),
    )
    for line, texts in zip(table.rows, lines, strict=True):
        for cell, text in zip(line.cells, texts, strict=True):
            cell.text = text
    if kind == "brief":
        document.add_paragraph("{%p endfor %}")
        document.add_paragraph("{%p for note in notes %}")
        document.add_paragraph("{{ note }}", "List Number")
        document.add_paragraph("{%p endfor %}")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _docxtpl(kind: str) -> Maker:
    from docxtpl import DocxTemplate

    import invented

    template = _template(kind)

    def told(rows: tuple[tuple[str, str, int, int], ...]) -> list[tuple[str, str, str, str]]:
        return [(a, b, f"{c:,}", str(d)) for a, b, c, d in rows]

    def make(at: int) -> bytes:
        held = invented.brief(at)
        chapters = [
            {
                "name": each.name,
                "told": [(name, f"{value:,}") for name, value in each.cards[: invented.PROSE]],
                "rows": told(each.rows),
            }
            for each in held.chapters
        ]
        document = DocxTemplate(BytesIO(template))
        rows = told(invented.long_rows(ROWS, at)) if kind == "table" else []
        document.render(
            {
                "title": held.title,
                "chapters": chapters,
                "more": invented.SENTENCE * 4,
                "notes": held.chapters[0].notes,
                "rows": rows,
            }
        )
        out = BytesIO()
        document.save(out)
        return out.getvalue()

    return make


def _contenders(kind: str) -> list[Contender]:
    found = [
        Contender("chipreport, every value a content control", lambda: _ours(kind)),
        Contender("python-docx by rows, plain text", lambda: _python_docx(kind, "rows")),
        Contender("docxtpl, plain text", lambda: _docxtpl(kind), ("docxtpl",)),
    ]
    if kind == "brief":  # quadratic: minutes for a long table
        by_cell = "python-docx by table.cell, plain text"
        found.append(Contender(by_cell, lambda: _python_docx(kind, "cell")))
    return found


WORKLOADS = {
    "briefing": Workload(
        "A briefing of 8 chapters with 40 values in prose, 8 tables and (ours only) 4 charts, "
        "as Word",
        5,
        _contenders("brief"),
    ),
    "table": Workload(f"A table of {ROWS:,} rows as Word", 1, _contenders("table"), warm=False),
}

if __name__ == "__main__":
    run(__file__, WORKLOADS)
