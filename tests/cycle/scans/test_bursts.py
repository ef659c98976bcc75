"""One visitor reading off a roll is seen in memory, and forgotten there after ten minutes."""

from ocop.cycle.scans.bursts import MOST_VISITORS, WITHIN_SECONDS, BurstWatch
from ocop.rules.copies import Thresholds

LIMITS = Thresholds()
ROLL = LIMITS.neighbours


def test_the_stamp_that_completes_a_roll_is_told_and_the_roll_begins_anew() -> None:
    watch = BurstWatch()
    told = [number for number in range(2 * ROLL) if watch.completes(b"lan", number, number, LIMITS)]
    assert told == [ROLL - 1, 2 * ROLL - 1]


def test_stamps_far_apart_seen_twice_or_of_several_visitors_are_no_roll() -> None:
    watch = BurstWatch()
    assert not any(watch.completes(b"lan", number * 100, 0, LIMITS) for number in range(3 * ROLL))
    assert not any(watch.completes(b"mai", number % 5, 0, LIMITS) for number in range(3 * ROLL))
    assert not any(watch.completes(b"%d" % (number % 2), number, 0, LIMITS) for number in range(2 * ROLL - 2))


def test_a_slow_reader_is_no_roll_and_visitors_are_forgotten() -> None:
    watch = BurstWatch()
    assert not any(watch.completes(b"lan", number, number * 60, LIMITS) for number in range(2 * ROLL))
    watch.completes(b"mai", 1, 2 * ROLL * 60 + WITHIN_SECONDS + 1, LIMITS)
    assert len(watch._seen) == 1
    for number in range(MOST_VISITORS + 5):
        watch.completes(b"%d" % number, 1, 2 * ROLL * 60 + WITHIN_SECONDS + 1, LIMITS)
    assert len(watch._seen) == MOST_VISITORS
