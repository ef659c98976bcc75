"""What a person must see of an edited Word file, in sentences."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from ocop.kit.text.dates import date_in_words
from ocop.oversight.reporting.edits.held import Held
from ocop.oversight.reporting.edits.tables import typed_in_tables
from ocop.oversight.reporting.edits.turns import said_otherwise
from ocop.oversight.reporting.edits.written import rows_behind, words_behind
from ocop.oversight.reporting.models import ConsolidatedReport
from ocop.oversight.reporting.papers.document import Bound, Report
from ocop.oversight.reporting.papers.word import Inside, Refilled
from ocop.rules.consistency import Reading, check, read_text

MOST_TOLD = 12


def told_of(
    row: ConsolidatedReport, report: Report, done: Refilled, held: Held, edited: Inside, ours: Inside
) -> list[str]:
    """What is to be seen before the file goes out: figures deleted, typed over or said otherwise, words and rows it has
    not.

    `report` is `row` composed; `held` what the file held when it was made; `edited` is the file with the figures of
    now, `ours` what nobody edited.
    """
    figures = {figure.key: figure for figure in report.figures()}
    return [
        *_head(report, edited),
        *_some(words_behind(row, held, edited), "chỗ lời văn"),
        *_some(rows_behind(report, held, edited), "dòng bảng"),
        *_some(_typed_over(done, held.values, figures), "ô bị gõ đè"),
        *_some(_deleted(done.missing, figures), "con số bị xóa"),
        *_some(fewer(edited, ours, figures), "con số bị bỏ khỏi lời văn"),
        *_some(said_otherwise(edited.every_line, ours.every_line, figures), "chỗ gõ tay"),
        *_some(typed_in_tables(edited.rows, ours.rows, figures), "dòng bảng gõ tay"),
        *_some(_contradictions(edited, ours), "chỗ không khớp"),
        *(
            [f"{len(done.unknown)} ô trong tệp không phải ô số liệu của báo cáo này; số trong đó là gõ tay."]
            if done.unknown
            else []
        ),
    ]


def _some(lines: Iterable[str], noun: str) -> list[str]:
    found = list(dict.fromkeys(lines))
    left = len(found) - MOST_TOLD
    return [*found[:MOST_TOLD], *([f"Và {left} {noun} khác."] if left > 0 else [])]


def _head(report: Report, edited: Inside) -> Iterator[str]:
    head, sign = report.heading, report.signature
    wanted = (
        ("số, ký hiệu", head.number),
        ("ngày ký", date_in_words(head.on) if head.on else ""),
        ("tên người ký", sign.name),
        ("chức vụ người ký", sign.title),
    )
    for noun, words in wanted:
        if words and not edited.says(words):
            yield f"Tệp không có {noun} “{words}” của báo cáo."


def _typed_over(done: Refilled, before: Mapping[str, str], figures: Mapping[str, Bound]) -> Iterator[str]:
    for each in done.changed:
        if each.key in before and each.before != before[each.key] and each.key in figures:
            yield f"Ô của con số {figures[each.key].told} bị gõ thành “{each.before}”; máy đã đặt lại số đã chốt."


def _deleted(missing: Iterable[str], figures: Mapping[str, Bound]) -> Iterator[str]:
    for key in missing:
        if key in figures:
            yield f"Con số {figures[key].told} đã bị xóa khỏi tệp."


def fewer(edited: Inside, ours: Inside, figures: Mapping[str, Bound]) -> Iterator[str]:
    """Figures that stand somewhere in the file, but in fewer places of its prose than in ours."""
    left, wanted = _places(edited), _places(ours)
    for key, places in wanted.items():
        if key in figures and left[key] < places and left[key] + _in_rows(edited, key):
            yield (
                f"Con số {figures[key].told} đứng ở {places} chỗ trong lời văn, tệp còn {left[key]}: "
                "chỗ kia bị xóa, hoặc bị gõ tay thành số khác mà máy không thấy."
            )


def _places(inside: Inside) -> Counter[str]:
    return Counter(piece.tag for line in inside.lines for piece in line if piece.tag)


def _in_rows(inside: Inside, key: str) -> bool:
    return any(piece.tag == key for row in inside.rows for cell in row for piece in cell)


def _contradictions(edited: Inside, ours: Inside) -> Iterator[str]:
    """What the numbers of the prose claim of each other and does not agree, beyond what is read into our own words."""
    try:
        yield from sorted(set(_findings(read_text(edited.prose))) - set(_findings(read_text(ours.prose))))
    except ValueError as wrong:
        yield f"Chưa kiểm được các số trong lời văn: {wrong}"


def _findings(reading: Reading) -> Iterator[str]:
    for proposal in reading.proposals:
        if proposal.is_sure:
            try:
                found = check(reading.numbers, [proposal.claim])
            except ValueError:
                continue  # what cannot be worked out says nothing
            yield from (f"Lời văn không khớp: {each.words}" for each in found)
