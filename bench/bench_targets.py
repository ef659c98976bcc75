"""The targets of plan 124/KH-UBND over ten years of records, each figure and its rows against one bare SQL.

5,000 products, 50,000 activities, 500,000 participations. Also the pages that stand on them: the board of the targets,
one target's page, the board of who is behind and a coordination officer's home.
"""

from collections.abc import Callable
from typing import Any

from bench.result import Result, in_turns
from bench.targets_province import LAST, province
from bench.targets_sql import bare_sql

# Some bare statements take a tenth of a millisecond, less than building any query: there `LEAST_OVER` seconds bound.
MOST_TIMES, LEAST_OVER, MOST_QUERIES = 20, 0.010, 4
PAGE_OVER, SHOWN = 0.050, 50

Found = tuple[int, int | None]


def run() -> list[Result]:
    """Each target against its SQL, its queries, and what the pages take over the sum of the figures they print."""
    with province() as plan:
        return [line for target in plan.targets.all() for line in _target(target)] + _pages(plan)


def _target(target: Any) -> list[Result]:
    """One target on its last day: the figure and the first page of rows behind it, and the queries they take."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from ocop.ground.planning.measures import measure_called

    measure = measure_called(target.measure)
    assert measure is not None, target.measure
    ours, bare = _asked(target, measure), _by_hand(target)
    assert ours() == bare(), f"{target.measure}: {ours()} is not {bare()}"
    with CaptureQueriesContext(connection) as captured:
        ours()
    count, base = bare()
    figure = f"{count} {measure.unit}" if base is None else f"{count} / {base} {measure.unit}"
    name = f"{target.name}: {figure}, con số và trang đầu của bản ghi"
    queries = len(captured)
    return [
        _beside(name, *in_turns(ours, bare, repeat=7)),
        Result("như trên, số câu truy vấn", queries, "câu", goal=f"≤ {MOST_QUERIES}", ok=queries <= MOST_QUERIES),
    ]


def _beside(name: str, taken: float, peer: float) -> Result:
    """At most so many times the bare SQL; where that is below a millisecond, the figure's own few are enough."""
    goal = f"≤ {MOST_TIMES} lần hoặc hơn ≤ {LEAST_OVER * 1000:.0f} ms"
    ok = taken <= max(peer * MOST_TIMES, peer + LEAST_OVER)
    return Result(name, taken * 1000, "ms", "SQL trần của cùng con số", peer * 1000, taken / peer, goal, ok)


def _asked(target: Any, measure: Any) -> Callable[[], Found]:
    """As the pages ask: the figure, and the first page of the rows behind it."""
    from ocop.ground.planning.measures import Span, rows_behind, values_on
    from ocop.ground.planning.progress import options_of

    options, since = options_of(target), target.plan.starts_on

    def ours() -> Found:
        value = values_on(measure, options, [LAST], since=since)[0]
        shown = [measure.counted.label(row) for row in rows_behind(measure, options, Span(LAST, since))[:SHOWN]]
        assert len(shown) >= min(SHOWN, value.count), "a thing counted has a row at least"
        return value.count, value.base

    return ours


def _by_hand(target: Any) -> Callable[[], Found]:
    from django.db import connection

    from ocop.support.activities.kinds import kinds_feeding

    statements = bare_sql(target.measure, sorted(kinds_feeding("training")))

    def bare() -> Found:
        found = []
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement, {"day": LAST, "since": target.plan.starts_on})
                found.append(int(cursor.fetchone()[0]))
        return found[0], found[1] if len(found) > 1 else None

    return bare


def _pages(plan: Any) -> list[Result]:
    """Pages a coordination officer opens, over the time their queries take in the database."""
    from django.urls import reverse

    first = plan.targets.first()
    pages = [
        ("Bảng chỉ tiêu của kế hoạch", reverse("planning:targets")),
        (f"Trang một chỉ tiêu: {first.name}", reverse("planning:target", args=[first.public_id])),
        ("Bảng theo dõi việc theo cơ quan", reverse("planning:board")),
        ("Trang việc cần làm của văn phòng điều phối", reverse("home")),
    ]
    return [_page(name, url, plan) for name, url in pages]


def _page(name: str, url: str, plan: Any) -> Result:
    """One page over its own statements, each in its turn."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(plan.officer, backend="allauth.account.auth_backends.AuthenticationBackend")

    def page() -> None:
        assert client.get(url).status_code == 200, url

    page()
    with CaptureQueriesContext(connection) as captured:
        page()
    count = len(captured)
    statements = [each["sql"] for each in captured if each["sql"].lstrip().upper().startswith("SELECT")]

    def bare() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                cursor.fetchall()

    taken, peer = in_turns(page, bare, repeat=9)
    over = taken - peer
    return Result(
        f"{name} ({count} câu truy vấn)", taken * 1000, "ms", "riêng các câu SQL của trang", peer * 1000,
        taken / peer, f"hơn ≤ {PAGE_OVER * 1000:.0f} ms", over <= PAGE_OVER,
    )  # fmt: skip
