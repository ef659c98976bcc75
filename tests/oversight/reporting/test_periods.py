"""A period is changed, closed and withdrawn; an excuse is given and taken back: who still sends what, and why not."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ocop.ground.accounts.models import User
from ocop.ground.registry.models import JournalEntry, Notice
from ocop.kit.scope import Refused
from ocop.oversight.reporting import actions
from ocop.oversight.reporting.actions import PeriodChange
from ocop.oversight.reporting.models import Period, PeriodicReturn
from ocop.oversight.reporting.states import PeriodState, ReturnState, Timeliness
from tests.oversight.reporting.periods import DUE, SINCE, UNTIL, opened, return_of, sent
from tests.world import NOW, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SignIn = Callable[[User], Client]
AS_IT_IS = PeriodChange("Năm 2026", SINCE, UNTIL, DUE, reminds=True)
AFTER = NOW + timedelta(days=30)  # past the last day


def changed(world: World, period: Period, **said: object) -> Period:
    """The period as anh Dũng changes it."""
    change = replace(AS_IT_IS, **said)  # type: ignore[arg-type]
    return actions.change_period(period, change, by=world.actor(world.anh_dung), at=NOW)


def closed(world: World, period: Period) -> Period:
    """The period closed by anh Dũng once its day has passed."""
    return actions.close_period(period, by=world.actor(world.anh_dung, AFTER.date()), at=AFTER)


def test_a_new_last_day_is_told_to_who_has_not_sent_and_who_has_keeps_the_day_it_was_judged_by(world: World) -> None:
    period = opened(world)
    row = sent(world, period, world.phuong_thinh_committee, world.co_hien)
    later = DUE + timedelta(days=7)
    period = changed(world, period, name="Cả năm 2026", due_on=later, reminds=False)
    assert (period.name, period.due_on, period.reminds) == ("Cả năm 2026", later, False)
    waiting = return_of(period, world.thap_muoi_committee)
    assert waiting.obligation.due_on == later
    assert return_of(period, world.phuong_thinh_committee).obligation.due_on == DUE
    assert return_of(period, world.phuong_thinh_committee).timeliness(later) == Timeliness.ON_TIME
    told = Notice.objects.filter(title__contains="đổi thành")
    assert set(told.values_list("office_id", flat=True)) == {world.thap_muoi_committee.pk, world.agriculture.pk}
    entry = JournalEntry.objects.get(act="reporting.period_changed")
    assert json.loads(entry.data)["due_on"] == [str(DUE), str(later)]
    assert row.state == ReturnState.SUBMITTED
    assert actions.remind_of_returns(at=NOW + timedelta(days=19)) == 0


def test_the_days_of_a_period_may_change_until_figures_of_them_were_sent(world: World, sign_in: SignIn) -> None:
    period = changed(world, opened(world), until=UNTIL - timedelta(days=1))
    assert period.until == UNTIL - timedelta(days=1)
    sent(world, period, world.phuong_thinh_committee, world.co_hien)
    with pytest.raises(Refused, match="Đã có cơ quan gửi số liệu của những ngày này"):
        changed(world, period, until=UNTIL)
    page = sign_in(world.anh_dung).get(reverse("reporting:change_period", args=[period.public_id]))
    assert "Đã có cơ quan gửi số liệu của những ngày này" in page.content.decode()
    assert page.context["form"].fields["until"].disabled


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"since": date(2025, 12, 31)}, "trước kế hoạch"),
        ({"until": DUE + timedelta(days=1)}, "sau ngày phải gửi"),
        ({"due_on": UNTIL}, "đã qua"),
    ],
)
def test_days_nobody_could_answer_are_refused_in_words(world: World, said: dict[str, date], why: str) -> None:
    with pytest.raises(Refused, match=why):
        changed(world, opened(world), **said)


def test_a_last_day_by_which_others_would_owe_a_return_asks_for_another_period(world: World) -> None:
    """Tháp Mười's committee ends in the new year: a day after that would leave it out."""
    period = opened(world)
    type(world.thap_muoi_committee).objects.filter(pk=world.thap_muoi_committee.pk).update(valid_to=date(2026, 12, 31))
    with pytest.raises(Refused, match="cơ quan khác phải báo cáo"):
        changed(world, period, due_on=date(2027, 1, 5))


def test_a_period_opened_by_mistake_is_withdrawn_and_a_right_one_takes_its_place(world: World, sign_in: SignIn) -> None:
    period, dung = opened(world), world.actor(world.anh_dung)
    with pytest.raises(Refused, match="Ghi lý do rút"):
        actions.withdraw_period(period, why=" ", by=dung, at=NOW)
    for _ in range(2):
        period = actions.withdraw_period(period, why="Mở nhầm ngày số liệu.", by=dung, at=NOW)
    assert period.state == PeriodState.WITHDRAWN
    assert JournalEntry.objects.filter(act="reporting.period_withdrawn").count() == 1
    row = return_of(period, world.phuong_thinh_committee)
    with pytest.raises(Refused, match=r"Kỳ báo cáo này đã rút.*Mở nhầm ngày số liệu"):
        sent(world, period, world.phuong_thinh_committee, world.co_hien)
    assert row.timeliness(DUE + timedelta(days=9)) == Timeliness.WITHDRAWN
    assert actions.remind_of_returns(at=AFTER) == 0
    hien = sign_in(world.co_hien)
    assert reverse("reporting:return", args=[row.public_id]) not in hien.get(reverse("home")).content.decode()
    page = hien.get(reverse("reporting:period", args=[period.public_id])).content.decode()
    assert "Mở nhầm ngày số liệu." in page
    assert "tinh_trang=chua" not in page  # nobody counts what nobody has to send
    page = hien.get(reverse("reporting:return", args=[row.public_id])).content.decode()
    assert "tính từ bản ghi hiện nay và chưa được giữ" in page
    assert "khi gửi, mỗi con số" not in page
    assert opened(world).pk != period.pk


def test_a_period_is_not_withdrawn_once_an_office_has_sent(world: World) -> None:
    period = opened(world)
    sent(world, period, world.phuong_thinh_committee, world.co_hien)
    with pytest.raises(Refused, match="Đã có cơ quan gửi báo cáo"):
        actions.withdraw_period(period, why="Nhầm.", by=world.actor(world.anh_dung), at=NOW)


def test_a_period_is_closed_only_when_nobody_has_time_left(world: World) -> None:
    period = opened(world)
    with pytest.raises(Refused, match="Còn 3 cơ quan chưa gửi và chưa hết hạn"):
        actions.close_period(period, by=world.actor(world.anh_dung), at=NOW)
    assert closed(world, period).state == PeriodState.CLOSED
    assert closed(world, period).state == PeriodState.CLOSED
    assert JournalEntry.objects.filter(act="reporting.period_closed").count() == 1


def test_in_a_closed_period_nothing_is_sent_but_by_exception_and_for_a_reason(world: World, sign_in: SignIn) -> None:
    """Cô Hiền comes too late; anh Dũng opens it for her, and she sends."""
    period = closed(world, opened(world))
    row, dung, hien = (
        return_of(period, world.phuong_thinh_committee),
        world.actor(world.anh_dung, AFTER.date()),
        world.actor(world.co_hien, AFTER.date()),
    )
    with pytest.raises(Refused, match="Kỳ báo cáo đã đóng"):
        actions.submit_return(row, by=hien, at=AFTER)
    with pytest.raises(Refused, match="Kỳ báo cáo đã đóng"):
        actions.save_return(row, sections={"ahead": "Thêm"}, typed={}, notes={}, by=hien, at=AFTER)
    page = sign_in(world.co_hien).get(reverse("reporting:return", args=[row.public_id])).content.decode()
    assert "Kỳ báo cáo đã đóng" in page
    row = actions.unlock(row, why="Xã mất điện ba ngày.", by=dung, at=AFTER)
    assert PeriodicReturn.objects.asked_for().get() == row
    row = actions.submit_return(row, by=hien, at=AFTER + timedelta(hours=1))
    assert row.timeliness(AFTER.date()) == Timeliness.LATE
    row = actions.send_back(row, why="Thiếu mục 8.", by=dung, at=AFTER + timedelta(hours=2))
    assert actions.submit_return(row, by=hien, at=AFTER + timedelta(hours=3)).state == ReturnState.SUBMITTED


def test_what_was_given_back_before_closing_waits_for_the_exception(world: World) -> None:
    period, dung = opened(world), world.actor(world.anh_dung)
    row = sent(world, period, world.phuong_thinh_committee, world.co_hien)
    actions.send_back(row, why="Thiếu mục 8.", by=dung, at=NOW)
    closed(world, period)
    with pytest.raises(Refused, match="Kỳ báo cáo đã đóng"):
        actions.submit_return(row, by=world.actor(world.co_hien, AFTER.date()), at=AFTER)
    assert not PeriodicReturn.objects.asked_for().exists()


def test_an_excused_office_does_not_send_by_mistake_until_the_excuse_is_taken_back(
    world: World, sign_in: SignIn
) -> None:
    period, dung = opened(world), world.actor(world.anh_dung)
    row = return_of(period, world.thap_muoi_committee)
    actions.excuse(row.obligation, why="Xã mới thành lập.", by=dung, at=NOW)
    with pytest.raises(Refused, match=r"được miễn báo cáo kỳ này: Xã mới thành lập.*bỏ miễn"):
        sent(world, period, world.thap_muoi_committee, world.chu_tam)
    address = reverse("reporting:return", args=[row.public_id])
    assert "Cơ quan được miễn báo cáo kỳ này" in sign_in(world.chu_tam).get(address).content.decode()
    back = reverse("reporting:take_back_excuse", args=[row.public_id])
    assert sign_in(world.anh_dung).post(back, {"why": ""}).status_code == 200
    assert sign_in(world.anh_dung).post(back, {"why": "Xã đã có số liệu."})["Location"] == address
    told = Notice.objects.filter(office_id=world.thap_muoi_committee.pk).latest("pk")
    assert "Xã đã có số liệu." in told.body
    assert JournalEntry.objects.get(act="reporting.excuse_taken_back").why == "Xã đã có số liệu."
    assert sent(world, period, world.thap_muoi_committee, world.chu_tam).state == ReturnState.SUBMITTED


def test_an_excuse_is_not_taken_back_in_a_closed_period_but_the_return_may_be_opened_by_exception(
    world: World, sign_in: SignIn
) -> None:
    """Taking it back would ask chú Tâm for what he can no longer send; opening the return lets him."""
    period, dung = opened(world), world.actor(world.anh_dung, AFTER.date())
    row = return_of(period, world.thap_muoi_committee)
    actions.excuse(row.obligation, why="Xã mới thành lập.", by=world.actor(world.anh_dung), at=NOW)
    closed(world, period)
    Notice.objects.all().delete()
    with pytest.raises(Refused, match=r"Kỳ báo cáo đã đóng.*Mở lại cho sửa muộn"):
        actions.take_back_excuse(row.obligation, why="Xã đã có số liệu.", by=dung, at=AFTER)
    assert not Notice.objects.exists()
    page = sign_in(world.anh_dung).get(reverse("reporting:return", args=[row.public_id])).content.decode()
    assert reverse("reporting:take_back_excuse", args=[row.public_id]) not in page
    unlock = reverse("reporting:unlock", args=[row.public_id])
    assert unlock in page
    assert "Xã mới thành lập." in sign_in(world.anh_dung).get(unlock).content.decode()
    row = actions.unlock(row, why="Xã đã có số liệu.", by=dung, at=AFTER)
    assert JournalEntry.objects.get(act="reporting.excuse_taken_back").why == "Xã đã có số liệu."
    tam = world.actor(world.chu_tam, AFTER.date())
    assert actions.submit_return(row, by=tam, at=AFTER + timedelta(hours=1)).state == ReturnState.SUBMITTED


def test_pressing_twice_to_take_an_excuse_back_or_to_excuse_is_told_as_done(world: World, sign_in: SignIn) -> None:
    period, dung = opened(world), sign_in(world.anh_dung)
    row = return_of(period, world.thap_muoi_committee)
    back = reverse("reporting:return", args=[row.public_id])
    for name, why in (("excuse", "Xã mới thành lập. "), ("take_back_excuse", "Xã đã có số liệu.")):
        address = reverse(f"reporting:{name}", args=[row.public_id])
        answers = [dung.post(address, {"why": why}) for _ in range(2)]
        assert [each["Location"] for each in answers] == [back, back]
    assert JournalEntry.objects.filter(act="reporting.office_excused").count() == 1
    assert JournalEntry.objects.filter(act="reporting.excuse_taken_back").count() == 1
    assert dung.post(address, {"why": "Lý do khác."}).status_code == 200


def test_a_notice_of_what_is_no_longer_owed_does_not_say_that_it_is_overdue(world: World, sign_in: SignIn) -> None:
    """Cô Hiền was told of the last day, sends late and is taken; chú Tâm is excused."""
    period = opened(world)
    actions.remind_of_returns(at=AFTER)
    row, hien = return_of(period, world.phuong_thinh_committee), world.actor(world.co_hien, AFTER.date())
    tam = return_of(period, world.thap_muoi_committee)
    dung = world.actor(world.anh_dung, AFTER.date())
    actions.submit_return(row, by=hien, at=AFTER)
    actions.accept(row, by=dung, at=AFTER)
    actions.excuse(tam.obligation, why="Xã mới thành lập.", by=dung, at=AFTER)
    owed = Notice.objects.filter(due_on__isnull=False, settled_at__isnull=True)
    assert set(owed.values_list("office_id", flat=True)) == {world.agriculture.pk}
    page = sign_in(world.co_hien).get(reverse("registry:notices")).content.decode()
    assert page.count("Đã giải quyết") == 2
    assert "Quá hạn" not in page
    actions.take_back_excuse(tam.obligation, why="Xã đã có số liệu.", by=dung, at=AFTER)
    assert owed.filter(office_id=world.thap_muoi_committee.pk).count() == 1


def test_notices_of_a_withdrawn_period_or_of_another_day_do_not_keep_the_old_day(world: World) -> None:
    period, later = opened(world), DUE + timedelta(days=7)
    changed(world, period, due_on=later)
    days = Notice.objects.filter(due_on__isnull=False, url__startswith="/bao-cao/")
    assert set(days.filter(settled_at__isnull=True).values_list("due_on", flat=True)) == {later}
    actions.withdraw_period(period, why="Mở nhầm.", by=world.actor(world.anh_dung), at=NOW)
    assert not days.filter(settled_at__isnull=True).exists()


@pytest.mark.parametrize("page", ["periods", "period", "mine", "return"])
def test_a_period_named_in_small_letters_begins_a_line_with_a_capital(world: World, sign_in: SignIn, page: str) -> None:
    period = opened(world, name="năm 2026")
    row = return_of(period, world.phuong_thinh_committee)
    keys = {"period": [period.public_id], "return": [row.public_id]}
    shown = sign_in(world.co_hien).get(reverse(f"reporting:{page}", args=keys.get(page, []))).content.decode()
    assert "Năm 2026" in shown
    assert ">năm 2026<" not in shown


def test_only_the_coordination_office_changes_closes_or_withdraws_a_period(world: World, sign_in: SignIn) -> None:
    period = opened(world)
    hien = sign_in(world.co_hien)
    for name in ("change_period", "close_period", "withdraw_period"):
        assert hien.post(reverse(f"reporting:{name}", args=[period.public_id]), {"why": "x"}).status_code == 404
    assert Period.objects.get().state == PeriodState.OPEN
    page = hien.get(reverse("reporting:period", args=[period.public_id])).content.decode()
    assert "Rút kỳ" not in page
