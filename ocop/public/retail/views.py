"""What everybody gets: the page of a product's pack, the pack, its bars."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ocop.ground.producers.models import Product
from ocop.ground.producers.states import ProductState
from ocop.kit import clock
from ocop.kit.barcodes import bars_of, bars_svg
from ocop.kit.zips import Entry, streamed
from ocop.public.api.rate import seconds_to_wait
from ocop.public.retail.facts import Facts, facts_of, goods_lines, paper_words
from ocop.public.retail.pack import bars_words, entries_of, name_of, parts_of

# Packs a network may take in a minute: setting a sheet costs a moment of the machine's.
MOST_A_MINUTE = 20


@require_safe
def pack(request: HttpRequest, public_id: str) -> HttpResponse:
    """What a shop learns of a product, and what the pack holds."""
    return _page(request, _public_facts(public_id, clock.today()))


@require_safe
def pack_file(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The pack for everybody: no file of a paper, no price its producer does not show."""
    on = clock.today()
    facts = _public_facts(public_id, on)
    if wait := seconds_to_wait(request, "retail-pack", MOST_A_MINUTE):
        return _page(request, facts, wait=wait)
    return sent(entries_of(facts, on), name_of(facts), on)


@require_safe
def bars(request: HttpRequest, public_id: str) -> HttpResponse:
    """The product's bars as SVG."""
    facts = _public_facts(public_id, clock.today())
    drawn = bars_of(facts.gtin) if facts.gtin else None
    if drawn is None:
        raise Http404
    response = HttpResponse(bars_svg(drawn), content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=86400"
    return response


def sent(entries: list[Entry], name: str, on: date) -> StreamingHttpResponse:
    """An archive as a download named after what it is about and the day; sent while it is made."""
    response = StreamingHttpResponse(streamed(entries, clock.now()), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="ocop-{name}-{on:%Y-%m-%d}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response


def _page(request: HttpRequest, facts: Facts, wait: int = 0) -> HttpResponse:
    words = _("Gói thông tin cho nhà bán lẻ")
    context = {
        "title": f"{facts.product.name}: {words}",
        "facts": facts,
        "product": facts.product,
        "current": facts.current,
        "lines": goods_lines(facts),
        "papers": [paper_words(paper) for paper in facts.papers],
        "parts": parts_of(facts, clock.today()),
        "bars_words": bars_words(facts),
        "wait": wait,
        "sample_banner": facts.product.is_sample,
    }
    return render(request, "retail/pack.html", context, status=429 if wait else 200)


def _public_facts(public_id: str, on: date) -> Facts:
    """The facts of a product still made and once recognised in earnest; raises Http404 for any other."""
    rows = Product.objects.exclude(state=ProductState.DISCONTINUED).filter(is_reconstructed=False)
    found = facts_of([get_object_or_404(rows, public_id=public_id).pk], on)
    if not found:
        raise Http404
    return found[0]
