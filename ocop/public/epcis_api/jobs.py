"""A document is taken in: its events kept all or none, or each for itself, and what was refused written down."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from ocop.cycle.epcis.actions import Taken, keep_sent, lots_of
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.public.epcis_api.access import actor_of, producer_of
from ocop.public.epcis_api.models import Behaviour, CaptureJob
from ocop.public.epcis_api.problems import problem
from ocop.public.partners.models import ApiKey
from ocop.rules.epcis import Document


@transaction.atomic
def run_job(events: Sequence[Document], *, key: ApiKey, behaviour: Behaviour, at: datetime) -> CaptureJob:
    """Keep the events of a document that was read already, as the word of the key's producer."""
    said: dict[str, Any] = {"producer": producer_of(key), "by": actor_of(key), "at": at, "sent_by": key.name}
    said["lots"] = lots_of(events, producer_of(key))
    errors: list[dict[str, Any]] = []
    packs = [events] if behaviour is Behaviour.ROLLBACK else [[event] for event in events]
    for pack in packs:
        errors += _kept(pack, said)
    return CaptureJob.objects.create(
        key=key, behaviour=behaviour, errors=errors, created_at=at, finished_at=max(at, clock.now())
    )


def _kept(pack: Sequence[Document], said: dict[str, Any]) -> list[dict[str, Any]]:
    """Keep events that stand or fall together; what was refused of them."""
    event: Document = {}
    try:
        with transaction.atomic():
            for event in pack:
                keep_sent(event, **said)
    except Refused as refusal:
        status = 409 if isinstance(refusal, Taken) else 403
        return [problem(status, refusal.reason, about=event["eventID"])]
    return []
