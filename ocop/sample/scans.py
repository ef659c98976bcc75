"""Made-up scans of the sample's stamps: most as people shop, one stamp copied, one roll read off, one lost stamp used.

The same people and places every time, through the same actions as the scan page; all of sample products.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from ocop.cycle.scans import actions
from ocop.cycle.scans.models import Doubt, ScannedStamp
from ocop.cycle.scans.scan import Guess, Scan
from ocop.cycle.scans.states import DoubtKind
from ocop.cycle.traceability.keys import keys_of
from ocop.cycle.traceability.models import Activation, StampException
from ocop.cycle.traceability.states import StampState
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.rules.places import PROVINCES
from ocop.rules.stamps import Stamp, code_of

DAYS, SCANNED_OF_100, ANOTHER_OF_100 = 20, 8, 25
COPIED_TO, COPY_PROVINCES = 60, ("79", "75", "80", "92", "01", "48")
HONEST_MOST = 400
SHELF = 20
GUESSES = 40


def load_scans(*, at: datetime) -> None:
    """Scan the stamps that stand on lots of sample products, then look at what was scanned; once."""
    of_sample = Activation.objects.filter(range__product__is_sample=True).select_related("range")
    active = of_sample.order_by("range", "first").first()
    if active is None or ScannedStamp.objects.exists():
        return
    chance = Random(2026)  # noqa: S311 — the same people every time
    honest = [scan for index in _scanned(active, chance) for scan in _shoppers(active, index, chance, at)]
    actions.remember([*honest, *_copies(active, chance, at), *_shelf(active, at), *_lost(active, at)])
    actions.remember([], [Guess(at - timedelta(hours=1), "79") for _ in range(GUESSES)])
    _doubt(active, at)
    while actions.look(at=at):
        pass
    actions.look_at_ranges(at=at)


def _scan(active: Activation, index: int, at: datetime, who: str, region: str, verdict: str = "valid") -> Scan:
    return Scan(active.range.epoch_id, index, at, who.encode(), region, verdict)


def _scanned(active: Activation, chance: Random) -> list[int]:
    stamps = range(active.first, min(active.last, active.first + HONEST_MOST))
    return [index for index in stamps if chance.randrange(100) < SCANNED_OF_100]


def _shoppers(active: Activation, index: int, chance: Random, at: datetime) -> Iterator[Scan]:
    """The one who bought it, and one time in four somebody of the house."""
    moment = at - timedelta(minutes=chance.randrange(60, DAYS * 1440))
    region, number = chance.choice(("82", "82", "82", "79", *PROVINCES)), 0
    yield _scan(active, index, moment, f"khach-{index}-0", region)
    while chance.randrange(100) < ANOTHER_OF_100:
        number += 1
        yield _scan(active, index, moment + timedelta(minutes=number * 7), f"khach-{index}-{number}", region)


def _copies(active: Activation, chance: Random, at: datetime) -> Iterator[Scan]:
    """The first stamp of the lot, printed on packets of somebody else's."""
    for number in range(COPIED_TO):
        moment = at - timedelta(minutes=chance.randrange(30, DAYS * 1440))
        yield _scan(active, active.first, moment, f"ban-sao-{number}", chance.choice(COPY_PROVINCES))


def _shelf(active: Activation, at: datetime) -> Iterator[Scan]:
    """One visitor reads off stamps that lie side by side."""
    for number in range(min(SHELF, active.count - 1)):
        yield _scan(active, active.first + 1 + number, at - timedelta(hours=2, seconds=-number * 9), "gom-ma", "79")


def _lost(active: Activation, at: datetime) -> Iterator[Scan]:
    """A stamp said to be lost or spoiled turns up in a shop."""
    lost = StampException.objects.filter(range=active.range).order_by("first").first()
    if lost is not None:
        yield _scan(active, lost.first, at - timedelta(hours=5), "tem-mat", "92", StampState.VOID)


def _doubt(active: Activation, at: datetime) -> None:
    """A shopper writes of the copied stamp."""
    if Doubt.objects.exists():
        return
    stamp = Stamp(active.range.epoch_id, active.first)
    actions.send_doubt(
        code_of(keys_of(stamp.epoch), stamp),
        stamp,
        kind=DoubtKind.STUCK,
        words="Tem dán đè lên tem khác, số lô in lem (dữ liệu mẫu).",
        shop="Sạp số 12, chợ mẫu",
        by=Actor(None, "Người mua", local_date(at)),
        at=at - timedelta(hours=3),
    )
