"""A pilot project from proposal to results: who sees it, who moves it, and why it is refused."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ocop.ground.accounts.models import User
from ocop.ground.budget.models import Allocation, BudgetLine, BudgetShare, Disbursement
from ocop.ground.budget.states import Source
from ocop.ground.planning.measures import Span, rows_behind, values_on
from ocop.ground.planning.models import Plan
from ocop.ground.planning.states import PlanKind, PlanState
from ocop.ground.programme.models import LegalDocument
from ocop.ground.registry.models import JournalEntry
from ocop.ground.registry.queries import attached_to
from ocop.kit.scope import Refused
from ocop.support.projects import actions
from ocop.support.projects.measures import DESIGN_CENTRES, PILOTS
from ocop.support.projects.models import Project, Step
from ocop.support.projects.queries import money_of
from ocop.support.projects.states import ProjectKind, ProjectState, StepKind, StepState
from ocop.support.projects.todo import todos_for
from tests.ground.producers.conftest import photo
from tests.world import NOW, World, make_office

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def make_project(world: World, *, kind: str = ProjectKind.PILOT, code: str = "sen-thap-muoi") -> Project:
    facts = actions.ProjectFacts(name="Sản phẩm từ sen Tháp Mười", kind=kind, office=world.agriculture)
    return actions.open_project(facts, code=code, by=world.actor(world.anh_dung), at=NOW)


def paper() -> LegalDocument:
    return LegalDocument.objects.create(
        kind="decision", number="1332/QĐ-UBND-HC", title="Đề cương", issuer="UBND tỉnh", issued_on=date(2020, 8, 28)
    )


@pytest.mark.requirement("R243", "R250", "R251")
def test_a_project_is_seen_by_its_owner_its_helpers_and_the_province_only(world: World) -> None:
    project = make_project(world)
    seen = Project.objects.visible_to
    assert project in seen(world.actor(world.anh_dung))
    assert project in seen(world.actor(world.chi_mai)), "its owner's officer"
    assert project in seen(world.actor(world.ong_khanh)), "the leader reads"
    assert project not in seen(world.actor(world.co_hien))
    assert project not in seen(world.actor(world.chi_lan))
    by = world.actor(world.chi_mai)
    facts = actions.StepFacts(StepKind.SUPPORT, "Hỗ trợ hộ trồng sen", office=world.phuong_thinh_committee)
    actions.add_step(project, facts, by=by, at=NOW)
    assert project in seen(world.actor(world.co_hien)), "her commune answers for a step"
    assert project not in seen(world.actor(world.chu_tam))


def test_what_one_may_not_see_is_not_found(world: World, sign_in: SignIn) -> None:
    project = make_project(world)
    for address in ("projects:project", "projects:change_project", "projects:add_step", "projects:add_result"):
        assert sign_in(world.co_hien).get(reverse(address, args=[project.public_id])).status_code == 404
    assert sign_in(world.ong_khanh).get(reverse("projects:project", args=[project.public_id])).status_code == 200
    assert sign_in(world.ong_khanh).post(reverse("projects:add_step", args=[project.public_id])).status_code == 404


def test_a_project_moves_along_its_table_and_says_why_not(world: World) -> None:
    project, by = make_project(world), world.actor(world.chi_mai)
    with pytest.raises(Refused, match="Đang đề xuất"):
        actions.move_project(project, "finish", by=by, at=NOW)
    actions.move_project(project, "approve", by=by, at=NOW)
    with pytest.raises(Refused, match="không được sau hôm nay"):
        actions.move_project(project, "start", on=date(2026, 12, 1), by=by, at=NOW)
    actions.move_project(project, "start", on=date(2026, 3, 1), by=by, at=NOW)
    actions.move_project(project, "start", on=date(2026, 4, 1), by=by, at=NOW)
    project.refresh_from_db()
    assert (project.state, project.began_on) == (ProjectState.RUNNING, date(2026, 3, 1)), (
        "a second press changes nothing"
    )
    with pytest.raises(Refused, match="Ngày kết thúc phải từ ngày đó"):
        actions.move_project(project, "finish", on=date(2026, 2, 1), by=by, at=NOW)
    with pytest.raises(Refused, match="lý do"):
        actions.move_project(project, "stop", by=by, at=NOW)
    with pytest.raises(Refused, match="cơ quan chủ trì"):
        actions.move_project(project, "finish", by=world.actor(world.co_hien), at=NOW)
    actions.move_project(project, "finish", on=date(2026, 9, 1), by=by, at=NOW)
    assert JournalEntry.objects.filter(act="projects.moved").count() == 3


@pytest.mark.requirement("R245", "R246", "R247")
def test_a_step_is_done_only_with_a_paper(world: World) -> None:
    project, by = make_project(world), world.actor(world.chi_mai)
    facts = actions.StepFacts(StepKind.OUTLINE, "Phê duyệt đề cương dự toán", planned_on=date(2026, 12, 10))
    step = actions.add_step(project, facts, by=by, at=NOW)
    assert actions.add_step(project, facts, by=by, at=NOW) == step
    with pytest.raises(Refused, match="chưa có giấy tờ"):
        actions.move_step(step, "finish", by=by, at=NOW)
    actions.cite(step, paper(), by=by, at=NOW)
    done = actions.move_step(step, "finish", on=date(2026, 11, 1), by=by, at=NOW)
    assert (done.state, done.done_on) == (StepState.DONE, date(2026, 11, 1))
    with pytest.raises(Refused, match="Đã xong"):
        actions.move_step(step, "drop", why="thôi", by=by, at=NOW)


def test_the_office_of_a_step_papers_it_but_does_not_change_its_day(world: World) -> None:
    project = make_project(world)
    facts = actions.StepFacts(
        StepKind.SUPPORT, "Hỗ trợ", office=world.thap_muoi_committee, planned_on=date(2026, 12, 1)
    )
    step = actions.add_step(project, facts, by=world.actor(world.chi_mai), at=NOW)
    by = world.actor(world.chu_tam)
    actions.cite(step, paper(), by=by, at=NOW)
    later = actions.StepFacts(StepKind.SUPPORT, "Hỗ trợ", world.thap_muoi_committee, date(2027, 1, 1))
    with pytest.raises(Refused, match="cơ quan chủ trì"):
        actions.change_step(step, later, by=by, at=NOW)
    assert [todo.title for todo in todos_for(by, at=NOW)] == ["Làm bước “Hỗ trợ”"]
    actions.move_step(step, "finish", by=by, at=NOW)
    assert todos_for(by, at=NOW) == []


@pytest.mark.requirement("R129", "R247")
def test_a_university_outside_is_a_partner_with_contract_and_deliverable(world: World, sign_in: SignIn) -> None:
    project, by = make_project(world), world.actor(world.chi_mai)
    name = "Trường Đại học Khoa học Xã hội và nhân văn"
    for _ in range(2):
        actions.add_partner(
            project, role="consultant", name=name, contract_number="05/HĐ", deliverable="Đề án sen", by=by, at=NOW
        )
    assert project.partners.count() == 1
    with pytest.raises(Refused, match="không cả hai"):
        actions.add_partner(project, role="consultant", name=name, office=world.agriculture, by=by, at=NOW)
    page = sign_in(world.chi_mai).get(reverse("projects:project", args=[project.public_id])).content.decode()
    assert all(words in page for words in (name, "05/HĐ", "Đề án sen"))


def test_a_result_is_cancelled_never_rewritten(world: World) -> None:
    project, by = make_project(world), world.actor(world.chi_mai)
    facts = {"name": "Sản phẩm từ sen", "figure": Decimal(4), "unit": "sản phẩm", "on": date(2026, 6, 30)}
    result = actions.add_result(project, **facts, by=by, at=NOW)
    assert actions.add_result(project, **facts, by=by, at=NOW) == result
    with pytest.raises(Refused, match="lý do"):
        actions.cancel_result(result, why=" ", by=by, at=NOW)
    actions.cancel_result(result, why="Ghi nhầm", by=by, at=NOW)
    result.refresh_from_db()
    assert (result.figure, result.cancelled_why) == (Decimal(4), "Ghi nhầm")
    assert actions.add_result(project, **facts, by=by, at=NOW) != result


def make_plan(world: World) -> Plan:
    return Plan.objects.create(
        kind=PlanKind.PERIOD,
        name="Kế hoạch 2021-2025",
        office=world.province_committee,
        starts_on=date(2021, 1, 1),
        ends_on=date(2025, 12, 31),
        state=PlanState.ISSUED,
    )


@pytest.mark.requirement("R248", "R249", "R254")
def test_money_by_source_is_the_plan_s_lines_allocations_and_payments(world: World, sign_in: SignIn) -> None:
    plan, project = make_plan(world), make_project(world)
    rows = [("a", Source.CENTRAL, 6_831_000_000), ("b", Source.LOCAL, 29_727_000_000), ("c", Source.OTHER, None)]
    lines = [
        BudgetLine.objects.create(
            plan=plan, code=code, reference="III.3.10", ordinal=place, name=f"Dòng {code}", source=source,
            project=project.code, amount=amount,
        )
        for place, (code, source, amount) in enumerate(rows)
    ]  # fmt: skip
    BudgetLine.objects.create(
        plan=plan, parent=lines[1], code="b1", reference="III.3.10", ordinal=9, name="Phần tỉnh", source=Source.LOCAL,
        project=project.code, amount=1,
    )  # fmt: skip
    for payer in (world.province_committee, world.thap_muoi_committee):
        BudgetShare.objects.create(line=lines[1], payer=payer, percent=50)
    common = {"line": lines[0], "payer": world.province_committee, "recorded_at": NOW}
    decided = {"year": 2022, "payee": world.agriculture, "decided_on": date(2022, 1, 5)}
    Allocation.objects.create(**common, **decided, amount=2_000_000)
    Allocation.objects.create(**common, **decided, amount=7, cancelled_at=NOW)
    Disbursement.objects.create(**common, paid_on=date(2022, 5, 5), amount=1_500_000, purpose="Đề án")
    money = money_of(project)
    assert [(line.need, line.allocated, line.paid) for line in money.lines] == [
        (6_831_000_000, 2_000_000, 1_500_000),
        (29_727_000_000, 0, 0),
        (None, 0, 0),
    ]
    assert (money.need, money.allocated, money.paid) == (36_558_000_000, 2_000_000, 1_500_000)
    page = sign_in(world.anh_dung).get(reverse("projects:project", args=[project.public_id])).content.decode()
    assert page.count("50%") == 2
    assert "29.727.000.000" in page
    assert "Kế hoạch không nêu" in page


@pytest.mark.requirement("R248")
def test_a_project_without_budget_lines_says_so(world: World, sign_in: SignIn) -> None:
    project = make_project(world)
    page = sign_in(world.anh_dung).get(reverse("projects:project", args=[project.public_id])).content.decode()
    assert "Chưa có dòng kinh phí nào mang mã dự án “sen-thap-muoi”" in page


@pytest.mark.requirement("R244")
def test_the_framework_decision_is_linked(world: World, sign_in: SignIn) -> None:
    project, document = make_project(world), paper()
    facts = actions.ProjectFacts(project.name, project.kind, world.agriculture, framework=document)
    actions.change_project(project, facts, by=world.actor(world.chi_mai), at=NOW)
    page = sign_in(world.chi_mai).get(reverse("projects:project", args=[project.public_id])).content.decode()
    assert reverse("programme:document", args=[document.public_id]) in page


def test_an_agency_may_not_give_a_project_to_another_office(world: World) -> None:
    other = make_office("Sở Công Thương", kind="department", tier="province")
    facts = actions.ProjectFacts("Dự án khác", ProjectKind.OTHER, other)
    with pytest.raises(Refused, match="cơ quan mình"):
        actions.open_project(facts, code="khac", by=world.actor(world.chi_mai), at=NOW)
    actions.open_project(facts, code="khac", by=world.actor(world.anh_dung), at=NOW)
    with pytest.raises(Refused, match="đã dùng cho dự án khác"):
        actions.open_project(
            actions.ProjectFacts("Trùng", ProjectKind.OTHER, other), code="khac", by=world.actor(world.anh_dung), at=NOW
        )


@pytest.mark.requirement("R260", "R261")
def test_the_measures_count_what_is_carried_out_from_the_day_it_began(world: World) -> None:
    by = world.actor(world.anh_dung)
    pilot, centre = make_project(world), make_project(world, kind=ProjectKind.DESIGN_CENTRE, code="trung-tam-thiet-ke")
    for project in (pilot, centre):
        actions.move_project(project, "approve", by=by, at=NOW)
        actions.move_project(project, "start", on=date(2026, 3, 1), by=by, at=NOW)
    make_project(world, code="chua-lam")
    days = [date(2026, 2, 28), date(2026, 3, 1)]
    assert [value.count for value in values_on(PILOTS, {}, days, since=None)] == [0, 1]
    assert [value.count for value in values_on(DESIGN_CENTRES, {}, days, since=None)] == [0, 1]
    assert list(rows_behind(PILOTS, {}, Span(days[1]))) == [pilot]
    actions.move_project(pilot, "stop", why="Hết vốn", by=by, at=NOW)
    assert values_on(PILOTS, {}, days, since=None)[1].count == 0


def test_pages_ask_a_constant_number_of_questions(world: World, sign_in: SignIn) -> None:
    client, by = sign_in(world.anh_dung), world.actor(world.anh_dung)
    project = make_project(world)

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    pages = [
        reverse("projects:projects"),
        reverse("projects:projects_sheet"),
        reverse("projects:project", args=[project.public_id]),
        reverse("projects:centres"),
    ]
    actions.add_step(project, actions.StepFacts(StepKind.OTHER, "Bước 0"), by=by, at=NOW)
    before = [asked(page) for page in pages]
    for place in range(1, 8):
        other = make_project(world, code=f"du-an-{place}")
        step = actions.add_step(project, actions.StepFacts(StepKind.OTHER, f"Bước {place}"), by=by, at=NOW)
        actions.add_step(other, actions.StepFacts(StepKind.OTHER, "Bước"), by=by, at=NOW)
        actions.add_partner(project, role="other", name=f"Đơn vị {place}", by=by, at=NOW)
        assert step.ordinal == place + 1
    assert [asked(page) for page in pages] == before
    assert Step.objects.count() == 15


@pytest.mark.requirement("R243")
def test_a_project_is_entered_moved_and_shown_through_its_pages(world: World, sign_in: SignIn, at_now: object) -> None:
    client = sign_in(world.chi_mai)
    posted = {"name": "Dự án sen", "kind": "pilot", "office": world.agriculture.public_id, "code": "sen"}
    assert client.post(reverse("projects:new_project"), posted).status_code == 302
    project = Project.objects.get()
    done = client.post(reverse("projects:move_project", args=[project.public_id, "phe-duyet"]), {"on": "1/3/2026"})
    assert done.status_code == 302
    refused = client.post(reverse("projects:move_project", args=[project.public_id, "hoan-thanh"]), {"on": "1/3/2026"})
    assert "không làm được việc này" in refused.content.decode()
    assert "Dự án sen" in client.get(reverse("projects:projects") + "?q=du an sen").content.decode()


def test_a_step_is_done_by_the_file_attached_to_it_and_keeps_it(world: World, sign_in: SignIn) -> None:
    """Chị Mai attaches the survey with the uploader every record has; once the step is done the paper stays."""
    project, by = make_project(world), world.actor(world.chi_mai)
    step = actions.add_step(project, actions.StepFacts(StepKind.OTHER, "Khảo sát"), by=by, at=NOW)
    mai = sign_in(world.chi_mai)
    address = reverse("registry:attach", args=["buoc-du-an", step.public_id])
    mai.post(address, {"file": photo(), "title": "Báo cáo khảo sát"})
    shown = mai.get(reverse("projects:project", args=[project.public_id])).content.decode()
    assert "Báo cáo khảo sát" in shown
    actions.move_step(step, "finish", by=by, at=NOW)
    (kept,) = attached_to([step])[step.public_id]
    answer = mai.post(reverse("registry:detach", args=[kept.public_id]), {"why": "Nhầm"}, follow=True)
    assert "Bước đã xong nên giấy tờ của bước được giữ" in answer.content.decode()
    assert attached_to([step])
