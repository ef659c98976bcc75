"""A counting query made once gives for any days what the same question gives made anew."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ocop.ground.planning import measures as kept
from ocop.ground.planning.compiled import statement
from ocop.ground.planning.measures import Counted, known_measures
from tests.world import World
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
DAYS = [date(2026, 2, 28), date(2026, 11, 24), date(2020, 12, 31)]


@pytest.fixture(autouse=True)
def _nothing_made_yet() -> Iterator[None]:
    statement.cache_clear()
    yield
    statement.cache_clear()


def _counted() -> list[tuple[str, Counted, bool]]:
    found = []
    for measure in known_measures().values():
        found.append((measure.key, measure.counted, measure.since_start))
        if measure.base is not None:
            found.append((f"{measure.key} (mẫu số)", measure.base, False))
    return found


def test_every_indicator_gives_the_same_made_once_or_anew(world: World) -> None:
    make_recognition(world.dried_fish, world.province_committee, valid_from=date(2026, 2, 1))
    make_recognition(world.lotus_seed, world.province_committee, valid_from=date(2020, 3, 1))
    for key, counted, since_start in _counted():
        for since in (None, date(2019, 1, 1), date(2026, 2, 1)):
            anew = kept._count(counted, {}, DAYS, since, since_start, None, None)
            for _ in range(2):
                assert kept._counts(counted, {}, DAYS, since, since_start, None, None) == anew, key


def test_most_are_made_once_and_then_asked_with_one_query(world: World) -> None:
    made = [
        counted
        for _, counted, since_start in _counted()
        if statement(kept._count_everywhere, (counted, (), since_start), "default", 2, since_start) is not None
    ]
    assert len(made) > len(_counted()) // 2
    with CaptureQueriesContext(connection) as asked:
        kept._counts(made[0], {}, DAYS[:2], None, False, None, None)
    assert len(asked) == 1


def test_a_record_made_later_counts_at_once(world: World) -> None:
    measure = known_measures()["certification.granted"]
    assert kept._counts(measure.counted, {}, DAYS[:2], None, True, None, None) == [0, 0]
    make_recognition(world.dried_fish, world.province_committee, valid_from=date(2026, 2, 1))
    assert kept._counts(measure.counted, {}, DAYS[:2], None, True, None, None) == [1, 1]
