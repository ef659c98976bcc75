"""Before a partner or a point of sale is entered: records that may be the same, however the name was written.

It only suggests; a person looks and decides. Names are compared as the imports of producers do, and also by one name
standing within the other ("Siêu thị VinMart Cao Lãnh" and "VinMart").
"""

from typing import Any

from ocop.ground.producers.sheets.matching import Known, Names
from ocop.kit.scope import Actor
from ocop.kit.text.fold import fold, squash
from ocop.support.markets.models import Outlet, Partner
from ocop.support.markets.models.places import lines_of

SHOWN = 5
# Words that say what sort of place it is, not which.
# fmt: off
_SORTS = frozenset({
    "sieu", "thi", "cua", "hang", "trung", "tam", "thuong", "mai", "diem", "ban", "quay", "he", "thong", "gioi",
    "thieu", "bay", "san", "pham", "ocop",
})
# fmt: on
_SHORTEST = 4


def near_records(model: type[Any], typed: dict[str, Any], actor: Actor) -> list[Any]:
    """At most five partners (or points of sale) whose names look like one typed, the surest first; one query."""
    if model not in (Partner, Outlet):
        return []
    records = {each.public_id: each for each in model.objects.visible_to(actor).select_related("unit")}
    names = Names(by_kind=True)
    for code, record in records.items():
        for spelling in _spellings(record.name, record.aliases):
            names.add(Known(code, spelling))
    found: dict[str, None] = {}
    wanted = _spellings(typed.get("name", ""), typed.get("aliases", ""))
    for name in wanted:
        found |= {one.token: None for one in names.suggest(name)}
    cores = [core for name in wanted if (core := _core(name))]
    for code, record in records.items():
        if any(_within(_core(each), core) for each in _spellings(record.name, record.aliases) for core in cores):
            found.setdefault(code)
    return [records[code] for code in list(found)[:SHOWN]]


def _spellings(name: str, aliases: str) -> list[str]:
    return [each for each in (name, *lines_of(aliases or "")) if each.strip()]


def _core(name: str) -> str:
    """A name without the words for its sort, squashed: "Siêu thị Vin Mart" is "vinmart"."""
    return squash(" ".join(word for word in fold(name).split() if word not in _SORTS))


def _within(first: str, second: str) -> bool:
    """Whether one name stands within the other; very short names stand in too many."""
    short, long = sorted((first, second), key=len)
    return len(short) >= _SHORTEST and short in long
