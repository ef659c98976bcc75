"""What is done to an assignment: begun, shown with results, reported, accepted, returned, dropped."""

from datetime import datetime
from typing import Any

from django.db import models, transaction

from ocop.ground.planning import policies
from ocop.ground.planning.actions.notices import settle_assignment, tell_coordination, tell_of_assignment
from ocop.ground.planning.models import Assignment, Proof
from ocop.ground.planning.states import ASSIGNMENT_WORKFLOW, AssignmentState
from ocop.ground.registry.actions import record, subject_of
from ocop.ground.registry.models import Document
from ocop.ground.registry.states import NoticeKind
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused, require


def _locked(assignment: Assignment) -> Assignment:
    rows = Assignment.objects.select_for_update(of=("self",)).select_related("office", "task__plan__office")
    return rows.get(pk=assignment.pk)


@transaction.atomic
def attach_record(
    assignment: Assignment, *, subject: models.Model, label: str, url: str, by: Actor, at: datetime
) -> Proof:
    """Show a record of another room (a class, a fair) as a result of an assignment; once, however often asked.

    `url` is the record's page on this site. Raises `Refused`.
    """
    row = _locked(assignment)
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


@transaction.atomic
def attach_paper(assignment: Assignment, *, document: Document, label: str = "", by: Actor, at: datetime) -> Proof:
    """Show a filed paper as a result of an assignment; the same paper once. Raises `Refused`."""
    row = _locked(assignment)
    require(policies.may_work_on(by, row))
    already = Proof.objects.filter(assignment=row, document=document).first()
    if already is not None:
        return already
    words = (label.strip() or document.original_name)[:300]
    proof = Proof.objects.create(assignment=row, document=document, label=words, added_at=at)
    record("planning.proof_added", by=by, at=at, subject=row, data={"document": document.public_id})
    return proof


@transaction.atomic
def remove_proof(proof: Proof, *, why: str = "", by: Actor, at: datetime) -> None:
    """Take a result off an assignment that is not reported yet; the journal keeps what it was. Raises `Refused`."""
    row = _locked(proof.assignment)
    require(policies.may_work_on(by, row))
    found = Proof.objects.select_related("document").filter(pk=proof.pk).first()
    if found is None:
        return
    kept = {"document": found.document.public_id} if found.document else {}
    data = {"label": found.label, "subject": found.subject_type, "id": found.subject_id, **kept}
    found.delete()
    record("planning.proof_removed", by=by, at=at, subject=row, why=why.strip(), data=data)


@transaction.atomic
def begin(assignment: Assignment, *, by: Actor, at: datetime) -> Assignment:
    """The office has begun; a second press finds it begun. Raises `Refused`."""
    row = _locked(assignment)
    if row.state == AssignmentState.RUNNING and policies.may_work_on(by, row):
        return row
    require(policies.may_begin(by, row))
    return _move(row, "begin", by=by, at=at)


@transaction.atomic
def report(assignment: Assignment, *, result: str, by: Actor, at: datetime) -> Assignment:
    """Answer an assignment with its result; refused without words or without anything that shows it."""
    row = _locked(assignment)
    if row.state == AssignmentState.REPORTED and row.result == result.strip():
        return row
    require(policies.may_report(by, row, proofs=row.proofs.count()))
    if not result.strip():
        raise Refused("Ghi kết quả đã làm được rồi báo cáo.")
    row.result, row.reported_at = result.strip(), at
    settle_assignment(row, at=at)
    tell_coordination(row, f"{row.office} báo cáo kết quả", on=local_date(at), at=at)
    return _move(row, "report", by=by, at=at, fields=("result", "reported_at"))


@transaction.atomic
def accept(assignment: Assignment, *, by: Actor, at: datetime) -> Assignment:
    """The coordination office takes the result as it is: done. Raises `Refused`."""
    row = _locked(assignment)
    if row.state == AssignmentState.DONE and by.has_role(*policies.COORDINATORS):
        return row
    require(policies.may_decide(by, row, "accept"))
    row.ended_at = at
    tell_of_assignment(row, "Kết quả đã được công nhận", at=at, kind=NoticeKind.RESULT)
    return _move(row, "accept", by=by, at=at, fields=("ended_at",))


@transaction.atomic
def return_for_more(assignment: Assignment, *, why: str, by: Actor, at: datetime) -> Assignment:
    """Send a report back and say what is missing. Raises `Refused`."""
    row = _locked(assignment)
    if row.state == AssignmentState.RETURNED and row.remark == why.strip():
        return row
    require(policies.may_decide(by, row, "return"))
    row.remark = _reason(why)
    tell_of_assignment(row, "Cần bổ sung kết quả", at=at, body=row.remark, kind=NoticeKind.TODO, asks=True)
    return _move(row, "return", by=by, at=at, why=row.remark, fields=("remark",))


@transaction.atomic
def drop(assignment: Assignment, *, why: str, by: Actor, at: datetime) -> Assignment:
    """Release an office from an assignment and say why. Raises `Refused`."""
    row = _locked(assignment)
    if row.state == AssignmentState.DROPPED and row.remark == why.strip():
        return row
    require(policies.may_decide(by, row, "drop"))
    row.remark, row.ended_at = _reason(why), at
    settle_assignment(row, at=at)
    tell_of_assignment(row, "Được thôi thực hiện việc", at=at, body=row.remark, kind=NoticeKind.RESULT)
    return _move(row, "drop", by=by, at=at, why=row.remark, fields=("remark", "ended_at"))


def _reason(why: str) -> str:
    if not why.strip():
        raise Refused("Ghi lý do để cơ quan được giao biết phải làm gì.")
    return why.strip()


def _move(
    row: Assignment, action: str, *, by: Actor, at: datetime, why: str = "", fields: tuple[str, ...] = ()
) -> Assignment:
    """The one door through which the state of an assignment changes."""
    before = row.state
    row.state = ASSIGNMENT_WORKFLOW.target(action, before)
    row.save(update_fields=["state", *fields])
    data: dict[str, Any] = {"from": str(before), "to": str(row.state)}
    record(_ACTS[action], by=by, at=at, subject=row, why=why, data=data)
    return row


_ACTS = {
    "begin": "planning.assignment_begun",
    "report": "planning.assignment_reported",
    "accept": "planning.assignment_accepted",
    "return": "planning.assignment_returned",
    "drop": "planning.assignment_dropped",
}
