"""Workbooks we write: Vietnamese headings, text that stays text, no formula from outside."""

import io
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ocop.kit.sheets import Column, read_table, write_table

UTC = ZoneInfo("UTC")
COLUMNS = ["Tên sản phẩm", "Điện thoại", Column("Giá", "number"), Column("Điểm", "decimal"), Column("Ngày", "date")]


def opened(content: bytes) -> openpyxl.worksheet.worksheet.Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    return sheet


def test_what_is_written_is_read_back_the_same() -> None:
    content = write_table(COLUMNS, [["Khô cá lóc", "0912345678", 120000, Decimal("85.5"), date(2026, 3, 5)]])
    table = read_table(SimpleUploadedFile("a.xlsx", content))
    assert table.headers == ("Tên sản phẩm", "Điện thoại", "Giá", "Điểm", "Ngày")
    assert table.rows == (("Khô cá lóc", "0912345678", "120000", "85,5", "05/03/2026"),)


@pytest.mark.parametrize("typed", ["=1+1", "=HYPERLINK('http://x')", "+84912", "-2", "@SUM(A1)", "http://x.vn", "007"])
def test_what_somebody_typed_stays_text(typed: str) -> None:
    cell = opened(write_table(["Tên"], [[typed]]))["A2"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", typed, None)
    assert cell.number_format == "@"


def test_moments_are_the_provinces_and_yes_and_no_are_words() -> None:
    moment = datetime(2026, 11, 23, 23, 5, tzinfo=UTC)
    sheet = opened(write_table([Column("Lúc", "moment"), "Đạt"], [[moment, True], [None, False]]))
    assert sheet["A2"].value == datetime.combine(date(2026, 11, 24), time(6, 5))
    assert [sheet["B2"].value, sheet["B3"].value, sheet["A3"].value] == ["Có", "Không", None]


def test_headings_stay_in_sight_under_a_title() -> None:
    sheet = opened(write_table(["Tên"], [["A"]], title="Danh sách sản phẩm", sheet="Sản phẩm: [2026]"))
    assert (sheet["A1"].value, sheet["A3"].value, sheet["A4"].value) == ("Danh sách sản phẩm", "Tên", "A")
    assert sheet.freeze_panes == "A4"
    assert sheet.title == "Sản phẩm   2026"


def test_an_empty_list_is_a_sheet_of_headings() -> None:
    assert opened(write_table(["Tên", "Xã"], [])).max_row == 1


def test_a_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        write_table(["Tên", "Xã"], [["A"]])
