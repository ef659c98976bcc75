"""Planning, changing and moving rounds."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from ocop.ground.offices.models import Office
from ocop.ground.programme import policies
from ocop.ground.programme.events import RoundClosed, RoundEvent, RoundOpened, RoundPlanned, RoundUnderEvaluation
from ocop.ground.programme.models import Round
from ocop.ground.programme.states import ROUND_WORKFLOW, RoundState
from ocop.ground.registry.actions import record
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused, require


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """What a round says before anything happens in it; the three days are calendar days, in this order."""

    name: str
    year: int
    ordinal: int
    opens_on: date
    proposal_due: date
    meeting_due: date
    is_trial: bool = False

    def check(self) -> None:
        """Raise `Refused` when the days are out of order."""
        if not self.opens_on <= self.proposal_due <= self.meeting_due:
            raise Refused("Ngày nhận hồ sơ, hạn nhận đề nghị và hạn đánh giá phải theo đúng thứ tự trước sau.")


@transaction.atomic
def plan_round(plan: RoundPlan, *, office: Office, criteria_id: str, by: Actor, at: datetime) -> Round:
    """Create a round of an office; asking twice for the same one answers with the first. Raises `Refused`."""
    require(policies.may_plan(by))
    plan.check()
    existing = Round.objects.filter(office=office, year=plan.year, ordinal=plan.ordinal).first()
    if existing is not None:
        if _says(existing, plan):
            return existing
        raise Refused(f"Năm {plan.year} đã có đợt {plan.ordinal}: {existing.name}. Anh/chị chọn số đợt khác.")
    round_ = Round.objects.create(office=office, criteria_id=criteria_id, **_fields(plan))
    record(by=by, at=at, subject=round_, event=RoundPlanned(round_.pk, criteria_id=criteria_id))
    return round_


@transaction.atomic
def change_round(round_: Round, plan: RoundPlan, *, why: str = "", by: Actor, at: datetime) -> Round:
    """Change the name and the days of a round that has not ended. Raises `Refused`."""
    row = Round.objects.select_for_update().get(pk=round_.pk)
    require(policies.may_edit(by, row))
    plan.check()
    wanted = {**_fields(plan), "year": row.year, "ordinal": row.ordinal}
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if not changed:
        return row
    before = {name: str(getattr(row, name)) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=list(changed))
    data = {"before": before, "after": {name: str(value) for name, value in changed.items()}}
    record("programme.round_changed", by=by, at=at, subject=row, why=why, data=data)
    return row


def open_round(round_: Round, *, by: Actor, at: datetime) -> Round:
    """Take dossiers in, or take them in again. Raises `Refused`."""
    event = RoundOpened(round_.pk, proposal_due=round_.proposal_due.isoformat())
    return _move(round_, "open_round", event, by=by, at=at)


def start_evaluating(round_: Round, *, why: str = "", by: Actor, at: datetime) -> Round:
    """Stop taking dossiers in; what was lodged goes on to the council.

    Raises `Refused` without a reason while the last day that was announced has not passed.
    """
    return _move(round_, "start_evaluating", RoundUnderEvaluation(round_.pk), why=why.strip(), by=by, at=at)


def close_round(round_: Round, *, by: Actor, at: datetime) -> Round:
    """End a round: nothing comes in any more, not even what was returned. Raises `Refused`."""
    return _move(round_, "close_round", RoundClosed(round_.pk), by=by, at=at)


@transaction.atomic
def _move(round_: Round, action: str, event: RoundEvent, *, why: str = "", by: Actor, at: datetime) -> Round:
    """One transition; a second press of the same button finds the round already there and changes nothing."""
    row = Round.objects.select_for_update().get(pk=round_.pk)
    target = next(move.target for move in ROUND_WORKFLOW.transitions if move.action == action)
    if row.state == target and policies.may_plan(by):
        return row
    require(policies.may_move(by, row, action))
    today = local_date(at)
    if action == "start_evaluating" and policies.stops_early(row, today) and not why:
        raise Refused(f"{row.name} còn nhận hồ sơ đến hết ngày {row.proposal_due:%d/%m/%Y}. Ghi lý do ngừng sớm.")
    row.state = RoundState(ROUND_WORKFLOW.target(action, row.state))
    row.stopped_on = {RoundState.OPEN: None, RoundState.EVALUATING: today}.get(row.state, row.stopped_on)
    row.save(update_fields=["state", "stopped_on"])
    record(by=by, at=at, subject=row, why=why, event=event)
    return row


def _fields(plan: RoundPlan) -> dict[str, object]:
    return {name: getattr(plan, name) for name in RoundPlan.__dataclass_fields__}


def _says(round_: Round, plan: RoundPlan) -> bool:
    return all(getattr(round_, name) == value for name, value in _fields(plan).items())
