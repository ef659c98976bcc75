"""The half-year report of a province of 5,000 products: its data against bare SQL, its figures frozen, its papers made.

Run on the province of the targets (`targets_province`), ten years of records, rolled back.
"""

from datetime import date, timedelta
from typing import Any

from bench.result import Result, in_turns, seconds
from bench.targets_province import LAST, province

MOST_TIMES, MOST_QUERY_SECONDS, MOST_SECONDS = 20, 2, 30


def run() -> list[Result]:
    """The figures of the report as the records stand, then frozen with all they counted, then Word, PDF and Excel."""
    with province() as plan:
        report = _report(plan)
        return [*_data(report), *_papers(report, plan.officer)]


def _report(plan: Any) -> Any:
    """A half-year of the plan, and the report of it."""
    from ocop.kit import clock
    from ocop.oversight.reporting.catalogue import template_called
    from ocop.oversight.reporting.models import ConsolidatedReport, Period

    period = Period.objects.create(
        plan=plan, kind="half_year", name="6 tháng", since=LAST - timedelta(days=180), until=LAST,
        due_on=date(LAST.year + 1, 1, 14), opened_at=clock.now(),
    )  # fmt: skip
    sections = {each.key: each.prose for each in template_called("half-year").sections}
    return ConsolidatedReport.objects.create(period=period, template="half-year", sections=sections)


def _data(report: Any) -> list[Result]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from ocop.oversight.reporting.catalogue import template_called
    from ocop.oversight.reporting.filling import PROVINCE, counted_now, questions_of, target_questions

    forms = template_called(report.template).forms
    questions = questions_of(forms, report.period, PROVINCE, LAST) | target_questions(report.period, LAST)
    counted_now(questions)
    with CaptureQueriesContext(connection) as captured:
        counted_now(questions)
    statements = [each["sql"] for each in captured]

    def bare() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                cursor.fetchall()

    taken, peer = in_turns(lambda: counted_now(questions), bare, repeat=3)
    name = f"Số liệu báo cáo 6 tháng: {len(questions)} con số, {len(statements)} câu truy vấn"
    ok = taken <= peer * MOST_TIMES and peer <= MOST_QUERY_SECONDS
    goal = f"≤ {MOST_TIMES} lần, SQL ≤ {MOST_QUERY_SECONDS} giây"
    return [Result(name, taken, "giây", "riêng các câu SQL", peer, taken / peer, goal, ok)]


def _papers(report: Any, officer: Any) -> list[Result]:
    from ocop.config.people import actor_for
    from ocop.kit import clock
    from ocop.oversight.reporting.actions import freeze_figures
    from ocop.oversight.reporting.making import make_paper
    from ocop.oversight.reporting.states import PaperKind

    by, at = actor_for(officer, clock.today()), clock.now()
    frozen = seconds(lambda: freeze_figures(report, by=by, at=at), repeat=1)
    report.refresh_from_db()
    made = sum(seconds(lambda kind=kind: make_paper(report, kind, at=at), repeat=1) for kind in PaperKind)  # type: ignore[misc]
    whole = frozen + made
    goal = f"≤ {MOST_SECONDS} giây"
    return [
        Result("Chốt mọi con số cùng danh sách đã đếm", frozen, "giây", goal=goal, ok=frozen <= MOST_SECONDS),
        Result("Word, PDF và Excel của báo cáo", made, "giây", goal=goal, ok=made <= MOST_SECONDS),
        Result("Cả hai việc, chạy nền", whole, "giây", goal=goal, ok=whole <= MOST_SECONDS),
    ]
