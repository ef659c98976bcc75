"""A report made in the background: others write meanwhile, the way there is seen, a killed worker's work is taken up.

Several connections are open at once, so SQLite's database is a file here, as a real one is.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Event
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from ocop.ground.accounts.models import User
from ocop.ground.registry import long_reactions
from ocop.ground.registry.models import Delivery, JournalEntry, Notice
from ocop.ground.registry.outbox import run_due
from ocop.ground.registry.queries import failures
from ocop.ground.registry.states import DeliveryState
from ocop.kit import clock
from ocop.oversight.figures import actions as figures
from ocop.oversight.figures.models import Figure
from ocop.oversight.reporting import actions, making
from ocop.oversight.reporting.models import ConsolidatedReport
from ocop.oversight.reporting.states import PaperKind
from tests.journeys.test_two_at_once import world
from tests.oversight.reporting.periods import opened
from tests.world import NOW, World
from tests.world_certification import make_recognition

__all__ = ["world"]  # the small province in a file
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_now"), pytest.mark.slow]
SignIn = Callable[[User], Client]
GRANTED = "san-pham-chu-the/cong-nhan/ky-nay"
SOON = 60


class Killed(BaseException):
    """What a killed worker leaves: nothing that is caught anywhere."""


@pytest.fixture
def report(world: World) -> ConsolidatedReport:
    """A report whose papers anh Dũng asked for."""
    dung = world.actor(world.anh_dung)
    report = actions.start_report(opened(world), template="half-year", by=dung, at=NOW)
    return actions.ask_for_papers(report, by=dung, at=NOW)


def in_a_worker(work: Callable[[], Any]) -> Any:
    """What a worker beside this process does, on a connection of its own."""

    def carried_out() -> Any:
        try:
            return work()
        finally:
            connections.close_all()

    pool = ThreadPoolExecutor(1)
    try:
        return pool.submit(carried_out)
    finally:
        pool.shutdown(wait=False)


@pytest.fixture
def halted(monkeypatch: pytest.MonkeyPatch) -> tuple[Event, Event]:
    """The worker stops after the tenth figure and goes on when told: (it stands there, go on)."""
    stands, go_on, reckon = Event(), Event(), figures.reckon
    counted = []

    def slow(*args: Any, **said: Any) -> Any:
        counted.append(True)
        if len(counted) == 11:
            stands.set()
            assert go_on.wait(SOON)
        return reckon(*args, **said)

    monkeypatch.setattr(figures, "reckon", slow)
    monkeypatch.setattr(long_reactions, "SECONDS_BETWEEN_PULSES", 0)
    return stands, go_on


def page(client: Client, report: ConsolidatedReport) -> str:
    return client.get(reverse("reporting:report", args=[report.public_id])).content.decode()


@pytest.mark.requirement("R242")
def test_others_write_while_figures_are_counted_and_the_report_is_of_one_moment(
    world: World, report: ConsolidatedReport, halted: tuple[Event, Event], sign_in: SignIn
) -> None:
    stands, go_on = halted
    worker = in_a_worker(lambda: run_due(clock.now()))
    assert stands.wait(SOON)
    assert Delivery.objects.values_list("progress", flat=True).get(state=DeliveryState.RUNNING) == 10
    assert "đã đếm 10 trên" in page(sign_in(world.anh_dung), report)
    # In SQLite this would wait 20 seconds and fail if the worker held the lock of writers.
    make_recognition(world.dried_fish, world.province_committee, valid_from=date(2026, 3, 1))
    answer = sign_in(world.chi_mai).post("/hoat-dong/moi/class/", {"title": "Lớp", "key": "abcdefghijkl"})
    assert answer.status_code in (200, 422)
    go_on.set()
    assert worker.result(SOON).failed == 0
    report.refresh_from_db()
    assert {paper.kind for paper in report.papers.all()} == set(PaperKind)
    assert report.cells.get(cell=GRANTED).figure.value == 0  # recorded after the moment the figures are of


def test_others_write_while_papers_are_set(
    world: World, report: ConsolidatedReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    stands, go_on, maker = Event(), Event(), making._maker

    def slow(kind: PaperKind) -> Any:
        stands.set()
        assert go_on.wait(SOON)
        return maker(kind)

    monkeypatch.setattr(making, "_maker", slow)
    worker = in_a_worker(lambda: run_due(clock.now()))
    assert stands.wait(SOON)
    make_recognition(world.dried_fish, world.province_committee, valid_from=date(2026, 3, 1))
    go_on.set()
    assert worker.result(SOON).failed == 0


def test_what_a_killed_worker_left_is_taken_up_again_and_leaves_one_result(
    world: World, report: ConsolidatedReport, monkeypatch: pytest.MonkeyPatch, at_now: Any
) -> None:
    reckon = figures.reckon
    counted = []

    def dies(*args: Any, **said: Any) -> Any:
        counted.append(True)
        if len(counted) == 11:
            raise Killed
        return reckon(*args, **said)

    with monkeypatch.context() as patched:
        patched.setattr(figures, "reckon", dies)
        with pytest.raises(Killed):
            in_a_worker(lambda: run_due(clock.now())).result(SOON)
    assert Delivery.objects.filter(state=DeliveryState.RUNNING).count() == 1
    assert not Figure.objects.exists()
    assert run_due(clock.now()).total == 0  # somebody may still be at it
    at_now.move_to(NOW + long_reactions.LEASE + timedelta(seconds=1), tick=False)
    counts = run_due(clock.now())
    assert (counts.failed, counts.retried) == (0, 0)
    report.refresh_from_db()
    assert report.has_current_papers
    assert Figure.objects.count() == report.cells.count()
    assert JournalEntry.objects.filter(act="reporting.report_frozen").count() == 1


def test_a_step_taken_over_by_another_worker_leaves_one_result(
    world: World, report: ConsolidatedReport, halted: tuple[Event, Event]
) -> None:
    """The first worker is slow beyond its lease: the second makes the report, the first keeps nothing."""
    stands, go_on = halted
    slow = in_a_worker(lambda: run_due(clock.now()))
    assert stands.wait(SOON)
    later = clock.now() + long_reactions.LEASE + timedelta(seconds=1)
    assert in_a_worker(lambda: run_due(later)).result(SOON).failed == 0
    go_on.set()
    assert slow.result(SOON).failed == 0
    assert JournalEntry.objects.filter(act="reporting.report_frozen").count() == 1
    report.refresh_from_db()
    assert report.papers.count() == len(PaperKind)


def test_a_report_that_cannot_be_made_is_told_soon_with_a_button_to_ask_again(
    world: World, report: ConsolidatedReport, monkeypatch: pytest.MonkeyPatch, at_now: Any, sign_in: SignIn
) -> None:
    def fails(*args: Any, **said: Any) -> Any:
        raise MemoryError("hết bộ nhớ")

    client = sign_in(world.anh_dung)
    with monkeypatch.context() as patched:
        patched.setattr(making, "_maker", fails)
        for minutes in (0, 1, 3):
            at_now.move_to(NOW + timedelta(minutes=minutes), tick=False)
            run_due(clock.now())
            if minutes == 1:
                assert "Lần trước chưa được, máy đang thử lại" in page(client, report)
    told = page(client, report)
    assert "Máy gặp lỗi và đã thử lại mà không được" in told
    assert "Dựng lại tài liệu" in told
    notice = Notice.objects.get(user_id=world.anh_dung.pk, title__startswith="Chưa dựng được tài liệu")
    assert notice.url == reverse("reporting:report", args=[report.public_id])
    assert failures().count() == len(PaperKind)
    client.post(reverse("reporting:make_report", args=[report.public_id]))
    run_due(clock.now())
    report.refresh_from_db()
    assert (report.failed, report.has_current_papers) == ("", True)
