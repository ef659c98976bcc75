"""Finding every overlap of 5,000 supports, against the same search over bare tuples."""

from datetime import date

from bench.result import Result, against, in_turns
from ocop.rules.overlap import Given, all_overlaps
from tests.rules.supports import PURPOSES, clean_province, plant

SUPPORTS, PLANTED = 5000, 200

Bare = dict[object, list[tuple[date, date, object, frozenset[str], str, object]]]


def run() -> list[Result]:
    """The promise: no more than five times what a loop over sorted tuples takes."""
    given, planted = plant(clean_province(SUPPORTS, seed=2026), PLANTED, seed=2026)
    rows = bare(given)
    found = {frozenset((pair.one.id, pair.other.id)) for pair in all_overlaps(given, PURPOSES)}
    assert found == planted == by_tuples(rows), "both ways must find what was planted"
    ours, peer = in_turns(lambda: all_overlaps(given, PURPOSES), lambda: by_tuples(rows))
    name = f"Dò trùng {SUPPORTS} hỗ trợ, {PLANTED} chỗ trùng"
    return [against(name, ours * 1000, "ms", "cùng phép dò trên bộ số trần", peer * 1000, 5)]


def bare(given: list[Given]) -> Bare:
    """Supports by producer as tuples: first day, last day, budget, wider purposes, purpose, id."""
    found: Bare = {}
    for one in given:
        wider = frozenset({one.purpose, PURPOSES.get(one.purpose, one.purpose)})
        line = (one.starts_on, one.ends_on, one.budget, wider, one.purpose, one.id)
        found.setdefault(one.producer, []).append(line)
    return found


def by_tuples(rows: Bare) -> set[frozenset[object]]:
    """The same pairs without records or explanations."""
    found = set()
    for own in rows.values():
        line = sorted(own, key=lambda each: each[0])
        for place, one in enumerate(line):
            for other in line[place + 1 :]:
                if other[0] > one[1]:
                    break
                if one[2] != other[2] and (one[4] in other[3] or other[4] in one[3]):
                    found.add(frozenset((one[5], other[5])))
    return found
