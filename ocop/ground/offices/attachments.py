"""Papers of steering committees and working groups: who may look committees up reads them."""

from typing import Any

from django.urls import reverse

from ocop.ground.offices import policies
from ocop.ground.offices.models import Committee
from ocop.ground.registry.holders import Holder
from ocop.kit.scope import Actor, Answer


def _rows(actor: Actor) -> Any:
    return Committee.objects.all() if policies.may_see_offices(actor) else Committee.objects.none()


def _may_attach(actor: Actor, committee: Any) -> Answer:
    return policies.may_keep_committees(actor)


HOLDERS = (
    Holder(
        "ban-chi-dao",
        Committee,
        _rows,
        _may_attach,
        lambda row: reverse("offices:committee", args=[row.public_id]),
        title_hint="Ví dụ: quyết định thành lập, quy chế làm việc, phân công nhiệm vụ.",
    ),
)
