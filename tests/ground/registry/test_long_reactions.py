"""Reactions that take long: the long part holds nobody up, the short one writes, and who waits is told of a failure."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from ocop.ground.registry import long_reactions, outbox
from ocop.ground.registry.actions import notify
from ocop.ground.registry.long_reactions import LongReaction
from ocop.ground.registry.models import Delivery, Notice
from ocop.ground.registry.outbox import LAPSED, Counts, run_due
from ocop.ground.registry.queries import failures, under_way
from ocop.ground.registry.states import DeliveryState

from .conftest import AT, DossierLodged, Recorder

Wire = Callable[..., LongReaction]


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    """Have a long reaction follow `DossierLodged` for one test."""
    monkeypatch.setattr(long_reactions, "SECONDS_BETWEEN_PULSES", 0)

    def to(prepare: Any) -> LongReaction:
        reaction = LongReaction(prepare, _tell, _give_up)
        outbox.register(DossierLodged, "test.long", reaction)
        return reaction

    yield to
    outbox.unregister(DossierLodged, "test.long")


def _tell(event: DossierLodged, prepared: str, *, at: Any) -> None:
    notify(title=prepared, office_id=3, at=at)


def _give_up(event: DossierLodged, *, at: Any) -> None:
    notify(title=f"Không làm được hồ sơ {event.dossier_id}", office_id=3, at=at)


def _fails(event: DossierLodged, **_: Any) -> str:
    raise ValueError("máy hỏng")


def titles() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("title", flat=True))


def test_what_was_prepared_is_kept_and_the_way_there_is_seen(lodged: Recorder, wire: Wire) -> None:
    seen = []

    def prepare(event: DossierLodged, *, at: Any, pulse: Any) -> str:
        for done in (1, 2):
            pulse(done, 2)
            seen.append(Delivery.objects.values_list("progress", "progress_of", "state").get())
        return f"Xong hồ sơ {event.dossier_id}"

    wire(prepare)
    lodged(5)
    assert run_due(AT) == Counts(done=1)
    assert seen == [(1, 2, "running"), (2, 2, "running")]
    assert titles() == ["Xong hồ sơ 5"]


def test_a_pulse_keeps_the_lease_and_stops_who_lost_it(lodged: Recorder, wire: Wire) -> None:
    """A slow worker whose delivery was taken over hears so at its next pulse, and keeps nothing."""
    taken = []

    def prepare(event: DossierLodged, *, at: Any, pulse: Any) -> str:
        pulse(1, 3)
        if not taken:
            taken.append(True)
            assert run_due(AT + timedelta(days=365)) == Counts(done=1)  # another worker, once the lease has lapsed
            pulse(2, 3)
            pytest.fail("the pulse must stop a worker that lost its lease")
        return "Xong"

    wire(prepare)
    lodged(1)
    assert run_due(AT) == Counts()
    assert titles() == ["Xong"]


def test_a_failure_is_told_after_three_tries_and_stands_in_the_list_of_failures(lodged: Recorder, wire: Wire) -> None:
    waits = wire(_fails).waits
    entry = lodged(7)
    at = AT
    for wait in waits:
        assert run_due(at) == Counts(retried=1)
        assert titles() == []
        at += wait
    assert at - AT < timedelta(minutes=2)
    assert run_due(at) == Counts(failed=1)
    assert titles() == ["Không làm được hồ sơ 7"]
    assert [each.entry_id for each in failures()] == [entry.pk]
    assert run_due(at + timedelta(days=1)) == Counts()


def test_a_delivery_that_kills_every_worker_is_told_too(lodged: Recorder, wire: Wire) -> None:
    waits = wire(_fails).waits
    lodged(2)
    at = AT
    for _ in range(len(waits) + 1):
        assert outbox._claim(at) is not None
        at += long_reactions.LEASE
    assert run_due(at) == Counts(failed=1)
    assert failures().get().last_error == LAPSED
    assert titles() == ["Không làm được hồ sơ 2"]


def test_telling_that_fails_leaves_the_failure_visible(
    lodged: Recorder, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire(_fails)
    lodged(3)
    monkeypatch.setattr("tests.ground.registry.test_long_reactions.notify", _fails)
    Delivery.objects.update(attempts=2)
    assert run_due(AT) == Counts(failed=1)
    assert Delivery.objects.get().state == DeliveryState.FAILED


def test_what_is_owed_to_one_thing_is_found_until_it_is_done(lodged: Recorder, wire: Wire) -> None:
    wire(lambda event, **_: "Xong")
    notice = Notice.objects.create(office_id=3, title="Một việc", created_at=AT)
    lodged(1, subject=notice)
    lodged(2)
    assert [each.entry.payload()["dossier_id"] for each in under_way(notice)] == [1]
    run_due(AT)
    assert not under_way(notice).exists()
