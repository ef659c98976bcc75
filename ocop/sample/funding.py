"""Living money around today: policies, supports (one pair overlaps), credit, gifts, and a year's plan that pays.

Everything is done by sample people through the actions the pages use, and is marked as sample.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from ocop.ground.accounts.models import User
from ocop.ground.budget import actions as budget
from ocop.ground.budget.models import Allocation, BudgetLine, Contribution, Disbursement
from ocop.ground.offices.models import Appointment, Office
from ocop.ground.offices.states import Role
from ocop.ground.planning.models import Plan
from ocop.ground.planning.states import PlanKind, PlanState
from ocop.ground.producers.models import Producer
from ocop.ground.programme.models import LegalDocument
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.sample import journey
from ocop.sample.people import province_committee, sample_unit
from ocop.sample.places import DATA as OFFICE_DATA
from ocop.support.funding import actions
from ocop.support.funding.models import CreditApplication, CreditProgramme, Loan, Policy, Support
from ocop.support.funding.states import SupportState

DATA = Path(__file__).parent / "data" / "funding.yaml"


@lru_cache(maxsize=1)
def funding_data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return data


@transaction.atomic
def load_funding(*, at: datetime) -> None:
    """Write the sample once; needs sample people and the library."""
    if Policy.objects.exists() or not User.objects.filter(is_sample=True).exists():
        return
    by = _officer(at)
    catalogue = {line["code"]: _policy(line, by, at) for line in funding_data()["policies"]}
    line = _line_of_the_year(by, at)
    for each in funding_data()["supports"]:
        _support(each, catalogue[each["policy"]], line, by, at)
    _credit(by, at)
    _gifts(line.plan, by, at)


def _officer(at: datetime) -> Actor:
    post = Appointment.objects.filter(user__is_sample=True, role=Role.PROVINCE_OFFICER).select_related("user").first()
    assert post is not None, "the sample has an officer of the province"  # noqa: S101 — the sample's own people
    return journey.actor(post.user, local_date(at))


def _office(name: str) -> Office:
    """The office an id of `offices.yaml` means, as it stands today."""
    listed = yaml.safe_load((OFFICE_DATA / "offices.yaml").read_text(encoding="utf-8"))["offices"]
    wanted = next(each["name"] for each in listed if each["id"] == name)
    return Office.objects.get(name=wanted, valid_to__isnull=True)


def _policy(line: dict[str, Any], by: Actor, at: datetime) -> Policy:
    facts = actions.PolicyFacts(
        code=line["code"],
        name=line["name"],
        helps=line["helps"],
        office=_office(line["office"]),
        starts_on=line["starts_on"],
        purposes=line["purposes"],
        document=LegalDocument.objects.filter(number=line["document"]).first(),
    )
    made = actions.add_policy(facts, by=by, at=at)
    made.is_reconstructed = True
    made.save(update_fields=["is_reconstructed"])
    return made


def _line_of_the_year(by: Actor, at: datetime) -> BudgetLine:
    """A line of this year's sample plan with an allocation, so that supports can be paid of it."""
    year = local_date(at).year
    plan, _ = Plan.objects.get_or_create(
        office=province_committee(),
        kind=PlanKind.YEAR,
        starts_on=date(year, 1, 1),
        defaults={
            "name": f"Kế hoạch OCOP năm {year} (mẫu)",
            "ends_on": date(year, 12, 31),
            "state": PlanState.ISSUED,
            "is_reconstructed": True,
        },
    )
    new = budget.NewLine("Hỗ trợ chủ thể OCOP (mẫu)", "central", 1_200_000_000, note="Số liệu mẫu")
    line = budget.add_line(plan, new, by=by, at=at)
    idle = budget.add_line(
        plan, budget.NewLine("Kiểm tra, giám sát (mẫu)", "local", 150_000_000, note="Số liệu mẫu"), by=by, at=at
    )
    rows = [
        budget.NewAllocation(line, province_committee(), _office("so-ct"), 400_000_000),
        budget.NewAllocation(line, province_committee(), _office("vpdp-tinh"), 300_000_000),
        budget.NewAllocation(idle, province_committee(), _office("vpdp-tinh"), 100_000_000),
    ]
    made = budget.allocate(rows, year=year, decision_number="MẪU", decided_on=date(year, 1, 1), by=by, at=at)
    Allocation.objects.filter(pk__in=[row.pk for row in made]).update(is_reconstructed=True)
    return line


def _producer(line: dict[str, Any]) -> Producer:
    return Producer.objects.get(representatives__user__login=line["phone"], is_sample=True)


def _day(line: dict[str, Any], name: str, at: datetime) -> date:
    return local_date(at) + timedelta(days=line[name])


def _support(each: dict[str, Any], policy: Policy, line: BudgetLine, by: Actor, at: datetime) -> None:
    new = actions.NewSupport(
        producer=_producer(each),
        office=policy.office,
        purpose=each["purpose"],
        detail=each["detail"],
        starts_on=_day(each, "from", at),
        ends_on=_day(each, "to", at),
        amount=each["amount"],
        policy=policy,
    )
    made = actions.propose(new, by=by, at=at)
    Support.objects.filter(pk=made.pk).update(is_sample=True)
    if each["state"] == SupportState.REFUSED:
        actions.refuse(made, why="Cơ sở đã có nhãn đang dùng được. (Lý do mẫu.)", by=by, at=at)
    elif each["state"] != SupportState.PROPOSED:
        actions.approve(made, by=by, at=at)
        if new.starts_on.year == local_date(at).year and new.starts_on < local_date(at):
            paid = actions.pay(
                made, line=line, paid_on=new.starts_on, amount=each["amount"] // 2, by=by, at=at,
                url=f"/ho-tro/{made.public_id}/",
            )  # fmt: skip
            Disbursement.objects.filter(pk=paid.pk).update(is_reconstructed=True)
        if each["state"] == SupportState.ENDED:
            actions.end(made, note="Đã nghiệm thu. (Kết quả mẫu.)", by=by, at=at)


def _credit(by: Actor, at: datetime) -> None:
    programme = None
    for line in funding_data()["credit_programmes"]:
        programme = actions.add_credit_programme(by=by, at=at, **line)
        CreditProgramme.objects.filter(pk=programme.pk).update(is_reconstructed=True)
        branch = Office.objects.in_force(local_date(at)).filter(plan_reference="IV.15").first()
        actions.entrust(programme, branch, by=by, at=at)
        programme.refresh_from_db()
    for line in funding_data()["wishes"]:
        person = journey.actor(User.objects.get(login=line["phone"]), local_date(at))
        new = actions.NewWish(_producer(line), line["amount"], line["purpose"], obstacle=line.get("obstacle", ""))
        wish = actions.wish_for_credit(new, by=person, at=at)
        CreditApplication.objects.filter(pk=wish.pk).update(is_sample=True)
    for line in funding_data()["loans"]:
        loan = actions.NewLoan(
            producer=_producer(line),
            bank=line["bank"],
            amount=line["amount"],
            starts_on=_day(line, "from", at),
            ends_on=_day(line, "to", at),
            programme=programme,
            chain=line["chain"],
        )
        Loan.objects.filter(pk=actions.record_loan(loan, by=by, at=at).pk).update(is_sample=True)


def _gifts(plan: Plan, by: Actor, at: datetime) -> None:
    for line in funding_data()["contributions"]:
        quantity = line.get("quantity")
        new = budget.NewContribution(
            plan=plan,
            unit=sample_unit(line["unit"]),
            giver=line["giver"],
            kind=line["kind"],
            what=line["what"],
            given_on=_day(line, "from", at),
            legal_basis="Biên bản họp dân mẫu",
            quantity=None if quantity is None else Decimal(quantity),
            measured_in=line.get("measured_in", ""),
            value=line.get("value"),
        )
        made = budget.record_contribution(new, by=by, at=at)
        Contribution.objects.filter(pk=made.pk).update(is_sample=True)
