"""A paper is attached to a record, or taken off it."""

from datetime import datetime
from typing import Any

from django.db import models, transaction

from ocop.ground.registry.actions import record, subject_of
from ocop.ground.registry.holders import Holder, holder_of
from ocop.ground.registry.models import Attachment, Document
from ocop.kit.scope import Actor, Refused, require


@transaction.atomic
def attach(
    subject: models.Model,
    document: Document,
    *,
    title: str = "",
    is_private: bool = False,
    by: Actor,
    at: datetime,
) -> Attachment:
    """Attach a filed document to a record the person may read; the same document once. Raises `Refused`.

    The record is locked and the person's right asked again, so that nothing is added to what another has just closed.
    """
    holder, row = _locked(subject)
    require(holder.may_attach(by, row))
    subject_type, subject_id = subject_of(row)
    paper, is_new = Attachment.objects.get_or_create(
        subject_type=subject_type,
        subject_id=subject_id,
        document=document,
        removed_at=None,
        defaults={
            "title": (title.strip() or document.original_name)[:200],
            "is_private": is_private and bool(holder.private_words),
            "added_by_id": by.user_id,
            "added_at": at,
        },
    )
    if is_new:
        data = {"attachment": paper.public_id, "document": document.public_id}
        record("registry.attached", by=by, at=at, subject=row, data=data)
    return paper


@transaction.atomic
def detach(subject: models.Model, attachment: Attachment, *, why: str, by: Actor, at: datetime) -> Attachment:
    """Take a paper off its record; the row and the file stay, with who did so and why. Raises `Refused`."""
    holder, row = _locked(subject)
    paper = Attachment.objects.select_for_update(of=("self",)).get(pk=attachment.pk)
    if paper.removed_at is not None:
        return paper
    require(holder.may_detach(by, row, paper))
    if not why.strip():
        raise Refused("Ghi vì sao bỏ giấy tờ này.")
    paper.removed_at, paper.removed_by_id, paper.removed_why = at, by.user_id, why.strip()[:300]
    paper.save(update_fields=["removed_at", "removed_by", "removed_why"])
    data = {"attachment": paper.public_id, "document": paper.document.public_id}
    record("registry.detached", by=by, at=at, subject=row, why=paper.removed_why, data=data)
    return paper


def _locked(subject: models.Model) -> tuple[Holder, Any]:
    """The record as it stands now, locked, and its holder; raises LookupError for a kind that carries no papers."""
    holder = holder_of(subject._meta.label_lower)
    if holder is None:
        raise LookupError(f"no papers are attached to {subject._meta.label_lower}")
    return holder, type(subject)._base_manager.select_for_update().get(pk=subject.pk)
