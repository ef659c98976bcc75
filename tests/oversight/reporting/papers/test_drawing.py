"""Charts on paper: the table's own numbers, their key, our letters only."""

from dataclasses import replace

import pytest

from ocop.oversight.reporting.papers.document import Chart
from ocop.oversight.reporting.papers.drawing import pngs_of, svg_of
from tests.oversight.reporting.papers.report import STARS, bound


@pytest.mark.parametrize("kind", ["bar", "stack", "line"])
def test_a_chart_draws_the_numbers_of_its_table(kind: str) -> None:
    values = (3,) if kind == "bar" else (1, 2)
    drawing, told = svg_of(Chart("Hình 1", STARS, values=values, kind=kind))  # type: ignore[arg-type]
    assert drawing.startswith("<svg xmlns=")
    assert "2019" in drawing
    assert ("3 sao" in drawing) is (kind != "bar"), "more than one row of values needs a key"
    assert ("41" in drawing) is (kind != "line"), "bars carry their figures, lines an axis"
    assert told.startswith("Hình 1. ")
    assert "bảng bên cạnh" not in told


def test_a_drawing_becomes_a_picture_that_is_always_the_same() -> None:
    drawing, _ = svg_of(Chart("Hình 1", STARS, values=(1, 2), kind="stack"))
    one, other = pngs_of([drawing, drawing])
    assert one.startswith(b"\x89PNG")
    assert [one] == [other] == pngs_of([drawing])


def test_names_with_signs_of_xml_are_words_in_the_key() -> None:
    columns = (STARS.columns[0], replace(STARS.columns[1], heading="Dưới <3 & hơn"), *STARS.columns[2:])
    drawing, _ = svg_of(Chart("Hình", replace(STARS, columns=columns), values=(1, 2), kind="line"))
    assert "Dưới &lt;3 &amp; hơn" in drawing
    assert pngs_of([drawing])


def test_a_bar_below_nothing_is_refused() -> None:
    rows = ((STARS.rows[0][0], bound("am", -1), *STARS.rows[0][2:]),)
    with pytest.raises(ValueError, match="negative"):
        svg_of(Chart("Hình", replace(STARS, rows=rows, totals=()), values=(1,)))
