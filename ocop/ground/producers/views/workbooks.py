"""Workbooks in and out of the browser."""

from collections.abc import Sequence
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse

from ocop.ground.producers.sheets.columns import COLUMNS
from ocop.ground.producers.sheets.reading import MAX_ROWS
from ocop.ground.producers.states import SheetKind
from ocop.kit.sheets import Column, Limits, Table, read_table, write_table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILE_NAMES = {SheetKind.PRODUCERS: "chu-the-ocop", SheetKind.PRODUCTS: "san-pham-ocop"}


def workbook(kind: str, header: Sequence[str], rows: Sequence[Sequence[str]], on: date) -> HttpResponse:
    """The sheet as a download named after its kind and day."""
    widths = {column.heading: column.width for column in COLUMNS[kind]}
    columns = [Column(heading, width=widths.get(heading)) for heading in header]
    content = write_table(columns, rows, sheet=str(SheetKind(kind).label))
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{_FILE_NAMES[SheetKind(kind)]}-{on:%Y-%m-%d}.xlsx"'
    return response


def read_upload(upload: UploadedFile) -> Table:
    """The first sheet of an uploaded workbook or CSV file; raises `kit.sheets.SheetError`."""
    limits = Limits(max_rows=MAX_ROWS, max_cell=8000, max_seconds=30.0)
    return read_table(upload, limits=limits)
