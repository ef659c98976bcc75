"""Batches, the stamps that stand on them, and stamps that no longer speak for anything."""

from datetime import date, datetime

from ocop.cycle.traceability import policies
from ocop.cycle.traceability.events import StampsActivated, StampsVoided
from ocop.cycle.traceability.models import Activation, Batch, StampException, StampRange
from ocop.ground.producers.models import Product
from ocop.ground.registry.actions import record
from ocop.kit.clock import local_date
from ocop.kit.ids import new_public_id
from ocop.kit.once import once
from ocop.kit.scope import Actor, Refused, require
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
    if made_on > local_date(at):
        raise Refused("Ngày sản xuất ở tương lai. Anh/chị ghi ngày đã làm ra lô hàng.")
    if expires_on is not None and expires_on < made_on:
        raise Refused("Hạn sử dụng trước ngày sản xuất. Anh/chị xem lại hai ngày này.")
    product = Product.objects.select_for_update().get(pk=product.pk)
    if Batch.objects.filter(product=product, lot=lot).exists():
        raise Refused(f"Sản phẩm này đã có lô “{lot}”. Anh/chị ghi số lô khác, hoặc mở lô đã có.")
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
    record("traceability.batch_made", by=by, at=at, subject=batch, data={"lot": lot, "quantity": quantity})
    return batch


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
    if not policies.may_bind(issued, batch):
        raise Refused("Lô này của sản phẩm khác. Tem chỉ dán được lên sản phẩm đã lấy tem.")
    start, end = _indexes(issued, first, last)
    if held := issued.activations.all().meeting(start, end).select_related("batch").first():
        raise Refused(f"Trong các tem này có tem đã kích hoạt cho lô “{held.batch.lot}”. {_next_free(issued)}")
    if issued.exceptions.all().meeting(start, end).exists():
        raise Refused("Trong các tem này có tem đã báo mất, hỏng. Anh/chị chia thành hai lần kích hoạt.")
    _refuse_more_than_made(batch, last - first + 1)
    active = Activation.objects.create(
        public_id=key or new_public_id(),
        range=issued,
        batch=batch,
        first=start,
        last=end,
        activated_by_id=by.user_id,
        activated_at=at,
    )
    record(by=by, at=at, subject=issued, event=StampsActivated(issued.pk, batch.pk, start, end))
    return active


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
    record(by=by, at=at, subject=issued, why=reason, event=StampsVoided(issued.pk, mishap, start, end))
    return row


def _locked(issued: StampRange) -> StampRange:
    return StampRange.objects.select_for_update(of=("self",)).select_related("product").get(pk=issued.pk)


def next_free(issued: StampRange) -> int | None:
    """The number, counted from 1, of the first stamp of a range after all that stand on a batch; None for none."""
    last = issued.activations.order_by("-last").values_list("last", flat=True).first()
    free = 1 if last is None else last - issued.first + 2
    return free if free <= issued.count else None


def _next_free(issued: StampRange) -> str:
    free = next_free(issued)
    return "Dải này đã kích hoạt hết." if free is None else f"Tem kế tiếp chưa kích hoạt là số {format_number(free)}."


def _indexes(issued: StampRange, first: int, last: int) -> tuple[int, int]:
    if not 1 <= first <= last <= issued.count:
        raise Refused(f"Dải này có tem số 1 đến số {format_number(issued.count)}. Anh/chị xem lại hai số tem.")
    return issued.first + first - 1, issued.first + last - 1


def _refuse_more_than_made(batch: Batch, count: int) -> None:
    bound = sum(each.count for each in batch.activations.all())
    if bound + count > batch.quantity:
        left = max(batch.quantity - bound, 0)
        raise Refused(
            f"Lô “{batch.lot}” có {format_number(batch.quantity)} gói, còn {format_number(left)} gói chưa có tem. "
            "Mỗi gói một tem: anh/chị sửa số tem, hoặc ghi lô khác."
        )
