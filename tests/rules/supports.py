"""A generated province of supports, clean by construction, and overlaps planted into it; made without the rule."""

import random
from datetime import date, timedelta

from ocop.rules.overlap import Given

# Narrow purpose → the wider one that holds it.
PURPOSES = {"in-bao-bi": "bao-bi", "tem-truy-xuat": "bao-bi", "dao-tao-nghe": "dao-tao", "day-chuyen": "may-moc"}
NARROW = tuple(PURPOSES)
BUDGETS = tuple(f"chinh-sach-{number}" for number in range(12))
FIRST_DAY = date(2021, 1, 1)


def clean_province(size: int, *, seed: int) -> list[Given]:
    """Supports of which no two overlap: every producer's follow each other, or share a budget, or differ in purpose."""
    rng = random.Random(seed)
    made: list[Given] = []
    producer = 0
    while len(made) < size:
        producer += 1
        for purpose in rng.sample(NARROW, k=rng.randint(1, 3)):
            made += _one_after_the_other(f"chu-the-{producer}", purpose, rng, len(made))
    return made[:size]


def _one_after_the_other(producer: str, purpose: str, rng: random.Random, number: int) -> list[Given]:
    """Supports for one purpose, each beginning after the one before ended; some twice from one budget at a time."""
    row, day = [], FIRST_DAY + timedelta(days=rng.randint(0, 300))
    for _ in range(rng.randint(1, 4)):
        last = day + timedelta(days=rng.randint(0, 200))
        budget = rng.choice(BUDGETS)
        for _ in range(rng.choice((1, 1, 1, 2))):
            number += 1
            row.append(Given(number, producer, purpose, day, last, budget, rng.randint(1, 200) * 1_000_000))
        day = last + timedelta(days=rng.randint(1, 90))
    return row


def plant(clean: list[Given], wanted: int, *, seed: int) -> tuple[list[Given], set[frozenset[object]]]:
    """The clean supports with `wanted` overlapping pairs added, each with a support that stood alone."""
    rng = random.Random(seed + 1)
    alone = [each for each in clean if _stands_alone(each, clean_by_producer(clean)[each.producer])]
    dirty: list[Given] = list(clean)
    planted: set[frozenset[object]] = set()
    for number, one in enumerate(rng.sample(alone, wanted), start=1):
        length = (one.ends_on - one.starts_on).days
        first = one.starts_on + timedelta(days=rng.randint(0, length))
        last = first + timedelta(days=rng.randint(0, (one.ends_on - first).days))
        budget = rng.choice([each for each in BUDGETS if each != one.budget])
        purpose = rng.choice((one.purpose, PURPOSES[one.purpose]))
        double = Given(-number, one.producer, purpose, first, last, budget, rng.randint(1, 200) * 1_000_000)
        dirty.append(double)
        planted.add(frozenset((one.id, double.id)))
    return dirty, planted


_cache: dict[int, dict[object, list[Given]]] = {}


def clean_by_producer(clean: list[Given]) -> dict[object, list[Given]]:
    if id(clean) not in _cache:
        _cache.clear()
        found: dict[object, list[Given]] = {}
        for each in clean:
            found.setdefault(each.producer, []).append(each)
        _cache[id(clean)] = found
    return _cache[id(clean)]


def _stands_alone(one: Given, own: list[Given]) -> bool:
    """Nothing else of the producer touches its days, so that a double overlaps it and nothing else."""
    return all(each is one or each.starts_on > one.ends_on or each.ends_on < one.starts_on for each in own)
