"""What search engines are invited to read: every public page in each language, in files of bounded size."""

from collections.abc import Callable, Iterable
from typing import Any
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.cycle.ideas.models import Idea
from ocop.kit import clock
from ocop.kit.languages import LANGUAGES, OWN, address_in
from ocop.kit.ui.preview import whole
from ocop.public.portal import news, queries
from ocop.public.portal.catalogue.kinds import KINDS
from ocop.public.stories.models import Article
from ocop.public.transparency.register import register

# A sitemap holds 50,000 addresses at most; every page stands in it once a language.
PER_FILE = 5_000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_PORTAL = ("front", "catalogue", *(kind.pages for kind in KINDS), "map", "compare", "news", "benefits", "verification")
_PAGES = (
    *(f"portal:{page}" for page in _PORTAL),
    *("stories:articles", "stories:calendar", "ideabox:front"),
    *(f"transparency:{page}" for page in ("results", "register", "decisions", "take_part")),
)

Ids = Callable[[], Any]


def _products() -> Any:
    rows = queries.shown(clock.today()).filter(queries.REAL).order_by("pk")
    return rows.values_list("product__public_id", flat=True)


def _issues() -> Any:
    return news.issues(clock.today()).order_by("pk").values_list("public_id", flat=True)


def _articles() -> Any:
    return Article.objects.public(clock.now()).order_by("pk").values_list("public_id", flat=True)


def _ideas() -> Any:
    return Idea.objects.shown_to_all().order_by("pk").values_list("public_id", flat=True)


def _register_lines() -> Any:
    return register(clock.today()).order_by("pk").values_list("public_id", flat=True)


def _of_kind(number: int) -> Ids:
    return lambda: KINDS[number].rows(clock.today()).order_by("pk").values_list("public_id", flat=True)


# The public ids of a kind of page; name in the address → (page of one record, public ids).
SECTIONS: dict[str, tuple[str, Ids]] = {
    "product": ("portal:product", _products),
    **{kind.page: (f"portal:{kind.page}", _of_kind(number)) for number, kind in enumerate(KINDS)},
    "issue": ("portal:issue", _issues),
    "article": ("stories:article", _articles),
    "idea": ("ideabox:idea", _ideas),
    "recognition": ("transparency:recognition", _register_lines),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The list of the files."""
    files = ["pages-1"]
    for name, (_page, ids) in SECTIONS.items():
        files += [f"{name}-{number + 1}" for number in range(-(-ids().count() // PER_FILE))]
    places = (whole(_own(reverse("portal:sitemap_section", args=[file]))) for file in files)
    body = "".join(f"<sitemap><loc>{escape(place)}</loc></sitemap>\n" for place in places)
    return _xml(f"<sitemapindex {_SPACE}>\n{body}</sitemapindex>\n")


@require_safe
def section(request: HttpRequest, name: str) -> HttpResponse:
    """One file: each page in each language, with its other languages."""
    if name == "pages-1":
        return _urls(reverse(page) for page in _PAGES)
    asked, _, number = name.rpartition("-")
    if asked not in SECTIONS or not (number.isascii() and number.isdigit() and len(number) <= 4):
        raise Http404
    page, ids = SECTIONS[asked]
    first = (int(number) - 1) * PER_FILE
    found = list(ids()[first : first + PER_FILE]) if first >= 0 else []
    if not found:
        raise Http404
    return _urls(reverse(page, args=[public_id]) for public_id in found)


def _own(path: str) -> str:
    """The Vietnamese address of a page, whichever language the request is in."""
    return address_in(OWN, path)


def _urls(paths: Iterable[str]) -> HttpResponse:
    lines = []
    for path in paths:
        versions = {code: escape(whole(address_in(code, _own(path)))) for code in LANGUAGES}
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href="{place}"/>' for code, place in versions.items()
        )
        lines += [f"<url><loc>{place}</loc>{others}</url>\n" for place in versions.values()]
    xhtml = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    return _xml(f"<urlset {_SPACE} {xhtml}>\n{''.join(lines)}</urlset>\n")


def _xml(body: str) -> HttpResponse:
    response = HttpResponse(_HEAD + body, content_type="application/xml; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response
