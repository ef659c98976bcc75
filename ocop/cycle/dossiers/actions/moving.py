"""The one door through which a dossier changes state."""

from datetime import datetime
from typing import Any

from django.db import connection

from ocop.cycle.dossiers.events import DossierEvent
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.states import WORKFLOW, DossierState
from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused


def locked(dossier: Dossier) -> Dossier:
    """The dossier as it stands now, its row locked until the transaction ends."""
    rows = Dossier.objects.select_for_update(of=("self",))
    return rows.select_related("product", "producer__unit", "round", "reading_office__unit").get(pk=dossier.pk)


def person_of(by: Actor) -> int:
    """The account behind an act that only a person may do; `Refused` for a task of the system."""
    if by.user_id is None:
        raise Refused("Việc này phải do một người có tài khoản làm.")
    return by.user_id


def move(
    row: Dossier, action: str, event: DossierEvent, *, by: Actor, at: datetime, why: str = "", **changes: Any
) -> Dossier:
    """Take a locked dossier along one transition, with the facts that belong to it, and journal the event.

    Raises RuntimeError outside a transaction and `Refused` when the dossier's state does not allow the action, which
    also covers a colleague who was a moment faster.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a dossier moves inside the transaction that locked it")
    if not WORKFLOW.allowed(action, row.state):
        raise Refused(f"Hồ sơ đang ở bước “{row.get_state_display()}” nên không làm được việc này nữa.")
    row.state = DossierState(str(WORKFLOW.target(action, row.state)))
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=["state", *changes])
    record(by=by, at=at, subject=row, why=why, event=event)
    return row
