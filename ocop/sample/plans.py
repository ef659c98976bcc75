"""The provincial plan of 2021-2025 as records: objectives, targets, fifty tasks and who was to do them in which year.

What came of it is not known from any source at hand, so its assignments stay as given and the plan is ended: it asks
nobody for anything today.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from ocop.ground.offices.models import Office
from ocop.ground.offices.states import Tier
from ocop.ground.planning.models import Assignment, Objective, Plan, Target, Task
from ocop.ground.planning.states import PlanKind, PlanState, Rhythm
from ocop.ground.programme.models import LegalDocument

DATA = Path(__file__).parent / "data"
DISTRICTS = "huyen"


@lru_cache(maxsize=1)
def plan_data() -> dict[str, Any]:
    """The data file of the plan."""
    data: dict[str, Any] = yaml.safe_load((DATA / "plan-124.yaml").read_text(encoding="utf-8"))
    return data


@dataclass(frozen=True)
class Directory:
    """Offices by the names the data files use."""

    by_id: dict[str, Office]
    districts: list[Office]

    def named(self, name: str) -> list[Office]:
        return self.districts if name == DISTRICTS else [self.by_id[name]]

    def on(self, office: Office, day: date) -> Office | None:
        """The office that carries the work on a day: itself, or who continues it; None when nobody does."""
        while office.valid_to is not None and office.valid_to < day:
            if office.successor is None:
                return None
            office = office.successor
        return office


def directory() -> Directory:
    """All offices of the plan; two queries."""
    listed = yaml.safe_load((DATA / "offices.yaml").read_text(encoding="utf-8"))["offices"]
    by_name = {office.name: office for office in Office.objects.select_related("successor")}
    districts = Office.objects.committees_of(Tier.DISTRICT).filter(plan_reference="IV.17")
    return Directory({line["id"]: by_name[line["name"]] for line in listed}, list(districts))


@transaction.atomic
def load_plan_124() -> int:
    """Write the plan with all that stands under it; returns how many assignments were made, 0 when it is there."""
    data = plan_data()
    about = data["plan"]
    document = LegalDocument.objects.get(number=about["document"], issued_on=about["document_date"])
    if Plan.objects.filter(document=document).exists():
        return 0
    plan = Plan.objects.create(
        kind=PlanKind.PERIOD,
        name=about["name"],
        office=Office.objects.committees_of(Tier.PROVINCE).get(unit__code=about["unit"]),
        document=document,
        number=about["document"],
        issued_on=about["document_date"],
        starts_on=about["starts_on"],
        ends_on=about["ends_on"],
        state=PlanState.ENDED,
        records_are_partial=True,  # no source says what was done from 2021 to 2025
    )
    for place, line in enumerate(data["objectives"], start=1):
        Objective.objects.create(plan=plan, ordinal=place, reference=line["ref"], text=line["text"])
    for place, line in enumerate(data["targets"], start=1):
        _target(plan, place, line)
    return len(Assignment.objects.bulk_create(list(_assignments(plan, data, directory()))))


def _target(plan: Plan, ordinal: int, line: dict[str, Any]) -> Target:
    same = ("code", "name", "definition", "population", "unit", "figure", "due_on", "measure")
    optional = {name: line[name] for name in ("baseline", "baseline_on", "baseline_note") if name in line}
    return Target.objects.create(
        plan=plan,
        ordinal=ordinal,
        reference=line["ref"],
        is_share=line.get("share", False),
        **{name: line[name] for name in same},
        **optional,
    )


def _assignments(plan: Plan, data: dict[str, Any], offices: Directory) -> Iterator[Assignment]:
    ordinal = 0
    for agency in data["agencies"]:
        for line in agency["tasks"]:
            ordinal += 1
            task = _task(plan, ordinal, agency, line, offices)
            for lead in offices.named(agency["office"]):
                yield from _years(task, lead, data["plan"], offices)


def _task(plan: Plan, ordinal: int, agency: dict[str, Any], line: dict[str, Any], offices: Directory) -> Task:
    task = Task.objects.create(
        plan=plan,
        ordinal=ordinal,
        reference=agency["ref"],
        agency=agency["agency"],
        title=line["title"],
        detail=line.get("detail", ""),
        rhythm=Rhythm(line.get("rhythm", Rhythm.CONTINUOUS)),
    )
    task.partners.set([office for name in line.get("partners", ()) for office in offices.named(name)])
    return task


def _years(task: Task, lead: Office, about: dict[str, Any], offices: Directory) -> Iterator[Assignment]:
    """One assignment for each year of the plan; a task owed once is owed by the end of it."""
    first = about["last_year"] if task.rhythm == Rhythm.ONCE else about["first_year"]
    for year in range(first, about["last_year"] + 1):
        due_on = date(year, about["full_year_due"]["month"], about["full_year_due"]["day"])
        if year == about["last_year"] and lead.tier == Tier.DISTRICT:
            due_on = about["district_last_due"]
        office = offices.on(lead, due_on)
        if office is not None:
            yield Assignment(task=task, office=office, year=year, due_on=due_on)
