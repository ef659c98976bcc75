"""The number under the scratch: right or wrong, and whether somebody gave it before."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from ocop.cycle.traceability.keys import keys_of
from ocop.cycle.traceability.models import ScratchedStamp, StampRange
from ocop.cycle.traceability.states import Scratch
from ocop.rules.stamps import PIN_TRIES, PIN_TRIES_HOURS, Stamp, pin_of


@dataclass(frozen=True, slots=True)
class Scratched:
    """The answer, and when the right number was first given; None where it never was or the answer must not say."""

    answer: Scratch
    first_right_at: datetime | None = None


# Within this time the very form that gave the number first is answered as the first: a hand that pressed twice, a page
# loaded anew. Later a page kept open must not go on telling others that nobody gave the number before them.
SAME_PRESS = timedelta(minutes=10)


def check_pin(stamp: Stamp, pin: str, *, at: datetime, form: str = "") -> Scratched:
    """Whether `pin` is the number under a stamp's scratch; the first right one is remembered for good.

    `form` is the id of the form it was typed in, at most twelve signs, which says of nobody who they are.
    Wrong ones are counted for each stamp: `PIN_TRIES` within `PIN_TRIES_HOURS` hours, then none is heard until these
    are over. A stamp nobody issued answers as one without a scratch. At most five queries.
    """
    issued = StampRange.objects.holding(stamp)
    if issued is None or not issued.has_pin:
        return Scratched(Scratch.NONE)
    with transaction.atomic():
        ScratchedStamp.objects.get_or_create(epoch_id=stamp.epoch, index=stamp.index)
        row = ScratchedStamp.objects.select_for_update().get(epoch_id=stamp.epoch, index=stamp.index)
        if row.wrong_since is not None and at - row.wrong_since >= timedelta(hours=PIN_TRIES_HOURS):
            row.wrong, row.wrong_since = 0, None
        if row.wrong >= PIN_TRIES:
            return Scratched(Scratch.TOO_MANY)
        typed = "".join(sign for sign in pin if sign.isdecimal() and sign.isascii())
        if not hmac.compare_digest(typed, pin_of(keys_of(stamp.epoch), stamp)):
            row.wrong, row.wrong_since = row.wrong + 1, row.wrong_since or at
            row.save()
            return Scratched(Scratch.WRONG)
        if row.first_right_at is not None:
            is_same = form and form == row.first_form and at - row.first_right_at <= SAME_PRESS
            return Scratched(Scratch.FIRST if is_same else Scratch.AGAIN, row.first_right_at)
        row.first_right_at, row.first_form = at, form
        row.save()
        return Scratched(Scratch.FIRST, at)
