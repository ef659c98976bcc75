"""Giving stamps to a product, and their codes to the printer."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import transaction

from ocop.cycle.traceability import policies
from ocop.cycle.traceability.actions.epochs import epoch_with_room
from ocop.cycle.traceability.events import StampsIssued
from ocop.cycle.traceability.files import gtin_printed, lines_of
from ocop.cycle.traceability.models import StampExport, StampRange
from ocop.cycle.traceability.printing.labels import MOST_LABELS, label_on, labels_of
from ocop.cycle.traceability.printing.sheets import Sheet
from ocop.cycle.traceability.states import ExportKind
from ocop.ground.producers.models import Product
from ocop.ground.registry.actions import record
from ocop.kit.clock import local_date
from ocop.kit.ids import new_public_id
from ocop.kit.once import once
from ocop.kit.scope import Actor, Refused, require
from ocop.kit.text.numbers import format_number

# More in one go is a slip of the hand; who needs more asks again.
MOST_AT_ONCE = 10_000_000


@once(StampRange, owner="issued_by_id")
def issue_stamps(
    product: Product, *, count: int, by: Actor, at: datetime, has_pin: bool = False, key: str = ""
) -> StampRange:
    """Give a product `count` stamps, one range in one row; two at once never get the same stamp.

    `has_pin` gives each a number under a scratch. `key` is the id of the range, so that a second press gives no second
    one. Raises `Refused` without a star that stands, and outside 1 to `MOST_AT_ONCE`.
    """
    if not 1 <= count <= MOST_AT_ONCE:
        raise Refused(f"Mỗi lần lấy từ 1 đến {format_number(MOST_AT_ONCE)} tem.")
    require(policies.may_ask_for_stamps(by, product, local_date(at)))
    epoch = epoch_with_room(count, at)
    first, last = epoch.next_index, epoch.next_index + count - 1
    epoch.next_index += count
    epoch.save(update_fields=["next_index"])
    issued = StampRange.objects.create(
        public_id=key or new_public_id(),
        epoch=epoch,
        first=first,
        last=last,
        product=product,
        has_pin=has_pin,
        issued_by_id=by.user_id,
        issued_at=at,
    )
    record(by=by, at=at, subject=issued, event=StampsIssued(issued.pk, product.pk, count))
    return issued


def take_codes(issued: StampRange, *, by: Actor, at: datetime) -> Iterator[bytes]:
    """The printer's file of a whole range, once it is noted who takes it; see `_taken`."""
    return _taken(issued, lambda: lines_of(issued), ExportKind.CSV, 1, issued.count, "", by=by, at=at)


def take_labels(issued: StampRange, sheet: Sheet, *, first: int, last: int, by: Actor, at: datetime) -> Iterator[bytes]:
    """Labels of stamps `first` to `last`, counted from 1, laid out for the printer; see `_taken`.

    Raises `Refused` for stamps outside the range, more than `MOST_LABELS`, and labels that nobody could read.
    """
    require(policies.may_take_codes(by, issued))
    if not 1 <= first <= last <= issued.count:
        raise Refused(f"Dải này có tem số 1 đến số {format_number(issued.count)}. Anh/chị xem lại hai số tem.")
    if last - first >= MOST_LABELS:
        raise Refused(f"Mỗi tệp in nhiều nhất {format_number(MOST_LABELS)} tem. Anh/chị lấy phần còn lại ở tệp sau.")
    if not sheet.fits:
        raise Refused("Các tem này không vừa một tờ A4 (210 x 297 mm). Anh/chị giảm số cột, số hàng hoặc cỡ tem.")
    if not label_on(issued, sheet).is_readable:
        raise Refused(
            "Tem nhỏ quá: điện thoại không quét được hoặc mắt không đọc được mã. Anh/chị chọn cỡ tem lớn hơn."
        )
    return _taken(
        issued,
        lambda: labels_of(issued, sheet, first, last),
        ExportKind.LABELS,
        first,
        last,
        str(sheet),
        by=by,
        at=at,
    )


def _taken(
    issued: StampRange,
    pieces: Callable[[], Iterator[bytes]],
    kind: str,
    first: int,
    last: int,
    sheet: str,
    *,
    by: Actor,
    at: datetime,
) -> Iterator[bytes]:
    """Note who takes which codes, with a hash of the file, before a byte of it is given away.

    The file is made twice, once for its hash, so that no copy of it ever lies on a disk.
    """
    require(policies.may_take_codes(by, issued))
    digest = hashlib.sha256()
    for piece in pieces():
        digest.update(piece)
    said = {"kind": kind, "first": first, "last": last, "sheet": sheet, "sha256": digest.hexdigest()}
    with transaction.atomic():
        _keep_gtin(issued)
        StampExport.objects.create(range=issued, taken_by_id=by.user_id, taken_at=at, **said)
        record("traceability.codes_taken", by=by, at=at, subject=issued, data=said)
    return pieces()


def _keep_gtin(issued: StampRange) -> None:
    """Note on the range which number its labels bear now: they keep it when the product's is put right."""
    row, gtin = StampRange.objects.select_for_update(of=("self",)).get(pk=issued.pk), gtin_printed(issued.product)
    if gtin and gtin not in row.gtins.split():
        row.gtins = f"{row.gtins} {gtin}".strip()
        row.save(update_fields=["gtins"])
