"""Setting a council up: its rules, its seats, the dossiers before it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from ocop.cycle.dossiers.actions import take_up_dossier
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.evaluation import policies
from ocop.cycle.evaluation.actions.locking import locked_council
from ocop.cycle.evaluation.events import CouncilCreated, DossierDocketed
from ocop.cycle.evaluation.models import Council, Docket, Seat
from ocop.cycle.evaluation.states import SeatRole
from ocop.ground.offices.models import Office
from ocop.ground.programme.models import Round
from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require


@dataclass(frozen=True, slots=True)
class CouncilPlan:
    """What the decision and the working regulation of a council say; `rules_source` names the paper."""

    name: str
    decision_number: str
    decided_on: date
    quorum_percent: int
    quorum_needs_chair: bool
    spread_limit: int
    decimals: int
    rounding: str
    gate_test: str
    rules_source: str


@transaction.atomic
def create_council(plan: CouncilPlan, *, round_: Round, office: Office, by: Actor, at: datetime) -> Council:
    """Set a council up for a round; the same decision pressed twice gives the first council. Raises `Refused`."""
    require(policies.may_create(by))
    locked = Round.objects.select_for_update().get(pk=round_.pk)
    again = Council.objects.filter(round=locked, decision_number=plan.decision_number, name=plan.name).first()
    if again is not None:
        return again
    council = Council.objects.create(round=locked, office=office, **asdict(plan))
    event = CouncilCreated(council.pk, round_id=locked.pk)
    record(by=by, at=at, subject=council, event=event)
    return council


@transaction.atomic
def change_council(council: Council, plan: CouncilPlan, *, by: Actor, at: datetime) -> Council:
    """Change the name or the working rules before the first scoring is opened. Raises `Refused`."""
    row = locked_council(council)
    require(policies.may_change_rules(by, row))
    wanted = asdict(plan)
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if not changed:
        return row
    before = {name: _plain(getattr(row, name)) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=list(changed))
    data = {"before": before, "after": {name: _plain(value) for name, value in changed.items()}}
    record("evaluation.council_changed", by=by, at=at, subject=row, data=data)
    return row


@transaction.atomic
def seat_member(council: Council, *, user: Any, role: str, represents: str = "", by: Actor, at: datetime) -> Seat:
    """Give a person a place, or change the place they have. Raises `Refused`."""
    row = locked_council(council)
    require(policies.may_prepare(by, row))
    seats = list(row.seats.all())
    held = next((seat for seat in seats if seat.user_id == user.pk), None)
    if role == SeatRole.CHAIR and any(seat.role == role and seat != held for seat in seats):
        raise Refused("Hội đồng đã có Chủ tịch. Anh/chị đổi chức danh của người kia trước.")
    if held is not None and held.sheets.exists() and held.role != role:
        raise Refused(f"{user.full_name} đã có phiếu chấm nên không đổi chức danh được nữa.")
    order = list(SeatRole).index(SeatRole(role)) * 100 + len(seats)
    values = {"role": role, "represents": represents, "order": held.order if held and held.role == role else order}
    seat, _ = Seat.objects.update_or_create(council=row, user=user, defaults=values)
    data = {"seat": seat.public_id, "role": role}
    record("evaluation.member_seated", by=by, at=at, subject=row, data=data)
    return seat


@transaction.atomic
def unseat_member(seat: Seat, *, by: Actor, at: datetime) -> None:
    """Take a place away from somebody who has not scored yet. Raises `Refused`."""
    row = locked_council(seat.council)
    require(policies.may_prepare(by, row))
    if seat.sheets.exists():
        raise Refused(f"{seat.user.full_name} đã có phiếu chấm nên không đưa ra khỏi Hội đồng được.")
    deleted, _ = Seat.objects.filter(pk=seat.pk).delete()
    if deleted:
        data = {"seat": seat.public_id, "role": seat.role}
        record("evaluation.member_unseated", by=by, at=at, subject=row, data=data)


@transaction.atomic
def take_up_dossiers(council: Council, dossiers: Iterable[Dossier], *, by: Actor, at: datetime) -> list[Docket]:
    """Put accepted dossiers of the council's round before it, in the given order; those already there stay.

    All or nothing: raises `Refused` naming the first that may not come.
    """
    row = locked_council(council)
    require(policies.may_prepare(by, row))
    already = {docket.dossier_id: docket for docket in row.dockets.all()}
    last = row.dockets.aggregate(last=Max("order"))["last"] or 0
    made = []
    for dossier in dossiers:
        if dossier.pk in already:
            made.append(already[dossier.pk])
            continue
        if dossier.round_id != row.round_id:
            raise Refused(f"{dossier} thuộc đợt khác nên không đưa vào Hội đồng này được.")
        taken = take_up_dossier(dossier, by=by, at=at)
        last += 1
        docket = Docket.objects.create(council=row, dossier=taken, order=last)
        event = DossierDocketed(docket.pk, taken.pk, council_id=row.pk)
        record(by=by, at=at, subject=docket, event=event)
        made.append(docket)
    return made


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
