"""A period is opened, changed while it runs, closed, or withdrawn while nothing was sent."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from ocop.ground.planning.models import Plan
from ocop.ground.registry.actions import notify_offices, record, settle_notices
from ocop.ground.registry.queries import history_of
from ocop.ground.registry.states import NoticeKind
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused, require
from ocop.kit.text.dates import format_date
from ocop.oversight.reporting import policies
from ocop.oversight.reporting.actions.owing import owe, page_of_return, told_of
from ocop.oversight.reporting.models import Period, PeriodicReturn
from ocop.oversight.reporting.owed import owed_on
from ocop.oversight.reporting.states import PERIOD_WORKFLOW, WITH_THE_OFFICE, PeriodKind, PeriodState


@dataclass(frozen=True, slots=True)
class PeriodFacts:
    """A period to open: under which plan, of which kind, its days, the last day to send; `template` of a yearly list.

    `reminds`: whether offices are reminded of it.
    """

    plan: Plan
    kind: str
    name: str
    since: date
    until: date
    due_on: date
    template: str = ""
    reminds: bool = True


@dataclass(frozen=True, slots=True)
class PeriodChange:
    """What a period may become while it is open."""

    name: str
    since: date
    until: date
    due_on: date
    reminds: bool


class ChangedMeanwhile(Refused):
    """Somebody changed what another was changing: `who`, the period as it is `now`, the names that are `clashing`."""

    def __init__(self, who: str, now: PeriodChange, clashing: set[str]) -> None:
        super().__init__("Người khác vừa sửa kỳ này. Xem các ô được nêu rồi lưu lại.")
        self.who, self.now, self.clashing = who, now, clashing


@transaction.atomic
def open_period(facts: PeriodFacts, *, by: Actor, at: datetime) -> Period:
    """Open a period and give every office that owes a return its own; a second press finds the first.

    A whole phase is assessed from records alone: nobody is asked for a return.

    Raises `Refused` for who may not, for days the wrong way round, and when nobody owes anything.
    """
    require(policies.may_collect(by))
    _refuse_odd_days(facts.plan, facts.kind, facts.since, facts.until, facts.due_on)
    if (facts.kind == PeriodKind.LIST) != bool(facts.template):
        raise Refused("Chọn danh sách phải gửi khi, và chỉ khi, mở kỳ danh sách hằng năm.")
    Plan.objects.select_for_update().get(pk=facts.plan.pk)
    already = _same_period(facts.plan, facts.kind, facts.until, facts.template)
    columns = {name: getattr(facts, name) for name in PeriodFacts.__dataclass_fields__}
    if already is not None:
        if any(getattr(already, name) != value for name, value in columns.items()):
            raise Refused(f"Đã có kỳ cùng loại kết thúc ngày đó: {already}. Mở kỳ ấy, hoặc chọn ngày khác.")
        return already
    period = Period.objects.create(**columns, opened_at=at, opened_by_id=by.user_id)
    is_owed = facts.kind != PeriodKind.PHASE
    owing = list(owed_on(facts.due_on, facts.plan, facts.template)) if is_owed else []
    if is_owed and not owing:
        raise Refused("Không có cơ quan nào phải báo cáo vào ngày hạn này. Xem lại ngày hạn và việc được giao.")
    owe(period, owing, at=at)
    record("reporting.period_opened", by=by, at=at, subject=period, data={"offices": len(owing)})
    return period


def _same_period(plan: Plan, kind: str, until: date, template: str) -> Period | None:
    """The period of a kind (and list) that ends on a day, among those that stand."""
    standing = Period.objects.exclude(state=PeriodState.WITHDRAWN)
    return standing.filter(plan=plan, kind=kind, until=until, template=template).first()


def _refuse_odd_days(plan: Plan, kind: str, since: date, until: date, due_on: date) -> None:
    """What no office could answer: days before the plan, and figures of days after the return is due."""
    if since > until:
        raise Refused("Ngày đầu của kỳ phải trước ngày cuối. Sửa một trong hai ngày.")
    if kind == PeriodKind.PHASE:
        return
    if since < plan.starts_on:
        day = format_date(plan.starts_on)
        raise Refused(f"Số liệu của kỳ bắt đầu trước kế hoạch. Chọn từ ngày {day} trở đi.")
    if until > due_on:
        raise Refused("Số liệu kết thúc sau ngày phải gửi nên chưa ai có đủ số. Chọn ngày cuối không sau ngày hạn.")


def _locked(period: Period) -> Period:
    return Period.objects.select_for_update(of=("self",)).select_related("plan").get(pk=period.pk)


@transaction.atomic
def change_period(
    period: Period, change: PeriodChange, *, seen: PeriodChange | None = None, by: Actor, at: datetime
) -> Period:
    """Change an open period; offices that have not sent are told of a new day, those that have keep their own.

    `seen` is what stood there when the person began: what they left alone keeps what others wrote since. Raises
    `ChangedMeanwhile` for what both changed; `Refused` for who may not, for days no office could answer, for figures of
    other days once something was sent, and for a last day that has passed or that others would owe a return by.
    """
    # One at a time under a plan: two periods given the same last day at once would both find it free.
    Plan.objects.select_for_update().get(pk=period.plan_id)
    found = _locked(period)
    require(policies.may_change_period(by, found))
    now = PeriodChange(**{name: getattr(found, name) for name in PeriodChange.__dataclass_fields__})
    said = _joined(found, now, change, seen or now)
    changed = {name for name in PeriodChange.__dataclass_fields__ if getattr(said, name) != getattr(now, name)}
    if not changed:
        return found
    _refuse_change(found, said, changed, on=local_date(at))
    for name in changed:
        setattr(found, name, getattr(said, name))
    found.save(update_fields=sorted(changed))
    if "due_on" in changed:
        _move_day(found, at=at)
    data = {name: [str(getattr(now, name)), str(getattr(said, name))] for name in sorted(changed)}
    record("reporting.period_changed", by=by, at=at, subject=found, data=data)
    return found


def _joined(period: Period, now: PeriodChange, mine: PeriodChange, seen: PeriodChange) -> PeriodChange:
    """What stands now with what the person changed of what they saw. Raises `ChangedMeanwhile`."""
    own = {name: value for name, value in asdict(mine).items() if value != getattr(seen, name)}
    clashing = {name for name, value in own.items() if getattr(now, name) not in (getattr(seen, name), value)}
    if clashing:
        last = history_of(period).filter(act="reporting.period_changed").last()
        raise ChangedMeanwhile(last.actor_name if last else "Người khác", now, clashing)
    return replace(now, **own)


def _refuse_change(period: Period, change: PeriodChange, changed: set[str], *, on: date) -> None:
    _refuse_odd_days(period.plan, period.kind, change.since, change.until, change.due_on)
    if changed & {"since", "until"}:
        require(policies.may_change_days(period))
        other = _same_period(period.plan, period.kind, change.until, period.template)
        if other is not None and other.pk != period.pk:
            raise Refused(f"Đã có kỳ cùng loại kết thúc ngày đó: {other}. Chọn ngày khác.")
    if "due_on" not in changed or period.kind == PeriodKind.PHASE:
        return
    if change.due_on < on:
        raise Refused("Ngày cuối phải gửi đã qua nên không cơ quan nào kịp gửi. Chọn từ hôm nay trở đi.")
    now, then = (
        {office.pk for office, _ in owed_on(day, period.plan, period.template)}
        for day in (period.due_on, change.due_on)
    )
    if now != then:
        raise Refused("Vào ngày hạn mới, cơ quan khác phải báo cáo. Rút kỳ này rồi mở kỳ mới với ngày hạn đó.")


def _move_day(period: Period, *, at: datetime) -> None:
    """The new last day holds for offices that have not sent; what was sent is judged by the day it was owed."""
    waiting = period.obligations.filter(sent__first_sent_at__isnull=True)
    waiting.update(due_on=period.due_on)
    still = _still_owed(period).filter(first_sent_at__isnull=True)
    # What was told of the old day asks for nothing any more: the new notice does.
    settle_notices(map(page_of_return, still), at=at)
    day = format_date(period.due_on)
    notices = told_of(
        still, lambda whose: f"Ngày cuối gửi báo cáo {period.name}{whose} đổi thành {day}", on=local_date(at)
    )
    body = f"Gửi chậm nhất ngày {day}."
    notify_offices(notices, body=body, at=at, kind=NoticeKind.TODO, due_on=period.due_on)


def _still_owed(period: Period) -> QuerySet[PeriodicReturn]:
    """The returns of a period that their offices still have to send, with the offices."""
    owed = PeriodicReturn.objects.filter(obligation__period=period, obligation__excused_at__isnull=True)
    return owed.filter(state__in=WITH_THE_OFFICE).select_related("obligation__office")


@transaction.atomic
def close_period(period: Period, *, by: Actor, at: datetime) -> Period:
    """Close a period: from now on a return is sent only when the coordination office gives it back or opens it again.

    Raises `Refused` for who may not, and while an office that has not sent still has time.
    """
    found = _locked(period)
    if found.state == PeriodState.CLOSED:
        return found
    require(policies.may_close_period(by, found))
    _end(found, "close", by=by, at=at)
    body = "Cơ quan chưa gửi mà cần gửi thì nhờ Văn phòng Điều phối tỉnh mở lại cho gửi muộn."
    owed = list(_still_owed(found))
    settle_notices(map(page_of_return, owed), at=at)
    notices = told_of(owed, lambda whose: f"Đã đóng kỳ báo cáo {found.name}, chưa có báo cáo{whose}", on=local_date(at))
    notify_offices(notices, body=body, at=at)
    record("reporting.period_closed", by=by, at=at, subject=found)
    return found


@transaction.atomic
def withdraw_period(period: Period, *, why: str, by: Actor, at: datetime) -> Period:
    """Take back a period opened by mistake, for a reason; it stays on record and asks nobody for anything.

    Raises `Refused` for who may not, without a reason, and once anything was sent.
    """
    found, words = _locked(period), why.strip()
    if found.state == PeriodState.WITHDRAWN and found.withdrawn_why == words:
        return found
    require(policies.may_withdraw_period(by, found))
    if not words:
        raise Refused("Ghi lý do rút kỳ báo cáo. Các cơ quan đã được báo đọc lý do này.")
    found.withdrawn_why = words
    _end(found, "withdraw", by=by, at=at)
    owed = _still_owed(found)
    settle_notices(map(page_of_return, owed), at=at)
    notices = told_of(
        owed, lambda whose: f"Đã rút kỳ báo cáo {found.name}, không phải gửi báo cáo{whose}", on=local_date(at)
    )
    notify_offices(notices, body=words, at=at)
    record("reporting.period_withdrawn", by=by, at=at, subject=found, why=words)
    return found


def _end(period: Period, action: str, *, by: Actor, at: datetime) -> None:
    period.state = PERIOD_WORKFLOW.target(action, period.state)
    period.ended_at, period.ended_by_id = at, by.user_id
    period.save(update_fields=["state", "ended_at", "ended_by", "withdrawn_why"])
