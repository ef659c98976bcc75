"""Papers of recognition decisions: what was sent up with them; the signed scan is the decision's own field."""

from typing import Any

from django.urls import reverse

from ocop.cycle.certification import policies
from ocop.cycle.certification.models import RecognitionDecision
from ocop.ground.registry.holders import Holder
from ocop.kit.scope import Actor, Answer


def _may_attach(actor: Actor, decision: Any) -> Answer:
    return policies.may_decide(actor)


HOLDERS = (
    Holder(
        "quyet-dinh-cong-nhan",
        RecognitionDecision,
        lambda actor: RecognitionDecision.objects.visible_to(actor),
        _may_attach,
        lambda row: reverse("certification:decision", args=[row.public_id]),
        title_hint="Ví dụ: tờ trình, danh sách kèm theo quyết định.",
    ),
)
