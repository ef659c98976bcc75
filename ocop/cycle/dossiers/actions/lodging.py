"""Sending a dossier in, and taking it back."""

from collections.abc import Mapping
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from ocop.cycle.dossiers import law, policies
from ocop.cycle.dossiers.actions.moving import locked, move
from ocop.cycle.dossiers.events import DossierLodged, DossierWithdrawn
from ocop.cycle.dossiers.models import Dossier, ReturnItem
from ocop.cycle.dossiers.numbering import next_number
from ocop.cycle.dossiers.problems import Problem, problems_of
from ocop.cycle.dossiers.states import LODGED_OR_LATER, WITH_PRODUCER, DossierState
from ocop.ground.offices.models import Office
from ocop.ground.offices.queries import first_reading_office
from ocop.ground.registry.actions import record
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused, require


class NotReady(Refused):
    """The dossier is not complete; carries the list of what to do first."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"Hồ sơ còn {len(problems)} việc phải làm trước khi nộp.")
        self.problems = problems


@transaction.atomic
def submit_dossier(dossier: Dossier, *, by: Actor, at: datetime) -> Dossier:
    """Lodge a draft, or send a returned dossier in again; gives it its number, first reader and deadline.

    The law in force on the day of the first lodging decides the sheet and stays. Asking again once it is lodged (a
    double tap, a second tab) changes nothing and answers with the dossier as it stands. Raises `NotReady` with the
    list of what is missing, or `Refused`: a closed round, a changed law, days for which no law names a first reader.
    """
    row = locked(dossier)
    already = row.state in LODGED_OR_LATER and row.state not in (*WITH_PRODUCER, DossierState.WITHDRAWN)
    if already and row.producer_id in by.producer_ids:
        return row
    require(policies.may_lodge(by, row))
    again = row.lodged_at is not None
    on = local_date(at)
    require(policies.round_takes(row.round, on, again=again))
    if not again:
        require(law.still_in_force(row, on))
    office = _same_reader(row, on) if again else None
    office = office or first_reader(row, at)
    if problems := problems_of(row, on):
        raise NotReady(problems)
    number = row.number or next_number(office, on, settings.OCOP_PROVINCE_CODE)
    due_on = law.check_due(row.criteria_id, on)
    event = DossierLodged(
        row.pk, number=number, office_id=office.pk, due_on=due_on.isoformat() if due_on else "", again=again
    )
    row.returns.filter(answered_at__isnull=True).update(answered_at=at)
    return move(
        row,
        "lodge",
        event,
        by=by,
        at=at,
        number=number,
        reading_office=office,
        due_on=due_on,
        lodged_at=row.lodged_at or at,
        sheet_hash=row.sheet_hash or law.sheet_hash(row),
    )


@transaction.atomic
def answer_return(dossier: Dossier, *, answers: Mapping[int, str], by: Actor, at: datetime) -> Dossier:
    """Keep the producer's sentence for items of the open return that stay as they were; the reader sees them.

    Raises `Refused`: not the producer's, or not back with them.
    """
    row = locked(dossier)
    require(policies.may_edit(by, row))
    items = ReturnItem.objects.filter(slip__dossier=row, slip__answered_at__isnull=True, pk__in=answers)
    changed = [item for item in items if item.answer != answers[item.pk]]
    for item in changed:
        item.answer = answers[item.pk][:500]
        item.save(update_fields=["answer"])
    if changed:
        fields = sorted(item.field for item in changed)
        record("dossiers.return_answered", by=by, at=at, subject=row, data={"fields": fields})
    return row


def first_reader(dossier: Dossier, at: datetime) -> Office:
    """The office that reads the dossier first when lodged at this moment.

    Raises `Refused` when nobody can be named: between 1 and 5 July 2025 no text read says who receives dossiers, and
    the platform refuses to guess.
    """
    on = local_date(at)
    require(law.first_reading_known(on))
    office = first_reading_office(dossier.producer.unit, on)
    if office is None:
        raise Refused(
            f"Chưa xác định được cơ quan nhận hồ sơ của {dossier.producer.unit} vào ngày {on:%d/%m/%Y}. "
            "Hồ sơ của anh/chị vẫn được giữ nguyên. Anh/chị hỏi Văn phòng Điều phối nông thôn mới tỉnh."
        )
    return office


def _same_reader(dossier: Dossier, on: date) -> Office | None:
    """The office that returned the dossier, if it still stands; a commune may be merged in the meantime."""
    office = dossier.reading_office
    stands = office is not None and (office.valid_to is None or on <= office.valid_to)
    return office if stands else None


@transaction.atomic
def withdraw_dossier(dossier: Dossier, *, why: str = "", by: Actor, at: datetime) -> Dossier:
    """Take a dossier back before the province accepts it; a withdrawn one stays readable. Raises `Refused`."""
    row = locked(dossier)
    if row.state == DossierState.WITHDRAWN and row.producer_id in by.producer_ids:
        return row
    require(policies.may_withdraw(by, row))
    event = DossierWithdrawn(row.pk, was_lodged=row.lodged_at is not None)
    return move(row, "withdraw", event, by=by, at=at, why=why)
