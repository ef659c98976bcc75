"""Reporting periods of the sample year: one that is over, with returns at every state, and one that is open.

Also the assessment of 2018-2020 as the plan of 2021 prints it, made of records. Everything is done by sample people
through the actions the pages use, at moments before now.
"""

from datetime import date, datetime, time, timedelta

from ocop.ground.offices.models import Appointment
from ocop.ground.offices.queries import posts_of
from ocop.ground.offices.states import Role
from ocop.ground.planning.models import Plan
from ocop.ground.planning.states import PlanKind
from ocop.kit.clock import HO_CHI_MINH, local_date
from ocop.kit.scope import Actor
from ocop.oversight.reporting import actions
from ocop.oversight.reporting.models import ConsolidatedReport, Obligation, Period
from ocop.oversight.reporting.queries import REPORTERS
from ocop.oversight.reporting.states import PeriodKind
from ocop.sample.people import province_committee

WORDS = {
    "strengths": "Các việc được giao có người chịu trách nhiệm, có bản ghi kèm theo.",
    "difficulties": "Chủ thể nhỏ còn lúng túng khi lập hồ sơ minh chứng.",
    "proposals": "Đề nghị Văn phòng Điều phối tỉnh tập huấn thêm về hồ sơ cho cán bộ cấp xã.",
    "ahead": "Hoàn thành các việc đến hạn trong kỳ tới.",
}


def load_reporting(*, at: datetime) -> None:
    """Open the periods of the year and send some returns; does nothing twice."""
    by, year = _province(local_date(at)), local_date(at).year
    _phase(by=by, at=at)
    year_plans = Plan.objects.filter(office=province_committee(), kind=PlanKind.YEAR)
    plan = year_plans.filter(starts_on=date(year, 1, 1)).first()
    if plan is None or Period.objects.filter(plan=plan).exists():
        return
    half, full = date(year, 6, 14), date(year, 12, 14)
    if local_date(at) > half:
        _half_year(plan, half, by=by)
    if (due := half if local_date(at) <= half else full) >= local_date(at):
        _open(plan, due, by=by, at=at - timedelta(days=1))


def _open(plan: Plan, due: date, *, by: Actor, at: datetime) -> Period:
    is_half = due.month == 6
    year = due.year
    facts = actions.PeriodFacts(
        plan=plan,
        kind=PeriodKind.HALF_YEAR if is_half else PeriodKind.FULL_YEAR,
        name=f"6 tháng đầu năm {year}" if is_half else f"năm {year}",
        since=date(year, 1, 1),
        until=date(year, 5, 31) if is_half else date(year, 11, 30),
        due_on=due,
    )
    return actions.open_period(facts, by=by, at=at)


def _half_year(plan: Plan, due: date, *, by: Actor) -> None:
    """Sample officers sent theirs: one late, one given back, the others taken; one office was let off."""
    period = _open(plan, due, by=by, at=_moment(due - timedelta(days=20)))
    mine = [each for each in _owed(period) if each[1] is not None]
    for place, (obligation, person) in enumerate(mine):
        assert person is not None  # noqa: S101 — those without were left out
        late = timedelta(days=3 if place == 0 else -place)
        row = obligation.sent
        sent_at = _moment(due + late)
        actions.save_return(row, sections=WORDS, typed={}, notes={}, by=person, at=sent_at)
        actions.submit_return(row, by=person, at=sent_at)
        if place == 1:
            why = "Mục khó khăn còn chung chung. Nêu rõ vướng ở giấy tờ nào, của chủ thể nào."
            actions.send_back(row, why=why, by=by, at=_moment(due + timedelta(days=4)))
        else:
            actions.accept(row, by=by, at=_moment(due + timedelta(days=4)))
    without = next((each for each, person in _owed(period) if person is None), None)
    if without is not None:
        actions.excuse(without, why="Cơ quan không có việc đến hạn trong kỳ.", by=by, at=_moment(due))


def _owed(period: Period) -> list[tuple[Obligation, Actor | None]]:
    """Each office that owes a return, with its sample officer where there is one."""
    held = Appointment.objects.filter(user__is_sample=True, role__in=REPORTERS).select_related("user")
    people = {each.office_id: each.user for each in held}
    found = []
    for each in period.obligations.select_related("office", "sent").order_by("office__tier", "office__sort_key"):
        user = people.get(each.office_id)
        on = period.due_on
        actor = Actor(user.pk, user.full_name, on, posts_of(user.pk, local_date(period.opened_at))) if user else None
        found.append((each, actor if actor and actor.office_ids(*REPORTERS) else None))
    return found


def _phase(*, by: Actor, at: datetime) -> None:
    """Section I of the plan, assessed from records: its figures are frozen when somebody asks for the papers."""
    plan = Plan.objects.filter(kind=PlanKind.PERIOD, starts_on__year=2018).first()
    if plan is None:
        return
    facts = actions.PeriodFacts(
        plan, PeriodKind.PHASE, "giai đoạn 2018-2020", date(2018, 1, 1), date(2020, 12, 31), date(2020, 12, 31)
    )
    period = actions.open_period(facts, by=by, at=at)
    if not ConsolidatedReport.objects.filter(period=period).exists():
        actions.start_report(period, template="phase-2018-2020", by=by, at=at)


def _province(on: date) -> Actor:
    held = Appointment.objects.filter(user__is_sample=True, role=Role.PROVINCE_OFFICER).select_related("user").first()
    assert held is not None, "the sample people come first"  # noqa: S101
    return Actor(held.user.pk, held.user.full_name, on, posts_of(held.user.pk, on))


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(9, 0), HO_CHI_MINH)
