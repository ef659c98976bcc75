"""What people decide of a suspicion; each word stays."""

from datetime import datetime

from ocop.cycle.scans import policies
from ocop.cycle.scans.models import Suspicion, SuspicionStep
from ocop.cycle.scans.states import SuspicionState
from ocop.ground.registry.actions import record
from ocop.kit.ids import new_public_id
from ocop.kit.once import once
from ocop.kit.scope import Actor, require


@once(SuspicionStep, owner="by_id")
def decide(suspicion: Suspicion, *, state: str, words: str, by: Actor, at: datetime, key: str = "") -> SuspicionStep:
    """Watch, ask the producer, hand to market control, close; or, as the producer, answer. Raises `Refused`."""
    rows = Suspicion.objects.select_for_update(of=("self",)).select_related("range__product")
    found = rows.get(pk=suspicion.pk)
    require(policies.may_decide(by, found, state))
    found.state, found.changed_at = SuspicionState(state), at
    found.save(update_fields=["state", "changed_at"])
    step = SuspicionStep.objects.create(
        public_id=key or new_public_id(),
        suspicion=found,
        state=state,
        words=words,
        signals=found.signals,
        by_id=by.user_id,
        at=at,
    )
    record("scans.suspicion_decided", by=by, at=at, subject=found, data={"state": state})
    return step
