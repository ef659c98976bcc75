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
from ocop.kit.networks import network_of
from ocop.kit.scope import Actor, Refused
from ocop.public.doubts.forms import DoubtForm
from ocop.public.doubts.rate import is_too_often
from ocop.public.scans.guessing import guesses, is_answered, new_sum
from ocop.public.scans.judging import of_slip
from ocop.rules.stamps import MistypedStamp, Stamp, part_with_code, printed_stamp, read_stamp, stamp_of

OK, TOO_OFTEN = 200, 429
_TYPED_LENGTH = 40


# Nobody is signed in here and nothing is read from a cookie, so there is nothing a foreign page could borrow; and the
# browsers inside chat applications often keep no cookie at all.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, code: str) -> HttpResponse:
    """The form; also for codes that are none of ours, since those are what is worth telling."""
    if typed := _digits_in(request.GET.get("ma", "")):
        return redirect("doubts:report", typed)
    try:
        digits = read_stamp(code)
    except MistypedStamp as slip:
        words = of_slip(code, slip).verdict.meaning
        return _page(request, "doubts/mistyped.html", {"slip": words, "typed": code[:40]}, status=404)
    posted = request.method == "POST"
    form = _form(request, digits, posted=posted)
    is_valid = posted and form.is_valid()
    digits = (posted and form.cleaned_data.get("code")) or digits
    stamp = stamp_of(digits, keys_of)
    product = _product(stamp)
    held = product is None and _is_one_guess_too_many(request, digits)
    if held and not posted:
        return _sum_page(request, digits)
    # A whole report is taken even then: a network sends only so many, and who holds a fake is the one to hear.
    status = _held_back(request, form, guesses=held and not is_valid) if posted else OK
    if is_valid and status == OK:
        try:
            return redirect("doubts:sent", _send(digits, stamp, form.cleaned_data).public_id)
        except Refused as refused:
            form.add_error(None, refused.reason)
    context = {
        "form": form,
        "product": product,
        "days": settings.OCOP_DOUBT_CONTACT_DAYS,
        "photo_lost": posted and bool(request.FILES),
    }
    return _page(request, "doubts/report.html", context, status=status)


def _form(request: HttpRequest, digits: str, *, posted: bool) -> DoubtForm:
    units = Unit.objects.in_force(clock.today()).filter(tier=Tier.COMMUNE).order_by("sort_key")
    said = (request.POST, request.FILES) if posted else (None, None)
    return DoubtForm(*said, units=units, initial={"code": printed_stamp(digits)})


def _digits_in(typed: str) -> str:
    """The digits of a code somebody typed or pasted, right or not, as they stand in an address."""
    return "".join(sign for sign in part_with_code(typed) if sign.isascii() and sign.isdecimal())[:_TYPED_LENGTH]


def _is_one_guess_too_many(request: HttpRequest, digits: str) -> bool:
    """Count a code that is none of ours as the stamp's page does: this page too shows which are."""
    return guesses.count(network_of(request.META)) and not is_answered(digits, request.GET.dict())


def _held_back(request: HttpRequest, form: DoubtForm, *, guesses: bool) -> int:
    """The status for what was sent: words above the form where a network sends or guesses too much."""
    if is_too_often(request):
        words = _("Mạng này vừa gửi nhiều phản ánh. Anh/chị đợi một giờ rồi gửi lại, hoặc gọi đường dây nóng.")
    elif guesses:
        words = _("Từ mạng này đã có nhiều mã sai. Anh/chị xem lại mã tem, hoặc đợi mười phút rồi gửi lại.")
    else:
        return OK
    form.add_error(None, words)
    return TOO_OFTEN


def _sum_page(request: HttpRequest, digits: str) -> HttpResponse:
    """The sum that the stamp's page asks too, answered at this page's own address."""
    context = {
        "sum": new_sum(digits),
        "printed": printed_stamp(digits),
        "address": request.path,
        "province_name": settings.OCOP_PROVINCE_NAME,
        "helpline": settings.OCOP_HELPLINE,
    }
    return _page(request, "public_scans/sum.html", context, status=TOO_OFTEN)


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
