"""What a shopper sees who scans a stamp: one plain verdict first, then whose goods these are, which lot, until when.

The same digits may be typed. A code nobody issued, one of an epoch that never began and one outside every range are
answered alike, so that nobody learns from the answer which codes exist.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from ocop.cycle.certification.models import Recognition
from ocop.cycle.certification.queries import valid_when_produced
from ocop.cycle.certification.states import STANDS, Standing
from ocop.cycle.traceability.keys import keys_of
from ocop.cycle.traceability.models import Activation, Batch, Recall, StampException, StampRange
from ocop.cycle.traceability.states import StampState
from ocop.kit import clock
from ocop.kit.clock import local_date
from ocop.kit.text.dates import format_date
from ocop.public.portal import queries
from ocop.public.portal.verdict import RECONSTRUCTED_VERDICT, REPORT, SIGNS, TYPO, Verdict
from ocop.rules.stamps import MistypedStamp, Stamp, part_with_code, printed_stamp, read_stamp, stamp_of


@dataclass(frozen=True, slots=True)
class Scanned:
    """A stamp that was issued, with what befell it and the recognitions of its product, the newest first."""

    code: str
    range: StampRange
    activation: Activation | None
    exception: StampException | None
    recognitions: list[Recognition]


@require_safe
def scan(request: HttpRequest, code: str) -> HttpResponse:
    """What the square code of a stamp opens."""
    return stamp_page(code)


def stamp_page(typed: str) -> HttpResponse:
    """The page for whatever was typed or scanned; at most five queries. Never kept: a recall shows at once."""
    on = clock.today()
    try:
        code = read_stamp(typed)
    except MistypedStamp as slip:
        return _page({"verdict": _mistyped(str(slip)), "printed": part_with_code(typed)[:40]}, on, 404)
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
        "stands": newest is not None and newest.standing in STANDS and not newest.is_reconstructed,  # type: ignore[attr-defined]
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
        issued.activations.all().with_recall().holding(stamp.index).select_related("batch").first(),
        issued.exceptions.all().holding(stamp.index).first(),
        list(queries.recognitions_of(issued.product, on)),
    )


def _verdict(found: Scanned, newest: Any, on: date) -> Verdict:
    """The worst of what is known of the stamp, of the star and of the goods."""
    if found.activation is not None and found.activation.recall_id is not None:  # type: ignore[attr-defined]
        return _recalled(Recall.objects.get(pk=found.activation.recall_id))  # type: ignore[attr-defined]
    if found.exception is not None:
        return _VOID
    if newest is None:
        return _UNKNOWN
    if newest.is_reconstructed:
        return RECONSTRUCTED_VERDICT
    if found.activation is None:
        return _INERT if newest.standing in STANDS else _of_an_ended_star(newest, _NOT_ACTIVE_EITHER)
    return _of_goods(found.activation.batch, newest, on)


def _recalled(recall: Recall) -> Verdict:
    """Goods that were called back, running or ended: the first thing to say, before star and stamp."""
    words = gettext("Lô hàng bị thu hồi, đừng dùng")
    since = gettext("Lô này bị thu hồi từ ngày %(day)s.") % {"day": format_date(local_date(recall.declared_at))}
    meaning = f"{since} {recall.reason} {recall.danger}"
    return Verdict(StampState.RECALLED, words, "✕", "bad", meaning, (recall.advice,))


def _of_goods(batch: Batch, newest: Any, on: date) -> Verdict:
    covered = valid_when_produced(batch.product_id, batch.made_on)
    ran_out = newest.standing == Standing.EXPIRED and covered is not None
    if newest.standing not in STANDS and not ran_out:
        return _of_an_ended_star(newest)
    if batch.expires_on is not None and batch.expires_on < on:
        meaning = f"Gói hàng này hết hạn dùng sau ngày {format_date(batch.expires_on)}."
        return Verdict(StampState.PAST_USE, "Hàng quá hạn sử dụng", "✕", "bad", meaning, _PAST_USE)
    if covered is None:
        meaning = f"Gói hàng này làm ngày {format_date(batch.made_on)}, khi sản phẩm chưa được công nhận."
        return Verdict(StampState.TOO_OLD, "Làm trước khi được công nhận", "✕", "bad", meaning, (REPORT,))
    words, sign, tone = SIGNS[newest.standing]
    if ran_out:
        meaning = (
            f"Sao hết hạn sau ngày {format_date(newest.valid_until)}. Gói hàng này làm ngày "
            f"{format_date(batch.made_on)}, khi sản phẩm còn được dùng hạng {covered.stars} sao."
        )
        return Verdict(newest.standing, "Hết hạn, làm khi còn hiệu lực", sign, "warn", meaning, (_COMPARE,))
    meaning = f"Sản phẩm đang được dùng hạng {newest.stars} sao. Gói hàng này thuộc lô nêu dưới đây."
    return Verdict(newest.standing, words, sign, tone, meaning, (_COMPARE,))


def _of_an_ended_star(newest: Any, more: str = "") -> Verdict:
    words, sign, tone = SIGNS[newest.standing]
    return Verdict(newest.standing, words, sign, tone, _ENDED[newest.standing] + more, (REPORT,))


_COMPARE = "So tên sản phẩm, chủ thể và số lô ở trên với bao bì đang cầm. Khác nhau là dấu hiệu tem bị dán lại."
_NOT_ACTIVE_EITHER = " Tem này cũng chưa được kích hoạt cho lô hàng nào."
_PAST_USE = (
    "Không dùng sản phẩm. Mang trả lại nơi mua.",
    "Hàng quá hạn còn bày bán thì báo cơ quan quản lý thị trường.",
)
_ENDED = {
    Standing.EXPIRED: "Sao của sản phẩm đã hết hạn. Không được in hay quảng cáo hạng sao nữa.",
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
    code = part_with_code(context["printed"]).replace("/", "")
    shell = {
        "address": reverse("portal:stamp", args=[code]) if code else reverse("portal:verification"),
        "province_name": settings.OCOP_PROVINCE_NAME,
        "helpline": settings.OCOP_HELPLINE,
        "today": on,
        "sample_banner": context.get("is_sample", False) or not settings.PRODUCTION,
    }
    response = render(None, "portal/stamp.html", shell | context, status=status)  # type: ignore[arg-type]
    response["Cache-Control"] = "no-store"
    return response
