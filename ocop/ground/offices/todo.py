"""What the map of offices asks: of the administrator, officers whose account a stolen password would still open; of the
province, records at communes that were split.
"""

from datetime import datetime

from django.urls import reverse

from ocop.ground.offices.models import Appointment
from ocop.ground.offices.placing import waiting
from ocop.ground.offices.policies import may_place
from ocop.ground.offices.states import Role
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.kit.todo import Todo


def todos_for(actor: Actor, *, at: datetime) -> list[Todo]:
    """At most one line and one query for each of the two roles."""
    lines = []
    if actor.has_role(Role.ADMIN):
        bare = Appointment.objects.visible_to(actor).effective(local_date(at)).without_second_factor()
        count = bare.values("user").distinct().count()
        title = f"Nhắc {count} cán bộ bật xác thực hai lớp"
        lines.append(Todo(title, reverse("offices:officers") + "?hai_lop=chua", count=count, section="Tài khoản"))
    if may_place(actor):
        count = waiting().total()
        title = f"Phân định {count} bản ghi ở xã bị tách"
        lines.append(Todo(title, reverse("offices:placing"), count=count, section="Địa bàn"))
    return [line for line in lines if line.count]
