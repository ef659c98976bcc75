"""The same answer as CSV, as SDMX-CSV 2.0 and as a DHIS2 data value set."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from ocop.oversight.figures.questions import BY_TIME, Cell, Question
from ocop.public.api.answers import Answer, part_of
from ocop.public.api.asked import OPTION, Problem, Wrong, by_place, public_measures

DATAFLOW = "OCOP:CHI_SO(1.0)"
NO_BREAKDOWN = "_T"
# Months of a period that statistics know → the letter between year and ordinal.
_LENGTHS = {12: "", 6: "S", 3: "Q"}


def as_csv(found: Answer) -> bytes:
    """A table for spreadsheets: one line a part, with the words of the screen."""
    asked = found.question
    head = (
        "chi_so",
        "ten",
        "don_vi_tinh",
        "tu_ngay",
        "den_ngay",
        "dia_ban",
        "phan",
        "ten_phan",
        "so_dem",
        "mau_so",
        "ty_le",
    )
    lines = [
        (
            asked.measure.key,
            asked.measure.name,
            asked.measure.unit,
            asked.since or "",
            cell.question.on if cell.question else asked.on,
            asked.place.key if asked.place else "",
            part_of(asked, cell),
            cell.label,
            cell.count,
            "" if cell.base is None else cell.base,
            "" if cell.share is None else cell.share,
        )
        for cell in found.rows
    ]
    return b"\xef\xbb\xbf" + _written(head, lines)


def dictionary() -> bytes:
    """Every public indicator with what it counts: the data dictionary of the CSV files."""
    head = ("chi_so", "ten", "don_vi_tinh", "cach_tinh", "dieu_kien")
    lines = [
        (each.key, each.name, each.unit, each.definition, " ".join(f"{OPTION}{name}" for name in each.options))
        for each in public_measures().values()
    ]
    return b"\xef\xbb\xbf" + _written(head, lines)


def as_sdmx(found: Answer) -> bytes:
    """SDMX-CSV 2.0: the structure first, then dimensions, the observation and its attributes."""
    asked = found.question
    head = (
        *("STRUCTURE", "STRUCTURE_ID", "ACTION", "INDICATOR", "REF_AREA", "BREAKDOWN"),
        *("TIME_PERIOD", "OBS_VALUE", "OBS_BASE", "UNIT_MEASURE"),
    )
    lines = [
        (
            *("dataflow", DATAFLOW, "I", asked.measure.key, _area(found, cell), _breakdown(asked, cell)),
            *(_period(asked, cell, "-"), cell.count, "" if cell.base is None else cell.base, asked.measure.unit),
        )
        for cell in found.rows
    ]
    return _written(head, lines)


def as_dhis2(found: Answer) -> dict[str, Any]:
    """A data value set as DHIS2 imports it with codes as its scheme; a share is two elements, count and base."""
    asked = found.question
    values = []
    for cell in found.rows:
        same = {"period": _period(asked, cell, ""), "orgUnit": _area(found, cell)}
        if (breakdown := _breakdown(asked, cell)) != NO_BREAKDOWN:
            same["categoryOptionCombo"] = breakdown
        values.append({"dataElement": asked.measure.key, **same, "value": str(cell.count)})
        if cell.base is not None:
            values.append({"dataElement": f"{asked.measure.key}.base", **same, "value": str(cell.base)})
    return {"dataValues": values}


def _area(found: Answer, cell: Cell) -> str:
    """The place a figure is of; a gap is a place of its own, so that parts add up to the whole."""
    asked = found.question
    if by_place(asked):
        return part_of(asked, cell)
    return asked.place.key if asked.place else found.province


def _breakdown(question: Question, cell: Cell) -> str:
    """The conditions of a figure as one code, `_T` where there are none."""
    asked = cell.question.options if cell.question else question.options
    return "+".join(f"{name}={value}" for name, value in sorted(asked.items())) or NO_BREAKDOWN


def _period(question: Question, cell: Cell, dash: str) -> str:
    """The period of a figure as statistics write it: 2026Q1, 2025S2, 2025, or the day of a stock.

    What counts within a span has a period only where the span is one; raises `Wrong` otherwise.
    """
    on = cell.question.on if cell.question else question.on
    if not question.measure.since_start:
        return _span(_first_of_quarter(on), on, dash) or on.strftime(f"%Y{dash}%m{dash}%d")
    since = question.since or date(on.year, 1, 1)
    if question.split == BY_TIME:
        raise Wrong(
            Problem("chia", _("Chỉ số đếm trong kỳ cộng dồn từ “tu”, nên dạng này không chia theo quý. Hỏi từng quý."))
        )
    if not (name := _span(since, on, dash)):
        raise Wrong(Problem("tu", _("Với dạng này, “tu” và “ngay” phải trọn một quý, nửa năm hoặc năm.")))
    return name


def _span(first: date, last: date, dash: str) -> str:
    """The name of a whole year, half or quarter; empty for any other span."""
    after = last + timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    if first.day != 1 or after.day != 1 or months not in _LENGTHS or (first.month - 1) % months:
        return ""
    letter = _LENGTHS[months]
    return f"{first.year}{dash}{letter}{(first.month - 1) // months + 1}" if letter else str(first.year)


def _first_of_quarter(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _written(head: Sequence[str], lines: Iterable[Sequence[Any]]) -> bytes:
    """A table as RFC 4180 writes it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(lines)
    return text.getvalue().encode()
