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


class Nearby:
    """Partners (or points of sale) on file that look like one typed; one query, however many are asked about."""

    def __init__(self, model: type[Any], actor: Actor) -> None:
        rows = model.objects.visible_to(actor).select_related("unit") if model in (Partner, Outlet) else ()
        self._records = {each.public_id: each for each in rows}
        self._names = Names(by_kind=True)
        self._cores: list[tuple[str, str]] = []
        for code, record in self._records.items():
            for spelling in _spellings(record.name, record.aliases):
                self._names.add(Known(code, spelling))
                self._cores.append((code, _core(spelling)))

    def to(self, typed: dict[str, Any]) -> list[Any]:
        """At most five, the surest first."""
        if not self._records:
            return []
        found: dict[str, None] = {}
        wanted = _spellings(typed.get("name", ""), typed.get("aliases", ""))
        for name in wanted:
            found |= {one.token: None for one in self._names.suggest(name)}
        cores = [core for name in wanted if (core := _core(name))]
        for code, known in self._cores:
            if any(_within(known, core) for core in cores):
                found.setdefault(code)
        return [self._records[code] for code in list(found)[:SHOWN]]


def _spellings(name: str, aliases: str) -> list[str]:
    return [each for each in (name, *lines_of(aliases or "")) if each.strip()]


def _core(name: str) -> str:
    """A name without the words for its sort, squashed: "Siêu thị Vin Mart" is "vinmart"."""
    return squash(" ".join(word for word in fold(name).split() if word not in _SORTS))


def _within(first: str, second: str) -> bool:
    """Whether one name stands within the other; very short names stand in too many."""
    short, long = sorted((first, second), key=len)
    return len(short) >= _SHORTEST and short in long
