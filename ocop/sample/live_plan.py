"""A plan of the machine's own year, with work at every state, so that the board and every agency's home have lines.

Everything is done by sample people through the actions the pages use, at moments before now.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

import yaml

from ocop.ground.offices.models import Appointment, Office
from ocop.ground.offices.queries import posts_of
from ocop.ground.offices.states import OfficeKind, Role
from ocop.ground.planning import actions
from ocop.ground.planning.models import Assignment, Plan
from ocop.ground.planning.queries import WORKERS
from ocop.ground.planning.states import AssignmentState, PlanKind
from ocop.ground.programme.actions import acknowledge, send_document
from ocop.ground.programme.models import LegalDocument
from ocop.ground.registry.actions import file_document
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.sample.papers import sample_upload
from ocop.sample.people import province_committee, sample_unit
from ocop.sample.plans import DATA, Directory, directory

A = AssignmentState


@lru_cache(maxsize=1)
def year_data() -> dict[str, Any]:
    """The data file of the sample plan."""
    data: dict[str, Any] = yaml.safe_load((DATA / "plan-year.yaml").read_text(encoding="utf-8"))
    return data


class _Stage:
    """Who acts for which office on the day the sample is built."""

    def __init__(self, at: datetime) -> None:
        self.at, self.on = at, local_date(at)
        self.offices: Directory = directory()
        held = Appointment.objects.filter(user__is_sample=True, role__in=WORKERS).select_related("user")
        self.people = {each.office_id: each.user for each in held}
        self.province = self._actor(next(each.user for each in held if each.role == Role.PROVINCE_OFFICER))

    def _actor(self, user: Any) -> Actor:
        return Actor(user_id=user.pk, name=user.full_name, on=self.on, posts=posts_of(user.pk, self.on))

    def office(self, name: str) -> Office:
        if name.startswith("xa:"):
            kind = OfficeKind.PEOPLES_COMMITTEE
            return Office.objects.get(kind=kind, unit=sample_unit(name[3:]), valid_to__isnull=True)
        return self.offices.by_id[name]

    def worker(self, office: Office) -> Actor:
        """The sample officer of an office; the coordination office keys in for offices without one."""
        user = self.people.get(office.pk)
        return self._actor(user) if user else self.province


def load_live_plan(*, at: datetime) -> None:
    """Make the sample plan of the year with its work, a commune's draft, and obstacles; does nothing twice."""
    office = province_committee()
    year = local_date(at).year
    if Plan.objects.filter(office=office, kind=PlanKind.YEAR, starts_on=date(year, 1, 1)).exists():
        return
    stage = _Stage(at)
    plan = _plan(stage, office, year)
    for place, line in enumerate(year_data()["tasks"], start=1):
        _bring_to_state(stage, plan, line, place)
    _commune_plan(stage, plan, year)
    for line in year_data()["obstacles"]:
        _obstacle(stage, line)
    _send_a_document(stage)


def _plan(stage: _Stage, office: Office, year: int) -> Plan:
    by, at = stage.province, stage.at - timedelta(days=90)
    facts = actions.PlanFacts(
        name=f"Kế hoạch OCOP năm {year} (mẫu)",
        kind=PlanKind.YEAR,
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
    )
    plan = actions.make_plan(facts, office=office, is_reconstructed=True, by=by, at=at)
    for line in year_data()["tasks"]:
        lead = stage.office(line["office"])
        is_commune = line["office"].startswith("xa:")
        task = actions.TaskFacts(
            title=line["title"],
            reference=line["ref"],
            agency="Ủy ban nhân dân các xã, phường" if is_commune else lead.name,
            rhythm=line["rhythm"],
            partners=[stage.office(name) for name in line.get("partners", ())],
        )
        actions.add_task(plan, task, by=by, at=at)
    return actions.issue_plan(plan, number=f"Mẫu/{year}", issued_on=local_date(at), by=by, at=at)


def _bring_to_state(stage: _Stage, plan: Plan, line: dict[str, Any], number: int) -> None:
    """Give one task to its office and walk it to the state the data names."""
    office = stage.office(line["office"])
    task = plan.tasks.get(title=line["title"])
    due_on = stage.on + timedelta(days=line["due"])
    wish = actions.AssignmentWish([task], [office], plan.starts_on.year, due_on)
    (given,) = actions.assign(plan, wish, by=stage.province, at=stage.at - timedelta(days=85))
    state, worker = A(line["state"]), stage.worker(office)
    if state == A.DROPPED:
        actions.drop(given, why=line["remark"], by=stage.province, at=stage.at - timedelta(days=30))
    elif state != A.ASSIGNED:
        actions.begin(given, by=worker, at=stage.at - timedelta(days=70))
    if line.get("paper") or line.get("result"):
        _show(stage, given, worker, number)
    if line.get("result"):
        _report(stage, given, line, worker)


def _show(stage: _Stage, given: Assignment, worker: Actor, number: int) -> None:
    """A picture that says it is a sample stands for the result."""
    at = stage.at - timedelta(days=5)
    paper = file_document(sample_upload(f"ket-qua-mau-{number}", 500 + number), by=worker, at=at)
    actions.attach_paper(given, document=paper, label="Ảnh minh chứng (mẫu)", by=worker, at=at)


def _report(stage: _Stage, given: Assignment, line: dict[str, Any], worker: Actor) -> None:
    at = stage.at - timedelta(days=4)
    actions.report(given, result=line["result"], by=worker, at=at)
    after = at + timedelta(days=1)
    if line["state"] == A.DONE:
        actions.accept(given, by=stage.province, at=after)
    elif line["state"] == A.RETURNED:
        actions.return_for_more(given, why=line["remark"], by=stage.province, at=after)


def _commune_plan(stage: _Stage, parent: Plan, year: int) -> None:
    """A commune's plan still being written, with what it puts first."""
    wanted = year_data()["commune_plan"]
    office = stage.office(f"xa:{wanted['unit']}")
    by, at = stage.worker(office), stage.at - timedelta(days=6)
    facts = actions.PlanFacts(
        name=f"Kế hoạch OCOP năm {year} của {wanted['unit']} (mẫu)",
        kind=PlanKind.YEAR,
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
    )
    plan = actions.make_plan(facts, office=office, parent=parent, is_reconstructed=True, by=by, at=at)
    for line in wanted["priorities"]:
        actions.add_priority(plan, kind=line["kind"], text=line["text"], by=by, at=at)
    for line in wanted["tasks"]:
        task = actions.TaskFacts(title=line["title"], rhythm=line["rhythm"], agency=office.name)
        actions.add_task(plan, task, by=by, at=at)


def _obstacle(stage: _Stage, line: dict[str, Any]) -> None:
    office, asked = stage.office(line["office"]), stage.office(line["asked"])
    at = stage.at - timedelta(days=line["days"])
    words = actions.ObstacleWords(
        field=line["field"], title=line["title"], detail=line["detail"], proposal=line.get("proposal", "")
    )
    raised = actions.raise_obstacle(words, office=office, asked=asked, by=stage.worker(office), at=at)
    if line.get("answer"):
        later = at + timedelta(days=3)
        actions.answer(raised, text=line["answer"], by=stage.worker(asked), at=later)
        if line.get("solved"):
            actions.solve(raised, by=stage.worker(office), at=later + timedelta(days=2))


def _send_a_document(stage: _Stage) -> None:
    """The decision in force, sent to who has work; one office has said it is read."""
    document = LegalDocument.objects.in_force(stage.on).filter(kind="decision").order_by("-issued_on").first()
    if document is None:
        return
    names = ("so-nnmt", "so-ct", "so-nv", "tt-xttmdldt", "xa:Xã Tháp Mười")
    offices = [stage.office(name) for name in names]
    send_document(document, offices, by=stage.province, at=stage.at - timedelta(days=15))
    acknowledge(document, by=stage.worker(offices[0]), at=stage.at - timedelta(days=14))
