"""What every test may ask for: the small province, a signed-in client, a browser."""

import gc
import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client

from ocop.ground.accounts.models import User
from tests.world import NOW, World, build_world

# Playwright's synchronous driver runs an event loop in the thread that also talks to the test database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


# What takes minutes begins first, so that no worker is still busy with it after the others have gone home: first the
# walk that the look at every page waits for, beside it the sample province, then what they leave time for.
LONGEST = (
    "tests/walks/test_language.py",
    "tests/sample/test_province.py",
    "tests/oversight/reporting/test_phase.py",
    "tests/journeys/test_absurd_input.py",
    "tests/journeys/test_every_page.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long tests first. On PostgreSQL only what another database may change runs: SQLite's run has shown the rest."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        config.hook.pytest_deselected(items=[item for item in items if not _depends_on_the_database(item)])
        items[:] = [item for item in items if _depends_on_the_database(item)]
    items.sort(key=lambda item: (_place_among_the_longest(item), item.get_closest_marker("slow") is None))


def _place_among_the_longest(item: pytest.Item) -> int:
    return next((place for place, file in enumerate(LONGEST) if item.nodeid.startswith(file)), len(LONGEST))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: Python need not look through it again and again for what can be thrown away.

    This takes a sixth off the time of a test that opens pages.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _depends_on_the_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("one_database") is not None:
        return False
    fixtures = {"db", "transactional_db"}.intersection(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def at_now(time_machine: Any) -> Any:
    """The clock stands at `NOW` and moves only when the test moves it."""
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def one_connection(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server's own application, called in a test, keeps the connection of the test's transaction.

    It would close it after each request, as it should between real ones; Django's test client holds back too.
    """
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A client with this person signed in: the session is there at once, as after the sign-in page."""

    def signed_in(user: User) -> Client:
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        return client

    return signed_in


@pytest.fixture(scope="session")
def _folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A new name for a folder at every call; nothing is made on the disk before a test files something."""
    root = tmp_path_factory.mktemp("files")
    return (root / str(number) for number in count())


@pytest.fixture(scope="session")
def _empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("static")


@pytest.fixture(autouse=True)
def _files_in_a_fresh_folder(settings: Any, _folders: Iterator[Path]) -> None:
    settings.MEDIA_ROOT = next(_folders)
    settings.STORAGES = {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(settings.MEDIA_ROOT)},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _quick_and_quiet(settings: Any, _empty_folder: Path) -> None:
    """A password of the small province costs nothing to store, and the static folder exists though it is empty."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    settings.STATIC_ROOT = _empty_folder


@pytest.fixture(scope="session")
def walked(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The sample province as everybody walks it, made once for all workers of a run."""
    from tests.walks.walked import walked

    own = tmp_path_factory.getbasetemp()
    with django_db_blocker.unblock():
        return walked(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


def _a_click_ends_when_its_page_can_be_read() -> None:
    """A click that opens a page returns once the page is read to its end, as a person would look at it.

    Playwright's own click returns when the answer begins, and a count taken then is of half a page.
    """
    from playwright.sync_api import Locator

    click = Locator.click

    def click_and_read(locator: Any, *args: Any, **kwargs: Any) -> None:
        click(locator, *args, **kwargs)
        locator.page.wait_for_load_state("domcontentloaded")

    Locator.click = click_and_read


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One Chromium for the whole run; contexts are made per test."""
    from playwright.sync_api import sync_playwright

    _a_click_ends_when_its_page_can_be_read()
    executable = os.environ.get("OCOP_CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def phone(chromium: Any) -> Iterator[Any]:
    """A page on a cheap Android phone: 360 px wide, JavaScript on."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, locale="vi-VN", has_touch=True)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone_without_script(chromium: Any) -> Iterator[Any]:
    """The same phone with JavaScript off."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, locale="vi-VN", has_touch=True, java_script_enabled=False
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def desktop(chromium: Any) -> Iterator[Any]:
    """An officer's desktop browser, 1280 px wide."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def live_world(transactional_db: None) -> World:
    """The same people for browser tests, with the round open around the real day.

    A browser drops cookies by the machine's clock, so browser tests do not freeze time; the round moves instead.
    """
    from datetime import timedelta

    from ocop.kit import clock

    world = build_world()
    today = clock.today()
    world.round.opens_on = today - timedelta(days=60)
    world.round.proposal_due = today + timedelta(days=20)
    world.round.meeting_due = today + timedelta(days=40)
    world.round.save()
    return world


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Tables made from the models, with the journal's triggers that only a migration puts there.

    Walking through every migration takes long, so only `tests/walks/test_migrations.py` does it.
    Before the database goes, whoever still holds a connection to it (a browser's last request) is sent away.
    """
    from ocop.ground.registry import triggers

    with django_db_blocker.unblock():
        triggers.install(connection)
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(scope="session", autouse=True)
def _a_transactional_test_empties_only_what_it_filled() -> Iterator[None]:
    """Django would empty every table and register every kind of record anew, for about a second after each such test.

    The journal's triggers refuse to be emptied to anybody, so they are away meanwhile.
    """
    from django.test import TransactionTestCase

    empty = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda case: _empty_tables_with_rows()
    yield
    TransactionTestCase._fixture_teardown = empty


def _empty_tables_with_rows() -> None:
    from ocop.ground.registry import triggers

    kept = {"django_content_type", "auth_permission"}
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - kept
    quote = connection.ops.quote_name
    with triggers.lifted(connection), connection.constraint_checks_disabled(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")  # no reference is checked meanwhile
        # Our own tables, all asked at once.
        filled = (f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {quote(name)})" for name in sorted(tables))  # noqa: S608
        cursor.execute(" UNION ALL ".join(filled))
        for (name,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {quote(name)}")  # noqa: S608 — our own tables
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = origin")
