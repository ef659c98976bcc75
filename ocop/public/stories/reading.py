"""An article as it stands on a page: its words in the reader's language, pictures where the text asks for them."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Prefetch
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from ocop.cycle.certification.models import Recognition
from ocop.kit.languages import is_english
from ocop.kit.text.markdown import to_html
from ocop.public.stories.models import Article, Picture, Tie, Version
from ocop.support.activities.models import Publication
from ocop.support.activities.states import ActivityState

ENGLISH, VIETNAMESE = "en", "vi"
# A line of its own that asks for a picture.
_CALLED = re.compile(r"^[ \t]*\[(?:hình|picture) (\d{1,3})\][ \t]*$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """The words of a version in one language; `language` is theirs, which may not be the reader's."""

    title: str
    summary: str
    text: str
    language: str

    @property
    def is_foreign(self) -> bool:
        """Whether the reader asked for English and there is only Vietnamese."""
        return is_english() and self.language != ENGLISH


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture on a page."""

    url: str
    words: str
    caption: str
    source: str
    width: int
    height: int
    language: str


@dataclass(frozen=True, slots=True)
class Part:
    """Words as safe HTML, or a picture."""

    html: SafeString | None = None
    figure: Figure | None = None


def told(version: Version) -> Told:
    """The words in the language of the page: English where the version has it, else Vietnamese."""
    if is_english() and version.has_english:
        return Told(version.title_en, version.summary_en, version.text_en, ENGLISH)
    return Told(version.title, version.summary, version.text, VIETNAMESE)


def marked(article: Article) -> str:
    """What an article says of its own truth."""
    if article.is_sample:
        return gettext("Dữ liệu mẫu")
    return gettext("Dựng lại từ tài liệu") if article.is_reconstructed else ""


def lines_of(articles: Iterable[Article]) -> list[tuple[Article, Told, str]]:
    """Public articles as lines of a list: each with its words and what it says of its own truth."""
    return [(each, told(each.words), marked(each)) for each in articles]


def without_pictures(text: str) -> str:
    """The text without the lines that ask for a picture."""
    return _CALLED.sub("", unicodedata.normalize("NFC", text))


def called_in(text: str) -> list[int]:
    """The numbers of the pictures a text asks for."""
    return [int(number) for number in _CALLED.findall(unicodedata.normalize("NFC", text))]


def figures_of(article: Article, address: Callable[[Picture], str]) -> dict[int, Figure]:
    """The pictures of the article's words by number; `address` says where the reader gets each. One query."""
    return figures_in(article.pictures.of(article.words.number).select_related("document"), address)


def figures_in(rows: Iterable[Picture], address: Callable[[Picture], str]) -> dict[int, Figure]:
    """Pictures that were read already, by number."""
    return {row.number: _figure(row, address(row)) for row in rows}


def _figure(row: Picture, url: str) -> Figure:
    english = is_english() and bool(row.words_en)
    words = row.words_en if english else row.words
    size = (row.document.width or 0, row.document.height or 0)
    language = ENGLISH if english else VIETNAMESE
    return Figure(url, words, row.caption, row.source, *size, language)


def lead_of(text: str, figures: dict[int, Figure]) -> Figure | None:
    """The picture at the head: the first that the text does not place itself."""
    placed = set(called_in(text))
    return next((figure for number, figure in sorted(figures.items()) if number not in placed), None)


def parts_of(text: str, figures: dict[int, Figure], html_of: Callable[[str], str] = to_html) -> list[Part]:
    """The text with its pictures in their places, and those it does not place (but the first) after it."""
    placed, parts = set(called_in(text)), []
    pieces = _CALLED.split(unicodedata.normalize("NFC", text))
    for index, piece in enumerate(pieces):
        if index % 2:
            parts += [Part(figure=figures[int(piece)])] if int(piece) in figures else []
        elif piece.strip():
            parts.append(Part(html=mark_safe(html_of(piece))))  # noqa: S308 — cleaned by `to_html`
    left = [figure for number, figure in sorted(figures.items()) if number not in placed]
    return parts + [Part(figure=figure) for figure in left[1:]]


def clip_host(url: str) -> str:
    """The site a clip is on, as readers know it."""
    return (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.")


@dataclass(frozen=True, slots=True)
class Around:
    """What an article is tied to, as far as everybody may see it."""

    recognitions: list[Any]
    producers: list[Any]
    events: list[Any]
    issues: list[Any]
    articles: list[Article]

    @property
    def is_empty(self) -> bool:
        return not any((self.recognitions, self.producers, self.events, self.issues, self.articles))


def around(article: Article, at: datetime, on: date) -> Around:
    """The public things an article is tied to; seven queries however many."""
    ties = list(
        article.ties.of(article.words.number).select_related("producer__unit", "activity__organiser", "activity__unit")
    )
    shown = Recognition.objects.newest_of_each(on).with_standing(on).for_cards()
    products = shown.filter(product__in=_ids(ties, "product")).order_by("-stars", "product__sort_key")
    recognised = Recognition.objects.filter(product__producer__in=_ids(ties, "producer"), is_trial=False)
    makers = set(recognised.values_list("product__producer_id", flat=True))
    events = [tie.activity for tie in ties if tie.activity and is_public_event(tie.activity)]
    return Around(
        recognitions=list(products),
        producers=[tie.producer for tie in ties if tie.producer_id in makers],
        events=sorted(events, key=lambda each: each.starts_on),
        issues=list(Publication.objects.public(on).filter(pk__in=_ids(ties, "issue")).select_related("activity")),
        articles=list(Article.objects.public(at).filter(pk__in=_ids(ties, "told"))),
    )


def is_public_event(activity: Any) -> bool:
    """Whether everybody finds it in the calendar."""
    called_off = activity.state == ActivityState.CANCELLED
    return activity.announced_at is not None and not called_off and "calendar" in activity.shape.feeds


def _ids(ties: Iterable[Tie], what: str) -> list[int]:
    return [key for tie in ties if (key := getattr(tie, f"{what}_id")) is not None]


LEADS = Prefetch("pictures", Picture.objects.before_readers().select_related("document"), to_attr="shown_pictures")
