"""What certification gives each person to do today."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse

from ocop.cycle.certification.models import Recognition, Referral
from ocop.cycle.certification.queries import decides, dossiers_to_decide
from ocop.ground.offices.states import Role
from ocop.kit.clock import local_date
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


def _running_out(on: date) -> Iterator[Todo]:
    """One line per horizon that has something new in it, the nearest first."""
    expiring = Recognition.objects.expiring_within(REASSESSMENT_OPENS_DAYS, on)
    found = expiring.aggregate(
        first=Min("valid_until"),
        **{f"within_{days}": Count("pk", filter=Q(valid_until__lte=on + timedelta(days=days))) for days in HORIZONS},
    )
    smaller = 0
    for days in HORIZONS:
        count = found[f"within_{days}"]
        if count > smaller:
            url = f"{reverse('certification:recognitions')}?het_han={days}"
            title = f"Nhắc chủ thể: {count} giấy chứng nhận hết hạn trong {days} ngày"
            yield Todo(title, url, found["first"] if not smaller else None, count=count, section=SECTION)
        smaller = count


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
        detail = f"Giấy chứng nhận hết hạn ngày {recognition.valid_until:%d/%m/%Y}"
        if late:
            detail += "; đã qua hạn nộp (trước 120 ngày), anh/chị nộp ngay để được xét"
        url = reverse("certification:recognition", args=[recognition.public_id])
        yield Todo(f"Chuẩn bị đánh giá lại {recognition.product.name}", url, due, detail=detail, section=SECTION)
