"""Periods of the sample year: one that is over, with returns at every state, one that is open, and a yearly list.

Also the assessment of 2018-2020 as the plan of 2021 prints it, made of records. Everything is done by sample people
through the actions the pages use, at moments before now.
"""

from datetime import date, datetime, timedelta

from ocop.ground.planning.models import Plan
from ocop.ground.planning.states import PlanKind
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.oversight.reporting import actions
from ocop.oversight.reporting.models import ConsolidatedReport, Period
from ocop.oversight.reporting.states import PeriodKind
from ocop.sample.people import province_committee
from ocop.sample.reporting.papers import freeze_with_papers, replace_word, typed_by_hand
from ocop.sample.reporting.staff import Staff, moment, owed, report

LISTED = "Danh sách đã đối chiếu với giấy chứng nhận lưu ở xã, phường."


def load_year(*, by: Actor, at: datetime) -> None:
    """Open the periods of the year and send some returns; does nothing twice."""
    year, today = local_date(at).year, local_date(at)
    year_plans = Plan.objects.filter(office=province_committee(), kind=PlanKind.YEAR)
    plan = year_plans.filter(starts_on=date(year, 1, 1)).first()
    if plan is None or Period.objects.filter(plan=plan).exists():
        return
    half, full = date(year, 6, 14), date(year, 12, 14)
    if today > half:
        _half_year(plan, half, by=by)
    if (due := half if today <= half else full) >= today:
        _open(plan, due, by=by, at=at - timedelta(days=1))
    _list_of_products(plan, by=by, at=at - timedelta(days=1))


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
    period = _open(plan, due, by=by, at=moment(due - timedelta(days=20)))
    staff = Staff(due)
    wanted = [(each, staff.of(each.office)) for each in owed(period)]
    mine = [(each.sent, person) for each, person in wanted if person is not None]
    for place, (row, person) in enumerate(mine):
        late = timedelta(days=3 if place == 0 else -place)
        report(row, papers=place + 2, by=person, at=moment(due + late))
        if place == 1:
            why = "Mục khó khăn còn chung chung. Nêu rõ vướng ở giấy tờ nào, của chủ thể nào."
            actions.send_back(row, why=why, by=by, at=moment(due + timedelta(days=4)))
        else:
            actions.accept(row, by=by, at=moment(due + timedelta(days=4)))
    without = next((each for each, person in wanted if person is None), None)
    if without is not None:
        actions.excuse(without, why="Cơ quan không có việc đến hạn trong kỳ.", by=by, at=moment(due))


def _list_of_products(plan: Plan, *, by: Actor, at: datetime) -> None:
    """Communes list their products by name; of those with a sample officer the second got it back, one has not sent
    it. The province has begun its own; its Word file, edited by hand, says a number that was not counted.
    """
    year = plan.starts_on.year
    facts = actions.PeriodFacts(
        plan=plan,
        kind=PeriodKind.LIST,
        template="list-products",
        name=f"danh sách sản phẩm năm {year}",
        since=date(year, 1, 1),
        until=date(year, 11, 30),
        due_on=date(year, 12, 20),
    )
    period = actions.open_period(facts, by=by, at=at)
    staff = Staff(local_date(at))
    wanted = [(each.sent, person) for each in owed(period) if (person := staff.of(each.office))]
    for row, person in (*wanted[:2], wanted[-1]):
        actions.save_return(row, sections={"list": LISTED}, typed={}, notes={}, by=person, at=at)
        actions.submit_return(row, by=person, at=at + timedelta(hours=1))
    why = "Xã còn sản phẩm hết hạn trong danh sách. Ghi rõ sản phẩm nào đang chờ đánh giá lại."
    actions.send_back(wanted[1][0], why=why, by=by, at=at + timedelta(hours=2))
    made = actions.start_report(period, template="list-products-province", by=by, at=at + timedelta(hours=2))
    made = freeze_with_papers(made, by=by, at=at + timedelta(hours=2))
    replace_word(made, typed_by_hand, by=by, at=at + timedelta(hours=3))


def load_phase(*, by: Actor, at: datetime) -> None:
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
