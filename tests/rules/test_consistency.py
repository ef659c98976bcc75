"""Numbers that do not agree are found; numbers that do are left alone."""

import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from ocop.rules.consistency import Claim, Finding, Kind, Printed, Weight, check, claims_from, numbers_from, said
from ocop.rules.consistency.shares import base_of, nearest_base
from ocop.rules.indicators import printed

PLAN = Path("ocop/sample/data/plan-124-numbers.yaml")

# How the arithmetic of the plan's own text comes out, worked by hand from Kế hoạch 124/KH-UBND.
DISAGREE = {
    *("C01", "C02", "C02-co-so", "C03", "C03-hop-tac-xa", "C03-co-so", "C03-mau-so", "C04", "C05", "C07", "C08"),
    *("C18", "C20", "C20-nam", "C21", "C22", "C23", "C24", "C25", "C26", "C28", "C29"),
}


@pytest.fixture(scope="module")
def plan() -> dict[str, Finding]:
    data = yaml.safe_load(PLAN.read_text(encoding="utf-8"))
    return {each.claim: each for each in check(numbers_from(data["numbers"]), claims_from(data["claims"]))}


def test_the_plans_own_text_contradicts_itself_where_it_does_and_nowhere_else(plan: dict[str, Finding]) -> None:
    assert set(plan) == DISAGREE


@pytest.mark.parametrize(
    ("claim", "computed", "words"),
    [
        ("C01", "64", "63 chủ thể có sản phẩm từ 3 sao (I.5.2), nhưng các phần cộng lại là 64"),
        ("C02", "27", "28 doanh nghiệp (I.5.2)"),
        ("C03", "44.44", "là 44,44 %"),
        ("C03-mau-so", "65", "chỉ khớp mẫu số 65"),
        ("C04", None, "cộng lại 99,96 %, không có một mẫu số chung: 4 trên 5 tỷ lệ khớp mẫu số 89"),
        ("C07", "33", "là 33 %"),
        ("C08", "169", "161 sản phẩm đạt từ 3 sao"),
        ("C24", "117", "63 kỳ"),
        ("C26", "21", "ghi hai lần: DNTN Sản xuất TM Nông sản Hùng Tấn"),
    ],
)
def test_a_finding_says_what_would_be_right(
    claim: str, computed: str | None, words: str, plan: dict[str, Finding]
) -> None:
    assert words in plan[claim].words
    assert plan[claim].computed == (None if computed is None else Decimal(computed))


def test_a_finding_names_the_numbers_on_both_sides(plan: dict[str, Finding]) -> None:
    numbers = numbers_from(yaml.safe_load(PLAN.read_text(encoding="utf-8"))["numbers"])
    for finding in plan.values():
        assert said(numbers[finding.about[0]]) in finding.words or finding.kind in {Kind.SHARES, Kind.YEARS}
        assert set(finding.about) <= set(numbers)


def test_what_arithmetic_cannot_settle_asks_for_a_note_and_does_not_block(plan: dict[str, Finding]) -> None:
    noted = {claim for claim, each in plan.items() if each.weight is Weight.NEEDS_NOTE}
    assert noted == {"C18", "C20-nam", "C21", "C22", "C23", "C24", "C25", "C28", "C29"}


# Sets made at random: each kind as (numbers that agree, claim, how to spoil one of them).
Made = tuple[dict[str, Printed], Claim]


def number(key: str, value: int | str | Decimal | None, **facts: object) -> Printed:
    return Printed(key, key, None if value is None else Decimal(value), **facts)  # type: ignore[arg-type]


def made(kind: Kind, *numbers: Printed) -> Made:
    return {each.id: each for each in numbers}, Claim("x", kind, numbers[0].id, tuple(each.id for each in numbers[1:]))


def total(chance: random.Random) -> Made:
    parts = [chance.randrange(500) for _ in range(chance.randint(2, 9))]
    return made(Kind.TOTAL, number("tổng", sum(parts)), *(number(f"p{at}", each) for at, each in enumerate(parts)))


def money(chance: random.Random) -> Made:
    """Sums of đồng printed in tỷ with three decimals: each part is rounded by itself."""
    parts = [chance.randrange(10**12) for _ in range(chance.randint(2, 6))]
    whole, *rest = (printed(Fraction(each, 10**9), 3) for each in (sum(parts), *parts))
    return made(Kind.TOTAL, number("tổng", whole), *(number(f"p{at}", each) for at, each in enumerate(rest)))


def carried(chance: random.Random) -> Made:
    before, gained = chance.randrange(900), chance.randrange(90)
    lost = chance.randint(0, before)
    numbers = (("nay", before + gained - lost), ("trước", before), ("tăng", gained), ("giảm", lost))
    return made(Kind.CARRIED, *(number(key, each) for key, each in numbers))


def share(chance: random.Random) -> Made:
    base = chance.randint(1, 6000)
    part = chance.randint(0, base)
    return made(
        Kind.SHARE, number("tỷ lệ", printed(Fraction(100 * part, base))), number("tử", part), number("mẫu", base)
    )


def shares(chance: random.Random) -> Made:
    parts = [chance.randint(0, 200) for _ in range(chance.randint(2, 6))] + [1]
    base = sum(parts)
    places = chance.choice([0, 1, 2])
    rest = (number(f"s{at}", printed(Fraction(100 * each, base), places)) for at, each in enumerate(parts))
    return made(Kind.SHARES, number("mẫu", base), *rest)


def growth(chance: random.Random) -> Made:
    before, after = chance.randint(1, 900), chance.randrange(900)
    right = printed(Fraction(100 * (after - before), before), chance.choice([0, 1, 2]))
    return made(Kind.GROWTH, number("tăng", right), number("trước", before), number("nay", after))


def same(chance: random.Random) -> Made:
    value = chance.randrange(5000)
    return made(Kind.SAME, number("mục I", value), number("mục II", value))


def at_most(chance: random.Random) -> Made:
    bound = chance.randrange(5000)
    return made(Kind.AT_MOST, number("người", bound), number("lượt", bound))


def names(chance: random.Random) -> Made:
    many = chance.randint(1, 40)
    return made(Kind.NAMES, replace(number("đơn vị", many), names=tuple(f"Cơ sở {at}" for at in range(many))))


MAKERS: list[Callable[[random.Random], Made]] = [total, money, carried, share, shares, growth, same, at_most, names]


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_what_agrees_is_never_reported_and_what_was_spoiled_always_is(maker: Callable[[random.Random], Made]) -> None:
    chance = random.Random(124)
    for _ in range(300):
        numbers, claim = maker(chance)
        assert check(numbers, [claim]) == [], numbers
        wrong = numbers[claim.others[0] if claim.kind is Kind.SHARES else claim.subject]
        assert wrong.value is not None
        off = 5 if claim.kind is Kind.SHARES else 1  # five points are more than rounding can add to seven shares
        (finding,) = check(numbers | {wrong.id: replace(wrong, value=wrong.value + off)}, [claim])
        assert finding.weight is Weight.BLOCKS
        assert wrong.id in finding.words


def test_a_share_of_nothing_is_said_to_have_no_base() -> None:
    numbers, claim = made(Kind.SHARE, number("tỷ lệ", 0), number("tử", 0), number("mẫu", 0))
    (finding,) = check(numbers, [claim])
    assert "mẫu số bằng 0" in finding.words
    assert finding.computed is None


def test_shares_printed_without_decimals_may_stand_for_several_parts_of_a_large_base() -> None:
    numbers, claim = made(Kind.SHARES, number("mẫu", 1000), *(number(f"s{at}", 33) for at in range(3)))
    assert check(numbers, [claim]) == []


def test_a_large_number_is_said_as_papers_write_it() -> None:
    numbers, claim = made(Kind.TOTAL, number("tổng", 70_000_000), number("phần", 202_500_000))
    (found,) = check(numbers, [claim])
    assert "70.000.000" in found.words
    assert "cộng lại là 202.500.000" in found.words


def test_a_day_outside_the_period_is_found() -> None:
    period = Printed("kỳ", "6 tháng đầu năm 2026", since=date(2026, 1, 1), until=date(2026, 6, 30))
    held, late = (Printed("lớp", "lớp tập huấn", on=day) for day in (date(2026, 6, 30), date(2026, 7, 1)))
    claim = Claim("x", Kind.WITHIN, "lớp", ("kỳ",))
    assert check({"kỳ": period, "lớp": held}, [claim]) == []
    (finding,) = check({"kỳ": period, "lớp": late}, [claim])
    assert "01/07/2026" in finding.words
    assert "6 tháng đầu năm 2026" in finding.words


def test_more_things_than_events_is_impossible() -> None:
    numbers, claim = made(Kind.EVENTS, number("người", 61, unit="người"), number("lượt", 60, unit="lượt người"))
    (finding,) = check(numbers, [claim])
    assert "nhiều hơn số lượt" in finding.words


def test_a_base_is_found_from_its_shares_alone() -> None:
    assert base_of([Decimal("75.71"), Decimal("12.86"), Decimal("7.14"), Decimal("4.29")]) == 70
    assert base_of([Decimal("41.54"), Decimal("9.23"), Decimal("49.23")]) == 65
    assert nearest_base([Decimal("83.15"), Decimal("1.12"), Decimal("5.62"), Decimal("6.74"), Decimal("3.33")]) == (
        89,
        4,
    )


@pytest.mark.parametrize(
    ("numbers", "claims", "words"),
    [
        ({"a": ["I", "sáu", "người", "a"]}, {}, "Số a có giá trị không phải số: sáu"),
        ({"a": {"gia": "1"}}, {}, "Số a có mục không rõ: gia"),
        ({}, {"k": ["tong", "a"]}, "Phép kiểm k thuộc loại không rõ: tong"),
        ({}, {"k": ["total", "a", "b"]}, "Phép kiểm k nhắc đến số không có: a, b"),
        ({"a": {"label": "a"}, "b": ["I", "1", "", "b"]}, {"k": ["total", "a", "b"]}, "“a” (a) chưa có giá trị"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(numbers: dict, claims: dict, words: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(ValueError, match=re.escape(words)):
        check(numbers_from(numbers), claims_from(claims))


def test_what_only_grows_never_grows_by_more_than_the_period_gives() -> None:
    """Fewer may be right: one product may be recognised in both periods. More asks for a note and names all three."""
    numbers, claim = made(Kind.GROWN, number("nay", 40), number("trước", 30), number("trong kỳ", 10))
    assert check(numbers, [claim]) == []
    assert check(numbers | {"nay": number("nay", 36)}, [claim]) == []
    (finding,) = check(numbers | {"nay": number("nay", 41)}, [claim])
    assert finding.weight is Weight.NEEDS_NOTE
    assert all(said(each) in finding.words for each in (number("nay", 41), numbers["trước"], numbers["trong kỳ"]))
