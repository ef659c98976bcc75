"""A producer says what was done to a lot; what was said wrong is said anew, and the first line is declared wrong."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum

from ocop.cycle.epcis import policies
from ocop.cycle.epcis.actions.recording import declare_error, one_at_a_time, record_event
from ocop.cycle.epcis.addresses import batch_uri, material_uri
from ocop.cycle.epcis.models import EventItem, EventPhoto, MaterialLot, Partner, TraceEvent
from ocop.cycle.epcis.states import ErrorReason, Role
from ocop.cycle.epcis.steps import TAKES, TO_BUYERS, Input, StepKind, Told, document_of
from ocop.cycle.traceability.models import Batch
from ocop.ground.offices.models import Unit
from ocop.ground.producers.models import Producer
from ocop.ground.registry.actions import file_document
from ocop.kit.ids import new_public_id
from ocop.kit.once import once
from ocop.kit.scope import Actor, Refused, require
from ocop.kit.text.numbers import format_number
from ocop.kit.uploads import CleanFile


@dataclass(frozen=True, slots=True)
class Said:
    """What was typed on a step's page. Without `material` the step speaks of the batch itself.

    `party` is the producer of the programme that the new partner is, when the person said so.
    """

    at: datetime
    quantity: Decimal
    unit: str = ""
    place: Unit | None = None
    material: str = ""
    material_lot: str = ""
    partner: Partner | None = None
    new_partner: str = ""
    party: Producer | None = None
    contact: str = ""
    inputs: tuple[Input, ...] = ()
    photo: CleanFile | None = None


@once(TraceEvent, owner="recorded_by_id")
def record_step(
    batch: Batch,
    kind: StepKind,
    said: Said,
    *,
    by: Actor,
    at: datetime,
    instead_of: TraceEvent | None = None,
    key: str = "",
) -> TraceEvent:
    """Write down what was done to a batch, or to raw material for it; `instead_of` is declared wrong by the new line.

    Raises `Refused` for another's batch, a day to come, goods sold after their recall, and more packets than there are.
    """
    one_at_a_time(batch.product.producer)
    batch = Batch.objects.select_for_update(of=("self",)).select_related("product__producer__unit").get(pk=batch.pk)
    producer = batch.product.producer
    require(policies.may_record(by, producer))
    if said.at > at:
        raise Refused("Ngày giờ này ở tương lai. Anh/chị ghi việc sau khi đã làm.")
    if kind.step in TO_BUYERS and batch.recalls.binding().filter(declared_at__lte=said.at).exists():
        raise Refused(
            "Lô này đã bị thu hồi nên không giao, không bán được. Nếu đã giao trước lúc thu hồi, anh/chị ghi đúng ngày "
            "giờ đã giao."
        )
    key = key or new_public_id()
    if instead_of is not None:
        require(policies.may_declare_error(by, instead_of))
    partner = _partner(batch, said, by=by, at=at)
    uri = batch_uri(batch)
    if kind.is_material and said.material:
        uri = material_uri(_material(batch, said, instead_of, by=by, at=at))
    told = Told(said.at, uri, said.quantity, said.unit, said.place, partner, said.inputs)
    row = record_event(
        document_of(kind, batch, told, key), producer=producer, product=batch.product, by=by, at=at, key=key
    )
    if said.photo is not None:
        EventPhoto.objects.create(event=row, document=file_document(said.photo, by=by, at=at))
    if instead_of is not None:
        reason, why = ErrorReason.INCORRECT_DATA, "Đã ghi lại cho đúng"
        declare_error(instead_of, reason=reason, why=why, corrected_by=[row.event_id], by=by, at=at)
    if kind.takes:
        _refuse_more_than_made(batch)
    return row


@transaction.atomic
def say_it_did_not_occur(event: TraceEvent, *, why: str, by: Actor, at: datetime) -> None:
    """Take a line back that tells of something nobody did."""
    require(policies.may_record(by, event.producer))
    declare_error(event, reason=ErrorReason.DID_NOT_OCCUR, why=why, by=by, at=at)


def packets_gone(batch: Batch, steps: Collection[str] = TAKES) -> int:
    """How many packets of a batch were delivered, sold or destroyed, or only some of these."""
    steps_of_producer = TraceEvent.objects.standing().filter(
        biz_step__in=list(steps), producer=batch.product.producer_id
    )  # who sells on another's packets took them from the producer before
    gone = EventItem.objects.filter(batch=batch, role=Role.QUANTITY, unit="", event__in=steps_of_producer)
    return int(gone.aggregate(total=Sum("quantity"))["total"] or 0)


def _refuse_more_than_made(batch: Batch) -> None:
    """Called when the new line stands among the others, so that a corrected one is not counted twice.

    What was delivered may come back and be destroyed: of a recalled batch the two are not added up.
    """
    gone = packets_gone(batch)
    if batch.recalls.exists():
        gone = max(packets_gone(batch, {"destroying"}), packets_gone(batch, set(TAKES) - {"destroying"}))
    if gone > batch.quantity:
        raise Refused(
            f"Lô này có {format_number(batch.quantity)} gói, ghi thêm dòng này thì thành đã giao, bán, hủy "
            f"{format_number(gone)} gói. Anh/chị xem lại số gói, hoặc sửa số gói làm ra ở trang của lô."
        )


def _partner(batch: Batch, said: Said, *, by: Actor, at: datetime) -> Partner | None:
    """The partner chosen, or the one of that very name, made when there is none yet.

    Only a person can tell that a partner is a producer of the programme, which then finds what was delivered to it:
    many share a name, or nearly.
    """
    if said.partner is not None or not said.new_partner:
        return said.partner
    producer = batch.product.producer
    made: Mapping[str, Any] = {
        "contact": said.contact,
        "party": said.party,
        "made_by_id": by.user_id,
        "recorded_at": at,
    }
    return Partner.objects.get_or_create(producer=producer, name=said.new_partner, defaults=made)[0]


def _material(batch: Batch, said: Said, instead_of: TraceEvent | None, *, by: Actor, at: datetime) -> MaterialLot:
    """The lot of raw material the step speaks of: that of the line it corrects, so that what used it stays tied."""
    earlier = MaterialLot.objects.filter(event_items__event=instead_of).first() if instead_of else None
    if earlier is None:
        return MaterialLot.objects.create(
            producer=batch.product.producer,
            name=said.material,
            lot=said.material_lot,
            made_by_id=by.user_id,
            recorded_at=at,
        )
    earlier.name, earlier.lot = said.material, said.material_lot
    earlier.save(update_fields=["name", "lot"])
    return earlier
