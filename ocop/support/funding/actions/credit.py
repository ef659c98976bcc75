"""Producers say that they want a loan; officers follow it; banks' loans are recorded."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction

from ocop.ground.offices.models import Office
from ocop.ground.offices.queries import agency_of
from ocop.ground.producers.models import Producer
from ocop.ground.programme.models import LegalDocument
from ocop.ground.registry.actions import record
from ocop.kit.once import once
from ocop.kit.scope import Actor, Refused, require
from ocop.support.funding import policies
from ocop.support.funding.models import CreditApplication, CreditProgramme, Loan
from ocop.support.funding.states import CREDIT_WORKFLOW, OPEN_CREDIT


@dataclass(frozen=True, slots=True)
class NewWish:
    """What a producer wants to borrow, in đồng."""

    producer: Producer
    amount: int
    purpose: str
    programme: CreditProgramme | None = None
    bank: str = ""
    obstacle: str = ""


@dataclass(frozen=True, slots=True)
class NewLoan:
    """A loan a bank gave, in đồng."""

    producer: Producer
    bank: str
    amount: int
    starts_on: date
    ends_on: date | None = None
    programme: CreditProgramme | None = None
    chain: str = ""
    application: CreditApplication | None = None


@once(CreditApplication)
def wish_for_credit(new: NewWish, *, by: Actor, at: datetime, key: str = "") -> CreditApplication:
    """Write down that a producer wants a loan. Raises `Refused`."""
    require(policies.may_wish(by, new.producer))
    refuse_wish(new, by=by)
    facts = {name: getattr(new, name) for name in NewWish.__dataclass_fields__}
    facts["office_id"] = agency_of(by) or (new.programme.office_id if new.programme else None)
    if key:
        facts["public_id"] = key
    made = CreditApplication.objects.create(**facts, by_id=by.user_id, made_at=at)
    record("funding.credit_wished", by=by, at=at, subject=made, data={"amount": made.amount})
    return made


def refuse_wish(new: NewWish, *, by: Actor) -> None:
    """Raise `Refused` where this person may not write down this wish."""
    require(policies.may_wish(by, new.producer))
    if new.amount <= 0:
        raise Refused("Số tiền muốn vay phải lớn hơn 0.")


@transaction.atomic
def move_application(
    row: CreditApplication,
    action: str,
    *,
    by: Actor,
    at: datetime,
    obstacle: str = "",
    obstacle_url: str = "",
) -> CreditApplication:
    """Move an application along; an obstacle is kept in words with the page where it was raised. Raises `Refused`."""
    row = CreditApplication.objects.select_for_update(of=("self",)).select_related("producer").get(pk=row.pk)
    require(policies.may_move_credit(by, row, action))
    if action == "refuse" and not obstacle.strip():
        raise Refused("Anh/chị ghi vướng mắc vì sao không được vay.")
    if obstacle_url and not obstacle_url.startswith("/ke-hoach/"):
        raise Refused("Địa chỉ vướng mắc phải là trang vướng mắc của hệ thống này, bắt đầu bằng /ke-hoach/.")
    row.state = CREDIT_WORKFLOW.target(action, row.state)
    row.moved_at = at
    if obstacle.strip():
        row.obstacle = obstacle.strip()
    if obstacle_url:
        row.obstacle_url = obstacle_url
    row.save(update_fields=["state", "moved_at", "obstacle", "obstacle_url"])
    record(_ACTS[action], by=by, at=at, subject=row, why=obstacle.strip())
    return row


_ACTS = {
    "lodge": "funding.credit_lodged",
    "grant": "funding.credit_granted",
    "refuse": "funding.credit_refused",
    "withdraw": "funding.credit_withdrawn",
}


@once(Loan)
def record_loan(new: NewLoan, *, by: Actor, at: datetime, key: str = "") -> Loan:
    """Record a loan; the application it answers is granted with it. Raises `Refused`."""
    require(policies.may_record_loans(by))
    refuse_loan(new, by=by, today=at.date())
    if new.application is not None:
        asked = CreditApplication.objects.select_for_update().get(pk=new.application.pk)
        if Loan.objects.filter(application=asked).exists():
            raise Refused("Nhu cầu vay này đã có khoản vay rồi.")
        if asked.state in OPEN_CREDIT:
            move_application(asked, "grant", by=by, at=at)
    facts = {name: getattr(new, name) for name in NewLoan.__dataclass_fields__}
    before = [each.office_id for each in (new.application, new.programme) if each is not None]
    facts["office_id"] = next(filter(None, [agency_of(by), *before]), None)
    if key:
        facts["public_id"] = key
    made = Loan.objects.create(**facts, by_id=by.user_id, recorded_at=at)
    record("funding.loan_recorded", by=by, at=at, subject=made, data={"amount": made.amount})
    return made


def refuse_loan(new: NewLoan, *, by: Actor, today: date) -> None:
    """Raise `Refused` where this person may not record this loan."""
    require(policies.may_record_loans(by))
    if new.amount <= 0:
        raise Refused("Số tiền vay phải lớn hơn 0.")
    if new.ends_on and new.ends_on < new.starts_on:
        raise Refused("Ngày đáo hạn không được trước ngày giải ngân.")
    if new.starts_on > today:
        raise Refused("Ngày giải ngân không được sau hôm nay.")


@transaction.atomic
def add_credit_programme(
    *,
    name: str,
    starts_on: date,
    by: Actor,
    at: datetime,
    bank: str = "",
    terms: str = "",
    ends_on: date | None = None,
    document: LegalDocument | None = None,
) -> CreditProgramme:
    """Enter a credit programme; the same name from the same day is one programme. Raises `Refused`."""
    require(policies.may_record_loans(by))
    if ends_on and ends_on < starts_on:
        raise Refused("Ngày kết thúc không được trước ngày bắt đầu.")
    made, is_new = CreditProgramme.objects.get_or_create(
        name=name,
        starts_on=starts_on,
        defaults={
            "bank": bank,
            "terms": terms,
            "ends_on": ends_on,
            "document": document,
            "office_id": agency_of(by),
        },
    )
    if is_new:
        record("funding.credit_programme_added", by=by, at=at, subject=made)
    return made


R = TypeVar("R", CreditApplication, Loan, CreditProgramme)


@transaction.atomic
def entrust(row: R, office: Office | None, *, by: Actor, at: datetime) -> R:
    """Put a record into the charge of an agency, or of the coordination office with None. Raises `Refused`.

    The agency that had it before reads it no longer; the same agency again changes nothing.
    """
    row = type(row).objects.select_for_update().get(pk=row.pk)
    require(policies.may_entrust(by, row))
    if office is not None and not Office.objects.agencies().in_force(by.on).filter(pk=office.pk).exists():
        raise Refused("Anh/chị chọn một sở, ngành, đoàn thể đang hoạt động.")
    if row.office_id != (office.pk if office else None):
        row.office = office
        row.save(update_fields=["office"])
        data = {"office": office.public_id if office else ""}
        record("funding.credit_entrusted", by=by, at=at, subject=row, data=data)
    return row
