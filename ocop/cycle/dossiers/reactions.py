"""Telling people what happened to a dossier: who must act next, and the producer at every step.

`REACTIONS` is what `config.wiring` registers: event class → named reactions, each `(event, *, at)`.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from ocop.cycle.dossiers import events
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.states import DossierState
from ocop.ground.offices.states import Role
from ocop.ground.producers.models import Representative
from ocop.ground.programme.events import RoundUnderEvaluation
from ocop.ground.programme.models import Round
from ocop.ground.registry.actions import notify
from ocop.ground.registry.models import JournalEntry
from ocop.ground.registry.states import NoticeKind
from ocop.kit.clock import local_date
from ocop.kit.events import Event


def _dossier(event: events.DossierEvent) -> Dossier:
    return Dossier.objects.select_related("product", "producer", "reading_office", "round").get(pk=event.dossier_id)


def _tell_producer(dossier: Dossier, at: datetime, title: str, *, kind: str, due_on: date | None = None) -> None:
    on = local_date(at)
    people = Representative.objects.on(on).filter(producer_id=dossier.producer_id).values_list("user_id", flat=True)
    url = reverse("dossiers:dossier", args=[dossier.public_id])
    for user_id in people:
        notify(
            user_id=user_id,
            title=title,
            body=f"Hồ sơ {dossier.number}",
            url=url,
            kind=kind,
            due_on=due_on,
            at=at,
        )


def _tell_province(dossier: Dossier, at: datetime, title: str) -> None:
    """Every office where somebody holds the provincial officer's role today."""
    from ocop.ground.offices.models import Appointment

    offices = (
        Appointment.objects.effective(local_date(at))
        .filter(role=Role.PROVINCE_OFFICER)
        .values_list("office_id", flat=True)
    )
    url = reverse("dossiers:read", args=[dossier.public_id])
    for office_id in sorted(set(offices)):
        notify(
            office_id=office_id,
            title=title,
            body=f"Hồ sơ {dossier.number}",
            url=url,
            kind=NoticeKind.TODO,
            at=at,
        )


def tell_first_reader(event: events.DossierLodged, *, at: datetime) -> None:
    """The receiving office learns of a dossier that came in, or came in again."""
    dossier = _dossier(event)
    what = "nộp lại sau khi bổ sung" if event.again else "mới nộp"
    notify(
        office_id=event.office_id,
        title=f"Kiểm tra hồ sơ {what}: {dossier.product.name}",
        body=f"{dossier.producer.name}, số {event.number}",
        url=reverse("dossiers:read", args=[dossier.public_id]),
        kind=NoticeKind.TODO,
        due_on=date.fromisoformat(event.due_on) if event.due_on else None,
        at=at,
    )


def tell_producer_returned(event: events.DossierReturned, *, at: datetime) -> None:
    dossier = _dossier(event)
    slip = dossier.returns.get(pk=event.slip_id)
    title = f"Hồ sơ {dossier.product.name} cần bổ sung {event.items} mục"
    _tell_producer(dossier, at, title, kind=NoticeKind.TODO, due_on=slip.wanted_by)


def tell_forwarded(event: events.DossierForwarded, *, at: datetime) -> None:
    dossier = _dossier(event)
    if dossier.state == DossierState.FORWARDED:
        _tell_province(dossier, at, f"Tiếp nhận hồ sơ {dossier.product.name}")
    title = f"Hồ sơ {dossier.product.name} đã được chuyển lên tỉnh"
    _tell_producer(dossier, at, title, kind=NoticeKind.INFO)


def tell_accepted(event: events.DossierAccepted, *, at: datetime) -> None:
    dossier = _dossier(event)
    title = f"Tỉnh đã tiếp nhận hồ sơ {dossier.product.name}"
    _tell_producer(dossier, at, title, kind=NoticeKind.INFO)


def tell_withdrawn(event: events.DossierWithdrawn, *, at: datetime) -> None:
    """The office that was reading it need not go on."""
    dossier = _dossier(event)
    if event.was_lodged and dossier.reading_office_id:
        notify(
            office_id=dossier.reading_office_id,
            title=f"Chủ thể đã rút hồ sơ {dossier.product.name}",
            body=f"Hồ sơ {dossier.number}",
            url=reverse("dossiers:read", args=[dossier.public_id]),
            at=at,
        )


def tell_concluded(event: events.DossierConcluded, *, at: datetime) -> None:
    dossier = _dossier(event)
    title = f"Hội đồng đã kết luận về {dossier.product.name}"
    _tell_producer(dossier, at, title, kind=NoticeKind.RESULT)


def tell_refused(event: events.DossierRefused, *, at: datetime) -> None:
    dossier = _dossier(event)
    title = f"{dossier.product.name} chưa đạt hạng được công nhận"
    _tell_producer(dossier, at, title, kind=NoticeKind.RESULT)


def tell_intake_stopped(event: RoundUnderEvaluation, *, at: datetime) -> None:
    """Whoever speaks for a dossier still being written learns that its round takes nothing in any more."""
    round_ = Round.objects.get(pk=event.round_id)
    drafts = Dossier.objects.filter(round=round_, state=DossierState.DRAFT).select_related("product").order_by("pk")
    on = local_date(at)
    for dossier in drafts:
        people = Representative.objects.on(on).filter(producer_id=dossier.producer_id)
        for user_id in people.values_list("user_id", flat=True):
            notify(
                user_id=user_id,
                title=f"{round_.name} đã ngừng nhận hồ sơ: chọn đợt khác cho {dossier.product.name}",
                body=_why_stopped(round_),
                url=reverse("dossiers:change_round", args=[dossier.public_id]),
                kind=NoticeKind.TODO,
                at=at,
            )


def _why_stopped(round_: Round) -> str:
    """The reason the office gave, in its own words."""
    entries = JournalEntry.objects.filter(act=RoundUnderEvaluation.name, subject_id=round_.public_id).order_by("-pk")
    why = next((entry.why for entry in entries[:1]), "")
    return f"Lý do: {why}" if why else "Hồ sơ của anh/chị được giữ nguyên."


REACTIONS: dict[type[Event], list[tuple[str, Callable[..., Any]]]] = {
    events.DossierLodged: [("dossiers.tell_first_reader", tell_first_reader)],
    events.DossierReturned: [("dossiers.tell_producer_returned", tell_producer_returned)],
    events.DossierForwarded: [("dossiers.tell_forwarded", tell_forwarded)],
    events.DossierAccepted: [("dossiers.tell_accepted", tell_accepted)],
    events.DossierWithdrawn: [("dossiers.tell_withdrawn", tell_withdrawn)],
    events.DossierConcluded: [("dossiers.tell_concluded", tell_concluded)],
    events.DossierRefused: [("dossiers.tell_refused", tell_refused)],
    RoundUnderEvaluation: [("dossiers.tell_intake_stopped", tell_intake_stopped)],
}
