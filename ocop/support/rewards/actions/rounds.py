"""A round is opened, given its criteria and moved along."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from ocop.ground.offices.models import Office
from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require
from ocop.support.rewards import policies
from ocop.support.rewards.models import (
    Criterion,
    ReviewMark,
    RewardRound,
)
from ocop.support.rewards.states import (
    ROUND_WORKFLOW,
    CriterionKind,
    NominationState,
    RoundState,
)


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """What a round says; days in order."""

    kind: str
    name: str
    covers_from: date
    covers_to: date
    opens_on: date
    closes_on: date

    def check(self) -> None:
        """Raise `Refused` when days are out of order."""
        if self.covers_from > self.covers_to or self.opens_on > self.closes_on:
            raise Refused("Ngày cuối phải sau ngày đầu. Anh/chị xem lại hai khoảng thời gian.")


@transaction.atomic
def open_round(facts: RoundFacts, *, office: Office, by: Actor, at: datetime) -> RewardRound:
    """Open a round of an office; the same one again answers with the first. Raises `Refused`."""
    require(policies.may_open(by))
    facts.check()
    existing = RewardRound.objects.filter(office=office, kind=facts.kind, covers_to=facts.covers_to).first()
    if existing is not None:
        if existing.name == facts.name:
            return existing
        raise Refused(f"Khoảng thời gian này đã có đợt “{existing.name}”. Anh/chị dùng đợt đó.")
    round_ = RewardRound.objects.create(office=office, **_round_fields(facts))
    record("rewards.round_opened", by=by, at=at, subject=round_, data={"kind": facts.kind})
    return round_


@transaction.atomic
def change_round(round_: RewardRound, facts: RoundFacts, *, by: Actor, at: datetime) -> RewardRound:
    """Change the name and the days of a round that still takes nominations. Raises `Refused`."""
    row = locked(round_)
    require(policies.may_change_criteria(by, row))
    facts.check()
    wanted = _round_fields(facts)
    before = {name: str(getattr(row, name)) for name, value in wanted.items() if getattr(row, name) != value}
    if before:
        for name, value in wanted.items():
            setattr(row, name, value)
        row.save()
        data = {"before": before, "after": {name: str(wanted[name]) for name in before}}
        record("rewards.round_changed", by=by, at=at, subject=row, data=data)
    return row


def _round_fields(facts: RoundFacts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in RoundFacts.__dataclass_fields__}


def locked(round_: RewardRound) -> RewardRound:
    return RewardRound.objects.select_for_update().get(pk=round_.pk)


@transaction.atomic
def add_criterion(
    round_: RewardRound, *, text: str, kind: str, weight: int | None = None, by: Actor, at: datetime
) -> Criterion:
    """Put a criterion after the last one; the same words are put once. Raises `Refused`."""
    row = locked(round_)
    require(policies.may_change_criteria(by, row))
    if (kind == CriterionKind.WEIGHT) != bool(weight):
        raise Refused("Tiêu chí chấm điểm cần điểm tối đa; tiêu chí đạt hoặc không đạt thì để trống điểm.")
    existing = row.criteria.filter(text=text).first()
    if existing is not None:
        return existing
    last = row.criteria.aggregate(last=Max("ordinal"))["last"] or 0
    criterion = Criterion.objects.create(round=row, ordinal=last + 1, text=text, kind=kind, weight=weight)
    record("rewards.criterion_added", by=by, at=at, subject=row, data={"text": text, "weight": weight})
    return criterion


@transaction.atomic
def drop_criterion(criterion: Criterion, *, by: Actor, at: datetime) -> None:
    """Take a criterion out before reviewing begins; out already is well. Raises `Refused`."""
    row = locked(criterion.round)
    require(policies.may_change_criteria(by, row))
    found = Criterion.objects.filter(pk=criterion.pk).first()
    if found is None:
        return
    if ReviewMark.objects.filter(criterion=found).exists():
        raise Refused("Tiêu chí này đã được dùng để nhận xét nên không bỏ được.")
    found.delete()
    record("rewards.criterion_dropped", by=by, at=at, subject=row, data={"text": criterion.text})


@transaction.atomic
def move_round(round_: RewardRound, action: str, *, by: Actor, at: datetime) -> RewardRound:
    """Take a round along its table; its end passes over whoever no decision names. Raises `Refused`."""
    row = locked(round_)
    target = next((move.target for move in ROUND_WORKFLOW.transitions if move.action == action), None)
    if row.state == target and policies.may_run(by, row):
        return row
    require(policies.may_move(by, row, action))
    if action == "close":
        if not row.decisions.exists():
            raise Refused("Đợt chưa có quyết định khen thưởng nào. Anh/chị ghi quyết định rồi kết thúc đợt.")
        row.nominations.filter(state=NominationState.SENT).update(state=NominationState.NOT_REWARDED)
        row.closed_at = at
    row.state = RoundState(ROUND_WORKFLOW.target(action, row.state))
    row.save(update_fields=["state", "closed_at"])
    record("rewards.round_moved", by=by, at=at, subject=row, data={"state": row.state})
    return row
