"""A nominee is put forward, papered and sent."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ocop.ground.offices.models import Office
from ocop.ground.producers.models import Producer
from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require
from ocop.kit.text.fold import fold
from ocop.support.rewards import policies
from ocop.support.rewards.actions.rounds import locked
from ocop.support.rewards.models import (
    Nomination,
    RewardRound,
)
from ocop.support.rewards.queries import WORKERS, producers_to_nominate
from ocop.support.rewards.states import (
    NOMINATION_WORKFLOW,
    NominationState,
    NomineeKind,
)


@dataclass(frozen=True, slots=True)
class Nominee:
    """Who is put forward: exactly one of a producer, an office, or a person's name with workplace."""

    kind: str
    producer: Producer | None = None
    office: Office | None = None
    person_name: str = ""
    workplace: str = ""


@transaction.atomic
def nominate(
    round_: RewardRound,
    nominee: Nominee,
    *,
    nominated_by: Office,
    achievement: str,
    proposed_form: str,
    by: Actor,
    at: datetime,
) -> Nomination:
    """Put somebody forward as a draft of the office; a nominee stands once in a round. Raises `Refused`."""
    row = locked(round_)
    require(policies.may_nominate(by, row))
    if nominated_by.pk not in by.office_ids(*WORKERS):
        raise Refused("Anh/chị chỉ đề nghị được thay mặt cơ quan mình.")
    if nominee.producer and not producers_to_nominate(by).filter(pk=nominee.producer.pk).exists():
        raise Refused("Chủ thể này ngoài phạm vi của anh/chị. Nhờ Văn phòng Điều phối tỉnh đề nghị.")
    existing = _already(row, nominee)
    if existing is not None:
        if existing.nominated_by_id == nominated_by.pk and existing.achievement == achievement:
            return existing
        raise Refused(
            "Đối tượng này đã có một đề nghị trong đợt. Mỗi đối tượng chỉ đề nghị một lần; "
            "anh/chị liên hệ cơ quan tổ chức đợt nếu cần bổ sung."
        )
    nomination = Nomination.objects.create(
        round=row,
        nominated_by=nominated_by,
        achievement=achievement,
        proposed_form=proposed_form,
        **{name: getattr(nominee, name) for name in Nominee.__dataclass_fields__},
    )
    record("rewards.nominated", by=by, at=at, subject=nomination, data={"kind": nominee.kind})
    return nomination


def _already(round_: RewardRound, nominee: Nominee) -> Nomination | None:
    rows = round_.nominations.select_related("producer", "office")
    if nominee.kind == NomineeKind.PRODUCER:
        return rows.filter(producer=nominee.producer).first()
    if nominee.kind == NomineeKind.OFFICE:
        return rows.filter(office=nominee.office).first()
    folded = fold(f"{nominee.person_name} {nominee.workplace}")[:400]
    return rows.filter(kind=NomineeKind.PERSON, folded=folded).first()


@transaction.atomic
def change_nomination(
    nomination: Nomination, *, achievement: str, proposed_form: str, by: Actor, at: datetime
) -> Nomination:
    """Change the words of a draft. Raises `Refused`."""
    row = locked_nomination(nomination)
    require(policies.may_edit(by, row))
    if (row.achievement, row.proposed_form) != (achievement, proposed_form):
        row.achievement, row.proposed_form = achievement, proposed_form
        row.save(update_fields=["achievement", "proposed_form"])
        record("rewards.nomination_changed", by=by, at=at, subject=row)
    return row


def locked_nomination(nomination: Nomination) -> Nomination:
    locked(nomination.round)
    return Nomination.objects.select_related("round", "producer", "office").get(pk=nomination.pk)


@transaction.atomic
def move_nomination(nomination: Nomination, action: str, *, by: Actor, at: datetime) -> Nomination:
    """Send a nomination, or take it back; `action` is "send" or "withdraw". Raises `Refused`."""
    row = locked_nomination(nomination)
    target = {"send": NominationState.SENT, "withdraw": NominationState.DRAFT}[action]
    if row.state == target and row.nominated_by_id in by.office_ids(*WORKERS):
        return row
    require(policies.may_move_nomination(by, row, action))
    row.state = NominationState(NOMINATION_WORKFLOW.target(action, row.state))
    row.sent_at = at if row.state == NominationState.SENT else None
    row.save(update_fields=["state", "sent_at"])
    act = "rewards.nomination_sent" if action == "send" else "rewards.nomination_withdrawn"
    record(act, by=by, at=at, subject=row)
    return row
