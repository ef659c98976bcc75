"""How every way to a stamp's page answers it: Django's view and the short way before Django say the same bytes."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

import structlog
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from ocop.kit import clock
from ocop.kit.networks import network_of
from ocop.public.scans.counting import note_guess, note_visit
from ocop.public.scans.guessing import guesses, is_answered, new_sum
from ocop.public.scans.pages import Page, address_of, page_of, slip_page
from ocop.rules.stamps import MistypedStamp, printed_stamp, read_stamp

TOO_MANY = "too_many"
log = structlog.get_logger(__name__)


def answer(typed: str, language: str, meta: Mapping[str, Any]) -> Page:
    """The page for what stands in the address, true at this moment; the visit counted, wrong codes held back.

    `meta` is the request's `META` or the `environ` of WSGI.
    """
    now, second = clock.moment()
    on = now.date()
    try:
        code = read_stamp(typed)
    except MistypedStamp as slip:
        return slip_page(typed, slip, on, language)
    query = meta.get("QUERY_STRING")
    given = dict(parse_qsl(query)) if query else {}
    page = page_of(code, on, second, language, given)
    if page.stamp is not None:
        _counted(note_visit, page, meta, now)
        return page
    network = network_of(meta)
    _counted(note_guess, network, now)
    if guesses.count(network) and not is_answered(code, given):
        return _sum_page(code, language)
    return page


def _counted(note: Callable[..., None], *said: Any) -> None:
    """A table of networks that cannot be read costs the count, and a line in the log, not the shopper's page."""
    try:
        note(*said)
    except Exception:
        log.exception("scan_not_counted")


def _sum_page(code: str, language: str) -> Page:
    """A sum to answer before the next wrong code is; works without scripts."""
    with override(language):
        context = {
            "sum": new_sum(code),
            "printed": printed_stamp(code),
            "address": address_of(code),
            "province_name": settings.OCOP_PROVINCE_NAME,
            "helpline": settings.OCOP_HELPLINE,
            "sample_banner": not settings.PRODUCTION,
        }
        return Page(render_to_string("public_scans/sum.html", context).encode(), 429, TOO_MANY)
