"""Where a product is sold today: who must take a recalled batch off their shelves."""

from collections.abc import Iterator
from typing import Any

from ocop.cycle.traceability.elsewhere import ToTell
from ocop.cycle.traceability.models import Recall
from ocop.kit.scope import Actor
from ocop.support.markets.models import Placement

GROUP = "Điểm bán có sản phẩm này"


def places_to_tell(recall: Recall, actor: Actor) -> Iterator[ToTell]:
    """The points of sale, and the partners whose shops are not told apart, that have the product; one query."""
    rows: Any = Placement.objects.standing_on(actor.on).filter(product=recall.batch.product_id)
    for row in rows.select_related("outlet__unit", "partner__unit").order_by("outlet__sort_key", "partner__sort_key"):
        where = row.outlet or row.partner
        unit = where.unit.full_name if where.unit else ""
        contact = ", ".join(part for part in (getattr(where, "address", ""), unit) if part)
        yield ToTell(f"diem-ban:{where.public_id}", GROUP, where.name, contact)
