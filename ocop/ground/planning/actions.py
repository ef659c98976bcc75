"""What is done to an assignment."""

from datetime import datetime

from django.db import models, transaction

from ocop.ground.planning import policies
from ocop.ground.planning.models import Assignment, Proof
from ocop.ground.registry.actions import record, subject_of
from ocop.kit.scope import Actor, require


@transaction.atomic
def attach_record(
    assignment: Assignment, *, subject: models.Model, label: str, url: str, by: Actor, at: datetime
) -> Proof:
    """Show a record of another room (a class, a fair) as a result of an assignment; once, however often asked.

    `url` is the record's page on this site. Raises `Refused`.
    """
    row = Assignment.objects.select_for_update().select_related("office").get(pk=assignment.pk)
    require(policies.may_work_on(by, row))
    subject_type, subject_id = subject_of(subject)
    proof, is_new = Proof.objects.get_or_create(
        assignment=row,
        subject_type=subject_type,
        subject_id=subject_id,
        defaults={"label": label[:300], "url": url, "added_at": at},
    )
    if is_new:
        data = {"subject": subject_type, "id": subject_id}
        record("planning.proof_added", by=by, at=at, subject=row, data=data)
    return proof
