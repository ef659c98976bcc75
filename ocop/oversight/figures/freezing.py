"""Lists of records as a published figure keeps them, in pages.

A list names each record as it was named on the day: a record renamed, corrected or removed later changes nothing in it.
Measures name no people in their labels (`planning/measures.py`), so neither does a list. A page proves its lines, the
list its pages and the journal the list, so that one page can be shown without reading the others (decision 0012).
"""

import json
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F, QuerySet

from ocop.ground.planning.measures import Counted
from ocop.oversight.figures.models import FrozenList, FrozenPage
from ocop.oversight.figures.reading import records

# Never changed: another length would give the same lines another digest.
PAGE_LINES = 500
QUICKLY = 3  # of zlib's nine levels: a tenth larger than its usual one, in a third of the time


class Line(NamedTuple):
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


def lines_of(counted: Counted, rows: QuerySet[Any], most: int | None = None) -> Iterator[Line]:
    """Records in the order of their keys, each once for each thing it is counted as; queries as `records`."""
    wanted = {"thing_": F(counted.of), "unit_": F(counted.place or "pk"), "amount_": F(counted.adds or "pk")}
    found = rows.annotate(**wanted).order_by("pk")[:most]
    record: Any = None
    things: set[Any] = set()
    for row, thing, unit, amount in records(found, counted.related, list(wanted)):
        if row.pk != record:
            record, things = row.pk, set()
        if thing in things:
            continue
        things.add(thing)
        yield Line(
            str(thing),
            str(row.pk),
            unit if counted.place else None,
            int(amount or 0) if counted.adds else 0,
            counted.label(row),
            counted.detail(row) if counted.detail else "",
            counted.link(row) if counted.link else "",
        )


@dataclass(frozen=True, slots=True)
class Listed:
    """A list ready to be kept: its pages, how many lines and different things it has, and what its lines add up to."""

    pages: Sequence[FrozenPage]
    rows: int
    things: int
    total: int

    @property
    def digest(self) -> str:
        return digest_of(self.rows, self.things, [page.digest for page in self.pages])

    def value(self, *, is_sum: bool) -> int:
        """The figure that the lines make: what they add, or how many different things they are."""
        return self.total if is_sum else self.things


def digest_of(rows: int, things: int, pages: Iterable[str]) -> str:
    """What proves a list: the digests of its pages in their order, and what it says of itself."""
    return sha256("\n".join([f"{rows} {things}", *pages]).encode()).hexdigest()


def listed(lines: Iterable[Line]) -> Listed:
    """Lines packed into pages as they come, so that a long list is never held whole."""
    pages: list[FrozenPage] = []
    rows, total, coming = 0, 0, iter(lines)
    things: set[str] = set()
    while some := list(islice(coming, PAGE_LINES)):
        pages.append(page_of_lines(len(pages), some))
        rows += len(some)
        total += sum(line.amount for line in some)
        things.update(line.thing for line in some)
    return Listed(pages, rows, len(things), total)


def page_of_lines(number: int, lines: Sequence[Line]) -> FrozenPage:
    plain = json.dumps(lines, ensure_ascii=False, separators=(",", ":")).encode()
    units = Counter(str(line.unit) for line in lines if line.unit is not None)
    digest = sha256(plain).hexdigest()
    return FrozenPage(number=number, digest=digest, units=dict(units), content=zlib.compress(plain, QUICKLY))


@transaction.atomic
def freeze(found: Listed) -> FrozenList:
    """Keep a list, or find it when the very same is kept already."""
    facts = {"rows": found.rows, "things": found.things}
    kept, is_new = FrozenList.objects.get_or_create(digest=found.digest, defaults=facts)
    if is_new:
        copies = (
            FrozenPage(of=kept, number=page.number, digest=page.digest, units=page.units, content=page.content)
            for page in found.pages
        )
        FrozenPage.objects.bulk_create(copies, batch_size=100)
    return kept


class ListBroken(Exception):
    """A frozen list is not what was frozen: somebody changed it in the database."""


def proven_pages(kept: FrozenList) -> int:
    """How many pages a list has; one query. Raises `ListBroken` when they are not those it was frozen with."""
    digests = list(kept.pages.order_by("number").values_list("digest", flat=True))
    if digest_of(kept.rows, kept.things, digests) != kept.digest:
        raise ListBroken(kept.digest)
    return len(digests)


def thaw(kept: FrozenList) -> Iterator[Line]:
    """The lines of a frozen list, page by page. Raises `ListBroken` when they are not those that were frozen."""
    proven_pages(kept)
    for page in kept.pages.order_by("number").iterator(chunk_size=20):
        yield from _lines_in(page)


def thaw_pages(kept: FrozenList, numbers: Collection[int]) -> dict[int, list[Line]]:
    """The lines of some pages by their numbers; two queries. Raises `ListBroken` as `thaw` does."""
    proven_pages(kept)
    return {page.number: _lines_in(page) for page in kept.pages.filter(number__in=numbers).order_by("number")}


def _lines_in(page: FrozenPage) -> list[Line]:
    try:
        plain = zlib.decompress(bytes(page.content))
    except zlib.error as error:
        raise ListBroken(page.digest) from error
    if sha256(plain).hexdigest() != page.digest:
        raise ListBroken(page.digest)
    return [Line(*fields) for fields in json.loads(plain)]


def is_sound(kept: FrozenList) -> bool:
    """Whether a list still has the pages it was frozen with, and the first of them its lines.

    That proves a short list whole; a page of a long one is proven when it is opened, all of them by `ocop figures
    verify`.
    """
    try:
        thaw_pages(kept, [0])
    except ListBroken:
        return False
    return True


class FrozenLines(Sequence[Line]):
    """The lines of a frozen list that a person may open, as a paginator asks for them: only the pages it needs.

    `units`: the places whose lines are the person's; None for all. Raises `ListBroken` as `thaw` does.
    """

    def __init__(self, kept: FrozenList, units: frozenset[int] | None = None) -> None:
        self.kept, self.units = kept, units
        self._counts = self._counted() if units is not None else []
        self._count = kept.rows if units is None else sum(self._counts)

    def _counted(self) -> list[int]:
        """How many lines of each page are the person's."""
        mine = {str(unit) for unit in self.units or ()}
        pages = self.kept.pages.order_by("number").values_list("units", flat=True)
        return [sum(count for unit, count in units.items() if unit in mine) for units in pages]

    @property
    def things(self) -> int | None:
        """How many different things the lines are; None for a part of a list in which a thing has several lines."""
        if self.units is None:
            return self.kept.things
        return len(self) if self.kept.rows == self.kept.things else None

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Line]:
        return (line for line in thaw(self.kept) if self._is_mine(line))

    def __getitem__(self, wanted: Any) -> Any:
        """A slice, or one line, without reading other pages than those it stands on."""
        if isinstance(wanted, int):
            return self[wanted : wanted + 1][0]
        first, end, _ = wanted.indices(len(self))
        numbers, before = self._pages_between(first, end)
        thawed = thaw_pages(self.kept, numbers)
        lines = [line for number in numbers for line in thawed.get(number, ()) if self._is_mine(line)]
        return lines[first - before : end - before]

    def _is_mine(self, line: Line) -> bool:
        return self.units is None or line.unit in self.units

    def _pages_between(self, first: int, end: int) -> tuple[list[int], int]:
        """The pages on which the person's lines from `first` to before `end` stand, and how many come before them."""
        if self.units is None:
            start = first // PAGE_LINES
            return list(range(start, -(-end // PAGE_LINES))), start * PAGE_LINES
        numbers: list[int] = []
        passed = before = 0
        for number, count in enumerate(self._counts):
            if count and passed < end and passed + count > first:
                before = before if numbers else passed
                numbers.append(number)
            passed += count
        return numbers, before
