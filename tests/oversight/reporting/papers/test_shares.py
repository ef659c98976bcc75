"""Shares with their base on paper: whole where there is room, a long base below, apart among the codes."""

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from ocop.oversight.reporting.papers import book
from ocop.oversight.reporting.papers.document import AROUND, Column, Table, Text
from ocop.oversight.reporting.papers.shares import letters_needed, share_and_base
from ocop.oversight.reporting.papers.wording import code_lines
from tests.oversight.reporting.papers.report import bound, half_year

LONG = "43,15 % (405.029/938.702)"


@pytest.mark.parametrize(
    ("text", "parts", "letters"),
    [
        ("62,5 % (5/8)", ("62,5 %", "(5/8)"), 12),
        (LONG, ("43,15 %", "(405.029/938.702)"), 17),
        ("1.250", ("1.250", ""), 5),
        ("(chưa có số)", ("(chưa có số)", ""), 12),
    ],
)
def test_a_share_and_its_base(text: str, parts: tuple[str, str], letters: int) -> None:
    assert share_and_base(text) == parts
    assert letters_needed(text) == letters


def test_a_column_of_shares_is_as_wide_as_the_longer_of_its_two_lines() -> None:
    share = bound("ty_le", Decimal("43.15"), "%", "Tỷ lệ", "405.029 trên 938.702 triệu đồng", LONG)
    table = Table("Biểu 5", (Column("Nội dung"), Column("Tỷ lệ", "number")), ((Text("Ngân sách"), share),))
    assert table.relative_widths[1] == 17 + AROUND


def test_excel_leaves_room_for_the_whole_share() -> None:
    """A number is never broken there: too narrow a cell shows ### instead."""
    share = bound("ty_le", Decimal("43.15"), "%", "Tỷ lệ", "405.029 trên 938.702 triệu đồng", LONG)
    columns = (Column("Nội dung", width=120), Column("Tỷ lệ", "number"))
    table = Table("Biểu 5", columns, ((Text("Ngân sách"), share),))
    content = book.make(replace(half_year(), blocks=(table,), annexes=()))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Biểu 5"]
    assert sheet.column_dimensions["B"].width >= len(LONG)


def test_the_annex_of_codes_says_the_base_once() -> None:
    share = bound("ty_le", Decimal("43.15"), "%", "Tỷ lệ", "405.029 trên 938.702 triệu đồng", LONG)
    (line,) = code_lines([share])
    assert (line.value, line.base) == ("43,15 %", "405.029 trên 938.702 triệu đồng")
