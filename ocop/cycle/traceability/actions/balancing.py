"""What a producer says it can make, and what an officer found where stamps and goods do not go together."""

from datetime import datetime

from django.db import transaction

from ocop.cycle.traceability import policies
from ocop.cycle.traceability.balance import balances
from ocop.cycle.traceability.models import BalanceReview, YearlyCapacity
from ocop.ground.producers.models import Product
from ocop.ground.registry.actions import record
from ocop.kit.clock import local_date
from ocop.kit.ids import new_public_id
from ocop.kit.once import once
from ocop.kit.scope import Actor, Refused, require
from ocop.rules.balance import excesses_of


def declare_capacity(product: Product, *, packets: int, from_year: int, by: Actor, at: datetime) -> YearlyCapacity:
    """Say how many packets of a product can be made a year, from a year on; the journal keeps what was said before."""
    with transaction.atomic():
        require(policies.may_make_batch(by, product))
        Product.objects.select_for_update().get(pk=product.pk)
        before = YearlyCapacity.objects.filter(product=product, from_year=from_year).first()
        if before is not None and before.packets == packets:
            return before
        said, _ = YearlyCapacity.objects.update_or_create(
            product=product,
            from_year=from_year,
            defaults={"packets": packets, "said_by_id": by.user_id, "said_at": at},
        )
        data = {"from_year": from_year, "packets": [before.packets if before else None, packets]}
        record("traceability.capacity_declared", by=by, at=at, subject=product, data=data)
    return said


@once(BalanceReview)
def review_balance(product: Product, *, year: int, note: str, by: Actor, at: datetime, key: str = "") -> BalanceReview:
    """Note what came of looking at a product's year. It covers what does not go together today, as far as it goes over:
    new signs ask again, and so does one that goes further.

    Raises `Refused` where nothing waits to be looked at.
    """
    require(policies.may_review_balances(by))
    product = Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
    (found,) = balances([product], [year], local_date(at))
    if found.is_reviewed:
        raise Refused("Không còn dấu hiệu nào chờ xem xét ở sản phẩm này trong năm.")
    excesses = {str(sign): count for sign, count in excesses_of(found.figures).items()}
    signs = list(excesses)
    row = BalanceReview.objects.create(
        public_id=key or new_public_id(),
        product=product,
        year=year,
        signs=signs,
        excesses=excesses,
        note=note,
        by_id=by.user_id,
        at=at,
    )
    record(
        "traceability.balance_reviewed", by=by, at=at, subject=product, data={"year": year, "signs": signs}, why=note
    )
    return row
