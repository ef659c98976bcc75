"""Papers attached to returns: minutes, photos, lists that records do not hold."""

from django.urls import reverse

from ocop.ground.registry.holders import Holder
from ocop.oversight.reporting import policies
from ocop.oversight.reporting.models import PeriodicReturn

HOLDERS = (
    Holder(
        "bao-cao-dinh-ky",
        PeriodicReturn,
        lambda actor: PeriodicReturn.objects.visible_to(actor),
        policies.may_write,
        lambda row: reverse("reporting:return", args=[row.public_id]),
        title_hint="Ví dụ: biên bản, ảnh, danh sách kèm theo báo cáo.",
    ),
)
