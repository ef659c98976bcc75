"""Where a product is sold, and which papers buyers may know of: confirmed and public facts only.

Neither why a product stands on a shelf (contract, consignment) nor prices seen on a marketplace once are told.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from ocop.ground.producers.models import Paper, Product
from ocop.support.markets.models import Listing, Placement


@dataclass(frozen=True, slots=True)
class SoldAt:
    """A place to buy or see a product. `url` leads to its page here, `elsewhere` to the seller's page on the web."""

    name: str
    kind: str
    where: str = ""
    url: str = ""
    elsewhere: str = ""


def sold_at(products: Collection[int], on: date) -> dict[int, list[SoldAt]]:
    """Product → where it is sold on a day: points of sale, shelves of partners, then marketplaces; two queries."""
    found: dict[int, dict[SoldAt, None]] = {pk: {} for pk in products}
    is_open = Q(outlet__isnull=True) | Q(outlet__closed_on__isnull=True) | Q(outlet__closed_on__gte=on)
    placed = Placement.objects.standing_on(on).filter(is_open, product_id__in=list(products))
    for each in placed.select_related("outlet__unit", "partner__unit").order_by("outlet__sort_key", "pk"):
        found[each.product_id][_place(each)] = None
    listed = Listing.objects.standing_on(on).filter(product_id__in=list(products))
    for row in listed.select_related("partner").order_by("partner__sort_key", "pk"):
        address = row.address if row.address.startswith("https://") else row.partner.website
        place = SoldAt(row.partner.name, _("Sàn thương mại điện tử"), elsewhere=address)
        found[row.product_id][place] = None
    return {pk: list(places) for pk, places in found.items()}


def _place(each: Placement) -> SoldAt:
    if each.outlet:
        url = reverse("portal:outlet", args=[each.outlet.public_id])
        return SoldAt(each.outlet.name, _(each.outlet.get_kind_display()), each.outlet.place, url)
    partner: Any = each.partner
    return SoldAt(partner.name, _(partner.get_kind_display()), partner.place)


def shown_papers(products: Collection[Product], on: date) -> dict[int, list[Paper]]:
    """Product → papers buyers may know of that hold on a day: its own, and those of all its producer makes."""
    found: dict[int, list[Paper]] = {product.pk: [] for product in products}
    made_by: dict[int, list[int]] = {}
    for product in products:
        made_by.setdefault(product.producer_id, []).append(product.pk)
    for paper in Paper.objects.shown_on(on).filter(producer_id__in=list(made_by)).order_by("public_mark", "pk"):
        for made in made_by[paper.producer_id]:
            if paper.product_id in (None, made):
                found[made].append(paper)
    return found
