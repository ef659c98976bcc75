"""Every form and every list of the platform, filled with what nobody should type: never an error page, never a loss."""

from collections.abc import Callable, Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from ocop.ground.accounts.models import User
from tests.journeys.absurd import Form, forms_of
from tests.journeys.records import Records, build_records
from tests.journeys.test_strangers import REACH, addresses
from tests.walks.routes import ACTS, PUBLIC, ROUTES, WHO
from tests.walks.test_routes import NOBODYS, PLAIN, person
from tests.walks.test_routes import address as unknown
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now"), pytest.mark.slow]
SignIn = Callable[[User], Client]
Opened = tuple[Client, str, str]  # who looks, at which address, and the page

TYPED = {
    "zero byte": "Khô\x00cá",
    "script": "\"><script>alert('x')</script><img src=x onerror=alert(1)>'; DROP TABLE x; -- %s {{ 1 }}",
    "emoji": "🐟 Khô cá 🇻🇳 \u202engược\u202c \u200b",
    "very long": "Khô cá sặc rằn " * 4000,
    "negative": "-5",
    "huge": "9" * 400,
    "exponent": "1e999",
    "no such day": "31/02/2026",
    "first day of all": "01/01/0001",
    "last day of all": "31/12/9999",
}
CHOSEN = ("\x00", "no-such-value", "9" * 30, "' or 1=1", "🐟")
SHARES = 4  # parts of about equal work, so that two workers end together
CALM = {200, 302, 400, 413, 422, 429}


@pytest.fixture
def records(world: World) -> Records:
    return build_records(world)


def opened(records: Records, sign_in: SignIn, share: int = 0, of: int = 1) -> Iterator[Opened]:
    """Every page that can be read, as the first person in reach who finds a form on it, else as any in reach."""
    clients = {name: sign_in(user) for name, user in records.people.items()}
    order = ("owner", "member", "commune", "secretary", "province", "leader", "ministry", "admin")
    for name, address in list(addresses(records).items())[share::of]:
        if name in ACTS:
            continue
        for who in (each for each in order if each in REACH[name]):
            response = clients[who].get(address)
            page = response.content.decode() if "html" in response.get("Content-Type", "") else ""
            if any(form.method == "post" for form in forms_of(page)):
                yield clients[who], address, page
                break


def plain_pages(records: Records, sign_in: SignIn, share: int = 0, of: int = 1) -> Iterator[Opened]:
    for name in list(PLAIN)[share::of]:
        if name in ACTS or (name not in WHO and ROUTES[name] != PUBLIC):
            continue
        for role in sorted(WHO.get(name, {"producer"})):
            client = Client() if ROUTES[name] == PUBLIC else sign_in(person(records.world, role))
            response = client.get(reverse(name))
            if response.status_code == 200 and "html" in response["Content-Type"]:
                yield client, reverse(name), response.content.decode()
                break


def send(client: Client, page_address: str, form: Form, data: dict[str, list[str]]) -> int:
    """Send the form where its page would, and take back whatever it did."""
    address = urljoin(page_address, form.action or page_address)
    client.raise_request_exception = False
    cache.clear()  # how often a form was sent is not what is tested here
    with transaction.atomic():
        if form.method == "get":
            address = urlsplit(address).path
        response = getattr(client, form.method)(address, data)
        text = response.content.decode() if "html" in response.get("Content-Type", "") else ""
        assert "<script>alert(" not in text, f"{address} shows what was typed unescaped"
        assert "<img src=x" not in text, f"{address} shows what was typed unescaped"
        transaction.set_rollback(True)
    return response.status_code


@pytest.mark.parametrize("share", range(SHARES))
def test_no_form_breaks_on_absurd_input(share: int, records: Records, sign_in: SignIn) -> None:
    """A page is opened once and its forms are sent once for each value typed, and for each choice never offered."""
    broken, sent = [], 0
    for pages in (opened, plain_pages):
        for client, address, page in pages(records, sign_in, share, SHARES):
            for form in forms_of(page):
                for value in TYPED.values() if form.boxes else ():
                    sent += 1
                    status = send(client, address, form, form.typed(value))
                    if status not in CALM | ({404} if form.action.endswith("/xac-thuc/") else set()):  # no such code
                        broken.append(f"{address} → {form.action}: {status} on {value[:20]!r} typed")
                # A form of boxes alone has been sent above, and a lone button sends the same whatever was chosen.
                for value in CHOSEN if form.offers else CHOSEN[: not form.boxes]:
                    status = send(client, address, form, form.typed(value, everywhere=True))
                    if status not in CALM | {404}:
                        broken.append(f"{address} → {form.action}: {status} on {value[:20]!r} chosen")
    assert not broken
    assert sent > 40 * len(TYPED) / SHARES, "the forms were not found"


@pytest.mark.parametrize("share", range(2))
def test_no_list_breaks_on_a_page_that_is_none(share: int, records: Records, sign_in: SignIn) -> None:
    names = ["trang", "lan", "muc", "buoc", "dot", "cho", "next", "nhom", "loai", "ngay", "san-pham", "trang_thai"]
    names += ["nam", "noi"]
    places = [(client, address) for client, address, _ in plain_pages(records, sign_in, share, 2)]
    lists = ("evaluation:council", "evaluation:ranking", "producers:wallet", "producers:file_paper")[share::2]
    places += [(sign_in(records.people[min(REACH[name])]), addresses(records)[name]) for name in lists]
    for client, address in places:
        client.raise_request_exception = False
        for page in ("abc", "999999", "-1", "²", "9" * 5000):
            assert client.get(address, dict.fromkeys(names, page)).status_code in {200, 302}, f"{address} {page[:9]}"


def test_a_zero_byte_in_an_address_is_no_error_page(world: World, sign_in: SignIn) -> None:
    """PostgreSQL refuses it inside a query, so it must not get there."""
    client = sign_in(world.anh_dung)
    client.raise_request_exception = False
    for name in REACH:
        if NOBODYS not in unknown(name):
            continue  # its address takes numbers only
        assert client.get(unknown(name).replace(NOBODYS, "%00")).status_code == 400, name
