"""What leads on from a trade item, its lot or one of its packets: kinds of GS1's vocabulary, Vietnamese and English.

A packet bears a stamp of twenty digits as its serial number, whichever product the address names; the stamp's page
judges both. A serial that is not ours, and a lot nobody recorded, lead where the trade item does; a lot that was called
back leads to its recall.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from ocop.cycle.traceability.models import Recall
from ocop.ground.producers.models import Product
from ocop.public.portal import queries
from ocop.public.resolver.addresses import address_of
from ocop.rules.digital_link import GTIN, LOT, SERIAL, DigitalLink
from ocop.rules.gs1 import written_forms
from ocop.rules.stamps import DIGITS

VOCABULARY = "https://ref.gs1.org/voc/"
DEFAULT = "defaultLink"
LANGUAGES = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Link:
    """One way on: `kind` is a term of GS1's vocabulary, `language` is "" where the page is in all of them."""

    kind: str
    href: str
    title: str
    language: str = ""
    media: str = "text/html"

    @property
    def as_default(self) -> "Link":
        return replace(self, kind=DEFAULT, language="")


@dataclass(frozen=True, slots=True)
class Level:
    """What is known at one level of the address; the first link is where the address leads by default."""

    link: DigitalLink
    description: str
    links: tuple[Link, ...]


def levels_of(link: DigitalLink, on: date) -> list[Level]:
    """What the address and every level above it lead to, the nearest first; two queries, three with a star.

    Nothing for a GTIN of no product that was ever recognised, save that a stamp of ours always leads to its page.
    """
    product = product_of(link.gtin, on)
    levels = [_level(each, product, on) for each in link.levels]
    return [level for level in levels if level.links]


def product_of(gtin: str, on: date) -> Product | None:
    """The product recognised last among those that bear a GTIN; none without a recognition that may be shown."""
    rows = queries.shown(on).filter(product__gtin__in=written_forms(gtin)).select_related("product")
    newest = rows.order_by("is_trial", "-valid_from", "-pk").first()
    return newest.product if newest is not None else None


def _level(link: DigitalLink, product: Product | None, on: date) -> Level:
    links: list[Link] = []
    if is_stamp(link):
        links = _of_stamp(link)
    elif (recall := _recall_of(link)) is not None:
        pages = _pages(lambda: reverse("resolver:recall", args=[recall.public_id]))
        titles = {"vi": "Lô hàng bị thu hồi, đừng dùng", "en": "Batch recalled, do not use"}
        links = [Link("recallStatus", page, titles[language], language) for language, page in pages.items()]
    elif not link.qualifiers and product is not None:
        links = _of_product(product, on)
    name = product.name if product is not None else link.gtin
    words = [name, *(f"{_NAMES[key]} {value}" for key, value in link.qualifiers if key in _NAMES)]
    return Level(link, ", ".join(words), tuple(links))


_NAMES = {LOT: "lô", SERIAL: "tem"}


def _recall_of(link: DigitalLink) -> Recall | None:
    """The recall of the lot the address ends in, or a packet of it that bears no stamp of ours."""
    lot = link.get(LOT)
    if not lot or not link.qualifiers or link.qualifiers[-1][0] not in (LOT, SERIAL):
        return None
    goods = {"batch__product__gtin__in": written_forms(link.gtin), "batch__lot": lot}
    found: Recall | None = Recall.objects.binding().filter(**goods).order_by("-declared_at").first()
    return found


def is_stamp(link: DigitalLink) -> bool:
    """Whether the address ends in a serial of the shape our stamps have."""
    serial = link.get(SERIAL)
    return link.qualifiers[-1:] == ((SERIAL, serial),) and len(serial) == DIGITS and serial.isdecimal()


def _of_stamp(link: DigitalLink) -> list[Link]:
    """The stamp's page is told which GTIN and lot the address named, to say when they are another's."""
    named = urlencode({key: value for key, value in link.pairs if key in (GTIN, LOT)})
    titles = {"vi": "Kiểm tra tem", "en": "Check this stamp"}
    pages = _pages(lambda: reverse("public_scans:stamp", args=[link.get(SERIAL)]))
    found = [Link("traceability", f"{page}?{named}", titles[language], language) for language, page in pages.items()]
    asked = settings.SITE_URL + reverse("v1:stamp", args=[link.get(SERIAL)])
    return [*found, Link("verificationService", f"{asked}?gtin={link.gtin}", "JSON", media="application/json")]


def _of_product(product: Product, on: date) -> list[Link]:
    pages = _pages(lambda: reverse("portal:product", args=[product.public_id]))
    found = [Link("pip", page, product.name, language) for language, page in pages.items()]
    recognitions: list[Any] = list(queries.recognitions_of(product, on)[:1])
    if recognitions and hasattr(recognitions[0], "certificate"):
        code = recognitions[0].certificate.code
        titles = {"vi": "Giấy chứng nhận OCOP", "en": "OCOP certificate"}
        certificates = _pages(lambda: reverse("portal:verdict", args=[code]))
        found += [Link("certificationInfo", page, titles[lang], lang) for lang, page in certificates.items()]
    return found


def _pages(path: Callable[[], str]) -> dict[str, str]:
    """A page's whole address by language; each address once."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with translation.override(language):
            address = settings.SITE_URL + path()
        if address not in found.values():
            found[language] = address
    return found


def linkset(levels: list[Level]) -> dict[str, Any]:
    """All links as RFC 9264 and the resolver standard write them in JSON; the default link bears no attributes."""
    return {"linkset": [_context(level, is_nearest=level is levels[0]) for level in levels]}


def _context(level: Level, *, is_nearest: bool) -> dict[str, Any]:
    context: dict[str, Any] = {"anchor": address_of(level.link), "description": level.description}
    for link in level.links:
        line: dict[str, Any] = {"href": link.href, "title": link.title, "type": link.media}
        if link.language:
            line["hreflang"] = [link.language]
        context.setdefault(VOCABULARY + link.kind, []).append(line)
    if is_nearest or not level.link.qualifiers:
        first = level.links[0].as_default
        context[VOCABULARY + DEFAULT] = [{"href": first.href, "title": first.title}]
    return context
