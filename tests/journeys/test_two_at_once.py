"""Two presses at the same moment, through the real addresses: the act happens once and nobody sees an error page.

SQLite's test database lives in the memory of one connection, so there the test moves into a file like a real one.
"""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Barrier, local
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from ocop.cycle.certification.models import Recognition, RecognitionDecision
from ocop.cycle.dossiers.models import Dossier, ReturnSlip
from ocop.cycle.dossiers.states import DossierState
from ocop.cycle.epcis.models import TraceEvent
from ocop.cycle.evaluation.models import Docket
from ocop.cycle.evaluation.states import DocketState
from ocop.cycle.traceability.actions import issue_stamps, make_batch
from ocop.cycle.traceability.models import Activation, Recall, StampRange
from ocop.ground.accounts.models import User
from ocop.ground.budget.models import BudgetLine, Disbursement
from ocop.ground.planning.models import Plan
from ocop.ground.producers.models import Producer
from ocop.ground.registry.models import JournalEntry
from ocop.kit import once
from ocop.kit.ids import new_public_id
from ocop.oversight.figures.models import Figure
from ocop.support.activities.models import Activity, AdviceCase
from ocop.support.funding.models import CreditApplication
from tests.journeys.records import build_records
from tests.oversight.reporting.periods import opened, return_of, sent
from tests.world import NOW, World, build_world
from tests.world_certification import make_concluded, make_recognition
from tests.world_dossiers import complete, make_draft, make_forwarded
from tests.world_evaluation import make_accepted, make_council, marks_worth, sheet_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_now"), pytest.mark.slow]
SignIn = Callable[[User], Client]


@pytest.fixture
def world(transactional_db: None, tmp_path: Path) -> Iterator[World]:
    """The small province in a database that several connections may open.

    The file gets a connection of its own. The one in memory is shared with the server of the browser tests, whose
    threads close what they hold whenever a browser hangs up; in memory that closes nothing, a file it would.
    """
    if connection.vendor != "sqlite":
        yield build_world()
        return
    connection.ensure_connection()
    in_memory, in_a_file = connections["default"], tmp_path / "ocop.sqlite3"
    with closing(sqlite3.connect(in_a_file)) as file:
        in_memory.connection.backup(file)
    connections.settings["default"] = {**in_memory.settings_dict, "NAME": str(in_a_file)}
    connections["default"] = connections.create_connection("default")
    try:
        yield build_world()
    finally:
        connections["default"].close()
        connections["default"] = in_memory
        connections.settings["default"] = in_memory.settings_dict


def at_once(*posts: Callable[[], Any]) -> list[Any]:
    """The answers to forms sent by several browsers together."""
    together = Barrier(len(posts))

    def send(post: Callable[[], Any]) -> Any:
        together.wait()
        try:
            return post()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(posts)) as pool:
        return [each.result() for each in [pool.submit(send, post) for post in posts]]


def poster(client: Client, address: str, data: dict[str, Any] | None = None) -> Callable[[], Any]:
    return lambda: client.post(address, data or {})


def calm(*answers: Any) -> None:
    assert {answer.status_code for answer in answers} <= {200, 302, 422}


def acts(name: str) -> int:
    return JournalEntry.objects.filter(act=name).count()


def test_a_double_click_on_lodging_lodges_once(world: World, sign_in: SignIn) -> None:
    dossier = complete(world, make_draft(world))
    address = reverse("dossiers:submit", args=[dossier.public_id])
    answers = at_once(*(poster(sign_in(world.chi_lan), address) for _ in range(3)))
    assert {each["Location"] for each in answers} == {reverse("dossiers:lodged", args=[dossier.public_id])}
    assert Dossier.objects.get().state == DossierState.LODGED
    assert acts("dossiers.lodged") == 1


def test_a_double_click_on_closing_and_concluding_gives_one_result(world: World, sign_in: SignIn) -> None:
    table = make_council(world)
    table.sit()
    docket = table.open(table.docket(make_accepted(world, world.dried_fish)))
    for seat in table.scorers:
        table.fill(docket, seat, marks_worth(sheet_of(docket.dossier), 84))
    close = reverse("evaluation:close", args=[docket.public_id])
    calm(*at_once(*(poster(sign_in(world.chi_thao), close) for _ in range(2))))
    conclude = reverse("evaluation:conclude", args=[docket.public_id])
    calm(*at_once(*(poster(sign_in(world.ong_khanh), conclude, {"text": "Thống nhất."}) for _ in range(2))))
    assert Docket.objects.get().state == DocketState.CONCLUDED
    assert (acts("evaluation.scoring_closed"), acts("evaluation.docket_concluded")) == (1, 1)


def test_a_double_click_on_a_decision_gives_one_star(world: World, sign_in: SignIn) -> None:
    dossier = make_concluded(world, world.dried_fish, stars=4, total="78.5")
    form = {
        "step": "record", "number": "1580/QĐ-UBND", "signed_on": "23/11/2026", "signer": "Đặng Minh Khánh",
        "office": world.province_committee.public_id, "dossiers": [dossier.public_id],
    }  # fmt: skip
    address = reverse("certification:to_decide")
    answers = at_once(*(poster(sign_in(world.anh_dung), address, form) for _ in range(2)))
    assert len({each["Location"] for each in answers}) == 1
    assert (RecognitionDecision.objects.count(), Recognition.objects.count()) == (1, 1)


def test_stamps_issued_at_once_never_overlap(world: World, sign_in: SignIn) -> None:
    make_recognition(world.dried_fish, world.province_committee)
    address, form = reverse("traceability:issue"), {"product": world.dried_fish.public_id, "count": "100"}
    lan, dung = ([sign_in(person) for _ in range(4)] for person in (world.chi_lan, world.anh_dung))
    calm(*at_once(*(poster(client, address, form) for client in (*lan, *dung))))
    issued = sorted(StampRange.objects.values_list("epoch", "first", "last"))
    assert issued == [(0, start, start + 99) for start in range(0, 800, 100)]


def test_one_stamp_is_activated_for_one_of_two_lots(world: World, sign_in: SignIn) -> None:
    make_recognition(world.dried_fish, world.province_committee)
    lan = world.actor(world.chi_lan)
    issued = issue_stamps(world.dried_fish, count=10, by=lan, at=NOW)
    lots = [make_batch(world.dried_fish, lot=f"L{n}", made_on=NOW.date(), quantity=10, by=lan, at=NOW) for n in (1, 2)]
    address = reverse("traceability:activate", args=[issued.public_id])
    forms = [{"batch": lot.public_id, "first": "1", "last": "10"} for lot in lots]
    calm(*at_once(*(poster(sign_in(world.chi_lan), address, form) for form in forms)))
    assert Activation.objects.count() == 1


def test_a_lot_is_called_back_once_and_never_delivered_twice_over(world: World, sign_in: SignIn) -> None:
    made = make_batch(
        world.dried_fish, lot="L1", made_on=NOW.date(), quantity=10, by=world.actor(world.chi_lan), at=NOW
    )
    sold = {"quantity": "6", "on": "24/11/2026", "hour": "08:00"}
    step = reverse("epcis:step", args=[made.public_id, "ban-le"])
    calm(*at_once(*(poster(sign_in(person), step, sold) for person in (world.chi_lan, world.anh_dung))))
    assert TraceEvent.objects.count() == 1
    said = {"reason": "Nấm mốc", "danger": "Đau bụng", "advice": "Mang trả nơi mua"}
    declare = reverse("traceability:declare_recall", args=[made.public_id])
    calm(*at_once(*(poster(sign_in(person), declare, said) for person in (world.chi_lan, world.anh_dung))))
    assert Recall.objects.count() == 1


def test_one_officer_accepts_while_another_returns_and_only_one_of_them_wins(world: World, sign_in: SignIn) -> None:
    dossier = make_forwarded(world)
    fault = {
        "loi-TOTAL_FORMS": "1", "loi-INITIAL_FORMS": "0", "loi-0-field": "field:story", "loi-0-reason": "unclear",
        "loi-0-remedy": "Viết lại cho rõ", "wanted_by": "",
    }  # fmt: skip
    dung = [sign_in(world.anh_dung) for _ in range(2)]
    calm(
        *at_once(
            poster(dung[0], reverse("dossiers:accept", args=[dossier.public_id])),
            poster(dung[1], reverse("dossiers:return", args=[dossier.public_id]), fault),
        )
    )
    state, slips = Dossier.objects.get().state, ReturnSlip.objects.count()
    assert (state, slips) in {(DossierState.ACCEPTED, 0), (DossierState.RETURNED, 1)}
    assert acts("dossiers.accepted") + acts("dossiers.returned") == 1


def test_a_double_click_on_accepting_a_spreadsheet_makes_each_producer_once(world: World, sign_in: SignIn) -> None:
    batch = build_records(world).batch
    hien = sign_in(world.co_hien)
    digest = hien.get(reverse("producers:import", args=[batch.public_id])).context["plan"].digest
    address = reverse("producers:accept_import", args=[batch.public_id])
    calm(*at_once(*(poster(sign_in(world.co_hien), address, {"digest": digest}) for _ in range(2))))
    assert Producer.objects.filter(name="Cơ sở Bánh Ba Năm").count() == 1


def test_a_double_click_on_sending_a_return_freezes_its_figures_once(world: World, sign_in: SignIn) -> None:
    row = return_of(opened(world), world.phuong_thinh_committee)
    address = reverse("reporting:submit", args=[row.public_id])
    calm(*at_once(*(poster(sign_in(world.co_hien), address) for _ in range(2))))
    assert acts("reporting.return_submitted") == 1
    assert Figure.objects.count() == row.cells.count()


def test_one_officer_takes_a_return_while_another_gives_it_back(world: World, sign_in: SignIn) -> None:
    row = sent(world, opened(world), world.phuong_thinh_committee, world.co_hien)
    dung = [sign_in(world.anh_dung) for _ in range(2)]
    calm(
        *at_once(
            poster(dung[0], reverse("reporting:accept", args=[row.public_id])),
            poster(dung[1], reverse("reporting:send_back", args=[row.public_id]), {"why": "Nêu rõ hơn."}),
        )
    )
    row.refresh_from_db()
    assert (row.state, row.slips.count()) in {("accepted", 0), ("sent_back", 1)}
    assert acts("reporting.return_accepted") + acts("reporting.return_sent_back") == 1


def test_two_periods_given_the_same_last_day_at_once_do_not_both_get_it(world: World, sign_in: SignIn) -> None:
    """Anh Dũng in two browsers: the second is told in words which period has that day already."""
    until = date(2026, 11, 10)
    periods = [opened(world, until=date(2026, 11, day), name=f"Kỳ {day}") for day in (19, 20)]
    answers = at_once(
        *(
            poster(
                sign_in(world.anh_dung),
                reverse("reporting:change_period", args=[each.public_id]),
                {"name": each.name, "since": "1/1/2026", "until": "10/11/2026", "due_on": "14/12/2026"},
            )
            for each in periods
        )
    )
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    assert type(periods[0]).objects.filter(until=until).count() == 1
    assert acts("reporting.period_changed") == 1


@pytest.fixture
def both_looked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of two presses sees that nothing is there yet before either writes: the worst moment, every time."""
    together, seen, look = Barrier(2), local(), once.made_before

    def looked(*args: Any, **said: Any) -> Any:
        found = look(*args, **said)
        if not hasattr(seen, "once"):
            seen.once = True
            together.wait(timeout=20)
        return found

    monkeypatch.setattr(once, "made_before", looked)


@pytest.fixture
def line(world: World) -> BudgetLine:
    """A line of a plan that runs."""
    plan = Plan.objects.create(
        kind="period", name="Kế hoạch", office=world.province_committee, starts_on=date(2026, 1, 1),
        ends_on=date(2030, 12, 31), state="issued",
    )  # fmt: skip
    return BudgetLine.objects.create(
        plan=plan, code="in", reference="III", ordinal=1, name="In", source="local", amount=10**9
    )


def press_twice(sign_in: SignIn, user: User, address: str, form: dict[str, Any]) -> str:
    """Two browsers of one person send the same form; both are led to the same page. Returns the record's id."""
    key = new_public_id()
    answers = at_once(*(poster(sign_in(user), address, form | {"key": key}) for _ in range(2)))
    assert [each.status_code for each in answers] == [302, 302]
    assert len({each["Location"] for each in answers}) == 1
    return key


@pytest.mark.usefixtures("both_looked")
def test_an_activity_and_a_question_are_written_down_once(world: World, sign_in: SignIn) -> None:
    said = {
        "title": "Lớp", "organiser": world.agriculture.pk, "starts_on": "21/11/2026", "d_topics": ["criteria"],
        "d_audience": "mixed",
    }  # fmt: skip
    key = press_twice(sign_in, world.chi_mai, "/hoat-dong/moi/class/", said)
    assert Activity.objects.get().public_id == key
    asked = {"title": "Nhãn ghi gì?", "question": "Nhãn phải ghi gì?", "field": "design"}
    asked |= {"asker": f"p-{world.fish_maker.public_id}"}
    press_twice(sign_in, world.chi_lan, reverse("activities:ask"), asked)
    assert AdviceCase.objects.count() == 1
    assert (acts("activities.planned"), acts("activities.advice_asked")) == (1, 1)


@pytest.mark.usefixtures("both_looked")
def test_money_is_paid_once(world: World, sign_in: SignIn, line: BudgetLine) -> None:
    paid = {
        "paid_on": "20/11/2026", "payer": world.agriculture.public_id, "amount": "5.000.000", "purpose": "In tờ rơi",
        "payee_name": "Nhà in",
    }  # fmt: skip
    press_twice(sign_in, world.chi_mai, reverse("budget:disburse", args=[line.public_id]), paid)
    assert Disbursement.objects.get().amount == 5_000_000
    assert acts("budget.disbursed") == 1


@pytest.mark.usefixtures("both_looked")
def test_a_wish_for_a_loan_is_written_down_once(world: World, sign_in: SignIn) -> None:
    address = reverse("funding:wish", args=[world.fish_maker.public_id])
    press_twice(sign_in, world.chi_lan, address, {"amount": "50.000.000", "purpose": "Mua máy sấy"})
    assert CreditApplication.objects.get().amount == 50_000_000
    assert acts("funding.credit_wished") == 1
