"""Reactions are owed with the act, carried out once, tried again on failure, and seen when given up."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from ocop.ground.registry import outbox
from ocop.ground.registry.actions import notify, record, retry
from ocop.ground.registry.models import Delivery, Notice
from ocop.ground.registry.outbox import LEASE, MAX_ATTEMPTS, WAITS, Counts, run_due
from ocop.ground.registry.queries import failures, struggling
from ocop.ground.registry.replay import event_of
from ocop.ground.registry.states import DeliveryState
from ocop.kit.events import Event, event
from ocop.kit.scope import Refused

from .conftest import AT, OFFICER, DossierLodged, Recorder

LATER = AT + timedelta(days=3)


@event("test.values_carried")
@dataclass(frozen=True)
class ValuesCarried(Event):
    on: date
    at: datetime
    mark: Decimal
    ids: tuple[int, ...]
    until: date | None = None
    note: str = "cũ"


@pytest.fixture
def react() -> Iterator[Callable[..., None]]:
    """Wire a function to `DossierLodged` for one test."""
    names: list[str] = []

    def wire(function: outbox.Reaction, name: str = "test.react") -> None:
        outbox.register(DossierLodged, name, function)
        names.append(name)

    yield wire
    for name in names:
        outbox.unregister(DossierLodged, name)


def tell(event: DossierLodged, *, at: datetime) -> None:
    notify(title=f"Có hồ sơ {event.dossier_id}", office_id=3, at=at)


def fail(event: DossierLodged, *, at: datetime) -> None:
    notify(title="Việc dở dang", office_id=3, at=at)
    raise ValueError("Không gửi được tới 0912 345 678 (Nguyễn Văn A) 'a@b.vn'\nDETAIL: bí mật")


def test_an_act_owes_every_reaction_and_the_worker_carries_each_out_once(lodged: Recorder, react: Any) -> None:
    react(tell, "test.tell")
    react(lambda event, *, at: notify(title="Nhắc hạn", office_id=3, at=at), "test.remind")
    lodged(12)
    assert Notice.objects.count() == 0
    assert run_due(AT) == Counts(done=2)
    assert run_due(AT) == Counts()
    assert sorted(Notice.objects.values_list("title", flat=True)) == ["Có hồ sơ 12", "Nhắc hạn"]


@pytest.mark.django_db
def test_an_act_that_is_undone_owes_nothing(react: Any) -> None:
    react(tell)
    with transaction.atomic():
        record(by=OFFICER, at=AT, event=DossierLodged(dossier_id=1))
        transaction.set_rollback(True)
    assert Delivery.objects.count() == 0


def test_an_act_nobody_reacts_to_owes_nothing(lodged: Recorder) -> None:
    lodged(1)
    assert Delivery.objects.count() == 0


def test_a_failure_undoes_its_half_and_is_tried_again_ever_later_until_it_gives_up(
    lodged: Recorder, react: Any
) -> None:
    react(fail)
    lodged(1)
    at = AT
    for attempt, wait in enumerate(WAITS, start=1):
        assert run_due(at) == Counts(retried=1)
        delivery = struggling().get()
        assert (delivery.attempts, delivery.next_at) == (attempt, at + wait)
        assert run_due(at + wait - timedelta(seconds=1)) == Counts()
        at += wait
    assert run_due(at) == Counts(failed=1)
    given_up = failures().get()
    assert given_up.attempts == MAX_ATTEMPTS
    assert Notice.objects.count() == 0
    assert run_due(LATER) == Counts()


def test_the_error_kept_holds_no_personal_data(lodged: Recorder, react: Any) -> None:
    react(fail)
    lodged(1)
    run_due(AT)
    error = Delivery.objects.get().last_error
    assert error.startswith("ValueError (test_outbox.py:")
    assert "Không gửi được tới" in error
    for secret in ("345", "Nguyễn", "a@b.vn", "bí mật"):
        assert secret not in error


def test_one_failing_reaction_does_not_hold_up_the_others(lodged: Recorder, react: Any) -> None:
    react(fail, "test.fail")
    react(tell, "test.tell")
    lodged(1)
    lodged(2)
    assert run_due(AT) == Counts(done=2, retried=2)


def test_a_failed_delivery_can_be_started_anew_and_the_retry_is_journalled(lodged: Recorder, react: Any) -> None:
    react(tell)
    lodged(1)
    Delivery.objects.update(state=DeliveryState.FAILED, attempts=MAX_ATTEMPTS)
    delivery = failures().get()
    retry(delivery, by=OFFICER, at=LATER)
    assert run_due(LATER) == Counts(done=1)
    assert outbox.JournalEntry.objects.get(act="registry.delivery_retried").actor_id == OFFICER.user_id
    with pytest.raises(Refused):
        retry(delivery, by=OFFICER, at=LATER)


def test_a_delivery_whose_worker_died_is_taken_over_when_its_lease_lapses(lodged: Recorder, react: Any) -> None:
    react(tell)
    lodged(1)
    assert outbox._claim(AT) is not None  # the worker dies here
    assert run_due(AT + LEASE - timedelta(seconds=1)) == Counts()
    assert run_due(AT + LEASE) == Counts(done=1)
    assert Notice.objects.count() == 1


def test_a_worker_that_lost_its_lease_cannot_carry_out_what_another_took_over(lodged: Recorder, react: Any) -> None:
    react(tell)
    lodged(1)
    slow = outbox._claim(AT)
    assert slow is not None
    assert run_due(AT + LEASE) == Counts(done=1)
    assert outbox._carry_out(slow, AT + LEASE) == Counts()
    assert Notice.objects.count() == 1


def test_a_delivery_that_kills_every_worker_is_given_up(lodged: Recorder, react: Any) -> None:
    react(tell)
    lodged(1)
    at = AT
    for _ in range(MAX_ATTEMPTS):
        assert outbox._claim(at) is not None
        at += LEASE
    assert run_due(at) == Counts(failed=1)
    assert failures().get().last_error == outbox.LAPSED


def test_a_reaction_the_software_no_longer_has_is_given_up_visibly(lodged: Recorder, react: Any) -> None:
    react(tell, "test.gone")
    lodged(1)
    outbox.unregister(DossierLodged, "test.gone")
    assert run_due(AT) == Counts(failed=1)
    assert failures().get().last_error == outbox.UNKNOWN


def test_two_functions_cannot_share_a_name_and_a_reaction_is_owed_once(lodged: Recorder, react: Any) -> None:
    react(tell)
    outbox.register(DossierLodged, "test.react", tell)
    with pytest.raises(ValueError, match="two reactions"):
        outbox.register(DossierLodged, "test.react", fail)
    entry = lodged(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        outbox.owe(entry, DossierLodged)


@pytest.mark.django_db
def test_an_event_comes_back_from_its_row_with_its_types() -> None:
    sent = ValuesCarried(on=AT.date(), at=AT, mark=Decimal("85.50"), ids=(3, 1), until=AT.date())
    with transaction.atomic():
        row = record(by=OFFICER, at=AT, event=sent)
    row.refresh_from_db()
    assert event_of(row) == sent


@pytest.mark.django_db
def test_an_old_row_takes_the_default_of_a_field_added_since() -> None:
    with transaction.atomic():
        row = record("test.dossier_lodged", by=OFFICER, at=AT, data={"dossier_id": 4, "dropped": 1})
    assert event_of(row) == DossierLodged(dossier_id=4)


def test_the_worker_does_what_is_due_and_stops_when_asked_once(lodged: Recorder, react: Any, capsys: Any) -> None:
    react(tell)
    lodged(1)
    call_command("worker", "--once")
    assert "Xong 1" in capsys.readouterr().out
