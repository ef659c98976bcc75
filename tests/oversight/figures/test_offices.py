"""Figures of one office's work: asked, published, opened; refused where rows do not say whose work they are."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from ocop.ground.accounts.models import User
from ocop.ground.offices.models import Office
from ocop.ground.planning.measures import measure_called
from ocop.kit.scope import Refused
from ocop.oversight.figures import actions
from ocop.oversight.figures.models import Figure
from ocop.oversight.figures.questions import BY_OFFICE, Question, answer, rows_of, split_answer
from ocop.support.activities.models import Activity, Participation, Person
from tests.world import MERGER, NOW, World, make_office
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SignIn = Callable[[User], Client]
TODAY = NOW.date()
HELD = "activities.held"


def asked(key: str = HELD, **facts: object) -> Question:
    measure = measure_called(key)
    assert measure is not None
    return Question(measure, **{"on": TODAY, "since": date(2025, 1, 1), **facts})  # type: ignore[arg-type]


def held(title: str, office: Office, world: World, on: date = date(2026, 3, 1)) -> Activity:
    return Activity.objects.create(
        kind="class", title=title, organiser=office, unit=world.thap_muoi, starts_on=on, ends_on=on, state="held",
        created_at=NOW,
    )  # fmt: skip


@pytest.fixture
def busy(world: World) -> World:
    """Two classes of the agriculture department, one of the office it carries on, one of the coordination office."""
    before = make_office("Sở Nông nghiệp và PTNT", unit=world.province, valid_to=MERGER)
    Office.objects.filter(pk=before.pk).update(successor=world.agriculture)
    held("Lớp đóng gói", world.agriculture, world)
    held("Lớp bán hàng", world.agriculture, world)
    held("Lớp của sở cũ", before, world, date(2025, 3, 1))
    held("Lớp của Văn phòng", world.coordination_office, world)
    return world


def test_an_office_counts_its_own_work_and_that_of_the_office_it_carries_on(busy: World) -> None:
    assert answer(asked()).count == 4
    mine = asked(office=busy.agriculture)
    assert answer(mine).count == 3
    assert {row.title for row in rows_of(mine)} == {"Lớp đóng gói", "Lớp bán hàng", "Lớp của sở cũ"}
    assert [cell.count for cell in split_answer(asked(office=busy.coordination_office, split="xa"), TODAY)] == [1]
    assert answer(asked(office=busy.agriculture, place=busy.phuong_thinh)).count == 0
    assert sum(cell.count for cell in split_answer(asked(office=busy.agriculture, split="kind"), TODAY)) == 3
    by_office = {cell.label: cell.count for cell in split_answer(asked(split=BY_OFFICE), TODAY)}
    assert by_office == {busy.agriculture.name: 3, busy.coordination_office.name: 1}, "the old one's is its heir's"
    (before,) = busy.agriculture.continues.all()
    (own,) = split_answer(asked(office=before, split=BY_OFFICE), TODAY)
    assert (own.label, own.count) == (before.name, 1)


def test_who_came_to_classes_of_an_office_and_of_the_one_it_carries_on_is_one_person(busy: World) -> None:
    facts = {"group": "official_commune", "created_at": NOW}
    tam, hoa = (Person.objects.create(full_name=name, unit=busy.thap_muoi, **facts) for name in ("Lê Tám", "Võ Hoa"))
    for title, person in (
        ("Lớp đóng gói", tam),
        ("Lớp của sở cũ", tam),
        ("Lớp của Văn phòng", tam),
        ("Lớp bán hàng", hoa),
    ):
        Participation.objects.create(
            activity=Activity.objects.get(title=title), who="person", person=person, group=facts["group"],
            recorded_at=NOW,
        )  # fmt: skip
    cells = {cell.label: cell.count for cell in split_answer(asked("training.officials", split=BY_OFFICE), TODAY)}
    assert cells == {busy.agriculture.name: 2, busy.coordination_office.name: 1}
    assert answer(asked("training.officials")).count == 2


def test_an_indicator_that_tells_no_office_refuses_one(busy: World, sign_in: SignIn) -> None:
    """Never the whole province under one office's name."""
    make_recognition(busy.dried_fish, busy.province_committee)
    question = asked("certification.recognised", office=busy.agriculture)
    for ask in (answer, rows_of, lambda each: actions.reckon(each)):
        with pytest.raises(Refused, match="không tính riêng cho một cơ quan"):
            ask(question)
    address = reverse("figures:ask", args=["certification.recognised"])
    client = sign_in(busy.anh_dung)
    assert "Việc của cơ quan" not in client.get(address).content.decode()
    refused = client.get(address, {"co_quan": busy.agriculture.public_id})
    assert refused.status_code == 422
    assert "không tính riêng cho một cơ quan" in refused.content.decode()
    jobs = client.get(reverse("figures:ask", args=["contribution.jobs"]), {"dia_ban": str(busy.thap_muoi.pk)})
    assert (jobs.status_code, "không tính riêng cho một địa bàn" in jobs.content.decode()) == (422, True)


def test_a_published_figure_keeps_whose_work_it_counts(busy: World, sign_in: SignIn) -> None:
    client = sign_in(busy.anh_dung)
    address = f"?co_quan={busy.agriculture.public_id}&tu=01/01/2025"
    page = client.get(reverse("figures:ask", args=[HELD]) + address).content.decode()
    assert "Hoạt động đã tổ chức, Sở Nông nghiệp và Môi trường" in page
    client.post(reverse("figures:publish", args=[HELD]) + address, {"key": "abcdefgh2345", "why": ""})
    figure = Figure.objects.get()
    assert (figure.value, figure.of_office, figure.office) == (3, busy.agriculture, busy.coordination_office)
    shown = client.get(reverse("figures:figure", args=[figure.code])).content.decode()
    assert "Việc của cơ quan" in shown
    assert "Vẫn là con số này" in shown


def test_who_works_at_an_office_opens_the_records_of_its_own_figure(busy: World, sign_in: SignIn) -> None:
    """Chị Mai of the agriculture department opens hers; not the coordination office's, nor the whole province's."""
    mai = sign_in(busy.chi_mai)
    rows, since = reverse("figures:rows", args=[HELD]), "01/01/2025"
    own = mai.get(rows, {"co_quan": busy.agriculture.public_id, "tu": since})
    assert "Lớp đóng gói" in own.content.decode()
    assert mai.get(rows, {"co_quan": busy.coordination_office.public_id, "tu": since}).status_code == 404
    assert mai.get(rows, {"tu": since}).status_code == 404
    by = busy.actor(busy.anh_dung)
    for office, status in ((busy.agriculture, 200), (busy.coordination_office, 404), (None, 404)):
        figure = actions.publish(asked(office=office), office=busy.coordination_office, by=by, at=NOW)
        assert mai.get(reverse("figures:lines", args=[figure.code])).status_code == status
