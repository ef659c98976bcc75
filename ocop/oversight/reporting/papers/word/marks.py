"""Pieces of WordprocessingML as text: runs, content controls, paragraphs, tables."""

import re
from collections.abc import Sequence
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from ocop.oversight.reporting.papers.document import Bound, Column, Part, Table, Text

LONGEST_NAME = 64
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def run(text: str, *, bold: bool = False, italic: bool = False) -> str:
    """Words in the style of their paragraph, or marked in it; letters that no XML may hold are left out."""
    marks = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    marks = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f'<w:r>{marks}<w:t xml:space="preserve">{escape(_NOT_XML.sub("", text))}</w:t></w:r>'


class Controls:
    """Makes content controls, each with a number of its own."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def control(self, tag: str, name: str, text: str, *, bold: bool = False) -> str:
        """A figure nobody can type over: it may be deleted with its sentence, and is filled by its tag."""
        return (
            f"<w:sdt><w:sdtPr><w:alias w:val={_attribute(name[:LONGEST_NAME])}/><w:tag w:val={_attribute(tag)}/>"
            f'<w:id w:val="{next(self._numbers)}"/><w:lock w:val="contentLocked"/><w:text/></w:sdtPr>'
            f"<w:sdtContent>{run(text, bold=bold)}</w:sdtContent></w:sdt>"
        )

    def part(self, part: Part, *, bold: bool = False) -> str:
        if isinstance(part, Text):
            return run(part.text, bold=part.bold or bold, italic=part.italic)
        return self.control(part.key, control_name(part.code, part.name), part.value_text, bold=bold)

    def parts(self, parts: Sequence[Part]) -> str:
        return "".join(map(self.part, parts))


def control_name(code: str, name: str) -> str:
    """What Word shows over a figure: its code and what it counts."""
    return " ".join(filter(None, (code, name))) or "Số liệu"


def paragraph(style: str, inside: str, marks: str = "") -> str:
    """A paragraph in a named style; `marks` are properties that must follow its style's name."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{marks}</w:pPr>{inside}</w:p>'


def rule(length: int, room: int) -> str:
    """A level line of a length in the middle of a room, both in twips."""
    side = max(round((room - length) / 2), 0)
    return paragraph(
        "DuongKe",
        "",
        '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
        f'<w:ind w:left="{side}" w:right="{side}"/>',
    )


def cell(width: int, inside: str, *, span: int = 1, merge: str = "", middle: bool = False) -> str:
    """A table cell; `merge` is "restart" or "continue" where rows are joined downwards."""
    marks = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    marks += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    marks += '<w:vAlign w:val="center"/>' if middle else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{marks}</w:tcPr>{inside}</w:tc>'


def row(cells: str, *, heads: bool = False) -> str:
    """A row that is never split over two pages; `heads` repeats it on every page."""
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if heads else ''}</w:trPr>{cells}</w:tr>"


def grid(widths: Sequence[int], rows: str, *, style: str = "TableNormal") -> str:
    """A table of fixed widths in twips."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )


def table_of_figures(table: Table, room: int, controls: Controls) -> str:
    """A report's table over the whole room: its headings in one or two rows, its rows, its total in bold."""
    widths = shares(table.relative_widths, room)
    rows = _headings(table.columns, widths)
    rows += "".join(_row(table.columns, each, widths, controls) for each in table.rows)
    if table.totals:
        rows += _row(table.columns, table.totals, widths, controls, bold=True)
    return grid(widths, rows, style="BangSoLieu")


def shares(weights: Sequence[int], room: int) -> list[int]:
    """The room shared out by weight; the last takes what rounding leaves."""
    widths = [room * weight // sum(weights) for weight in weights]
    return [*widths[:-1], room - sum(widths[:-1])]


def _headings(columns: Sequence[Column], widths: Sequence[int]) -> str:
    def head(text: str) -> str:
        return paragraph("BangDau", run(text))

    if not any(column.group for column in columns):
        cells = (cell(width, head(column.heading), middle=True) for column, width in zip(columns, widths, strict=True))
        return row("".join(cells), heads=True)
    upper, lower, place = "", "", 0
    while place < len(columns):
        group = columns[place].group
        end = place + 1
        while group and end < len(columns) and columns[end].group == group:
            end += 1
        if group:
            upper += cell(sum(widths[place:end]), head(group), span=end - place, middle=True)
            for column, width in zip(columns[place:end], widths[place:end], strict=True):
                lower += cell(width, head(column.heading), middle=True)
        else:
            upper += cell(widths[place], head(columns[place].heading), merge="restart", middle=True)
            lower += cell(widths[place], paragraph("BangDau", ""), merge="continue")
        place = end
    return row(upper, heads=True) + row(lower, heads=True)


def _row(
    columns: Sequence[Column], parts: Sequence[Part], widths: Sequence[int], controls: Controls, *, bold: bool = False
) -> str:
    cells = ""
    for column, part, width in zip(columns, parts, widths, strict=True):
        style = "BangSo" if column.kind == "number" and isinstance(part, Bound) else "BangChu"
        cells += cell(width, paragraph(style, controls.part(part, bold=bold)), middle=True)
    return row(cells)


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("", text).replace("\n", " "))
