"""Declaring what a product is offered for."""

from datetime import datetime
from typing import Any

from django.db import transaction

from ocop.ground.producers.models import Product
from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require
from ocop.public.retail import policies
from ocop.public.retail.models import Offer

GOODS = (
    *("unit", "packing", "gross_weight", "per_case", "storage", "shelf_life"),
    *("per_month", "season", "least_order", "price", "price_is_shown"),
)
CONTACT = ("contact_name", "contact_phone", "contact_email")


@transaction.atomic
def declare_offer(product: Product, *, by: Actor, at: datetime, **facts: Any) -> Offer:
    """Write what is said of how a product is sold; `facts` are columns of `Offer`, what is not named stays as it is.

    A contact is written by a representative alone, and is the agreement that buyers read it; who keeps the product may
    take it away by naming all of it empty. The journal notes which columns changed, never a contact. Raises `Refused`.
    """
    if unknown := facts.keys() - {*GOODS, *CONTACT}:
        raise TypeError(f"an offer has no {', '.join(sorted(unknown))}")
    product = Product.objects.select_for_update(of=("self",)).select_related("producer").get(pk=product.pk)
    require(policies.may_declare(by, product))
    offer = Offer.objects.filter(product=product).first() or Offer(product=product)
    changed = sorted(name for name, value in facts.items() if getattr(offer, name) != value)
    if not changed:
        return offer
    for name in changed:
        setattr(offer, name, facts[name])
    if not {*changed}.isdisjoint(CONTACT):
        _agree(offer, by, at)
    offer.said_at, offer.said_by_id = at, by.user_id
    offer.save()
    record("retail.offer_declared", by=by, at=at, subject=product, data={"fields": changed})
    return offer


def _agree(offer: Offer, by: Actor, at: datetime) -> None:
    """Note who agreed to the contact and when, or that there is none any more."""
    if not any(getattr(offer, name) for name in CONTACT):
        offer.agreed_at = offer.agreed_by_id = None
        return
    if not policies.may_agree(by, offer.product):
        raise Refused("Chỉ người đại diện của chủ thể cho người mua thấy liên hệ của mình.")
    if not (offer.contact_phone or offer.contact_email):
        raise Refused("Anh/chị ghi điện thoại hoặc thư điện tử để người mua liên hệ được.")
    offer.agreed_at, offer.agreed_by_id = at, by.user_id
