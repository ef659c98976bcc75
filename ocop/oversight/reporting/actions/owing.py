"""What offices owe: asked of them, reminded of, excused for a reason, and the excuse taken back for another."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from ocop.ground.offices.lineage import last_heirs
from ocop.ground.offices.models import Office
from ocop.ground.planning.actions.reminders import FORTNIGHT, remind_of_days
from ocop.ground.planning.states import ReminderStep
from ocop.ground.registry.actions import notify, notify_offices, record
from ocop.ground.registry.states import NoticeKind
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused, require
from ocop.kit.text.dates import format_date
from ocop.oversight.reporting import policies
from ocop.oversight.reporting.models import Obligation, Period, PeriodicReturn, ReturnReminder
from ocop.oversight.reporting.states import WITH_THE_OFFICE, PeriodState

_WORDS = {
    ReminderStep.FORTNIGHT: "Báo cáo định kỳ sắp đến hạn",
    ReminderStep.THREE_DAYS: "Báo cáo định kỳ còn không quá 3 ngày",
    ReminderStep.LATE: "Báo cáo định kỳ đã quá hạn",
}


def owe(period: Period, owing: Iterable[tuple[Office, str]], *, at: datetime) -> list[Obligation]:
    """Give each office its return and tell it; a constant number of queries however many offices."""
    owed = Obligation.objects.bulk_create(
        [Obligation(period=period, office=office, template=name, due_on=period.due_on) for office, name in owing]
    )
    returns = PeriodicReturn.objects.bulk_create([PeriodicReturn(obligation=each) for each in owed])
    notify_offices(
        {row.obligation.office_id: reverse("reporting:return", args=[row.public_id]) for row in returns},
        title=f"Báo cáo {period.name}",
        body=_body(period, period.due_on),
        at=at,
        kind=NoticeKind.TODO,
        due_on=period.due_on,
    )
    return owed


def addressee(office: Office, on: date) -> int:
    """Who reads what is sent to an office: itself, or once it has ended the office that carries on its work."""
    if office.valid_to is None or office.valid_to >= on:
        return office.pk
    return last_heirs().get(office.pk, office.pk)


def addressees(pages: Mapping[int, str], on: date) -> dict[int, str]:
    """The same for many offices, each with its page; two queries. An office that carries on several gets one page."""
    ended = set(Office.objects.filter(pk__in=pages, valid_to__lt=on).values_list("pk", flat=True))
    heirs = last_heirs() if ended else {}
    return {heirs.get(office, office) if office in ended else office: page for office, page in pages.items()}


def _tell(obligation: Obligation, title: str, *, at: datetime, kind: str, body: str = "") -> None:
    notify(
        title=title,
        at=at,
        office_id=addressee(obligation.office, local_date(at)),
        body=body or _body(obligation.period, obligation.due_on),
        url=reverse("reporting:return", args=[obligation.sent.public_id]),
        kind=kind,
        due_on=obligation.due_on,
    )


def _body(period: Period, due_on: date) -> str:
    return f"{period}: gửi chậm nhất ngày {format_date(due_on)}."


@transaction.atomic
def add_office(period: Period, office: Office, *, template: str, by: Actor, at: datetime) -> Obligation:
    """Ask one more office for a return of an open period, for one the rule left out. Raises `Refused`."""
    found = Period.objects.select_for_update().get(pk=period.pk)
    require(policies.may_change_period(by, found))
    already = Obligation.objects.filter(period=found, office=office).first()
    if already is not None:
        return already
    (obligation,) = owe(found, [(office, template)], at=at)
    record("reporting.office_added", by=by, at=at, subject=found, data={"office": office.public_id})
    return obligation


def _locked(obligation: Obligation) -> Obligation:
    rows = Obligation.objects.select_for_update(of=("self",))
    return rows.select_related("office", "period", "sent").get(pk=obligation.pk)


@transaction.atomic
def excuse(obligation: Obligation, *, why: str, by: Actor, at: datetime) -> Obligation:
    """Let an office off its return of a period, for a reason. Raises `Refused`."""
    row = _locked(obligation)
    if row.excused_at is not None and row.excused_why == why:
        return row
    require(policies.may_excuse(by, row))
    if not why.strip():
        raise Refused("Ghi lý do cơ quan được miễn báo cáo.")
    row.excused_why, row.excused_at, row.excused_by_id = why.strip(), at, by.user_id
    row.save(update_fields=["excused_why", "excused_at", "excused_by"])
    _tell(row, f"Được miễn báo cáo {row.period}", at=at, kind=NoticeKind.INFO)
    record("reporting.office_excused", by=by, at=at, subject=row.period, why=why.strip(), data=_whose(row))
    return row


@transaction.atomic
def take_back_excuse(obligation: Obligation, *, why: str, by: Actor, at: datetime) -> Obligation:
    """Ask an excused office for its return again, for a reason it reads. Raises `Refused`."""
    row, words = _locked(obligation), why.strip()
    require(policies.may_take_back_excuse(by, row))
    if not words:
        raise Refused("Ghi lý do bỏ miễn. Cơ quan đọc được lý do này.")
    row.excused_why, row.excused_at, row.excused_by = "", None, None
    row.save(update_fields=["excused_why", "excused_at", "excused_by"])
    body = f"{words} {_body(row.period, row.due_on)}"
    _tell(row, f"Phải gửi báo cáo {row.period}: đã bỏ miễn", at=at, kind=NoticeKind.TODO, body=body)
    record("reporting.excuse_taken_back", by=by, at=at, subject=row.period, why=words, data=_whose(row))
    return row


def _whose(obligation: Obligation) -> dict[str, str]:
    return {"office": obligation.office.public_id}


def remind_of_returns(*, at: datetime) -> int:
    """Notify offices whose return is near its day or past it and not sent; returns how many were told."""

    def tell(each: Obligation, step: ReminderStep) -> None:
        _tell(each, _WORDS[step], at=at, kind=NoticeKind.DEADLINE)

    waiting = Obligation.objects.filter(
        excused_at__isnull=True,
        sent__state__in=WITH_THE_OFFICE,
        due_on__lte=local_date(at) + FORTNIGHT,
        period__state=PeriodState.OPEN,
        period__reminds=True,
    )
    return remind_of_days(waiting.select_related("period", "sent", "office"), ReturnReminder, "obligation", tell, at=at)
