"""The two pilot models and the design centre as the plan prints them; two made-up spaces with bookings, marked so."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from ocop.ground.accounts.models import User
from ocop.ground.offices.models import Office
from ocop.ground.offices.states import Tier
from ocop.ground.planning.models import Plan
from ocop.ground.planning.states import PlanKind, PlanState
from ocop.ground.producers.models import Producer
from ocop.ground.programme.models import LegalDocument
from ocop.kit.clock import local_date
from ocop.sample import journey
from ocop.sample.people import province_committee
from ocop.support.projects.actions import BookingWish, book
from ocop.support.projects.models import (
    Booking,
    Project,
    ProjectPartner,
    Service,
    Space,
    Step,
    StepPaper,
)
from ocop.support.projects.states import StepState

DATA = Path(__file__).parent / "data" / "projects.yaml"
PLAN_NUMBER = "124/KH-UBND"
PERIOD = (date(2021, 1, 1), date(2025, 12, 31))
OLD_PROVINCE = "87"


def read_projects() -> dict[str, Any]:
    """The data file as it stands."""
    data: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return data


@transaction.atomic
def load_projects() -> int:
    """Write the projects of the plan; what is there already stays as it is. Returns how many were new."""
    plan = plan_of_2021()
    return sum(_load(line, plan) for line in read_projects()["projects"])


def plan_of_2021() -> Plan:
    """The plan of 2021-2025, made when nobody loaded it yet."""
    found = Plan.objects.filter(document__number=PLAN_NUMBER).first()
    if found is not None:
        return found
    document = LegalDocument.objects.get(number=PLAN_NUMBER)
    plan, _ = Plan.objects.get_or_create(
        office=province_committee(),
        kind=PlanKind.PERIOD,
        starts_on=PERIOD[0],
        defaults={
            "name": "Kế hoạch thực hiện Chương trình OCOP giai đoạn 2021-2025",
            "ends_on": PERIOD[1],
            "document": document,
            "state": PlanState.ISSUED,
        },
    )
    return plan


def _office(name: str) -> Office:
    """An office by its name; where the name was borne twice, the one of the day of the plan."""
    offices = Office.objects.filter(name=name)
    old = offices.filter(unit__code=OLD_PROVINCE, tier=Tier.PROVINCE).first()
    return old or offices.order_by("valid_from", "pk")[0]


def _legal(number: str | None) -> LegalDocument | None:
    return LegalDocument.objects.get(number=number) if number else None


def _load(line: dict[str, Any], plan: Plan) -> bool:
    project, is_new = Project.objects.get_or_create(
        code=line["code"],
        defaults={
            "kind": line["kind"],
            "name": line["name"],
            "office": _office(line["office"]),
            "place": line.get("place", ""),
            "plan": plan,
            "framework": _legal(line.get("framework")),
            "reference": line["reference"],
            "note": line["note"],
        },
    )
    if is_new:
        for partner in line.get("partners", ()):
            _load_partner(project, partner)
        for ordinal, step in enumerate(line["steps"], start=1):
            _load_step(project, ordinal, step)
        for service in line.get("services", ()):
            Service.objects.create(project=project, **service)
    return is_new


def _load_partner(project: Project, line: dict[str, Any]) -> None:
    office = _office(line["office"]) if "office" in line else None
    rest = {name: line.get(name, "") for name in ("name", "role", "deliverable", "reference")}
    ProjectPartner.objects.create(project=project, office=office, **rest)


def _load_step(project: Project, ordinal: int, line: dict[str, Any]) -> None:
    done = line.get("done")
    step = Step.objects.create(
        project=project,
        ordinal=ordinal,
        kind=line["kind"],
        title=line["title"],
        office=_office(line["office"]) if "office" in line else None,
        state=StepState.DONE if done else StepState.RUNNING if line.get("running") else StepState.PLANNED,
        done_on=done,
        remark=line.get("remark", ""),
        reference=line["reference"],
    )
    if (legal := _legal(line.get("legal"))) is not None:
        StepPaper.objects.create(step=step, legal=legal, label=str(legal))


@transaction.atomic
def load_sample_spaces(*, at: datetime) -> None:
    """Make the made-up spaces and let sample producers book them; does nothing when it was done before."""
    if Space.objects.filter(is_sample=True).exists():
        return
    for line in read_projects()["sample_spaces"]:
        project = Project.objects.get(code=line["code"])
        space = Space.objects.create(
            project=project,
            name=line["name"],
            capacity=line["capacity"],
            shared_with=line["shared_with"],
            reference="III.2.2",
            is_sample=True,
        )
        for booking in line["bookings"]:
            _book(space, booking, at)


def _book(space: Space, line: dict[str, Any], at: datetime) -> None:
    by = journey.actor(User.objects.get(login=line["phone"]), local_date(at))
    wish = BookingWish(
        on=local_date(at) + timedelta(days=line["days"]),
        from_hour=line["from"],
        to_hour=line["to"],
        purpose=line["purpose"],
        producer=Producer.objects.get(pk__in=by.producer_ids),
        people=line["people"],
    )
    made = book(space, wish, by=by, at=at)
    Booking.objects.filter(pk=made.pk).update(is_sample=True)
