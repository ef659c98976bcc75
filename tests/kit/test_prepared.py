"""A query built once answers for anybody and any day as one built anew, and remembers no answer."""

from datetime import date, timedelta

import pytest

from ocop.ground.offices.models import Appointment
from ocop.ground.offices.queries import posts_of
from ocop.ground.producers.models import Representative
from ocop.ground.producers.queries import producers_represented_by
from ocop.kit.prepared import prepared
from tests.world import MERGER, NOW, World


def test_everybody_s_posts_are_those_of_a_query_built_anew(world: World) -> None:
    people = [world.chi_lan, world.co_hien, world.ong_khanh, world.chi_mai, world.ba_nga, *world.council_members]
    for on in (NOW.date(), MERGER, MERGER - timedelta(days=1), date(1990, 1, 1)):
        for person in people:
            anew = Appointment.objects.effective(on).filter(user=person).order_by("pk")
            held = [(post.office_id, post.office_name, post.tier) for post in posts_of(person.pk, on)]
            assert held == list(anew.values_list("office_id", "office__name", "office__tier"))
            speaks_for = Representative.objects.on(on).filter(user=person)
            assert producers_represented_by(person.pk, on) == set(speaks_for.values_list("producer_id", flat=True))


def test_what_is_written_between_two_requests_is_seen(world: World) -> None:
    on = NOW.date()
    assert len(posts_of(world.co_hien.pk, on)) == 1
    Appointment.objects.filter(user=world.co_hien).update(valid_to=on - timedelta(days=1))
    assert posts_of(world.co_hien.pk, on) == ()
    assert producers_represented_by(world.chi_lan.pk, on) == {world.fish_maker.pk}
    Representative.objects.filter(user=world.chi_lan).delete()
    assert producers_represented_by(world.chi_lan.pk, on) == frozenset()


def test_a_query_that_does_not_ask_about_the_key_is_refused(db: None) -> None:
    with pytest.raises(ValueError, match="lost on the way"):
        prepared(lambda key, day: Representative.objects.on(day).values_list("pk"))(1, NOW.date())
