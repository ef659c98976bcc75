"""The service answers as its own description says, whatever it is asked, whoever asks."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from ocop.public.api import rate
from ocop.public.partners.actions import give_key
from ocop.public.partners.states import Scope
from tests.world import NOW, World
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now", "one_connection")]

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture
def starred(world: World) -> World:
    make_recognition(world.dried_fish, world.province_committee, stars=4)
    return world


@pytest.mark.parametrize("who", ["anybody", "partner", "officer"])
def test_no_server_error_and_no_undocumented_answer(
    who: str, starred: World, sign_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate, "PER_MINUTE", 10**6)
    cache.clear()
    headers = {"partner": partner, "officer": officer}.get(who, lambda *said: {})(starred, sign_in)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    operations = [each.ok() for each in schema.get_all_operations()]
    assert len(operations) >= 7
    for operation in operations:
        ask_anything(operation, headers)


def ask_anything(operation: Any, headers: dict[str, str]) -> None:
    @given(case=operation.as_strategy())
    @settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def ask(case: Any) -> None:
        case.call_and_validate(headers=headers, checks=CHECKS)

    ask()


def partner(world: World, sign_in: Any) -> dict[str, str]:
    until = (NOW + timedelta(days=9)).date()
    dung = world.actor(world.anh_dung)
    given_key = give_key("Sàn", scopes=[Scope.READ], per_minute=10**6, expires_on=until, by=dung, at=NOW)
    return {"Authorization": f"Bearer {given_key.secret}"}


def officer(world: World, sign_in: Any) -> dict[str, str]:
    client = sign_in(world.anh_dung)
    return {"Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())}
