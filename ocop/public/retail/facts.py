"""What a buyer is told of products on a day: one reading for the page, the sheet of paper, the pack and the lists."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ocop.cycle.certification.models import Recognition
from ocop.ground.producers.models import Paper, Product
from ocop.ground.producers.queries import PaperQuerySet
from ocop.ground.producers.states import ProductState
from ocop.kit.templatetags.ocop_formats import so, tien
from ocop.kit.text.dates import format_date
from ocop.kit.text.phone import format_phone
from ocop.public.portal import queries
from ocop.public.portal.catalogue import sharing
from ocop.public.portal.catalogue.sold import shown_papers
from ocop.public.portal.groups import group_of
from ocop.public.resolver.addresses import address_of
from ocop.public.retail.models import Offer
from ocop.rules.digital_link import DigitalLink
from ocop.rules.gs1 import gtin14, is_gtin

NOTHING_SAID = Offer()


@dataclass(frozen=True, slots=True)
class Facts:
    """A recognised product as buyers may know it. `is_full` also tells a price that is not shown to everybody.

    `scans` are those of its papers whose files the reader may open, with their documents.
    """

    product: Product
    current: Any  # a Recognition with its `standing` on the day
    group: str
    offer: Offer
    papers: tuple[Paper, ...] = ()
    is_full: bool = False
    scans: tuple[Paper, ...] = ()

    @property
    def star_stands(self) -> bool:
        return sharing.star_stands(self.current)

    @property
    def star(self) -> str:
        """What is said of the star, in words that never say more than holds."""
        return sharing.star_words(self.current)

    @property
    def stars(self) -> int | None:
        """How many stars may be shown; None where none may."""
        return self.current.stars if self.star_stands else None

    @property
    def certificate(self) -> Any:
        """The certificate of a star that stands; None otherwise, so that no pack carries one that is void."""
        return self.current.certificate if self.star_stands and hasattr(self.current, "certificate") else None

    @property
    def decision(self) -> str:
        """The number of the decision a standing star rests on, "" where there is none to show."""
        decision = self.current.decision if self.star_stands else None
        return decision.number if decision and not decision.is_reconstructed else ""

    @property
    def gtin(self) -> str:
        return self.product.gtin if is_gtin(self.product.gtin) else ""

    @property
    def page(self) -> str:
        return sharing.whole(reverse("portal:product", args=[self.product.public_id]))

    @property
    def link(self) -> str:
        """What its square code says: the Digital Link address of its number, else its page."""
        return address_of(DigitalLink(gtin14(self.gtin))) if self.gtin else self.page

    @property
    def picture(self) -> str:
        """The whole address of its picture, "" where it has none."""
        photo = self.product.photo
        has_one = photo is not None and photo.is_image
        return sharing.whole(reverse("portal:photo", args=[self.product.public_id])) if has_one else ""

    @property
    def price(self) -> int | None:
        return self.offer.price if self.is_full or self.offer.price_is_shown else None

    @property
    def contact(self) -> str:
        """The contact its producer agreed to show, while it makes the product."""
        offer = self.offer
        if not offer.has_contact or self.product.state == ProductState.DISCONTINUED:
            return ""
        phone = format_phone(offer.contact_phone) if offer.contact_phone else ""
        return ", ".join(filter(None, (offer.contact_name, phone, offer.contact_email)))


def on_offer(on: date) -> QuerySet[Offer]:
    """What is said of products still made and really recognised by a day, in the order of their names."""
    real = queries.REAL & Q(valid_from__lte=on)
    recognised = Recognition.objects.filter(real).values("product_id")
    rows = Offer.objects.filter(product__in=recognised).exclude(product__state=ProductState.DISCONTINUED)
    return rows.order_by("product__sort_key", "product_id")


def nobody(product: Product) -> bool:
    """For strangers: of no product may more be told."""
    return False


def facts_of(
    products: Collection[int],
    on: date,
    is_full: Callable[[Product], bool] = nobody,
    scans: PaperQuerySet | None = None,
) -> list[Facts]:
    """The facts of those products that were really recognised, by name; at most five queries, however many they are.

    `is_full` says of which more may be told, `scans` which papers the reader may open; None where no file is asked for.
    """
    related = ("product__producer__unit", "product__photo", "product__resource_unit", "certificate", "decision__office")
    rows = queries.shown(on).filter(queries.REAL, product_id__in=list(products)).select_related(*related)
    found: list[Recognition] = list(
        rows.prefetch_related("product__classifications").order_by("product__sort_key", "product_id")
    )
    papers = shown_papers([row.product for row in found], on)
    opened = _opened([paper for each in papers.values() for paper in each], scans)
    offers = {offer.product_id: offer for offer in Offer.objects.filter(product__in=[row.product_id for row in found])}
    return [
        Facts(
            row.product,
            row,
            str(group_of(row.product)),
            offers.get(row.product_id, NOTHING_SAID),
            tuple(papers[row.product_id]),
            is_full(row.product),
            tuple(opened[paper.pk] for paper in papers[row.product_id] if paper.pk in opened),
        )
        for row in found
    ]


def _opened(papers: list[Paper], scans: PaperQuerySet | None) -> dict[int, Paper]:
    """Those of the papers that are among `scans`, with their documents, by key; at most one query."""
    if scans is None or not papers:
        return {}
    return scans.select_related("document").in_bulk([paper.pk for paper in papers])


def goods_lines(facts: Facts) -> list[tuple[str, str]]:
    """What is said of the goods, name and words, in the language of the page; what nobody said has no line."""
    offer, unit = facts.offer, facts.offer.unit
    price = tien(facts.price)
    lines = (
        (_("Quy cách"), offer.packing),
        (_("Đơn vị bán"), unit),
        (_("Khối lượng cả bao bì"), _counted(offer.gross_weight, "g")),
        (_("Số đơn vị mỗi thùng"), _counted(offer.per_case, unit)),
        (_("Bảo quản"), offer.storage),
        (_("Hạn sử dụng"), offer.shelf_life),
        (_("Cung ứng mỗi tháng"), _counted(offer.per_month, unit)),
        (_("Mùa vụ"), offer.season),
        (_("Đặt ít nhất"), _counted(offer.least_order, unit)),
        (_("Giá bán lẻ"), price),
        (_("Liên hệ bán hàng"), facts.contact),
    )
    return [(name, words) for name, words in lines if words]


def paper_words(paper: Paper) -> str:
    """What a paper shown to buyers proves, who gave it and until when."""
    until = _("đến hết ngày %(day)s") % {"day": format_date(paper.valid_until)} if paper.valid_until else ""
    return ", ".join(filter(None, (_(paper.get_public_mark_display()), paper.issuer, until)))


def _counted(number: int | None, unit: str) -> str:
    return f"{so(number)} {unit}".strip() if number else ""
