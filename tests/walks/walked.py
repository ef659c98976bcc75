"""The sample province as everybody walks it, once in a whole run: one worker builds and walks it, all may use it.

What is kept goes through SQLite's own backup. PostgreSQL's run leaves out the tests that need it (`one_database`).
"""

import fcntl
import pickle
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import override_settings

from ocop.kit import clock
from ocop.sample.build import build_province
from tests.walks.crawl import PEOPLE, Seen, Walk
from tests.walks.public_pages import happen_now


@dataclass(frozen=True)
class Walked:
    """Who saw which pages, and the province they walked: its database and its files."""

    pages: dict[str, list[Seen]]
    database: Path
    files: Path

    @contextmanager
    def standing(self) -> Iterator[None]:
        """The province stands in this process meanwhile; afterwards its database is as it was before."""
        with _put_back_after(), _files_in(self.files):
            with closing(sqlite3.connect(self.database)) as kept:
                kept.backup(_memory())
            ContentType.objects.clear_cache()
            yield


def walked(shared: Path) -> Walked:
    """The walk kept in a folder that all workers share; who comes first makes it, the others wait meanwhile."""
    kept = shared / "walked.pickle"
    with (shared / "walked.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(pickle.dumps(_walk(shared)))
    found: Walked = pickle.loads(kept.read_bytes())  # noqa: S301 — our own
    return found


def _walk(shared: Path) -> Walked:
    files, database = shared / "province", shared / "province.sqlite3"
    with _put_back_after(), _files_in(files):
        for _ in build_province(at=clock.now()):
            pass
        happen_now()
        with closing(sqlite3.connect(database)) as kept:
            _memory().backup(kept)
        return Walked({who: Walk(who).go() for who in PEOPLE}, database, files)


def _memory() -> Any:
    connection.ensure_connection()
    assert connection.vendor == "sqlite", "the walk is kept by SQLite"
    return connection.connection


@contextmanager
def _put_back_after() -> Iterator[None]:
    with closing(sqlite3.connect(":memory:")) as before:
        _memory().backup(before)
        try:
            yield
        finally:
            before.backup(_memory())
            ContentType.objects.clear_cache()


@contextmanager
def _files_in(folder: Path) -> Iterator[None]:
    files = {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(folder)},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(STORAGES=files, MEDIA_ROOT=folder):
        yield
