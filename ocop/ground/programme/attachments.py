"""Papers of the legal library and of rounds; the signed scan of a text is its own field."""

from typing import Any

from django.urls import reverse

from ocop.ground.programme import policies
from ocop.ground.programme.models import LegalDocument, Round
from ocop.ground.registry.holders import Holder
from ocop.kit.scope import Actor, Answer


def _may_keep_text(actor: Actor, document: Any) -> Answer:
    return policies.may_keep_library(actor)


def _may_keep_round(actor: Actor, round_: Any) -> Answer:
    return policies.may_plan(actor)


HOLDERS = (
    Holder(
        "van-ban",
        LegalDocument,
        lambda actor: LegalDocument.objects.all(),
        _may_keep_text,
        lambda row: reverse("programme:document", args=[row.public_id]),
        title_hint="Ví dụ: phụ lục, biểu mẫu kèm theo văn bản. Ai đăng nhập cũng mở được.",
    ),
    Holder(
        "dot",
        Round,
        lambda actor: Round.objects.all(),
        _may_keep_round,
        lambda row: reverse("programme:round", args=[row.public_id]),
        title_hint="Ví dụ: thông báo nhận hồ sơ, lịch đánh giá. Ai đăng nhập cũng mở được.",
    ),
)
