"""Records at a commune that was split: which of today's communes each lies in, as an officer says.

Until an officer says so, such a record counts in the old commune and its district, and stands apart in today's borders.
Saying so moves the record to the part of the old commune that went to the chosen one, so that every table in either
border, and everybody's reach, follows. Rooms declare their records in `placed.py`, known by `ocop/config/wiring.py`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.urls import reverse

from ocop.ground.offices import policies
from ocop.ground.offices.models import Unit, UnitSuccession
from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require
from ocop.kit.text.numbers import format_number


@dataclass(frozen=True, slots=True)
class Placed:
    """A kind of record with a `unit`; `detail` is what helps to tell where it lies."""

    key: str
    model: Any
    noun: str
    link: Callable[[Any], str]
    detail: Callable[[Any], str] = lambda row: ""

    def at(self, units: Any) -> QuerySet[Any]:
        """The records of these units (rows or a query of them)."""
        rows: QuerySet[Any] = self.model._base_manager.filter(unit__in=units)
        return rows.order_by("pk")


@dataclass(frozen=True, slots=True)
class Line:
    """One record of a split commune, and where it was said to lie (None until then)."""

    kind: Placed
    row: Any
    now: Unit | None

    @property
    def mark(self) -> str:
        """The record as a form names it."""
        return f"{self.kind.key}:{self.row.public_id}"

    @property
    def url(self) -> str:
        return self.kind.link(self.row)

    @property
    def detail(self) -> str:
        return self.kind.detail(self.row)


_kinds: dict[str, Placed] = {}


def register(*kinds: Placed) -> None:
    """Make kinds of records known by their keys; raises ValueError when a key is taken by another."""
    for kind in kinds:
        if _kinds.setdefault(kind.key, kind) is not kind:
            raise ValueError(f"two kinds of placed records are called {kind.key}")
    _waiting.cache_clear()


def kinds() -> Sequence[Placed]:
    return tuple(_kinds.values())


def waiting() -> Counter[int]:
    """How many records of each split commune nobody has placed yet, by its unit; one query."""
    with connection.cursor() as cursor:
        cursor.execute(*_waiting())
        return Counter(unit for (unit,) in cursor.fetchall())


@cache
def _waiting() -> tuple[str, tuple[Any, ...]]:
    """The one query over every kind; a home page asks it, and building it took longer than answering it."""
    split = Unit.objects.split().values("pk")
    first, *others = [kind.at(split).order_by().values_list("unit_id", flat=True) for kind in kinds()]
    sql, params = first.union(*others, all=True).query.sql_with_params()
    return sql, tuple(params)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Records that nobody has placed yet and that may lie in a place of today (None: in any), and their communes."""

    place: Unit | None
    communes: Sequence[Unit]
    count: int

    @property
    def words(self) -> str:
        """What a reader of figures must know; empty when nothing waits."""
        if not self.count:
            return ""
        where = ", ".join(each.full_name for each in self.communes)
        told = f"Còn {format_number(self.count)} bản ghi ở xã cũ bị tách ({where}) chưa được phân định"
        if self.place is None:
            return f"{told}: đã tính vào toàn tỉnh và huyện cũ, chưa tính vào xã, phường nào hiện nay."
        return f"{told}: một phần có thể thuộc {self.place.full_name} nhưng chưa tính vào các con số của nơi này."

    @property
    def url(self) -> str:
        """The page where an officer places them."""
        asked = f"?xa={self.communes[0].code}" if self.count else ""
        return reverse("offices:placing") + asked


def waiting_for(place: Unit | None = None) -> Waiting:
    """The records that wait at the communes a part of which went to a place; two queries, one where none did."""
    split = Unit.objects.split().order_by("sort_key")
    communes = list(split if place is None else split.filter(succeeded_by__new=place))
    counts = waiting() if communes else Counter[int]()
    left = [each for each in communes if counts[each.pk]]
    return Waiting(place, left, sum(counts[each.pk] for each in left))


def choices_of(commune: Unit) -> list[Unit]:
    """Today's communes that took a part of a split one, in Vietnamese order; one query."""
    return list(Unit.objects.whole().filter(came_from__old=commune).order_by("sort_key"))


def keys_at(commune: Unit, *, placed: bool, kind: str = "") -> list[tuple[str, int]]:
    """The records of a split commune by kind and key: those placed, or those that wait; one query a kind."""
    units = commune.parts.all() if placed else Unit.objects.filter(pk=commune.pk)
    wanted = [each for each in kinds() if kind in ("", each.key)]
    return [(each.key, pk) for each in wanted for pk in each.at(units).values_list("pk", flat=True)]


def lines_of(keys: Iterable[tuple[str, int]]) -> list[Line]:
    """These records in their order; one query a kind."""
    wanted: dict[str, list[int]] = {}
    for key, pk in keys:
        wanted.setdefault(key, []).append(pk)
    found: list[Line] = []
    for key, pks in wanted.items():
        kind = _kinds[key]
        rows = kind.model._base_manager.filter(pk__in=pks).select_related("unit").prefetch_related("unit__successors")
        found += [Line(kind, row, _now(row.unit)) for row in rows.order_by("pk")]
    return found


def _now(unit: Unit) -> Unit | None:
    return next(iter(unit.successors.all()), None) if unit.part_of_id else None


@transaction.atomic
def place(marks: Iterable[str], commune: Unit, new: Unit | None, *, by: Actor, at: datetime) -> int:
    """Say which of today's communes records of a split one lie in; None takes the word back. Gives how many moved.

    Records that stand so already, or are no longer at this commune, are left alone: a second press changes nothing.
    Raises `Refused` for whom it is not, a commune that was not split, or one that took no part of it.
    """
    require(policies.may_place(by))
    commune = Unit.objects.select_for_update().get(pk=commune.pk)
    if not Unit.objects.split().filter(pk=commune.pk).exists():
        raise Refused(f"{commune.full_name} không bị tách nên không cần phân định.")
    goal = commune if new is None else _part(commune, new)
    moved = 0
    for kind, public_ids in _by_kind(marks).items():
        here = Q(unit=commune) | Q(unit__part_of=commune)
        rows = kind.model._base_manager.select_for_update().filter(here, public_id__in=public_ids).exclude(unit=goal)
        for row in rows.order_by("pk"):
            row.unit = goal
            row.save(update_fields=["unit"])
            data = {"commune": commune.code, "now": new.code if new else ""}
            record("offices.placed" if new else "offices.placing_undone", by=by, at=at, subject=row, data=data)
            moved += 1
    return moved


def _by_kind(marks: Iterable[str]) -> dict[Placed, list[str]]:
    found: dict[Placed, list[str]] = {}
    for mark in marks:
        key, _, public_id = mark.partition(":")
        if (kind := _kinds.get(key)) is not None:
            found.setdefault(kind, []).append(public_id)
    return found


def _part(commune: Unit, new: Unit) -> Unit:
    """The part of a commune that went to another, made when the first record is placed there."""
    line = UnitSuccession.objects.filter(old=commune, new=new).first()
    if line is None:
        raise Refused(f"{new.full_name} không nhận phần nào của {commune.full_name}. Chọn xã khác trong danh sách.")
    code = f"{commune.code}.{new.code}"
    found = Unit.objects.filter(part_of=commune, code=code).first()
    if found is not None:
        return found
    part = Unit.objects.create(
        code=code,
        name=f"{commune.name} (phần nay thuộc {new.full_name})",
        kind=commune.kind,
        tier=commune.tier,
        parent=commune.parent,
        part_of=commune,
        valid_from=commune.valid_from,
        valid_to=commune.valid_to,
    )
    UnitSuccession.objects.create(old=part, new=new, on=line.on)
    return part
