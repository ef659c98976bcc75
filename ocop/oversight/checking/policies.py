"""Who may check numbers, and change a check somebody made."""

from typing import TYPE_CHECKING

from ocop.ground.offices.states import Role
from ocop.kit.scope import YES, Actor, Answer, no

if TYPE_CHECKING:
    from ocop.oversight.checking.models import Check

READERS = (Role.PROVINCE_OFFICER,)


def may_check(actor: Actor) -> Answer:
    """Whoever holds a post may check numbers."""
    return YES if actor.posts else no("Kiểm tra số liệu dành cho cán bộ.")


def may_change(actor: Actor, check: "Check") -> Answer:
    """Whether the person may confirm, mend and remove a check: who made it, and the coordination office."""
    if (check.made_by_id == actor.user_id and actor.posts) or actor.has_role(*READERS):
        return YES
    return no("Chỉ người lập và Văn phòng Điều phối tỉnh sửa được lần kiểm tra này.")
