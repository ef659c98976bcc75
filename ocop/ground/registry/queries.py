"""Reading the registry: the journal of a thing, failed deliveries, notices of a person."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db import models
from django.db.models import Q, QuerySet

from ocop.ground.registry.actions import subject_of
from ocop.ground.registry.models import Attachment, Delivery, JournalEntry, Notice
from ocop.ground.registry.policies import may_read_journal, offices_served
from ocop.ground.registry.states import DeliveryState
from ocop.kit.clock import HO_CHI_MINH
from ocop.kit.scope import Actor


def history_of(subject: models.Model) -> QuerySet[JournalEntry]:
    """Everything that happened to one thing, oldest first; the caller has fetched it through its scope."""
    kind, key = subject_of(subject)
    return JournalEntry.objects.filter(subject_type=kind, subject_id=key).order_by("seq")


def attachments_of(subject: models.Model) -> QuerySet[Attachment]:
    """Every paper ever attached to one record, taken off or not; who may open which is its holder's business."""
    kind, key = subject_of(subject)
    return Attachment.objects.filter(subject_type=kind, subject_id=key).order_by("pk")


def attached_to(subjects: Sequence[models.Model]) -> dict[str, list[Attachment]]:
    """The papers that stand on records of one kind, by the record's public id; one query.

    For kinds whose readers may open every paper: whom a holder keeps from one is not asked here.
    """
    found: dict[str, list[Attachment]] = {}
    if subjects:
        kinds, keys = zip(*(subject_of(each) for each in subjects), strict=True)
        rows = Attachment.objects.filter(subject_type=kinds[0], subject_id__in=keys, removed_at__isnull=True)
        for row in rows.order_by("pk"):
            found.setdefault(row.subject_id, []).append(row)
    return found


def journal_for(
    actor: Actor, *, act: str = "", subject_id: str = "", since: date | None = None, until: date | None = None
) -> QuerySet[JournalEntry]:
    """The rows this person may read, newest first, by act, by thing and by days (both included)."""
    if not may_read_journal(actor):
        return JournalEntry.objects.none()
    rows = JournalEntry.objects.order_by("-seq")
    if act:
        rows = rows.filter(act=act)
    if subject_id:
        rows = rows.filter(subject_id=subject_id)
    if since:
        rows = rows.filter(at__gte=_start_of(since))
    if until:
        rows = rows.filter(at__lt=_start_of(until + timedelta(days=1)))
    return rows


def acts_seen() -> list[str]:
    """The acts that stand in the journal, for its filter."""
    return list(JournalEntry.objects.order_by("act").values_list("act", flat=True).distinct())


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=HO_CHI_MINH)


def failures() -> QuerySet[Delivery]:
    """Deliveries that were given up, newest act first."""
    return Delivery.objects.filter(state=DeliveryState.FAILED).select_related("entry").order_by("-entry_id", "pk")


def struggling() -> QuerySet[Delivery]:
    """Deliveries that failed at least once and wait for another attempt."""
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING, attempts__gt=0)
    return waiting.select_related("entry").order_by("next_at", "pk")


def under_way(subject: models.Model) -> QuerySet[Delivery]:
    """What is still owed to acts on one thing, newest act first: waiting or being carried out."""
    kind, key = subject_of(subject)
    owed = Delivery.objects.filter(state__in=[DeliveryState.WAITING, DeliveryState.RUNNING])
    return owed.filter(entry__subject_type=kind, entry__subject_id=key).order_by("-entry_id", "pk")


def notices_for(actor: Actor) -> QuerySet[Notice]:
    """Notices to the person and to the offices whose work they do, newest first."""
    if actor.user_id is None:
        return Notice.objects.none()
    return Notice.objects.filter(Q(user_id=actor.user_id) | Q(office_id__in=offices_served(actor)))


def unread_count(actor: Actor) -> int:
    return notices_for(actor).filter(read_at__isnull=True).count()
