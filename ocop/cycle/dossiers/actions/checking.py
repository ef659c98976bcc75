"""The first reader's and the province's work: findings, samples, sending back, passing on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from ocop.cycle.dossiers import commune_contents, law, policies, return_reasons
from ocop.cycle.dossiers.actions.moving import locked, move, person_of
from ocop.cycle.dossiers.changes import content_of
from ocop.cycle.dossiers.events import DossierAccepted, DossierForwarded, DossierReturned
from ocop.cycle.dossiers.models import CommuneFinding, Dossier, ReturnItem, ReturnSlip
from ocop.cycle.dossiers.places import places_of
from ocop.cycle.dossiers.states import DossierState
from ocop.ground.offices.states import Role
from ocop.ground.registry.actions import record
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused, require


@dataclass(frozen=True, slots=True)
class FaultToMend:
    """One line of a return: the place (`places`), the reason (`return_reasons`) and what to do about it."""

    field: str
    reason: str
    remedy: str


@transaction.atomic
def record_finding(
    dossier: Dossier, *, content: str, text: str, confirmed: bool, by: Actor, at: datetime
) -> CommuneFinding:
    """Write what the commune found on one of the four contents (Mẫu số 03); may be rewritten until forwarding."""
    row = locked(dossier)
    require(policies.may_check(by, row))
    if content not in commune_contents.BY_KEY or not law.commune_assesses(row.criteria_id):
        raise Refused("Mẫu số 03 không có nội dung này.")
    if not text.strip():
        raise Refused("Anh/chị viết nhận xét cho nội dung này.")
    finding, _ = CommuneFinding.objects.update_or_create(
        dossier=row,
        content=content,
        defaults={
            "text": text.strip()[:4000],
            "confirmed": confirmed,
            "found_by_id": person_of(by),
            "found_at": at,
        },
    )
    record("dossiers.finding_recorded", by=by, at=at, subject=row, data={"content": content, "agrees": confirmed})
    return finding


@transaction.atomic
def receive_samples(dossier: Dossier, *, on: date, by: Actor, at: datetime) -> Dossier:
    """Confirm that the samples were handed over on a day. Raises `Refused` for a day still to come."""
    row = locked(dossier)
    require(policies.may_check(by, row))
    if on > local_date(at):
        raise Refused("Ngày nhận sản phẩm mẫu không được sau hôm nay.")
    row.samples_received_on = on
    row.save(update_fields=["samples_received_on"])
    record("dossiers.samples_received", by=by, at=at, subject=row, data={"on": on.isoformat()})
    return row


@transaction.atomic
def return_dossier(
    dossier: Dossier, *, items: Sequence[FaultToMend], wanted_by: date | None = None, by: Actor, at: datetime
) -> ReturnSlip:
    """Send a dossier back to be mended, naming for each fault the place, the reason and the remedy.

    Raises `Refused` without items, for a place or reason that does not exist, an empty remedy or a day gone by.
    """
    row = locked(dossier)
    require(policies.may_return(by, row))
    if not items:
        raise Refused("Anh/chị ghi ít nhất một nội dung cần bổ sung.")
    if wanted_by and wanted_by < local_date(at):
        raise Refused("Ngày hẹn bổ sung không được trước hôm nay.")
    places = places_of(row)
    for item in items:
        if item.field not in places or item.reason not in return_reasons.BY_KEY:
            raise Refused("Anh/chị chọn mục cần sửa và lý do trong danh sách.")
        if not item.remedy.strip():
            raise Refused(f"Anh/chị ghi cách khắc phục cho mục “{places[item.field].label}”.")
    slip = ReturnSlip.objects.create(
        dossier=row,
        returned_by_id=person_of(by),
        office_id=_office_of(row, by),
        returned_at=at,
        wanted_by=wanted_by,
        before=content_of(row),
    )
    ReturnItem.objects.bulk_create(
        ReturnItem(
            slip=slip,
            field=item.field,
            reason=item.reason,
            clause=return_reasons.clause_for(return_reasons.BY_KEY[item.reason], row.criteria_id),
            remedy=item.remedy.strip()[:1000],
        )
        for item in items
    )
    event = DossierReturned(row.pk, slip_id=slip.pk, office_id=slip.office_id, items=len(items))
    move(row, "return", event, by=by, at=at, due_on=None)
    return slip


def _office_of(row: Dossier, by: Actor) -> int:
    """The office in whose name the person sends the dossier back."""
    if row.state == DossierState.LODGED and row.reading_office_id:
        return row.reading_office_id
    return min(by.office_ids(Role.PROVINCE_OFFICER))


@transaction.atomic
def forward_dossier(dossier: Dossier, *, proposal_number: str = "", by: Actor, at: datetime) -> Dossier:
    """Pass a checked dossier on to the province; under 26/2026 with all four contents and the samples confirmed.

    Raises `Refused` naming what is still to be done.
    """
    row = locked(dossier)
    require(policies.may_forward(by, row))
    if todo := left_to_check(row):
        raise Refused("Trước khi chuyển lên tỉnh, anh/chị còn phải: " + "; ".join(todo) + ".")
    event = DossierForwarded(row.pk, office_id=row.reading_office_id or 0)
    return move(
        row,
        "forward",
        event,
        by=by,
        at=at,
        forwarded_at=at,
        due_on=None,
        proposal_number=proposal_number.strip()[:60],
    )


def left_to_check(dossier: Dossier) -> list[str]:
    """What the first reader must still do before forwarding, in words; empty when nothing."""
    left = []
    if law.commune_assesses(dossier.criteria_id):
        found = {finding.content for finding in dossier.commune_findings.all()}
        left += [f"đánh giá “{c.title.lower()}”" for c in commune_contents.CONTENTS if c.key not in found]
    if law.needs_samples(dossier) and dossier.samples_received_on is None:
        left.append("xác nhận đã nhận sản phẩm mẫu")
    return left


@transaction.atomic
def accept_dossier(dossier: Dossier, *, by: Actor, at: datetime) -> Dossier:
    """Take a forwarded dossier in at the province: it now waits for a council. Raises `Refused`."""
    row = locked(dossier)
    require(policies.may_accept(by, row))
    return move(row, "accept", DossierAccepted(row.pk), by=by, at=at, accepted_at=at)
