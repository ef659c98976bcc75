"""The money Kế hoạch 124/KH-UBND prints: what was mobilised in 2018-2020 and what 2021-2025 needs, to the million."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from ocop.ground.budget.models import BudgetLine, BudgetShare, Mobilisation
from ocop.ground.offices.models import Office
from ocop.ground.offices.states import OfficeKind
from ocop.ground.planning.models import Plan
from ocop.ground.planning.states import PlanKind, PlanState
from ocop.ground.programme.models import LegalDocument
from ocop.rules.money import sum_of_parts
from ocop.sample.people import province_committee

DATA = Path(__file__).parent / "data" / "budget-124.yaml"
MILLION = 1_000_000


@transaction.atomic
def load_budget() -> int:
    """Write the lines of both plans once; returns how many were made.

    Raises `rules.money.Disagreement` when the file's totals are not the sums of their parts.
    """
    return sum(_load_plan(facts) for facts in yaml.safe_load(DATA.read_text(encoding="utf-8"))["plans"])


def _load_plan(facts: dict[str, Any]) -> int:
    plan = plan_of_the_province(facts["starts_on"], facts["ends_on"], facts["document"], facts["name"])
    if plan.budget_lines.exists():
        return 0
    check_sums(facts)
    made = _load_lines(plan, None, facts["lines"], {})
    span = facts.get("mobilised")
    if span:
        by_code = {line.code: line for line in plan.budget_lines.all()}
        Mobilisation.objects.bulk_create(
            Mobilisation(
                line=by_code[each["code"]],
                first_year=span["first_year"],
                last_year=span["last_year"],
                amount=each["mobilised"] * MILLION,
                reference=span["reference"],
            )
            for each in facts["lines"]
        )
    return made


def check_sums(facts: dict[str, Any]) -> int | None:
    """The need of a plan or line in millions, every printed total checked against its parts on the way."""
    below = facts.get("parts") or facts.get("lines") or []
    if "mobilised" in facts and isinstance(facts["mobilised"], dict):
        sum_of_parts([each["mobilised"] for each in below], facts["mobilised"]["total"])
        return None
    own = facts.get("total", facts.get("amount"))
    return sum_of_parts([check_sums(each) for each in below], own)


def plan_of_the_province(starts_on: date, ends_on: date, number: str, name: str) -> Plan:
    """The province's plan with a document, made when no other loader has made it yet."""
    found = Plan.objects.filter(document__number=number).first()
    if found is not None:
        return found
    plan, _ = Plan.objects.get_or_create(
        office=province_committee(),
        kind=PlanKind.PERIOD,
        starts_on=starts_on,
        defaults={
            "name": name,
            "ends_on": ends_on,
            "state": PlanState.ISSUED,
            "document": LegalDocument.objects.filter(number=number).first(),
        },
    )
    return plan


def _load_lines(plan: Plan, parent: BudgetLine | None, rows: list[dict[str, Any]], count: dict[str, int]) -> int:
    made = 0
    for row in rows:
        count["place"] = count.get("place", 0) + 1
        amount = row.get("amount")
        line = BudgetLine.objects.create(
            plan=plan,
            parent=parent,
            code=row["code"],
            reference=row.get("reference") or (parent.reference if parent else ""),
            ordinal=count["place"],
            name=row["name"],
            source=row.get("source") or (parent.source if parent else ""),
            programme=row.get("programme", ""),
            project=row.get("project", ""),
            amount=None if amount is None else amount * MILLION,
            note=row.get("note", ""),
        )
        for payer, percent in row.get("shares", {}).items():
            BudgetShare.objects.create(line=line, payer=_payer(payer, plan), percent=Decimal(percent))
        made += 1 + _load_lines(plan, line, row.get("parts", []), count)
    return made


def _payer(short_name: str, plan: Plan) -> Office:
    """The office of that name that stood when the plan began; districts are gone since 1 July 2025."""
    return Office.objects.in_force(plan.starts_on).get(short_name=short_name, kind=OfficeKind.PEOPLES_COMMITTEE)
