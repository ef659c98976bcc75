"""A seat rests on a post: who has left office has no place on the council any more."""

from datetime import timedelta

import pytest

from ocop.config.people import actor_for
from ocop.cycle.evaluation import policies
from ocop.cycle.evaluation.models import Council, Docket
from ocop.ground.offices.models import Appointment
from tests.world import NOW
from tests.world_evaluation import Table

pytestmark = pytest.mark.django_db


def test_a_member_whose_posts_have_ended_sees_and_does_nothing(table: Table) -> None:
    seat = table.members[0]
    before = actor_for(seat.user, NOW.date())
    assert policies.seat_of(before, table.council) == seat
    Appointment.objects.filter(user=seat.user).update(valid_to=NOW.date() - timedelta(days=1))
    after = actor_for(seat.user, NOW.date())
    assert policies.seat_of(after, table.council) is None
    assert not Council.objects.visible_to(after).exists()
    assert not Docket.objects.visible_to(after).exists()
