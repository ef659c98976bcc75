"""Folding: the same name written differently is found and suggested."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.kit.text.fold import fold, is_likely_same, similarity, squash
from ocop.kit.text.slug import slugify_vi

# Every letter with every tone, lower and upper case.
LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"


@pytest.mark.parametrize("written", ["Hòa", "Hoà", "HÒA", " hoà ", "Ho\u0300a", "H\u200bòa", "Hoa"])
def test_one_name_folds_to_one_form(written: str) -> None:
    assert fold(written) == "hoa"


def test_dong_thap_is_found_without_marks() -> None:
    assert fold("  ĐỒNG   THÁP\n") == "dong thap"


def test_a_zero_byte_never_reaches_a_query() -> None:
    assert fold("Đồng\0Tháp\0") == "dong thap"


@pytest.mark.parametrize("letter", LETTERS + LETTERS.upper())
def test_every_vietnamese_letter_folds_to_plain_ascii(letter: str) -> None:
    for form in ("NFC", "NFD"):
        folded = fold(unicodedata.normalize(form, letter))
        assert len(folded) == 1
        assert folded.isascii()


@given(st.text(max_size=50))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("written", ["Vin Mart", "VinMart", "VIN-MART", "vin.mart "])
def test_spaces_and_punctuation_do_not_hide_a_name(written: str) -> None:
    assert squash(written) == "vinmart"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Vin Mart", "VinMart"),
        ("HTX Hoà Bình", "HTX Hòa Bình"),
        ("Xoài sấy dẻo Cao Lãnh", "Xoài sấy Cao Lãnh"),
        ("Xoài sấy Cao Lãnh", "Cao Lãnh xoài sấy"),
        ("Bánh phồng tôm Sa Giang", "Bánh phòng tôm Sa Giang"),
        ("Khô cá lóc Phú Thọ", "Khô cá lóc Phú Thộ"),
    ],
)
def test_likely_the_same_name(first: str, second: str) -> None:
    assert is_likely_same(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Rượu sen 29 độ", "Rượu sen 39 độ"),
        ("Khô cá lóc", "Khô cá sặc"),
        ("Trà lá sen", "Trà tim sen"),
        ("Gạo Huyết Rồng", "Xoài cát Hòa Lộc"),
        ("", ""),
    ],
)
def test_different_names(first: str, second: str) -> None:
    assert not is_likely_same(first, second)


def test_closer_names_come_first() -> None:
    names = ["Khô cá sặc bổi", "Khô cá lóc đồng", "Khô cá lóc", "Nem Lai Vung"]
    assert sorted(names, key=lambda name: -similarity("Khô cá lóc", name))[:2] == ["Khô cá lóc", "Khô cá lóc đồng"]


def test_an_address_keeps_the_letter_with_the_stroke() -> None:
    assert slugify_vi("Khô cá lóc Đồng Tháp (đặc biệt)") == "kho-ca-loc-dong-thap-dac-biet"
    assert slugify_vi("Bánh phồng tôm Sa Giang", max_length=12) == "banh-phong"
    assert slugify_vi("!!!") == ""
