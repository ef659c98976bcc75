"""Scans by province: a map of tiles, each roughly where its province lies, and the table of the same figures."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from ocop.cycle.scans.limits import thresholds
from ocop.cycle.scans.models import ScannedStamp, ScanTally, Suspicion, codes_in
from ocop.cycle.scans.states import OPEN_SUSPICIONS
from ocop.rules.copies import is_guessing
from ocop.rules.places import PROVINCES

DAYS = 30
SIDE = 44
GAP = 4
# Column and row of each province's square, from the north-west.
_TILES: dict[str, tuple[int, int]] = {
    "12": (0, 0), "15": (1, 0), "08": (2, 0), "04": (3, 0), "20": (4, 1),
    "11": (0, 1), "14": (1, 1), "25": (2, 1), "19": (3, 1), "24": (4, 2), "22": (5, 2),
    "01": (2, 2), "33": (3, 2), "31": (4, 3), "37": (3, 3), "38": (2, 3),
    "40": (2, 4), "42": (3, 4), "44": (3, 5), "46": (4, 5), "48": (4, 6),
    "51": (5, 6), "52": (5, 7), "66": (4, 7), "56": (5, 8), "68": (4, 8),
    "75": (3, 8), "80": (2, 8), "79": (3, 9), "82": (2, 9), "91": (1, 9),
    "86": (3, 10), "92": (2, 10), "96": (2, 11),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tile:
    """A province: scans of our stamps, codes that are none of ours, suspicions whose stamp was scanned there."""

    code: str
    name: str
    x: int
    y: int
    scans: int
    guesses: int
    suspicions: int
    is_guessing: bool

    @property
    def depth(self) -> int:
        """How dark the square is, 0 to 4: by what an officer looks for, the suspicions."""
        return min(self.suspicions, 4)


@dataclass(frozen=True, slots=True)
class PlacesMap:
    """`unplaced` scans came from no known province."""

    tiles: list[Tile]
    unplaced: int
    width: int
    height: int

    @property
    def rows(self) -> list[Tile]:
        """The provinces with anything to show, the most suspicions first."""
        seen = [tile for tile in self.tiles if tile.scans or tile.guesses or tile.suspicions]
        return sorted(seen, key=lambda tile: (-tile.suspicions, -tile.guesses, -tile.scans, tile.code))


def map_of(on: date) -> PlacesMap:
    """The last thirty days up to a day; two queries."""
    since = on - timedelta(days=DAYS)
    rows = ScanTally.objects.filter(day__gt=since, day__lte=on).values("region")
    found = {row["region"]: row for row in rows.annotate(s=Sum("scans"), g=Sum("guesses")).order_by()}
    flagged = _flagged()
    tiles = []
    for code, (column, row) in _TILES.items():
        told = found.get(code, {"s": 0, "g": 0})
        x, y = column * (SIDE + GAP), row * (SIDE + GAP)
        odd = is_guessing(told["s"], told["g"], thresholds())
        tiles.append(Tile(code, PROVINCES[code].name, x, y, told["s"], told["g"], flagged.get(code, 0), odd))
    width = (max(column for column, _ in _TILES.values()) + 1) * (SIDE + GAP)
    height = (max(row for _, row in _TILES.values()) + 1) * (SIDE + GAP)
    return PlacesMap(tiles, found.get("", {"s": 0})["s"], width, height)


def _flagged() -> dict[str, int]:
    """How many open suspicions have a stamp that was scanned in each province."""
    open_ones = Suspicion.objects.filter(state__in=OPEN_SUSPICIONS, stamp__isnull=False).values("stamp")
    counts: dict[str, int] = {}
    for regions in ScannedStamp.objects.filter(pk__in=open_ones).values_list("regions", flat=True):
        for code in codes_in(regions):
            counts[code] = counts.get(code, 0) + 1
    return counts
