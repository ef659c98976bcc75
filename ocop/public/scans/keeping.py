"""The worker's part: pages of stamps made beforehand and stored, those no longer true done away with.

Stored are the pages of the lots that stamps were put on last, and of whatever is scanned; in the evening those of the
next day too. A page is stored only if
nothing it rests on changed while it was made. Events along the chain are followed to the lots whose pages tell of them.
That nothing is left to follow is written down for five minutes at a time: where no worker runs, nobody trusts a stored
page for longer.
"""

import time
from bisect import bisect_right
from collections.abc import Generator, Iterator
from datetime import date, datetime, timedelta
from itertools import chain

import structlog
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.models import Q, QuerySet

from ocop.cycle.epcis.trace import batches_told_of
from ocop.cycle.scans.models import ScanEvent
from ocop.cycle.traceability.models import Activation
from ocop.kit import clock
from ocop.kit.languages import LANGUAGES, OWN
from ocop.public.scans.changes import VOID, is_watched, watch
from ocop.public.scans.facts import lines_of
from ocop.public.scans.models import ChangedEvent, StoredPage, StoredPagesState
from ocop.public.scans.pages import made_page
from ocop.public.scans.program import program
from ocop.public.scans.stored import GOOD_SECONDS, PER_LANGUAGE, key_of, number_of
from ocop.public.scans.stretches import ends_of
from ocop.rules.stamps import PER_EPOCH, Stamp

log = structlog.get_logger(__name__)

# Lots whose pages are made before anybody scans them, some eighty megabytes in two languages; and with those scanned.
LOTS_AHEAD, LOTS_AT_MOST = 5000, 10_000
# More events than that are not followed one by one.
SCANS_READ, DELETED_AT_ONCE, EVENTS_FOLLOWED = 500, 200, 2000
# A pass makes pages for so long, so that events are followed and what is true is written down often enough.
MAKING_SECONDS, RENEWED_SECONDS, PASS_SECONDS = 30, 60, 1
# From this hour on the pages of the next day are made too, so that midnight finds them ready.
EVENING = 20


class Keeper:
    """What one worker has done; it begins by voiding what another version of the program may have stored."""

    def __init__(self) -> None:
        self._pass: Iterator[None] | None = None
        self._next_pass = 0.0
        self._begun = self._warned = False
        self._complete: tuple[int, tuple[date, ...]] | None = None  # no newest lot is without a page while this stands
        self._scans_read = 0
        self._wanted: set[int] = set()  # stamps that were scanned and whose page could not be made yet
        self._failed: tuple[date, set[int]] = (date.min, set())  # that are not tried again on that day

    def keep(self, seconds: float) -> int:
        """Go on for so many seconds at most; how many steps were done. Does nothing on PostgreSQL."""
        if connection.vendor != "sqlite":
            return 0
        until, done = time.monotonic() + seconds, 0
        while (now := time.monotonic()) < until and (self._pass is not None or now >= self._next_pass):
            self._next_pass = now + PASS_SECONDS
            done += self._one_step()
        return done

    def _one_step(self) -> bool:
        """Whether there was one to do. What goes wrong ends the pass, and the next begins anew."""
        going = self._pass or self._steps(clock.now())
        self._pass = None
        for _ in going:
            self._pass = going
            return True
        return False

    def _steps(self, at: datetime) -> Iterator[None]:
        """One pass over all there is to do, a lot at a time."""
        state = self._state()
        if state is None:
            return
        if not state.good_until:
            yield from self._deleted(StoredPage.objects.all())
        days = _days(at)
        for other_days in (Q(day__lt=days[0].toordinal()), Q(day__gt=days[-1].toordinal())):  # found by the index
            yield from self._deleted(StoredPage.objects.filter(other_days))
        now = int(clock.now().timestamp())
        if not (yield from self._followed()):
            return
        if not now + GOOD_SECONDS - RENEWED_SECONDS <= state.good_until <= now + GOOD_SECONDS:
            # Unless something changed that all pages rest on: then the next pass deletes them first.
            StoredPagesState.objects.filter(era=state.era).update(good_until=now + GOOD_SECONDS)
        yield from self._made(days, state.changed)

    def _state(self) -> StoredPagesState | None:
        """What is written down, if it is for this worker to keep: triggers stand, for this version of the program."""
        state = StoredPagesState.objects.first()
        if not self._begun or (state and not state.program):
            self._begun = watch(DEFAULT_DB_ALIAS, program())
            state = StoredPagesState.objects.first()
        if state and state.program == program() and is_watched(DEFAULT_DB_ALIAS):
            self._warned = False
            return state
        if self._begun and not self._warned:
            log.warning("stamp_pages_not_kept", why="another version of the program, or triggers are missing")
            self._warned = True
        return None

    def _deleted(self, pages: QuerySet[StoredPage]) -> Iterator[None]:
        while keys := list(pages.values_list("key", flat=True)[:DELETED_AT_ONCE]):
            StoredPage.objects.filter(key__in=keys).delete()
            self._complete = None
            yield

    def _followed(self) -> Generator[None, None, bool]:
        """Pages that tell of an event which is new or another are deleted; False where all were voided instead."""
        noted = list(ChangedEvent.objects.order_by("pk").values_list("pk", "event"))
        events = dict.fromkeys(event for _, event in noted)
        is_followed = len(events) <= EVENTS_FOLLOWED
        for event in events if is_followed else ():
            try:
                told_of = {batch.product_id for batch in batches_told_of(event)}
            except Exception:
                log.exception("event_not_followed")
                is_followed = False
                break
            yield from self._deleted(StoredPage.objects.filter(product__in=told_of))
            yield
        if not is_followed:
            _void()
        if noted:
            ChangedEvent.objects.filter(pk__lte=noted[-1][0]).delete()
        return is_followed

    def _made(self, days: tuple[date, ...], changed: int) -> Iterator[None]:
        """The pages that are missing, of lots scanned since the last pass and of the newest."""
        is_complete = self._complete == (changed, days)
        self._note_scans()
        if is_complete and not self._wanted:
            return
        until, missed = time.monotonic() + MAKING_SECONDS, set()
        if self._failed[0] != days[0]:
            self._failed = (days[0], set())
        for on in days:
            held = _Held(on)
            for number in chain(sorted(self._wanted), () if is_complete else _of_newest_lots()):
                if number in held or number in self._failed[1] or len(held) >= LOTS_AT_MOST:
                    continue
                if time.monotonic() > until:
                    return
                if stretch := self._stored(number, on):
                    held.add(*stretch)
                else:
                    missed.add(number)
                yield
        self._wanted &= missed
        self._complete = (changed, days)

    def _stored(self, number: int, on: date) -> tuple[int, int] | None:
        """As `store_page`; a lot whose page cannot be made holds up no other."""
        try:
            return store_page(Stamp(*divmod(number, PER_EPOCH)), on)
        except Exception:
            log.exception("page_not_stored")
            self._failed[1].add(number)
            return None

    def _note_scans(self) -> None:
        """The stamps of the last scans that were summed up are wanted."""
        new = ScanEvent.objects.filter(pk__gt=self._scans_read).order_by("-pk").values_list("pk", "stamp_id")
        found = list(new[:SCANS_READ])
        if len(self._wanted) > SCANS_READ:
            self._wanted.clear()
        self._wanted.update(number for _, number in found)
        self._scans_read = found[0][0] if found else self._scans_read


class _Held:
    """The stretches that have a page on a day."""

    def __init__(self, on: date) -> None:
        base = key_of(0, OWN, on)
        own = StoredPage.objects.filter(day=on.toordinal(), key__gte=base, key__lt=base + PER_LANGUAGE).order_by("key")
        rows = list(own.values_list("key", "last"))
        self._firsts, self._lasts = [first - base for first, _ in rows], [last - base for _, last in rows]

    def __len__(self) -> int:
        return len(self._firsts)

    def __contains__(self, number: int) -> bool:
        place = bisect_right(self._firsts, number) - 1
        return place >= 0 and self._lasts[place] >= number

    def add(self, first: int, last: int) -> None:
        place = bisect_right(self._firsts, first)
        self._firsts.insert(place, first)
        self._lasts.insert(place, last)


def _days(at: datetime) -> tuple[date, ...]:
    """The days whose pages are kept at a moment."""
    today = at.date()
    return (today, today + timedelta(days=1)) if at.hour >= EVENING else (today,)


def _of_newest_lots() -> Iterator[int]:
    """The first and the last stamp of each: one of them may be lost, and have a page of its own."""
    newest = Activation.objects.filter(ended_at=None).order_by("-pk").values_list("range__epoch_id", "first", "last")
    for epoch, *ends in newest[:LOTS_AHEAD]:
        yield from (number_of(Stamp(epoch, index)) for index in ends)


def _void() -> None:
    with connection.cursor() as cursor:
        cursor.execute(VOID)


def store_page(stamp: Stamp, on: date) -> tuple[int, int] | None:
    """Make and store the pages of all stamps with the same lines, in every language; their first and last number.

    None where the stamp is not ours, or something changed meanwhile.
    """
    state = StoredPagesState.objects.first()
    lines, _ = lines_of(stamp)
    if state is None or not lines:
        return None
    first, last = (number_of(Stamp(stamp.epoch, index)) for index in ends_of(stamp))
    pages = [
        StoredPage(
            key=key_of(first, language, on),
            last=key_of(last, language, on),
            product=lines[0][0],
            day=on.toordinal(),
            **made_page(lines, on, language)._asdict(),
        )
        for language in LANGUAGES
    ]
    with transaction.atomic():
        unchanged = StoredPagesState.objects.filter(changed=state.changed, program=program())
        if not unchanged.exists():
            return None
        StoredPage.objects.bulk_create(pages, ignore_conflicts=True)  # another worker may have been quicker
    return first, last
