"""Lists of participants into and out of Excel."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse

from ocop.kit.sheets import Column, Limits, Table, read_pasted, read_table, write_table
from ocop.support.activities.sheets.columns import ListColumn
from ocop.support.activities.sheets.reading import MAX_ROWS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LIMITS = Limits(max_rows=MAX_ROWS, max_cell=1000)


def workbook(name: str, columns: Sequence[ListColumn], rows: Sequence[Sequence[str]], on: date) -> HttpResponse:
    """Columns of a list and its rows as a download named after its day."""
    headings = [Column(column.heading, width=column.width) for column in columns]
    return download(name, write_table(headings, rows, sheet="Danh sách"), on)


def download(name: str, content: bytes, on: date) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}-{on:%Y-%m-%d}.xlsx"'
    return response


def read_list(upload: Any, pasted: str) -> Table:
    """The table of an uploaded file, or of pasted cells; raises `kit.sheets.SheetError`."""
    return read_table(upload, limits=_LIMITS) if upload else read_pasted(pasted, limits=_LIMITS)
