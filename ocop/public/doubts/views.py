"""A shopper says what is odd of a stamp, and reads the answer under the number given. No session, no account."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from ocop.cycle.scans.actions import send_doubt
from ocop.cycle.scans.models import Doubt
from ocop.cycle.traceability.keys import keys_of
from ocop.cycle.traceability.models import StampRange
from ocop.ground.offices.models import Unit
from ocop.ground.offices.states import Tier
from ocop.kit import clock
from ocop.kit.scope import Actor, Refused
from ocop.public.doubts.forms import DoubtForm
from ocop.public.doubts.rate import is_too_often
from ocop.rules.stamps import MistypedStamp, Stamp, printed_stamp, read_stamp, stamp_of

TOO_OFTEN = 429


# Nobody is signed in here and nothing is read from a cookie, so there is nothing a foreign page could borrow; and the
# browsers inside chat applications often keep no cookie at all.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, code: str) -> HttpResponse:
    """The form; also for codes that are none of ours, since those are what is worth telling."""
    at = clock.now()
    try:
        digits = read_stamp(code)
    except MistypedStamp as slip:
        return _page(request, "doubts/mistyped.html", {"slip": str(slip), "typed": code[:40]}, status=404)
    stamp = stamp_of(digits, keys_of)
    units = Unit.objects.in_force(clock.local_date(at)).filter(tier=Tier.COMMUNE).order_by("sort_key")
    posted = request.method == "POST"
    form = DoubtForm(request.POST if posted else None, request.FILES if posted else None, units=units)
    status = 200
    if posted and is_too_often(request):
        form.is_valid()
        form.add_error(
            None, _("Mạng này vừa gửi nhiều phản ánh. Anh/chị đợi một giờ rồi gửi lại, hoặc gọi đường dây nóng.")
        )
        status = TOO_OFTEN
    elif posted and form.is_valid():
        try:
            sent_now = _send(digits, stamp, form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            return redirect("doubts:sent", sent_now.public_id)
    context = {
        "form": form,
        "printed": printed_stamp(digits),
        "code": digits,
        "product": _product(stamp),
        "days": settings.OCOP_DOUBT_CONTACT_DAYS,
        "photo_lost": posted and bool(request.FILES),
    }
    return _page(request, "doubts/report.html", context, status=status)


def _product(stamp: Stamp | None) -> Any:
    issued = StampRange.objects.holding(stamp) if stamp is not None else None
    return issued.product if issued is not None else None


def _send(digits: str, stamp: Stamp | None, said: dict[str, Any]) -> Doubt:
    at = clock.now()
    photo = said["photo"]
    facts = {name: said[name] for name in ("kind", "words", "shop", "unit", "contact", "key")}
    facts["photo"] = replace(photo, name="phan-anh") if photo else None
    somebody = Actor(None, "Người mua", clock.local_date(at))
    doubt: Doubt = send_doubt(digits, stamp, **facts, by=somebody, at=at)
    return doubt


@require_safe
def sent(request: HttpRequest, public_id: str) -> HttpResponse:
    """The number of a doubt, where it stands and what officers answered; never what was typed or who typed it."""
    found = get_object_or_404(Doubt.objects.select_related("range__product"), public_id=public_id.lower())
    context = {"doubt": found, "answers": found.answers.all(), "printed": printed_stamp(found.code)}
    return _page(request, "doubts/sent.html", context)


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    shell = {"sample_banner": not settings.PRODUCTION}
    response = render(request, template, shell | context, status=status)
    response["Cache-Control"] = "no-store"
    return response
