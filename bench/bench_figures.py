"""Opening the rows of any figure, as published and as the records stand, where one figure lists half a million.

Run on the province of the targets (`targets_province`): 5,000 products, 50,000 activities, 500,000 participations.
"""

from collections.abc import Callable
from typing import Any

from bench.result import Result, against, in_turns, seconds
from bench.targets_province import FIRST, LAST, province

ATTENDANCES = "activities.attendances"
# To freeze half a million lines, which nobody waits for, in times of bare reading; to show a page of any figure's rows.
MOST_TIMES, MOST_SHOWING = 2, 0.100


def run() -> list[Result]:
    """Freezing the largest list, then its pages first, in the middle and of one commune, then the live rows."""
    with province() as plan:
        return figures_of(plan.officer)


def figures_of(officer: Any) -> list[Result]:
    from django.urls import reverse

    from ocop.ground.planning.measures import measure_called
    from ocop.oversight.figures.questions import Question

    measure = measure_called(ATTENDANCES)
    assert measure is not None
    question = Question(measure, LAST, FIRST)
    figure, result = _frozen(question, officer)
    lines, rows = reverse("figures:lines", args=[figure.code]), reverse("figures:rows", args=[ATTENDANCES])
    asked = f"{rows}?ngay={LAST:%d/%m/%Y}&tu={FIRST:%d/%m/%Y}"
    middle = figure.counted.rows // 100
    return [
        result,
        _page("Trang của con số đã công bố", reverse("figures:figure", args=[figure.code]), officer, over=True),
        _page("Bản ghi lúc công bố, trang đầu", lines, officer),
        _page("Bản ghi lúc công bố, trang giữa", f"{lines}?trang={middle}", officer),
        _of_one_place(figure.counted),
        _page("Bản ghi hiện nay, trang đầu", asked, officer),
        _page("Sản phẩm có sao hiện nay, trang đầu", _rows_of("certification.recognised"), officer),
    ]


def _rows_of(key: str) -> str:
    from django.urls import reverse

    return f"{reverse('figures:rows', args=[key])}?ngay={LAST:%d/%m/%Y}"


def _frozen(question: Any, officer: Any) -> tuple[Any, Result]:
    """The figure published, against reading the same rows with what their lines show in one bare statement."""
    from django.db import connection

    from ocop.config.people import actor_for
    from ocop.ground.offices.models import Office
    from ocop.kit import clock
    from ocop.oversight.figures import actions
    from ocop.oversight.figures.models import Figure
    from ocop.oversight.figures.questions import rows_of

    by, at = actor_for(officer, clock.today()), clock.now()
    office = Office.objects.get(pk__in=by.office_ids())

    def freeze() -> Figure:
        reckoned = actions.reckon(question, most=1_000_000)
        return actions.write(question, reckoned, office=office, why="đo thử", by=by, at=at)

    statement, values = rows_of(question).query.sql_with_params()

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            while cursor.fetchmany(2_000):
                pass

    taken, peer = seconds(freeze, repeat=1), seconds(bare, repeat=1)
    figure = Figure.objects.select_related("counted").latest("pk")
    name = f"Đóng băng {figure.counted.rows} bản ghi, {figure.counted.pages.count()} trang"
    return figure, against(name, taken, "giây", "đọc trần", peer, MOST_TIMES)


def _of_one_place(kept: Any) -> Result:
    """Fifty lines of one commune from the list of the whole province, its count included."""
    from django.db import connection

    from ocop.oversight.figures.freezing import FrozenLines

    (units,) = kept.pages.filter(number=0).values_list("units", flat=True)
    mine = frozenset({int(next(iter(units)))})

    def show() -> None:
        lines = FrozenLines(kept, mine)
        start = len(lines) // 2
        assert len(lines[start : start + 50]) == 50

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT units FROM figures_frozenpage WHERE of_id = %s", [kept.pk])
            cursor.fetchall()

    return _shown("Bản ghi lúc công bố của một xã, trang giữa", show, bare)


def _page(name: str, url: str, officer: Any, *, over: bool = False) -> Result:
    """A page within the limit; where `over`, within it beyond its own statements, which count half a million anew."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")

    def page() -> None:
        assert client.get(url).status_code == 200, url

    page()
    with CaptureQueriesContext(connection) as captured:
        page()
    statements = [each["sql"] for each in captured if each["sql"].lstrip().upper().startswith("SELECT")]

    def bare() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                cursor.fetchall()

    return _shown(f"{name} ({len(statements)} câu truy vấn)", page, bare, over=over)


def _shown(name: str, show: Callable[[], None], bare: Callable[[], None], *, over: bool = False) -> Result:
    taken, peer = in_turns(show, bare, repeat=7)
    goal = f"{'hơn ' if over else ''}≤ {MOST_SHOWING * 1000:.0f} ms"
    ok = taken - (peer if over else 0) <= MOST_SHOWING
    return Result(name, taken * 1000, "ms", "riêng các câu SQL", peer * 1000, taken / peer, goal, ok)
