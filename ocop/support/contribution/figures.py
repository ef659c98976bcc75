"""What the programme's products and producers come to: figures with their base, never claims of cause.

A sum is shown only over at least `LEAST` producers, so that nobody's own figures can be read from it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q

from ocop.cycle.certification.models import Recognition
from ocop.ground.producers.models import Product, ProductTag
from ocop.ground.producers.states import ProductState, Tag
from ocop.support.contribution.models import YearlyResult

LEAST = 3


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over the producers that stated it; `hidden` when they are too few for it to be shown."""

    value: int
    producers: int
    hidden: bool = False

    @property
    def shown(self) -> int | None:
        """The sum, or None where it may not be shown or nobody stated anything."""
        return None if self.hidden or not self.producers else self.value


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """The year before each producer's first recognition beside one later year, over producers that stated both.

    `producers` of `base` recognised before or in the later year; `whole` stated the later year, whatever else they did.
    `rose`, `fell` count producers, the rest stayed.
    """

    producers: int
    base: int
    whole: int
    before: int
    after: int
    rose: int
    fell: int

    @property
    def too_few(self) -> bool:
        """Whether nothing at all may be shown."""
        return self.producers < LEAST

    @property
    def hidden(self) -> bool:
        """Whether the sums may not be shown: too few, or too few besides, whom the sum of all would then betray."""
        return self.too_few or 0 < self.whole - self.producers < LEAST

    @property
    def stayed(self) -> int:
        return self.producers - self.rose - self.fell


@dataclass(frozen=True, slots=True)
class TagLine:
    """Products with a tag, of all products still made; `samples` of the confirmed ones are made up."""

    tag: str
    label: str
    confirmed: int
    claimed: int
    samples: int
    base: int


@dataclass(frozen=True, slots=True)
class Stars:
    """Products with a star in force on a day and their producers; how many of the products are reconstructed."""

    products: int
    producers: int
    reconstructed: int


@dataclass(frozen=True, slots=True)
class YearFigures:
    """One year over the producers recognised before its end: how many reported, of how many, and their sums.

    `unnamed` of the base are no producers a source names; `samples` of those who reported are made up.
    """

    year: int
    reporting: int
    base: int
    unnamed: int
    samples: int
    workers: Total
    women: Total
    local_workers: Total
    turnover: Total
    investment: Total
    monthly_pay: Total
    turnover_before: BeforeAfter
    workers_before: BeforeAfter


@dataclass(frozen=True, slots=True)
class Stated:
    """One producer's year, as the sums need it."""

    producer: int
    unit: int
    workers: int
    women: int | None
    local_workers: int | None
    turnover: int | None
    monthly_pay: int | None
    investment: int | None
    is_sample: bool


_COLUMNS = (
    "producer_id", "producer__unit_id", "workers", "women", "local_workers", "turnover", "monthly_pay", "investment",
    "is_sample",
)  # fmt: skip


def first_years() -> dict[int, int]:
    """The year each producer was first recognised in; trial rounds recognise nobody. One query."""
    rows = Recognition.objects.filter(is_trial=False).order_by().values_list("product__producer")
    return dict(rows.annotate(first=Min("year")))


def recognised_by(year: int, first: Mapping[int, int]) -> set[int]:
    """Producers recognised in a year or before."""
    return {producer for producer, began in first.items() if began <= year}


def stated_in(year: int, producers: set[int]) -> list[Stated]:
    """What these producers stated of a year; one query."""
    rows = YearlyResult.objects.current().filter(year=year).order_by().values_list(*_COLUMNS)
    return [Stated(*row) for row in rows if row[0] in producers]


def total_of(values: Iterable[int | None]) -> Total:
    """The sum of what was stated, hidden when fewer than `LEAST` stated it."""
    known = [value for value in values if value is not None]
    return Total(sum(known), len(known), hidden=0 < len(known) < LEAST)


def figures_of(year: int) -> YearFigures:
    """The sums of a year; four queries."""
    first = first_years()
    recognised = recognised_by(year, first)
    lines = stated_in(year, recognised)
    earlier = _stated_before(first, year)
    return YearFigures(
        year=year,
        reporting=len(lines),
        base=len(recognised),
        unnamed=_unnamed(year),
        samples=sum(line.is_sample for line in lines),
        workers=total_of(line.workers for line in lines),
        women=total_of(line.women for line in lines),
        local_workers=total_of(line.local_workers for line in lines),
        turnover=total_of(line.turnover for line in lines),
        investment=total_of(line.investment for line in lines),
        monthly_pay=_pay(lines),
        turnover_before=_compared(
            {key: turnover for key, (turnover, _) in earlier.items()},
            {line.producer: line.turnover for line in lines},
            len(recognised),
        ),
        workers_before=_compared(
            {key: workers for key, (_, workers) in earlier.items()},
            {line.producer: line.workers for line in lines},
            len(recognised),
        ),
    )


def _unnamed(year: int) -> int:
    """How many producers recognised in a year or before stand for ones no source names; one query."""
    rows = Recognition.objects.filter(is_trial=False, year__lte=year, product__producer__is_reconstructed=True)
    return rows.order_by().values("product__producer").distinct().count()


def _stated_before(first: Mapping[int, int], year: int) -> dict[int, tuple[int | None, int | None]]:
    """Turnover and workers each producer stated of the year before its first recognition; one query."""
    rows = YearlyResult.objects.current().filter(year__lt=year).order_by()
    return {
        producer: (turnover, workers)
        for producer, stated, turnover, workers in rows.values_list("producer_id", "year", "turnover", "workers")
        if first.get(producer, 0) == stated + 1
    }


def _compared(before: Mapping[int, int | None], after: Mapping[int, int | None], base: int) -> BeforeAfter:
    pairs = [
        (earlier, later)
        for producer, later in after.items()
        if later is not None and (earlier := before.get(producer)) is not None
    ]
    return BeforeAfter(
        producers=len(pairs),
        base=base,
        whole=sum(later is not None for later in after.values()),
        before=sum(earlier for earlier, _ in pairs),
        after=sum(later for _, later in pairs),
        rose=sum(later > earlier for earlier, later in pairs),
        fell=sum(later < earlier for earlier, later in pairs),
    )


def _pay(lines: Iterable[Stated]) -> Total:
    """The average monthly pay of one worker, each producer weighing as many as its workers."""
    known = [(line.monthly_pay, line.workers) for line in lines if line.monthly_pay is not None and line.workers]
    people = sum(workers for _, workers in known)
    average = round(sum(pay * workers for pay, workers in known) / people) if people else 0
    return Total(average, len(known), hidden=0 < len(known) < LEAST)


def stars_on(on: date) -> Stars:
    """Products whose star may be shown on a day; one query."""
    counts = (
        Recognition.objects.standing_on(on)
        .order_by()
        .aggregate(
            products=Count("product", distinct=True),
            producers=Count("product__producer", distinct=True),
            reconstructed=Count("product", distinct=True, filter=Q(is_reconstructed=True)),
        )
    )
    return Stars(**counts)


def tag_lines() -> list[TagLine]:
    """Every tag with its confirmed and its claimed products; two queries."""
    base = Product.objects.exclude(state=ProductState.DISCONTINUED).count()
    rows = ProductTag.objects.standing().exclude(product__state=ProductState.DISCONTINUED).order_by().values("tag")
    counts = {
        row["tag"]: (row["confirmed"], row["claimed"], row["samples"])
        for row in rows.annotate(
            confirmed=Count("pk", filter=Q(confirmed_at__isnull=False)),
            claimed=Count("pk", filter=Q(confirmed_at__isnull=True)),
            samples=Count("pk", filter=Q(confirmed_at__isnull=False, is_sample=True)),
        )
    }
    return [TagLine(value, str(label), *counts.get(value, (0, 0, 0)), base) for value, label in Tag.choices]


def shielded(totals: list[Total]) -> list[Total]:
    """Parts of one sum with nothing left to subtract: hidden parts together cover at least `LEAST` producers.

    When the hidden ones are fewer, the whole less the shown parts would tell their figures, so the smallest shown part
    is hidden too.
    """
    made = list(totals)
    while 0 < sum(each.producers for each in made if each.hidden) < LEAST:
        shown = [index for index, each in enumerate(made) if not each.hidden and each.producers]
        if not shown:
            break
        least = min(shown, key=lambda index: made[index].producers)
        made[least] = Total(made[least].value, made[least].producers, hidden=True)
    return made
