"""Every address has a line in the tables, keeps strangers out unless it is public, and writes nothing when read."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ocop.ground.accounts.models import User
from tests.walks.routes import ACTS, LED_ON, PEOPLE, PUBLIC, ROUTES, SIGNED_IN, WHO
from tests.world import World

NOBODYS = "zzzzzzzzzzzz"  # the form of a public id, and nobody's
SignIn = Callable[[User], Client]


def all_routes(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every named address with the names of its parameters."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from all_routes(pattern.url_patterns, inner)
        else:
            assert pattern.name, f"an address without a name: {pattern.pattern}"
            yield f"{namespace}{pattern.name}", list(pattern.pattern.converters)


EVERY = dict(all_routes(get_resolver().url_patterns))
KEPT = sorted(name for name, access in ROUTES.items() if access == SIGNED_IN and name in EVERY)
OF_A_RECORD = sorted(name for name in ROUTES if EVERY.get(name))
PLAIN = sorted(name for name in ROUTES if name in EVERY and not EVERY[name])


def address(name: str) -> str:
    """The address with an id nobody has; the one address that takes a number gets 1."""
    return reverse(name, kwargs={parameter: 1 if parameter == "pk" else NOBODYS for parameter in EVERY[name]})


def person(world: World, role: str) -> User:
    found: Any = getattr(world, PEOPLE[role])
    return found[0] if isinstance(found, list) else found


def test_every_address_is_in_the_table_and_nothing_else() -> None:
    assert sorted(set(EVERY) - set(ROUTES)) == [], "not in the table"
    assert sorted(set(ROUTES) - set(EVERY)) == [], "no longer an address"


def test_the_tables_use_known_words() -> None:
    assert set(ROUTES.values()) <= {PUBLIC, SIGNED_IN}
    assert set(KEPT) >= ACTS


def test_every_signed_in_page_that_names_no_record_says_who_gets_it() -> None:
    assert set(WHO) == {name for name in PLAIN if ROUTES[name] == SIGNED_IN and name not in ACTS}
    assert all(LED_ON[name] <= WHO[name] for name in LED_ON)


@pytest.mark.parametrize("name", KEPT)
def test_a_stranger_is_sent_to_sign_in(name: str, client: Client, db: None) -> None:
    """Neither a read nor a write gets past the sign-in page, and the answer does not say whether a record exists."""
    for response in (client.get(address(name)), client.post(address(name))):
        assert response.status_code == 302, f"{name}: {response.status_code}"
        assert urlsplit(response["Location"]).path == reverse("account_login")


@pytest.mark.parametrize("name", OF_A_RECORD)
def test_an_unknown_id_is_not_found_for_everybody(name: str, world: World, sign_in: SignIn) -> None:
    """A made-up id answers 404 (410 for an invitation that is over), to a read and to a write, and changes nothing."""
    if name.startswith("mfa_"):
        pytest.skip("asks for the password before it looks for the key; the library's own tests cover it")
    for role in PEOPLE:
        client = sign_in(person(world, role))
        for method in (client.get, client.post):
            with CaptureQueriesContext(connection) as queries:
                response = method(address(name))
            allowed = {404, 403} | ({405} if ROUTES[name] == PUBLIC or method == client.get else set())
            allowed |= {405} if method == client.post and name not in ACTS else set()
            allowed |= {410} if name == "accounts:invitation" else set()
            assert response.status_code in allowed, f"{name} for the {role}: {response.status_code}"
            assert not writes(queries), f"{name} for the {role}"


@pytest.mark.parametrize("name", sorted(WHO))
def test_only_those_in_the_table_get_the_page(name: str, world: World, sign_in: SignIn) -> None:
    for role in PEOPLE:
        status = sign_in(person(world, role)).get(address(name)).status_code
        if role in LED_ON.get(name, ()):
            assert status == 302, f"the {role} is not led on from {name}: {status}"
        elif role in WHO[name]:
            assert status == 200, f"the {role} should get {name}: {status}"
        else:
            assert status in {403, 404}, f"the {role} should not get {name}: {status}"


@pytest.mark.parametrize("name", sorted(ACTS))
def test_an_act_cannot_be_done_by_following_a_link(name: str, world: World, sign_in: SignIn) -> None:
    for role in PEOPLE:
        response = sign_in(person(world, role)).get(address(name))
        refused_before = name.startswith("offices:") and role == "producer"
        assert response.status_code == (403 if refused_before else 405), f"{name} for the {role}"


WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
# Django and allauth keep their own book of who is signed in.
BOOKKEEPING = re.compile(r"django_session|account_emailaddress", re.IGNORECASE)


def writes(queries: CaptureQueriesContext) -> list[str]:
    sent = [query["sql"] for query in queries]
    return [sql for sql in sent if WRITES.match(sql) and not BOOKKEEPING.search(sql)]


@pytest.mark.parametrize("name", PLAIN)
def test_reading_a_page_writes_nothing(name: str, world: World, sign_in: SignIn) -> None:
    for role in PEOPLE:
        client = sign_in(person(world, role))
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address(name))
        assert response.status_code < 500, f"{name} for the {role}"
        assert not writes(queries), f"{name} for the {role} wrote: {writes(queries)[0][:120]}"


def test_no_form_is_taken_without_its_safety_code(world: World) -> None:
    """Another site cannot make a signed-in browser send a form here, whatever the address."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.anh_dung, backend="allauth.account.auth_backends.AuthenticationBackend")
    for name in ROUTES:
        response = client.post(address(name), {"anything": "at all"})
        assert response.status_code == 403, f"{name}: {response.status_code}"
        assert "Trang đã mở quá lâu" in response.content.decode(), name
