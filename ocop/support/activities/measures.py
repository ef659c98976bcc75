"""Questions about activities that a target may be judged by.

Persons and attendances are two counts. Whoever is on the list of an activity that was held, and came, attended once.
Labels name no people: a target is read by everybody with a post, the list of people is not.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import DateField, Exists, Min, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Least, TruncDate
from django.urls import reverse

from ocop.cycle.certification.models import Recognition
from ocop.cycle.dossiers.models import Dossier
from ocop.ground.planning.measures import Counted, Measure, Options
from ocop.ground.producers.models import Producer
from ocop.support.activities.kinds import kinds_feeding, kinds_of_group, known_kinds
from ocop.support.activities.models import Activity, Participation
from ocop.support.activities.queries import ParticipationQuerySet
from ocop.support.activities.states import GROUPS, OFFICIALS, PersonGroup, Who


def _kinds() -> Mapping[str, str]:
    return {kind.id: kind.name for kind in known_kinds().values()}


def _training_kinds() -> Mapping[str, str]:
    return {name: words for name, words in _kinds().items() if name in kinds_feeding("training")}


def _groups() -> Mapping[str, str]:
    return GROUPS


def _officials() -> Mapping[str, str]:
    return {group.value: str(group.label) for group in OFFICIALS}


def _training(options: Options) -> ParticipationQuerySet:
    """Attendances of persons at training that was held; `kind` keeps one kind."""
    rows = Participation.objects.attendances()
    return rows.filter(activity__kind=options["kind"]) if "kind" in options else rows.of_training()


def _trained_officials(options: Options) -> QuerySet[Participation]:
    groups = [options["group"]] if "group" in options else list(OFFICIALS)
    return _training(options).vouched().filter(group__in=groups)


def _trained_leaders(options: Options) -> QuerySet[Participation]:
    rows = _training(options).vouched().filter(group=PersonGroup.LEADER)
    return rows.filter(Exists(_lodged("producer")) | Exists(_recognised("producer")))


def _lodged(producer: str) -> QuerySet[Dossier]:
    """Dossiers lodged by the producer a row names."""
    return Dossier.objects.filter(producer=OuterRef(producer), lodged_at__isnull=False).order_by()


def _recognised(producer: str) -> QuerySet[Recognition]:
    """Recognitions of products of the producer a row names."""
    return Recognition.objects.filter(product__producer=OuterRef(producer)).order_by()


def participating_producers(options: Options) -> QuerySet[Producer]:
    """Producers that take part, each from `since`: the first lodged dossier or the first recognition of a product."""
    lodged, recognised = _lodged("pk"), _recognised("pk")
    first_lodged = lodged.values("producer").annotate(day=TruncDate(Min("lodged_at"))).values("day")
    first_star = recognised.values("product__producer").annotate(day=Min("valid_from")).values("day")
    rows = Producer.objects.annotate(since=Least(_or_never(first_lodged), _or_never(first_star)))
    return rows.filter(Exists(lodged) | Exists(recognised))


def _or_never(day: QuerySet[Any]) -> Coalesce:
    """A day, or the last one of the calendar where there is none."""
    return Coalesce(Subquery(day), Value(date.max), output_field=DateField())


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
    return {name: words for name, words in _kinds().items() if name in kinds_feeding("fairs")}


def _person_label(row: Any) -> str:
    assert row.person is not None  # noqa: S101 — the rows are persons'
    where = row.office or row.producer or row.person.unit or row.person.workplace
    return f"{row.get_group_display()}{f', {where}' if where else ''} (mã {row.person.public_id})"


def _activity_page(row: Any) -> str:
    activity = row if isinstance(row, Activity) else row.activity
    return reverse("activities:activity", args=[activity.public_id])


def _activity_title(row: Any) -> str:
    activity = row if isinstance(row, Activity) else row.activity
    return f"{activity.title}, {activity.starts_on:%d/%m/%Y}"


_PERSON = ("activity", "person__unit", "office", "producer")

TRAINED_OFFICIALS = Measure(
    key="training.officials",
    name="Cán bộ được đào tạo, tập huấn",
    unit="người",
    definition="Số người khác nhau thuộc thành phần cán bộ (tỉnh, huyện, xã) đã dự ít nhất một hoạt động đào tạo đã tổ "
    "chức trong kỳ kế hoạch. Dự nhiều lớp vẫn là một người. Người tự khai ở cửa chưa được xác nhận thì chưa tính.",
    counted=Counted(
        rows=_trained_officials,
        label=_person_label,
        link=_activity_page,
        detail=_activity_title,
        related=_PERSON,
        of="person",
        starts=("activity__starts_on",),
        place="person__unit",
        office="activity__organiser",
    ),
    since_start=True,
    options={"group": _officials, "kind": _training_kinds},
)
TRAINED_LEADERS = Measure(
    key="training.leaders",
    name="Lãnh đạo chủ thể được đào tạo, tập huấn",
    unit="chủ thể",
    definition="Tử số: số chủ thể tham gia Chương trình có lãnh đạo đã dự ít nhất một hoạt động đào tạo trong kỳ. "
    "Mẫu số: số chủ thể tham gia (đã nộp hồ sơ hoặc có sản phẩm được công nhận), mỗi chủ thể tính một lãnh đạo. "
    "Người tự khai ở cửa là lãnh đạo mà chưa được xác nhận thì chưa tính.",
    counted=Counted(
        rows=_trained_leaders,
        label=lambda row: str(row.producer),
        link=_activity_page,
        detail=_activity_title,
        related=("activity", "producer"),
        of="producer",
        starts=("activity__starts_on",),
        place="producer__unit",
    ),
    base=Counted(
        rows=participating_producers,
        label=str,
        link=lambda row: reverse("producers:producer", args=[row.public_id]),
        starts=("since",),
        place="unit",
    ),
    since_start=True,
    options={"kind": _training_kinds},
)
ACTIVITIES_HELD = Measure(
    key="activities.held",
    name="Hoạt động đã tổ chức",
    unit="hoạt động",
    definition="Số hoạt động ở trạng thái đã tổ chức, bắt đầu trong kỳ kế hoạch.",
    counted=Counted(
        rows=_held,
        label=str,
        link=_activity_page,
        detail=_activity_title,
        starts=("starts_on",),
        place="unit",
        office="organiser",
    ),
    since_start=True,
    options={"group": _groups, "kind": _kinds},
)
ATTENDANCES = Measure(
    key="activities.attendances",
    name="Lượt người tham gia",
    unit="lượt",
    definition="Số lượt người có dự các hoạt động đã tổ chức trong kỳ. Một người dự hai hoạt động là hai lượt.",
    counted=Counted(
        rows=_attendances,
        label=_person_label,
        link=_activity_page,
        detail=_activity_title,
        related=_PERSON,
        starts=("activity__starts_on",),
        place="activity__unit",
        office="activity__organiser",
    ),
    since_start=True,
    options={"group": _groups, "kind": _kinds},
)
PRODUCERS_AT_FAIRS = Measure(
    key="activities.producers_at_fairs",
    name="Chủ thể tham gia xúc tiến thương mại",
    unit="chủ thể",
    definition="Số chủ thể khác nhau trong sổ đã dự hội chợ, hội nghị kết nối, tuần hàng hoặc đoàn xúc tiến trong kỳ.",
    counted=Counted(
        rows=_at_fairs,
        label=lambda row: str(row.producer),
        link=_activity_page,
        detail=_activity_title,
        related=("activity", "producer"),
        of="producer",
        starts=("activity__starts_on",),
        place="producer__unit",
        office="activity__organiser",
    ),
    since_start=True,
    options={"kind": _fair_kinds},
)

MEASURES = (TRAINED_OFFICIALS, TRAINED_LEADERS, ACTIVITIES_HELD, ATTENDANCES, PRODUCERS_AT_FAIRS)
