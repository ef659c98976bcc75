"""The offices that must know of a recall: of the commune, and those that watch over food and markets."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from ocop.cycle.traceability.elsewhere import ToTell
from ocop.cycle.traceability.models import Recall
from ocop.ground.offices.models import Office
from ocop.ground.offices.states import OfficeKind, Tier
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.kit.text.fold import fold

GROUP = "Cơ quan quản lý"
# Words in the names of provincial agencies that answer for food and for markets.
WATCHERS = ("an toàn thực phẩm", "Sở Y tế", "Sở Công Thương", "Sở Nông nghiệp", "quản lý thị trường")


def _offices_on(recall: Recall) -> Any:
    return Office.objects.in_force(local_date(recall.declared_at))


def offices_to_tell(recall: Recall, actor: Actor) -> Iterator[ToTell]:
    """The committee of the producer's commune and the agencies of the province; one query."""
    names = Q()
    for words in WATCHERS:
        names |= Q(folded__contains=fold(words))
    agencies = Q(tier=Tier.PROVINCE, kind__in=(OfficeKind.DEPARTMENT, OfficeKind.SERVICE_UNIT)) & names
    commune = Q(unit=recall.batch.product.producer.unit_id, kind=OfficeKind.PEOPLES_COMMITTEE, tier=Tier.COMMUNE)
    for office in _offices_on(recall).filter(commune | agencies).order_by("sort_key"):
        yield ToTell(f"co-quan:{office.public_id}", GROUP, office.name)
