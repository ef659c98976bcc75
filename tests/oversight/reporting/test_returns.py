"""An office's return: filled from records, frozen when sent, given back, locked, changed only by exception."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ocop.ground.accounts.models import User
from ocop.ground.registry.models import JournalEntry, Notice
from ocop.kit.scope import Refused
from ocop.oversight.figures.freezing import thaw
from ocop.oversight.figures.models import Figure
from ocop.oversight.reporting import actions
from ocop.oversight.reporting.cells import cells_of
from ocop.oversight.reporting.models import Obligation, Receipt, ReturnCell
from ocop.oversight.reporting.states import ReturnState, Timeliness
from tests.oversight.reporting.periods import DUE, UNTIL, opened, return_of, sent
from tests.world import NOW, World
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SignIn = Callable[[User], Client]
GRANTED = "san-pham-chu-the/cong-nhan/ky-nay"


def test_who_owes_a_return_follows_the_day_it_is_due(world: World) -> None:
    """Departments with work in the plan, and communes since there are no districts."""
    period = opened(world)
    owed = {each.office.name: each.template for each in period.obligations.select_related("office")}
    assert owed == {
        world.agriculture.name: "agency",
        world.phuong_thinh_committee.name: "place",
        world.thap_muoi_committee.name: "place",
    }
    told = Notice.objects.filter(office_id=world.phuong_thinh_committee.pk).latest("pk")
    assert told.due_on == DUE
    assert told.url == reverse("reporting:return", args=[return_of(period, world.phuong_thinh_committee).public_id])


def test_opening_twice_opens_once(world: World) -> None:
    assert opened(world).pk == opened(world).pk
    assert Obligation.objects.count() == 3


@pytest.mark.requirement("R234", "R235")
def test_a_return_opens_already_filled_from_the_records_of_its_place(world: World, sign_in: SignIn) -> None:
    """Cô Hiền of Phương Thịnh finds the star of her own commune counted, and not that of Tháp Mười."""
    make_recognition(world.dried_fish, world.province_committee, valid_from=date(2026, 3, 1))
    make_recognition(world.lotus_seed, world.province_committee, valid_from=date(2026, 4, 1))
    row = return_of(opened(world), world.phuong_thinh_committee)
    cells = cells_of(row, NOW.date())
    assert cells[GRANTED].value == 1
    page = sign_in(world.co_hien).get(reverse("reporting:return", args=[row.public_id])).content.decode()
    assert "Sản phẩm được công nhận" in page
    assert "/so-lieu/chi-so/certification.granted/" in page


@pytest.mark.requirement("R236")
def test_sending_freezes_every_figure_with_what_it_counted_and_tells_all_readers_at_once(world: World) -> None:
    make_recognition(world.dried_fish, world.province_committee, valid_from=date(2026, 3, 1))
    period = opened(world)
    row = sent(world, period, world.phuong_thinh_committee, world.co_hien)
    assert row.state == ReturnState.SUBMITTED
    cell = ReturnCell.objects.select_related("figure__counted").get(periodic_return=row, cell=GRANTED)
    assert cell.figure is not None
    assert (cell.figure.value, cell.figure.on, cell.figure.place) == (1, UNTIL, world.phuong_thinh)
    (line,) = thaw(cell.figure.counted)
    assert line.label.startswith(world.dried_fish.name)
    assert {each.office for each in Receipt.objects.filter(periodic_return=row)} == {world.coordination_office}
    assert all(each.figure is not None for each in row.cells.select_related("figure"))


def test_a_record_corrected_later_changes_no_figure_that_was_sent(world: World) -> None:
    row = sent(world, opened(world), world.phuong_thinh_committee, world.co_hien)
    make_recognition(world.dried_fish, world.province_committee, valid_from=date(2026, 3, 1))
    assert cells_of(row, NOW.date())[GRANTED].value == 0


def test_sending_twice_sends_once(world: World) -> None:
    period = opened(world)
    sent(world, period, world.phuong_thinh_committee, world.co_hien)
    many = Figure.objects.count()
    sent(world, period, world.phuong_thinh_committee, world.co_hien)
    assert Figure.objects.count() == many
    assert JournalEntry.objects.filter(act="reporting.return_submitted").count() == 1


def test_a_return_is_given_back_with_reasons_corrected_at_its_source_and_taken(world: World) -> None:
    period, dung = opened(world), world.actor(world.anh_dung)
    row = sent(world, period, world.phuong_thinh_committee, world.co_hien)
    with pytest.raises(Refused, match="Ghi lý do"):
        actions.send_back(row, why="  ", by=dung, at=NOW)
    row = actions.send_back(row, why="Thiếu sản phẩm công nhận tháng 3.", by=dung, at=NOW)
    assert row.state == ReturnState.SENT_BACK
    make_recognition(world.dried_fish, world.province_committee, valid_from=date(2026, 3, 1))
    row = sent(world, period, world.phuong_thinh_committee, world.co_hien)
    assert cells_of(row, NOW.date())[GRANTED].value == 1
    row = actions.accept(row, by=dung, at=NOW)
    assert (row.state, row.settled_by) == (ReturnState.ACCEPTED, world.anh_dung)


def test_what_was_taken_is_locked_and_opens_again_only_for_a_reason(world: World) -> None:
    period, dung, hien = opened(world), world.actor(world.anh_dung), world.actor(world.co_hien)
    row = actions.accept(sent(world, period, world.phuong_thinh_committee, world.co_hien), by=dung, at=NOW)
    with pytest.raises(Refused, match="đã gửi nên không sửa được"):
        actions.save_return(row, sections={"ahead": "Thêm"}, typed={}, notes={}, by=hien, at=NOW)
    row = actions.unlock(row, why="Sở yêu cầu bổ sung số liệu quý III.", by=dung, at=NOW)
    assert row.slips.get().why == "Sở yêu cầu bổ sung số liệu quý III."
    actions.save_return(row, sections={"ahead": "Thêm"}, typed={}, notes={}, by=hien, at=NOW)
    again = sent(world, period, world.phuong_thinh_committee, world.co_hien)
    assert again.sections["ahead"] == "Thêm"


def test_a_return_first_sent_in_time_stays_in_time_and_one_sent_later_is_late(world: World) -> None:
    period = opened(world)
    row = sent(world, period, world.phuong_thinh_committee, world.co_hien)
    assert row.timeliness(DUE + timedelta(days=9)) == Timeliness.ON_TIME
    other = return_of(period, world.thap_muoi_committee)
    assert other.timeliness(DUE) == Timeliness.WAITING
    assert other.timeliness(DUE + timedelta(days=1)) == Timeliness.OVERDUE
    late = actions.submit_return(other, by=world.actor(world.chu_tam), at=NOW + timedelta(days=30))
    assert late.timeliness(DUE + timedelta(days=40)) == Timeliness.LATE


def test_an_office_is_excused_with_a_reason_and_asked_no_more(world: World, sign_in: SignIn) -> None:
    row = return_of(opened(world), world.thap_muoi_committee)
    actions.excuse(row.obligation, why="Xã mới thành lập.", by=world.actor(world.anh_dung), at=NOW)
    row = return_of(row.period, world.thap_muoi_committee)
    assert row.timeliness(DUE + timedelta(days=9)) == Timeliness.EXCUSED
    assert actions.remind_of_returns(at=NOW + timedelta(days=19)) == 2
    page = sign_in(world.chu_tam).get(reverse("home")).content.decode()
    assert reverse("reporting:return", args=[row.public_id]) not in page


def test_offices_are_reminded_before_and_after_their_day_once_each(world: World) -> None:
    opened(world)
    assert actions.remind_of_returns(at=NOW) == 0
    assert actions.remind_of_returns(at=NOW + timedelta(days=8)) == 3
    assert actions.remind_of_returns(at=NOW + timedelta(days=9)) == 0
    assert actions.remind_of_returns(at=NOW + timedelta(days=21)) == 3


def test_a_number_may_not_be_typed_where_records_give_it(world: World) -> None:
    row = return_of(opened(world), world.phuong_thinh_committee)
    with pytest.raises(Refused, match="lấy từ bản ghi"):
        actions.save_return(row, sections={}, typed={GRANTED: 99}, notes={}, by=world.actor(world.co_hien), at=NOW)


def test_another_commune_neither_reads_nor_writes_it(world: World, sign_in: SignIn) -> None:
    row = return_of(opened(world), world.phuong_thinh_committee)
    client = sign_in(world.chu_tam)
    for name in ("return", "write"):
        assert client.get(reverse(f"reporting:{name}", args=[row.public_id])).status_code == 404
    assert client.post(reverse("reporting:submit", args=[row.public_id])).status_code == 404
    row.refresh_from_db()
    assert row.state == ReturnState.DRAFT


def test_what_was_typed_is_kept_when_the_form_is_refused(world: World, sign_in: SignIn) -> None:
    row = return_of(opened(world), world.phuong_thinh_committee)
    data = {"muc_strengths": "Làm tốt", "muc_ahead": "x" * 20_001}
    answer = sign_in(world.co_hien).post(reverse("reporting:write", args=[row.public_id]), data)
    assert answer.status_code == 422
    assert "Làm tốt" in answer.content.decode()


def test_the_page_of_a_period_says_how_complete_it_is(
    world: World, sign_in: SignIn, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    period = opened(world)
    sent(world, period, world.phuong_thinh_committee, world.co_hien)
    client = sign_in(world.anh_dung)
    address = reverse("reporting:period", args=[period.public_id])
    client.get(address)
    with django_assert_max_num_queries(16):  # type: ignore[attr-defined]
        page = client.get(address)
    assert page.context["counts"] == {"draft": 2, "submitted": 1, "sent_back": 0, "accepted": 0, "excused": 0}
    sheet = client.get(reverse("reporting:period_sheet", args=[period.public_id]))
    assert sheet["Content-Type"].endswith("sheet")
