"""What certification gives each person to do today."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse

from ocop.cycle.certification.models import Recognition, Referral
from ocop.cycle.certification.queries import decides, dossiers_to_decide
from ocop.ground.offices.states import Role
from ocop.kit.clock import local_date
from ocop.kit.prepared import prepared
from ocop.kit.scope import Actor
from ocop.kit.todo import Todo
from ocop.rules.calendar import (
    EXPIRY_NOTICE_DAYS,
    REASSESSMENT_CLOSES_DAYS,
    REASSESSMENT_OPENS_DAYS,
    reassessment_window,
)

SECTION = "Công nhận"
# Days before the end: re-assessment opens, closes, and the last day to give notice.
HORIZONS = (EXPIRY_NOTICE_DAYS, REASSESSMENT_CLOSES_DAYS, REASSESSMENT_OPENS_DAYS)


def todos_for(actor: Actor, *, at: datetime) -> list[Todo]:
    """Decisions that wait, answers the ministry owes, certificates about to run out; at most three queries in all."""
    on = local_date(at)
    todos: list[Todo] = []
    if decides(actor):
        todos += _decisions(actor)
        todos += _running_out(on)
    if actor.has_role(Role.MINISTRY_OFFICER):
        todos += _answers(actor)
    if actor.producer_ids:
        todos += _renewals(actor, on)
    return todos


def _decisions(actor: Actor) -> Iterator[Todo]:
    count = dossiers_to_decide(actor).count()
    if count:
        title = f"Ghi quyết định cho {count} hồ sơ đã có kết luận"
        yield Todo(title, reverse("certification:to_decide"), count=count, section=SECTION)


@prepared
def _ends(_: int, on: date) -> "QuerySet[Recognition, Any]":
    """The last days to come, of the whole register, with how many certificates end on each."""
    expiring = Recognition.objects.expiring_within(REASSESSMENT_OPENS_DAYS, on).order_by()
    return expiring.values_list("valid_until", "dates_are_estimated").annotate(Count("pk"))


def _running_out(on: date) -> Iterator[Todo]:
    """One line per horizon that has something new in it, the nearest first."""
    found = _ends(0, on)
    first = min((day for day, _, _ in found), default=None)
    first_is_estimated = all(estimated for day, estimated, _ in found if day == first)
    smaller = 0
    for days in HORIZONS:
        within = [(estimated, count) for day, estimated, count in found if day <= on + timedelta(days=days)]
        count = sum(count for _, count in within)
        if count > smaller:
            url = f"{reverse('certification:recognitions')}?het_han={days}"
            detail = _estimated_in_words(sum(count for estimated, count in within if estimated), count)
            yield Todo(
                f"Nhắc chủ thể: {count} giấy chứng nhận hết hạn trong {days} ngày",
                url,
                None if smaller else first,
                count=count,
                detail=detail,
                section=SECTION,
                due_is_estimated=first_is_estimated and not smaller,
            )
        smaller = count


def _estimated_in_words(estimated: int, count: int) -> str:
    """Says of how many certificates the day is only estimated from the year a source states."""
    if not estimated:
        return ""
    which = "Ngày hết hạn" if estimated == count else f"Ngày hết hạn của {estimated} giấy"
    return f"{which} là ước: nguồn công khai chỉ nêu năm công nhận, tính 36 tháng đến cuối năm."


def _answers(actor: Actor) -> Iterator[Todo]:
    waiting = Referral.objects.visible_to(actor).waiting()
    count = waiting.count()
    if count:
        title = f"Trả lời {count} hồ sơ trình 5 sao"
        yield Todo(title, f"{reverse('certification:referrals')}?cho=1", count=count, section=SECTION)


def _renewals(actor: Actor, on: date) -> Iterator[Todo]:
    """A producer's certificates within 180 days of their end, each with the last day to lodge in time."""
    mine = Recognition.objects.filter(product__producer_id__in=actor.producer_ids)
    rows = mine.expiring_within(REASSESSMENT_OPENS_DAYS, on)
    for recognition in rows.select_related("product").order_by("valid_until")[:20]:
        _, lodge_by = reassessment_window(recognition.valid_until)
        late = lodge_by < on
        due = recognition.valid_until if late else lodge_by
        estimated = recognition.dates_are_estimated
        detail = f"Giấy chứng nhận hết hạn {'ước ' if estimated else ''}ngày {recognition.valid_until:%d/%m/%Y}"
        if estimated:
            detail += " (nguồn chỉ nêu năm công nhận, anh/chị xem ngày trên giấy)"
        if late:
            detail += "; đã qua hạn nộp (trước 120 ngày), anh/chị nộp ngay để được xét"
        url = reverse("certification:recognition", args=[recognition.public_id])
        title = f"Chuẩn bị đánh giá lại {recognition.product.name}"
        yield Todo(title, url, due, detail=detail, section=SECTION, due_is_estimated=estimated)
