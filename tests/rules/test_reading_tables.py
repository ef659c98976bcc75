"""A table is read by its totals and shares: rows and columns that add up, per cent of the row "Tổng"."""

import random
from fractions import Fraction

import pytest

from ocop.rules.consistency import Finding, Reading, check, read_sheet
from ocop.rules.indicators import printed


def table(*rows: tuple[str, ...]) -> Reading:
    """A sheet whose headings stand in the first row of Excel."""
    return read_sheet("Biểu 2", rows[0], rows[1:], range(2, len(rows) + 1))


def short(reading: Reading) -> list[str]:
    """Claims as kind and values, those only guessed with a question mark."""
    return [
        f"{each.claim.kind}{'' if each.is_sure else '?'} "
        + " ".join(str(reading.numbers[key].value) for key in (each.claim.subject, *each.claim.others))
        for each in reading.proposals
    ]


def findings(reading: Reading) -> list[Finding]:
    return check(reading.numbers, [each.claim for each in reading.proposals])


def test_a_row_of_totals_adds_the_rows_above_it_and_shares_are_of_it() -> None:
    reading = table(
        ("STT", "Huyện", "Sản phẩm", "Tỷ lệ (%)"),
        ("1", "Sa Đéc", "30", "37,5"),
        ("2", "Cao Lãnh", "50", "62,5"),
        ("", "Tổng cộng", "81", "100"),
    )
    assert short(reading) == ["total 81 30 50", "share 37.5 30 81", "share 62.5 50 81"]
    first = findings(reading)[0]
    assert "dòng 4, cột “Sản phẩm”" in first.words
    assert first.computed == 80


def test_a_total_may_stand_first_and_the_row_that_numbers_columns_is_no_data() -> None:
    reading = table(
        ("TT", "Nội dung", "Năm 2019", "Năm 2020"),
        ("A", "B", "1", "2"),
        ("", "Tổng số", "70", "99"),
        ("1", "3 sao", "47", "65"),
        ("2", "4 sao", "23", "34"),
    )
    assert short(reading) == ["total 70 47 23", "total 99 65 34"]


def test_heads_of_groups_add_their_rows_and_the_whole_adds_the_heads() -> None:
    reading = table(
        ("STT", "Nguồn vốn", "Số tiền"),
        ("I", "Trung ương", "12"),
        ("1", "Đầu tư", "5"),
        ("2", "Sự nghiệp", "7"),
        ("II", "Địa phương", "30"),
        ("1", "Tỉnh", "10"),
        ("2", "Huyện", "20"),
        ("", "Tổng", "42"),
    )
    assert short(reading) == ["total? 12 5 7", "total? 30 10 20", "total 42 12 30"]


def test_a_column_of_totals_adds_the_columns_beside_it() -> None:
    reading = table(("Xã", "Tổng số", "3 sao", "4 sao"), ("Tân Thành", "9", "5", "4"), ("Tân Phú", "8", "5", "2"))
    assert short(reading) == ["total 9 5 4", "total 8 5 2"]
    assert [each.computed for each in findings(reading)] == [7]


def test_what_was_done_is_a_share_of_what_was_planned() -> None:
    reading = table(
        ("Chỉ tiêu", "Kế hoạch", "Thực hiện", "Tỷ lệ hoàn thành (%)"),
        ("Số lớp", "40", "30", "75"),
        ("Sao", "8", "6", "70"),
    )
    assert short(reading) == ["share 75 30 40", "share 70 6 8"]
    assert [str(each.computed) for each in findings(reading)] == ["75"]


def test_cells_formatted_as_per_cent_hold_fractions_of_one() -> None:
    reading = table(
        ("Nhóm", "Số", "Tỷ lệ (%)"), ("a", "1", "0,333333333333333"), ("b", "2", "0,6667"), ("Tổng", "3", "1")
    )
    assert short(reading)[1:] == ["share 33.3300 1 3", "share 66.6700 2 3"]


def test_a_table_without_totals_claims_nothing_and_says_its_numbers() -> None:
    reading = table(("Xã", "Năm", "Lớp"), ("Tân Thành", "2019", "5"), ("Tân Phú", "2020", "x"))
    assert reading.proposals == []
    assert [each.label for each in reading.unclaimed] == ["Lớp của Tân Thành"]


def a_table(chance: random.Random) -> list[list[str]]:
    """A table that agrees: places by stars, totals across and down, shares of the whole."""
    rows = [[chance.randint(1, 60) for _ in range(3)] for _ in range(chance.randint(2, 12))]
    whole = sum(map(sum, rows))
    down = [sum(row[at] for row in rows) for at in range(3)]
    lines = [["TT", "Địa bàn", "3 sao", "4 sao", "5 sao", "Cộng", "Tỷ lệ (%)"]]
    for at, row in enumerate(rows, start=1):
        share = f"{printed(Fraction(sum(row) * 100, whole), 2)}".replace(".", ",")
        lines.append([str(at), f"Xã {at}", *map(str, row), str(sum(row)), share])
    return [*lines, ["", "Tổng cộng", *map(str, down), str(whole), "100"]]


@pytest.mark.parametrize("seed", range(200))
def test_a_table_that_agrees_is_left_alone_and_one_wrong_cell_is_found(seed: int) -> None:
    chance = random.Random(seed)
    lines = a_table(chance)
    assert findings(table(*map(tuple, lines))) == []
    row, column = chance.randrange(1, len(lines)), chance.randrange(2, 6)
    lines[row][column] = str(int(lines[row][column]) + chance.choice([1, 2, 5]))
    assert any(
        f"dòng {row + 1}, cột “{lines[0][column]}”" in each.words for each in findings(table(*map(tuple, lines)))
    )
