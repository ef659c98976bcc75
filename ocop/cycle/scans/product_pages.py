"""Where a product is sold, for the watch over copied stamps, as a link on the product's own page."""

from django.urls import reverse

from ocop.cycle.scans import policies
from ocop.ground.producers.models import Product
from ocop.kit.scope import Actor


def sale_area_of_product(product: Product, actor: Actor) -> list[tuple[str, str]]:
    """The page where the provinces of sale are said, for those who may say them; no query."""
    if not (policies.may_read(actor) and policies.may_say_where_sold(actor, product)):
        return []
    return [("Khai khu vực bán", reverse("scans:sale_area", args=[product.public_id]))]
