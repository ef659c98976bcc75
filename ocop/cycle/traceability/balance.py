"""Stamps, goods and capacity of products in a year, and which of them do not go together (`ocop.rules.balance`)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Max, Q, QuerySet, Sum
from django.db.models.functions import Greatest, Least

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
from ocop.rules.balance import UNMATCHED_DAYS, Sign, Year, signs_of

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


def balances(products: Iterable[Product], year: int, on: date) -> list[Balance]:
    """The year of each product; at most eight queries however many they are, one where there are none."""
    rows = list(products)
    if not rows:
        return []
    of = {"product__in": [row.pk for row in rows]}
    made = _sums(Batch.objects.filter(**of, made_on__year=year), F("quantity"))
    ranges = StampRange.objects.filter(**of, issued_at__year=year)
    taken = ranges.order_by().values("product").annotate(total=Sum(F("last") - F("first") + 1), newest=Max("issued_at"))
    issued = {product: (total, newest) for product, total, newest in taken.values_list("product", "total", "newest")}
    lost = _sums(StampException.objects.filter(range__in=ranges), F("last") - F("first") + 1, "range__product")
    active = _active(year, of["product__in"])
    capacity = _capacities(of["product__in"], year)
    reviewed = _reviewed(of["product__in"], year)
    found = []
    for row in rows:
        total, newest = issued.get(row.pk, (0, None))
        since = (on - local_date(newest)).days if newest else 0
        figures = Year(capacity.get(row.pk), made[row.pk], total - lost[row.pk], active[row.pk], since)
        signs = signs_of(figures)
        found.append(Balance(row, year, figures, signs, set(signs) <= reviewed[row.pk]))
    return found


def _sums(rows: Any, figure: Any, of: str = "product") -> defaultdict[int, int]:
    totals = rows.order_by().values(of).annotate(total=Sum(figure)).values_list(of, "total")
    return defaultdict(int, totals)


def _active(year: int, products: list[int]) -> defaultdict[int, int]:
    """Stamps in force on the batches of a year, without those lost."""
    rows: Any = Activation.objects.in_force().filter(batch__product__in=products, batch__made_on__year=year)
    active = _sums(rows, F("last") - F("first") + 1, "batch__product")
    meeting = Q(range__exceptions__first__lte=F("last"), range__exceptions__last__gte=F("first"))
    void = Least("last", "range__exceptions__last") - Greatest("first", "range__exceptions__first") + 1
    for product, total in _sums(rows.filter(meeting), void, "batch__product").items():
        active[product] -= total
    return active


def _capacities(products: list[int], year: int) -> dict[int, int]:
    """What was declared last for a year or one before it."""
    rows = YearlyCapacity.objects.filter(product__in=products, from_year__lte=year).order_by("from_year")
    return dict(rows.values_list("product", "packets"))


def _reviewed(products: list[int], year: int) -> defaultdict[int, set[str]]:
    seen: defaultdict[int, set[str]] = defaultdict(set)
    for product, signs in BalanceReview.objects.filter(product__in=products, year=year).values_list("product", "signs"):
        seen[product].update(signs)
    return seen
