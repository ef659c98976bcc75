"""Whoever a decision concerns is told of it, with a page to open."""

from datetime import date

import pytest

from ocop.cycle.certification import events, reactions
from ocop.ground.registry.models import Notice
from tests.world import NOW, World
from tests.world_certification import make_recognition


@pytest.mark.usefixtures("at_now")
def test_producer_and_commune_hear_of_stars_and_of_their_loss(world: World) -> None:
    star = make_recognition(world.dried_fish, world.province_committee, valid_from=date(2026, 11, 20))
    granted = events.ProductRecognised(star.pk, star.product_id, 4, star.decision_id, None)
    reactions.tell_recognised(granted, at=NOW)
    reactions.tell_standing(events.StandingChanged(star.pk, "withdrawn", "breach", "2026-11-24"), at=NOW)
    told = list(Notice.objects.order_by("pk").values_list("user_id", "office_id", "title"))
    commune = world.phuong_thinh_committee.pk
    assert told == [
        (world.chi_lan.pk, None, "Khô cá sặc rằn được công nhận 4 sao"),
        (None, commune, "Khô cá sặc rằn được công nhận 4 sao"),
        (world.chi_lan.pk, None, "Khô cá sặc rằn bị thu hồi công nhận"),
        (None, commune, "Khô cá sặc rằn bị thu hồi công nhận"),
    ]
    assert set(Notice.objects.values_list("url", flat=True)) == {f"/cong-nhan/{star.public_id}/"}
