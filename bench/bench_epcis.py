"""Documents of EPCIS taken in over HTTP, against the official schema and the bare rows alone."""

import json
from collections.abc import Callable
from itertools import count
from typing import Any

from bench import ready
from bench.result import Result, in_turns

EVENTS, MOST = 50, 3


def run() -> list[Result]:
    """The promise: read, judged, tied to the producer, journaled, within `MOST` times what schema and insert take."""
    ready.set_up_with_tables()
    key, secret, batches = _producer()
    mine, theirs = in_turns(_sent(secret, batches), _bare(key, batches), repeat=3)
    name = f"Nhận việc với lô qua HTTP, mỗi tài liệu {EVENTS} việc"
    peer, ratio = "lược đồ chính thức và chèn trần, hai câu mỗi việc", mine / theirs
    goal = f"thời gian ≤ {MOST} lần"
    return [Result(name, EVENTS / mine, "việc/giây", peer, EVENTS / theirs, ratio, goal, ratio <= MOST)]


def _producer() -> tuple[Any, str, list[str]]:
    """A producer with a product and some lots, and a key of its program."""
    from datetime import date, timedelta

    from ocop.cycle.epcis.addresses import batch_uri
    from ocop.cycle.traceability.models import Batch
    from ocop.ground.accounts.tokens import digest
    from ocop.ground.offices.models import Unit
    from ocop.ground.producers.models import Producer, Product
    from ocop.kit import clock
    from ocop.public.partners.models import ApiKey

    now, since = clock.now(), date(2025, 7, 1)
    unit = Unit.objects.filter(tier="commune").first() or Unit.objects.create(
        code="30076", name="Phương Thịnh", kind="commune", tier="commune", valid_from=since
    )
    producer = Producer.objects.create(name="Cơ sở Khô Bà Lan", unit=unit, created_at=now)
    product = Product.objects.create(name="Khô cá sặc rằn", producer=producer, created_at=now)
    said = {"product": product, "made_on": since, "quantity": 1000, "recorded_at": now}
    batches = [batch_uri(Batch.objects.create(lot=f"L{number}", **said)) for number in range(20)]
    secret = f"ocop_do-{producer.public_id}"
    until = clock.today() + timedelta(days=1)
    key = ApiKey.objects.create(
        name="Phần mềm kho", producer=producer, scopes=["epcis-ghi"], per_minute=10**6, expires_on=until,
        digest=digest(secret), made_at=now,
    )  # fmt: skip
    return key, secret, batches


def _documents(batches: list[str], run: str) -> Callable[[], bytes]:
    """Bodies of documents whose events nobody sent before."""
    from decimal import Decimal

    from ocop.kit import clock
    from ocop.rules.epcis import CONTEXT, Action, Amount, Happening, document_of, object_event

    numbers = count()

    def event(batch: str) -> Any:
        said = Happening(f"urn:bench:{run}-{next(numbers)}", clock.now(), "shipping", "in_transit", read_point=batch)
        return object_event(said, Action.OBSERVE, amounts=[Amount(batch, Decimal(2))])

    def made() -> bytes:
        events = [event(batches[number % len(batches)]) for number in range(EVENTS)]
        return json.dumps(document_of(events, clock.now(), CONTEXT)).encode()

    return made


def _sent(secret: str, batches: list[str]) -> Callable[[], None]:
    from django.test import Client

    made, client = _documents(batches, secret), Client(headers={"Authorization": f"Bearer {secret}"})

    def act() -> None:
        response = client.post("/epcis/v2/capture", made(), content_type="application/json")
        assert response.status_code == 202, response.content
        job = client.get(response["Location"].partition("8000")[2]).json()
        assert job["success"], job

    return act


def _bare(key: Any, batches: list[str]) -> Callable[[], None]:
    """The peer: JSON, the schema, one row for each event and one for its thing."""
    from django.db import transaction

    from ocop.cycle.epcis.models import EventItem, TraceEvent
    from ocop.cycle.epcis.schema import events_in, problems_of_document
    from ocop.kit import clock
    from ocop.rules.epcis import time_of

    made = _documents(batches, f"bare-{key.public_id}")

    def act() -> None:
        document = json.loads(made())
        assert problems_of_document(document) == []
        with transaction.atomic():
            for event in events_in(document):
                row = TraceEvent.objects.create(
                    event_id=event["eventID"], kind=event["type"], event_time=time_of(event), record_time=clock.now(),
                    offset=event["eventTimeZoneOffset"], producer=key.producer, document=event,
                )  # fmt: skip
                EventItem.objects.create(event=row, role="quantity", uri=event["quantityList"][0]["epcClass"])

    return act
