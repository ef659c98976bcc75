"""What happens to a star happens to every one of its stamps at once: no stamp has a state of its own to fall behind."""

import random
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from ocop.cycle.certification.models import Recognition, StandingChange
from ocop.cycle.certification.queries import standing
from ocop.cycle.certification.states import STANDS, RecognitionState, Standing
from ocop.cycle.traceability import actions, policies
from ocop.cycle.traceability.keys import keys_of
from ocop.cycle.traceability.models import StampRange
from ocop.kit.clock import HO_CHI_MINH
from ocop.kit.scope import Refused
from ocop.rules.stamps import Stamp, code_of
from tests.world import NOW, World
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
FROM, UNTIL = date(2026, 7, 1), date(2029, 6, 30)
MADE_ON = date(2026, 11, 20)
STARRED, FRESH = (1, 2, 250, 300, 301, 302, 600), (601, 650, 700)


def issued_over_two_ranges(world: World) -> list[StampRange]:
    """Stamps 1 to 600 stand on a lot made while the star stood, in two ranges; 601 to 700 on none."""
    lan = world.actor(world.chi_lan)
    ranges = [actions.issue_stamps(world.dried_fish, count=count, by=lan, at=NOW) for count in (300, 400)]
    made = actions.make_batch(world.dried_fish, lot="L1", made_on=MADE_ON, quantity=600, by=lan, at=NOW)
    for issued in ranges:
        actions.activate(issued, made, first=1, last=300, by=lan, at=NOW)
    return ranges


def page(number: int) -> str:
    """What a scan of a stamp is told, without the stamp's own digits."""
    digits = code_of(keys_of(0), Stamp(0, number - 1))
    answer = Client().get(f"/T/{digits}")
    assert answer.status_code == 200
    text = answer.content.decode()
    for written in (digits, " ".join(digits[at : at + 4] for at in range(0, 20, 4))):
        text = text.replace(written, "")
    return text


def change(star: Recognition, to_state: str, effective_on: date) -> None:
    facts = {"reason": "Xem xét", "decision_number": "9/QĐ", "effective_on": effective_on, "recorded_at": NOW}
    StandingChange.objects.create(recognition=star, to_state=to_state, **facts)


@pytest.mark.requirement("R163", "R164")
def test_on_any_day_after_any_decisions_all_stamps_say_what_the_star_is(world: World, time_machine: Any) -> None:
    """Decisions and days by chance, some on the very day asked, at the first and the last day and around them."""
    star = make_recognition(world.dried_fish, world.province_committee, valid_from=FROM, valid_until=UNTIL)
    issued_over_two_ranges(world)
    chance, met = random.Random(163), set()
    edges = (UNTIL, UNTIL + timedelta(days=1), NOW.date(), NOW.date() + timedelta(days=1))
    for turn in range(24):
        StandingChange.objects.all().delete()
        day = edges[turn] if turn < len(edges) else NOW.date() + timedelta(days=chance.randrange(1300))
        for _ in range(chance.randrange(4) if turn >= len(edges) else 0):
            change(
                star, chance.choice(RecognitionState.values), day - timedelta(days=chance.choice((0, 1, 30, -1, -30)))
            )
        time_machine.move_to(datetime(day.year, day.month, day.day, 9, tzinfo=HO_CHI_MINH))
        is_now = standing(Recognition.objects.get(pk=star.pk), day)
        met.add(is_now)
        told, told_fresh = {page(number) for number in STARRED}, {page(number) for number in FRESH}
        assert len(told) == len(told_fresh) == 1, (day, is_now)
        (text,), (fresh,) = told, told_fresh
        assert ('class="portal-verdict portal-verdict--good' in text) == (is_now in STANDS), (day, is_now)
        assert ("Tem chưa kích hoạt" in fresh) == (is_now in STANDS)
        assert "portal-verdict--good" not in fresh
    assert met == {Standing.VALID, Standing.EXPIRED, Standing.SUSPENDED, Standing.WITHDRAWN}


def test_what_a_scan_is_told_and_what_a_producer_may_take_turn_on_the_same_day(world: World, time_machine: Any) -> None:
    star = make_recognition(world.dried_fish, world.province_committee, valid_from=FROM, valid_until=UNTIL)
    issued_over_two_ranges(world)
    change(star, RecognitionState.SUSPENDED, date(2027, 3, 1))
    change(star, RecognitionState.GRANTED, date(2027, 5, 1))
    change(star, RecognitionState.WITHDRAWN, date(2028, 2, 1))
    for day, stands in (
        (date(2027, 2, 28), True),
        (date(2027, 3, 1), False),
        (date(2027, 4, 30), False),
        (date(2027, 5, 1), True),
        (date(2028, 1, 31), True),
        (date(2028, 2, 1), False),
        (date(2029, 1, 1), False),
    ):
        at = datetime(day.year, day.month, day.day, 0, 1, tzinfo=HO_CHI_MINH)
        time_machine.move_to(at)
        lan = world.actor(world.chi_lan)
        assert bool(policies.may_ask_for_stamps(lan, world.dried_fish, day)) == stands, day
        assert ("portal-verdict--good" in page(600)) == stands, day
        if not stands:
            with pytest.raises(Refused):
                actions.issue_stamps(world.dried_fish, count=1, by=lan, at=at)


def test_a_scan_asks_the_star_and_no_stamp(world: World) -> None:
    """A decision changes one row of the star and none of the stamps', however many stamps there are."""
    star = make_recognition(world.dried_fish, world.province_committee, valid_from=FROM, valid_until=UNTIL)
    ranges = issued_over_two_ranges(world)
    before = [list(type(issued).objects.filter(pk=issued.pk).values()) for issued in ranges]
    change(star, RecognitionState.WITHDRAWN, NOW.date())
    assert "Đã bị thu hồi" in page(600)
    assert [list(type(issued).objects.filter(pk=issued.pk).values()) for issued in ranges] == before
