"""A name typed any way people type it finds its product: marks, tones on either vowel, đ or d, case, order, spaces."""

import random

import pytest
from django.db.models import QuerySet

from bench.spellings import WAYS, moved_tones, respelled
from ocop.ground.producers.models import Product
from tests.public.window import names, page
from tests.world import NOW, World, make_product
from tests.world_certification import make_recognition

pytestmark = pytest.mark.usefixtures("at_now")
SYLLABLES = (
    "hoà", "thuỷ", "khoẻ", "đường", "đậu", "đũa", "rượu", "quý", "nếp", "ngự", "bưởi", "ổi", "mãng", "cầu", "thạch",
    "hoa", "cúc", "tuý", "hoè", "cọng", "sả",
)  # fmt: skip


def test_tones_move_to_the_other_vowel_and_back() -> None:
    assert moved_tones("Hoà Thuý khoẻ") == "Hòa Thúy khỏe"
    assert moved_tones("Hòa Thúy khỏe") == "Hoà Thuý khoẻ"


def test_five_hundred_names_written_another_way_are_all_found(world: World) -> None:
    chance = random.Random(124)
    made = []
    for number in range(500):
        words = chance.sample(SYLLABLES, chance.randint(2, 4))
        made.append(Product(name=f"{' '.join(words).capitalize()} {number}", producer=world.fish_maker, created_at=NOW))
    for product in made:
        product.fill_search_columns()
    Product.objects.bulk_create(made)
    stored: QuerySet[Product] = Product.objects.filter(name__in=[product.name for product in made])
    assert stored.count() == 500
    missed = []
    for product in stored:
        typed = respelled(product.name, chance)
        if not Product.objects.search(typed).filter(pk=product.pk).exists():
            missed.append((product.name, typed))
    assert missed == []


@pytest.mark.parametrize("way", range(len(WAYS)))
def test_the_catalogue_s_box_forgives_each_way(world: World, way: int) -> None:
    make_recognition(make_product("Trà hoà thuý Đồng Đưng", world.lotus_maker), world.province_committee)
    typed = WAYS[way]("Trà hoà thuý Đồng Đưng")
    assert names(page(f"/san-pham/?tim={typed}")) == ["Trà hoà thuý Đồng Đưng"]
