"""Two reporting periods of the plan of 2021-2025, reconstructed after it ended, and one opened by mistake.

The offices that owed those returns are partly gone: who carries on their work sends them, late. Everything is done by
sample people through the actions the pages use, in the weeks before now; the names of the periods say "dựng lại".
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ocop.ground.offices.models import Office
from ocop.ground.offices.states import OfficeKind, Tier
from ocop.ground.planning.models import Plan
from ocop.ground.planning.states import PlanKind
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.oversight.reporting import actions
from ocop.oversight.reporting.models import Period, PeriodicReturn
from ocop.oversight.reporting.states import PeriodKind
from ocop.sample.reporting.papers import freeze_with_papers, replace_word, reworded
from ocop.sample.reporting.staff import Staff, owed_by, report

AGRICULTURE, ENVIRONMENT = "Sở Nông nghiệp và Phát triển nông thôn", "Sở Tài nguyên và Môi trường"
BOTH_TODAY, TRADE, HEALTH = "Sở Nông nghiệp và Môi trường", "Sở Công Thương", "Sở Y tế"
DISTRICT = "Ủy ban nhân dân huyện Tháp Mười"
NUMBER, SIGNER, TITLE = "01/BC-VPĐP-MAU", "Đặng Minh Khánh", "Phó Chủ tịch"


@dataclass(frozen=True)
class _Stage:
    """Who acts, and how many days before now."""

    by: Actor
    staff: Staff
    now: datetime

    def before(self, days: int) -> datetime:
        return self.now - timedelta(days=days)

    def send(self, row: PeriodicReturn, papers: int, *, days: int) -> None:
        person = self.staff.of(row.office)
        assert person is not None, f"no sample person reports for {row.office}"  # noqa: S101 — the sample's own people
        report(row, papers=papers, by=person, at=self.before(days))


def load_earlier_periods(*, by: Actor, at: datetime) -> None:
    """Make the periods with their returns and reports; does nothing twice."""
    plan = Plan.objects.filter(kind=PlanKind.PERIOD, starts_on__year=2021).first()
    if plan is None or Period.objects.filter(plan=plan).exists():
        return
    stage = _Stage(by, Staff(local_date(at)), at)
    _full_year(plan, stage)
    _half_year(plan, stage)
    _mistake(plan, stage)


def _full_year(plan: Plan, stage: _Stage) -> None:
    """2024: a district and two departments that are gone; one return comes by exception after closing; sent on."""
    facts = actions.PeriodFacts(
        plan,
        PeriodKind.FULL_YEAR,
        "năm 2024 (dựng lại)",
        date(2024, 1, 1),
        date(2024, 11, 30),
        date(2024, 12, 14),
        reminds=False,
    )
    period = actions.open_period(facts, by=stage.by, at=stage.before(30))
    *sent, trade, health = owed_by(period, AGRICULTURE, ENVIRONMENT, DISTRICT, TRADE, HEALTH)
    for papers, row in enumerate((each.sent for each in sent), start=3):
        stage.send(row, papers, days=28)
        actions.accept(row, by=stage.by, at=stage.before(27))
    actions.excuse(health, why="Không còn lưu báo cáo giấy năm 2024.", by=stage.by, at=stage.before(27))
    actions.close_period(period, by=stage.by, at=stage.before(26))
    why = "Sở vừa tìm được báo cáo giấy năm 2024. Nhập lại trước khi lập báo cáo tổng hợp."
    actions.unlock(trade.sent, why=why, by=stage.by, at=stage.before(25))
    stage.send(trade.sent, 2, days=24)
    actions.accept(trade.sent, by=stage.by, at=stage.before(23))
    _send_on(period, stage)


def _send_on(period: Period, stage: _Stage) -> None:
    """The province's report, its Word file edited by hand, goes to the committee and the central office."""
    at = stage.before(22)
    made = actions.start_report(period, template="half-year", by=stage.by, at=at)
    head = actions.ReportHead(NUMBER, local_date(at), SIGNER, TITLE)
    made = actions.save_report(made, sections={}, head=head, by=stage.by, at=at)
    made = freeze_with_papers(made, by=stage.by, at=at + timedelta(hours=1))
    replace_word(made, reworded, by=stage.by, at=at + timedelta(hours=2))
    actions.submit_report(made, readers=_readers(local_date(at)), by=stage.by, at=at + timedelta(hours=3))


def _readers(on: date) -> list[Office]:
    running = Office.objects.in_force(on)
    committee = running.committees_of(Tier.PROVINCE).get()
    return [committee, running.get(kind=OfficeKind.COORDINATION_OFFICE, tier=Tier.CENTRAL)]


def _half_year(plan: Plan, stage: _Stage) -> None:
    """The first half of 2025, the districts' last: a department that carries on two others and a district that has
    ended are let write by exception, after closing.
    """
    facts = actions.PeriodFacts(
        plan,
        PeriodKind.HALF_YEAR,
        "6 tháng đầu năm 2025 (dựng lại)",
        date(2025, 1, 1),
        date(2025, 5, 31),
        date(2025, 6, 14),
        reminds=False,
    )
    period = actions.open_period(facts, by=stage.by, at=stage.before(20))
    actions.close_period(period, by=stage.by, at=stage.before(16))
    why = "Nhập lại báo cáo 6 tháng đầu năm 2025 từ bản giấy để có số kỳ trước."
    for each in owed_by(period, DISTRICT, BOTH_TODAY):
        actions.unlock(each.sent, why=why, by=stage.by, at=stage.before(15))
    actions.start_report(period, template="half-year", by=stage.by, at=stage.before(14))


def _mistake(plan: Plan, stage: _Stage) -> None:
    facts = actions.PeriodFacts(
        plan,
        PeriodKind.FULL_YEAR,
        "năm 2025 (dựng lại)",
        date(2025, 1, 1),
        date(2025, 11, 30),
        date(2025, 12, 14),
        reminds=False,
    )
    period = actions.open_period(facts, by=stage.by, at=stage.before(12))
    why = "Mở nhầm: cả năm 2025 báo cáo theo giai đoạn, không lập kỳ riêng."
    actions.withdraw_period(period, why=why, by=stage.by, at=stage.before(12) + timedelta(hours=1))
