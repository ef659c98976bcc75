"""One filled sheet: what is refused, what counts, what stops."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.rules.criteria import Sheet, load, load_all
from ocop.rules.scoring import Mark, MarkError, counted_points, has_story, parse_marks, score
from tests.rules.filling import best_answers, random_answers

FISH = load("1048-2019").sheet("I.3.e")
TOUR = load("26-2026").sheet("VI.1")
SHEETS = [sheet for law in load_all() for sheet in law.sheets.values()]


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ({"Z.9.9": 1}, r"không có tiêu chí Z\.9\.9"),
        ({"A.1.1": 9}, r"A\.1\.1: phiếu không có mức 9 điểm; các mức: 1, 2, 3"),
        ({"A.1.1": 0}, r"A\.1\.1: phiếu không có mức 0"),
        ({"A.1.1": -1}, r"A\.1\.1"),
        ({"A.1.1": True}, r"A\.1\.1: điểm phải là số nguyên"),
        ({"A.1.1": 2.0}, r"A\.1\.1: điểm phải là số nguyên"),
        ({"A.1.1": "3"}, r"A\.1\.1: điểm phải là số nguyên"),
        ({"A.1.1": [3]}, r"A\.1\.1: điểm phải là số nguyên"),
        ({"A.1.1": {"case": "owner", "points": 3}}, r"A\.1\.1: không chia trường hợp"),
        ({"A.3.2": 1}, r"A\.3\.2: hãy chọn một trường hợp: organisation .*owner"),
        ({"A.3.2": {"case": "nobody", "points": 1}}, r"A\.3\.2: không có trường hợp 'nobody'"),
        ({"A.3.2": {"case": "owner", "points": 2}}, r"A\.3\.2: phiếu không có mức 2 điểm; các mức: 0, 1"),
        ({"A.3.2": {"case": ["owner"], "points": 1}}, r"A\.3\.2: không có trường hợp"),
        ({"A.3.2": {"points": 1}}, r"A\.3\.2: hãy chọn một trường hợp"),
        ({"A.3.2": {"case": "owner"}}, r"A\.3\.2: cần đúng hai mục"),
        ({"A.3.2": {"case": "owner", "points": 1, "x": 1}}, r"A\.3\.2: cần đúng hai mục"),
        ([1, 2], "phải là một danh sách"),
        (None, "phải là một danh sách"),
    ],
)
def test_a_mark_the_sheet_does_not_print_is_refused(raw: Any, sentence: str) -> None:
    with pytest.raises(MarkError, match=sentence):
        parse_marks(FISH, raw)


def test_the_refusal_says_which_field_it_is() -> None:
    with pytest.raises(MarkError) as refused:
        parse_marks(FISH, {"B.4.1": 4})
    assert refused.value.criterion == "B.4.1"


def test_an_empty_sheet_is_zero_and_all_blank() -> None:
    found = score(FISH, {})
    assert (found.total, found.blanks) == (0, tuple(FISH.criteria))
    assert found.disqualified == ()
    assert set(found.parts.values()) == set(found.sections.values()) == {0}


def test_a_null_is_a_blank() -> None:
    found = score(FISH, parse_marks(FISH, {"A.1.1": None, "A.1.2": 2}))
    assert found.total == 2
    assert "A.1.1" in found.blanks
    assert "A.1.2" not in found.blanks


@pytest.mark.parametrize("story", [0, None])
def test_without_a_story_its_structure_does_not_count(story: int | None) -> None:
    marks = parse_marks(FISH, {"B.5.1": story, "B.5.2": 3, "B.5.3": 2, "A.1.1": 3})
    found = score(FISH, marks)
    assert (found.total, found.not_counted) == (3, ("B.5.2", "B.5.3"))
    assert not has_story(FISH, marks)
    assert counted_points(FISH, marks).get("B.5.2") is None


def test_tourism_asks_its_story_questions_apart() -> None:
    found = score(TOUR, parse_marks(TOUR, {"B.5.2": 2, "B.5.3": 2}))
    assert (found.total, found.not_counted) == (4, ())


def test_a_stop_ends_the_evaluation_but_not_the_sum() -> None:
    found = score(FISH, parse_marks(FISH, best_answers(FISH) | {"C.6.1": 0}))
    assert found.total == 98
    assert found.knocked_out == ("foreign_matter",)
    assert found.disqualified == ("Có tạp chất không chấp nhận được (nguy cơ mất ATTP)",)


def test_a_blank_never_stops_an_evaluation() -> None:
    answers = best_answers(FISH)
    del answers["C.6.1"]
    assert score(FISH, parse_marks(FISH, answers)).disqualified == ()


def test_a_zero_that_the_sheet_calls_acceptable_does_not_stop() -> None:
    """Coffee under 26/2026 prints "Có các tạp chất, chấp nhận được" for zero: only the council can find more."""
    coffee = load("26-2026").sheet("I.6")
    found = score(coffee, parse_marks(coffee, best_answers(coffee) | {"C.6.1.1": 0}))
    assert found.disqualified == ()
    ticked = score(coffee, parse_marks(coffee, best_answers(coffee)), frozenset({"foreign_matter"}))
    assert ticked.knocked_out == ("foreign_matter",)


def test_a_finding_the_sheet_does_not_have_is_refused() -> None:
    with pytest.raises(MarkError, match="không có điều kiện loại bad_luck"):
        score(FISH, {}, frozenset({"bad_luck"}))


def test_marks_of_another_sheet_are_refused() -> None:
    with pytest.raises(MarkError, match=r"C\.16"):
        score(FISH, {"C.16": Mark(1)})
    with pytest.raises(MarkError):
        score(TOUR, parse_marks(FISH, best_answers(FISH)))


@given(st.sampled_from(SHEETS), st.integers(min_value=0))
def test_sums_agree_on_every_level(sheet: Sheet, seed: int) -> None:
    found = score(sheet, parse_marks(sheet, random_answers(sheet, random.Random(seed))))
    assert found.total == sum(found.parts.values()) == sum(found.sections.values()) == sum(found.counted.values())
    assert 0 <= found.total <= sheet.max
    for part in sheet.parts:
        assert 0 <= found.parts[part.code] <= part.max
        for section in part.sections:
            assert 0 <= found.sections[f"{part.code}.{section.number}"] <= section.max
    assert {*found.counted, *found.blanks, *found.not_counted} == set(sheet.criteria)


@given(st.sampled_from(SHEETS), st.integers(min_value=0), st.data())
def test_more_points_on_one_criterion_never_lower_the_total(sheet: Sheet, seed: int, data: st.DataObject) -> None:
    marks = parse_marks(sheet, random_answers(sheet, random.Random(seed)))
    code = data.draw(st.sampled_from(sorted(sheet.criteria)))
    criterion = sheet.criteria[code]
    if criterion.cases:
        return
    low, high = sorted(data.draw(st.lists(st.sampled_from(criterion.points_of(None)), min_size=2, max_size=2)))
    lower, higher = score(sheet, marks | {code: Mark(low)}), score(sheet, marks | {code: Mark(high)})
    assert lower.total <= higher.total


@given(st.sampled_from(SHEETS), st.integers(min_value=0))
def test_order_of_marks_does_not_matter(sheet: Sheet, seed: int) -> None:
    marks = parse_marks(sheet, random_answers(sheet, random.Random(seed)))
    assert score(sheet, dict(reversed(marks.items()))) == score(sheet, marks)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: f"{sheet.criteria_id}-{sheet.code}")
def test_full_marks_are_a_hundred(sheet: Sheet) -> None:
    found = score(sheet, parse_marks(sheet, best_answers(sheet)))
    assert (found.total, found.blanks, found.disqualified) == (100, (), ())
