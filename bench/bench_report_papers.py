"""A report of fifty pages, six hundred figures, in Word, PDF and Excel, each against its library alone.

Alone means the same words, numbers and pictures with no layout: no letterhead, no styles, no content controls.
"""

import io
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.ready import set_up
from bench.result import Result, against, seconds

FIGURES, TURNS, MOST_TIMES, MOST_SECONDS = 600, 3, 2, 30


Maker = Callable[[Any], Any]


def run() -> list[Result]:
    """Each maker over its library, and all three together; a report is set once only, since typst remembers."""
    set_up()
    from ocop.oversight.reporting.papers import book, pdf, word
    from tests.oversight.reporting.papers.report import half_year, province

    makers: list[tuple[str, Maker, str, Callable[[Any], Callable[[], Any]]]] = [
        ("Word", word.make, "python-docx, cùng chữ, số và hình", _word_alone),
        ("PDF", pdf.make, "typst, cùng chữ, số và hình", _pdf_alone),
        ("Excel", book.make, "XlsxWriter, cùng số", _book_alone),
    ]
    results, total = [], 0.0
    for name, make, peer_name, peer in makers:
        make(half_year())
        turns = [_turn(make, peer, province(FIGURES, turn), province(FIGURES, 50 + turn)) for turn in range(TURNS)]
        taken, alone = min(each[0] for each in turns), min(each[1] for each in turns)
        total += taken
        thing = f"Báo cáo {len(province(FIGURES).figures())} số liệu ra {name}"
        results.append(against(thing, taken * 1000, "ms", peer_name, alone * 1000, MOST_TIMES))
    goal = f"≤ {MOST_SECONDS} giây"
    results.append(Result("Cả ba tệp của báo cáo ấy", total, "giây", goal=goal, ok=total <= MOST_SECONDS))
    return results


def _turn(make: Maker, peer: Callable[[Any], Callable[[], Any]], report: Any, like: Any) -> tuple[float, float]:
    """Two reports of one size, so that neither maker finds the other's words set already."""
    alone = peer(like)
    return seconds(lambda: make(report), repeat=1), seconds(alone, repeat=1)


def _content(report: Any) -> list[tuple[str, Any]]:
    """The report's words, rows and drawings, and its figures once more as the annex lists them."""
    from ocop.oversight.reporting.papers import wording
    from ocop.oversight.reporting.papers.document import Chart, Heading, Paragraph, Table, plain
    from ocop.oversight.reporting.papers.drawing import svg_of

    found: list[tuple[str, Any]] = []
    for block in report.every_block():
        if isinstance(block, Heading):
            found.append(("words", block.text))
        elif isinstance(block, Paragraph):
            found.append(("words", plain(block.parts)))
        elif isinstance(block, Table):
            rows = [[column.heading for column in block.columns]]
            found.append(("rows", rows + [[plain((cell,)) for cell in row] for row in (*block.rows, block.totals)]))
        elif isinstance(block, Chart):
            found.append(("drawing", svg_of(block)[0]))
    lines = wording.code_lines(report.figures())
    found.append(("rows", [[each.number, each.name, each.value, each.base, each.on, each.code] for each in lines]))
    return found


def _word_alone(report: Any) -> Callable[[], Any]:
    import docx

    from ocop.oversight.reporting.papers.drawing import pngs_of

    content = _content(report)

    def alone() -> None:
        pictures = iter(pngs_of([each for sort, each in content if sort == "drawing"]))
        document = docx.Document()
        for sort, each in content:
            if sort == "words":
                document.add_paragraph(each)
            elif sort == "drawing":
                document.add_picture(io.BytesIO(next(pictures)))
            else:
                table = document.add_table(len(each), len(each[0]))
                for row, texts in zip(table.rows, each, strict=True):
                    for cell, text in zip(row.cells, texts, strict=True):
                        cell.text = text
        document.save(io.BytesIO())

    return alone


_BARE = """
#set text(font: "Tinos", size: 14pt)
#for (sort, each) in json(bytes(sys.inputs.content)) {
  if sort == "words" { par(each) }
  else if sort == "drawing" { image(bytes(each), format: "svg") }
  else { table(columns: each.first().len(), ..each.flatten()) }
}
"""


def _pdf_alone(report: Any) -> Callable[[], Any]:
    import typst

    from ocop.oversight.reporting.papers.drawing import FONTS

    content = _content(report)
    folder = Path(tempfile.mkdtemp(prefix="ocop-bench-"))
    (folder / "tran.typ").write_text(_BARE)

    def alone() -> None:
        typst.compile(
            folder / "tran.typ",
            font_paths=[FONTS],
            ignore_system_fonts=True,
            sys_inputs={"content": json.dumps(content)},
            format="pdf",
        )

    return alone


def _book_alone(report: Any) -> Callable[[], Any]:
    import xlsxwriter

    from ocop.oversight.reporting.papers.document import number_of, plain

    tables = report.tables()
    codes = [each for sort, each in _content(report) if sort == "rows"][-1]

    def alone() -> None:
        with xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True}) as book:
            look = book.add_format({"border": 1})
            for table in tables:
                page = book.add_worksheet()
                for place, row in enumerate((*table.rows, table.totals)):
                    page.write_row(place, 0, [number_of(cell) or plain((cell,)) for cell in row], look)
            page = book.add_worksheet()
            for place, row in enumerate(codes):
                page.write_row(place, 0, row, look)

    return alone
