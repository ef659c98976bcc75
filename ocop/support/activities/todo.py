"""What activities and advice put on people's "việc cần làm"."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.urls import reverse

from ocop.kit.clock import local_date
from ocop.kit.prepared import prepared, totals
from ocop.kit.scope import Actor
from ocop.kit.todo import Todo
from ocop.support.activities.models import Activity, AdviceCase, Invitation, Participation, TrainingNeed
from ocop.support.activities.queries import COORDINATORS, ORGANISERS
from ocop.support.activities.states import Who

ACTIVITIES = "Hoạt động"
ADVICE = "Tư vấn"


def todos_for(actor: Actor, *, at: datetime) -> list[Todo]:
    """Results to record, claims, questions to answer or to give, needs, answers, invitations; a query each."""
    todos: list[Todo] = []
    if offices := actor.office_ids(*ORGANISERS):
        todos += _to_record(offices, at)
        todos += _to_confirm(offices)
        todos += _to_answer(offices)
    if actor.has_role(*COORDINATORS):
        todos += _to_give(local_date(at))
        todos += _needs(local_date(at))
    if actor.is_producer:
        todos += _answers(actor)
        todos += _invited(actor, at)
    return todos


def _to_record(offices: frozenset[int], at: datetime) -> Iterator[Todo]:
    late = Activity.objects.overdue(local_date(at)).filter(organiser_id__in=offices)
    found = late.aggregate(count=Count("pk"), first=Min("ends_on"))
    if found["count"]:
        url = f"{reverse('activities:activities')}?trang_thai=qua-ngay"
        title = f"Ghi kết quả {found['count']} hoạt động đã qua ngày"
        detail = "Ghi đã tổ chức kèm số liệu, hoặc hủy."
        yield Todo(title, url, found["first"], count=found["count"], detail=detail, section=ACTIVITIES)


def _to_answer(offices: frozenset[int]) -> Iterator[Todo]:
    waiting = AdviceCase.objects.waiting().filter(consultant_id__in=offices)
    for case in waiting.order_by("asked_at")[:10]:
        url = reverse("activities:advice_case", args=[case.public_id])
        yield Todo(f"Trả lời: {case.title}", url, detail=case.get_field_display(), section=ADVICE)


@prepared
def _given_to_nobody(_: int, today: date) -> "QuerySet[AdviceCase, Any]":
    return totals(AdviceCase.objects.waiting().filter(consultant__isnull=True), count=Count("pk"))


def _to_give(today: date) -> Iterator[Todo]:
    [(count,)] = _given_to_nobody(0, today)
    if count:
        url = f"{reverse('activities:advice')}?trang_thai=chua-giao"
        yield Todo(f"Chọn cơ quan trả lời cho {count} câu hỏi", url, count=count, section=ADVICE)


def _answers(actor: Actor) -> Iterator[Todo]:
    answered = AdviceCase.objects.filter(producer_id__in=actor.producer_ids, state="answered")
    for case in answered.order_by("-asked_at")[:5]:
        url = reverse("activities:advice_case", args=[case.public_id])
        yield Todo(f"Xem câu trả lời: {case.title}", url, detail="Bấm “Đã đủ” khi không cần hỏi thêm.", section=ADVICE)


def _to_confirm(offices: frozenset[int]) -> Iterator[Todo]:
    """The few claims are asked first, by their own index, then whose activities they are."""
    claims = Participation.objects.claims().filter(activity__in=Activity.objects.filter(organiser_id__in=offices))
    waiting = claims.order_by("activity").values_list("activity", "activity__public_id", "activity__title")
    for _, public_id, activity, count in waiting.annotate(count=Count("pk"))[:5]:
        url = reverse("activities:participants", args=[public_id, Who.PERSON])
        title = f"Xác nhận {count} người tự khai khi điểm danh: {activity}"
        yield Todo(title, url, count=count, section=ACTIVITIES)


@prepared
def _without_a_class(_: int, today: date) -> "QuerySet[TrainingNeed, Any]":
    return totals(TrainingNeed.objects.open().filter(activities__isnull=True), count=Count("pk"))


def _needs(today: date) -> Iterator[Todo]:
    [(count,)] = _without_a_class(0, today)
    if count:
        url = f"{reverse('activities:needs')}?trang_thai=open"
        title = f"Xem {count} nhu cầu tập huấn chưa có lớp"
        yield Todo(title, url, count=count, section=ACTIVITIES)


def _invited(actor: Actor, at: datetime) -> Iterator[Todo]:
    waiting = Invitation.objects.waiting().still_open(local_date(at)).filter(producer_id__in=actor.producer_ids)
    for invitation in waiting.select_related("activity", "round")[:5]:
        due = invitation.due_on
        yield Todo(f"Trả lời lời mời: {invitation.to}", reverse("activities:invitations"), due, section=ACTIVITIES)
