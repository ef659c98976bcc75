"""Forms as data: what they ask, how they add up, and that no return which contradicts itself gets by."""

import random
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ocop.oversight.reporting.catalogue import forms
from ocop.rules.consistency import Claim, Kind, Printed, check
from ocop.rules.forms import Filled, Form, asked_of, claims_of, fill, form_from, numbers_before, numbers_of, typed_of
from tests.rules.forms.provinces import later, made_up

SMALL: dict[str, Any] = {
    "code": "bieu", "number": "Biểu", "title": "Lớp", "source": "thử",
    "columns": [
        {"key": "ky", "title": "Kỳ"}, {"key": "luy-ke", "title": "Lũy kế", "span": "to_date"},
        {"key": "ty-le", "title": "Tỷ lệ", "share_of": "lop", "of": "ky"},
    ],
    "rows": [
        {"key": "lop", "title": "Lớp", "unit": "lớp", "measure": "activities.held", "complete": True, "grows": True},
        {"key": "xa", "title": "Cấp xã", "unit": "lớp", "measure": "activities.held", "options": {"group": "a"},
         "whole": "lop"},
        {"key": "tinh", "title": "Cấp tỉnh", "unit": "lớp", "manual": True, "whole": "lop"},
        {"key": "ca", "title": "Cả hai", "unit": "lớp", "sum": ["xa", "tinh"]},
    ],
}  # fmt: skip


def small(**changes: Any) -> Form:
    return form_from({**SMALL, **changes})


def test_a_form_asks_for_what_records_give_and_leaves_what_is_typed() -> None:
    form = small()
    assert [each.cell for each in asked_of(form)] == ["bieu/lop/ky", "bieu/lop/luy-ke", "bieu/xa/ky", "bieu/xa/luy-ke"]
    assert [each.cell for each in typed_of(form)] == ["bieu/tinh/ky", "bieu/tinh/luy-ke"]


def test_sums_and_shares_follow_from_what_is_given_and_typed_figures_stay_marked() -> None:
    cells = fill(small(), {"bieu/lop/ky": Filled(8), "bieu/xa/ky": Filled(6), "bieu/tinh/ky": Filled(2, manual=True)})
    assert cells["bieu/ca/ky"] == Filled(8, manual=True)
    assert cells["bieu/xa/ty-le"] == Filled(6, 8)
    assert "bieu/ca/luy-ke" not in cells


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rows": [*SMALL["rows"], {"key": "xa", "title": "Lại"}]}, "hai dòng cùng khóa xa"),
        ({"rows": [{"key": "a", "title": "A", "whole": "b"}]}, "nhắc đến b không có trong biểu"),
        ({"rows": [{"key": "lop", "title": "A", "sum": ["lop"]}]}, "cộng vòng tròn"),
        ({"rows": [{"key": "lop", "title": "A", "manual": True, "measure": "x"}]}, "chỉ được là một trong"),
        ({"columns": [{"key": "a", "title": "A", "span": "tuần"}]}, "kỳ không rõ"),
        ({"columns": [{"key": "a", "title": "A", "span": "fixed"}]}, "phải nêu ngày cuối"),
        ({"màu": "xanh"}, "mục không rõ: màu"),
    ],
)
def test_a_form_that_means_two_things_is_refused_by_name(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        small(**changes)


def _numbers(form: Form, cells: dict[str, Filled], before: dict[str, Filled]) -> dict[str, Printed]:
    return {**numbers_of(form, cells), **numbers_before(numbers_of(form, before))}


def _contradicted(claim: Claim, numbers: dict[str, Printed]) -> dict[str, Printed]:
    """The numbers with one changed, so that the claim cannot hold."""
    subject = numbers[claim.subject]
    value = numbers[claim.others[0]].value if claim.kind in (Kind.AT_MOST, Kind.NOT_LESS) else subject.value
    assert value is not None
    step = Decimal(-1) if claim.kind is Kind.NOT_LESS else Decimal(1)
    return {**numbers, claim.subject: replace(subject, value=value + step)}


def _case(seed: int) -> tuple[Form, dict[str, Printed], list[Claim]]:
    luck = random.Random(seed)
    # A list of single figures promises nothing about them; it is filled, and there is nothing to contradict.
    form = luck.choice([each for each in forms().values() if claims_of(each, numbers_of(each, made_up(each, luck)))])
    before = made_up(form, luck)
    numbers = _numbers(form, later(form, before), before)
    return form, numbers, claims_of(form, numbers)


def test_nothing_is_found_in_two_hundred_returns_that_agree() -> None:
    for seed in range(200):
        form, numbers, claims = _case(seed)
        assert not check(numbers, claims), (seed, form.code)


def test_every_one_of_two_hundred_contradictory_returns_is_found() -> None:
    kinds = set()
    for seed in range(1_000, 1_200):
        form, numbers, claims = _case(seed)
        claim = random.Random(seed).choice(claims)
        kinds.add(claim.kind)
        found = check(_contradicted(claim, numbers), claims)
        assert claim.id in {each.claim for each in found}, (seed, form.code, claim)
        assert any(claim.subject in each.about for each in found)
    assert kinds >= {Kind.TOTAL, Kind.AT_MOST, Kind.SHARE}


def test_what_was_counted_since_the_plan_began_cannot_fall() -> None:
    form = small()
    before, now = {"bieu/lop/luy-ke": Filled(9)}, {"bieu/lop/luy-ke": Filled(8)}
    (found,) = check(numbers := _numbers(form, now, before), claims_of(form, numbers))
    assert "kỳ trước" in found.words


def test_every_form_of_the_house_asks_known_indicators_under_conditions_they_offer() -> None:
    from ocop.ground.planning.measures import known_measures

    known = known_measures()
    for form in forms().values():
        for each in asked_of(form):
            assert each.row.measure in known, (form.code, each.row.key)
            assert set(each.options) <= set(known[each.row.measure].options), (form.code, each.row.key)
