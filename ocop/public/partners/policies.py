"""Who gives keys to programs: the province's coordination office and the administrator."""

from ocop.ground.offices.states import Role
from ocop.kit.scope import YES, Actor, Answer, no

GIVERS = (Role.PROVINCE_OFFICER, Role.ADMIN)


def may_give_keys(actor: Actor) -> Answer:
    if actor.has_role(*GIVERS):
        return YES
    return no("Văn phòng Điều phối cấp tỉnh hoặc quản trị hệ thống cấp khóa API.")
