"""Papers of a nomination; they change only while its office may still change it."""

from django.urls import reverse

from ocop.ground.registry.holders import Holder
from ocop.support.rewards import policies
from ocop.support.rewards.models import Nomination

HOLDERS = (
    Holder(
        "de-nghi-khen",
        Nomination,
        lambda actor: Nomination.objects.visible_to(actor).for_list(),
        policies.may_edit,
        lambda row: reverse("rewards:nomination", args=[row.public_id]),
        title_hint="Ví dụ: báo cáo thành tích, xác nhận của cấp xã.",
    ),
)
