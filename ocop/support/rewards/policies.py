"""Who runs a reward round, nominates, reviews and decides; every refusal says what would help."""

from datetime import date
from typing import Any

from ocop.ground.offices.models import Office
from ocop.ground.offices.states import Role, Tier
from ocop.kit.scope import YES, Actor, Answer, no
from ocop.support.rewards.models import Nomination, RewardDecision, RewardRound
from ocop.support.rewards.queries import COORDINATORS, WORKERS
from ocop.support.rewards.states import NOMINATION_WORKFLOW, ROUND_WORKFLOW, NominationState, RoundState

# The section of the plan that gives rewards to the home affairs department.
HOME_AFFAIRS = "IV.10"


def home_affairs_on(day: date) -> list[Office]:
    """The offices the plan gives rewards to, on a day."""
    found = Office.objects.in_force(day).filter(plan_reference__contains=HOME_AFFAIRS)
    return [office for office in found if HOME_AFFAIRS in office.plan_reference.split(", ")]


def may_open(actor: Actor) -> Answer:
    """Whether the person may open a round: the coordination office, or the home affairs department."""
    if actor.has_role(*COORDINATORS):
        return YES
    mine = actor.office_ids(Role.AGENCY_OFFICER)
    if mine and any(office.pk in mine for office in home_affairs_on(actor.on)):
        return YES
    return no("Chỉ cán bộ Sở Nội vụ hoặc Văn phòng Điều phối tỉnh mở được đợt khen thưởng.")


def offices_to_run(actor: Actor) -> Any:
    """In whose name the person opens a round: the home affairs department; the coordination office its own too."""
    departments = Office.objects.filter(pk__in=[each.pk for each in home_affairs_on(actor.on)])
    if actor.has_role(*COORDINATORS):
        return departments | Office.objects.filter(pk__in=actor.office_ids(*COORDINATORS))
    return departments.filter(pk__in=actor.office_ids(Role.AGENCY_OFFICER))


def may_run(actor: Actor, round_: RewardRound) -> Answer:
    """Whether the person runs a round: an officer of its office, or of the coordination office."""
    if actor.has_role(*COORDINATORS) or round_.office_id in actor.office_ids(*WORKERS):
        return YES
    return no("Chỉ cán bộ cơ quan tổ chức đợt hoặc Văn phòng Điều phối tỉnh làm được việc này.")


def may_change_criteria(actor: Actor, round_: RewardRound) -> Answer:
    """Whether criteria and days may still change: until nominations are being reviewed."""
    if not (answer := may_run(actor, round_)):
        return answer
    return YES if round_.state == RoundState.OPEN else no("Đợt đã chuyển sang xét nên không sửa được nữa.")


def may_move(actor: Actor, round_: RewardRound, action: str) -> Answer:
    """Whether the person may take a round along `action` of `ROUND_WORKFLOW`."""
    if not (answer := may_run(actor, round_)):
        return answer
    if not ROUND_WORKFLOW.allowed(action, round_.state):
        return no(f"Đợt đang ở bước “{round_.get_state_display()}” nên không làm được việc này.")
    return YES


def may_nominate(actor: Actor, round_: RewardRound) -> Answer:
    """Whether the person may put somebody forward in a round today."""
    if not actor.office_ids(*WORKERS):
        return no("Chỉ cán bộ cơ quan, xã, phường đề nghị khen thưởng được.")
    if round_.state != RoundState.OPEN:
        return no("Đợt này đã ngừng nhận đề nghị.")
    if not round_.opens_on <= actor.on <= round_.closes_on:
        return no(f"Đợt nhận đề nghị từ {round_.opens_on:%d/%m/%Y} đến hết {round_.closes_on:%d/%m/%Y}.")
    return YES


def nominable(actor: Actor, own: Any) -> Any:
    """Offices the person may put forward: a commune itself, an agency or the coordination office any one."""
    if not actor.has_role(Role.AGENCY_OFFICER, Role.PROVINCE_OFFICER):
        return own
    return Office.objects.in_force(actor.on).exclude(tier=Tier.CENTRAL)


def may_edit(actor: Actor, nomination: Nomination) -> Answer:
    """Whether the person may change a nomination: its own office's draft while the round takes nominations."""
    if nomination.nominated_by_id not in actor.office_ids(*WORKERS):
        return no("Chỉ cán bộ cơ quan đề nghị sửa được.")
    if nomination.state != NominationState.DRAFT:
        return no("Đề nghị đã gửi. Anh/chị rút về rồi mới sửa được.")
    return may_nominate(actor, nomination.round)


def may_move_nomination(actor: Actor, nomination: Nomination, action: str) -> Answer:
    """Whether the person may send or take back a nomination."""
    if nomination.nominated_by_id not in actor.office_ids(*WORKERS):
        return no("Chỉ cán bộ cơ quan đề nghị gửi và rút được đề nghị này.")
    if not NOMINATION_WORKFLOW.allowed(action, nomination.state):
        return no(f"Đề nghị đang ở trạng thái “{nomination.get_state_display()}” nên không làm được việc này.")
    return may_nominate(actor, nomination.round)


def may_review(actor: Actor, nomination: Nomination) -> Answer:
    """Whether the person may review a nomination."""
    if not (answer := may_run(actor, nomination.round)):
        return answer
    if nomination.round.state != RoundState.REVIEWING or nomination.state != NominationState.SENT:
        return no("Chỉ nhận xét được khi đợt đang xét và đề nghị đã gửi.")
    return YES


def decides(actor: Actor) -> Answer:
    """Whether the person records what the province decides, whatever the state of a round."""
    if actor.has_role(*COORDINATORS) or actor.has_role(Role.LEADER, tier=Tier.PROVINCE):
        return YES
    return no("Chỉ lãnh đạo tỉnh hoặc cán bộ Văn phòng Điều phối tỉnh ghi được quyết định khen thưởng.")


def may_decide(actor: Actor, round_: RewardRound) -> Answer:
    """Whether the person may record a decision: a leader of the province, or the coordination office."""
    if not (answer := decides(actor)):
        return answer
    if round_.state != RoundState.REVIEWING:
        return no("Chỉ ghi được quyết định khi đợt đang xét.")
    return YES


def may_file_scan(actor: Actor, decision: RewardDecision) -> Answer:
    """Whether the person may file the signed paper of a decision that has none yet."""
    if not (answer := decides(actor)):
        return answer
    return no("Quyết định này đã có bản quét.") if decision.document_id else YES
