"""Stamps, goods and capacity of products in a year, and which of them do not go together (`ocop.rules.balance`)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Max, Q, QuerySet, Sum
from django.db.models.functions import ExtractYear, Greatest, Least

from ocop.cycle.traceability.models import (
    Activation,
    BalanceReview,
    Batch,
    StampException,
    StampRange,
    YearlyCapacity,
)
from ocop.ground.producers.models import Product
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.kit.text.numbers import format_number
from ocop.rules.balance import UNMATCHED_DAYS, Sign, Year, is_settled, signs_of

# The programme's first year, before which nobody had stamps; how many years back something may wait to be looked at.
FIRST_STAMPS, YEARS = 2018, 3
SIGNS = {
    Sign.ACTIVE_OVER: "Tem kích hoạt nhiều hơn số hàng",
    Sign.MADE_OVER: "Hàng nhiều hơn công suất khai",
    Sign.ISSUED_OVER: "Tem lấy nhiều hơn công suất khai",
    Sign.UNMATCHED: "Tem lấy nhiều, hàng ít",
}


@dataclass(frozen=True, slots=True)
class Balance:
    """One product in one year: its figures, what does not go together, and whether an officer looked at all of it."""

    product: Product
    year: int
    figures: Year
    signs: tuple[Sign, ...]
    is_reviewed: bool

    @property
    def words(self) -> list[str]:
        """What does not go together, with its figures."""
        made, issued = format_number(self.figures.made), format_number(self.figures.issued)
        capacity = format_number(self.figures.capacity or 0)
        said = {
            Sign.ACTIVE_OVER: f"{format_number(self.figures.active)} tem đứng trên {made} gói hàng",
            Sign.MADE_OVER: f"làm ra {made} gói, công suất khai {capacity} gói mỗi năm",
            Sign.ISSUED_OVER: f"lấy {issued} tem, công suất khai {capacity} gói mỗi năm",
            Sign.UNMATCHED: f"lấy {issued} tem, mới ghi {made} gói; lần lấy cuối đã hơn {UNMATCHED_DAYS} ngày",
        }
        return [f"{SIGNS[sign]}: {said[sign]}." for sign in self.signs]


def seen_by(actor: Actor) -> QuerySet[Product]:
    """The products with stamps or batches whose stamps the person may see."""
    ranges, batches = StampRange.objects.visible_to(actor), Batch.objects.visible_to(actor)
    seen = Q(pk__in=ranges.values("product")) | Q(pk__in=batches.values("product"))
    return Product.objects.filter(seen).select_related("producer").order_by("sort_key", "pk")


def balances(products: Iterable[Product], years: Sequence[int], on: date) -> list[Balance]:
    """Each year of each product, year by year; at most eight queries however many they are, one where none is."""
    rows = list(products)
    if not rows or not years:
        return []
    pks = [row.pk for row in rows]
    figures, capacity = _figures(pks, years, on), _capacities(pks)
    looked_at = _looked_at(pks, years)
    found = []
    for year in years:
        for row in rows:
            declared = next((packets for since, packets in capacity[row.pk] if since <= year), None)
            own = Year(declared, **figures[row.pk, year])
            found.append(Balance(row, year, own, signs_of(own), is_settled(own, looked_at[row.pk, year])))
    return found


def years_looked_at(on: date) -> range:
    """This year and those before it in which something may still wait: stamps lie unused over the turn of a year, and
    lots are written down late.
    """
    return range(on.year, on.year - YEARS, -1)


def _figures(products: list[int], years: Sequence[int], on: date) -> defaultdict[tuple[int, int], dict[str, int]]:
    """What was made, issued and activated of each product in each year."""
    within = (min(years), max(years))
    made = _sums(Batch.objects.filter(product__in=products, made_on__year__range=within), F("quantity"), "made_on")
    ranges = StampRange.objects.filter(product__in=products, issued_at__year__range=within)
    counted = F("last") - F("first") + 1
    issued = _sums(ranges, counted, "issued_at")
    lost = _sums(StampException.objects.filter(range__in=ranges), counted, "range__issued_at", "range__product")
    active = _active(products, within)
    newest = _by_year(ranges, "issued_at", "product").annotate(newest=Max("issued_at"))
    since = {
        (product, year): (on - local_date(at)).days
        for product, year, at in newest.values_list("product", "year", "newest")
    }
    found: defaultdict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    for product in products:
        for year in years:
            key = (product, year)
            found[key] = {
                "made": made[key],
                "issued": issued[key] - lost[key],
                "active": active[key],
                "days_since_issue": since.get(key, 0),
            }
    return found


def _by_year(rows: Any, day: str, of: str) -> Any:
    return rows.order_by().annotate(year=ExtractYear(day)).values(of, "year")


def _sums(rows: Any, figure: Any, day: str, of: str = "product") -> defaultdict[tuple[int, int], int]:
    """The sum of a figure for each product and each year of a day."""
    totals = _by_year(rows, day, of).annotate(total=Sum(figure)).values_list(of, "year", "total")
    return defaultdict(int, {(product, year): total for product, year, total in totals})


def _active(products: list[int], within: tuple[int, int]) -> defaultdict[tuple[int, int], int]:
    """Stamps in force on the batches of some years, without those lost."""
    of = ("batch__made_on", "batch__product")
    rows: Any = Activation.objects.in_force().filter(batch__product__in=products, batch__made_on__year__range=within)
    active = _sums(rows, F("last") - F("first") + 1, *of)
    meeting = Q(range__exceptions__first__lte=F("last"), range__exceptions__last__gte=F("first"))
    void = Least("last", "range__exceptions__last") - Greatest("first", "range__exceptions__first") + 1
    for key, total in _sums(rows.filter(meeting), void, *of).items():
        active[key] -= total
    return active


def _capacities(products: list[int]) -> defaultdict[int, list[tuple[int, int]]]:
    """What was declared for each product, from which year on, the latest first."""
    said: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    rows = YearlyCapacity.objects.filter(product__in=products).order_by("-from_year")
    for product, since, packets in rows.values_list("product", "from_year", "packets"):
        said[product].append((since, packets))
    return said


def _looked_at(products: list[int], years: Sequence[int]) -> defaultdict[tuple[int, int], dict[str, int]]:
    """How far each sign went over when somebody looked at a product's year: the furthest that was looked at."""
    seen: defaultdict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    rows = BalanceReview.objects.filter(product__in=products, year__in=list(years))
    for product, year, excesses in rows.values_list("product", "year", "excesses"):
        known = seen[product, year]
        known.update({sign: max(count, known.get(sign, 0)) for sign, count in excesses.items()})
    return seen
