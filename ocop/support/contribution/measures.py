"""What targets may be judged by of producers' years.

Turnover and pay are never given as a sum here, and no figure is split by place: a place may hold a single producer.
What producers stated counts only in years that `LEAST` of them stated, as on the pages of sums.
"""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from ocop.cycle.certification.models import Recognition
from ocop.ground.planning.measures import Counted, Measure, Options
from ocop.kit.addresses import address_of
from ocop.support.contribution.figures import LEAST
from ocop.support.contribution.models import YearlyResult


def _of_last_year(day: date) -> Q:
    """The last year that was over on the day."""
    return Q(year=day.year if (day.month, day.day) == (12, 31) else day.year - 1)


def _recognised(options: Options) -> QuerySet[Any]:
    """Current results of producers recognised in that year or before."""
    stars = Recognition.objects.filter(
        is_trial=False, product__producer=OuterRef("producer"), year__lte=OuterRef("year")
    )
    return YearlyResult.objects.current().filter(Exists(stars))


def _enough(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows of years that at least `LEAST` producers have rows of; each has one row a year."""
    years = rows.order_by().values("year").annotate(told=Count("pk")).filter(told__gte=LEAST)
    return rows.filter(year__in=years.values("year"))


def _with_before(options: Options) -> QuerySet[Any]:
    """The same with `before`: the turnover stated of the year before the first recognition."""
    stars = Recognition.objects.filter(is_trial=False, product__producer=OuterRef("producer")).order_by("year")
    earlier = YearlyResult.objects.current().filter(producer=OuterRef("producer"), year=OuterRef("first") - 1)
    rows = _recognised(options).annotate(first=Subquery(stars.values("year")[:1]))
    rows = rows.annotate(before=Subquery(earlier.values("turnover")[:1]))
    return rows.filter(before__isnull=False, turnover__isnull=False)


def _with_investment(options: Options) -> QuerySet[Any]:
    return _recognised(options).filter(investment__isnull=False)


def _years(rows: Any, *, of: str = "producer", adds: str = "", place: str = "") -> Counted:
    return Counted(
        rows=rows,
        label=lambda row: row.producer.name,
        link=lambda row: address_of("contribution:producer", row.producer),
        detail=lambda row: f"Đã khai năm {row.year}",
        related=("producer",),
        of=of,
        adds=adds,
        also=_of_last_year,
        place=place,
    )


MEASURES = (
    Measure(
        key="contribution.reporting",
        name="Chủ thể đã khai kết quả năm",
        unit="chủ thể",
        definition=(
            "Chủ thể đã được công nhận và đã khai năm liền trước ngày xem, trên tổng số chủ thể từng được công nhận."
        ),
        counted=_years(_recognised, place="producer__unit"),
        base=Counted(
            rows=lambda options: Recognition.objects.filter(is_trial=False),
            label=lambda row: row.product.producer.name,
            link=lambda row: address_of("producers:producer", row.product.producer),
            related=("product__producer",),
            of="product__producer",
            starts=("valid_from",),
            place="product__producer__unit",
        ),
    ),
    Measure(
        key="contribution.jobs",
        name="Lao động tại chủ thể OCOP",
        unit="người",
        definition=(
            "Tổng số lao động của năm liền trước ngày xem, cộng từ các chủ thể đã được công nhận và đã khai. "
            f"Năm có dưới {LEAST} chủ thể khai thì không cộng, con số là 0."
        ),
        counted=_years(lambda options: _enough(_recognised(options)), of="pk", adds="workers"),
    ),
    Measure(
        key="contribution.turnover_grew",
        name="Chủ thể có doanh thu cao hơn năm trước khi được công nhận",
        unit="chủ thể",
        definition=(
            "Trong các chủ thể khai cả năm liền trước ngày xem và năm trước lần công nhận đầu: số chủ thể có doanh thu "
            f"cao hơn. Năm có dưới {LEAST} chủ thể như vậy thì không tính. Con số không nói vì sao doanh thu thay đổi."
        ),
        counted=_years(lambda options: _enough(_with_before(options)).filter(turnover__gt=F("before"))),
        base=_years(lambda options: _enough(_with_before(options))),
    ),
    Measure(
        key="contribution.invested",
        name="Chủ thể có đầu tư máy móc, nhà xưởng",
        unit="chủ thể",
        definition=(
            "Trong các chủ thể có khai khoản đầu tư của năm liền trước ngày xem: số chủ thể có đầu tư. "
            f"Năm có dưới {LEAST} chủ thể khai khoản này thì không tính."
        ),
        counted=_years(lambda options: _enough(_with_investment(options)).filter(investment__gt=0)),
        base=_years(lambda options: _enough(_with_investment(options))),
    ),
)
