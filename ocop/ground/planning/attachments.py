"""Papers of plans and of what stands in the way; an assignment keeps its own (`Proof`): its report rests on them."""

from django.urls import reverse

from ocop.ground.planning import policies
from ocop.ground.planning.models import Obstacle, Plan
from ocop.ground.registry.holders import Holder

HOLDERS = (
    Holder(
        "ke-hoach",
        Plan,
        lambda actor: Plan.objects.visible_to(actor).select_related("office"),
        policies.may_keep_papers,
        lambda plan: reverse("planning:plan", args=[plan.public_id]),
        title_hint="Ví dụ: bản ký, phụ lục, biểu mẫu.",
    ),
    Holder(
        "vuong-mac",
        Obstacle,
        lambda actor: Obstacle.objects.visible_to(actor),
        policies.may_propose,
        lambda row: reverse("planning:obstacle", args=[row.public_id]),
        title_hint="Ví dụ: ảnh, văn bản trả lời, biểu số liệu.",
    ),
)
