"""Articles for everybody: the list, one article, its pictures, its texts for loudspeakers and boards. No session."""

from dataclasses import replace

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.ground.registry.serving import serve
from ocop.kit import clock
from ocop.kit.languages import is_english
from ocop.kit.ui.preview import Preview, may_preview
from ocop.public.stories import broadcast as broadcasting
from ocop.public.stories import reading
from ocop.public.stories.feeds import absolute, address_of
from ocop.public.stories.models import Article
from ocop.public.stories.states import KIND_OF_SLUG, SLUGS, Kind

PER_PAGE = 20
TEXT = "text/plain; charset=utf-8"


def _public(public_id: str) -> Article:
    return get_object_or_404(Article.objects.public(clock.now()), public_id=public_id)


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """Articles of all kinds or of one, the newest first; in English those that have an English text come first."""
    slug = request.GET.get("loai", "")
    kind = KIND_OF_SLUG.get(slug, "")
    rows = Article.objects.public(clock.now())
    rows = rows.filter(kind=kind) if kind else rows
    page = Paginator(rows.english_first() if is_english() else rows, PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "lines": reading.lines_of(page),
        "kind": Kind(kind) if kind else None,
        "slug": slug if kind else "",
        "kinds": [(SLUGS[each], each.label) for each in Kind],
    }
    return render(request, "stories/articles.html", context)


@require_safe
def article(request: HttpRequest, public_id: str) -> HttpResponse:
    """One article with its pictures, and the products, producers, events and articles it is tied to."""
    found = _public(public_id)
    figures = reading.figures_of(found, lambda row: reverse("stories:picture", args=[found.public_id, row.public_id]))
    return render(request, "stories/article.html", article_context(found, figures))


def article_context(found: Article, figures: dict[int, reading.Figure]) -> dict[str, object]:
    """What the page of an article shows, of the version readers get (`shown`) unless a preview puts another there."""
    words = reading.told(found.words)
    lead = reading.lead_of(words.text, figures)
    return {
        "article": found,
        "told": words,
        "lead": lead,
        "preview": _preview(found, words, lead),
        "parts": reading.parts_of(words.text, figures),
        "clip_host": reading.clip_host(found.words.clip_url),
        "around": reading.around(found, clock.now(), clock.today()),
        "subjects": found.subjects.filter(withdrawn_at__isnull=True, since__lte=found.words.number),
        "marked": reading.marked(found),
        "slug": SLUGS[found.kind],
        "sample_banner": found.is_sample or not settings.PRODUCTION,
    }


def _preview(found: Article, words: reading.Told, lead: reading.Figure | None) -> Preview:
    """How a link to an article looks when it is sent on: with the picture at its head where that is large enough."""
    since = found.publish_at.isoformat(timespec="seconds") if found.publish_at else ""
    told = Preview(words.title, words.summary, address_of(found), language=words.language, published=since)
    # Pictures of articles are filed as JPEG (`actions/pictures.py`).
    if lead is None or not may_preview("image/jpeg", lead.width, lead.height):
        return told
    return replace(told, picture=absolute(lead.url), picture_words=lead.words, size=(lead.width, lead.height))


@require_safe
def picture(request: HttpRequest, public_id: str, picture_id: str) -> HttpResponseBase:
    """A picture of a public article; gone with the article."""
    found = _public(public_id)
    rows = found.pictures.of(found.words.number)
    response = serve(get_object_or_404(rows.select_related("document"), public_id=picture_id).document, request)
    response["Cache-Control"] = "public, max-age=3600"
    return response


@require_safe
def broadcast(request: HttpRequest, public_id: str) -> HttpResponse:
    """The article ready to be read at a loudspeaker and shown on a board, each as a page and as a text file."""
    found = _public(public_id)
    width = broadcasting.width_asked(request.GET.get("ky_tu", ""))
    context = {
        "article": found,
        "told": reading.told(found.words),
        "speech": broadcasting.speech_of(found, found.words),
        "lines": broadcasting.board_lines(found.words, width),
        "width": width,
        "widths": (20, 32, 40, 64),
        "slug": SLUGS[found.kind],
        "sample_banner": found.is_sample or not settings.PRODUCTION,
    }
    return render(request, "stories/broadcast.html", context)


@require_safe
def speech_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The text to be read out, as a file."""
    found = _public(public_id)
    return _file(f"loa-{found.public_id}.txt", broadcasting.speech_of(found, found.words).text)


@require_safe
def board_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The lines of a board, as a file."""
    found = _public(public_id)
    lines = broadcasting.board_lines(found.words, broadcasting.width_asked(request.GET.get("ky_tu", "")))
    return _file(f"bang-chu-{found.public_id}.txt", "\n".join(lines) + "\n")


def _file(name: str, text: str) -> HttpResponse:
    response = HttpResponse(text, content_type=TEXT)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
