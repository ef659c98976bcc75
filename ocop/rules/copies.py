"""What looks like a copied stamp: plain signs read from scans, each with the figures it rests on. Never a verdict.

A copy of a real square code scans like the real one; only many people far apart tell. One sign that innocent people
make too (a phone placed in the wrong city, a clerk who scans a shelf) is weak and opens nothing alone. The thresholds
were chosen by a simulation (`bench/bench_copies.py`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from ocop.rules.places import kilometres

# Signals weigh 2 when they open a suspicion alone, 1 when another must come with them.
OPENS = 2
# A share of fewer scans than this says nothing.
FEWEST_SCANS = 30
# Of a range with fewer active stamps, or of a day with fewer codes asked for, no ratio is read.
FEWEST_ACTIVE = 100

Figures = dict[str, int | str]


class Signal(StrEnum):
    """What was seen. The first ones are of one stamp, the last of a whole range."""

    CLIENTS = "clients"
    TRAVEL = "travel"
    EARLY = "early"
    LOST = "lost"
    ENDED = "ended"
    MISMATCH = "mismatch"
    PIN = "pin"
    REPORTED = "reported"
    NEIGHBOURS = "neighbours"
    OUTSIDE = "outside"
    RATIO = "ratio"


WEIGHTS: Mapping[Signal, int] = {
    Signal.CLIENTS: 2,
    Signal.TRAVEL: 1,
    Signal.EARLY: 1,
    Signal.LOST: 2,
    Signal.ENDED: 1,
    Signal.MISMATCH: 1,
    Signal.PIN: 2,
    Signal.REPORTED: 1,
    Signal.NEIGHBOURS: 2,
    Signal.OUTSIDE: 2,
    Signal.RATIO: 2,
}

# The scan page's answer → the sign it is. Past its use and recalled are matters of the goods, hence weak.
_OF_VERDICT: Mapping[str, Signal] = {
    "void": Signal.LOST,
    "past_use": Signal.ENDED,
    "recalled": Signal.ENDED,
    "withdrawn": Signal.ENDED,
    "mismatch": Signal.MISMATCH,
    "pin_used": Signal.PIN,
}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """`clients` different visitors within `window_days`; two visitors further apart than `travel_km` and faster than
    `travel_kmh`; `early_clients` before activation; `outside_percent` of placed scans outside where the goods are sold;
    `scans_percent` scans per hundred active stamps; `neighbours` stamps close together by one visitor within ten
    minutes; `guesses_percent` of a province's codes in a day that are none of ours.
    """

    window_days: int = 30
    clients: int = 4
    travel_km: int = 150
    travel_kmh: int = 120
    early_clients: int = 2
    outside_percent: int = 30
    scans_percent: int = 50
    neighbours: int = 20
    guesses_percent: int = 20


@dataclass(frozen=True, slots=True)
class Sighting:
    """One scan of a stamp: `client` is the visitor as the stamp knows them, None where nothing told."""

    at: datetime
    client: int | None
    region: str
    verdict: str


@dataclass(frozen=True, slots=True)
class RangeFigures:
    """What is known of the stamps of a range together; `outside` of `placed` scans lie where nothing is sold."""

    active: int = 0
    scans: int = 0
    placed: int = 0
    outside: int = 0
    bursts: int = 0
    reports: int = 0


def signs_of_stamp(seen: Iterable[Sighting], reports: int, limits: Thresholds) -> dict[Signal, Figures]:
    """The signs in the scans of one stamp within the window, and in what shoppers reported of it."""
    ordered = sorted(seen, key=lambda each: each.at)
    found: dict[Signal, Figures] = {}
    clients = {each.client for each in ordered if each.client is not None}
    if len(clients) >= limits.clients:
        found[Signal.CLIENTS] = {"clients": len(clients), "days": limits.window_days}
    if trip := _fastest_trip(ordered, limits):
        found[Signal.TRAVEL] = trip
    early = {each.client for each in ordered if each.verdict == "inert"}
    if len(early) >= limits.early_clients:
        found[Signal.EARLY] = {"clients": len(early)}
    for each in ordered:
        if signal := _OF_VERDICT.get(each.verdict):
            figures = found.setdefault(signal, {"scans": 0})
            figures["scans"] = int(figures["scans"]) + 1
    if reports:
        found[Signal.REPORTED] = {"reports": reports}
    return found


def _fastest_trip(ordered: Sequence[Sighting], limits: Thresholds) -> Figures | None:
    """The first two scans in a row by different visitors that nobody could have travelled between."""
    placed = [each for each in ordered if each.region and each.client is not None]
    for before, after in pairwise(placed):
        if before.client == after.client or before.region == after.region:
            continue
        apart = kilometres(before.region, after.region)
        seconds = int((after.at - before.at).total_seconds())
        if apart > limits.travel_km and apart * 3600 > limits.travel_kmh * seconds:
            return {"from": before.region, "to": after.region, "km": apart, "minutes": seconds // 60}
    return None


def signs_of_range(known: RangeFigures, limits: Thresholds) -> dict[Signal, Figures]:
    """The signs in all the scans of a range."""
    found: dict[Signal, Figures] = {}
    if known.bursts:
        found[Signal.NEIGHBOURS] = {"bursts": known.bursts, "stamps": limits.neighbours}
    if known.placed >= FEWEST_SCANS and known.outside * 100 >= limits.outside_percent * known.placed:
        found[Signal.OUTSIDE] = {"outside": known.outside, "placed": known.placed}
    if known.active >= FEWEST_ACTIVE and known.scans * 100 >= limits.scans_percent * known.active:
        found[Signal.RATIO] = {"scans": known.scans, "active": known.active}
    if known.reports:
        found[Signal.REPORTED] = {"reports": known.reports}
    return found


def weight_of(signs: Mapping[Signal, Figures]) -> int:
    """How heavy some signs are together; from `OPENS` on somebody should look. Two shoppers' reports are enough."""
    several = int(signs.get(Signal.REPORTED, {}).get("reports", 0)) > 1
    return sum(WEIGHTS[signal] for signal in signs) + several


def is_news(before: Mapping[str, Figures], now: Mapping[Signal, Figures]) -> bool:
    """Whether signs say more than what was looked at before: another sign, or one with twice the figures."""
    return any(
        signal not in before or any(_doubled(before[signal].get(name), figure) for name, figure in figures.items())
        for signal, figures in now.items()
    )


def _doubled(before: int | str | None, now: int | str) -> bool:
    return isinstance(before, int) and isinstance(now, int) and now >= 2 * before > 0


def is_guessing(scans: int, guesses: int, limits: Thresholds) -> bool:
    """Whether too many of the codes asked for in one place and day are none of ours."""
    asked = scans + guesses
    return asked >= FEWEST_ACTIVE and guesses * 100 >= limits.guesses_percent * asked


def is_burst(numbers: Collection[int], limits: Thresholds) -> bool:
    """Whether so many different stamps lie so close that one roll or shelf is being read off."""
    return len(numbers) >= limits.neighbours and max(numbers) - min(numbers) < 2 * limits.neighbours
