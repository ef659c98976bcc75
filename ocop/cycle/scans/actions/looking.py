"""Looking at what was scanned since the last look: where signs are heavy enough, a suspicion waits for an officer."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Sum

from ocop.cycle.scans.limits import thresholds
from ocop.cycle.scans.models import Doubt, SaleArea, ScanEvent, ScannedStamp, Suspicion, SuspicionStep, codes_in
from ocop.cycle.scans.states import SuspicionState, odd_bit
from ocop.cycle.traceability.models import Activation, StampRange
from ocop.ground.registry.actions import record
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.rules.copies import (
    OPENS,
    Figures,
    RangeFigures,
    Sighting,
    Signal,
    is_news,
    signs_of_range,
    signs_of_stamp,
    weight_of,
)
from ocop.rules.stamps import PER_EPOCH

# As many stamps as one look takes: what is left is looked at a moment later.
STAMPS_AT_ONCE = 500
# As many scans as one look reads. Of a stamp scanned without end (a demonstration, a poster) the latest tell enough,
# and it must not hide the others.
MOST_SIGHTINGS = 20_000


def look(*, at: datetime) -> int:
    """Read the stamps that are worth a look; how many were read. The worker calls it again and again.

    Nothing is locked while scans are read, and each suspicion is written in a transaction of its own that ends with
    its journal row: nobody waits for the journal's head longer than for one of them. What was scanned or reported
    meanwhile is looked at next time; a look that is broken off is done again.
    """
    waiting = ScannedStamp.objects.filter(to_look=True).order_by("number")
    stamps = {row.number: row for row in waiting[:STAMPS_AT_ONCE]}
    if not stamps:
        return 0
    ranges, reports = _ranges_of(stamps), _reports(stamps)
    seen = _sightings(stamps.values(), at)
    for number, row in stamps.items():
        if number in ranges:
            signs = signs_of_stamp(seen[number], reports.get(number, 0), thresholds())
            with transaction.atomic():
                suspect(ranges[number], row, signs, at=at)
    _looked_at_all(stamps, reports)
    look_at_ranges({ranges[number] for number in stamps if number in ranges}, at=at)
    return len(stamps)


@transaction.atomic
def _looked_at_all(stamps: dict[int, ScannedStamp], reports: dict[int, int]) -> None:
    """Note that stamps were looked at, but those of which more is known by now."""
    rows = ScannedStamp.objects.select_for_update().filter(number__in=list(stamps)).order_by("number")
    same = {number for number, count in rows.values_list("number", "count") if count == stamps[number].count}
    # Asked once the rows are ours: who sends a report marks its stamp first.
    reported = _reports(stamps)
    done = [number for number in same if reported.get(number, 0) == reports.get(number, 0)]
    ScannedStamp.objects.filter(number__in=done).update(to_look=False)


def look_at_ranges(keys: Iterable[int] | None = None, *, at: datetime) -> None:
    """Read the scans of whole ranges together: of those named, or, once a night, of every range with active stamps."""
    rows = StampRange.objects.with_counts().select_related("product__sale_area")
    chosen = rows.filter(pk__in=Activation.objects.values("range")) if keys is None else rows.filter(pk__in=keys)
    for issued in chosen.order_by("pk").iterator(chunk_size=500):
        signs = signs_of_range(_figures(issued, at), thresholds())
        with transaction.atomic():
            suspect(issued.pk, None, signs, at=at)


def _figures(issued: Any, at: datetime) -> RangeFigures:
    start = issued.epoch_id * PER_EPOCH
    own = {"number__gte": start + issued.first, "number__lte": start + issued.last}
    scanned = ScannedStamp.objects.filter(**own)
    placed, outside = _places(issued, own, at)
    return RangeFigures(
        active=issued.active,
        scans=scanned.aggregate(total=Sum("count"))["total"] or 0,
        placed=placed,
        outside=outside,
        bursts=sum(odd & odd_bit("burst") > 0 for odd in scanned.exclude(odd=0).values_list("odd", flat=True)),
        reports=Doubt.objects.filter(range=issued).count(),
    )


def _places(issued: Any, own: dict[str, int], at: datetime) -> tuple[int, int]:
    """Of the scans of a range within the window: those with a province, those outside where the goods are sold."""
    area: SaleArea | None = getattr(issued.product, "sale_area", None)
    if area is None:
        return 0, 0
    since = at - timedelta(days=thresholds().window_days)
    of_range = {f"stamp__{name}": value for name, value in own.items()}
    counts = ScanEvent.objects.filter(at__gte=since, **of_range).exclude(region="").values_list("region")
    found = dict(counts.annotate(Count("pk")).order_by())
    sold = codes_in(area.regions)
    return sum(found.values()), sum(count for region, count in found.items() if region not in sold)


def _ranges_of(numbers: Iterable[int]) -> dict[int, int]:
    """Which range each stamp was issued in, by its key; at most one question an epoch."""
    by_epoch: dict[int, list[int]] = defaultdict(list)
    for number in numbers:
        by_epoch[number // PER_EPOCH].append(number % PER_EPOCH)
    found = {}
    for epoch, indexes in by_epoch.items():
        near = StampRange.objects.filter(epoch=epoch, first__lte=max(indexes), last__gte=min(indexes))
        rows = list(near.order_by("first").values_list("first", "last", "pk"))
        firsts = [first for first, _, _ in rows]
        for index in indexes:
            place = bisect_right(firsts, index) - 1
            if place >= 0 and index <= rows[place][1]:
                found[epoch * PER_EPOCH + index] = rows[place][2]
    return found


def _reports(numbers: Iterable[int]) -> dict[int, int]:
    rows = Doubt.objects.filter(stamp_number__in=list(numbers)).values_list("stamp_number")
    return dict(rows.annotate(Count("pk")).order_by())


def _sightings(stamps: Iterable[ScannedStamp], at: datetime) -> dict[int, list[Sighting]]:
    """The scans of each stamp within the window; of those scanned more often than their share the latest.

    One question, and one more for each of the latter.
    """
    since = at - timedelta(days=thresholds().window_days)
    rows = ScanEvent.objects.filter(at__gte=since).values_list("stamp_id", "at", "client", "region", "verdict")
    counts = {row.number: row.count for row in stamps}
    share = _share(counts.values(), MOST_SIGHTINGS)
    few = [number for number, count in counts.items() if count <= share]
    told = list(rows.filter(stamp__in=few))
    for number in counts.keys() - set(few):
        told += rows.filter(stamp=number).order_by("-at")[:share]
    seen: dict[int, list[Sighting]] = defaultdict(list)
    for number, moment, client, region, verdict in told:
        seen[number].append(Sighting(moment, client, region, verdict))
    return seen


def _share(counts: Iterable[int], most: int) -> int:
    """The most that each may take so that all take at most `most`: who needs less leaves the rest to the others."""
    ordered = sorted(counts)
    for place, count in enumerate(ordered):
        share = most // (len(ordered) - place)
        if count > share:
            return share
        most -= count
    return ordered[-1] if ordered else most


def suspect(range_id: int, stamp: ScannedStamp | None, signs: dict[Signal, Figures], *, at: datetime) -> None:
    """Open a suspicion, or note what is new of one; what officers looked at and closed opens again only with news.

    Inside the caller's transaction. Signs once seen stay, though the scans they rest on are deleted.
    """
    known = Suspicion.objects.select_for_update().filter(range=range_id, stamp=stamp).first()
    if known is None:
        if weight_of(signs) < OPENS:
            return
        known, is_new = Suspicion.objects.get_or_create(
            range_id=range_id, stamp=stamp, defaults={"opened_at": at, "changed_at": at}
        )
    else:
        is_new = False
    signals = known.signals | {str(signal): figures for signal, figures in signs.items()}
    if signals == known.signals:
        return
    again = known.state == SuspicionState.CLOSED and is_news(_looked_at(known), signs)
    if is_new or again or is_news(known.signals, signs):
        known.changed_at = at
    if again:
        known.state = SuspicionState.NEW
    known.signals = signals
    known.weight = weight_of({Signal(signal): figures for signal, figures in signals.items()})
    known.save(update_fields=["signals", "weight", "state", "changed_at"])
    if is_new or again:
        SuspicionStep.objects.create(suspicion=known, state=SuspicionState.NEW, signals=signals, at=at)
        system = Actor(None, "Theo dõi lượt quét", local_date(at))
        act = "scans.suspicion_opened" if is_new else "scans.suspicion_reopened"
        record(act, by=system, at=at, subject=known, data={"signals": sorted(known.signals)})


def _looked_at(known: Suspicion) -> dict[str, Figures]:
    """The signs that stood when somebody last decided."""
    last = known.steps.exclude(by=None).order_by("-at", "-pk").first()
    return last.signals if last else {}
