"""Who was trained: persons, officials, producers and their leaders.

Persons and attendances are two counts. Whoever is on the list of an activity that was held, and came, attended once.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import DateField, Exists, Min, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Least, TruncDate

from ocop.cycle.certification.models import Recognition
from ocop.cycle.dossiers.models import Dossier
from ocop.ground.planning.measures import Counted, Measure, Options
from ocop.ground.producers.models import Producer
from ocop.kit.addresses import address_of
from ocop.support.activities.kinds import kinds_feeding
from ocop.support.activities.measures.rows import (
    PERSON,
    activity_page,
    activity_title,
    kinds_that_feed,
    person_label,
    producers_of,
)
from ocop.support.activities.models import Participation
from ocop.support.activities.queries import ParticipationQuerySet
from ocop.support.activities.states import OFFICIALS, PersonGroup, Who


def _training_kinds() -> Mapping[str, str]:
    return kinds_that_feed("training")


def _officials() -> Mapping[str, str]:
    return {group.value: str(group.label) for group in OFFICIALS}


def _people() -> Mapping[str, str]:
    return {group.value: str(group.label) for group in PersonGroup}


def _training(options: Options) -> ParticipationQuerySet:
    """Attendances of persons at training that was held; `kind` keeps one kind."""
    rows = Participation.objects.attendances()
    return rows.filter(activity__kind=options["kind"]) if "kind" in options else rows.of_training()


def _trained_people(options: Options) -> QuerySet[Participation]:
    """Attendances at training of some group; who said the group at the door counts in none until confirmed."""
    if "group" not in options:
        return _training(options)
    return _training(options).vouched().filter(group=options["group"])


def _trained_producers(options: Options) -> QuerySet[Participation]:
    """Lines of producers at training that was held: the producer itself, or a person who came for it."""
    rows = Participation.objects.filter(
        who__in=(Who.PRODUCER, Who.PERSON), producer__isnull=False, attended=True, activity__state="held"
    )
    kinds = [options["kind"]] if "kind" in options else kinds_feeding("training")
    return rows.filter(activity__kind__in=kinds)


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


TRAINED_OFFICIALS = Measure(
    key="training.officials",
    name="Cán bộ được đào tạo, tập huấn",
    unit="người",
    definition="Số người khác nhau thuộc thành phần cán bộ (tỉnh, huyện, xã) đã dự ít nhất một hoạt động đào tạo đã tổ "
    "chức trong kỳ kế hoạch. Dự nhiều lớp vẫn là một người. Người tự khai ở cửa chưa được xác nhận thì chưa tính.",
    counted=Counted(
        rows=_trained_officials,
        label=person_label,
        link=activity_page,
        detail=activity_title,
        related=PERSON,
        of="person",
        starts=("activity__starts_on",),
        place="person__unit",
        office="activity__organiser",
    ),
    since_start=True,
    options={"group": _officials, "kind": _training_kinds},
)
TRAINED_PEOPLE = Measure(
    key="training.people",
    name="Người được đào tạo, tập huấn",
    unit="người",
    definition="Số người khác nhau đã dự ít nhất một hoạt động đào tạo đã tổ chức trong kỳ; dự nhiều lớp vẫn là một "
    "người. Thành phần tự khai ở cửa chưa được xác nhận thì chưa tính vào thành phần nào.",
    counted=replace(TRAINED_OFFICIALS.counted, rows=_trained_people),
    since_start=True,
    options={"group": _people, "kind": _training_kinds},
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
        link=activity_page,
        detail=activity_title,
        related=("activity", "producer"),
        of="producer",
        starts=("activity__starts_on",),
        place="producer__unit",
    ),
    base=Counted(
        rows=participating_producers,
        label=str,
        link=lambda row: address_of("producers:producer", row),
        starts=("since",),
        place="unit",
    ),
    since_start=True,
    options={"kind": _training_kinds},
)
TRAINED_PRODUCERS = Measure(
    key="training.producers",
    name="Chủ thể được đào tạo, tập huấn",
    unit="chủ thể",
    definition="Số chủ thể trong sổ có mặt, hoặc có người đi thay mặt, ở ít nhất một hoạt động đào tạo đã tổ chức "
    "trong kỳ; mỗi chủ thể tính một lần.",
    counted=producers_of(_trained_producers),
    since_start=True,
    options={"kind": _training_kinds},
)
