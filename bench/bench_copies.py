"""How often honest stamps look copied, and how soon copies show: the simulation that chose the thresholds.

Assumed, since nobody has measured it in Vietnam: 8 % of items are ever scanned; who scanned one is followed by another
visitor in one case of four (a household, a gift, a shop); half of the goods stay in their province, three in ten go to
Hồ Chí Minh City, the rest anywhere among 34; one visitor in ten stands at a wrong gateway city; all within a window.
A copied code is printed on so many packets, each scanned like an honest one.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from bench.result import Result
from ocop.rules.copies import OPENS, Sighting, Thresholds, signs_of_stamp, weight_of
from ocop.rules.places import PROVINCES

HONEST, TRIES, SCANNED_OF_100, ANOTHER_OF_100 = 60_000, 400, 8, 25
COPIES = (10, 30, 100, 300)
START = datetime(2026, 11, 1, tzinfo=UTC)
WINDOW = 30 * 86_400


def run() -> list[Result]:
    """The promises hold at the default; three and five visitors stand beside it to compare."""
    results = []
    for clients, most in ((3, None), (4, 2.0), (5, None)):
        limits = Thresholds(clients=clients)
        rate = _flagged(_honest(), limits)
        of_all = rate * SCANNED_OF_100 / 100
        name = f"Tem thật bị nêu nghi vấn, ngưỡng {clients} người (trên số tem được quét)"
        results.append(_percent(name, rate, most, "≤"))
        results.append(_percent("như trên, trên mọi tem đã dán", of_all, most and 0.2, "≤"))
        for times in COPIES:
            least = 90.0 if times >= 100 and clients == 4 else None
            found = _flagged(_copied(times), limits)
            results.append(_percent(f"Phát hiện mã bị chép {times} lần, ngưỡng {clients} người", found, least, "≥"))
    alone = sum(1 for seen in _honest() if "travel" in signs_of_stamp(seen, 0, Thresholds())) * 100 / HONEST
    results.append(_percent("Tem thật có dấu hiệu đi nhanh (nên riêng nó không mở nghi vấn)", alone, None, ""))
    return results


def _percent(name: str, value: float, goal: float | None, sign: str) -> Result:
    if goal is None:
        return Result(name, value, "%")
    return Result(name, value, "%", goal=f"{sign} {goal:g} %", ok=value <= goal if sign == "≤" else value >= goal)


def _flagged(stamps: Iterator[list[Sighting]], limits: Thresholds) -> float:
    opened = [weight_of(signs_of_stamp(seen, 0, limits)) >= OPENS for seen in stamps]
    return sum(opened) * 100 / len(opened)


def _honest() -> Iterator[list[Sighting]]:
    """Items that were scanned at all."""
    chance = Random(2026)
    for number in range(HONEST):
        yield _scans_of_one_item(chance, first_client=number * 100)


def _copied(times: int) -> Iterator[list[Sighting]]:
    """One code on so many packets, each scanned as an honest one is."""
    chance = Random(times)
    for _ in range(TRIES):
        items = [item for item in range(times) if chance.randrange(100) < SCANNED_OF_100]
        yield [seen for item in items for seen in _scans_of_one_item(chance, first_client=item * 100)]


def _scans_of_one_item(chance: Random, first_client: int) -> list[Sighting]:
    """One or more visitors of one packet, the later ones mostly in the same province within days."""
    at = START + timedelta(seconds=chance.randrange(WINDOW))
    home, client = _bought_in(chance), first_client
    seen = [Sighting(at, client, _seen_in(chance, home), "valid")]
    while chance.randrange(100) < ANOTHER_OF_100:
        client += 1
        at += timedelta(seconds=int(chance.expovariate(1 / 86_400)))
        if chance.randrange(100) < 10:  # given away, carried home
            home, at = _bought_in(chance), at + timedelta(days=1)
        seen.append(Sighting(at, client, _seen_in(chance, home), "valid"))
    return seen


def _bought_in(chance: Random) -> str:
    draw = chance.randrange(10)
    if draw < 5:
        return "82"
    return "79" if draw < 8 else chance.choice(list(PROVINCES))


def _seen_in(chance: Random, real: str) -> str:
    return chance.choice(("01", "79")) if chance.randrange(10) == 0 else real
