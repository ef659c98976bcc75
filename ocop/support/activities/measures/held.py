"""What was held, who came, which producers were there."""

from collections.abc import Mapping

from django.db.models import QuerySet

from ocop.ground.planning.measures import Counted, Measure, Options
from ocop.ground.producers.measures import had_form, legal_forms
from ocop.support.activities.kinds import kinds_feeding, kinds_of_group
from ocop.support.activities.measures.rows import (
    PERSON,
    activity_page,
    activity_title,
    kind_names,
    kinds_that_feed,
    person_label,
    producers_of,
)
from ocop.support.activities.models import Activity, Participation
from ocop.support.activities.states import GROUPS, Who


def _groups() -> Mapping[str, str]:
    return GROUPS


def _held(options: Options) -> QuerySet[Activity]:
    rows = Activity.objects.held()
    if "group" in options:
        rows = rows.filter(kind__in=kinds_of_group(options["group"]))
    return rows.filter(kind=options["kind"]) if "kind" in options else rows


def _attendances(options: Options) -> QuerySet[Participation]:
    rows = Participation.objects.attendances()
    if "group" in options:
        rows = rows.filter(activity__kind__in=kinds_of_group(options["group"]))
    return rows.filter(activity__kind=options["kind"]) if "kind" in options else rows


def _at_fairs(options: Options) -> QuerySet[Participation]:
    rows = Participation.objects.filter(who=Who.PRODUCER, attended=True, activity__state="held")
    kinds = [options["kind"]] if "kind" in options else kinds_feeding("fairs")
    return rows.filter(activity__kind__in=kinds)


def _fair_kinds() -> Mapping[str, str]:
    return kinds_that_feed("fairs")


def _consolidated(options: Options) -> QuerySet[Participation]:
    rows = Participation.objects.filter(
        who=Who.PRODUCER, attended=True, activity__state="held", activity__kind__in=kinds_feeding("consolidation")
    )
    if "form" in options:
        rows = rows.filter(had_form(options["form"], "producer", "activity__starts_on"))
    return rows.filter(activity__kind=options["kind"]) if "kind" in options else rows


def _consolidating_kinds() -> Mapping[str, str]:
    return kinds_that_feed("consolidation")


ACTIVITIES_HELD = Measure(
    key="activities.held",
    name="Hoạt động đã tổ chức",
    unit="hoạt động",
    definition="Số hoạt động ở trạng thái đã tổ chức, bắt đầu trong kỳ kế hoạch.",
    counted=Counted(
        rows=_held,
        label=str,
        link=activity_page,
        detail=activity_title,
        starts=("starts_on",),
        place="unit",
        office="organiser",
    ),
    since_start=True,
    options={"group": _groups, "kind": kind_names},
)
ATTENDANCES = Measure(
    key="activities.attendances",
    name="Lượt người tham gia",
    unit="lượt",
    definition="Số lượt người có dự các hoạt động đã tổ chức trong kỳ. Một người dự hai hoạt động là hai lượt.",
    counted=Counted(
        rows=_attendances,
        label=person_label,
        link=activity_page,
        detail=activity_title,
        related=PERSON,
        starts=("activity__starts_on",),
        place="activity__unit",
        office="activity__organiser",
    ),
    since_start=True,
    options={"group": _groups, "kind": kind_names},
)
PRODUCERS_AT_FAIRS = Measure(
    key="activities.producers_at_fairs",
    name="Chủ thể tham gia xúc tiến thương mại",
    unit="chủ thể",
    definition="Số chủ thể khác nhau trong sổ đã dự hội chợ, hội nghị kết nối, tuần hàng hoặc đoàn xúc tiến trong kỳ.",
    counted=producers_of(_at_fairs),
    since_start=True,
    options={"kind": _fair_kinds},
)
CONSOLIDATED = Measure(
    key="activities.consolidated",
    name="Chủ thể được củng cố, kiện toàn",
    unit="chủ thể",
    definition="Số chủ thể trong sổ được hỗ trợ thành lập, củng cố hoặc chuyển đổi tổ chức trong kỳ, theo danh sách "
    "của các hoạt động đã tổ chức loại đó; mỗi chủ thể tính một lần. Loại hình là loại hình ngày hoạt động bắt đầu.",
    counted=producers_of(_consolidated),
    since_start=True,
    options={"form": legal_forms, "kind": _consolidating_kinds},
)
