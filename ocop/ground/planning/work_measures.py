"""What reports ask of the plan itself: work given and done, obstacles raised and answered.

`measures.py` of this room is how every room declares its measures; these are the room's own.
"""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate

from ocop.ground.planning.measures import Counted, Measure, Options
from ocop.ground.planning.models import Assignment, Obstacle, ObstacleAnswer
from ocop.ground.planning.states import AnswerKind, AssignmentState, ObstacleField
from ocop.ground.planning.years import new_year, years_in
from ocop.kit.addresses import address_of
from ocop.kit.text.dates import format_date


def _states() -> dict[str, str]:
    return {value: str(label) for value, label in AssignmentState.choices}


def _fields() -> dict[str, str]:
    return {value: str(label) for value, label in ObstacleField.choices}


def _years() -> dict[str, str]:
    return years_in(Assignment.objects.all(), "year")


def _given(options: Options) -> QuerySet[Any]:
    """Work given, each from the first of January of its year (`begins`)."""
    rows = Assignment.objects.annotate(begins=new_year("year"))
    if "year" in options:
        rows = rows.filter(year=int(options["year"]))
    return rows.filter(state=options["state"]) if "state" in options else rows


def _to_be_done(options: Options) -> QuerySet[Any]:
    return _given(options).exclude(state=AssignmentState.DROPPED)


def _overdue(day: date) -> Q:
    """Due before the day, and not reported by then."""
    return Q(due_on__lt=day) & (Q(reported_at__isnull=True) | Q(reported_at__date__gt=day))


def _raised(options: Options) -> QuerySet[Any]:
    rows = Obstacle.objects.all()
    return rows.filter(field=options["field"]) if "field" in options else rows


def _answered(options: Options) -> QuerySet[Any]:
    """Obstacles with an answer, each from its first (`answered`); a proposal answers nothing."""
    answers = ObstacleAnswer.objects.filter(obstacle=OuterRef("pk"), kind=AnswerKind.ANSWER)
    first = answers.order_by("at").annotate(day=TruncDate("at")).values("day")[:1]
    return _raised(options).annotate(answered=Subquery(first)).filter(answered__isnull=False)


def _work(rows: Any, **days: Any) -> Counted:
    return Counted(
        rows=rows,
        label=lambda row: row.task.title,
        link=lambda row: address_of("planning:assignment", row),
        detail=lambda row: f"{row.office}, năm {row.year}, hạn {format_date(row.due_on)}: {row.get_state_display()}",
        related=("task", "office"),
        place="office__unit",
        office="office",
        **days,
    )


def _obstacles(rows: Any, day: str) -> Counted:
    return Counted(
        rows=rows,
        label=lambda row: row.title,
        link=lambda row: address_of("planning:obstacle", row),
        detail=lambda row: f"{row.office} nêu, {row.asked} được hỏi: {row.get_state_display()}",
        related=("office", "asked"),
        starts=(day,),
        place="office__unit",
        office="office",
    )


WORK_MEASURES = (
    Measure(
        key="planning.assignments",
        name="Việc được giao trong năm",
        unit="việc",
        definition="Việc kế hoạch giao cho cơ quan, tính từ 1/1 của năm được giao. Trạng thái là trạng thái hiện nay, "
        "dù hỏi đến ngày nào.",
        counted=_work(_given, starts=("begins",)),
        since_start=True,
        options={"state": _states, "year": _years},
    ),
    Measure(
        key="planning.done",
        name="Việc được giao đã xong",
        unit="việc",
        definition="Trong các việc đã giao đến ngày xem (chọn năm để tính riêng việc của một năm), trừ việc cho thôi: "
        "việc đã được Văn phòng Điều phối công nhận xong.",
        counted=_work(
            lambda options: _given(options).filter(state=AssignmentState.DONE), starts=("begins", "ended_at__date")
        ),
        base=_work(_to_be_done, starts=("begins",)),
        options={"year": _years},
    ),
    Measure(
        key="planning.overdue",
        name="Việc được giao quá hạn chưa báo cáo",
        unit="việc",
        definition="Trong các việc đã giao đến ngày xem (chọn năm để tính riêng việc của một năm), trừ việc cho thôi: "
        "việc có hạn trước ngày xem mà đến hết ngày xem chưa báo cáo kết quả.",
        counted=_work(_to_be_done, starts=("begins",), also=_overdue),
        base=_work(_to_be_done, starts=("begins",)),
        options={"year": _years},
    ),
    Measure(
        key="planning.obstacles",
        name="Vướng mắc đã nêu",
        unit="vướng mắc",
        definition="Vướng mắc cơ quan, địa phương nêu trong kỳ.",
        counted=_obstacles(_raised, "raised_at__date"),
        since_start=True,
        options={"field": _fields},
    ),
    Measure(
        key="planning.obstacles_answered",
        name="Vướng mắc được trả lời",
        unit="vướng mắc",
        definition="Vướng mắc có câu trả lời đầu tiên trong kỳ, dù nêu khi nào; đề xuất giải pháp chưa phải trả lời.",
        counted=_obstacles(_answered, "answered"),
        since_start=True,
        options={"field": _fields},
    ),
)
