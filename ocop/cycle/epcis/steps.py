"""What a producer can say was done to a lot, in plain words, and the event each becomes."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ocop.cycle.epcis.addresses import event_uri, partner_uri, producer_uri, unit_uri, vocabulary
from ocop.cycle.epcis.models import Partner, TraceEvent
from ocop.cycle.traceability.models import Batch
from ocop.ground.offices.models import Unit
from ocop.rules.epcis import (
    Action,
    Amount,
    Document,
    Happening,
    Kind,
    context_of,
    object_event,
    transformation_event,
)


@dataclass(frozen=True, slots=True)
class StepKind:
    """One thing that can be done; `asks` are the questions of its page besides when, where and a picture.

    `is_material`: it speaks of raw material; `takes`: the packets leave the batch, so no more go than there are.
    """

    slug: str
    title: str
    hint: str
    step: str
    disposition: str
    action: Action
    asks: frozenset[str]
    is_material: bool = False
    takes: bool = False
    how_much: str = "Số gói, hộp, chai"


STEPS = (
    StepKind(
        "thu-hoach",
        "Thu hoạch",
        "Gặt, hái, đánh bắt nguyên liệu của mình, hoặc chính lô hàng này",
        "creating_class_instance",
        "active",
        Action.ADD,
        frozenset({"material", "unit"}),
        is_material=True,
        how_much="Thu được bao nhiêu",
    ),
    StepKind(
        "nhan",
        "Mua, nhận nguyên liệu",
        "Mua của ai, bao nhiêu",
        "receiving",
        "in_progress",
        Action.OBSERVE,
        frozenset({"material", "unit", "partner"}),
        is_material=True,
        how_much="Nhận bao nhiêu",
    ),
    StepKind(
        "che-bien",
        "Chế biến",
        "Đã dùng nguyên liệu nào để làm ra lô này",
        "creating_class_instance",
        "active",
        Action.ADD,
        frozenset({"inputs", "unit"}),
        how_much="Làm ra bao nhiêu",
    ),
    StepKind(
        "dong-goi",
        "Đóng gói",
        "Đóng thành gói, hộp, chai",
        "packing",
        "in_progress",
        Action.OBSERVE,
        frozenset(),
    ),
    StepKind(
        "giao",
        "Giao hàng, bán sỉ",
        "Giao cho cửa hàng, siêu thị, thương lái nào",
        "shipping",
        "in_transit",
        Action.OBSERVE,
        frozenset({"partner"}),
        takes=True,
    ),
    StepKind(
        "ban-le",
        "Bán lẻ tại chỗ",
        "Bán thẳng cho người mua, tại nhà, tại chợ, tại hội chợ",
        "retail_selling",
        "retail_sold",
        Action.OBSERVE,
        frozenset(),
        takes=True,
    ),
    StepKind(
        "tieu-huy",
        "Tiêu hủy",
        "Hàng hỏng, hàng thu hồi đã tiêu hủy",
        "destroying",
        "destroyed",
        Action.DELETE,
        frozenset(),
        takes=True,
    ),
)
BY_SLUG = {kind.slug: kind for kind in STEPS}
TAKES = tuple(kind.step for kind in STEPS if kind.takes)
TO_BUYERS = ("shipping", "retail_selling")


@dataclass(frozen=True, slots=True)
class Input:
    """So much of a lot used up."""

    uri: str
    quantity: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of one step. `place` None means at the producer's own place; `uri` is the lot it speaks of."""

    at: datetime
    uri: str
    quantity: Decimal
    unit: str = ""
    place: Unit | None = None
    partner: Partner | None = None
    inputs: tuple[Input, ...] = ()


def kind_of(event: TraceEvent) -> StepKind | None:
    """Which of the steps an event says was done; None for what the platform or a partner's system wrote."""
    if event.recorded_by_id is None:
        return None
    if event.kind == Kind.TRANSFORMATION:
        return BY_SLUG["che-bien"]
    found = next((kind for kind in STEPS if kind.step == event.biz_step and "inputs" not in kind.asks), None)
    return found if event.kind == Kind.OBJECT and found is not None and found.action == event.action else None


def document_of(kind: StepKind, batch: Batch, told: Told, key: str) -> Document:
    """The event of a step; `key` is the public id its row will have. Reads `batch.product.producer`."""
    place = unit_uri(told.place) if told.place else producer_uri(batch.product.producer)
    other = partner_uri(told.partner) if told.partner else ""
    said = Happening(
        event_uri(key),
        told.at,
        kind.step,
        kind.disposition,
        read_point=place,
        location="" if kind.step == "shipping" else place,
        source=other if kind.step == "receiving" else "",
        destination=other if kind.step == "shipping" else "",
        more=(("@context", context_of(vocabulary())),),
    )
    amount = Amount(told.uri, told.quantity, told.unit)
    if "inputs" in kind.asks:
        inputs = [Amount(each.uri, each.quantity, each.unit) for each in told.inputs]
        return transformation_event(said, inputs=inputs, outputs=[amount])
    return object_event(said, kind.action, amounts=[amount])
