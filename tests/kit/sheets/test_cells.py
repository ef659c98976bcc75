"""How the cells of a sheet are read and compared with what is on file."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from ocop.kit import forms as kit
from ocop.kit.sheets import near
from ocop.kit.sheets.cells import CellProblem, NameIndex, by_field, is_same, one_of, words


@dataclass
class Row:
    public_id: str
    name: str

    def __str__(self) -> str:
        return self.name


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.250.000", 1_250_000),
        ("1250000", 1_250_000),
        ("120,5", Decimal("120.50")),
        ("2/3/2026", date(2026, 3, 2)),
        ("Hợp  tác xã", "Hợp  tác xã"),
        ("", None),
        ("Có", True),
    ],
)
def test_a_cell_says_what_the_record_has(text: str, value: object) -> None:
    assert is_same(" ".join(text.split()), value)


@pytest.mark.parametrize(("text", "value"), [("1.250", 1_250_000), ("3/2/2026", date(2026, 3, 2)), ("", 0), ("x", 1)])
def test_another_value_is_noticed(text: str, value: object) -> None:
    assert not is_same(text, value)


def test_a_name_is_found_whatever_its_marks_and_a_doubt_is_said() -> None:
    index = NameIndex("xã", [Row("a1", "Tân Thành"), Row("b2", "Tân Thạnh"), Row("c3", "Mỹ Hòa")])
    assert index.find("my hoa").public_id == "c3"
    assert index.find("Tân Thạnh").public_id == "b2", "marks decide where they are written"
    assert index.find("a1").public_id == "a1"
    with pytest.raises(CellProblem, match=r"Có 2 xã tên “tan thanh”.*a1, b2"):
        index.find("tan thanh")
    with pytest.raises(CellProblem, match="Có phải: Mỹ Hòa"):
        index.find("Mỹ Hoà B")
    assert index.maybe("Không có") is None


def test_a_sheet_of_unknown_names_is_searched_for_suggestions_only_so_often(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def search(text: str, *rest: object) -> list[str]:
        asked.append(text)
        return []

    monkeypatch.setattr(near, "get_close_matches", search)
    index = NameIndex("xã", [Row("a1", "Tân Thành")])
    for number in range(1_000):
        for _ in range(2):
            with pytest.raises(CellProblem, match="Anh/chị kiểm tra lại tên"):
                index.find(f"xã lạ {number}")
    assert index.maybe("xã khác") is None
    assert len(asked) == len(set(asked)) == near.MOST_SEARCHES


def test_readers_refuse_with_a_remedy() -> None:
    with pytest.raises(CellProblem, match="nhiều nhất là 3"):
        words("name", 3).read("dài quá", None)
    with pytest.raises(CellProblem, match="Ghi một trong: Tiền vốn, Đất đai"):
        one_of("kind", [("money", "Tiền vốn"), ("land", "Đất đai")]).read("vàng", None)
    assert one_of("kind", [("land", "Đất đai")]).read("dat dai", None) == "land"
    money = by_field("amount", kit.MoneyField(label="Số tiền"))
    assert (money.needed, money.read("1.000", None)) == (True, 1000)
    with pytest.raises(CellProblem, match="không phải là số"):
        money.read("nhiều", None)
