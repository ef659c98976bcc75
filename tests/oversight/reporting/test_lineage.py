"""Offices that ended: their heirs read and write their returns, and their figures are those of the period before."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ocop.ground.accounts.models import User
from ocop.ground.offices.models import Office
from ocop.ground.offices.states import OfficeKind, Role, Tier
from ocop.ground.registry.models import Notice
from ocop.kit.scope import Refused
from ocop.oversight.reporting import actions
from ocop.oversight.reporting.before import before_return, returns_before
from ocop.oversight.reporting.cells import cells_of
from ocop.oversight.reporting.findings import findings_of
from ocop.oversight.reporting.models import Period, PeriodicReturn
from ocop.oversight.reporting.states import PeriodKind, ReturnState
from ocop.rules.forms import Filled
from tests.oversight.reporting.periods import opened, return_of, sent
from tests.world import NOW, World, appoint, make_office, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SignIn = Callable[[User], Client]
SPRING = NOW - timedelta(days=200)
TYPED = "chi-dao/van-ban/ky-nay"
STAFF = "hoat-dong/can-bo/luy-ke"  # people: two departments may have trained the same


def department(world: World, name: str, valid_to: date | None = None) -> tuple[Office, User]:
    """A department of the province with its officer, who works there as long as it stands."""
    office = make_office(name, unit=world.province, kind=OfficeKind.DEPARTMENT, tier=Tier.PROVINCE, valid_to=valid_to)
    officer = make_user(f"Cán bộ {name}", f"0977{office.pk:06d}")
    appoint(officer, office, Role.AGENCY_OFFICER, until=valid_to)
    return office, officer


def ended(office: Office, heir: Office) -> None:
    """The office ended in June; the heir carries on its work."""
    Office.objects.filter(pk=office.pk).update(successor=heir, valid_to=date(2026, 6, 30))
    office.refresh_from_db()


def half_year(world: World, *offices: Office) -> Period:
    """The half year, asked of some departments by name."""
    dung = world.actor(world.anh_dung, SPRING.date())
    plan = opened(world).plan
    facts = actions.PeriodFacts(
        plan, PeriodKind.HALF_YEAR, "6 tháng 2026", date(2026, 1, 1), date(2026, 4, 30), date(2026, 6, 14)
    )
    period = actions.open_period(facts, by=dung, at=SPRING)
    for office in offices:
        actions.add_office(period, office, template="agency", by=dung, at=SPRING)
    return period


def reported(world: World, period: Period, office: Office, who: User, number: int) -> PeriodicReturn:
    """The department typed a number and sent its return in spring."""
    row, by = return_of(period, office), world.actor(who, SPRING.date())
    actions.save_return(row, sections={}, typed={TYPED: number}, notes={}, by=by, at=SPRING)
    return actions.submit_return(row, by=by, at=SPRING)


def test_the_successor_reads_and_sends_the_return_of_an_office_that_ended(world: World, sign_in: SignIn) -> None:
    """Chị Mai's department took over the old one, which had not sent."""
    old, officer = department(world, "Sở cũ")
    period = half_year(world, old)
    row = return_of(period, old)
    mai = sign_in(world.chi_mai)
    address = reverse("reporting:return", args=[row.public_id])
    assert mai.get(address).status_code == 404
    with pytest.raises(Refused, match="do cán bộ của cơ quan đó viết"):
        actions.submit_return(row, by=world.actor(world.chi_mai), at=NOW)
    ended(old, world.agriculture)
    assert mai.get(address).status_code == 200
    assert address in mai.get(reverse("reporting:mine")).content.decode()
    assert address in mai.get(reverse("home")).content.decode()
    assert "/so-lieu/chi-so/activities.held/" in mai.get(address).content.decode()
    row = actions.submit_return(return_of(period, old), by=world.actor(world.chi_mai), at=NOW)
    assert (row.state, row.sent_by) == (ReturnState.SUBMITTED, world.chi_mai)
    actions.send_back(row, why="Thiếu mục 8.", by=world.actor(world.anh_dung), at=NOW)
    assert Notice.objects.filter(office_id=world.agriculture.pk, body="Thiếu mục 8.").exists()
    assert officer.pk != world.chi_mai.pk


def test_an_office_that_still_stands_writes_its_own_return_whoever_will_carry_it_on(world: World) -> None:
    old, officer = department(world, "Sở cũ")
    row = return_of(half_year(world, old), old)
    Office.objects.filter(pk=old.pk).update(successor=world.agriculture)
    with pytest.raises(Refused, match="do cán bộ của cơ quan đó viết"):
        actions.submit_return(row, by=world.actor(world.chi_mai), at=NOW)
    assert actions.submit_return(row, by=world.actor(officer), at=NOW).state == ReturnState.SUBMITTED


def test_who_is_reminded_of_an_ended_offices_return_is_its_successor(world: World) -> None:
    old, _ = department(world, "Sở cũ")
    half_year(world, old)
    ended(old, world.agriculture)
    Notice.objects.all().delete()
    actions.remind_of_returns(at=NOW)
    told = set(Notice.objects.values_list("office_id", flat=True))
    assert old.pk not in told
    assert world.agriculture.pk in told


def test_the_heir_of_several_offices_is_told_of_each_return_and_whose_it_is(world: World) -> None:
    """Chị Mai's department owes its own return and carries on two departments that had not sent theirs."""
    old, other = department(world, "Sở A")[0], department(world, "Sở B")[0]
    period = half_year(world, world.agriculture, old, other)
    for office in (old, other):
        ended(office, world.agriculture)
    told = Notice.objects.filter(office_id=world.agriculture.pk)
    told.delete()
    dung = world.actor(world.anh_dung)
    actions.remind_of_returns(at=NOW)
    late = told.filter(title__contains="quá hạn")
    assert set(late.values_list("title", flat=True)) == {
        "Báo cáo định kỳ đã quá hạn",
        "Báo cáo định kỳ của Sở A đã quá hạn",
        "Báo cáo định kỳ của Sở B đã quá hạn",
    }
    told.delete()
    actions.close_period(period, by=dung, at=NOW)
    assert set(told.values_list("title", "url")) == {
        (
            f"Đã đóng kỳ báo cáo 6 tháng 2026, chưa có báo cáo{whose}",
            reverse("reporting:return", args=[return_of(period, office).public_id]),
        )
        for office, whose in ((world.agriculture, ""), (old, " của Sở A"), (other, " của Sở B"))
    }
    actions.unlock(return_of(period, old), why="Gửi muộn.", by=dung, at=NOW)
    assert told.latest("pk").title == "Báo cáo 6 tháng 2026 của Sở A được mở lại cho sửa"


def test_the_period_before_of_a_renamed_office_is_that_of_the_office_before_and_says_so(
    world: World, sign_in: SignIn
) -> None:
    old, officer = department(world, "Sở cũ")
    period = half_year(world, old)
    reported(world, period, old, officer, 7)
    ended(old, world.agriculture)
    row = return_of(opened(world), world.agriculture)
    before = before_return(row)
    assert before.cells[TYPED] == Filled(7, manual=True)
    assert (before.whose, before.is_sum) == (" của Sở cũ", False)
    page = sign_in(world.chi_mai).get(reverse("reporting:return", args=[row.public_id])).content.decode()
    assert "6 tháng 2026, của Sở cũ" in page


def test_of_several_merged_offices_only_what_adds_up_is_added_and_it_says_so(world: World, sign_in: SignIn) -> None:
    first, anh = department(world, "Sở A")
    second, chi = department(world, "Sở B")
    period = half_year(world, first, second)
    for office, who, number in ((first, anh, 7), (second, chi, 5)):
        reported(world, period, office, who, number)
        ended(office, world.agriculture)
    row = return_of(opened(world), world.agriculture)
    before = before_return(row)
    assert before.cells[TYPED] == Filled(12, manual=True)
    assert STAFF in cells_of(before.returns[0], SPRING.date())
    assert STAFF not in before.cells
    assert all(filled.base is None for filled in before.cells.values())
    assert before.left_out > 0
    assert "của Sở A và Sở B" in before.whose
    page = sign_in(world.chi_mai).get(reverse("reporting:return", args=[row.public_id])).content.decode()
    assert "tổng báo cáo của Sở A, Sở B" in page
    assert "không cộng và không đối chiếu" in page


def test_what_fell_since_the_office_before_is_found_and_names_whose_figure_it_was(world: World) -> None:
    old, officer = department(world, "Sở cũ")
    period = half_year(world, old)
    earlier = reported(world, period, old, officer, 7)
    ended(old, world.agriculture)
    row = return_of(opened(world), world.agriculture)
    cells = cells_of(row, NOW.date())
    grown = {cell: Filled(filled.value + 3, filled.base) for cell, filled in cells.items()}
    before = before_return(row)
    fallen = replace(before, cells=grown)
    found = findings_of(row, cells, fallen)
    assert any("kỳ trước của Sở cũ" in each.finding.words for each in found)
    quoted = {piece.links for each in found for piece in each.pieces if "kỳ trước của Sở cũ" in piece.text}
    figures = [each.figure for each in earlier.cells.select_related("figure") if each.figure is not None]
    kept = {((reverse("figures:figure", args=[each.code]), each.printed_code),) for each in figures}
    assert quoted
    assert quoted <= kept
    assert earlier.office == old


def test_the_coordination_office_writes_for_offices_that_ended_and_that_it_carries_on(
    world: World, sign_in: SignIn
) -> None:
    """As for the districts: no commune carries on a whole one. Whoever stands writes for itself."""
    old, _ = department(world, "Sở cũ")
    standing, _ = department(world, "Sở còn")
    period = half_year(world, old, standing)
    dung, row = world.actor(world.anh_dung), return_of(period, old)
    with pytest.raises(Refused, match="do cán bộ của cơ quan đó viết"):
        actions.submit_return(row, by=dung, at=NOW)
    ended(old, world.coordination_office)
    Office.objects.filter(pk=standing.pk).update(successor=world.coordination_office)
    address = reverse("reporting:return", args=[row.public_id])
    assert address in sign_in(world.anh_dung).get(reverse("home")).content.decode()
    assert actions.submit_return(return_of(period, old), by=dung, at=NOW).state == ReturnState.SUBMITTED
    with pytest.raises(Refused, match="do cán bộ của cơ quan đó viết"):
        actions.submit_return(return_of(period, standing), by=dung, at=NOW)


def test_what_was_sent_is_judged_by_what_had_been_sent_before_it(world: World) -> None:
    """A return of an earlier period that comes late puts no question to one sent already."""
    earlier = opened(world, until=date(2026, 6, 30), name="6 tháng đầu năm 2026")
    now = opened(world)
    row = sent(world, now, world.phuong_thinh_committee, world.co_hien)
    actions.submit_return(
        return_of(earlier, world.phuong_thinh_committee), by=world.actor(world.co_hien), at=NOW + timedelta(days=1)
    )
    assert returns_before(row) == []
    still_to_send = return_of(now, world.thap_muoi_committee)
    sent(world, earlier, world.thap_muoi_committee, world.chu_tam)
    assert [each.period for each in returns_before(still_to_send)] == [earlier]
