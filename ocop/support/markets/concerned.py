"""Where a product was sold since a batch was made: who must take it off their shelves, or may have some left."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F

from ocop.cycle.traceability.elsewhere import ToTell
from ocop.cycle.traceability.models import Recall
from ocop.kit.scope import Actor
from ocop.kit.text.dates import format_date
from ocop.support.markets.models import Placement

GROUP = "Điểm bán có sản phẩm này"


def places_to_tell(recall: Recall, actor: Actor) -> Iterator[ToTell]:
    """The points of sale, and the partners whose shops are not told apart, that had the product since the batch was
    made; one query. Of a place that ended and began again the running one is told, which comes last.
    """
    ran: Any = Placement.objects.standing_between(recall.batch.made_on, actor.on)
    rows = ran.filter(product=recall.batch.product_id).select_related("outlet__unit", "partner__unit")
    for row in rows.order_by("outlet__sort_key", "partner__sort_key", F("ends_on").asc(nulls_last=True)):
        where = row.outlet or row.partner
        unit = where.unit.full_name if where.unit else ""
        ended = f"thôi bán sau ngày {format_date(row.ends_on)}" if row.ends_on and row.ends_on < actor.on else ""
        contact = ", ".join(part for part in (getattr(where, "address", ""), unit, ended) if part)
        yield ToTell(f"diem-ban:{where.public_id}", GROUP, where.name, contact)
