"""Who may plan, open and end a round; every refusal says what would help."""

from datetime import date

from ocop.ground.offices.states import Role
from ocop.ground.programme.models import Round
from ocop.ground.programme.states import ROUND_WORKFLOW
from ocop.kit.scope import YES, Actor, Answer, no

KEEPERS = (Role.PROVINCE_OFFICER,)


def may_plan(actor: Actor) -> Answer:
    """Whether the person may create rounds and change their dates."""
    if actor.has_role(*KEEPERS):
        return YES
    return no("Chỉ cán bộ Văn phòng Điều phối tỉnh lập và sửa được đợt đánh giá.")


def may_edit(actor: Actor, round_: Round) -> Answer:
    """Whether the person may still change the name and the dates of a round."""
    if not (answer := may_plan(actor)):
        return answer
    if not ROUND_WORKFLOW.actions_from(round_.state):
        return no("Đợt này đã kết thúc nên không sửa được nữa.")
    return YES


def may_move(actor: Actor, round_: Round, action: str) -> Answer:
    """Whether the person may take the round along `action` of `ROUND_WORKFLOW`."""
    if not (answer := may_plan(actor)):
        return answer
    if not ROUND_WORKFLOW.allowed(action, round_.state):
        return no(f"Đợt đang ở bước “{round_.get_state_display()}” nên không làm được việc này.")
    return YES


def may_keep_library(actor: Actor) -> Answer:
    """Whether the person may add, correct and send documents."""
    if actor.has_role(*KEEPERS):
        return YES
    return no("Chỉ cán bộ Văn phòng Điều phối tỉnh cập nhật và gửi được văn bản.")


def stops_early(round_: Round, on: date) -> bool:
    """Whether stopping the intake on a day breaks the last day that was announced; that day counts in full."""
    return on <= round_.proposal_due
