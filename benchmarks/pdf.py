"""PDF: factsheets and a long table, beside reportlab's platypus, Typst and WeasyPrint."""

from __future__ import annotations

import html
import json
from io import BytesIO

from measure import ROOT, Contender, Maker, Workload, run

FONTS = ROOT / "src/chipreport/theme/fonts"
HEADS = ("Measure", "Year", "Value", "Paragraph")
ROWS = 3_500


def _ours(kind: str) -> Maker:
    import invented
    from chipreport.formats.pdf import FORMAT
    from chipreport.theme import load
    from chipreport.world import DiskWorld

    theme = load(DiskWorld(ROOT))

    def make(at: int) -> bytes:
        out = BytesIO()
        if kind == "sheet":
            FORMAT.write(invented.factsheet(at), theme, out)
        else:
            FORMAT.write(invented.long_table(ROWS, at), theme, out)
        return out.getvalue()

    return make


def _platypus(kind: str) -> Maker:
    """Return platypus as its manual tunes it: styles and faces once, strings in cells, no graphics.

    Untagged, without attachment.
    """
    from reportlab import rl_config
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

    import invented

    rl_config.useA85 = 0
    pdfmetrics.registerFont(TTFont("R", str(FONTS / "NotoSansSC-Regular.ttf")))
    pdfmetrics.registerFont(TTFont("B", str(FONTS / "NotoSansSC-Bold.ttf")))
    title = ParagraphStyle("t", fontName="B", fontSize=20, leading=26)
    text = ParagraphStyle("p", fontName="R", fontSize=9, leading=12)
    small = ParagraphStyle("n", fontName="R", fontSize=7, leading=9)
    look = [
        ("FONT", (0, 0), (-1, 0), "B", 8),
        ("FONT", (0, 1), (-1, -1), "R", 8),
        ("LINEBELOW", (0, 0), (-1, -1), 0.25, "#999999"),
        ("ALIGN", (2, 0), (-1, -1), "RIGHT"),
    ]
    card_look = [("FONT", (0, 0), (-1, 0), "B", 16), ("FONT", (0, 1), (-1, 1), "R", 8)]

    class Bars(Flowable):  # type: ignore[misc]
        def __init__(self, bars: tuple[tuple[str, int], ...]) -> None:
            super().__init__()
            self.width, self.height, self.bars = 400, 130, bars

        def draw(self) -> None:
            top = max(value for _, value in self.bars)
            for n, (label, value) in enumerate(self.bars):
                high = 100 * value / top
                self.canv.rect(n * 80 + 10, 12, 50, high, stroke=0, fill=1)
                self.canv.setFont("R", 7)
                self.canv.drawCentredString(n * 80 + 35, 2, label)
                self.canv.drawCentredString(n * 80 + 35, high + 15, f"{value:,}")

    def make(at: int) -> bytes:
        out = BytesIO()
        story: list[Flowable] = []
        if kind == "sheet":
            held = invented.sheet(at)
            story += [Paragraph(held.name, title), Paragraph(held.lead, text)]
            cards = [[f"{value:,}" for _, value in held.cards], [name for name, _ in held.cards]]
            story += [Table(cards, style=card_look), Bars(held.bars)]
            rows = held.rows
        else:
            rows = invented.long_rows(ROWS, at)
        cells = [HEADS, *((a, b, f"{c:,}", str(d)) for a, b, c, d in rows)]
        story.append(Table(cells, colWidths=(230, 60, 80, 80), style=look, repeatRows=1))
        if kind == "sheet":
            story += [Spacer(1, 8), *(Paragraph(note, small) for note in held.notes)]
        SimpleDocTemplate(out, pagesize=A4, pageCompression=1, invariant=1).build(story)
        return out.getvalue()

    return make


TYPST = """
#let d = json(bytes(sys.inputs.data))
#set document(title: d.title)
#set page(paper: "a4", margin: 2cm)
#set text(font: "Noto Sans SC", size: 9pt, lang: "en")
#heading(d.title)
#if d.sheet [
  #d.lead
  #grid(columns: 6, gutter: 6pt,
    ..d.cards.map(c => [#text(16pt, weight: "bold", c.at(1)) \\ #c.at(0)]))
  #figure(alt: "Column chart of toys by year.", grid(columns: 5, column-gutter: 12pt,
    align: bottom, ..d.bars.map(b => [
      #b.at(1) #rect(width: 50pt, height: 100pt * b.at(2), fill: blue) #b.at(0)])))
]
#table(columns: (3fr, 1fr, 1fr, 1fr), stroke: 0.25pt, align: (left, left, right, right),
  table.header(..d.heads), ..d.rows.flatten())
#if d.sheet { for note in d.notes { text(7pt)[#note \\ ] } }
"""


def _typst(kind: str, standards: list[str]) -> Maker:
    import typst

    import invented

    compiler = typst.Compiler(font_paths=[str(FONTS)], ignore_system_fonts=True)

    def make(at: int) -> bytes:
        held = invented.sheet(at)
        rows = held.rows if kind == "sheet" else invented.long_rows(ROWS, at)
        top = max(value for _, value in held.bars)
        data = {
            "sheet": kind == "sheet",
            "title": held.name,
            "lead": held.lead,
            "cards": [(name, f"{value:,}") for name, value in held.cards],
            "bars": [(name, f"{value:,}", value / top) for name, value in held.bars],
            "heads": HEADS,
            "rows": [(a, b, f"{c:,}", str(d)) for a, b, c, d in rows],
            "notes": held.notes,
        }
        made = compiler.compile(
            TYPST.encode(),
            format="pdf",
            sys_inputs={"data": json.dumps(data)},
            pdf_standards=standards,
        )
        return bytes(made)

    return make


FILES = [(FONTS / f"NotoSansSC-{name}.ttf").as_uri() for name in ("Regular", "Bold")]
LOOKS = f"""
@font-face {{font-family: N; src: url({FILES[0]})}}
@font-face {{font-family: N; font-weight: 700; src: url({FILES[1]})}}
@page {{size: A4; margin: 2cm}} body {{font: 9pt N}} h1 {{font-size: 20pt}}
table {{width: 100%; border-collapse: collapse}} td, th {{border-bottom: .25pt solid #999}}
.cards {{display: flex; gap: 6pt}} .cards b {{font-size: 16pt; display: block}}
li {{font-size: 7pt}}
"""


def _weasyprint(kind: str) -> Maker:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    import invented

    fonts = FontConfiguration()
    looks = weasyprint.CSS(string=LOOKS, font_config=fonts)

    def make(at: int) -> bytes:
        held = invented.sheet(at)
        top = max(value for _, value in held.bars)
        bars = "".join(
            f'<rect x="{n * 80 + 10}" y="{110 - 100 * value / top:.1f}" width="50"'
            f' height="{100 * value / top:.1f}"/><text x="{n * 80 + 20}" y="125">{name}</text>'
            for n, (name, value) in enumerate(held.bars)
        )
        cards = "".join(f"<div><b>{value:,}</b>{name}</div>" for name, value in held.cards)
        heads = "".join(f"<th>{head}</th>" for head in HEADS)
        rows = held.rows if kind == "sheet" else invented.long_rows(ROWS, at)
        body = "".join(
            f"<tr><td>{html.escape(a)}<td>{b}<td>{c:,}<td>{d}</tr>" for a, b, c, d in rows
        )
        table = f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
        if kind == "sheet":
            chart = f'<svg width="400" height="130" font-size="8">{bars}</svg>'
            notes = "".join(f"<li>{note}</li>" for note in held.notes)
            table = f'<p>{held.lead}<div class="cards">{cards}</div>{chart}{table}<ol>{notes}</ol>'
        page = f'<html lang="en"><title>{held.name}</title><h1>{held.name}</h1>{table}'
        made = weasyprint.HTML(string=page).write_pdf(
            stylesheets=[looks], font_config=fonts, pdf_variant="pdf/ua-1"
        )
        return bytes(made)

    return make


def _contenders(kind: str) -> list[Contender]:
    return [
        Contender("chipreport, UA-1 and A-3a, data attached", lambda: _ours(kind)),
        Contender("reportlab platypus, untagged", lambda: _platypus(kind)),
        Contender("Typst, UA-1", lambda: _typst(kind, ["ua-1"]), ("typst",)),
        Contender("Typst, UA-1 and A-3a", lambda: _typst(kind, ["ua-1", "a-3a"]), ("typst",)),
        Contender("WeasyPrint, UA-1", lambda: _weasyprint(kind), ("weasyprint",)),
    ]


WORKLOADS = {
    "factsheets": Workload("One-page factsheets as PDF", 12, _contenders("sheet")),
    "table": Workload(f"A table of {ROWS:,} rows as PDF", 1, _contenders("table"), warm=False),
}

if __name__ == "__main__":
    run(__file__, WORKLOADS)
