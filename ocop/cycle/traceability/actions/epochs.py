"""The lives of the keys: which epoch new stamps belong to, and closing one whose keys others may know."""

from datetime import datetime

from django.db import transaction

from ocop.cycle.traceability import policies
from ocop.cycle.traceability.keys import WrongStampKey, key_check
from ocop.cycle.traceability.models import StampEpoch
from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require
from ocop.rules.stamps import EPOCHS, PER_EPOCH


def epoch_with_room(count: int, at: datetime) -> StampEpoch:
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


def close_epoch(epoch: StampEpoch, *, reason: str, is_doubtful: bool, by: Actor, at: datetime) -> StampEpoch:
    """Give out no more stamps of an epoch; nothing reopens it. Stamps on shelves stay what they are.

    `is_doubtful` says that others may know its keys: who scans a stamp of it is told to look twice. That may be said of
    an epoch closed before. Raises `Refused` for the last of the ten, and where nothing would change.
    """
    with transaction.atomic():
        require(policies.may_close_epochs(by))
        epoch = StampEpoch.objects.select_for_update().get(pk=epoch.pk)
        if epoch.closed_at is not None and (epoch.is_doubtful or not is_doubtful):
            raise Refused("Kỳ khóa này đã đóng.")
        if epoch.number == EPOCHS - 1 and epoch.closed_at is None:
            raise Refused("Đây là kỳ khóa cuối. Đóng kỳ này thì không cấp được tem nào nữa.")
        epoch.closed_at, epoch.closed_by_id = epoch.closed_at or at, by.user_id
        epoch.close_reason, epoch.is_doubtful = reason, is_doubtful
        epoch.save(update_fields=["closed_at", "closed_by", "close_reason", "is_doubtful"])
        data = {"number": epoch.number, "is_doubtful": is_doubtful}
        record("traceability.epoch_closed", by=by, at=at, subject=epoch, data=data, why=reason)
    return epoch


def _newest() -> StampEpoch | None:
    """The newest epoch, locked. Who waited for the lock looks again: another may have been opened meanwhile."""
    while True:
        epoch = StampEpoch.objects.select_for_update().order_by("-number").first()
        if epoch is None or not StampEpoch.objects.filter(number__gt=epoch.number).exists():
            return epoch
