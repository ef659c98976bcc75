"""Alphabetical order, as ICU sorts for `vi`."""

import itertools
import random

import pytest
from django.db import connection

from ocop.kit.text.sortkey import MAX_LENGTH, person_sort_key, sort_key

# In the order of ICU's collation for Vietnamese.
ALPHABET = list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
TONES = list("aàảãáạăằẳẵắặâầẩẫấậ")
NAMES = [
    "3 miền",
    "An Giang",
    "Anh",
    "Ánh",
    "Ăn vặt",
    "Ân",
    "ba",
    "Ba",
    "bà",
    "Bà",
    "bá",
    "bạ",
    "Ba Vì",
    "Bánh phồng tôm",
    "Bánh tráng",
    "Cá lóc",
    "Cà phê",
    "Cam",
    "Cao Lãnh",
    "Chả",
    "Cháo",
    "Dừa",
    "Đào",
    "Đồng Tháp",
    "Em",
    "Êm",
    "Gạo",
    "Hoa",
    "Hòa",
    "Hoà Bình",
    "Lai Vung",
    "ma",
    "mà",
    "mả",
    "mã",
    "má",
    "mạ",
    "mai",
    "Nem",
    "Ổi",
    "Ớt",
    "Xoài",
    "Zin",
]


def shuffled(names: list[str]) -> list[str]:
    mixed = list(names)
    random.Random(7).shuffle(mixed)
    return mixed


@pytest.mark.parametrize("names", [ALPHABET, TONES], ids=["alphabet", "tones"])
def test_letters_then_tones(names: list[str]) -> None:
    assert sorted(shuffled(names), key=sort_key) == names
    upper = [name.upper() for name in names]
    assert sorted(shuffled(upper), key=sort_key) == upper


@pytest.mark.parametrize(("first", "second"), list(itertools.pairwise(NAMES)))
def test_names_of_a_list_follow_each_other(first: str, second: str) -> None:
    assert sort_key(first) < sort_key(second)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL brings ICU along; SQLite does not")
def test_icu_itself_agrees() -> None:
    """Random words of Vietnamese letters, signs and digits stand in the order in which ICU puts them."""
    words = [*NAMES, *TONES, *ALPHABET, *random_words(600)]
    with connection.cursor() as cursor:
        cursor.execute('SELECT word FROM unnest(%s::text[]) AS word ORDER BY word COLLATE "vi-x-icu"', [words])
        by_icu = [row[0] for row in cursor.fetchall()]
    assert sorted(by_icu, key=sort_key) == by_icu


def random_words(count: int) -> list[str]:
    chance = random.Random(26)
    signs = [*TONES, *ALPHABET, *"eèẻẽéẹềểễếệoộởợuưữựyỳ", *"0123456789", *" -,.'()/&"]
    signs += [sign.upper() for sign in [*TONES, *ALPHABET]]
    words = ("".join(chance.choices(signs, k=chance.randint(1, 6))) for _ in range(count))
    return [" ".join(word.split()) for word in words if word.strip()]


def test_letters_weigh_more_than_tones_and_tones_more_than_case() -> None:
    assert sort_key("mạ") < sort_key("mai")
    assert sort_key("BA") < sort_key("bà")
    assert sort_key("ba") < sort_key("Ba")
    assert sort_key("lá sen") < sort_key("la vung")


def test_the_key_is_digits_only_so_that_every_collation_agrees() -> None:
    for name in [*NAMES, "“Sen” – Tháp Mười (2026)", "Łódź 东", ""]:
        key = sort_key(name)
        assert key.isascii()
        assert key.isdigit()


def test_one_name_in_two_encodings_has_one_key() -> None:
    assert sort_key("Ho\u0300a") == sort_key("Hòa")
    assert sort_key("  Cao   Lãnh ") == sort_key("Cao Lãnh")


def test_a_long_name_fits_its_column() -> None:
    assert len(sort_key("Công ty trách nhiệm hữu hạn một thành viên " * 10)) == MAX_LENGTH
    assert len(person_sort_key("Nguyễn " * 60)) <= MAX_LENGTH


def test_people_stand_by_given_name_then_family_name() -> None:
    people = [
        "Lê Văn An",
        "Nguyễn Thị An",
        "Bùi Anh",
        "Bùi Ánh",
        "Trần Văn Đức",
        "Lê Hoa",
        "Trần Hoa",
        "Nguyễn Hòa",
        "Phạm Xuân",
    ]
    assert sorted(shuffled(people), key=person_sort_key) == people
    assert person_sort_key("") < person_sort_key("An")
