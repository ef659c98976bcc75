"""What offices owe: asked of them, reminded of, excused for a reason, and the excuse taken back for another."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from ocop.ground.offices.lineage import last_heirs
from ocop.ground.offices.models import Office
from ocop.ground.planning.actions.reminders import FORTNIGHT, remind_of_days
from ocop.ground.planning.states import ReminderStep
from ocop.ground.registry.actions import OfficeNotice, notify_offices, record, settle_notices
from ocop.ground.registry.queries import history_of
from ocop.ground.registry.states import NoticeKind
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused, require
from ocop.kit.text.dates import format_date
from ocop.oversight.reporting import policies
from ocop.oversight.reporting.models import Obligation, Period, PeriodicReturn, ReturnReminder
from ocop.oversight.reporting.states import WITH_THE_OFFICE, PeriodState

_WORDS = {
    ReminderStep.FORTNIGHT: "Báo cáo định kỳ{} sắp đến hạn",
    ReminderStep.THREE_DAYS: "Báo cáo định kỳ{} còn không quá 3 ngày",
    ReminderStep.LATE: "Báo cáo định kỳ{} đã quá hạn",
}


def owe(period: Period, owing: Iterable[tuple[Office, str]], *, at: datetime) -> list[Obligation]:
    """Give each office its return and tell it; a constant number of queries however many offices."""
    owed = Obligation.objects.bulk_create(
        [Obligation(period=period, office=office, template=name, due_on=period.due_on) for office, name in owing]
    )
    returns = PeriodicReturn.objects.bulk_create([PeriodicReturn(obligation=each) for each in owed])
    notify_offices(
        told_of(returns, lambda whose: f"Báo cáo {period.name}{whose}", on=local_date(at)),
        body=_body(period, period.due_on),
        at=at,
        kind=NoticeKind.TODO,
        due_on=period.due_on,
    )
    return owed


def told_of(
    rows: Iterable[PeriodicReturn],
    title: Callable[[str], str],
    *,
    on: date,
    heirs: Mapping[int, int] | None = None,
) -> list[OfficeNotice]:
    """A notice of each return to who answers for it; at most one query, with the offices at hand, none with `heirs`.

    That is the office that owes it, or once it has ended the one that carries on its work: `title` is given whose
    return it is (" của Sở cũ"), and nothing where the reader owes it itself.
    """
    owing = [(row, row.obligation.office) for row in rows]
    has_ended = any(office.valid_to is not None and office.valid_to < on for _, office in owing)
    if heirs is None:
        heirs = last_heirs() if has_ended else {}
    found = []
    for row, office in owing:
        ended = office.valid_to is not None and office.valid_to < on
        reader = heirs.get(office.pk, office.pk) if ended else office.pk
        whose = "" if reader == office.pk else f" của {office.name}"
        found.append(OfficeNotice(reader, title(whose), page_of_return(row)))
    return found


def page_of_return(row: PeriodicReturn) -> str:
    return reverse("reporting:return", args=[row.public_id])


def _tell(
    obligation: Obligation,
    title: Callable[[str], str],
    *,
    at: datetime,
    kind: str,
    body: str = "",
    due_on: date | None = None,
    heirs: Mapping[int, int] | None = None,
) -> None:
    row = obligation.sent
    row.obligation = obligation
    words = body or _body(obligation.period, obligation.due_on)
    notify_offices(told_of([row], title, on=local_date(at), heirs=heirs), body=words, at=at, kind=kind, due_on=due_on)


def _body(period: Period, due_on: date) -> str:
    return f"{period.title}: gửi chậm nhất ngày {format_date(due_on)}."


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
    """What is owed as it stands, held with its period: nobody closes that meanwhile."""
    Period.objects.select_for_update(of=("self",)).get(obligations=obligation.pk)
    rows = Obligation.objects.select_for_update(of=("self",))
    return rows.select_related("office", "period", "sent").get(pk=obligation.pk)


@transaction.atomic
def excuse(obligation: Obligation, *, why: str, by: Actor, at: datetime) -> Obligation:
    """Let an office off its return of a period, for a reason. Raises `Refused`."""
    row, words = _locked(obligation), why.strip()
    if row.excused_at is not None and row.excused_why == words:
        return row
    require(policies.may_excuse(by, row))
    if not words:
        raise Refused("Ghi lý do cơ quan được miễn báo cáo.")
    row.excused_why, row.excused_at, row.excused_by_id = words, at, by.user_id
    row.save(update_fields=["excused_why", "excused_at", "excused_by"])
    settle_notices([page_of_return(row.sent)], at=at)
    _tell(row, lambda whose: f"Được miễn báo cáo {row.period}{whose}", at=at, kind=NoticeKind.INFO, body=words)
    record("reporting.office_excused", by=by, at=at, subject=row.period, why=words, data=_whose(row))
    return row


@transaction.atomic
def take_back_excuse(obligation: Obligation, *, why: str, by: Actor, at: datetime) -> Obligation:
    """Ask an excused office for its return again, for a reason it reads; a second press changes nothing.

    Raises `Refused` for who may not, without a reason, and in a period that is closed.
    """
    row, words = _locked(obligation), why.strip()
    may = policies.may_take_back_excuse(by, row)
    if not may and _was_taken_back(row, words, by):
        return row
    require(may)
    if not words:
        raise Refused("Ghi lý do bỏ miễn. Cơ quan đọc được lý do này.")
    lift_excuse(row, why=words, by=by, at=at)
    body = f"{words} {_body(row.period, row.due_on)}"
    _tell(
        row,
        lambda whose: f"Phải gửi báo cáo {row.period}{whose}: đã bỏ miễn",
        at=at,
        kind=NoticeKind.TODO,
        body=body,
        due_on=row.due_on,
    )
    return row


def lift_excuse(row: Obligation, *, why: str, by: Actor, at: datetime) -> None:
    """The office owes its return again; telling it is the caller's."""
    row.excused_why, row.excused_at, row.excused_by = "", None, None
    row.save(update_fields=["excused_why", "excused_at", "excused_by"])
    record("reporting.excuse_taken_back", by=by, at=at, subject=row.period, why=why, data=_whose(row))


def _was_taken_back(row: Obligation, why: str, by: Actor) -> bool:
    """Whether the same person has just done so in the same words."""
    acts = history_of(row.period).filter(act="reporting.excuse_taken_back", actor_id=by.user_id, why=why)
    return row.excused_at is None and any(each.payload() == _whose(row) for each in acts)


def _whose(obligation: Obligation) -> dict[str, str]:
    return {"office": obligation.office.public_id}


def remind_of_returns(*, at: datetime) -> int:
    """Notify offices whose return is near its day or past it and not sent; returns how many were told."""

    heirs = last_heirs()

    def tell(each: Obligation, step: ReminderStep) -> None:
        _tell(each, _WORDS[step].format, at=at, kind=NoticeKind.DEADLINE, due_on=each.due_on, heirs=heirs)

    waiting = Obligation.objects.filter(
        excused_at__isnull=True,
        sent__state__in=WITH_THE_OFFICE,
        due_on__lte=local_date(at) + FORTNIGHT,
        period__state=PeriodState.OPEN,
        period__reminds=True,
    )
    return remind_of_days(waiting.select_related("period", "sent", "office"), ReturnReminder, "obligation", tell, at=at)
