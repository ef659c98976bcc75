"""Charts: figures in the table, sizes in the drawing, nothing that the content policy forbids."""

import re
from decimal import Decimal

import pytest

from ocop.kit.charts import chart_bar, chart_line, chart_stack, nice_top


def widths(page: str) -> list[Decimal]:
    drawing = page.split('class="ocop-chart__drawing"')[1]
    return [Decimal(width) for width in re.findall(r'<rect [^>]*width="([\d.]+)"', drawing)]


def test_bars_are_as_long_as_their_figures_and_the_table_holds_them():
    page = chart_bar("Hồ sơ", [("Thực phẩm", 100), ("Đồ uống", 25), ("Không có", 0)], "hồ sơ")
    long, short = widths(page)
    assert long == short * 4
    assert 'role="img"' in page
    assert "Cao nhất: Thực phẩm, 100" in page
    assert page.count('scope="row"') == 3


def test_parts_of_a_stack_stand_end_to_end():
    page = chart_stack("Sao", ["3 sao", "4 sao"], [("2019", (47, 23)), ("2020", (65, 34))])
    first, second, *_ = widths(page)
    assert abs(first / second - Decimal(47) / 23) < Decimal("0.01")
    assert ">70<" in page.replace("\n", "")


def test_a_missing_figure_breaks_the_line_and_is_a_dash_in_the_table():
    page = chart_line("Doanh thu", ["2019", "2020", "2021"], [("Toàn tỉnh", [10, None, Decimal("12.5")])], "tỷ đồng")
    assert page.count("<polyline") == 2
    assert "–" in page
    assert "12,5" in page


def test_charts_stand_without_figures():
    for page in (chart_bar("Trống", []), chart_stack("Trống", ["a"], []), chart_line("Trống", [], [("a", [])])):
        assert "<svg" in page
        assert "chưa có số liệu" in page


def test_labels_are_escaped_and_nothing_is_inline():
    page = chart_bar("<b>x</b>", [("<script>", 1)], "<i>")
    assert "<script>" not in page
    assert "<b>" not in page
    assert "style=" not in page


@pytest.mark.parametrize(
    "draw",
    [
        lambda: chart_bar("Âm", [("a", -1)]),
        lambda: chart_stack("Lệch", ["a", "b"], [("x", (1,))]),
        lambda: chart_line("Lệch", ["2019"], [("a", [1, 2])]),
    ],
)
def test_what_cannot_be_drawn_is_refused(draw):
    with pytest.raises(ValueError, match=r"negative|stacked|line chart"):
        draw()


@pytest.mark.parametrize(("most", "top"), [(0, 1), (3, 4), (505, 600), (1000, 1000), (1001, 2000), ("0.3", "0.4")])
def test_an_axis_ends_at_a_round_figure(most, top):
    assert nice_top(Decimal(most)) == Decimal(top)
