"""What an article may be tied to, and how an editor finds it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from ocop.cycle.certification.models import Recognition
from ocop.ground.offices.queries import words_in
from ocop.ground.producers.models import Producer, Product
from ocop.kit.scope import Actor
from ocop.kit.text.dates import format_date
from ocop.public.stories.models import Article, Tie
from ocop.public.stories.states import CARRIERS
from ocop.support.activities.models import Activity, Publication

FOUND = 10


@dataclass(frozen=True, slots=True)
class Thing:
    """A kind of thing: its field of `Tie`, its name, which of them the person may tie, how they are searched."""

    what: str
    name: str
    rows: Callable[[Actor], Any]
    matching: Callable[[str], Q]
    about: Callable[[Any], str]


def _products(actor: Actor) -> "QuerySet[Product]":
    """Products everybody finds in the catalogue."""
    return Product.objects.filter(recognitions__isnull=False).distinct().select_related("producer__unit")


def _producers(actor: Actor) -> "QuerySet[Producer]":
    """Producers with a product that was really recognised."""
    recognised = Recognition.objects.filter(is_trial=False).values("product__producer_id")
    return Producer.objects.filter(pk__in=recognised).select_related("unit")


def _activities(actor: Actor) -> "QuerySet[Activity]":
    """What the person reads of: events announced to everybody, and the broadcasts that carried the article."""
    rows = Activity.objects.visible_to(actor).filter(Q(announced_at__isnull=False) | Q(kind__in=CARRIERS))
    return rows.select_related("organiser").order_by("-starts_on")


def _issues(actor: Actor) -> "QuerySet[Publication]":
    return Publication.objects.public(actor.on).select_related("activity__organiser")


def _articles(actor: Actor) -> "QuerySet[Article]":
    return Article.objects.visible_to(actor).select_related("latest", "office").order_by("-pk")


THINGS: tuple[Thing, ...] = (
    Thing(
        "product",
        "Sản phẩm",
        _products,
        lambda text: Q(pk__in=Product.objects.search(text).values("pk")),
        lambda row: f"{row.producer.name}, {row.producer.unit.full_name}",
    ),
    Thing(
        "producer",
        "Chủ thể",
        _producers,
        lambda text: Q(pk__in=Producer.objects.search(text).values("pk")),
        lambda row: row.unit.full_name,
    ),
    Thing(
        "activity",
        "Sự kiện, lượt phát sóng",
        _activities,
        lambda text: words_in("folded", text),
        lambda row: f"{row.shape.name}, {format_date(row.starts_on)}, {row.organiser}",
    ),
    Thing(
        "issue",
        "Bản tin đã đăng",
        _issues,
        lambda text: Q(title__icontains=text),
        lambda row: f"{format_date(row.published_on)}, {row.activity.organiser}",
    ),
    Thing(
        "told",
        "Bài viết",
        _articles,
        lambda text: words_in("folded", text),
        lambda row: f"{row.get_kind_display()}, {row.office}",
    ),
)
BY_WHAT = {each.what: each for each in THINGS}


@dataclass(frozen=True, slots=True)
class Offer:
    """Something found that may be tied."""

    what: str
    kind: str
    public_id: str
    name: str
    about: str


def search(article: Article, text: str, actor: Actor) -> list[Offer]:
    """What a search finds of every kind, without what is tied already; a query each."""
    tied = {(tie.what, getattr(tie, f"{tie.what}_id")) for tie in article.ties.in_hand()} | {("told", article.pk)}
    offers: list[Offer] = []
    for thing in THINGS:
        rows = thing.rows(actor).filter(thing.matching(text))
        offers += [
            Offer(thing.what, thing.name, row.public_id, str(row), thing.about(row))
            for row in rows[: FOUND + len(tied)]
            if (thing.what, row.pk) not in tied
        ]
    return offers


@dataclass(frozen=True, slots=True)
class Tied:
    """Something tied, as an editor sees it, with its page for readers or for officers.

    `asked` says of a loudspeaker, a board or a paper who was asked, when, and which version of the text they got.
    """

    public_id: str
    kind: str
    name: str
    url: str
    is_carrier: bool
    asked: str = ""


def tied_to(article: Article) -> list[Tied]:
    """What an article is tied to; one query."""
    rows = article.ties.in_hand().select_related("product", "producer", "activity", "issue", "told__latest")
    rows = rows.select_related("activity__unit", "activity__organiser")
    return [_tied(row) for row in rows]


_PAGES = {
    "product": "portal:product",
    "producer": "producers:producer",
    "activity": "activities:activity",
    "issue": "portal:issue",
    "told": "desk:article",
}


def _tied(row: Tie) -> Tied:
    thing: Any = row.thing
    url = reverse(_PAGES[row.what], args=[thing.public_id])
    carries = row.what == "activity" and thing.kind in CARRIERS
    asked = _asked(thing, row.since) if carries else ""
    return Tied(row.public_id, BY_WHAT[row.what].name, str(thing), url, carries, asked)


def _asked(activity: Activity, number: int) -> str:
    where = activity.unit.full_name if activity.unit else activity.organiser.name
    return f"{where}, ngày {format_date(activity.starts_on)}, bản {number}"
