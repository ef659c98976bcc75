"""Named questions about support and credit; sums of money are no measures, they are on the pages of money."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from ocop.ground.planning.measures import Counted, Measure, Options
from ocop.kit.text.dates import format_date
from ocop.support.funding.models import Loan, Support
from ocop.support.funding.purposes import purposes


def _purposes() -> dict[str, str]:
    return {purpose.code: purpose.name for purpose in purposes().values()}


def _supports(options: Options) -> QuerySet[Any]:
    rows = Support.objects.given()
    return rows.filter(purpose=options["purpose"]) if options.get("purpose") else rows


def _given(of: str) -> Counted:
    return Counted(
        rows=_supports,
        label=lambda row: row.producer.name,
        link=lambda row: reverse("funding:support", args=[row.public_id]),
        detail=lambda row: f"{row.purpose_name}: {row.detail}, từ {format_date(row.starts_on)}",
        related=("producer", "policy"),
        of=of,
        starts=("starts_on",),
        place="producer__unit_id",
        office="office_id",
    )


MEASURES = (
    Measure(
        key="funding.supported_producers",
        name="Chủ thể được hỗ trợ",
        unit="chủ thể",
        definition="Số chủ thể có ít nhất một hỗ trợ được duyệt, mỗi chủ thể tính một lần, kể từ ngày hỗ trợ bắt đầu.",
        counted=_given("producer_id"),
        since_start=True,
        options={"purpose": _purposes},
    ),
    Measure(
        key="funding.supports",
        name="Hỗ trợ được duyệt",
        unit="hỗ trợ",
        definition="Số hỗ trợ được duyệt, kể từ ngày hỗ trợ bắt đầu.",
        counted=_given("pk"),
        since_start=True,
        options={"purpose": _purposes},
    ),
    Measure(
        key="funding.loans",
        name="Khoản vay của chủ thể",
        unit="khoản vay",
        definition="Số khoản vay đã giải ngân cho chủ thể, kể từ ngày giải ngân.",
        counted=Counted(
            rows=lambda options: Loan.objects.all(),
            label=lambda row: row.producer.name,
            link=lambda row: reverse("funding:producer", args=[row.producer.public_id]),
            detail=lambda row: f"{row.bank}, từ {format_date(row.starts_on)}",
            related=("producer",),
            starts=("starts_on",),
            place="producer__unit_id",
        ),
        since_start=True,
    ),
)
