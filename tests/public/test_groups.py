"""The six groups as shoppers see them: named and drawn."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from ocop.ground.producers.models import Product
from ocop.public.portal.groups import GROUPS
from tests.public.test_portal import cards, page
from tests.world import World
from tests.world_certification import make_recognition

pytestmark = pytest.mark.usefixtures("at_now")


def test_a_card_names_and_draws_the_group_of_its_product(world: World) -> None:
    make_recognition(world.dried_fish, world.province_committee)
    assert 'portal-drawing--thuc-pham" aria-hidden="true"></span>Thực phẩm' in cards(page("/san-pham/"))
    world.dried_fish.classifications.all().delete()
    assert "portal-drawing" not in cards(page("/san-pham/"))
    Product.objects.filter(pk=world.dried_fish.pk).update(group_label="Đồ uống")
    assert 'portal-drawing--do-uong" aria-hidden="true"></span>Đồ uống' in cards(page("/san-pham/"))


def test_every_group_has_its_drawing() -> None:
    styles = Path(str(finders.find("portal/portal.css"))).read_text()
    for group in GROUPS:
        assert f".portal-drawing--{group.slug}{{background-image:url(groups/{group.slug}.svg)}}" in styles
        assert finders.find(f"portal/groups/{group.slug}.svg")
