"""Who may ask for figures and publish them; the records behind them open as those of targets do."""

from ocop.ground.offices.lineage import lineage_of_all
from ocop.ground.offices.models import Office
from ocop.ground.offices.states import Role
from ocop.ground.planning.policies import may_open_rows, row_units
from ocop.ground.planning.queries import READERS
from ocop.kit.scope import YES, Actor, Answer, no

PUBLISHERS = (Role.PROVINCE_OFFICER,)


def may_ask(actor: Actor) -> Answer:
    """Whoever holds a post may ask: an answer is a number with its base."""
    return YES if actor.posts else no("Số liệu dành cho cán bộ.")


def may_publish(actor: Actor) -> Answer:
    if actor.has_role(*PUBLISHERS):
        return YES
    return no("Chỉ Văn phòng Điều phối tỉnh công bố được con số.")


def may_open(actor: Actor, office: Office | None) -> Answer:
    """Whether the person may open records behind a figure (`office`: whose work it counts): their own office's too."""
    return YES if _is_own(actor, office) else may_open_rows(actor)


def units_opened(actor: Actor, office: Office | None) -> frozenset[int] | None:
    """The units whose records behind a figure the person may open; None for all of them."""
    return None if _is_own(actor, office) else row_units(actor)


def _is_own(actor: Actor, office: Office | None) -> bool:
    """Whether the office is one of the person's, or ended and is carried on by one; a query for an ended office."""
    if office is None:
        return False
    mine = actor.office_ids(*READERS)
    if office.pk in mine:
        return True
    has_ended = office.valid_to is not None and office.valid_to < actor.on
    return has_ended and office.pk in lineage_of_all(mine)
