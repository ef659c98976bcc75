"""Batches, the stamps that stand on them, and stamps that no longer speak for anything."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from ocop.cycle.certification.queries import valid_when_produced
from ocop.cycle.traceability import policies
from ocop.cycle.traceability.events import BatchMade, LotRenamed, StampsActivated, StampsMoved, StampsVoided
from ocop.cycle.traceability.models import Activation, Batch, StampException, StampRange
from ocop.ground.producers.models import Product
from ocop.ground.registry.actions import record
from ocop.kit.clock import local_date
from ocop.kit.ids import new_public_id
from ocop.kit.once import once
from ocop.kit.scope import Actor, Refused, require
from ocop.kit.text.dates import format_date
from ocop.kit.text.numbers import format_number


@once(Batch, owner="made_by_id")
def make_batch(
    product: Product,
    *,
    lot: str,
    made_on: date,
    quantity: int,
    by: Actor,
    at: datetime,
    expires_on: date | None = None,
    key: str = "",
) -> Batch:
    """Write down what was made in one go. `quantity` counts packets, each of which takes one stamp.

    Raises `Refused` for a lot of that name, a day to come, or an end before the beginning.
    """
    require(policies.may_make_batch(by, product))
    _refuse_odd_days(made_on, expires_on, at)
    product = Product.objects.select_for_update().get(pk=product.pk)
    _refuse_taken_lot(lot, product.batches.all())
    batch = Batch.objects.create(
        public_id=key or new_public_id(),
        product=product,
        lot=lot,
        made_on=made_on,
        expires_on=expires_on,
        quantity=quantity,
        made_by_id=by.user_id,
        recorded_at=at,
    )
    record(by=by, at=at, subject=batch, event=BatchMade(batch.pk, lot, quantity))
    return batch


def change_batch(
    batch: Batch,
    *,
    lot: str,
    made_on: date,
    quantity: int,
    by: Actor,
    at: datetime,
    expires_on: date | None = None,
) -> Batch:
    """Correct what was written of a batch; the journal keeps what stood there.

    Raises `Refused` as `make_batch` does, and for fewer packets than stamps stand on it.
    """
    with transaction.atomic():
        require(policies.may_make_batch(by, batch.product))
        Product.objects.select_for_update().get(pk=batch.product_id)
        Batch.objects.select_for_update().get(pk=batch.pk)
        found = Batch.objects.with_stamps().get(pk=batch.pk)
        _refuse_odd_days(made_on, expires_on, at)
        _refuse_taken_lot(lot, Batch.objects.filter(product=found.product_id).exclude(pk=found.pk))
        if quantity < found.stamps:
            raise Refused(f"Lô này đã có {format_number(found.stamps)} tem, nên không thể ít gói hơn.")
        said = {"lot": lot, "made_on": made_on, "expires_on": expires_on, "quantity": quantity}
        changed = {name: value for name, value in said.items() if getattr(found, name) != value}
        if not changed:
            return found
        data = {name: [str(getattr(found, name)), str(value)] for name, value in changed.items()}
        for name, value in changed.items():
            setattr(found, name, value)
        found.save(update_fields=sorted(changed))
        record("traceability.batch_changed", by=by, at=at, subject=found, data=data)
        if "lot" in changed:
            record(by=by, at=at, subject=found, event=LotRenamed(found.pk, lot))
    return found


def _refuse_odd_days(made_on: date, expires_on: date | None, at: datetime) -> None:
    if made_on > local_date(at):
        raise Refused("Ngày sản xuất ở tương lai. Anh/chị ghi ngày đã làm ra lô hàng.")
    if expires_on is not None and expires_on < made_on:
        raise Refused("Hạn sử dụng trước ngày sản xuất. Anh/chị xem lại hai ngày này.")


def _refuse_taken_lot(lot: str, others: QuerySet[Batch]) -> None:
    if others.filter(lot=lot).exists():
        raise Refused(f"Sản phẩm này đã có lô “{lot}”. Anh/chị ghi số lô khác, hoặc mở lô đã có.")


@once(Activation, owner="activated_by_id")
def activate(
    issued: StampRange, batch: Batch, *, first: int, last: int, by: Actor, at: datetime, key: str = ""
) -> Activation:
    """Let stamps `first` to `last` of a range, counted from 1, stand on a batch.

    Raises `Refused` for stamps outside the range, stamps that stand on a batch or are void, a batch of another product
    or one with fewer packets left, and for a product without a star that stands.
    """
    issued, batch = _locked(issued), Batch.objects.select_for_update().get(pk=batch.pk)
    require(policies.may_activate(by, issued, local_date(at)))
    start, end = _indexes(issued, first, last)
    if held := issued.activations.all().meeting(start, end).select_related("batch").first():
        raise Refused(f"Trong các tem này có tem đã kích hoạt cho lô “{held.batch.lot}”. {_next_free(issued)}")
    if lost := issued.exceptions.all().meeting(start, end).first():
        numbers = " đến ".join(map(format_number, _numbers(issued, lost.first, lost.last)))
        raise Refused(f"Tem số {numbers} đã báo mất, hỏng. Anh/chị kích hoạt phần trước và phần sau riêng.")
    _refuse_batch(issued, batch, last - first + 1)
    active = Activation.objects.create(
        public_id=key or new_public_id(),
        range=issued,
        batch=batch,
        first=start,
        last=end,
        activated_by_id=by.user_id,
        activated_at=at,
    )
    record(by=by, at=at, subject=issued, event=StampsActivated(issued.pk, batch.pk, first, last))
    return active


@once(Activation, owner="activated_by_id")
def move_activation(
    active: Activation, batch: Batch, *, reason: str, by: Actor, at: datetime, key: str = ""
) -> Activation:
    """Let the stamps of an activation stand on another batch, since it was written for the wrong one.

    The old one is kept, ended with its reason. Raises `Refused` for one that was moved before, for the same batch, and
    as `activate` does for a batch of another product, made without a star, or with fewer packets left.
    """
    issued = _locked(active.range)
    # Both, in one order: a recall of either waits for the move or is seen by it.
    both = Batch.objects.select_for_update().order_by("pk").in_bulk([active.batch_id, batch.pk])
    batch = both[batch.pk]
    require(policies.may_move(by, issued))
    active = Activation.objects.select_for_update(of=("self",)).select_related("batch").get(pk=active.pk)
    if active.ended_at is not None:
        raise Refused("Các tem này đã được chuyển sang lô khác. Anh/chị mở lại trang của dải tem.")
    if active.batch_id == batch.pk:
        raise Refused("Các tem này đang đứng trên chính lô ấy. Anh/chị chọn lô khác.")
    if active.batch.recalls.binding().exists():
        raise Refused("Lô đang mang các tem này đã bị thu hồi, nên tem phải ở lại để báo cho người mua.")
    void = sum(
        min(lost.last, active.last) - max(lost.first, active.first) + 1
        for lost in issued.exceptions.all().meeting(active.first, active.last)
    )
    _refuse_batch(issued, batch, active.count - void)
    active.ended_at, active.ended_by_id, active.end_reason = at, by.user_id, reason
    active.save(update_fields=["ended_at", "ended_by", "end_reason"])
    moved = Activation.objects.create(
        public_id=key or new_public_id(),
        range=issued,
        batch=batch,
        first=active.first,
        last=active.last,
        activated_by_id=by.user_id,
        activated_at=at,
    )
    numbers = _numbers(issued, active.first, active.last)
    event = StampsMoved(issued.pk, active.batch_id, batch.pk, *numbers)
    record(by=by, at=at, subject=issued, why=reason, event=event)
    return moved


@once(StampException, owner="said_by_id")
def void_stamps(
    issued: StampRange, *, first: int, last: int, mishap: str, reason: str, by: Actor, at: datetime, key: str = ""
) -> StampException:
    """Say that stamps `first` to `last` of a range, counted from 1, were lost or spoiled; nothing undoes it.

    Who scans one is told so at once. Raises `Refused` for stamps outside the range or said to be void before.
    """
    issued = _locked(issued)
    require(policies.may_void(by, issued))
    start, end = _indexes(issued, first, last)
    if issued.exceptions.all().meeting(start, end).exists():
        raise Refused("Trong các tem này có tem đã được báo mất, hỏng. Anh/chị xem danh sách ở trang của dải tem.")
    row = StampException.objects.create(
        public_id=key or new_public_id(),
        range=issued,
        first=start,
        last=end,
        mishap=mishap,
        reason=reason,
        since=at,
        said_by_id=by.user_id,
    )
    record(by=by, at=at, subject=issued, why=reason, event=StampsVoided(issued.pk, mishap, first, last))
    return row


def _locked(issued: StampRange) -> StampRange:
    return StampRange.objects.select_for_update(of=("self",)).select_related("product").get(pk=issued.pk)


def free_stamps(issued: StampRange) -> tuple[int, int] | None:
    """The first stamps of a range that stand on no batch and are not void, counted from 1; None when there are none."""
    taken = sorted(
        [*issued.activations.in_force().values_list("first", "last"), *issued.exceptions.values_list("first", "last")]
    )
    free = issued.first
    for first, last in taken:
        if first > free:
            return _numbers(issued, free, first - 1)
        free = max(free, last + 1)
    return _numbers(issued, free, issued.last) if free <= issued.last else None


def _numbers(issued: StampRange, first: int, last: int) -> tuple[int, int]:
    return first - issued.first + 1, last - issued.first + 1


def _next_free(issued: StampRange) -> str:
    free = free_stamps(issued)
    if free is None:
        return "Dải này không còn tem nào chưa dùng."
    return f"Các tem chưa dùng kế tiếp là số {format_number(free[0])} đến {format_number(free[1])}."


def _indexes(issued: StampRange, first: int, last: int) -> tuple[int, int]:
    if not 1 <= first <= last <= issued.count:
        raise Refused(f"Dải này có tem số 1 đến số {format_number(issued.count)}. Anh/chị xem lại hai số tem.")
    return issued.first + first - 1, issued.first + last - 1


def _refuse_batch(issued: StampRange, batch: Batch, count: int) -> None:
    """A batch that `count` stamps of a range cannot stand on."""
    if not policies.may_bind(issued, batch):
        raise Refused("Lô này của sản phẩm khác. Tem chỉ dán được lên sản phẩm đã lấy tem.")
    if batch.recalls.binding().exists():
        raise Refused(f"Lô “{batch.lot}” đã bị thu hồi nên không dán tem được. Anh/chị chọn lô khác.")
    if valid_when_produced(batch.product_id, batch.made_on) is None:
        day = format_date(batch.made_on)
        raise Refused(f"Lô “{batch.lot}” làm ngày {day}, khi sản phẩm chưa được công nhận, nên không dán tem được.")
    bound = Batch.objects.with_stamps().get(pk=batch.pk).stamps
    if bound + count > batch.quantity:
        left = max(batch.quantity - bound, 0)
        raise Refused(
            f"Lô “{batch.lot}” có {format_number(batch.quantity)} gói, còn {format_number(left)} gói chưa có tem. "
            "Mỗi gói một tem: anh/chị sửa số tem, hoặc ghi lô khác."
        )
