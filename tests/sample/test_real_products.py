"""The real products: what sources say, entered once, at the place they mean."""

import pytest

from ocop.ground.producers.models import Producer, Product
from ocop.ground.producers.sets import product_set
from ocop.sample.places import load_places
from ocop.sample.real_products import assigned_sets, facts, load_real_products, stated_stars
from tests.world import NOW


@pytest.fixture
def loaded(db: None) -> dict[str, int]:
    load_places()
    return load_real_products(NOW)


def test_every_product_has_its_public_source_and_is_entered_once(loaded: dict[str, int]) -> None:
    assert loaded == {"producers": 53, "products": 152, "classifications": 304}
    assert load_real_products(NOW) == {"producers": 0, "products": 0, "classifications": 0}
    assert not Product.objects.filter(source_url="").exists()
    assert Product.objects.filter(is_reconstructed=True).count() == 0


@pytest.mark.parametrize(
    ("producer", "place", "above"),
    [
        ("Công ty TNHH MTV Nam Huy Đồng Tháp", "Huyện Châu Thành", "Tỉnh Đồng Tháp"),
        ("Hợp tác xã Nông nghiệp Đông Nghi", "Huyện Châu Thành", "Tỉnh Tiền Giang"),
        ("Cơ sở sản xuất nem Hoàng Khánh", "Xã Tân Thành", "Huyện Lai Vung"),
        ("Cơ sở sản xuất Mắm Bà Hai Diễm", "Thành phố Gò Công", "Tỉnh Tiền Giang"),
    ],
)
def test_places_of_one_name_in_two_provinces_are_told_apart(loaded, producer: str, place: str, above: str) -> None:
    unit = Producer.objects.get(name=producer).unit
    assert (unit.full_name, unit.parent.full_name) == (place, above)


def test_producers_no_source_names_are_marked_reconstructed(loaded: dict[str, int]) -> None:
    unnamed = Producer.objects.filter(name__startswith="Chủ thể chưa rõ tên")
    assert unnamed.count() == 11
    assert not unnamed.filter(is_reconstructed=False).exists()
    assert not Producer.objects.filter(is_reconstructed=True).exclude(name__startswith="Chủ thể chưa rõ tên").exists()


def test_stars_are_those_the_sources_state(loaded: dict[str, int]) -> None:
    stars = stated_stars()
    assert len(stars) == 83
    stated = {(fact.product, fact.stars, fact.year, fact.source_url) for fact in facts()}
    assert all((one.product.name, one.stars, one.year, one.source_url) in stated for one in stars)
    of_2019 = [one for one in stars if one.year == 2019]
    assert sorted(one.stars for one in of_2019) == [3] * 8 + [4]
    assert all(one.in_old_dong_thap for one in of_2019)


@pytest.mark.requirement("R44")
def test_assigned_sets_exist_in_their_laws() -> None:
    for fact in facts():
        sets = assigned_sets(fact.product, fact.group)
        assert set(sets) == {"1048-2019", "26-2026"}
        assert all(product_set(criteria_id, code) for criteria_id, code in sets.items()), fact.product


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("Khô cá lóc", "I.3.e", "I.3.d"),
        ("Chả lụa trứng muối", "I.3.d", "I.3.d"),
        ("Dưa mắm chay", "I.3.c", "I.3.c"),
        ("Tinh dầu lá sả", "III.4", "III.3"),
        ("Nước mắm cá linh", "I.4.a", "I.4.a"),
    ],
)
def test_assignment_reads_like_a_person_would(name: str, old: str, new: str) -> None:
    assert assigned_sets(name, "thực phẩm") == {"1048-2019": old, "26-2026": new}
