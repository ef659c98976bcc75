"""A report that contradicts itself is no report: it is refused where its data is put together."""

from dataclasses import replace

import pytest

from ocop.oversight.reporting.papers.document import Bound, Column, Paragraph, Table, Text, words
from tests.oversight.reporting.papers.report import PRODUCERS, PRODUCTS, STARS, half_year


def test_the_office_cannot_print_63_producers_in_one_place_and_65_in_another() -> None:
    report = half_year()
    other = replace(PRODUCERS, value_text="65", number=65)
    with pytest.raises(ValueError, match=r"chu_the is both 63 .* and 65"):
        replace(report, blocks=(*report.blocks, Paragraph(words("Có ", other, " chủ thể."))))


def test_a_total_that_is_not_the_sum_of_its_rows_is_refused() -> None:
    wrong = (*STARS.totals[:3], replace(PRODUCTS, value_text="89", number=89))
    with pytest.raises(ValueError, match="the total of “Cộng” is not the sum of its rows"):
        replace(STARS, totals=wrong)


def test_a_row_that_lacks_a_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="a row has 1 cells for 2 columns"):
        Table("Bảng 1", (Column("Năm"), Column("Số", "number")), ((Text("2019"),),))


@pytest.mark.parametrize("key", ["", "k" * 61, "chu|the"])
def test_a_name_that_word_cannot_hold_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="cannot be a figure's name"):
        Bound(key, "63")


def test_every_figure_is_listed_once_in_the_order_it_is_read() -> None:
    keys = [figure.key for figure in half_year().figures()]
    assert keys[:3] == ["san_pham", "chu_the", "ty_le_thuc_pham"]
    assert len(keys) == len(set(keys))
    assert "sp_1" in keys, "figures of annexes too"
