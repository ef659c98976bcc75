"""What is new for everybody: issues and articles, fairs and meetings to come, products newly recognised."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from ocop.kit import clock
from ocop.kit.clock import HO_CHI_MINH
from ocop.kit.text.dates import format_date
from ocop.public.portal import queries
from ocop.public.stories import events as calendar
from ocop.public.stories.models import Article
from ocop.public.stories.reading import told
from ocop.support.activities.models import Activity, Publication

LATEST = 20
# What kinds of issues are called (`support/activities/kinds`), so that English pages can say it.
_KINDS = (
    gettext_noop("Chuyên mục phát thanh, truyền hình"),
    gettext_noop("Bản tin, chuyên đề, câu chuyện"),
    gettext_noop("Tin, bài, đoạn phim"),
    gettext_noop("Sổ tay, tài liệu in"),
)


@dataclass(frozen=True, slots=True)
class News:
    """One entry of the feed; `day` is when it was recognised, published, or began (today for what is to come)."""

    title: str
    link: str
    words: str
    day: date


def issues(on: date) -> Any:
    """Issues readers may open, the newest first."""
    return Publication.objects.public(on).select_related("activity__organiser", "picture", "document")


def news(on: date) -> list[News]:
    """The newest of each sort in the order of their days; five queries."""
    found = [
        News(each.title, _event_link(each), calendar.words(each), min(each.starts_on, on))
        for each in calendar.latest(on)
    ]
    found += [
        News(
            _("%(product)s đạt %(stars)s sao") % {"product": each.product.name, "stars": each.stars},
            reverse("portal:product", args=[each.product.public_id]),
            f"{each.product.producer.name}, {each.product.producer.unit.full_name}. "
            + _("Có giá trị từ %(day)s.") % {"day": format_date(each.valid_from)}
            + _marked(each.product),
            each.valid_from,
        )
        for each in queries.newest(on, LATEST)
    ]
    found += [
        News(each.title, reverse("portal:issue", args=[each.public_id]), _summary(each), each.published_on)
        for each in issues(on)[:LATEST]
    ]
    found += [_article(each) for each in Article.objects.public(clock.now())[:LATEST]]
    return sorted(found, key=lambda each: each.day, reverse=True)


def _event_link(activity: Activity) -> str:
    return f"{reverse('portal:news')}#{activity.public_id}"


def _article(article: Article) -> News:
    words = told(article.words)
    link = reverse("stories:article", args=[article.public_id])
    return News(words.title, link, f"{words.summary}{_marked(article)}", clock.local_date(article.moment))


def _summary(issue: Publication) -> str:
    return f"{issue.summary}{_marked(issue.activity)}"


def _marked(row: Any) -> str:
    """What a record says of its own truth: made up for the sample."""
    return " " + _("(Dữ liệu mẫu)") if row.is_sample else ""


class NewsFeed(Feed):
    """An Atom feed any portal may show (Kế hoạch 124/KH-UBND, I.3); public facts only."""

    feed_type = Atom1Feed

    def title(self) -> str:
        return _("Tin OCOP %(province)s") % {"province": settings.OCOP_PROVINCE_NAME}

    def subtitle(self) -> str:
        return _(
            "Sản phẩm mới được công nhận, bản tin và hoạt động xúc tiến của Chương trình OCOP tỉnh %(province)s"
        ) % {"province": settings.OCOP_PROVINCE_NAME}

    @property
    def language(self) -> str:  # type: ignore[override]
        return get_language() or ""

    def link(self) -> str:
        return reverse("portal:news")

    def feed_url(self) -> str:
        return reverse("portal:feed")

    def items(self) -> Iterable[News]:
        return news(clock.today())

    def item_title(self, item: Any) -> str:
        return str(item.title)

    def item_description(self, item: Any) -> str:
        return str(item.words)

    def item_link(self, item: Any) -> str:
        return str(item.link)

    def item_updateddate(self, item: Any) -> datetime:
        return datetime.combine(item.day, time(), tzinfo=HO_CHI_MINH)

    item_pubdate = item_updateddate

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().__call__(request, *args, **kwargs)
        response["Cache-Control"] = "public, max-age=900"
        return response
