"""The chair's conclusion on a dossier, and the end of a council's work."""

from datetime import datetime

from django.db import transaction

from ocop.cycle.dossiers.actions import conclude_dossier
from ocop.cycle.evaluation import judging, policies
from ocop.cycle.evaluation.actions.locking import locked_council, locked_docket
from ocop.cycle.evaluation.events import CouncilConcluded, DocketConcluded
from ocop.cycle.evaluation.models import Council, Docket
from ocop.cycle.evaluation.states import COUNCIL_WORKFLOW, DOCKET_WORKFLOW, CouncilState, DocketState
from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require


@transaction.atomic
def conclude_docket(docket: Docket, *, text: str = "", by: Actor, at: datetime) -> Docket:
    """Write the council's conclusion on a dossier: its stars and mean go to the dossier. Raises `Refused`.

    A second press by the chair finds it concluded and changes nothing.
    """
    row = locked_docket(docket.pk)
    if row.state == DocketState.CONCLUDED and policies.may_preside(by, row):
        return row
    require(policies.may_conclude(by, row))
    require(judging.quorum_of(row.council, row.sitting).answer)
    if row.result is None or row.stars is None:
        raise Refused("Hồ sơ chưa có kết quả chấm.")
    total = judging.concluded_total(row.result)
    dossier = conclude_dossier(row.dossier, stars=row.stars, total=total, by=by, at=at)
    row.state, row.conclusion = DocketState(DOCKET_WORKFLOW.target("conclude", row.state)), text.strip()
    row.concluded_by_id, row.concluded_at = by.user_id, at
    row.save(update_fields=["state", "conclusion", "concluded_by", "concluded_at"])
    event = DocketConcluded(row.pk, dossier.pk, stars=row.stars, total=str(total))
    record(by=by, at=at, subject=row, event=event)
    return row


@transaction.atomic
def end_council(council: Council, *, by: Actor, at: datetime) -> Council:
    """End a council's work once every dossier has its conclusion. Raises `Refused`."""
    row = locked_council(council)
    if row.state == CouncilState.CLOSED:
        return row
    require(policies.may_end(by, row))
    row.state = CouncilState(COUNCIL_WORKFLOW.target("close_council", row.state))
    row.save(update_fields=["state"])
    record(by=by, at=at, subject=row, event=CouncilConcluded(row.pk, dockets=row.dockets.count()))
    return row
