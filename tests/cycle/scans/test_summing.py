"""What is kept of scans: counts, days and provinces; never who."""

from datetime import timedelta
from typing import Any
from unittest.mock import Mock

import pytest

from ocop.cycle.scans import actions
from ocop.cycle.scans.actions import summing
from ocop.cycle.scans.arrivals import opened
from ocop.cycle.scans.models import ScanArrivals, ScanEvent, ScannedStamp, ScanSalt, ScanTally
from ocop.cycle.scans.salts import PERIOD_DAYS, salt_of
from ocop.cycle.scans.scan import Guess, Scan
from ocop.rules.stamps import PER_EPOCH
from tests.world import NOW

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def scan(index: int = 7, *, client: bytes | None = b"lan", hours: int = 0, **said: Any) -> Scan:
    facts: dict[str, Any] = {"epoch": 1, "at": NOW + hours * HOUR, "region": "82", "verdict": "valid"} | said
    return Scan(index=index, client=client, **facts)


@pytest.mark.requirement("R164")
def test_a_stamp_gets_one_row_when_it_is_first_scanned_and_counts_from_then_on() -> None:
    actions.remember([scan(), scan(hours=1), scan(8)])
    actions.remember([scan(hours=2, client=b"mai", region="79"), scan(hours=3, client=None, region="")])
    row = ScannedStamp.objects.get(number=PER_EPOCH + 7)
    assert (row.count, row.clients, row.first_region, row.region_codes, row.odd) == (4, 2, "82", ("79", "82"), 0)
    assert (row.first_at, row.last_at, row.stamp.index) == (NOW, NOW + 3 * HOUR, 7)
    assert ScannedStamp.objects.count() == 2
    assert ScanEvent.objects.count() == 5


def test_scans_that_arrive_late_are_still_the_first() -> None:
    actions.remember([scan(hours=2, region="79")])
    actions.remember([scan(hours=1)])
    row = ScannedStamp.objects.get()
    assert (row.first_at, row.last_at, row.first_region) == (NOW + HOUR, NOW + 2 * HOUR, "82")


def test_one_visitor_who_scans_a_stamp_is_not_worth_a_look_but_a_second_one_or_an_odd_answer_is() -> None:
    actions.remember([scan(), scan(hours=1), scan(8), scan(8, client=b"mai"), scan(9, verdict="inert")])
    assert [row.to_look for row in ScannedStamp.objects.order_by("number")] == [False, True, True]


def test_the_same_visitor_at_two_stamps_cannot_be_linked() -> None:
    actions.remember([scan(index, client=b"lan") for index in range(200)] + [scan(0, client=b"lan", hours=1)])
    clients = list(ScanEvent.objects.values_list("client", flat=True))
    assert len(set(clients)) == 200
    assert len({client & 0xFF for client in clients}) > 80, "nothing of a visitor is the same at another stamp"


def test_salts_are_deleted_when_the_next_period_begins_and_never_made_again() -> None:
    actions.remember([scan()])
    before = ScanEvent.objects.get().client
    old = salt_of(NOW)
    actions.remember([scan(at=NOW + timedelta(days=PERIOD_DAYS))])
    assert ScanSalt.objects.count() == 1
    assert ScanEvent.objects.latest("at").client != before
    assert salt_of(NOW) != old, "a scan that comes late takes the salt there is"
    assert ScanSalt.objects.count() == 1


def test_the_database_alone_gives_nobody_back(settings: Any) -> None:
    one = salt_of(NOW)
    settings.SECRET_KEY = "another secret of the application, fifty characters long"
    assert salt_of(NOW).of(7, b"lan") != one.of(7, b"lan")


def test_codes_that_are_none_of_ours_are_counted_by_day_and_province() -> None:
    actions.remember([scan(), scan(8, region="xx")], [Guess(NOW, "79"), Guess(NOW, "79"), Guess(NOW, "")])
    actions.remember([], [Guess(NOW, "79")])
    found = {row.region: (row.day, row.scans, row.guesses) for row in ScanTally.objects.all()}
    assert found == {"82": (NOW.date(), 1, 0), "79": (NOW.date(), 0, 3), "": (NOW.date(), 1, 1)}


def test_scans_wait_in_one_row_and_are_summed_up_with_few_questions(django_assert_max_num_queries: Any) -> None:
    actions.remember([scan()])
    with django_assert_max_num_queries(2):
        actions.receive([scan(index) for index in range(1, 400)])
    assert (ScanArrivals.objects.count(), ScannedStamp.objects.count()) == (1, 1)
    with django_assert_max_num_queries(9):
        assert actions.sum_up() == 399
    assert (ScanArrivals.objects.count(), ScannedStamp.objects.count()) == (0, 399)
    assert actions.sum_up() == 0


def test_what_waits_says_nothing_of_who_nor_in_which_order_they_came() -> None:
    actions.receive([scan(9), scan(7, client=b"mai"), scan(8, client=None)], [Guess(NOW, "79")])
    waiting = ScanArrivals.objects.get()
    found = list(opened(bytes(waiting.records)))
    assert [scan.number for scan in found] == [PER_EPOCH + 7, PER_EPOCH + 8, PER_EPOCH + 9]
    assert {type(scan.client) for scan in found} == {int, type(None)}
    assert b"mai" not in bytes(waiting.records)
    assert waiting.guesses == [[int(NOW.timestamp()), "79"]]


def test_a_batch_that_cannot_be_summed_up_waits_on_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    actions.receive([scan(), scan(8)], [Guess(NOW, "79")])
    with monkeypatch.context() as broken:
        broken.setattr(summing, "_tally", Mock(side_effect=RuntimeError))
        with pytest.raises(RuntimeError):
            actions.sum_up()
    assert not ScannedStamp.objects.exists()
    assert actions.sum_up() == 3
    assert ScanEvent.objects.count() == 2
