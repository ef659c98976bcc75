"""What is done to posts: given from a day, ended on a day. Nothing is deleted, so scope on any past day
stays known.
"""

from datetime import date, datetime

from django.db import transaction

from ocop.ground.accounts.models import User
from ocop.ground.offices import policies
from ocop.ground.offices.models import Appointment, Office
from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require


@transaction.atomic
def appoint(
    user: User,
    *,
    office: Office,
    role: str,
    valid_from: date,
    by: Actor,
    at: datetime,
    title: str = "",
    capacity: str = "",
    decision_number: str = "",
    valid_to: date | None = None,
) -> Appointment:
    """Give a person a role at an office from a day, and to a day when it is known.

    Raises `Refused` when the policy says no, or when the person already holds that role there on that day.
    """
    Office.objects.select_for_update().get(pk=office.pk)
    require(policies.may_appoint(by, user, office, role, valid_from))
    if valid_to is not None and valid_to < valid_from:
        raise Refused("Ngày kết thúc không được trước ngày bắt đầu.")
    held = Appointment.objects.filter(user=user, office=office, role=role)
    if held.filter(valid_to__isnull=True).exists() or held.in_force(valid_from).exists():
        raise Refused(f"{user.full_name} đang giữ vai trò này ở {office}. Không cần phân công lại.")
    appointment = Appointment.objects.create(
        user=user,
        office=office,
        role=role,
        title=title,
        capacity=capacity,
        decision_number=decision_number,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    _record("offices.appointed", appointment, by=by, at=at)
    return appointment


@transaction.atomic
def end_appointment(appointment: Appointment, *, valid_to: date, by: Actor, at: datetime, why: str = "") -> Appointment:
    """End a running appointment; `valid_to` is its last day. The scope it gave is gone the day after."""
    appointment = Appointment.objects.select_for_update().select_related("office", "user").get(pk=appointment.pk)
    require(policies.may_end(by, appointment))
    if valid_to < appointment.valid_from:
        raise Refused("Ngày kết thúc không được trước ngày bắt đầu.")
    appointment.valid_to = valid_to
    appointment.save(update_fields=["valid_to"])
    _record("offices.appointment_ended", appointment, by=by, at=at, why=why)
    return appointment


def _record(act: str, appointment: Appointment, *, by: Actor, at: datetime, why: str = "") -> None:
    data = {
        "user": appointment.user.public_id,
        "office": appointment.office.public_id,
        "role": str(appointment.role),
        "capacity": str(appointment.capacity),
        "from": appointment.valid_from.isoformat(),
        "to": appointment.valid_to.isoformat() if appointment.valid_to else "",
    }
    record(act, by=by, at=at, subject=appointment, why=why, data=data)
