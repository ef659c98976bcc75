"""A stamp's page out of the database, where the worker stored it beforehand: one question for page and earlier scans.

No process remembers a page of its own, so that it makes no difference which lot is scanned, how often, or since when
the server runs. Who changes anything does away with the page in the same transaction (`changes`).
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections

from ocop.cycle.scans.models import ScannedStamp
from ocop.kit.languages import LANGUAGES
from ocop.public.scans.facts import Seen, seen_in
from ocop.public.scans.models import StoredPage, StoredPagesState
from ocop.public.scans.program import program
from ocop.rules.stamps import EPOCHS, PER_EPOCH, Stamp

# As many numbers as a language takes, vi before en; the last epoch's worth is nobody's (`judging.NOBODYS`).
PER_LANGUAGE = (EPOCHS + 1) * PER_EPOCH
# For so long after the worker looked a page is trusted; what it then wrote must not lie further ahead either.
GOOD_SECONDS = 300
_PLACES: Mapping[str, int] = {language: place * PER_LANGUAGE for place, language in enumerate(LANGUAGES)}
_PER_DAY = len(_PLACES) * PER_LANGUAGE
_PAGES, _SCANS = StoredPage._meta.db_table, ScannedStamp._meta.db_table
_QUESTION = f"""
SELECT layout, verdict, named, body, count, clients, CAST(first_at AS TEXT), first_region
FROM {StoredPagesState._meta.db_table}
JOIN {_PAGES} AS page ON page.key = (SELECT key FROM {_PAGES} WHERE key <= ?1 ORDER BY key DESC LIMIT 1)
LEFT JOIN {_SCANS} ON number = ?2
WHERE page.last >= ?1 AND day = ?3 AND good_until BETWEEN ?4 + 1 AND ?4 + {GOOD_SECONDS} AND program = ?5
"""  # noqa: S608 — our own names


class MadePage(NamedTuple):
    """A page with gaps where each stamp puts its own; plain values, as they are stored.

    `layout` says where the gaps are and what stands in each; `named` is what a Digital Link of it may name, GTIN and
    lot. Both are JSON, and the page's.
    """

    layout: str
    verdict: str
    named: str
    body: bytes


def key_of(number: int, language: str, on: date) -> int:
    """What a page of a day is stored under that begins with the stamp of a number; two days stand side by side."""
    return on.toordinal() % 2 * _PER_DAY + _PLACES[language] + number


def number_of(stamp: Stamp) -> int:
    return stamp.epoch * PER_EPOCH + stamp.index


def stored_page(stamp: Stamp, language: str, on: date, second: int) -> tuple[MadePage, Seen | None] | None:
    """The page that holds for a stamp on a day in a second since 1970, and its earlier scans; None where there is none.

    Raises what SQLite raises. None while a test or a developer watches the questions, and on PostgreSQL.
    """
    here = connections[DEFAULT_DB_ALIAS]
    if here.vendor != "sqlite" or here.force_debug_cursor:
        return None
    if here.connection is None:
        here.ensure_connection()
    number = number_of(stamp)
    asked = (key_of(number, language, on), number, on.toordinal(), second, program())
    # A cursor for each question: one that is kept would hold on to the state of the database it last saw.
    row = here.connection.execute(_QUESTION, asked).fetchone()
    return (MadePage._make(row[:4]), seen_in(row[4:])) if row else None
