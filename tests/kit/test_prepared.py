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


def test_days_reckoned_from_the_one_asked_about_move_with_it(world: World) -> None:
    asked = prepared(
        lambda key, day: Appointment.objects.filter(user=key, valid_from__lte=day - timedelta(days=30)).values_list(
            "valid_from"
        )
    )
    begun = Appointment.objects.filter(user=world.co_hien).values_list("valid_from", flat=True).get()
    assert [tuple(row) for row in asked(world.co_hien.pk, begun + timedelta(days=30))] == [(begun,)]
    assert asked(world.co_hien.pk, begun + timedelta(days=29)) == []


def _a_month_before(day: date) -> date:
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=min(day.day, last.day))


def test_a_query_that_turns_the_key_or_the_day_into_something_else_is_refused(db: None) -> None:
    speakers = Representative.objects.all()
    for build in (
        lambda key, day: speakers.filter(user=key, valid_from__year=day.year).values_list("pk"),
        lambda key, day: speakers.filter(user=key, valid_from__lte=day.replace(day=1)).values_list("pk"),
        lambda key, day: speakers.filter(user=key, valid_from__lte=_a_month_before(day)).values_list("pk"),
        lambda key, day: speakers.filter(producer__name=str(key)).values_list("pk"),
    ):
        with pytest.raises(ValueError, match="lost on the way"):
            prepared(build)(1, NOW.date())
