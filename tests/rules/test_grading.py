"""From an average and points to a rank, and what the next one takes."""

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.rules.criteria import Sheet, load
from ocop.rules.grading import ROUNDING_RULE, band, grade, next_star, rank_in_words, total_in_print, towards
from ocop.rules.scoring import parse_marks, score
from tests.rules.filling import best_answers, random_answers

NEW, OLD = load("26-2026"), load("1048-2019")
HAM = NEW.sheet("I.3.d")
FULL = {criterion.code: criterion.max for criterion in HAM.criteria.values()}
averages = st.decimals(min_value=0, max_value=100, places=4)


@given(averages, averages)
def test_a_higher_average_never_gives_a_lower_band(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    assert band(NEW, low) <= band(NEW, high)


@pytest.mark.parametrize("average", [Decimal("-0.01"), Decimal("100.01")])
def test_an_average_outside_the_sheet_is_refused(average: Decimal) -> None:
    with pytest.raises(ValueError, match="từ 0 đến 100"):
        band(NEW, average)


def test_a_binary_float_is_refused() -> None:
    with pytest.raises(TypeError):
        band(NEW, 89.99)  # type: ignore[arg-type]  # what a careless caller would hand over


def test_the_rank_is_the_lower_of_band_and_minimums() -> None:
    points = FULL | {"A.3.4": 1}
    found = grade(NEW, HAM, Decimal(99), points)
    assert (found.band_stars, found.gate_stars, found.stars) == (5, 3, 3)
    assert [(gate.stars, gate.criterion, gate.min_points, gate.actual) for gate in found.blocking] == [
        (4, "A.3.4", 2, 1),
        (5, "A.3.4", 2, 1),
    ]
    assert found.rounding_rule == ROUNDING_RULE
    low = grade(NEW, HAM, Decimal(55), FULL)
    assert (low.band_stars, low.gate_stars, low.stars, low.blocking) == (3, 5, 3, ())


def test_a_knock_out_leaves_no_rank_but_shows_the_rest() -> None:
    found = grade(NEW, HAM, Decimal(95), FULL, ("Giả mạo hồ sơ",))
    assert (found.stars, found.band_stars, found.gate_stars) == (0, 5, 5)
    assert not found.is_recognised_rank


def test_one_and_two_stars_are_no_recognised_ranks() -> None:
    assert [grade(NEW, HAM, Decimal(points), FULL).is_recognised_rank for points in (29, 49, 50)] == [
        False,
        False,
        True,
    ]


def test_minimums_of_781_are_said_to_be_unknown_and_never_computed() -> None:
    fish = OLD.sheet("I.3.e")
    found = grade(OLD, fish, Decimal(95), {})
    assert (found.stars, found.failed_gates, found.gates_known) == (5, (), False)
    assert "QĐ 781" in found.gates_note
    assert (3, "Có công bố tiêu chuẩn sản phẩm theo quy định", "confirmed") in [
        (item.stars, item.text, item.status) for item in found.known_requirements
    ]
    tour = grade(OLD, OLD.sheet("VI.1"), Decimal(95), {})
    assert (tour.gates_known, tour.gates_note, tour.known_requirements) == (True, "", ())


def test_what_the_next_star_takes() -> None:
    ahead = next_star(NEW, HAM, Decimal("69.5"), FULL | {"A.3.5": 1, "B.5.1": 3})
    assert ahead is not None
    assert (ahead.stars, ahead.points_short) == (4, Decimal("0.5"))
    assert {(item.criterion, item.actual, item.min_points) for item in ahead.raises} == {
        ("A.3.5", 1, 2),
        ("B.5.1", 3, 5),
    }


def test_nothing_is_above_five_stars() -> None:
    assert next_star(NEW, HAM, Decimal(100), FULL) is None


def test_a_knock_out_blocks_every_star_however_many_points_there_are() -> None:
    ahead = next_star(NEW, HAM, Decimal(100), FULL, ("Giống hệt",))
    assert ahead is not None
    assert (ahead.stars, ahead.points_short, ahead.blocked_by) == (5, Decimal(0), ("Giống hệt",))
    low = next_star(NEW, HAM, Decimal(8), {}, ("Giống hệt",))
    assert low is not None
    assert (low.stars, low.points_short, low.blocked_by) == (3, Decimal(42), ("Giống hệt",))


@pytest.mark.parametrize(
    ("stars", "average", "words"),
    [
        (0, "95", "không xếp hạng"),
        (None, None, "không xếp hạng"),
        (4, "89.99", "4 sao"),
        (5, "90", "đề nghị 5 sao, trình Trung ương"),
        (4, "91", "từ 90 điểm, trình Trung ương; điểm tối thiểu đạt 4 sao"),
    ],
)
def test_the_province_proposes_five_stars_and_never_prints_them_as_given(
    stars: int | None, average: str | None, words: str
) -> None:
    assert rank_in_words(stars, Decimal(average) if average else None) == words


@pytest.mark.parametrize(
    ("total", "printed"), [("69.142", "69.14"), ("69.145", "69.15"), ("78.5", "78.50"), ("89.998", "89.998")]
)
def test_a_total_is_printed_with_two_decimals_unless_that_would_lift_it(total: str, printed: str) -> None:
    assert str(total_in_print(NEW, Decimal(total))) == printed


def test_from_one_star_the_next_goal_is_three() -> None:
    ahead = next_star(NEW, HAM, Decimal(10), {})
    assert ahead is not None
    assert (ahead.stars, ahead.points_short) == (3, Decimal(40))


@given(st.sampled_from(list(NEW.sheets.values())), st.integers(min_value=0), st.sampled_from([3, 4, 5]))
def test_doing_what_is_asked_reaches_the_star(sheet: Sheet, seed: int, wanted: int) -> None:
    found = score(sheet, parse_marks(sheet, random_answers(sheet, random.Random(seed))))
    average = Decimal(found.total)
    ahead = towards(NEW, sheet, average, found.counted, wanted)
    raised = dict(found.counted) | {item.criterion: item.min_points for item in ahead.raises}
    assert grade(NEW, sheet, average + ahead.points_short, raised).stars >= wanted


@given(st.sampled_from(list(NEW.sheets.values())), st.integers(min_value=0), st.data())
def test_raising_one_criterion_never_lowers_the_rank(sheet: Sheet, seed: int, data: st.DataObject) -> None:
    counted = dict(score(sheet, parse_marks(sheet, random_answers(sheet, random.Random(seed)))).counted)
    code = data.draw(st.sampled_from(sorted(sheet.criteria)))
    before = grade(NEW, sheet, Decimal(75), counted)
    after = grade(NEW, sheet, Decimal(75), counted | {code: sheet.criteria[code].max})
    assert before.gate_stars <= after.gate_stars
    assert before.stars <= after.stars


@pytest.mark.parametrize("sheet", list(NEW.sheets.values()), ids=lambda sheet: sheet.code)
def test_every_set_can_reach_five_stars(sheet: Sheet) -> None:
    found = score(sheet, parse_marks(sheet, best_answers(sheet)))
    assert grade(NEW, sheet, Decimal(found.total), found.counted, found.disqualified).stars == 5
