"""Services and spaces of the design centre; a space is booked and given back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from ocop.ground.offices.models import Office
from ocop.ground.producers.models import Producer
from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require
from ocop.support.projects import policies
from ocop.support.projects.models import BookedHour, Booking, Project, Service, Space
from ocop.support.projects.states import FIRST_HOUR, LAST_HOUR

# Nobody keeps a space for longer ahead than this.
FURTHEST = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class BookingWish:
    """Who wants a space, when and what for; hours are whole, the last one not included."""

    on: date
    from_hour: int
    to_hour: int
    purpose: str
    producer: Producer | None = None
    office: Office | None = None
    people: int | None = None


@transaction.atomic
def add_service(project: Project, *, name: str, description: str = "", by: Actor, at: datetime) -> Service:
    """Offer a service of the centre; the same name is offered once. Raises `Refused`."""
    require(policies.may_manage(by, project))
    service, is_new = Service.objects.get_or_create(
        project=project, name=name.strip(), defaults={"description": description}
    )
    if is_new:
        record("projects.service_added", by=by, at=at, subject=project, data={"service": service.public_id})
    return service


@transaction.atomic
def add_space(
    project: Project,
    *,
    name: str,
    place: str = "",
    capacity: int | None = None,
    shared_with: str = "",
    by: Actor,
    at: datetime,
) -> Space:
    """Open a space for bookings; the same name is opened once. Raises `Refused`."""
    require(policies.may_manage(by, project))
    space, is_new = Space.objects.get_or_create(
        project=project,
        name=name.strip(),
        defaults={"place": place, "capacity": capacity, "shared_with": shared_with},
    )
    if is_new:
        record("projects.space_added", by=by, at=at, subject=space, data={"project": project.public_id})
    return space


@transaction.atomic
def set_open(space: Space, is_open: bool, *, by: Actor, at: datetime) -> Space:
    """Take bookings of a space or stop taking them; what is booked stays. Raises `Refused`."""
    row = Space.objects.select_for_update().select_related("project").get(pk=space.pk)
    require(policies.may_manage(by, row.project))
    if row.is_open != is_open:
        row.is_open = is_open
        row.save(update_fields=["is_open"])
        record("projects.space_opened" if is_open else "projects.space_closed", by=by, at=at, subject=row)
    return row


@transaction.atomic
def book(space: Space, wish: BookingWish, *, by: Actor, at: datetime) -> Booking:
    """Keep a space; hours somebody holds already are refused, and the very same wish answers with the first.

    The lock on the space lets one person at a time look and book. Raises `Refused`.
    """
    row = Space.objects.select_for_update().select_related("project").get(pk=space.pk)
    require(policies.may_book(by, row))
    _check(row, wish, by, at)
    taken = Booking.objects.running().filter(
        space=row, on=wish.on, from_hour__lt=wish.to_hour, to_hour__gt=wish.from_hour
    )
    for other in taken.select_related("producer", "office"):
        if _same(other, wish):
            return other
        raise Refused(
            f"Ngày {wish.on:%d/%m/%Y} từ {other.from_hour} giờ đến {other.to_hour} giờ đã có người đặt. "
            "Anh/chị chọn giờ khác."
        )
    booking = Booking.objects.create(
        space=row,
        by_id=by.user_id,
        booked_at=at,
        **{name: getattr(wish, name) for name in BookingWish.__dataclass_fields__},
    )
    BookedHour.objects.bulk_create(
        BookedHour(booking=booking, space=row, on=wish.on, hour=hour) for hour in range(wish.from_hour, wish.to_hour)
    )
    data = {"space": row.public_id, "on": wish.on.isoformat(), "hours": f"{wish.from_hour}-{wish.to_hour}"}
    record("projects.booked", by=by, at=at, subject=booking, data=data)
    return booking


def _same(booking: Booking, wish: BookingWish) -> bool:
    return all(getattr(booking, name) == getattr(wish, name) for name in ("from_hour", "to_hour", "producer", "office"))


def _check(space: Space, wish: BookingWish, by: Actor, at: datetime) -> None:
    if (wish.producer is None) == (wish.office is None):
        raise Refused("Anh/chị đặt chỗ cho một chủ thể hoặc một cơ quan.")
    if wish.producer and wish.producer.pk not in by.producer_ids:
        raise Refused("Anh/chị chỉ đặt được chỗ cho chủ thể mình đại diện.")
    if wish.office and wish.office.pk not in by.office_ids(*policies.WORKERS):
        raise Refused("Anh/chị chỉ đặt được chỗ cho cơ quan mình.")
    if not FIRST_HOUR <= wish.from_hour < wish.to_hour <= LAST_HOUR:
        raise Refused(f"Giờ đặt phải trong khoảng {FIRST_HOUR} giờ đến {LAST_HOUR} giờ, giờ kết thúc sau giờ bắt đầu.")
    if not at.date() <= wish.on <= at.date() + FURTHEST:
        raise Refused(f"Ngày đặt phải từ hôm nay đến {at.date() + FURTHEST:%d/%m/%Y}.")
    if space.capacity and wish.people and wish.people > space.capacity:
        raise Refused(f"Không gian này chứa {space.capacity} người. Anh/chị giảm số người hoặc chọn nơi khác.")


@transaction.atomic
def cancel_booking(booking: Booking, *, by: Actor, at: datetime) -> Booking:
    """Give a space back; the booking stays on record and its hours are free again. Raises `Refused`."""
    Space.objects.select_for_update().get(pk=booking.space_id)
    row = Booking.objects.select_related("space__project").get(pk=booking.pk)
    require(policies.may_cancel(by, row))
    if row.cancelled_at is not None:
        return row
    if row.on < at.date():
        raise Refused("Lượt đặt này đã qua nên không hủy được nữa.")
    row.cancelled_at = at
    row.save(update_fields=["cancelled_at"])
    row.hours.all().delete()
    record("projects.booking_cancelled", by=by, at=at, subject=row, data={"space": row.space.public_id})
    return row
