"""How a product is offered, as a link on the product's own page."""

from django.urls import reverse

from ocop.ground.producers.models import Product
from ocop.kit.scope import Actor
from ocop.public.retail.policies import may_open, offered_by


def offer_of_product(product: Product, actor: Actor) -> list[tuple[str, str]]:
    """The page of the product's offer, for those who read it; at most one query."""
    if not may_open(actor) or not offered_by(actor).filter(pk=product.pk).exists():
        return []
    return [("Chào hàng, gói cho nhà bán lẻ", reverse("offers:offer", args=[product.public_id]))]
