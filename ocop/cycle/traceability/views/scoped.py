"""Whose stamps and batches a person sees; what they may not see is a 404."""

from typing import Any

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from ocop.cycle.certification.queries import UNIT_READERS, reads_register
from ocop.cycle.traceability.models import Activation, Batch, Recall, StampRange
from ocop.cycle.traceability.policies import KEEPERS, stars_with_stamps
from ocop.ground.producers.models import Product
from ocop.kit.scope import YES, Actor, Answer, no
from ocop.kit.web import Request


def reader(request: Request) -> Actor:
    """The person, when stamps are their matter at all."""
    actor = request.actor
    if not (actor.is_producer or reads_register(actor) or actor.unit_ids(*UNIT_READERS)):
        raise Http404
    return actor


def range_or_404(request: Request, public_id: str) -> StampRange:
    rows = StampRange.objects.visible_to(reader(request)).for_list().with_counts()
    return get_object_or_404(rows, public_id=public_id)


def activation_or_404(request: Request, public_id: str) -> Activation:
    """One of a range the person may see, in force or ended."""
    ranges = StampRange.objects.visible_to(reader(request))
    rows = Activation.objects.select_related("batch", "range__product__producer")
    return get_object_or_404(rows.filter(range__in=ranges), public_id=public_id)


def batch_or_404(request: Request, public_id: str) -> Batch:
    rows = Batch.objects.visible_to(reader(request)).for_list().with_stamps()
    return get_object_or_404(rows, public_id=public_id)


def recall_or_404(request: Request, public_id: str) -> Recall:
    rows = Recall.objects.visible_to(reader(request)).for_list().select_related("because_of__batch__product")
    return get_object_or_404(rows, public_id=public_id)


def products_kept(actor: Actor) -> Any:
    """The products whose stamps and batches the person may write: the producer's own; all for the office."""
    if actor.has_role(*KEEPERS):
        return Product.objects.all()
    return Product.objects.filter(producer_id__in=actor.producer_ids)


def products_with_a_star(actor: Actor) -> Any:
    """Those of them that may get stamps today."""
    return _told(products_kept(actor).filter(pk__in=stars_with_stamps(actor.on).values("product")))


def products_with_stamps(actor: Actor) -> Any:
    """Those of them that may get stamps today, or have some."""
    starred = Q(pk__in=stars_with_stamps(actor.on).values("product"))
    return _told(products_kept(actor).filter(starred | Q(pk__in=StampRange.objects.values("product"))))


def if_any(products: Any) -> Answer:
    """Whether there is a product to choose; the reason says what comes first."""
    if products.exists():
        return YES
    return no("Chưa có sản phẩm nào có công nhận OCOP còn hiệu lực. Lập hồ sơ đánh giá ở trang của sản phẩm trước.")


def _told(products: Any) -> Any:
    return products.select_related("producer").order_by("sort_key", "pk")
