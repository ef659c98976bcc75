"""Papers of rounds, nominations and decisions; a nomination's change only while its office may still change it."""

from typing import Any

from django.urls import reverse

from ocop.ground.registry.holders import Holder
from ocop.kit.scope import YES, Actor, Answer, no
from ocop.support.rewards import policies
from ocop.support.rewards.models import Nomination, RewardDecision, RewardRound


def _officers(actor: Actor, round_: Any) -> Answer:
    """A producer finds the rounds it was nominated in; papers of a round may name other nominees."""
    return YES if actor.posts else no("Giấy tờ của đợt chỉ cán bộ mở được.")


def _may_attach_to_decision(actor: Actor, decision: Any) -> Answer:
    return policies.decides(actor)


HOLDERS = (
    Holder(
        "dot-khen",
        RewardRound,
        lambda actor: RewardRound.objects.visible_to(actor),
        policies.may_run,
        lambda row: reverse("rewards:round", args=[row.public_id]),
        may_read=_officers,
        title_hint="Ví dụ: công văn hướng dẫn, biên bản họp xét.",
    ),
    Holder(
        "de-nghi-khen",
        Nomination,
        lambda actor: Nomination.objects.visible_to(actor).for_list(),
        policies.may_edit,
        lambda row: reverse("rewards:nomination", args=[row.public_id]),
        title_hint="Ví dụ: báo cáo thành tích, xác nhận của cấp xã.",
    ),
    Holder(
        "quyet-dinh-khen",
        RewardDecision,
        lambda actor: RewardDecision.objects.visible_to(actor),
        _may_attach_to_decision,
        lambda row: reverse("rewards:decision", args=[row.public_id]),
        title_hint="Ví dụ: tờ trình, danh sách kèm theo quyết định.",
    ),
)
