"""What the council and the deciding office do to a dossier; called by the rooms above, which ask who may."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from ocop.cycle.dossiers import policies
from ocop.cycle.dossiers.actions.moving import locked, move
from ocop.cycle.dossiers.events import (
    DossierConcluded,
    DossierRecognised,
    DossierReferred,
    DossierRefused,
    DossierTakenUp,
)
from ocop.cycle.dossiers.models import Dossier
from ocop.kit.scope import Actor, require


@transaction.atomic
def take_up_dossier(dossier: Dossier, *, by: Actor, at: datetime) -> Dossier:
    """Put an accepted dossier before a council. Raises `Refused`."""
    row = locked(dossier)
    require(policies.may_take_up(by, row))
    return move(row, "take_up", DossierTakenUp(row.pk), by=by, at=at)


@transaction.atomic
def conclude_dossier(dossier: Dossier, *, stars: int, total: Decimal, by: Actor, at: datetime) -> Dossier:
    """Write down the council's conclusion: stars 0 to 5 and the mean of 100 points, not rounded up.

    That the person chairs the council is the caller's to ask; here only the state is checked. Raises `Refused`.
    """
    row = locked(dossier)
    require(policies.may_conclude(row))
    return move(
        row,
        "conclude",
        DossierConcluded(row.pk, stars=stars, total=str(total)),
        by=by,
        at=at,
        concluded_at=at,
        concluded_stars=stars,
        concluded_total=total,
    )


@transaction.atomic
def refer_dossier(dossier: Dossier, *, by: Actor, at: datetime) -> Dossier:
    """Send a dossier of 90 points and over on to the ministry's tier. Raises `Refused`."""
    row = locked(dossier)
    require(policies.may_end(row, "refer"))
    return move(row, "refer", DossierReferred(row.pk), by=by, at=at)


@transaction.atomic
def recognise_dossier(dossier: Dossier, *, by: Actor, at: datetime) -> Dossier:
    """End a dossier with recognition; the decision itself is certification's record. Raises `Refused`."""
    row = locked(dossier)
    require(policies.may_end(row, "recognise"))
    return move(row, "recognise", DossierRecognised(row.pk), by=by, at=at)


@transaction.atomic
def refuse_dossier(dossier: Dossier, *, why: str = "", by: Actor, at: datetime) -> Dossier:
    """End a dossier that reached no recognised rank. Raises `Refused`."""
    row = locked(dossier)
    require(policies.may_end(row, "refuse"))
    return move(row, "refuse", DossierRefused(row.pk), by=by, at=at, why=why)
