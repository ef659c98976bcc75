"""A document is taken in: its events kept all or none, or each for itself, and what was refused written down."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from ocop.cycle.epcis.actions import Taken, keep_document
from ocop.kit import clock
from ocop.public.epcis_api.access import actor_of, producer_of
from ocop.public.epcis_api.models import Behaviour, CaptureJob
from ocop.public.epcis_api.problems import problem
from ocop.public.partners.models import ApiKey
from ocop.rules.epcis import Document


@transaction.atomic
def run_job(events: Sequence[Document], *, key: ApiKey, behaviour: Behaviour, at: datetime) -> CaptureJob:
    """Keep the events of a document that was read already, as the word of the key's producer."""
    refused = keep_document(
        events,
        producer=producer_of(key),
        by=actor_of(key),
        at=at,
        sent_by=key.name,
        all_or_none=behaviour is Behaviour.ROLLBACK,
    )
    errors = [
        problem(409 if isinstance(refusal, Taken) else 403, refusal.reason, about=event["eventID"])
        for event, refusal in refused
    ]
    return CaptureJob.objects.create(
        key=key, behaviour=behaviour, errors=errors, created_at=at, finished_at=max(at, clock.now())
    )
