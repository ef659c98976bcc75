"""Which office stands for the programme, and who carries it full time or part time, as of a day."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from ocop.ground.accounts.models import User
from ocop.ground.offices import committees
from ocop.ground.offices.models import Appointment, StandingAgency
from ocop.ground.offices.states import Role, Tier
from ocop.ground.planning.actions.notices import tell_coordination
from ocop.ground.planning.models import Assignment, Plan, Task
from ocop.ground.planning.states import AssignmentState, PlanState
from ocop.ground.registry.models import JournalEntry, Notice
from ocop.kit.scope import Refused
from tests.world import NOW, World, appoint, make_office, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SignIn = Callable[[User], Client]


def name_agriculture(world: World, since: date = date(2026, 1, 5)) -> StandingAgency:
    facts = committees.StandingFacts(world.agriculture, world.coordination_office, since, "QĐ 12/QĐ-UBND")
    return committees.name_standing_agency(facts, by=world.actor(world.anh_dung), at=NOW)


@pytest.mark.requirement("R7")
def test_the_standing_agency_is_named_from_a_day_and_shown(world: World, sign_in: SignIn) -> None:
    """Anh Dũng notes it; a later one ends it the day before; each day has its own."""
    dung = sign_in(world.anh_dung)
    said = {
        "office": world.agriculture.public_id, "through": world.coordination_office.public_id,
        "reference": "QĐ 12/QĐ-UBND", "valid_from": "5/1/2026",
    }  # fmt: skip
    for _ in range(2):
        dung.post(reverse("offices:standing_agency"), said)
    assert StandingAgency.objects.count() == 1
    shown = sign_in(world.co_hien).get(reverse("offices:committees")).content.decode()
    assert f"<strong>{world.agriculture.name}</strong>" in shown
    assert f"qua {world.coordination_office.name}" in shown
    dung.post(
        reverse("offices:standing_agency"),
        said | {"office": world.coordination_office.public_id, "valid_from": "1/11/2026"},
    )
    before, after = (StandingAgency.objects.on(day) for day in (date(2026, 10, 31), date(2026, 11, 1)))
    assert before is not None
    assert after is not None
    assert (before.office, after.office) == (world.agriculture, world.coordination_office)
    assert StandingAgency.objects.on(date(2025, 1, 1)) is None
    with pytest.raises(Refused, match="phải sau"):
        name_agriculture(world, since=date(2026, 2, 1))
    assert JournalEntry.objects.filter(act="offices.standing_agency_named").count() == 2
    for user in (world.co_hien, world.ong_khanh, world.chi_mai):
        assert sign_in(user).get(reverse("offices:standing_agency")).status_code == 404


@pytest.mark.requirement("R7")
def test_reports_reach_the_standing_agency_through_the_coordination_office(world: World, sign_in: SignIn) -> None:
    """Phương Thịnh reports: the coordination office has work, chị Mai's department reads it; before, it could not."""
    plan = Plan.objects.create(
        kind="year", name="Kế hoạch 2026", office=world.province_committee, starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31), state=PlanState.ISSUED,
    )  # fmt: skip
    task = Task.objects.create(plan=plan, ordinal=1, title="Tuyên truyền đến người dân")
    work = Assignment.objects.create(
        task=task, office=world.phuong_thinh_committee, year=2026, due_on=date(2026, 12, 15),
        state=AssignmentState.REPORTED, result="Đã làm", reported_at=NOW,
    )  # fmt: skip
    address = reverse("planning:assignment", args=[work.public_id])
    assert sign_in(world.chi_mai).get(address).status_code == 404
    name_agriculture(world)
    tell_coordination(work, "UBND xã Phương Thịnh báo cáo kết quả", on=NOW.date(), at=NOW)
    told = dict(Notice.objects.values_list("office_id", "kind"))
    assert told == {world.coordination_office.pk: "todo", world.agriculture.pk: "info"}
    page = sign_in(world.chi_mai).get(address)
    assert page.status_code == 200
    assert f"{world.agriculture.name} (qua {world.coordination_office.name})" in page.content.decode()
    Assignment.objects.update(state=AssignmentState.RUNNING)
    assert sign_in(world.chi_mai).get(address).status_code == 404, "what was not reported is the commune's own"


@pytest.mark.requirement("R8")
def test_full_time_at_the_province_and_part_time_at_the_district_are_told_apart(world: World, sign_in: SignIn) -> None:
    """Each post says which it is from a day to a day; the list counts them by tier on any day."""
    dung = sign_in(world.anh_dung)
    said = {
        "login": "moi@sonnmt.example", "full_name": "Trần Chuyên Trách", "role": Role.AGENCY_OFFICER,
        "capacity": "full_time", "valid_from": "1/3/2026",
    }  # fmt: skip
    dung.post(reverse("offices:appoint", args=[world.agriculture.public_id]), said)
    assert Appointment.objects.get(user__login="moi@sonnmt.example").capacity == "full_time"
    district = make_office("UBND huyện Tháp Mười", unit=world.province, tier=Tier.DISTRICT, valid_to=date(2025, 6, 30))
    half = appoint(make_user("Lê Bán Phần", "nua@huyen.example"), district, Role.DISTRICT_OFFICER)
    half.capacity = "part_time"
    half.save()
    counts = {row[0]: row[1:] for row in Appointment.objects.effective(NOW.date()).by_capacity()}
    assert counts == {"Cấp tỉnh": (1, 0, 2), "Cấp xã": (0, 0, 2)}
    counts = {row[0]: row[1:] for row in Appointment.objects.effective(date(2025, 6, 30)).by_capacity()}
    assert counts == {"Cấp tỉnh": (0, 0, 2), "Cấp huyện": (0, 1, 0)}
    shown = dung.get(reverse("offices:officers"), {"chuyen_trach": "full_time"}).content.decode()
    assert "Trần Chuyên Trách" in shown
    assert "Trần Thị Mai" not in shown
    then = dung.get(reverse("offices:officers"), {"chuyen_trach": "part_time", "ngay": "30/6/2025"}).content.decode()
    assert "Lê Bán Phần" in then
    assert "Chuyên trách" in dung.get(reverse("offices:office", args=[world.agriculture.public_id])).content.decode()
