"""Signs of copied stamps: each with its figures, weak ones never alone."""

from datetime import timedelta
from typing import Any

import pytest

from ocop.rules.copies import (
    OPENS,
    RangeFigures,
    Sighting,
    Signal,
    Thresholds,
    is_burst,
    is_guessing,
    is_news,
    signs_of_range,
    signs_of_stamp,
    weight_of,
)
from ocop.rules.places import PROVINCES, kilometres
from tests.world import NOW

LIMITS = Thresholds()


def seen(minutes: int, client: int | None, region: str = "82", verdict: str = "valid") -> Sighting:
    return Sighting(NOW + timedelta(minutes=minutes), client, region, verdict)


def signs(*sightings: Sighting, reports: int = 0) -> dict[Signal, Any]:
    return signs_of_stamp(sightings, reports, LIMITS)


def test_one_household_is_no_sign() -> None:
    assert signs(seen(0, 1), seen(5, 1), seen(60, 2), seen(90, 2), seen(99, 3), seen(100, None)) == {}


def test_four_different_visitors_open_a_suspicion() -> None:
    found = signs(*(seen(each, each) for each in range(4)))
    assert found == {Signal.CLIENTS: {"clients": 4, "days": 30}}
    assert weight_of(found) >= OPENS


def test_two_visitors_too_far_apart_are_a_weak_sign() -> None:
    found = signs(seen(0, 1), seen(60, 2, "01"))
    assert found == {Signal.TRAVEL: {"from": "82", "to": "01", "km": kilometres("82", "01"), "minutes": 60}}
    assert weight_of(found) < OPENS
    assert signs(seen(0, 1), seen(60, 1, "01")) == {}, "one visitor whose company sends them elsewhere"
    assert signs(seen(0, 1), seen(60 * 24, 2, "01")) == {}, "a day is enough"
    assert signs(seen(0, 1), seen(1, 2, "86")) == {}, "neighbours"
    assert signs(seen(0, 1), seen(1, 2, "")) == {}, "nothing known"


@pytest.mark.parametrize(
    ("verdict", "signal", "opens"),
    [
        ("void", Signal.LOST, True),
        ("mismatch", Signal.MISMATCH, False),
        ("pin_used", Signal.PIN, True),
        ("past_use", Signal.ENDED, False),
        ("recalled", Signal.ENDED, False),
    ],
)
def test_odd_answers_of_the_page_are_signs(verdict: str, signal: Signal, opens: bool) -> None:
    found = signs(seen(0, 1, verdict=verdict), seen(1, 1, verdict=verdict))
    assert found == {signal: {"scans": 2}}
    assert (weight_of(found) >= OPENS) is opens


def test_weak_signs_open_together() -> None:
    early = signs(seen(0, 1, verdict="inert"), seen(1, 2, verdict="inert"))
    assert early == {Signal.EARLY: {"clients": 2}}
    assert weight_of(early) < OPENS
    assert weight_of(signs(seen(0, 1, verdict="inert"), seen(1, 2, verdict="inert"), reports=1)) >= OPENS
    assert weight_of(signs(reports=1)) < OPENS <= weight_of(signs(reports=2))


def test_the_signs_of_a_range_ask_for_enough_scans() -> None:
    assert signs_of_range(RangeFigures(active=99, scans=99, placed=29, outside=29), LIMITS) == {}
    found = signs_of_range(RangeFigures(active=100, scans=50, placed=30, outside=9, bursts=1), LIMITS)
    assert found == {
        Signal.NEIGHBOURS: {"bursts": 1, "stamps": 20},
        Signal.OUTSIDE: {"outside": 9, "placed": 30},
        Signal.RATIO: {"scans": 50, "active": 100},
    }
    assert signs_of_range(RangeFigures(active=100, scans=49, placed=31, outside=9), LIMITS) == {}


def test_what_is_news_is_another_sign_or_twice_the_figures() -> None:
    before = {"clients": {"clients": 4, "days": 30}}
    assert not is_news(before, {Signal.CLIENTS: {"clients": 7, "days": 30}})
    assert is_news(before, {Signal.CLIENTS: {"clients": 8, "days": 30}})
    assert is_news(before, {Signal.LOST: {"scans": 1}})


def test_guesses_and_bursts() -> None:
    assert is_guessing(80, 20, LIMITS)
    assert not is_guessing(79, 20, LIMITS), "too few to say"
    assert not is_guessing(900, 100, LIMITS)
    assert is_burst(range(100, 120), LIMITS)
    assert not is_burst(range(100, 119), LIMITS)
    assert not is_burst(range(0, 2000, 100), LIMITS)


def test_distances_are_those_of_the_map() -> None:
    assert len(PROVINCES) == 34
    assert 1120 < kilometres("01", "79") < 1160
    assert kilometres("82", "79") < 80
    assert kilometres("82", "") == 0
