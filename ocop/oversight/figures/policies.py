"""Who may ask for figures and publish them; the records behind them open as those of targets do."""

from ocop.ground.offices.states import Role
from ocop.kit.scope import YES, Actor, Answer, no

PUBLISHERS = (Role.PROVINCE_OFFICER,)


def may_ask(actor: Actor) -> Answer:
    """Whoever holds a post may ask: an answer is a number with its base."""
    return YES if actor.posts else no("Số liệu dành cho cán bộ.")


def may_publish(actor: Actor) -> Answer:
    if actor.has_role(*PUBLISHERS):
        return YES
    return no("Chỉ Văn phòng Điều phối tỉnh công bố được con số.")
