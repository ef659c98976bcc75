"""A counting query made once gives for any days what the same question gives made anew."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ocop.ground.planning.compiled import statement
from ocop.ground.planning.counted import Narrowed
from ocop.ground.planning.measures import known_measures
from tests.world import World
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
DAYS = [date(2026, 2, 28), date(2026, 11, 24), date(2020, 12, 31)]


@pytest.fixture(autouse=True)
def _nothing_made_yet() -> Iterator[None]:
    statement.cache_clear()
    yield
    statement.cache_clear()


def _asked() -> list[tuple[str, Narrowed]]:
    found = []
    for measure in known_measures().values():
        found.append((measure.key, Narrowed(measure.counted, since_start=measure.since_start)))
        if measure.base is not None:
            found.append((f"{measure.key} (mẫu số)", Narrowed(measure.base)))
    return found


def test_every_indicator_gives_the_same_made_once_or_anew(world: World) -> None:
    make_recognition(world.dried_fish, world.province_committee, valid_from=date(2026, 2, 1))
    make_recognition(world.lotus_seed, world.province_committee, valid_from=date(2020, 3, 1))
    for key, asked in _asked():
        for since in (None, date(2019, 1, 1), date(2026, 2, 1)):
            anew = asked.counts_anew(DAYS, since)
            for _ in range(2):
                assert asked.counts(DAYS, since) == anew, key


def test_most_are_made_once_and_then_asked_with_one_query(world: World) -> None:
    made = [
        asked
        for _, asked in _asked()
        if statement(Narrowed.counts_anew, asked, "default", (1, 0), asked.since_start) is not None
    ]
    assert len(_asked()) - len(made) < 10
    with CaptureQueriesContext(connection) as queries:
        made[0].counts(DAYS[:2], None)
    assert len(queries) == 1


def test_a_record_made_later_counts_at_once(world: World) -> None:
    asked = Narrowed(known_measures()["certification.granted"].counted, since_start=True)
    assert asked.counts(DAYS[:2], None) == [0, 0]
    make_recognition(world.dried_fish, world.province_committee, valid_from=date(2026, 2, 1))
    assert asked.counts(DAYS[:2], None) == [1, 1]
