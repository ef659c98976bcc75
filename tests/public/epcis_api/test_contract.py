"""The service answers as its own description says, whatever it is asked or sent, whoever asks."""

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocop.cycle.epcis.models import TraceEvent
from ocop.rules.epcis import Document
from tests.cycle.epcis.chain import keep, lot_of, made_of, seen
from tests.public.api.test_contract import CHECKS, officer
from tests.public.epcis_api.asking import BASE, Program, whole
from tests.public.epcis_api.test_capture import STRANGE
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now", "one_connection")]

OPERATIONS = 48  # a new one is asked too once it stands in the description; fewer mean that one was lost


@pytest.mark.slow
@pytest.mark.parametrize("who", ["anybody", "partner", "officer"])
def test_no_server_error_and_no_undocumented_answer(
    who: str, world: World, sign_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    monkeypatch.setattr("ocop.public.api.rate.PER_MINUTE", 10**6)
    keep(world, seen(lot_of(world)))
    headers = {"partner": partner, "officer": officer}.get(who, lambda *said: {})(world, sign_in)
    schema = schemathesis.openapi.from_wsgi(f"{BASE}/openapi.json", get_wsgi_application())
    operations = [each.ok() for each in schema.get_all_operations()]
    assert len(operations) >= OPERATIONS
    for operation in operations:
        ask_anything(operation, headers)


def ask_anything(operation: Any, headers: dict[str, str]) -> None:
    @given(case=operation.as_strategy())
    @settings(max_examples=8, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def ask(case: Any) -> None:
        case.call_and_validate(headers=headers, checks=CHECKS)

    ask()


def partner(world: World, sign_in: Any) -> dict[str, str]:
    return {"Authorization": f"Bearer {Program(world, per_minute=10**6).secret}"}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
MORE = (
    "epcList",
    "parentID",
    "readPoint",
    "quantityList",
    "errorDeclaration",
    "ilmd",
    "sensorElementList",
    "certificationInfo",
    "destinationList",
    "ocop:stamps",
)


@pytest.mark.slow
def test_an_event_with_anything_in_place_of_anything_is_kept_or_refused(world: World) -> None:
    """What the schema lets through must fit our columns too; no answer is an error of ours."""
    cache.clear()
    program, batch = Program(world, per_minute=10**6), lot_of(world)
    events = [seen(batch, read_point="https://a.example/"), made_of("urn:x:1", "urn:x:2")]

    @given(st.sampled_from(events), st.data(), VALUES, st.sampled_from(({}, {}, STRANGE)))
    @settings(max_examples=150, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def send(event: Document, data: Any, value: Any, kind: Document) -> None:
        changed = event | kind | {data.draw(st.sampled_from([*event, *MORE])): value}
        for path, sent in (("/events", changed), ("/capture", whole(changed))):
            before = TraceEvent.objects.count()
            response = program.send(path, sent)
            assert response.status_code in (201, 202, 400, 403, 409), response.content
            assert response.status_code < 300 or TraceEvent.objects.count() == before

    send()
