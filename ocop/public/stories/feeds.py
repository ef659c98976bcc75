"""Articles for other sites: Atom for readers of news, JSON Feed for the provincial portal's column (R109).

Every link and every picture bears the whole address: what is read elsewhere has no page of ours to start from.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Enclosure
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ocop.kit import clock
from ocop.kit.languages import is_english
from ocop.kit.text.markdown import to_html
from ocop.public.stories.models import Article, Picture
from ocop.public.stories.reading import (
    LEADS,
    Figure,
    Told,
    figures_in,
    lead_of,
    marked,
    parts_of,
    told,
)
from ocop.public.stories.states import KIND_OF_SLUG, SLUGS, Kind

LATEST = 30
KEPT = "public, max-age=900"


def _latest(kind: str) -> "Iterable[Article]":
    """The newest articles of a kind, or of all for ""; two queries."""
    rows = Article.objects.public(clock.now())
    return (rows.filter(kind=kind) if kind else rows).prefetch_related(LEADS)[:LATEST]


def _kind_of(slug: str | None) -> str:
    """The kind of an address, "" for all; raises Http404 for a kind there is not."""
    if slug is None:
        return ""
    if slug not in KIND_OF_SLUG:
        raise Http404
    return KIND_OF_SLUG[slug]


def _name(kind: str) -> str:
    return _("%(kind)s OCOP") % {"kind": Kind(kind).label} if kind else _("Bài viết OCOP")


def absolute(path: str) -> str:
    """A page of ours as other sites write it."""
    return settings.SITE_URL.rstrip("/") + path


def address_of(article: Article) -> str:
    return absolute(reverse("stories:article", args=[article.public_id]))


def picture_address(article: Article, picture: Picture) -> str:
    return absolute(reverse("stories:picture", args=[article.public_id, picture.public_id]))


class ArticleFeed(Feed):
    """An Atom feed of all articles or of one kind."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, kind: str | None = None) -> str:  # type: ignore[override]
        return _kind_of(kind)

    def title(self, kind: str) -> str:
        return _name(kind)

    def link(self, kind: str) -> str:
        return absolute(reverse("stories:articles"))

    def feed_url(self, kind: str) -> str:
        slug = [SLUGS[Kind(kind)]] if kind else []
        return absolute(reverse("stories:feed_of_kind" if kind else "stories:feed", args=slug))

    def items(self, kind: str) -> Iterable[Article]:
        return _latest(kind)

    def item_title(self, item: Any) -> str:
        return told(item.words).title

    def item_description(self, item: Any) -> str:
        return " ".join(filter(None, (told(item.words).summary, f"({marked(item)})" if marked(item) else "")))

    def item_link(self, item: Any) -> str:
        return address_of(item)

    def item_enclosures(self, item: Any) -> list[Enclosure]:
        pictures = item.shown_pictures[:1]
        of = [(picture_address(item, each), each.document) for each in pictures]
        return [Enclosure(url, str(document.size), document.content_type) for url, document in of]

    def item_author_name(self, item: Any) -> str:
        return str(item.office.name)

    def item_categories(self, item: Any) -> list[str]:
        return [str(item.get_kind_display())]

    def item_pubdate(self, item: Any) -> datetime:
        moment: datetime = item.moment
        return moment.astimezone(clock.HO_CHI_MINH)

    def item_updateddate(self, item: Any) -> datetime:
        moment: datetime = item.changed_at
        return moment.astimezone(clock.HO_CHI_MINH)

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().__call__(request, *args, **kwargs)
        response["Cache-Control"] = KEPT
        return response


@require_safe
def json_feed(request: HttpRequest, kind: str | None = None) -> JsonResponse:
    """JSON Feed 1.1: titles, summaries, whole texts with their pictures as plain HTML; any site may read it."""
    wanted = _kind_of(kind)
    answer = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _name(wanted),
        "home_page_url": absolute(reverse("stories:articles")),
        "feed_url": absolute(request.path),
        "language": "en" if is_english() else "vi",
        "items": [_item(each) for each in _latest(wanted)],
    }
    response = JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
    response["Content-Type"] = "application/feed+json; charset=utf-8"
    response["Cache-Control"] = KEPT
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _item(article: Article) -> dict[str, Any]:
    words = told(article.words)
    item = {
        "id": address_of(article),
        "url": address_of(article),
        "title": words.title,
        "summary": words.summary,
        "content_html": _content(article, words),
        "date_published": article.moment.astimezone(clock.HO_CHI_MINH).isoformat(timespec="seconds"),
        "date_modified": article.changed_at.astimezone(clock.HO_CHI_MINH).isoformat(timespec="seconds"),
        "authors": [{"name": article.office.name}],
        "tags": list(filter(None, (str(article.get_kind_display()), marked(article)))),
        "language": words.language,
    }
    if pictures := article.shown_pictures:  # type: ignore[attr-defined]
        item["image"] = picture_address(article, pictures[0])
    return item


def _content(article: Article, words: Told) -> str:
    """The whole text for a page of another site: the picture at its head, then words and pictures in their places."""
    pictures: list[Picture] = article.shown_pictures  # type: ignore[attr-defined]
    figures = figures_in(pictures, partial(picture_address, article))
    lead = lead_of(words.text, figures)
    parts = parts_of(words.text, figures, partial(to_html, plain=True, site=absolute("")))
    pieces = [each.html if each.figure is None else _figure(each.figure) for each in parts]
    return "".join(str(each) for each in ([_figure(lead)] if lead else []) + pieces)


def _figure(figure: Figure) -> str:
    caption = f"{figure.caption}. " if figure.caption else ""
    return format_html(
        '<figure><img src="{}" alt="{}"><figcaption>{}{} {}</figcaption></figure>',
        figure.url, figure.words, caption, _("Ảnh:"), figure.source,
    )  # fmt: skip
