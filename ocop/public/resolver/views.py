"""The addresses that GS1 Digital Link codes hold, answered as the GS1-Conformant Resolver Standard 1.2.0 asks."""

import re
from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from ocop.cycle.traceability.models import Recall
from ocop.kit import clock
from ocop.kit.text.sentences import sentence
from ocop.public.resolver.addresses import address_of, link_in
from ocop.public.resolver.links import DEFAULT, VOCABULARY, Level, Link, levels_of, linkset
from ocop.rules.digital_link import BadLink

LINKSET = "application/linkset+json"
CONTEXT = "https://ref.gs1.org/standards/resolver/linkset-context"
METHODS = ["GET", "HEAD", "OPTIONS"]
BAD_REQUEST = 400
# Prefixes under which GS1's link types are asked for; the second is how they were written until 2023.
_PREFIXES = ("gs1:", VOCABULARY, "https://gs1.org/voc/", "https://www.gs1.org/voc/")


class Redirect(HttpResponseRedirectBase):
    status_code = 307


def for_every_site(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let pages of any site ask, and answer OPTIONS; nothing here depends on who is signed in."""

    @require_http_methods(METHODS)
    @wraps(view)
    def open_view(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        response = HttpResponse(status=204) if request.method == "OPTIONS" else view(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Allow-Methods"] = ", ".join(METHODS)
        response["Access-Control-Allow-Headers"] = "Accept, Accept-Language"
        response["Access-Control-Expose-Headers"] = "Link, Location"
        response["Allow"] = ", ".join(METHODS)
        return response

    return open_view


@for_every_site
def resolve(request: HttpRequest, rest: str) -> HttpResponse:
    """Lead on from `/01/…`: to the default page, to the kind asked for, or tell all there is.

    400 for what is no Digital Link, 404 for a GTIN or a kind of link we have nothing of. Never kept: a recall shows.
    """
    try:
        link = link_in(f"01/{rest}", request.META.get("QUERY_STRING", ""))
    except BadLink as wrong:
        return _trouble(request, BAD_REQUEST, str(wrong))
    levels = levels_of(link, clock.today())
    if not levels:
        return _trouble(request, 404, gettext("Chưa có sản phẩm OCOP nào của tỉnh mang mã vạch này."))
    wanted = request.GET.get("linkType", "")
    if wanted == "linkset" or (not wanted and _asks_for_linkset(request)):
        response: HttpResponse = JsonResponse(linkset(levels), content_type=LINKSET)
        headers = [f'<{CONTEXT}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"']
    else:
        found = _chosen(levels, wanted, request.headers.get("Accept-Language", ""))
        if found is None:
            words = gettext("Không có loại liên kết này cho mã đã quét. Bỏ linkType để mở trang chính.")
            return _trouble(request, 404, words)
        response, headers = Redirect(_with_query(found.href, request.META.get("QUERY_STRING", ""))), []
    headers.insert(0, f'<{address_of(link)}?linkType=linkset>; rel="linkset"; type="{LINKSET}"')
    response["Link"] = ", ".join(headers)
    response["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["Accept", "Accept-Language"])
    return response


@for_every_site
def description(request: HttpRequest) -> HttpResponse:
    """The resolver description file: what this resolver knows of."""
    about = {
        "name": f"OCOP {settings.OCOP_PROVINCE_NAME}",
        "resolverRoot": settings.SITE_URL,
        "supportedPrimaryKeys": ["01"],
        "supportedLinkType": [{"namespace": VOCABULARY, "prefix": "gs1:"}],
        "linkTypeDefaultCanBeLinkset": False,
        "jsonLdContextLocation": CONTEXT,
        "contact": {"fn": f"OCOP {settings.OCOP_PROVINCE_NAME}", "hasURL": settings.SITE_URL + reverse("portal:front")},
    }
    return JsonResponse(about)


@require_safe
def recall(request: HttpRequest, public_id: str) -> HttpResponse:
    """A lot that is called back: why, how dangerous it is, what to do. Never kept: it may end."""
    rows = Recall.objects.binding().select_related("batch__product__producer__unit")
    found = get_object_or_404(rows, public_id=public_id)
    product = found.batch.product
    context = {
        "recall": found,
        "product": product,
        "wrote": [sentence(found.reason), sentence(found.danger)],
        "advice": sentence(found.advice),
        "sample_banner": product.is_sample or not settings.PRODUCTION,
    }
    response = render(request, "resolver/recall.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _asks_for_linkset(request: HttpRequest) -> bool:
    kinds = [part.partition(";")[0].strip().lower() for part in request.headers.get("Accept", "").split(",")]
    return LINKSET in kinds


def _chosen(levels: list[Level], wanted: str, languages: str) -> Link | None:
    """The link to follow: the default one, or the nearest of the kind asked for in the language asked for.

    The default is Vietnamese whatever the browser prefers: a telephone set to English says little of who holds it.
    """
    kind = _kind(wanted)
    if kind in ("", DEFAULT):
        return levels[0].links[0]
    for level in levels:
        found = [link for link in level.links if link.kind == kind]
        if found:
            order = _preferred(languages)
            return min(found, key=lambda link: order.index(link.language) if link.language in order else len(order))
    return None


def _kind(wanted: str) -> str:
    """The bare term of a link type; what is of no vocabulary of ours stays as it is and is found nowhere."""
    for prefix in _PREFIXES:
        if wanted.startswith(prefix):
            return wanted[len(prefix) :]
    return wanted and f"?{wanted}"


def _preferred(languages: str) -> list[str]:
    """Bare languages of an Accept-Language header, the most wanted first."""
    found = []
    for part in languages.split(","):
        tag, _, weight = part.partition(";")
        given = re.fullmatch(r"\s*q=([01](?:\.[0-9]{0,3})?)\s*", weight)
        found.append((-int(_thousandths(given.group(1)) if given else 1000), tag.strip().lower().partition("-")[0]))
    return [tag for weight, tag in sorted(found, key=lambda each: each[0]) if weight]


def _thousandths(weight: str) -> str:
    whole, _, part = weight.partition(".")
    return whole + part.ljust(3, "0")


def _with_query(href: str, query: str) -> str:
    """The target with everything that stood behind the question mark, as the standard asks by default."""
    parts = urlsplit(href)
    return urlunsplit(parts._replace(query="&".join(part for part in (parts.query, query) if part)))


def _trouble(request: HttpRequest, status: int, words: str) -> HttpResponse:
    """A page for people, a problem document for programs that ask for JSON."""
    if "json" in request.headers.get("Accept", ""):
        problem = {"type": "about:blank", "status": status, "detail": words}
        return JsonResponse(problem, status=status, content_type="application/problem+json")
    # What is wrong with an address is said by the rules, which know Vietnamese only.
    context = {"words": words, "is_stored": status == BAD_REQUEST}
    return render(request, "resolver/trouble.html", context, status=status)
