"""Every address has a line in the tables, keeps strangers out unless it is public, and writes nothing when read."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter

from ocop.ground.accounts.models import User
from tests.walks.routes import ACTS, LED_ON, PEOPLE, PUBLIC, ROUTES, SIGNED_IN, WHO
from tests.world import World

# Who may open what is decided without the database: on PostgreSQL the one who opens least and the one who opens most.
ROLES = [
    role if role in {"producer", "province"} else pytest.param(role, marks=pytest.mark.one_database) for role in PEOPLE
]
NOBODYS = "zzzzzzzzzzzz"  # the form of a public id, and nobody's
# Forms for everybody on pages that know no session: there is nobody's authority to misuse.
WITHOUT_A_SESSION = {"public_scans:scratch", "doubts:report"}
# One only reads; to the other a session is nobody, it asks for a key in a header that no browser sends by itself.
SERVICES = ("v1:", "epcis_v2:")
SignIn = Callable[[User], Client]


def all_routes(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every named address with its parameters and how each is read."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from all_routes(pattern.url_patterns, inner)
        else:
            assert pattern.name, f"an address without a name: {pattern.pattern}"
            yield f"{namespace}{pattern.name}", pattern.pattern.converters


EVERY = dict(all_routes(get_resolver().url_patterns))
KEPT = sorted(name for name, access in ROUTES.items() if access == SIGNED_IN and name in EVERY)
OF_A_RECORD = sorted(name for name in ROUTES if EVERY.get(name))
PLAIN = sorted(name for name in ROUTES if name in EVERY and not EVERY[name])


def address(name: str) -> str:
    """The address with an id nobody has; where it takes a number, a number."""
    read = EVERY[name].items()
    return reverse(
        name, kwargs={each: 1 if each == "pk" or isinstance(how, IntConverter) else NOBODYS for each, how in read}
    )


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


def test_a_stranger_is_sent_to_sign_in(client: Client, db: None) -> None:
    """Neither a read nor a write gets past the sign-in page, and the answer does not say whether a record exists."""
    let_in = [
        f"{name}: {response.status_code}"
        for name in KEPT
        for response in (client.get(address(name)), client.post(address(name)))
        if response.status_code != 302 or urlsplit(response["Location"]).path != reverse("account_login")
    ]
    assert let_in == []


WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
# Django and allauth keep their own book of who is signed in.
BOOKKEEPING = re.compile(r"django_session|account_emailaddress", re.IGNORECASE)


def writes(queries: CaptureQueriesContext) -> list[str]:
    sent = [query["sql"] for query in queries]
    return [sql for sql in sent if WRITES.match(sql) and not BOOKKEEPING.search(sql)]


def asked(client: Client, method: str, name: str) -> tuple[int, list[str]]:
    """The status of one request and what it wrote."""
    cache.clear()  # how often one may ask is not what is tested here
    with CaptureQueriesContext(connection) as queries:
        response = getattr(client, method)(address(name))
    return response.status_code, writes(queries)


@pytest.mark.parametrize("role", ROLES)
def test_an_unknown_id_is_not_found(role: str, world: World, sign_in: SignIn) -> None:
    """A made-up id answers 404 (410 for an invitation that is over), to a read and to a write, and changes nothing."""
    client, wrong = sign_in(person(world, role)), []
    for name in OF_A_RECORD:
        if name.startswith("mfa_"):
            continue  # asks for the password before it looks for the key; the library's own tests cover it
        for method in ("get", "post"):
            status, written = asked(client, method, name)
            if status not in answers_to_unknown(name, method) or written:
                wrong.append(f"{method} {name}: {status} {written[:1]}")
    assert wrong == []


def answers_to_unknown(name: str, method: str) -> set[int]:
    allowed = {403, 404}
    if ROUTES[name] == PUBLIC or (method == "get") == (name in ACTS):
        allowed.add(405)
    if name == "accounts:invitation":
        allowed.add(410)
    if name in {"resolver:resolve", "v1:stamp", "v1:certificate"}:
        allowed.add(400)  # what cannot be a code is told apart from a code nobody has
    if name.startswith("epcis_v2:"):
        allowed.add(401)  # a session opens nothing there, a key does
    if name == "public_scans:scratch":
        allowed.add(302)  # to the page that says what is wrong with the code
    return allowed


@pytest.mark.parametrize("role", ROLES)
def test_the_right_people_get_a_page_and_reading_it_writes_nothing(role: str, world: World, sign_in: SignIn) -> None:
    client, wrong = sign_in(person(world, role)), []
    for name in PLAIN:
        if name in ACTS or name == "account_logout":
            continue
        status, written = asked(client, "get", name)
        if status not in answers_to_reading(name, role) or written:
            wrong.append(f"{name}: {status} {written[:1]}")
    assert wrong == []


def answers_to_reading(name: str, role: str) -> set[int]:
    if name not in WHO:
        return set(range(200, 500))  # public, or the sign-in library's own page
    if role in LED_ON.get(name, ()):
        return {302}
    return {200} if role in WHO[name] else {403, 404}


@pytest.mark.parametrize("role", ROLES)
def test_an_act_cannot_be_done_by_following_a_link(role: str, world: World, sign_in: SignIn) -> None:
    client, wrong = sign_in(person(world, role)), []
    for name in sorted(ACTS):
        status, written = asked(client, "get", name)
        refused_before = name.startswith("offices:") and role == "producer"
        if status != (403 if refused_before else 405) or written:
            wrong.append(f"{name}: {status} {written[:1]}")
    assert wrong == []


def test_no_form_is_taken_without_its_safety_code(world: World) -> None:
    """Another site cannot make a signed-in browser send a form here, whatever the address."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.anh_dung, backend="allauth.account.auth_backends.AuthenticationBackend")
    for name in ROUTES:
        if name in WITHOUT_A_SESSION or name.startswith(SERVICES):
            continue
        response = client.post(address(name), {"anything": "at all"})
        assert response.status_code == 403, f"{name}: {response.status_code}"
        assert "Trang đã mở quá lâu" in response.content.decode(), name
