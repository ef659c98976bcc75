"""What targets may count of ideas."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from ocop.cycle.ideas.models import Idea
from ocop.cycle.ideas.states import IdeaState, IdeaTag
from ocop.ground.planning.measures import Counted, Measure, Options
from ocop.kit.addresses import address_of


def _tags() -> dict[str, str]:
    return {value: str(label) for value, label in IdeaTag.choices}


def _received(options: Options) -> QuerySet[Any]:
    rows = Idea.objects.annotate(sent_on=TruncDate("sent_at"), answered_on=TruncDate("answered_at"))
    return rows.filter(tags__tag=options["tag"]) if "tag" in options else rows


def _accepted(options: Options) -> QuerySet[Any]:
    return _received(options).filter(state__in=(IdeaState.ACCEPTED, IdeaState.CANDIDATE))


def _counted(rows: Any, starts: str) -> Counted:
    return Counted(
        rows=rows,
        label=lambda row: row.title,
        link=lambda row: address_of("ideas:idea", row),
        detail=lambda row: row.get_state_display(),
        starts=(starts,),
        place="unit",
        office="office",
    )


RECEIVED = Measure(
    key="ideas.received",
    name="Ý tưởng sản phẩm đã nhận được",
    unit="ý tưởng",
    definition="Ý tưởng sản phẩm người dân, chủ thể gửi qua hộp ý tưởng trong kỳ, kể cả ý tưởng gộp vào ý tưởng giống.",
    counted=_counted(_received, "sent_on"),
    since_start=True,
    options={"tag": _tags},
)
ACCEPTED = Measure(
    key="ideas.accepted",
    name="Ý tưởng sản phẩm được nhận vào mùa OCOP",
    unit="ý tưởng",
    definition="Ý tưởng được nhận trong kỳ, kể cả ý tưởng đã thành tiền sản phẩm, trên số ý tưởng nhận được trong kỳ.",
    counted=_counted(_accepted, "answered_on"),
    base=_counted(_received, "sent_on"),
    since_start=True,
    options={"tag": _tags},
)

MEASURES = (RECEIVED, ACCEPTED)
