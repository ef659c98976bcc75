"""Giving stamps to a product, and their codes to the printer."""

import hashlib
from datetime import datetime

from django.db import transaction

from ocop.cycle.traceability import policies
from ocop.cycle.traceability.events import StampsIssued
from ocop.cycle.traceability.files import lines_of
from ocop.cycle.traceability.keys import WrongStampKey, key_check
from ocop.cycle.traceability.models import StampEpoch, StampExport, StampRange
from ocop.cycle.traceability.states import ExportKind
from ocop.ground.producers.models import Product
from ocop.ground.registry.actions import record
from ocop.kit.clock import local_date
from ocop.kit.ids import new_public_id
from ocop.kit.once import once
from ocop.kit.scope import Actor, Refused, require
from ocop.kit.text.numbers import format_number
from ocop.rules.stamps import EPOCHS, PER_EPOCH

# More in one go is a slip of the hand; who needs more asks again.
MOST_AT_ONCE = 10_000_000


@once(StampRange, owner="issued_by_id")
def issue_stamps(product: Product, *, count: int, by: Actor, at: datetime, key: str = "") -> StampRange:
    """Give a product `count` stamps, one range in one row; two at once never get the same stamp.

    `key` is the id of the range, so that a second press gives no second one. Raises `Refused` without a star that
    stands, and outside 1 to `MOST_AT_ONCE`.
    """
    if not 1 <= count <= MOST_AT_ONCE:
        raise Refused(f"Mỗi lần lấy từ 1 đến {format_number(MOST_AT_ONCE)} tem.")
    require(policies.may_ask_for_stamps(by, product, local_date(at)))
    epoch = _epoch_with_room(count, at)
    first, last = epoch.next_index, epoch.next_index + count - 1
    epoch.next_index += count
    epoch.save(update_fields=["next_index"])
    issued = StampRange.objects.create(
        public_id=key or new_public_id(),
        epoch=epoch,
        first=first,
        last=last,
        product=product,
        issued_by_id=by.user_id,
        issued_at=at,
    )
    record(by=by, at=at, subject=issued, event=StampsIssued(issued.pk, product.pk, count))
    return issued


def take_codes(issued: StampRange, *, by: Actor, at: datetime) -> StampExport:
    """Note that somebody takes the codes of a range away; the file itself is `files.lines_of`."""
    require(policies.may_take_codes(by, issued))
    digest = hashlib.sha256()
    for piece in lines_of(issued):
        digest.update(piece)
    with transaction.atomic():
        taken = StampExport.objects.create(
            range=issued, kind=ExportKind.CSV, sha256=digest.hexdigest(), taken_by_id=by.user_id, taken_at=at
        )
        data = {"kind": taken.kind, "sha256": taken.sha256}
        record("traceability.codes_taken", by=by, at=at, subject=issued, data=data)
    return taken


def _epoch_with_room(count: int, at: datetime) -> StampEpoch:
    """The epoch that runs, locked; a full one is closed, and what is left of it stays unused."""
    epoch = _newest()
    if epoch is not None and epoch.closed_at is None:
        if epoch.key_check != key_check(epoch.number):
            raise WrongStampKey
        if epoch.next_index + count <= PER_EPOCH:
            return epoch
        epoch.closed_at = at
        epoch.save(update_fields=["closed_at"])
    number = 0 if epoch is None else epoch.number + 1
    if number >= EPOCHS:
        raise Refused("Đã dùng hết mười kỳ khóa tem. Báo người quản trị hệ thống.")
    StampEpoch.objects.get_or_create(number=number, defaults={"key_check": key_check(number), "opened_at": at})
    return StampEpoch.objects.select_for_update().get(number=number)


def _newest() -> StampEpoch | None:
    """The newest epoch, locked. Who waited for the lock looks again: another may have been opened meanwhile."""
    while True:
        epoch = StampEpoch.objects.select_for_update().order_by("-number").first()
        if epoch is None or not StampEpoch.objects.filter(number__gt=epoch.number).exists():
            return epoch
