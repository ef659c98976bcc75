"""Figures typed in tables by hand: rows and tables people added, and cells where they deleted ours."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ocop.oversight.reporting.edits.turns import value_of
from ocop.oversight.reporting.papers.document import Bound
from ocop.oversight.reporting.papers.word import Line, Row, text_of

# A number with its unit or its base and nothing else: "15", "1.250", "62,5 % (5/8)", "12 lớp".
_FIGURE = re.compile(r"-?\d[\d.,]*(?:\s?%)?(?:\s*\([\d.,/\s]+\))?(?:\s[^\W\d][^\d]{0,15})?")
_MOST_NAMED = 4  # figures of one row that a remark repeats


def typed_in_tables(edited: Sequence[Row], ours: Sequence[Row], figures: Mapping[str, Bound]) -> Iterator[str]:
    """Rows with figures that are no figures of the report: another value under the name of one of ours, or one that
    nothing frozen stands behind.
    """
    by_us = {(_label(row), text) for row in ours for text in _typed(row)}
    named = _figures_by_name(ours, figures)
    for row in edited:
        label = _label(row)
        typed = [text for text in _typed(row) if (label, text) not in by_us]
        same = named.get(label.casefold(), ())
        other = [text for text in typed if value_of(text) not in {value_of(each.value_text) for each in same}]
        told = "; ".join(f"“{text}”" for text in other[:_MOST_NAMED]) + ("…" if len(other) > _MOST_NAMED else "")
        whose = f"dòng “{label}”" if label else "một dòng không có tên"
        if other and same:
            ours_told = ", ".join(each.told for each in same[:2])
            yield f"Bảng gõ tay, {whose} ghi {told}, khác con số đã chốt {ours_told}."
        elif other:
            yield f"Bảng gõ tay, {whose} ghi {told}: không có con số nào đã chốt để đối chiếu. Anh/chị tự kiểm."


def _figures_by_name(ours: Sequence[Row], figures: Mapping[str, Bound]) -> dict[str, list[Bound]]:
    """Our figures by the words of their row and by their own name, in small letters."""
    found: dict[str, dict[str, Bound]] = {}
    for row in ours:
        if label := _label(row).casefold():
            keys = [piece.tag for cell in row for piece in cell if piece.tag in figures]
            found.setdefault(label, {}).update({key: figures[key] for key in keys})
    for figure in figures.values():
        if figure.name:
            found.setdefault(figure.name.casefold(), {})[figure.key] = figure
    return {label: list(each.values()) for label, each in found.items() if each}


def _label(row: Row) -> str:
    """The first words of a row."""
    texts = (" ".join(text_of(cell).split()) for cell in row)
    return next((text for text in texts if any(map(str.isalpha, text)) and not _FIGURE.fullmatch(text)), "")


def _typed(row: Row) -> Iterator[str]:
    """The figures of a row that stand in no control; the number that a row begins with is none."""
    for place, cell in enumerate(row):
        text = " ".join(text_of(cell).split())
        is_number = place == 0 and len(row) > 1 and any(map(_holds_words, row))
        if _FIGURE.fullmatch(text) and not is_number and not any(piece.tag for piece in cell):
            yield text


def _holds_words(cell: Line) -> bool:
    return any(map(str.isalpha, text_of(cell)))
