"""Which office carries on the work of which, over several generations."""

from collections.abc import Iterable

from ocop.ground.offices.models import Office


def lineage_of(office: Office) -> frozenset[int]:
    """An office and those whose work it carries on, of any generation; one query."""
    return lineage_of_all([office.pk])


def lineage_of_all(offices: Iterable[int]) -> frozenset[int]:
    """Some offices, by their keys, and those whose work they carry on, of any generation; one query, none for none."""
    found = set(offices)
    if not found:
        return frozenset()
    before: dict[int, list[int]] = {}
    for old, heir in Office.objects.filter(successor__isnull=False).order_by().values_list("pk", "successor_id"):
        before.setdefault(heir, []).append(old)
    waiting = list(found)
    while waiting:
        new = set(before.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return frozenset(found)


def last_heirs() -> dict[int, int]:
    """Offices whose work others carry on → who carries it on in the end; one query."""
    after = dict(Office.objects.filter(successor__isnull=False).order_by().values_list("pk", "successor_id"))
    found = {}
    for old in after:
        heir, passed = after[old], {old}
        while heir in after and heir not in passed:
            passed.add(heir)
            heir = after[heir]
        found[old] = heir
    return found
