"""What the map of offices asks of the administrator: officers whose account a stolen password would still open."""

from datetime import datetime

from django.urls import reverse

from ocop.ground.offices.models import Appointment
from ocop.ground.offices.states import Role
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.kit.todo import Todo


def todos_for(actor: Actor, *, at: datetime) -> list[Todo]:
    """At most one line and one query."""
    if not actor.has_role(Role.ADMIN):
        return []
    bare = Appointment.objects.visible_to(actor).effective(local_date(at)).without_second_factor()
    count = bare.values("user").distinct().count()
    if not count:
        return []
    title = f"Nhắc {count} cán bộ bật xác thực hai lớp"
    return [Todo(title, reverse("offices:officers") + "?hai_lop=chua", count=count, section="Tài khoản")]
