"""Who sees what, and what is found."""

from datetime import date

import pytest

from ocop.ground.producers.models import Paper, Producer, Product
from ocop.kit.scope import Actor
from tests.world import NOW, World, make_product


@pytest.mark.parametrize(
    ("person", "seen"),
    [
        ("chi_lan", {"Cơ sở Khô Bà Lan"}),
        ("anh_phuc", {"Hợp tác xã Sen Tháp Mười"}),
        ("co_hien", {"Cơ sở Khô Bà Lan"}),
        ("chu_tam", {"Hợp tác xã Sen Tháp Mười"}),
        ("anh_dung", {"Cơ sở Khô Bà Lan", "Hợp tác xã Sen Tháp Mười"}),
        ("ong_khanh", {"Cơ sở Khô Bà Lan", "Hợp tác xã Sen Tháp Mười"}),
        ("anh_quan", set()),
        ("ba_nga", set()),
    ],
)
def test_each_sees_their_own_reach(world: World, person: str, seen: set[str]) -> None:
    actor = world.actor(getattr(world, person))
    assert {producer.name for producer in Producer.objects.visible_to(actor)} == seen
    assert {product.producer.name for product in Product.objects.visible_to(actor)} == seen


def test_officer_who_left_sees_nothing(world: World) -> None:
    world.co_hien.appointments.update(valid_to=date(2026, 10, 31))
    assert not Producer.objects.visible_to(world.actor(world.co_hien)).exists()


def test_visitor_sees_nothing(world: World) -> None:
    nobody = Actor(user_id=None, name="Khách", on=NOW.date())
    assert not Producer.objects.visible_to(nobody).exists()
    assert not Product.objects.visible_to(nobody).exists()
    assert not Paper.objects.visible_to(nobody).exists()


@pytest.mark.parametrize("words", ["kho ca sac", "KHÔ CÁ", "sặc  khô", "sac ran ba lan", "kho c"])
def test_found_without_marks_in_any_order_by_prefix_and_by_producer(world: World, words: str) -> None:
    assert list(Product.objects.search(words)) == [world.dried_fish]


def test_hoa_written_either_way_is_found(world: World) -> None:
    made = make_product("Trà hoà tan", world.lotus_maker)
    assert list(Product.objects.search("hòa tan")) == [made]


@pytest.mark.parametrize("words", ["ac ran", "kho tom", "100%_"])
def test_not_found_in_the_middle_of_a_word_or_by_wildcards(world: World, words: str) -> None:
    assert not Product.objects.search(words).exists()


def test_products_without_a_set(world: World) -> None:
    bare = Product.objects.create(name="Chưa rõ", producer=world.fish_maker, created_at=NOW)
    assert list(Product.objects.without_set("26-2026")) == [bare]
