"""Words and rows of tables that changed in the report since the file was made, and that the file does not have."""

from collections.abc import Iterable, Iterator, Mapping

from ocop.kit.text.dates import format_datetime
from ocop.oversight.reporting.catalogue import template_called
from ocop.oversight.reporting.edits.held import Held
from ocop.oversight.reporting.gathering import gathered_for
from ocop.oversight.reporting.lines import lines_of_words, mark_of, typed_line
from ocop.oversight.reporting.models import ConsolidatedReport, sections_of
from ocop.oversight.reporting.papers.document import Report, Table, plain
from ocop.oversight.reporting.papers.word import Inside, Line, text_of
from ocop.oversight.reporting.prose import TOKEN

_SHOWN = 90  # letters of a line that a remark repeats


def words_behind(report: ConsolidatedReport, held: Held, edited: Inside) -> Iterator[str]:
    """Lines written on our pages since the file was made, and those taken away that it still has."""
    if held.words is None:
        if held.words_at and report.written_at and report.written_at > held.words_at:
            yield f"Lời văn trên máy đổi {format_datetime(report.written_at)}, sau lúc dựng tệp này. Xem tệp có đủ."
        return
    said = lines_of_words(template_called(report.template), sections_of(report.sections), gathered_for(report))
    now = {mark_of(line): (section, line) for section, line in said}
    there = {mark_of(_as_typed(line)): line for line in edited.lines}
    for mark, (section, line) in now.items():
        if mark not in held.words and mark not in there:
            yield f"Mục “{section.title}” trên máy có lời mới mà tệp chưa có: “{_short(line)}”."
    for mark, found in there.items():
        if mark in held.words and mark not in now:
            yield f"Tệp còn lời mà trên máy đã sửa hoặc bỏ: “{_short(text_of(found))}”."


def rows_behind(report: Report, held: Held, edited: Inside) -> Iterator[str]:
    """Rows of tables whose words changed when figures were frozen anew: only figures are filled into a file."""
    if held.composed is None:
        return
    before = {mark for table in held.composed.tables() for mark in _rows_of(table)}
    there = {mark_of(_words_of(map(_as_typed, row))) for row in edited.rows}
    for table in report.tables():
        for mark, told in _rows_of(table).items():
            if mark not in before and mark not in there:
                yield f"{table.title}: tệp chưa có dòng “{_short(told)}”."
    now = {mark for table in report.tables() for mark in _rows_of(table)}
    for row in edited.rows:
        if (mark := mark_of(_words_of(map(_as_typed, row)))) in before and mark not in now:
            yield f"Bảng trong tệp còn dòng đã đổi hoặc bỏ: “{_short(_words_of(map(text_of, row)))}”."


def _rows_of(table: Table) -> Mapping[str, str]:
    """The rows of a table by their marks, as they are read."""
    rows = ([(part,) for part in row] for row in (*table.rows, *((table.totals,) if table.totals else ())))
    told = ((_words_of(map(typed_line, row)), _words_of(map(plain, row))) for row in rows)
    return {mark_of(typed): read for typed, read in told}


def _words_of(cells: Iterable[str]) -> str:
    """Cells in one line, without the number a row begins with: rows before it may have come or gone."""
    found = [each.strip() for each in cells]
    return " | ".join(found[1:] if len(found) > 1 and found[0].isdigit() else found)


def _as_typed(line: Line) -> str:
    return "".join(f"[[{piece.tag}]]" if piece.tag else piece.text for piece in line)


def _short(line: str) -> str:
    told = TOKEN.sub("…", line).strip()
    return told if len(told) <= _SHOWN else told[:_SHOWN].rsplit(" ", 1)[0] + "…"
