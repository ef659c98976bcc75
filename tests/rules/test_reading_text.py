"""A text is read as numbers and as claims about them; what was not understood is said too."""

import random
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from ocop.rules.consistency import Finding, Kind, Reading, Weight, check, read_text, said
from ocop.rules.consistency.finding_numbers import find_numbers
from ocop.rules.consistency.paragraphs import LONGEST, paragraphs_of
from ocop.rules.indicators import printed

PLAN = Path("tests/golden/ke-hoach-124-muc-1.txt")
GUESSES = {Kind.SAME, Kind.REPEATED}


@pytest.fixture(scope="module")
def plan() -> Reading:
    return read_text(PLAN.read_text(encoding="utf-8"))


def short(reading: Reading, *, sure: bool = True) -> list[str]:
    """Proposals as kind, subject and others by value."""

    def value(key: str) -> str:
        number = reading.numbers[key]
        return "?" if number.value is None else f"{number.value}{number.unit if number.unit == '%' else ''}"

    return [
        f"{each.claim.kind} {value(each.claim.subject)} = {' '.join(map(value, each.claim.others))}"
        for each in reading.proposals
        if each.is_sure == sure
    ]


def findings(reading: Reading) -> list[Finding]:
    return check(reading.numbers, [each.claim for each in reading.proposals if each.claim.kind not in GUESSES])


# Section I of Kế hoạch 124/KH-UBND and the sentence of II.1, with their footnotes: exactly what is understood of it.


def test_the_plans_own_text_gives_these_claims(plan: Reading) -> None:
    assert short(plan) == [
        "total 38.614 = 6.543 30.296 1.775",
        "total 130 = 113 17",
        "total 203 = 73 130",
        "total 161 = 70 99",
        "total 70 = 23 47",
        "total 99 = 91 8",
        "at_most 4 = 99",
        "total 130 = 113 17",
        "total 63 = 28 6 29",
        "total 99 = 34 65",
        "total 78 = 32 46",
        "total 63 = 30 34",
        "total 30 = 16 2 12",
        "total 34 = 11 4 19",
        "at_most 30 = 32",
        "at_most 34 = 46",
        "at_most 34 = 74",
        "at_most 8 = 161",
        "total 28 = 16 11",
        "total 6 = 2 4",
        "total 29 = 12 19",
        "share 41.54% = 28 63",
        "share 9.23% = 6 63",
        "share 49.23% = 29 63",
        "shares 63 = 41.54% 9.23% 49.23%",
        "shares 70 = 75.71% 12.86% 7.14% 4.29%",
        "shares 99 = 83.15% 1.12% 5.62% 6.74% 3.33%",
        "growth 25% = 150 200",
        "times 5 = 161 ?",
    ]


def test_what_the_plan_only_hints_at_is_a_guess(plan: Reading) -> None:
    assert short(plan, sure=False) == [
        "same 130 = 130",
        "same 113 = 113",
        "same 17 = 17",
        "repeated 784 = 784",
        "repeated 161 = 161 161",
    ]


def test_the_plan_contradicts_itself_where_it_was_worked_by_hand(plan: Reading) -> None:
    found = {(each.kind, plan.numbers[each.about[0]].value): each for each in findings(plan)}
    assert [(kind, str(value), each.computed and str(each.computed)) for (kind, value), each in found.items()] == [
        (Kind.TOTAL, "161", "169"),
        (Kind.TOTAL, "63", "64"),
        (Kind.TOTAL, "28", "27"),
        (Kind.TOTAL, "29", "31"),
        (Kind.SHARE, "41.54", "44.44"),
        (Kind.SHARE, "9.23", "9.52"),
        (Kind.SHARE, "49.23", "46.03"),
        (Kind.SHARES, "63", "65"),
        (Kind.SHARES, "99", None),
        (Kind.GROWTH, "25", "33"),
        (Kind.TIMES, "5", None),
    ]
    assert "4 trên 5 tỷ lệ khớp mẫu số 89" in found[Kind.SHARES, Decimal(99)].words
    assert found[Kind.TIMES, Decimal(5)].weight is Weight.NEEDS_NOTE


def test_what_was_not_understood_of_the_plan_is_listed(plan: Reading) -> None:
    """Among them 63 issues of a weekly programme and 3 years of work, which no turn of phrase gives away."""
    assert [f"{each.value} {each.unit} {each.where}" for each in plan.unclaimed] == [
        "5 phút/kỳ/tuần I.3",
        "63 kỳ I.3",
        "10000 bản sổ I.3",
        "2400 quyển tài I.3",
        "1 kỳ I.3",
        "755 chủ thể I.3",
        "73 sản phẩm I.5.1",
        "4 chủ thể I.5.2",
        "3 năm I.5.2",
        "27 cơ sở I.5.2",
        "4 doanh nghiệp I.5.2",
        "4 hợp tác xã I.5.2",
        "2 lần I.6",
        "300 gian hàng chú thích 8",
        "2 hội thảo chú thích 8",
        "365 gian hàng chú thích 8",
        "23 tỉnh, thành chú thích 8",
        "55 gian triển chú thích 8",
        "2 năm II.1",
        "2 lần chú thích 9",
    ]


def test_numbers_have_their_words_year_and_place(plan: Reading) -> None:
    words = [said(each) for each in plan.numbers.values()]
    assert "23 sản phẩm đạt 04 sao (năm 2019) (I.5.1)" in words
    assert "30,296 tỷ đồng, Ngân sách địa phương (I.4)" in words
    assert "41,54 % tỷ lệ doanh nghiệp (năm 2019-2020) (I.5.2)" in words
    assert "65 sản phẩm đạt 3 sao (chú thích 2)" in words


# Numbers as Vietnamese papers print them.


def values(text: str) -> list[str]:
    return [f"{each.value} {each.unit}".strip() for each in find_numbers(paragraphs_of(text))]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("có 1.500 cán bộ, 04 sản phẩm, 02 lần", ["1500 cán bộ", "4 sản phẩm", "2 lần"]),
        ("đạt 83,15% và 5 %", ["83.15 %", "5 %"]),
        ("vốn 38,614 tỷ đồng, 12 triệu đồng, 1.250.000 đồng", ["38.614 tỷ đồng", "12 triệu đồng", "1250000 đồng"]),
        ("giảm 12,5% so với năm 2019", ["-12.5 %"]),
        ("34/46 chủ thể tham gia", ["34 chủ thể", "46 chủ thể"]),
        ("Kế hoạch số 226/KH-UBND ngày 17/10/2018, Quyết định 1048/QĐ-TTg, Nghị định 57/2018/NĐ-CP", []),
        ("quý IV/2018, tháng 6/2019, ngày 4/12/2020, trước ngày 15/6, giai đoạn 2018-2020, năm 2021", []),
        ("từ 3 sao trở lên, 3-4 sao, đạt 04 sao, từ 03 - 04 sao", []),
        ("(Xem biểu 4 kèm theo), Điều 12, khoản 3", []),
    ],
)
def test_numbers_are_read_as_they_are_printed_and_what_is_no_count_is_not(text: str, read: list[str]) -> None:
    assert values(text) == read


def test_a_paragraph_knows_its_heading_its_list_and_its_footnote() -> None:
    text = (
        "I. KẾT QUẢ\n\n5. Mục tiêu\n5.1. Về sản phẩm\n- Có 5 lớp,\n\ntrong đó 2 lớp mới[4].\n⁴ Ở huyện.\na) Thêm 3 lớp"
    )
    assert [(each.where, each.mark, each.text) for each in paragraphs_of(text)] == [
        ("I", "", "KẾT QUẢ"),
        ("I.5", "", "Mục tiêu"),
        ("I.5.1", "", "Về sản phẩm"),
        ("I.5.1", "-", "Có 5 lớp, trong đó 2 lớp mới⁴."),
        ("chú thích 4", "", "Ở huyện."),
        ("I.5.1.a", "", "Thêm 3 lớp"),
    ]
    assert [each.where for each in paragraphs_of("Một.\n\nHai.")] == ["đoạn 1", "đoạn 2"]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Có 40 sản phẩm, gồm 25 sản phẩm mới và 15 sản phẩm nâng hạng.", ["total 40 = 25 15"]),
        ("Tổng số 12 lớp. Trong đó: 5 lớp ở xã; 7 lớp ở huyện.", ["total 12 = 5 7"]),
        ("Có 80 chủ thể (30 doanh nghiệp, 50 hộ).", ["total 80 = 30 50"]),
        ("Có 200 đơn vị, trong đó có 74 đơn vị ngoài tỉnh.", ["at_most 74 = 200"]),
        ("Có 45 sản phẩm đạt sao, chiếm 75% trên tổng số 60 sản phẩm.", ["share 75% = 45 60"]),
        ("Có 45/60 sản phẩm đạt sao, đạt 75%.", ["at_most 45 = 60", "share 75% = 45 60"]),
        ("Số lớp tăng từ 150 lớp lên 200 lớp (tăng 33%).", ["growth 33% = 150 200"]),
        ("Cơ cấu: 50% thuộc ngành thực phẩm; 50% thuộc ngành đồ uống.", ["shares ? = 50% 50%"]),
        ("Có hơn 300 gian hàng, gồm 100 gian hàng mới và 200 gian hàng cũ.", []),
        ("Vốn 5 tỷ đồng, gồm 3 lớp và 2 hội chợ.", []),
    ],
)
def test_turns_of_prose_give_claims(text: str, claims: list[str]) -> None:
    assert short(read_text(text)) == claims


def test_a_list_that_leaves_much_out_is_only_guessed_to_be_whole() -> None:
    reading = read_text("Có 200 sản phẩm, trong đó 20 sản phẩm ở Sa Đéc và 30 sản phẩm ở Cao Lãnh.")
    assert short(reading) == []
    assert short(reading, sure=False) == ["total 200 = 20 30"]


def test_a_text_with_too_many_numbers_is_refused_and_an_endless_line_is_cut() -> None:
    with pytest.raises(ValueError, match="Dán từng phần"):
        read_text("có 12 sản phẩm; " * 2001)
    assert all(len(each.text) <= LONGEST for each in paragraphs_of("có 12 sản phẩm; " * 900))


# Texts made at random: each sentence of numbers that agree, and the place of the one that may be spoiled.
Made = Callable[[random.Random, int], str]


def parts_of(chance: random.Random, how_many: int) -> list[int]:
    return [chance.randint(3, 90) for _ in range(how_many)]


def percent(part: int, whole: int, places: int = 2) -> str:
    return f"{printed(Fraction(part * 100, whole), places)}".replace(".", ",")


def kinds_of_producers(chance: random.Random, off: int) -> str:
    one, two, three = parts_of(chance, 3)
    whole = one + two + three
    said_so = chance.choice(["trong đó: có", "gồm", "cụ thể:"])
    return (
        f"- Có {whole + off} chủ thể, {said_so} {one} doanh nghiệp (chiếm {percent(one, whole)}%), {two} hợp tác xã"
        f" (chiếm {percent(two, whole)}%) và {three} cơ sở sản xuất kinh doanh (chiếm {percent(three, whole)}%)."
    )


def years(chance: random.Random, off: int) -> str:
    one, two = parts_of(chance, 2)
    return f"- Đăng ký dự thi: {one + two + off} sản phẩm (năm 2019: {one} sản phẩm, năm 2020: {two} sản phẩm dự thi)."


def footnote(chance: random.Random, off: int) -> str:
    one, two = parts_of(chance, 2)
    return f"Đã mở {one + two + off} lớp⁷.\n⁷ Cụ thể: {one} lớp ở xã và {two} lớp ở huyện."


def money(chance: random.Random, off: int) -> str:
    one, two = (chance.randint(1000, 90_000) for _ in range(2))
    whole, *rest = (f"{each // 1000},{each % 1000:03}" for each in (one + two + off * 10, one, two))
    return (
        f"Tổng nguồn vốn là {whole} tỷ đồng. Trong đó:\n- Ngân sách Trung ương: {rest[0]} tỷ đồng;\n"
        f"- Vốn khác: {rest[1]} tỷ đồng."
    )


def structure(chance: random.Random, off: int) -> str:
    one, two, three = parts_of(chance, 3)
    whole = one + two + three
    first = f"{printed(Fraction(one * 100, whole), 2) + off}".replace(".", ",")
    return (
        f"+ Có {whole} sản phẩm được phân hạng. Về cơ cấu sản phẩm: {first}% thuộc ngành thực phẩm;"
        f" {percent(two, whole)}% thuộc ngành đồ uống; {percent(three, whole)}% thuộc ngành thảo dược."
    )


def growth(chance: random.Random, off: int) -> str:
    before, after = sorted(parts_of(chance, 2))
    rate = int(printed(Fraction((after - before) * 100, before), 0)) + off
    return (
        f"- Năm 2019, có {before} đơn vị đăng ký tham gia. Năm 2020, có {after} đơn vị đăng ký tham gia"
        f" (tăng {rate}% so với năm 2019)."
    )


def fraction(chance: random.Random, off: int) -> str:
    part, rest = parts_of(chance, 2)
    share = f"{printed(Fraction(part * 100, part + rest), 1) + off}".replace(".", ",")
    return f"- Có {part}/{part + rest} chủ thể tham gia, đạt {share}%."


SENTENCES: tuple[Made, ...] = (kinds_of_producers, years, footnote, money, structure, growth, fraction)


def a_text(seed: int, spoiled: Made | None = None) -> str:
    """A report of one to four sentences of different kinds under headings; one of them spoiled where asked."""
    chance = random.Random(seed)
    chosen = chance.sample(SENTENCES, chance.randint(1, 4))
    if spoiled and spoiled not in chosen:
        chosen[0] = spoiled
    lines = ["I. KẾT QUẢ GIAI ĐOẠN 2019-2020"]
    for at, made in enumerate(chosen, start=1):
        off = chance.choice([-2, -1, 1, 2, 3]) if made is spoiled else 0
        lines += [f"{at}. Nội dung thứ {['một', 'hai', 'ba', 'bốn'][at - 1]}", made(chance, off)]
    return "\n\n".join(lines)


@pytest.mark.parametrize("seed", range(200))
def test_a_text_that_agrees_is_left_alone(seed: int) -> None:
    reading = read_text(a_text(seed))
    assert reading.proposals
    assert [each.words for each in findings(reading)] == []


@pytest.mark.parametrize("seed", range(200))
def test_one_contradiction_put_into_a_text_is_found(seed: int) -> None:
    spoiled = SENTENCES[seed % len(SENTENCES)]
    reading = read_text(a_text(seed, spoiled))
    assert findings(reading), a_text(seed, spoiled)
