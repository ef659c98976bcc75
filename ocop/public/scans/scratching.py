"""The number under a stamp's scratch: typed on a page of its own, since an answer to it holds for one stamp only."""

import re
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ocop.cycle.scans.scan import Scan
from ocop.cycle.traceability.actions import Scratched, check_pin
from ocop.cycle.traceability.states import Scratch
from ocop.kit import clock
from ocop.kit.ids import new_public_id
from ocop.kit.text.dates import format_date
from ocop.public.portal.verdict import REPORT
from ocop.public.scans.answering import answer
from ocop.public.scans.counting import scan_log
from ocop.public.scans.judging import judged
from ocop.public.scans.pages import address_of
from ocop.rules.stamps import MistypedStamp, Stamp, printed_stamp, read_stamp

_TYPED_LENGTH = 20
_NOT_KEPT = {"Cache-Control": "no-store"}
_FORM = re.compile(r"[0-9A-Za-z]{12}")


@csrf_exempt  # there is no session here and nobody's authority to misuse: whoever holds the packet may try
@require_http_methods(["GET", "HEAD", "POST"])
def scratch(request: HttpRequest, code: str) -> HttpResponse:
    """The box for the number, and what is answered to it.

    A slip and a stamp without a scratch lead to the stamp's page; a code that is none of ours is answered as there,
    and counted, since this address must tell nobody for nothing which codes are ours.
    """
    try:
        plain = read_stamp(code)
    except MistypedStamp:
        return redirect(address_of(code))
    now = clock.now()
    said = judged(plain, now.date())
    if said.stamp is None or said.facts is None:
        page = answer(plain, get_language() or "", request.META)
        return HttpResponse(page.body, status=page.status, headers=_NOT_KEPT)
    if not said.facts.has_pin:
        return redirect(address_of(plain))
    form = _form_of(request)
    told = _told(said.stamp, request.POST.get("so_cao", ""), form, now) if request.method == "POST" else None
    if told is not None and said.verdict.tone != "good":
        # A right number says nothing good of goods that were called back or of a star that ended.
        told |= {"tone": "bad" if said.verdict.tone == "bad" else "warn"}
    context: dict[str, Any] = {
        "told": told,
        "verdict": said.verdict if said.verdict.tone != "good" else None,
        "form": form,
        "printed": printed_stamp(plain),
        "address": address_of(plain),
        "province_name": settings.OCOP_PROVINCE_NAME,
        "helpline": settings.OCOP_HELPLINE,
        "sample_banner": not settings.PRODUCTION,
    }
    return HttpResponse(render_to_string("public_scans/scratch.html", context), headers=_NOT_KEPT)


def _form_of(request: HttpRequest) -> str:
    """The id of the form: a new one for each that is opened, and the one that was posted."""
    posted = request.POST.get("mau", "")
    return posted if _FORM.fullmatch(posted) else new_public_id()


def _told(stamp: Stamp, typed: str, form: str, at: datetime) -> dict[str, str]:
    """The answer as the page says it; empty typing asks again and counts for nothing."""
    if not typed.strip():
        return {"key": "empty", "tone": "warn", "words": _("Chưa nhập số cào"), "meaning": _("Nhập sáu chữ số.")}
    found = check_pin(stamp, typed[:_TYPED_LENGTH], at=at, form=form)
    if found.answer == Scratch.AGAIN:
        scan_log.note_scan(Scan(stamp.epoch, stamp.index, at, None, "", "pin_used"))
    tone, words, meaning = _answers(found)[found.answer]
    return {"key": found.answer, "tone": tone, "words": words, "meaning": meaning}


def _answers(found: Scratched) -> dict[Scratch, tuple[str, str, str]]:
    first = found.first_right_at.astimezone(clock.HO_CHI_MINH) if found.first_right_at else None
    when = {"day": format_date(first.date()), "time": f"{first:%H:%M}"} if first else {"day": "", "time": ""}
    return {
        Scratch.FIRST: (
            "good",
            _("Số cào đúng, lần đầu được nhập"),
            _("Trước anh/chị chưa ai nhập số này. Từ giờ ai nhập lại đều thấy số đã dùng."),
        ),
        Scratch.AGAIN: (
            "warn",
            _("Số cào đúng, nhưng đã được nhập trước"),
            _("Số này được nhập lần đầu lúc %(time)s ngày %(day)s. Không phải anh/chị nhập thì tem có thể bị chép lại.")
            % when
            + f" {REPORT}",
        ),
        Scratch.WRONG: ("bad", _("Số cào không đúng"), _("Xem lại sáu chữ số dưới lớp cào rồi nhập lại.")),
        Scratch.TOO_MANY: (
            "warn",
            _("Tem này đã bị nhập sai nhiều lần"),
            _("Để tránh dò số, hôm nay không nhận thêm. Anh/chị thử lại vào ngày mai."),
        ),
        Scratch.NONE: ("warn", "", ""),
    }
