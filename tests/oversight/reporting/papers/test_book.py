"""Reports in Excel: numbers that add up, and text that stays text."""

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl

from ocop.oversight.reporting.papers import book
from ocop.oversight.reporting.papers.document import Column, Table, Text
from tests.oversight.reporting.papers.report import STARS, bound, half_year


def opened(content: bytes, *, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def cells(sheet: openpyxl.worksheet.worksheet.Worksheet) -> dict[str, object]:
    return {cell.coordinate: cell.value for row in sheet for cell in row if cell.value is not None}


def test_each_table_has_its_sheet_and_the_last_lists_the_codes() -> None:
    made = opened(book.make(half_year()))
    assert made.sheetnames == ["Bảng 1", "Biểu 2", "Mã số liệu"]
    for sheet in made:
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.page_setup.fitToHeight == 0
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in cells(sheet).values()
        assert "Số: 05/BC-VPĐP" in cells(sheet).values()
    rows = list(made["Mã số liệu"].iter_rows(values_only=True))
    share = next(row for row in rows if row[1] == "Tỷ lệ sản phẩm ngành thực phẩm")
    assert share[2:4] == (75.76, "75 trong 99 sản phẩm")
    assert share[5] == bound("ty_le_thuc_pham", 0).code


def test_numbers_are_numbers_and_a_total_adds_itself_up_and_shows_its_value() -> None:
    content = book.make(half_year())
    formulas, values = cells(opened(content)["Bảng 1"]), cells(opened(content, values=True)["Bảng 1"])
    totals = {place: value for place, value in formulas.items() if str(value).startswith("=SUM")}
    assert len(totals) == 3
    assert [values[place] for place in totals] == [65, 34, 99]
    assert next(iter(totals.values())).startswith("=SUM(B")
    assert 27 in values.values()


def test_a_total_that_is_no_sum_is_written_as_the_figure_it_is() -> None:
    columns = (STARS.columns[0], *(replace(column, sums=False) for column in STARS.columns[1:]))
    people = replace(STARS, title="Người dự", columns=columns, totals=(Text("Người"), *STARS.totals[1:]))
    made = cells(opened(book.make(replace(half_year(), blocks=(people,))))["Người dự"])
    assert not [value for value in made.values() if str(value).startswith("=")]


def test_text_never_becomes_a_formula_or_a_link() -> None:
    rows = ((Text("=1+1"), bound("a", 1)), (Text("http://x.example"), bound("b", 2)))
    sly = Table("Tên", (Column("Tên"), Column("Số", "number")), rows)
    sheet = opened(book.make(replace(half_year(), blocks=(sly,))), values=True)["Tên"]
    assert "=1+1" in cells(sheet).values(), "the words, not what they would come to"
    assert not [cell for row in sheet for cell in row if cell.hyperlink]


def test_two_tables_with_one_name_get_two_sheets() -> None:
    other = replace(STARS, rows=STARS.rows)
    assert opened(book.make(replace(half_year(), blocks=(STARS, other), annexes=()))).sheetnames == [
        "Bảng 1", "Bảng 1 2", "Mã số liệu",
    ]  # fmt: skip


def test_a_share_keeps_its_decimals() -> None:
    share = bound("ty_le", Decimal("20.20"), "%", text="20,20%")
    table = Table("Tỷ lệ", (Column("Nơi"), Column("Tỷ lệ", "number")), ((Text("Sa Đéc"), share),))
    sheet = opened(book.make(replace(half_year(), blocks=(table,))))["Tỷ lệ"]
    cell = next(cell for row in sheet for cell in row if cell.value == 20.2)
    assert cell.number_format == '#,##0.00"%"'


def test_a_share_printed_with_its_base_has_it_on_the_sheet_too_and_stays_a_number() -> None:
    share = bound("qua_han", Decimal("12.50"), "%", text="12,50 % (1/8)")
    table = Table("Quá hạn", (Column("Nơi"), Column("Quá hạn", "number")), ((Text("Sa Đéc"), share),))
    sheet = opened(book.make(replace(half_year(), blocks=(table,))))["Quá hạn"]
    cell = next(cell for row in sheet for cell in row if cell.value == 12.5)
    assert cell.number_format == '#,##0.00" % (1/8)"'
