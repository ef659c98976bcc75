"""Where a product is sold, in its producer's own words: scans elsewhere are then a sign."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from ocop.cycle.scans import policies
from ocop.cycle.scans.models import SaleArea, codes_in, regions_of
from ocop.ground.producers.models import Product
from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require


def say_where_sold(product: Product, *, regions: Iterable[str], by: Actor, at: datetime) -> SaleArea:
    """Write down the provinces; the journal keeps what stood there. Raises `Refused` for none at all."""
    require(policies.may_say_where_sold(by, product))
    wanted = regions_of(regions)
    if not wanted:
        raise Refused("Chọn ít nhất một tỉnh, thành nơi có bán sản phẩm.")
    with transaction.atomic():
        Product.objects.select_for_update().get(pk=product.pk)
        before = SaleArea.objects.filter(product=product).first()
        if before is not None and before.regions == wanted:
            return before
        said = {"regions": wanted, "said_by_id": by.user_id, "said_at": at}
        area, _ = SaleArea.objects.update_or_create(product=product, defaults=said)
        data = {"from": list(codes_in(before.regions)) if before else [], "to": list(codes_in(wanted))}
        record("scans.sale_area_said", by=by, at=at, subject=product, data=data)
    return area
