"""What a person must see of an edited Word file: figures deleted, typed over, or said otherwise in its prose."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from ocop.ground.registry.queries import history_of
from ocop.oversight.figures.models import Figure
from ocop.oversight.reporting.composing import compose
from ocop.oversight.reporting.models import ConsolidatedReport, ReportCell
from ocop.oversight.reporting.papers.document import Bound, Report
from ocop.oversight.reporting.papers.word import Inside, Line, PaperError, Piece, Refilled, values_of
from ocop.rules.consistency import Reading, check, read_text

MOST_TOLD = 12
NOT_OURS = "Hãy chọn tệp .docx tải từ trang của báo cáo này rồi sửa lời văn trên tệp đó."
_NUMBER = re.compile(r"(?<![\w.,/\]])(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?![\w/]|[.,]\d)")
_HELD = "\ufffc"  # stands for a figure in its control
_SOME = "…"  # stands for the number between the words around it


def refuse_foreign(report: ConsolidatedReport, inside: Inside) -> None:
    """Raise `PaperError` for the file of another report, and for one that shows in no way to be of this one."""
    if inside.identity is not None:
        if inside.identity.mark != report.public_id:
            other = ConsolidatedReport.objects.filter(public_id=inside.identity.mark).select_related("period").first()
            whose = f"“{other}”" if other is not None else "một báo cáo khác"
            raise PaperError(f"Tệp Word này là của {whose}, không phải của “{report}”. {NOT_OURS}")
    elif not inside.codes & codes_of(report):
        raise PaperError(f"Tệp Word này không mang dấu của báo cáo và không có ô số liệu nào của nó. {NOT_OURS}")


def codes_of(report: ConsolidatedReport) -> frozenset[str]:
    """Every code that figures of a report ever had, as they are printed; one query."""
    codes = {each["code"] for _, figures in _freezings(report) for each in figures.values()}
    return frozenset(Figure(code=code).printed_code for code in codes)


def values_at(report: ConsolidatedReport, moment: datetime) -> dict[str, str]:
    """What each figure printed when it was frozen at a moment; empty where nothing was frozen then."""
    for at, figures in _freezings(report):
        if at == moment:
            codes = {cell: each["code"] for cell, each in figures.items()}
            found = {each.code: each for each in Figure.objects.filter(code__in=codes.values())}
            kept = {
                cell: ReportCell(report=report, cell=cell, figure=found[code])
                for cell, code in codes.items()
                if code in found
            }
            return values_of(compose(report, kept))
    return {}


def _freezings(report: ConsolidatedReport) -> Iterator[tuple[datetime, Mapping[str, Mapping[str, str]]]]:
    for entry in history_of(report).filter(act="reporting.report_frozen"):
        yield entry.at, entry.payload()["figures"]


def told_of(report: Report, done: Refilled, before: Mapping[str, str], edited: Inside, ours: Inside) -> list[str]:
    """What is to be seen before the file goes out, in sentences.

    `before` are the figures the file held when it was made; `edited` is the file with the figures of now, `ours` what
    nobody edited.
    """
    figures = {figure.key: figure for figure in report.figures()}
    return [
        *_head(report, edited),
        *_some(_typed_over(done, before, figures), "ô bị gõ đè"),
        *_some(_deleted(done.missing, figures), "con số bị xóa"),
        *_some(_said_otherwise(edited.lines, ours.lines, figures), "chỗ gõ tay"),
        *_some(_contradictions(edited.prose, ours.prose), "chỗ không khớp"),
        *([f"{len(done.unknown)} ô số trong tệp không thuộc báo cáo này."] if done.unknown else []),
    ]


def _some(lines: Iterable[str], noun: str) -> list[str]:
    found = list(dict.fromkeys(lines))
    left = len(found) - MOST_TOLD
    return [*found[:MOST_TOLD], *([f"Và {left} {noun} khác."] if left > 0 else [])]


def _head(report: Report, edited: Inside) -> Iterator[str]:
    number, signer = report.heading.number, report.signature.name
    if number and not edited.says(number):
        yield f"Tệp không có số, ký hiệu “{number}” của báo cáo."
    if signer and not edited.says(signer):
        yield f"Tệp không có tên người ký “{signer}”."


def _named(figure: Bound) -> str:
    """A figure in words, with its value and the code that opens it."""
    code = f", mã {figure.code}" if figure.code else ""
    return f"“{figure.name or figure.key}” ({figure.value_text}{code})"


def _typed_over(done: Refilled, before: Mapping[str, str], figures: Mapping[str, Bound]) -> Iterator[str]:
    for each in done.changed:
        if each.key in before and each.before != before[each.key] and each.key in figures:
            yield f"Ô của con số {_named(figures[each.key])} bị gõ thành “{each.before}”; máy đã đặt lại số đã chốt."


def _deleted(missing: Iterable[str], figures: Mapping[str, Bound]) -> Iterator[str]:
    for key in missing:
        if key in figures:
            yield f"Con số {_named(figures[key])} đã bị xóa khỏi tệp."


def _contradictions(prose: str, ours: str) -> Iterator[str]:
    """What the numbers of the prose claim of each other and does not agree, beyond what is read into our own words."""
    try:
        yield from sorted(set(_findings(read_text(prose))) - set(_findings(read_text(ours))))
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


def _said_otherwise(edited: Iterable[Line], ours: Iterable[Line], figures: Mapping[str, Bound]) -> Iterator[str]:
    """Numbers typed in prose in the very words that stand around a figure of ours, with another value.

    Two or three words say little: they count only where the figure itself stands in them no more.
    """
    edited = list(edited)
    kept = {turn for turn in _turns(edited) if _SOME in turn}
    turns = {turn: keys for turn, keys in _turns(ours).items() if turn not in kept}
    typed_by_us = {(turn, text) for turn, text, _ in _typed(ours)}
    for turn, text, words in _typed(edited):
        for figure in (figures[key] for key in turns.get(turn, ()) if key in figures):
            if (turn, text) not in typed_by_us and _value(text) != _value(figure.value_text):
                yield f"Lời văn gõ tay “{words}”, khác con số đã chốt {_named(figure)}."


Turn = tuple[str, ...]


def _turns(lines: Iterable[Line]) -> Mapping[Turn, Collection[str]]:
    """The words around each figure of some prose, and which figures they may stand around."""
    found: dict[Turn, dict[str, None]] = {}
    for line in lines:
        for place, piece in enumerate(line):
            turn = _around(_text(line[:place]), _text(line[place + 1 :])) if piece.tag else ()
            if turn:
                found.setdefault(turn, {})[piece.tag] = None
    return found


def _typed(lines: Iterable[Line]) -> Iterator[tuple[Turn, str, str]]:
    """Numbers typed in prose: the words around each, the number, and both as they stand there."""
    for line in lines:
        text = _text(line)
        for number in _NUMBER.finditer(text):
            turn = _around(text[: number.start()], text[number.end() :])
            if turn:
                after = " ".join(text[number.end() :].split()[:4]).strip(".,;:()")
                yield turn, number[1], f"{number[1]} {after}"


def _text(pieces: Iterable[Piece]) -> str:
    return "".join(_HELD if piece.tag else piece.text for piece in pieces)


def _around(before: str, after: str) -> Turn:
    """The words a number stands in: three or four behind it, or fewer with the one before; none when alone."""
    behind = re.split(rf"[.,;:(){_HELD}\d]", after, maxsplit=1)[0].lower().split()[:4]
    if len(behind) > 2:
        return tuple(behind)
    ahead = re.split(rf"[.,;:(){_HELD}\d]", before)[-1].lower().split()[-1:]
    return (*ahead, _SOME, *behind) if ahead and behind else ()


def _value(text: str) -> Decimal | None:
    """The first number of a printed text."""
    found = _NUMBER.search(text) or re.search(r"(\d[\d.]*(?:,\d+)?)", text)
    return Decimal(found[1].replace(".", "").replace(",", ".")) if found else None
