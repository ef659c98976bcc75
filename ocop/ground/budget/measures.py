"""What reports ask of money, in whole đồng: needed, raised, set aside, paid, given by communities.

Each is a sum of its own records; nothing is ever added across two of them.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from ocop.ground.budget.models import Allocation, BudgetLine, Contribution, Disbursement, Mobilisation
from ocop.ground.budget.states import ContributionKind, Programme, Source
from ocop.ground.offices.states import Tier
from ocop.ground.planning.measures import Counted, Measure, Options
from ocop.ground.planning.states import PlanState
from ocop.ground.planning.years import new_year
from ocop.kit.addresses import address_of
from ocop.kit.text.dates import format_date

UNIT = "đồng"


def _sources() -> Mapping[str, str]:
    return {value: str(label) for value, label in Source.choices}


def _programmes() -> Mapping[str, str]:
    return {value: str(label) for value, label in Programme.choices}


def _tiers() -> Mapping[str, str]:
    return {value: str(label) for value, label in Tier.choices}


def _kinds() -> Mapping[str, str]:
    return {value: str(label) for value, label in ContributionKind.choices}


def _lines() -> Mapping[str, str]:
    """Lines by the codes that forms know them by; a code of two plans means both."""
    rows = BudgetLine.objects.exclude(plan__state=PlanState.DRAFT).order_by("-plan__starts_on", "ordinal")
    found: dict[str, str] = {}
    for code, reference, name in rows.values_list("code", "reference", "name"):
        found.setdefault(code, f"{reference} {name}".strip())
    return found


def _of_lines(options: Options) -> Any:
    """The lines of some source, programme or line with its parts; those of drafts never count."""
    rows: Any = BudgetLine.objects.exclude(plan__state=PlanState.DRAFT)
    if "line" in options:
        rows = rows.under(options["line"])
    return rows.filter(**{name: options[name] for name in ("source", "programme") if name in options})


def _needs(options: Options) -> QuerySet[Any]:
    """The narrowest lines with a figure, of plans that stand under no other: a year's plan repeats its phase's."""
    rows: QuerySet[Any] = _of_lines(options).narrowest_figures().filter(plan__parent__isnull=True)
    return rows


def _raised(options: Options) -> QuerySet[Any]:
    """What was raised over a year or a span of years, from the first of January of the first (`begins`)."""
    return Mobilisation.objects.filter(line__in=_of_lines(options)).annotate(begins=new_year("first_year"))


def _is_over(day: date) -> Q:
    """The last year of the span was over on the day: a span is never divided."""
    return Q(last_year__lt=day.year if (day.month, day.day) != (12, 31) else day.year + 1)


def _of_running(model: type[Allocation] | type[Disbursement], options: Options) -> QuerySet[Any]:
    rows = model.objects.running()
    if {"line", "source", "programme"} & set(options):
        rows = rows.filter(line__in=_of_lines(options))
    return rows.filter(payer__tier=options["tier"]) if "tier" in options else rows


def _allocated(options: Options) -> QuerySet[Any]:
    return _of_running(Allocation, options).annotate(begins=new_year("year"))


def _paid(options: Options) -> QuerySet[Any]:
    return _of_running(Disbursement, options)


def _gifts(options: Options) -> QuerySet[Any]:
    rows = Contribution.objects.running()
    return rows.filter(kind=options["kind"]) if "kind" in options else rows


def _gift(**facts: Any) -> Counted:
    return Counted(
        label=lambda row: f"{row.get_kind_display()}: {row.what}",
        link=lambda row: address_of("budget:contribution", row),
        detail=lambda row: f"{row.unit}, ngày {format_date(row.given_on)}",
        related=("unit",),
        starts=("given_on",),
        place="unit",
        **facts,
    )


BY_LINE: Mapping[str, Callable[[], Mapping[str, str]]] = {
    "source": _sources,
    "programme": _programmes,
    "line": _lines,
}
NEEDS = Measure(
    key="budget.needs",
    name="Nhu cầu kinh phí của kế hoạch",
    unit=UNIT,
    definition="Tổng nhu cầu của các kế hoạch đang trong thời gian thực hiện vào ngày xem, cho cả thời gian kế hoạch. "
    "Cộng từ dòng nhỏ nhất có số; dòng in một số chung không chia thì giữ số chung. Kế hoạch năm nằm dưới kế hoạch "
    "giai đoạn không cộng thêm.",
    counted=Counted(
        rows=_needs,
        label=str,
        link=lambda row: address_of("budget:line", row),
        detail=lambda row: f"{row.get_source_display()}, {row.plan}",
        related=("plan",),
        adds="amount",
        starts=("plan__starts_on",),
        ends=("plan__ends_on",),
    ),
    options=BY_LINE,
)
RAISED = Measure(
    key="budget.raised",
    name="Nguồn vốn đã huy động",
    unit=UNIT,
    definition="Số đã huy động theo năm hoặc khoảng năm như báo cáo ghi. Một khoảng năm chỉ được cộng khi cả khoảng "
    "nằm trong kỳ, không chia ra từng năm.",
    counted=Counted(
        rows=_raised,
        label=lambda row: f"{row.line.name}, {row.span}",
        link=lambda row: address_of("budget:line", row.line),
        detail=lambda row: f"{row.line.get_source_display()}, mục {row.reference}",
        related=("line",),
        adds="amount",
        starts=("begins",),
        also=_is_over,
    ),
    since_start=True,
    options=BY_LINE,
)
ALLOCATED = Measure(
    key="budget.allocated",
    name="Kinh phí đã phân bổ",
    unit=UNIT,
    definition="Tổng số tiền đã có quyết định phân bổ đến ngày xem, thuộc năm ngân sách bắt đầu trong kỳ; trừ phân bổ "
    "đã hủy. Cấp và cơ quan là của nơi cấp tiền.",
    counted=Counted(
        rows=_allocated,
        label=lambda row: f"{row.line.name}, năm {row.year}",
        link=lambda row: address_of("budget:allocation", row),
        detail=lambda row: f"{row.payer} cấp, {row.payee} được giao, ngày {format_date(row.decided_on)}",
        related=("line", "payer", "payee"),
        adds="amount",
        starts=("begins",),
        also=lambda day: Q(decided_on__lte=day),
        place="payer__unit",
        office="payer",
    ),
    since_start=True,
    options={**BY_LINE, "tier": _tiers},
)
PAID = Measure(
    key="budget.paid",
    name="Kinh phí đã chi",
    unit=UNIT,
    definition="Tổng các khoản chi trong kỳ theo ngày chi, trừ khoản đã hủy. Cấp, cơ quan và địa bàn là của nơi "
    "chi tiền.",
    counted=Counted(
        rows=_paid,
        label=lambda row: row.line.name,
        link=lambda row: address_of("budget:disbursement", row),
        detail=lambda row: f"{row.payer} chi ngày {format_date(row.paid_on)}",
        related=("line", "payer"),
        adds="amount",
        starts=("paid_on",),
        place="payer__unit",
        office="payer",
    ),
    since_start=True,
    options={**BY_LINE, "tier": _tiers},
)
GIFTS = Measure(
    key="budget.gifts",
    name="Đóng góp của cộng đồng",
    unit="lần đóng góp",
    definition="Số lần cộng đồng đóng góp tiền, đất, công, vật liệu, công nghệ trong kỳ, dù có quy ra tiền hay không.",
    counted=_gift(rows=_gifts),
    since_start=True,
    options={"kind": _kinds},
)
GIFTS_WORTH = Measure(
    key="budget.gifts_worth",
    name="Giá trị đóng góp của cộng đồng",
    unit=UNIT,
    definition="Tổng giá trị quy ra tiền của đóng góp trong kỳ. Đóng góp không ai quy ra tiền thì không cộng; số lần "
    "đóng góp xem ở chỉ số “Đóng góp của cộng đồng”.",
    counted=_gift(rows=lambda options: _gifts(options).filter(value__isnull=False), adds="value"),
    since_start=True,
    options={"kind": _kinds},
)

MEASURES = (NEEDS, RAISED, ALLOCATED, PAID, GIFTS, GIFTS_WORTH)
