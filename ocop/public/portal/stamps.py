"""What a shopper sees who scans a stamp: one plain verdict first, then whose goods these are, which lot, until when.

The same digits may be typed. A code nobody issued, one of an epoch that never began and one outside every range are
answered alike, so that nobody learns from the answer which codes exist.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ocop.cycle.certification.models import Recognition
from ocop.cycle.certification.queries import valid_when_produced
from ocop.cycle.certification.states import STANDS, Standing
from ocop.cycle.traceability.keys import keys_of
from ocop.cycle.traceability.models import Activation, StampException, StampRange
from ocop.cycle.traceability.states import Mishap, StampState
from ocop.kit import clock
from ocop.kit.text.dates import format_date
from ocop.public.portal import queries
from ocop.public.portal.verdict import RECONSTRUCTED_VERDICT, REPORT, SIGNS, TYPO, Verdict
from ocop.rules.stamps import MistypedStamp, Stamp, printed_stamp, read_stamp, stamp_of

# So many digits in a row of groups are meant to be a stamp's, whatever else was pasted along.
_MANY_DIGITS = re.compile(r"(?:\d[\s.\-]*){13,}")


@dataclass(frozen=True, slots=True)
class Scanned:
    """A stamp that was issued, with what befell it and the recognitions of its product, the newest first."""

    code: str
    range: StampRange
    activation: Activation | None
    exception: StampException | None
    recognitions: list[Recognition]

    @property
    def state(self) -> StampState:
        if self.exception is not None:
            return StampState.VOID
        return StampState.ACTIVE if self.activation is not None else StampState.INERT


@require_safe
def scan(request: HttpRequest, code: str) -> HttpResponse:
    """What the square code of a stamp opens."""
    return stamp_page(code)


def is_of_a_stamp(typed: str) -> bool:
    """Whether what was typed is meant to be a stamp's code and not a certificate's."""
    return _MANY_DIGITS.search(typed) is not None


def stamp_page(typed: str) -> HttpResponse:
    """The page for whatever was typed or scanned; at most five queries. Never kept: a recall shows at once."""
    on = clock.today()
    try:
        code = read_stamp(typed)
    except MistypedStamp as slip:
        return _page({"verdict": _mistyped(str(slip)), "printed": typed[:40]}, on, 404)
    stamp = stamp_of(code, keys_of)
    found = _scanned(code, stamp, on) if stamp is not None else None
    if found is None:
        return _page({"verdict": _UNKNOWN, "printed": printed_stamp(code)}, on, 404)
    product, newest = found.range.product, found.recognitions[0] if found.recognitions else None
    context = {
        "verdict": _verdict(found, newest, on),
        "printed": printed_stamp(code),
        "product": product,
        "producer": product.producer,
        "batch": found.activation.batch if found.activation else None,
        "newest": newest,
        "stands": newest is not None and newest.standing in STANDS,  # type: ignore[attr-defined]
        "is_sample": product.is_sample,
    }
    return _page(context, on, 200)


def _scanned(code: str, stamp: Stamp, on: date) -> Scanned | None:
    issued = StampRange.objects.holding(stamp)
    if issued is None:
        return None
    return Scanned(
        code,
        issued,
        issued.activations.all().holding(stamp.index).select_related("batch").first(),
        issued.exceptions.all().holding(stamp.index).first(),
        list(queries.recognitions_of(issued.product, on)),
    )


def _verdict(found: Scanned, newest: Any, on: date) -> Verdict:
    """The worst of what is known of the stamp and of the star."""
    if found.exception is not None:
        return _RECALLED if found.exception.mishap == Mishap.RECALLED else _VOID
    if found.activation is None:
        return _INERT
    if newest is None:
        return _UNKNOWN
    if newest.is_reconstructed:
        return RECONSTRUCTED_VERDICT
    return _of_the_star(found, newest, found.activation.batch.made_on)


def _of_the_star(found: Scanned, newest: Any, made_on: date) -> Verdict:
    words, sign, tone = SIGNS[newest.standing]
    if newest.standing in STANDS:
        meaning = f"Sản phẩm đang được dùng hạng {newest.stars} sao. Gói hàng này thuộc lô nêu dưới đây."
        return Verdict(newest.standing, words, sign, tone, meaning, (_COMPARE,))
    covered = valid_when_produced(found.range.product_id, made_on)
    if newest.standing == Standing.EXPIRED and covered is not None:
        meaning = (
            f"Sao hết hạn sau ngày {format_date(newest.valid_until)}. Gói hàng này làm ngày {format_date(made_on)}, "
            f"khi sản phẩm còn được dùng hạng {covered.stars} sao."
        )
        return Verdict(newest.standing, "Hết hạn, làm khi còn hiệu lực", sign, "warn", meaning, (_COMPARE,))
    return Verdict(newest.standing, words, sign, tone, _ENDED[newest.standing], (REPORT,))


_COMPARE = "So tên sản phẩm, chủ thể và số lô ở trên với bao bì đang cầm. Khác nhau là dấu hiệu tem bị dán lại."
_ENDED = {
    Standing.EXPIRED: "Sao đã hết hạn trước khi gói hàng này được làm ra. Không được in hay quảng cáo hạng sao nữa.",
    Standing.WITHDRAWN: "Sao của sản phẩm đã bị thu hồi. Không được in hay quảng cáo hạng sao nữa.",
    Standing.SUSPENDED: "Sao của sản phẩm đang tạm dừng sử dụng, chờ cơ quan xem xét.",
    Standing.NOT_YET: "Công nhận của sản phẩm chưa có hiệu lực.",
    Standing.TRIAL: "Kết quả làm ra trong đợt đánh giá thử trên phần mềm. Không cơ quan nào công nhận sao này.",
}
_VOID = Verdict(
    StampState.VOID,
    "Tem không còn giá trị",
    "✕",
    "bad",
    "Chủ thể đã báo tem này bị mất hoặc in hỏng. Tem này không được dán lên hàng để bán.",
    ("Đừng tin hạng sao theo tem này, dù tên sản phẩm đúng.", REPORT),
)
_RECALLED = Verdict(
    Mishap.RECALLED,
    "Hàng bị thu hồi",
    "✕",
    "bad",
    "Lô hàng mang tem này đang bị thu hồi.",
    ("Không dùng sản phẩm. Mang trả lại nơi mua.", REPORT),
)
_INERT = Verdict(
    StampState.INERT,
    "Tem chưa kích hoạt",
    "◔",
    "warn",
    "Tem có thật nhưng chủ thể chưa ghi tem này dán lên lô hàng nào, nên chưa nói được gì về gói hàng.",
    ("Hỏi người bán. Hàng đã bày bán mà tem chưa kích hoạt là điều không bình thường.", REPORT),
)
_UNKNOWN = Verdict(
    Standing.UNKNOWN,
    "Không có trong hệ thống",
    "?",
    "bad",
    f"Hệ thống OCOP của tỉnh {settings.OCOP_PROVINCE_NAME} không cấp tem nào có mã này.",
    ("So từng chữ số với mã in dưới mã vuông.", "Mã đúng mà không có trong hệ thống: có thể là tem giả. " + REPORT),
)


def _mistyped(slip: str) -> Verdict:
    advice = ("Mã tem gồm 20 chữ số, in thành năm nhóm bốn số dưới mã vuông.",)
    return Verdict(TYPO, "Có thể gõ nhầm", "?", "warn", f"{slip} Anh/chị xem lại và nhập lại mã.", advice)


def _page(context: dict[str, Any], on: date, status: int) -> HttpResponse:
    """Made without a request: the page can know neither session nor person."""
    shell = {
        "province_name": settings.OCOP_PROVINCE_NAME,
        "helpline": settings.OCOP_HELPLINE,
        "today": on,
        "sample_banner": context.get("is_sample", False) or not settings.PRODUCTION,
    }
    response = render(None, "portal/stamp.html", shell | context, status=status)  # type: ignore[arg-type]
    response["Cache-Control"] = "no-store"
    return response
