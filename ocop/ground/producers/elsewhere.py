"""Pages about a product in the rooms above this one, for those who may open them; wiring registers who knows."""

from collections.abc import Callable, Iterable

from ocop.ground.producers.models import Product
from ocop.kit.scope import Actor

# Words and address of each page.
Pages = Callable[[Product, Actor], Iterable[tuple[str, str]]]

_sources: list[Pages] = []


def register_product_pages(source: Pages) -> None:
    """Add a room that has a page about every product, or about some."""
    if source not in _sources:
        _sources.append(source)


def pages_about(product: Product, actor: Actor) -> list[tuple[str, str]]:
    """The words and addresses of the pages this person may open about a product they may read."""
    return [page for source in _sources for page in source(product, actor)]
