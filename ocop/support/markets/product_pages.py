"""Where a product is sold, as a link on the product's own page."""

from ocop.ground.producers.models import Product
from ocop.kit.scope import Actor
from ocop.support.markets.policies import may_open
from ocop.support.markets.queries import products_for
from ocop.support.markets.registers.links import product_url


def pages_of_product(product: Product, actor: Actor) -> list[tuple[str, str]]:
    """The market's page of the product, for those who read its place in the market; at most one query."""
    if not may_open(actor) or not products_for(actor).filter(pk=product.pk).exists():
        return []
    return [("Bán ở đâu", product_url(product))]
