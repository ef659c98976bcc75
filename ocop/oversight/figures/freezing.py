"""Lists of records as a published figure keeps them, and what changed since.

A list names each record as it was named on the day: a record renamed, corrected or removed later changes nothing in it.
Measures name no people in their labels (`planning/measures.py`), so neither does a list.
"""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from hashlib import sha256
from typing import Any

from django.db.models import F, QuerySet

from ocop.ground.planning.measures import Counted
from ocop.oversight.figures.models import FrozenList


@dataclass(frozen=True, slots=True)
class Line:
    """One record: `thing` is what it is counted as (once however many records it has), `record` its own key, `unit` the
    place it belongs to, `amount` what it adds to a sum (0 where records are counted).
    """

    thing: str
    record: str
    unit: int | None
    amount: int
    label: str
    detail: str
    url: str


def lines_of(counted: Counted, rows: QuerySet[Any], most: int | None = None) -> list[Line]:
    """Records in the order of their keys, each once for each thing it is counted as, at most so many; one query."""
    wanted = {"thing_": F(counted.of), "unit_": F(counted.place or "pk"), "amount_": F(counted.adds or "pk")}
    lines = {
        (row.pk, row.thing_): Line(
            thing=str(row.thing_),
            record=str(row.pk),
            unit=row.unit_ if counted.place else None,
            amount=int(row.amount_ or 0) if counted.adds else 0,
            label=counted.label(row),
            detail=counted.detail(row) if counted.detail else "",
            url=counted.link(row) if counted.link else "",
        )
        for row in rows.annotate(**wanted).order_by("pk")[:most]
    }
    return list(lines.values())


def value_of(lines: Sequence[Line], *, is_sum: bool) -> int:
    """The figure that the lines make: what they add, or how many different things they are."""
    return sum(line.amount for line in lines) if is_sum else len({line.thing for line in lines})


def freeze(lines: Sequence[Line]) -> FrozenList:
    """Keep a list, or find it when the very same is kept already."""
    plain = json.dumps([astuple(line) for line in lines], ensure_ascii=False, separators=(",", ":")).encode()
    kept, _ = FrozenList.objects.get_or_create(
        digest=sha256(plain).hexdigest(),
        defaults={
            "rows": len(lines),
            "things": len({line.thing for line in lines}),
            "content": zlib.compress(plain, 9),
        },
    )
    return kept


class ListBroken(Exception):
    """A frozen list is not what was frozen: somebody changed it in the database."""


def thaw(kept: FrozenList) -> list[Line]:
    """The lines of a frozen list. Raises `ListBroken` when they are not those that were frozen."""
    try:
        plain = zlib.decompress(bytes(kept.content))
    except zlib.error as error:
        raise ListBroken(kept.digest) from error
    if sha256(plain).hexdigest() != kept.digest:
        raise ListBroken(kept.digest)
    return [Line(*fields) for fields in json.loads(plain)]


@dataclass(frozen=True, slots=True)
class Difference:
    """What was counted then and is not now, what is counted now and was not then, and what adds another amount."""

    gone: tuple[Line, ...]
    come: tuple[Line, ...]
    changed: tuple[tuple[Line, Line], ...]

    def __bool__(self) -> bool:
        return bool(self.gone or self.come or self.changed)


def difference(then: Iterable[Line], now: Iterable[Line]) -> Difference:
    """Compare two lists record by record; a thing counted through another record than before has not gone."""
    before, after = list(then), list(now)
    things_before, things_after = {each.thing for each in before}, {each.thing for each in after}
    by_record = {each.record: each for each in before}
    changed = [(by_record[each.record], each) for each in after if each.record in by_record]
    return Difference(
        gone=tuple(each for each in before if each.thing not in things_after),
        come=tuple(each for each in after if each.thing not in things_before),
        changed=tuple((old, new) for old, new in changed if old.amount != new.amount),
    )
