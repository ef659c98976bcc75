"""A period is opened, the offices that owe a return are told, reminded, or excused."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse

from ocop.ground.offices.models import Office
from ocop.ground.planning.models import Plan
from ocop.ground.planning.states import ReminderStep
from ocop.ground.registry.actions import notify, notify_offices, record
from ocop.ground.registry.states import NoticeKind
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused, require
from ocop.kit.text.dates import format_date
from ocop.oversight.reporting import policies
from ocop.oversight.reporting.models import Obligation, Period, PeriodicReturn, ReturnReminder
from ocop.oversight.reporting.owed import owed_on
from ocop.oversight.reporting.states import WITH_THE_OFFICE, PeriodKind

FORTNIGHT, THREE_DAYS = timedelta(days=14), timedelta(days=3)
_WORDS = {
    ReminderStep.FORTNIGHT: "Báo cáo định kỳ sắp đến hạn",
    ReminderStep.THREE_DAYS: "Báo cáo định kỳ còn không quá 3 ngày",
    ReminderStep.LATE: "Báo cáo định kỳ đã quá hạn",
}


@dataclass(frozen=True, slots=True)
class PeriodFacts:
    """A period to open: under which plan, of which kind, its days, and the last day to send."""

    plan: Plan
    kind: str
    name: str
    since: date
    until: date
    due_on: date


@transaction.atomic
def open_period(facts: PeriodFacts, *, by: Actor, at: datetime) -> Period:
    """Open a period and give every office that owes a return its own; a second press finds the first.

    A whole phase is assessed from records alone: nobody is asked for a return.

    Raises `Refused` for who may not, for days the wrong way round, and when nobody owes anything.
    """
    require(policies.may_collect(by))
    if facts.since > facts.until:
        raise Refused("Ngày đầu của kỳ phải trước ngày cuối. Sửa một trong hai ngày.")
    if facts.kind != PeriodKind.PHASE:
        _refuse_odd_days(facts)
    Plan.objects.select_for_update().get(pk=facts.plan.pk)
    already = Period.objects.filter(plan=facts.plan, kind=facts.kind, until=facts.until).first()
    columns = {name: getattr(facts, name) for name in PeriodFacts.__dataclass_fields__}
    if already is not None:
        if any(getattr(already, name) != value for name, value in columns.items()):
            raise Refused(f"Đã có kỳ cùng loại kết thúc ngày đó: {already}. Mở kỳ ấy, hoặc chọn ngày khác.")
        return already
    period = Period.objects.create(**columns, opened_at=at, opened_by_id=by.user_id)
    owing = list(owed_on(facts.due_on, facts.plan)) if facts.kind != PeriodKind.PHASE else []
    if not owing and facts.kind != PeriodKind.PHASE:
        raise Refused("Không có cơ quan nào phải báo cáo vào ngày hạn này. Xem lại ngày hạn và việc được giao.")
    _owe(period, owing, at=at)
    record("reporting.period_opened", by=by, at=at, subject=period, data={"offices": len(owing)})
    return period


def _refuse_odd_days(facts: PeriodFacts) -> None:
    """What no office could answer: days before the plan, and figures of days after the return is due."""
    if facts.since < facts.plan.starts_on:
        day = format_date(facts.plan.starts_on)
        raise Refused(f"Số liệu của kỳ bắt đầu trước kế hoạch. Chọn từ ngày {day} trở đi.")
    if facts.until > facts.due_on:
        raise Refused("Số liệu kết thúc sau ngày phải gửi nên chưa ai có đủ số. Chọn ngày cuối không sau ngày hạn.")


def _owe(period: Period, owing: Iterable[tuple[Office, str]], *, at: datetime) -> list[Obligation]:
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


def _tell(obligation: Obligation, title: str, *, at: datetime, kind: str) -> None:
    notify(
        title=title,
        at=at,
        office_id=obligation.office_id,
        body=_body(obligation.period, obligation.due_on),
        url=reverse("reporting:return", args=[obligation.sent.public_id]),
        kind=kind,
        due_on=obligation.due_on,
    )


def _body(period: Period, due_on: date) -> str:
    return f"{period}: gửi chậm nhất ngày {format_date(due_on)}."


@transaction.atomic
def add_office(period: Period, office: Office, *, template: str, by: Actor, at: datetime) -> Obligation:
    """Ask one more office for a return of a period, for one the rule left out. Raises `Refused`."""
    require(policies.may_collect(by))
    Period.objects.select_for_update().get(pk=period.pk)
    already = Obligation.objects.filter(period=period, office=office).first()
    if already is not None:
        return already
    (obligation,) = _owe(period, [(office, template)], at=at)
    record("reporting.office_added", by=by, at=at, subject=period, data={"office": office.public_id})
    return obligation


@transaction.atomic
def excuse(obligation: Obligation, *, why: str, by: Actor, at: datetime) -> Obligation:
    """Let an office off its return of a period, for a reason. Raises `Refused`."""
    row = Obligation.objects.select_for_update(of=("self",)).select_related("office", "period").get(pk=obligation.pk)
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


def _whose(obligation: Obligation) -> dict[str, str]:
    return {"office": obligation.office.public_id}


def remind_of_returns(*, at: datetime) -> int:
    """Notify offices whose return is near its day or past it and not sent; returns how many were told.

    Each step is sent once for one day, so running it again the same day, or a day late, is safe.
    """
    today = local_date(at)
    waiting = Obligation.objects.filter(
        excused_at__isnull=True, sent__state__in=WITH_THE_OFFICE, due_on__lte=today + FORTNIGHT
    )
    known = set(ReturnReminder.objects.filter(obligation__in=waiting).values_list("obligation_id", "step", "due_on"))
    told = 0
    for each in waiting.select_related("period", "sent"):
        step = _step(each.due_on, today)
        if (each.pk, str(step), each.due_on) not in known:
            told += _remind(each, step, at)
    return told


def _step(due_on: date, today: date) -> ReminderStep:
    if due_on < today:
        return ReminderStep.LATE
    return ReminderStep.THREE_DAYS if due_on - today <= THREE_DAYS else ReminderStep.FORTNIGHT


@transaction.atomic
def _remind(obligation: Obligation, step: ReminderStep, at: datetime) -> bool:
    """Send one reminder unless another worker has just sent it."""
    _, is_new = ReturnReminder.objects.get_or_create(
        obligation=obligation, step=step, due_on=obligation.due_on, defaults={"sent_at": at}
    )
    if is_new:
        _tell(obligation, _WORDS[step], at=at, kind=NoticeKind.DEADLINE)
    return is_new
