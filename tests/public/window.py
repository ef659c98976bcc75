"""Small helpers of the shop window's tests: what stands on shelves, and pages as a stranger reads them."""

import re
from datetime import date
from typing import Any

from django.test import Client

from ocop.ground.producers.models import Product
from ocop.support.markets.models import Listing, Outlet, Partner, Placement
from ocop.support.markets.states import OutletKind, PartnerKind, PlacementBasis
from tests.world import NOW

OPENED = date(2024, 5, 1)


def page(address: str, status: int = 200) -> str:
    response = Client().get(address)
    assert response.status_code == status, address
    return response.content.decode()


def names(words: str) -> list[str]:
    """The names on the cards of a list, in order."""
    return re.findall(r'portal-card__name"><a class="govuk-link" href="[^"]+">([^<]+)</a>', words)


def choices(words: str) -> dict[str, tuple[int, str]]:
    """Every choice that is not made yet, by its words: its count and the address it opens."""
    found = re.findall(
        r'<a class="govuk-link" href="([^"]+)" rel="nofollow">([^<]+)<span class="portal-count">([\d.]+)</span>',
        words,
    )
    return {label: (int(count), address.replace("&amp;", "&")) for address, label, count in found}


def make_outlet(name: str = "Cửa hàng OCOP Sa Đéc", **facts: Any) -> Outlet:
    values = {"kind": OutletKind.SHOP, "opened_on": OPENED, "created_at": NOW, **facts}
    return Outlet.objects.create(name=name, **values)


def place(product: Product, outlet: Outlet, **facts: Any) -> Placement:
    values = {"basis": PlacementBasis.CONSIGNMENT, "starts_on": OPENED, "created_at": NOW, **facts}
    return Placement.objects.create(product=product, outlet=outlet, **values)


def list_online(product: Product, name: str = "Sàn Hoa Sen", **facts: Any) -> Listing:
    partner = Partner.objects.create(name=name, kind=PartnerKind.MARKETPLACE, created_at=NOW)
    values = {"starts_on": OPENED, "created_at": NOW, "price": 95_000, **facts}
    return Listing.objects.create(product=product, partner=partner, **values)
