"""Named questions about support and credit.

Sums of money are not split by place: a place may hold a single producer, whose loan would be told to everybody.
"""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from ocop.ground.planning.measures import Counted, Measure, Options
from ocop.kit.addresses import address_of
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
        link=lambda row: address_of("funding:support", row),
        detail=lambda row: f"{row.purpose_name}: {row.detail}, từ {format_date(row.starts_on)}",
        related=("producer", "policy"),
        of=of,
        starts=("starts_on",),
        place="producer__unit_id",
        office="office_id",
    )


LOANS = Counted(
    rows=lambda options: Loan.objects.all(),
    label=lambda row: row.producer.name,
    link=lambda row: address_of("funding:producer", row.producer),
    detail=lambda row: f"{row.bank}, từ {format_date(row.starts_on)}",
    related=("producer",),
    starts=("starts_on",),
    place="producer__unit_id",
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
        counted=LOANS,
        since_start=True,
    ),
    Measure(
        key="funding.support_amount",
        name="Tiền hỗ trợ chủ thể được duyệt",
        unit="đồng",
        definition="Tổng số tiền của các hỗ trợ được duyệt bắt đầu trong kỳ; số đã chi thật xem ở “Kinh phí đã chi”. "
        "Không chia theo địa bàn vì một nơi có thể chỉ có một chủ thể.",
        counted=replace(_given("pk"), adds="amount", place=""),
        since_start=True,
        options={"purpose": _purposes},
    ),
    Measure(
        key="funding.loan_amount",
        name="Tiền vay của chủ thể",
        unit="đồng",
        definition="Tổng số tiền các khoản vay đã giải ngân cho chủ thể trong kỳ. Không chia theo địa bàn vì một "
        "nơi có thể chỉ có một chủ thể.",
        counted=replace(LOANS, adds="amount", place=""),
        since_start=True,
    ),
    Measure(
        key="funding.borrowers",
        name="Chủ thể được vay",
        unit="chủ thể",
        definition="Số chủ thể có ít nhất một khoản vay giải ngân trong kỳ, mỗi chủ thể tính một lần.",
        counted=replace(LOANS, of="producer_id"),
        since_start=True,
    ),
)
