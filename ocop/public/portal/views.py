"""Pages for everybody. None of them asks who is looking: no session, no cookie, no account."""

import hashlib
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ocop.cycle.certification.codes import MistypedCode, read_code
from ocop.kit import clock
from ocop.kit.languages import OWN, address_in
from ocop.kit.ui.preview import whole
from ocop.public.portal import queries
from ocop.public.portal.catalogue import card, pictures
from ocop.public.portal.forms import CodeForm
from ocop.public.portal.groups import GROUPS
from ocop.public.portal.verdict import answer
from ocop.public.stories.queries import newest
from ocop.public.stories.reading import lines_of
from ocop.rules.stamps import is_meant_as_stamp, part_with_code
from ocop.support.contribution.figures import LEAST, figures_of, tag_lines

CERTIFICATE_ADDRESS = "/xac-thuc/"
_TYPED_LENGTH = 60


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The front door: what this is, search, check a star, counts that open their rows, what is new."""
    on = clock.today()
    context = {"totals": queries.totals(on), "newest": queries.newest(on), "groups": GROUPS, "code_form": CodeForm()}
    context["stories"] = lines_of(newest(clock.now()))
    return render(request, "portal/front.html", context)


@require_safe
def site_card(request: HttpRequest) -> HttpResponse:
    """The picture of a shared link to a page that has none of its own."""
    words = (
        _("Sản phẩm OCOP %(province_name)s") % {"province_name": settings.OCOP_PROVINCE_NAME},
        _("Mỗi xã một sản phẩm"),
        _("Tìm sản phẩm, kiểm tra sao, góp ý tưởng"),
        urlsplit(settings.SITE_URL).netloc,
    )
    drawn = card.draw_card(*words, stars=0, photo="")
    return pictures.sent(drawn, request, kind="image/jpeg", tag=hashlib.sha256(drawn).hexdigest()[:12], is_kept=False)


@require_safe
def benefits(request: HttpRequest) -> HttpResponse:
    """What those who take part came to last year: only sums, each with its base, and no claim of why."""
    on = clock.today()
    year = on.year - 1
    context = {
        "year": year,
        "on": on,
        "found": figures_of(year),
        "stars": queries.totals(on),
        "tags": tag_lines(),
        "least": LEAST,
    }
    return render(request, "portal/benefits.html", context)


@require_safe
def verification(request: HttpRequest) -> HttpResponse:
    """The box for a code; `?ma=` leads to the page of the code, or says at once that it was mistyped."""
    typed = request.GET.get("ma")
    if typed is None:
        return render(request, "portal/verification.html", {"form": CodeForm()})
    if not typed.strip():
        return render(request, "portal/verification.html", {"form": CodeForm(request.GET)}, status=422)
    typed = unquote(typed)  # an address pasted from a browser
    if is_meant_as_stamp(typed) and CERTIFICATE_ADDRESS not in typed and (code := part_with_code(typed)):
        return redirect("public_scans:stamp", code[:_TYPED_LENGTH].replace("/", " "))
    # An address that was pasted leads on by its code.
    typed = typed.partition(CERTIFICATE_ADDRESS)[2].partition("/")[0] or typed
    try:
        return redirect("portal:verdict", read_code(typed))
    except MistypedCode:
        return _verdict(typed)


@require_safe
def verdict(request: HttpRequest, code: str) -> HttpResponse:
    """What the QR opens: one plain verdict about one certificate, true at this moment."""
    return _verdict(code)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Public pages are for search engines too; the offices' pages would only turn them away."""
    rooms = ("home", "account_login", "certification:recognitions")
    lines = ["User-agent: *", *[f"Disallow: {reverse(name)}" for name in rooms]]
    lines += ["", f"Sitemap: {whole(address_in(OWN, reverse('portal:sitemap')))}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _verdict(typed: str) -> HttpResponse:
    found = answer(typed, clock.today())
    response = HttpResponse(found.page, status=found.status)
    response["Cache-Control"] = "no-store"
    return response
