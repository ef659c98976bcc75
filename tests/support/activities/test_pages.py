"""Recording, holding, paying for and finding activities; measures and the plan's past figures."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ocop.ground.accounts.models import User
from ocop.ground.budget.models import BudgetLine, Disbursement
from ocop.ground.planning.measures import values_on
from ocop.ground.planning.models import Assignment, Plan, Proof, Task
from ocop.kit.scope import Refused
from ocop.support.activities import measures
from ocop.support.activities.actions.activities import cancel_activity, hold_activity
from ocop.support.activities.actions.participants import Entry, NewPerson, add_participant
from ocop.support.activities.models import Activity, Output, Person
from ocop.support.activities.printed import compared_figures
from tests.support.activities.conftest import planned
from tests.world import NOW, World

SignIn = Callable[[User], Client]


@pytest.fixture
def task(world: World) -> Task:
    plan = Plan.objects.create(
        kind="period",
        name="Kế hoạch 2026-2030",
        office=world.province_committee,
        starts_on=date(2026, 1, 1),
        ends_on=date(2030, 12, 31),
        state="issued",
    )
    BudgetLine.objects.create(plan=plan, code="tap-huan", reference="III", ordinal=1, name="Tập huấn", source="local")
    return Task.objects.create(plan=plan, reference="IV.1", ordinal=1, title="Tổ chức tập huấn")


def test_held_with_a_task_is_a_result_of_the_assignment(world: World, at_now: Any, task: Task) -> None:
    """Chị Mai marks a class held twice; the agriculture department's assignment shows it once."""
    assignment = Assignment.objects.create(task=task, office=world.agriculture, year=2026, due_on=date(2026, 12, 15))
    activity = planned(world, "class", "Tập huấn", details={"topics": ["criteria"]}, task=task)
    for figure in (30, 40):
        hold_activity(activity, outputs={"officials": figure}, summary="", by=world.actor(world.chi_mai), at=NOW)
    proof = Proof.objects.get(assignment=assignment)
    assert proof.url == f"/hoat-dong/{activity.public_id}/"
    assert Output.objects.get(activity=activity).figure == 40


def test_states_follow_the_table(world: World, at_now: Any) -> None:
    mai = world.actor(world.chi_mai)
    later = planned(world, "class", "Lớp sau", day=NOW.date() + timedelta(days=3))
    with pytest.raises(Refused, match="Đến ngày đó"):
        hold_activity(later, outputs={}, summary="", by=mai, at=NOW)
    with pytest.raises(Refused, match="lý do"):
        cancel_activity(later, why=" ", by=mai, at=NOW)
    with pytest.raises(Refused, match="cơ quan mình"):
        cancel_activity(later, why="Mưa", by=world.actor(world.co_hien), at=NOW)
    for _ in range(2):
        cancel_activity(later, why="Mưa bão", by=mai, at=NOW)
    later.refresh_from_db()
    assert later.state == "cancelled"
    with pytest.raises(Refused, match="Đã hủy"):
        hold_activity(later, outputs={}, summary="", by=mai, at=NOW + timedelta(days=4))


def test_money_is_paid_from_a_line(world: World, sign_in: SignIn, at_now: Any, task: Task, a_class: Activity) -> None:
    client = sign_in(world.chi_mai)
    said = {
        "line": BudgetLine.objects.get().pk,
        "paid_on": "20/11/2026",
        "amount": "12.500.000",
        "purpose": "Thuê hội trường",
        "payee_name": "Nhà văn hóa xã",
    }
    client.post(f"/hoat-dong/{a_class.public_id}/chi/", said)
    paid = Disbursement.objects.get()
    assert (paid.amount, paid.payer, paid.subject_id) == (12_500_000, world.agriculture, a_class.public_id)
    assert "12.500.000" in client.get(f"/hoat-dong/{a_class.public_id}/").content.decode()
    assert sign_in(world.co_hien).get(f"/hoat-dong/{a_class.public_id}/chi/").status_code == 404


def test_money_is_recorded_once_however_often_the_button_is_pressed(
    world: World, sign_in: SignIn, at_now: Any, task: Task, a_class: Activity
) -> None:
    client = sign_in(world.chi_mai)
    address = f"/hoat-dong/{a_class.public_id}/chi/"
    page = client.get(address)
    key = page.context["form"]["key"].value()
    assert f'value="{key}"' in page.content.decode()
    said = {"line": BudgetLine.objects.get().pk, "paid_on": "20/11/2026", "amount": "5.000.000", "key": key}
    for _ in range(2):
        client.post(address, said | {"purpose": "Nước uống", "payee_name": "Quán Cô Ba"})
    assert Disbursement.objects.get().public_id == key


def test_a_class_of_a_plan_that_ended_is_still_held(world: World, at_now: Any, task: Task) -> None:
    """The plan ended before chị Mai wrote down how the class went: it is held, and the plan takes no result."""
    assignment = Assignment.objects.create(task=task, office=world.agriculture, year=2026, due_on=date(2026, 12, 15))
    activity = planned(world, "class", "Tập huấn", details={"topics": ["criteria"]}, task=task)
    Plan.objects.update(state="ended")
    hold_activity(activity, outputs={"officials": 30}, summary="Đủ người", by=world.actor(world.chi_mai), at=NOW)
    activity.refresh_from_db()
    assert (activity.state, activity.summary) == ("held", "Đủ người")
    assert Output.objects.get(activity=activity).figure == 30
    assert not Proof.objects.filter(assignment=assignment).exists()


def test_the_same_class_is_planned_once_and_a_near_one_is_asked_about(
    world: World, sign_in: SignIn, at_now: Any
) -> None:
    client = sign_in(world.chi_mai)
    address = "/hoat-dong/moi/class/"
    page = client.get(address)
    key = page.context["form"]["key"].value()
    assert f'value="{key}"' in page.content.decode()
    said = {"title": "Tập huấn chấm điểm", "organiser": world.agriculture.pk, "starts_on": "21/11/2026"}
    said |= {"d_topics": ["criteria"], "d_audience": "mixed", "key": key}
    for _ in range(2):
        assert client.post(address, said).status_code == 302
    first = Activity.objects.get()
    assert first.public_id == key
    fresh = said | {"title": "Lớp chấm điểm", "key": client.get(address).context["form"]["key"].value()}
    page = client.post(address, fresh).content.decode()
    assert "Đã có hoạt động gần giống" in page
    assert f"/hoat-dong/{first.public_id}/" in page
    assert Activity.objects.count() == 1
    for _ in range(2):
        client.post(address, fresh | {"confirm": "1"})
    assert Activity.objects.count() == 2


def _attend(world: World, activity: Activity, person: Person) -> None:
    add_participant(activity, Entry("person", person=person, role="trainee"), by=world.actor(world.anh_dung), at=NOW)


@pytest.mark.requirement("R87", "R97", "R98", "R105", "R106")
def test_measures_count_persons_once(world: World, sign_in: SignIn, at_now: Any) -> None:
    """Two classes: an officer at both, a leader at one, a citizen; a class that is only planned counts for nothing."""
    mai = world.actor(world.chi_mai)
    first, second, never = (planned(world, "class", f"Lớp {n}") for n in range(3))
    officer = NewPerson("Nguyễn Văn Tư", "official_commune", office=world.thap_muoi_committee).made(NOW)
    leader = NewPerson("Trần Văn Phúc", "leader", producer=world.lotus_maker).made(NOW)
    citizen = NewPerson("Võ Văn Sáu", "citizen").made(NOW)
    for person in (officer, leader, citizen):
        _attend(world, first, person)
    _attend(world, second, officer)
    _attend(world, never, citizen)
    for activity in (first, second):
        hold_activity(activity, outputs={}, summary="", by=mai, at=NOW)
    day = NOW.date()

    def count(measure: Any, **options: str) -> int:
        return values_on(measure, options, [day], since=date(2026, 1, 1))[0].count

    assert count(measures.TRAINED_OFFICIALS) == 1
    assert count(measures.TRAINED_OFFICIALS, group="official_province") == 0
    assert count(measures.TRAINED_OFFICIALS, kind="class") == 1
    assert count(measures.ATTENDANCES) == 4
    assert count(measures.ACTIVITIES_HELD) == count(measures.ACTIVITIES_HELD, kind="class") == 2
    assert count(measures.ACTIVITIES_HELD, group="trade") == 0
    assert values_on(measures.TRAINED_LEADERS, {}, [day], since=None)[0].base == 0, "nobody has lodged a dossier"
    _recognise(world)
    value = values_on(measures.TRAINED_LEADERS, {}, [day], since=date(2026, 1, 1))[0]
    assert (value.count, value.base) == (1, 2)
    gaps = sign_in(world.anh_dung).get("/hoat-dong/chua-tap-huan/").content.decode()
    assert "Cơ sở Khô Bà Lan" in gaps
    assert "Hợp tác xã Sen Tháp Mười" not in gaps
    assert "UBND xã Phương Thịnh" in gaps
    assert "UBND xã Tháp Mười" not in gaps


def _recognise(world: World) -> None:
    from ocop.cycle.certification.models import Recognition

    for product in (world.dried_fish, world.lotus_seed):
        Recognition.objects.create(
            product=product,
            stars=3,
            year=2025,
            valid_from=date(2025, 5, 1),
            valid_until=date(2028, 5, 1),
            source_url="https://nguon.example/quyet-dinh",
        )


def test_the_list_filters_and_keeps_its_queries(world: World, sign_in: SignIn, at_now: Any) -> None:
    client = sign_in(world.chu_tam)
    made = [planned(world, "class", f"Lớp {number}") for number in range(30)]
    planned(world, "fair", "Hội chợ sen", details={"scope": "province"})

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    many = queries("/hoat-dong/")
    Activity.objects.filter(pk__in=[one.pk for one in made[5:]]).delete()
    assert queries("/hoat-dong/") == many
    page = client.get("/hoat-dong/?nhom=trade&nam=2026&trang_thai=planned&q=hoi cho").content.decode()
    assert "Hội chợ sen" in page
    assert "Lớp 1" not in page
    sheet = client.get("/hoat-dong/excel/?loai=fair")
    assert sheet["Content-Disposition"].startswith("attachment")


@pytest.mark.requirement("R169")
def test_side_events_and_two_counts_on_the_page(world: World, sign_in: SignIn, at_now: Any, a_fair: Activity) -> None:
    """A person at two seminars of a fair is one person and two attendances on the fair's page."""
    client = sign_in(world.chi_mai)
    person = NewPerson("Nguyễn Văn Tư", "official_commune").made(NOW)
    for number in range(2):
        said = {
            "title": f"Hội thảo {number}",
            "organiser": world.agriculture.pk,
            "starts_on": "21/11/2026",
            "d_form": "seminar",
            "d_topic": "Kết nối",
        }
        client.post(f"/hoat-dong/moi/conference/?trong={a_fair.public_id}", said)
        side = Activity.objects.get(title=f"Hội thảo {number}")
        assert side.parent == a_fair
        add_participant(side, Entry("person", person=person, role="guest"), by=world.actor(world.chi_mai), at=NOW)
    response = client.get(f"/hoat-dong/{a_fair.public_id}/")
    counts = response.context["counts"]
    assert (counts["persons"], counts["person"]) == (1, 2)
    assert "Hội thảo 1" in response.content.decode()


@pytest.mark.requirement("R174")
def test_the_calendar_of_fairs_by_year(world: World, sign_in: SignIn, at_now: Any, a_fair: Activity) -> None:
    planned(world, "class", "Lớp bao bì")
    planned(world, "fair", "Hội chợ năm trước", day=date(2025, 3, 1), details={"scope": "national"})
    client = sign_in(world.ong_khanh)
    this_year = client.get("/hoat-dong/lich/").content.decode()
    assert "Hội chợ sen" in this_year
    assert "Lớp bao bì" not in this_year
    assert "Hội chợ năm trước" not in this_year
    assert "Hội chợ năm trước" in client.get("/hoat-dong/lich/?nam=2025").content.decode()


def test_what_is_overdue_is_a_todo(world: World, sign_in: SignIn, at_now: Any) -> None:
    planned(world, "class", "Lớp đã qua", day=NOW.date() - timedelta(days=2))
    page = sign_in(world.chi_mai).get("/viec-can-lam/").content.decode()
    assert "Ghi kết quả 1 hoạt động đã qua ngày" in page
    assert "hoạt động đã qua ngày" not in sign_in(world.co_hien).get("/viec-can-lam/").content.decode()


@pytest.mark.slow
def test_the_plans_own_results(db: None, sign_in: SignIn, world: World, settings: Any) -> None:
    """Printed figures come out of the records where the print agrees with itself; growth is shown as it computes."""
    from ocop.sample import activities as sample
    from ocop.sample.places import load_offices, load_places

    assert all(one.computed is None for section in compared_figures() for one in section.figures)
    load_places()
    load_offices()
    for _ in range(2):
        sample._load_printed(NOW)
    figures = {(one.label, one.section): one for section in compared_figures() for one in section.figures}
    odd = [one for one in figures.values() if not one.agrees]
    assert [(one.label, one.printed, one.computed) for one in odd] == [
        ("Tăng số đơn vị so với 2019", Decimal(25), Decimal("33.3"))
    ]
    assert figures["Trong đó của tỉnh (không in, suy ra)", "chú thích 8"].computed == 40
    assert not Person.objects.exists(), "a count without names makes no people"
    assert all(one.reference for one in Activity.objects.exclude(code=""))
    page = sign_in(world.anh_dung).get("/hoat-dong/so-lieu-2018-2020/").content.decode()
    assert page.count("784") >= 3
    assert "hai số không cộng với nhau" in page
    assert "33,3" in page
