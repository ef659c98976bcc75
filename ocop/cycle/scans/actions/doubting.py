"""What shoppers find odd: sent without an account, answered by officers."""

from datetime import datetime, timedelta

from django.conf import settings

from ocop.cycle.scans import policies
from ocop.cycle.scans.models import Doubt, DoubtAnswer, ScannedStamp
from ocop.cycle.scans.states import DoubtState
from ocop.cycle.traceability.models import StampRange
from ocop.ground.offices.models import Unit
from ocop.ground.registry.actions import file_if_sent, record
from ocop.kit.clock import local_date
from ocop.kit.ids import new_public_id
from ocop.kit.once import once
from ocop.kit.scope import Actor, require
from ocop.kit.uploads import CleanFile
from ocop.rules.stamps import PER_EPOCH, Stamp


@once(Doubt, owner="sent_by_id")
def send_doubt(
    code: str,
    stamp: Stamp | None,
    *,
    kind: str,
    by: Actor,
    at: datetime,
    words: str = "",
    shop: str = "",
    unit: Unit | None = None,
    photo: CleanFile | None = None,
    contact: str = "",
    key: str = "",
) -> Doubt:
    """Write down what a shopper found odd of a stamp; `stamp` is None for a code that is none of ours.

    The photo comes cleaned, without the place it was taken at; nothing of the network or the device is kept. The
    contact is kept until the doubt is closed, at most `OCOP_DOUBT_CONTACT_DAYS`.
    """
    issued = StampRange.objects.holding(stamp) if stamp is not None else None
    number = stamp.epoch * PER_EPOCH + stamp.index if issued is not None and stamp is not None else None
    until = local_date(at) + timedelta(days=settings.OCOP_DOUBT_CONTACT_DAYS) if contact else None
    if number is not None:
        # Before the journal, whose head whoever looks at stamps may be waiting for.
        ScannedStamp.objects.filter(number=number).update(to_look=True)
    doubt = Doubt.objects.create(
        public_id=key or new_public_id(),
        code=code,
        range=issued,
        stamp_number=number,
        kind=kind,
        words=words,
        shop=shop,
        unit=unit,
        photo=file_if_sent(photo, by=by, at=at),
        contact=contact,
        contact_until=until,
        sent_at=at,
        changed_at=at,
    )
    record("scans.doubt_sent", by=by, at=at, subject=doubt, data={"kind": kind})
    return doubt


@once(DoubtAnswer, owner="by_id")
def answer_doubt(doubt: Doubt, *, words: str, closes: bool, by: Actor, at: datetime, key: str = "") -> DoubtAnswer:
    """Say something the shopper reads under the doubt's number; closing it deletes the contact. Raises `Refused`."""
    rows = Doubt.objects.select_for_update(of=("self",)).select_related("range__product__producer")
    found = rows.get(pk=doubt.pk)
    require(policies.may_answer_doubt(by, found))
    found.state, found.changed_at = (DoubtState.CLOSED if closes else DoubtState.ANSWERED), at
    if closes:
        found.contact, found.contact_until = "", None
    found.save(update_fields=["state", "changed_at", "contact", "contact_until"])
    answer = DoubtAnswer.objects.create(
        public_id=key or new_public_id(), doubt=found, state=found.state, words=words, by_id=by.user_id, at=at
    )
    record("scans.doubt_answered", by=by, at=at, subject=found, data={"state": found.state})
    return answer
