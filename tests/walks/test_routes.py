"""Every address has a line in the table, keeps strangers out unless it is public, and writes nothing when it is read."""

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.walks.routes import PUBLIC, ROUTES, SIGNED_IN
from tests.world import World

NOBODY = "zzzzzzzzzzzz"  # the form of a public id, and nobody's


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


def address(name: str) -> str:
    """The address with an id nobody has; integers, if any, as 1."""
    pattern_args = {}
    for parameter in EVERY[name]:
        pattern_args[parameter] = EXAMPLES.get(parameter, NOBODY)
    return reverse(name, kwargs=pattern_args)


EXAMPLES: dict[str, str | int] = {"turn": 1, "section": 1, "stars": 3, "year": 2026, "number": 1, "page": 1}


def test_every_address_is_in_the_table_and_nothing_else() -> None:
    assert set(EVERY) == set(ROUTES), (
        f"not in the table: {sorted(set(EVERY) - set(ROUTES))}; no longer an address: {sorted(set(ROUTES) - set(EVERY))}"
    )


def test_the_table_uses_known_words() -> None:
    assert set(ROUTES.values()) <= {PUBLIC, SIGNED_IN}


@pytest.mark.parametrize("name", sorted(name for name, access in ROUTES.items() if access == SIGNED_IN))
def test_a_stranger_is_sent_to_sign_in(name: str, client: Client, world: World) -> None:
    """Neither a read nor a write gets past the sign-in page, and the answer does not say whether a record exists."""
    for response in (client.get(address(name)), client.post(address(name))):
        if response.status_code == 405:
            continue
        assert response.status_code in {302, 401, 403}, f"{name}: {response.status_code}"
        if response.status_code == 302:
            assert "/tai-khoan/dang-nhap/" in response["Location"] or "login" in response["Location"]


@pytest.mark.parametrize("name", sorted(name for name in ROUTES if EVERY.get(name)))
def test_an_unknown_id_is_not_found_for_everybody(name: str, world: World, sign_in) -> None:  # type: ignore[no-untyped-def]
    """A made-up id answers 404 (or a verdict on public pages that exist to judge codes), never an error."""
    for user in (world.chi_lan, world.co_hien, world.anh_dung, world.council_members[0]):
        response = sign_in(user).get(address(name))
        allowed = {404, 405, 403} | ({200, 302} if ROUTES[name] == PUBLIC else set())
        assert response.status_code in allowed, f"{name} for {user}: {response.status_code}"


WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
# Django and allauth keep their own book of who is signed in.
BOOKKEEPING = re.compile(r"django_session|account_emailaddress", re.IGNORECASE)


@pytest.mark.parametrize("name", sorted(name for name in ROUTES if name in EVERY and not EVERY[name]))
def test_reading_a_page_writes_nothing(name: str, world: World, sign_in) -> None:  # type: ignore[no-untyped-def]
    for user in (world.chi_lan, world.co_hien, world.anh_dung, world.chi_thao, world.ong_khanh, world.anh_quan):
        client = sign_in(user)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get(address(name))
        assert response.status_code < 500, f"{name} for {user}"
        wrote = [
            query["sql"] for query in queries if WRITES.match(query["sql"]) and not BOOKKEEPING.search(query["sql"])
        ]
        assert not wrote, f"{name} for {user} wrote: {wrote[0][:120]}"
