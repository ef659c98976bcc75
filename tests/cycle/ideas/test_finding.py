"""What an idea resembles, and the commune a person means, however it is typed."""

from datetime import date

import pytest

from ocop.cycle.ideas.models import Idea
from ocop.cycle.ideas.places import communes_called
from ocop.cycle.ideas.similar import alike, perhaps_like
from ocop.ground.offices.models import UnitSuccession
from ocop.kit.text.fold import fold
from tests.cycle.ideas.conftest import send
from tests.world import MERGER, NOW, World, make_unit

NAMES = (
    "Trà lá sen",
    "Trà túi lọc lá sen hoà tan",
    "Trà lá ổi",
    "Lá sen khô",
    "Bánh sắn",
    "Mứt vỏ quýt hồng",
    "Khô cá sặc rằn",
)


@pytest.mark.parametrize(
    ("title", "words", "found"),
    [
        ("Trà lá sen túi lọc", "trà lá sen túi lọc", ["Trà túi lọc lá sen hoà tan"]),
        ("TRA LA SEN", "tra la sen", ["Trà lá sen", "Trà túi lọc lá sen hoà tan"]),
        ("Ý tưởng làm trà lá sen", "trà lá sen", ["Trà lá sen", "Trà túi lọc lá sen hoà tan"]),
        ("Sản phẩm từ lá sen non", "lá sen", ["Trà lá sen", "Trà túi lọc lá sen hoà tan", "Lá sen khô"]),
        ("Bánh sắn nướng", "bánh sắn", ["Bánh sắn"]),
        ("Nón bàng", "", []),
        ("Sen", "sen", ["Trà lá sen", "Trà túi lọc lá sen hoà tan", "Lá sen khô"]),
        ("!!!", "", []),
    ],
)
def test_the_longest_run_of_a_title_s_words_that_names_hold(title: str, words: str, found: list[str]) -> None:
    like = alike(title, NAMES, str)
    assert (like.words, list(like.rows)) == (words, found)


@pytest.mark.django_db
def test_the_database_offers_every_name_that_is_like_a_title(world: World) -> None:
    for name in NAMES:
        send(world, name)
    for title in ("Trà lá sen túi lọc", "tra la sen", "khô cá", "Mứt quýt"):
        read = Idea.objects.filter(perhaps_like(title)).order_by("pk")
        assert alike(title, read, lambda row: row.title).words == alike(title, NAMES, str).words
    assert fold("Trà") in Idea.objects.filter(perhaps_like("trà lá"))[0].folded


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["Tháp Mười", "thap muoi", "xã Tháp Mười", "XA THAP MUOI, tỉnh Đồng Tháp", "thap mu"])
def test_a_commune_is_found_however_it_is_typed(world: World, typed: str) -> None:
    assert communes_called(typed, NOW.date()) == [world.thap_muoi]


@pytest.mark.django_db
def test_an_old_name_leads_to_what_it_became_and_several_are_offered(world: World) -> None:
    old = make_unit("Láng Biển", code="30070", valid_from=date(2004, 1, 1), valid_to=date(2025, 6, 30))
    UnitSuccession.objects.create(old=old, new=world.thap_muoi, on=MERGER)
    assert communes_called("lang bien", NOW.date()) == [world.thap_muoi]
    other = make_unit("Phương Trà", code="30079")
    assert communes_called("Phương", NOW.date()) == [world.phuong_thinh, other]
    assert communes_called("Hà Nội", NOW.date()) == []
    assert communes_called("", NOW.date()) == []
