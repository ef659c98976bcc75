"""Who may record money of the plan."""

from ocop.ground.budget.models import Allocation, Contribution, Disbursement, Proposal
from ocop.ground.budget.queries import PROPOSERS
from ocop.ground.budget.states import ProposalState
from ocop.ground.offices.models import Office
from ocop.ground.offices.states import Role, Tier
from ocop.ground.planning.models import Plan
from ocop.ground.planning.states import PlanState
from ocop.kit.scope import YES, Actor, Answer, no

# They keep the money of the whole plan; an agency, a district or a commune records what it pays itself.
KEEPERS = (Role.PROVINCE_OFFICER,)
PAYERS = (Role.PROVINCE_OFFICER, Role.AGENCY_OFFICER, Role.DISTRICT_OFFICER, Role.COMMUNE_OFFICER)
AT_UNITS = (Role.DISTRICT_OFFICER, Role.COMMUNE_OFFICER)


def may_disburse(actor: Actor, payer: Office) -> Answer:
    """Whether the person may record a payment made by an office."""
    if actor.has_role(*KEEPERS) or payer.pk in actor.office_ids(*PAYERS):
        return YES
    return no("Anh/chị chỉ ghi được khoản chi của cơ quan mình.")


def may_allocate(actor: Actor, payer: Office) -> Answer:
    """Whether the person may record what an office sets aside: the province for all, others for their own office."""
    if actor.has_role(*KEEPERS) or payer.pk in actor.office_ids(*PAYERS):
        return YES
    return no("Anh/chị chỉ ghi được phân bổ do cơ quan mình cấp.")


def may_give_under(payer: Office, plan: Plan) -> Answer:
    """Whether an office may set aside or pay money under a plan: no commune or district under another one's plan."""
    is_local = plan.office.tier in (Tier.COMMUNE, Tier.DISTRICT)
    if is_local and payer.tier == plan.office.tier and payer.pk != plan.office_id:
        return no(f"Dòng này thuộc kế hoạch của {plan.office}; {payer} không chi theo kế hoạch đó.")
    return YES


def may_record(actor: Actor) -> Answer:
    """Whether the person records money of some office at all."""
    if actor.has_role(*PAYERS):
        return YES
    return no("Việc này do cán bộ của cơ quan chi tiền làm.")


def may_keep_lines(actor: Actor, plan: Plan) -> Answer:
    """Whether the person may add lines to a plan: its own office's people or the coordination office."""
    if not actor.has_role(*KEEPERS) and plan.office_id not in actor.office_ids(*PAYERS):
        return no("Dự toán của kế hoạch này do cơ quan ban hành kế hoạch hoặc Văn phòng Điều phối tỉnh lập.")
    if plan.state == PlanState.ENDED:
        return no("Kế hoạch đã kết thúc nên không thêm dòng dự toán được nữa.")
    return YES


def may_contribute(actor: Actor, unit_id: int | None) -> Answer:
    """Whether the person may record what a community gave at a place; None asks about any place."""
    units = actor.unit_ids(*AT_UNITS)
    if actor.has_role(*KEEPERS) or (units and (unit_id is None or unit_id in units)):
        return YES
    return no("Anh/chị chỉ ghi được đóng góp ở địa bàn mình phụ trách.")


def may_attach(actor: Actor, row: Disbursement) -> Answer:
    """Whether the person may attach a paper to a payment: it stands and is of their office."""
    if row.cancelled_at is not None:
        return no("Khoản chi này đã hủy.")
    return may_disburse(actor, row.payer)


def may_propose(actor: Actor) -> Answer:
    """Whether the person drafts proposals for money at all."""
    if actor.has_role(*PROPOSERS):
        return YES
    return no("Đề nghị bố trí nguồn lực do sở, ngành và Văn phòng Điều phối tỉnh soạn.")


def may_propose_for(actor: Actor, office: Office) -> Answer:
    if actor.has_role(*KEEPERS) or office.pk in actor.office_ids(*PROPOSERS):
        return YES
    return no("Anh/chị chỉ soạn được đề nghị của cơ quan mình.")


def may_write_proposal(actor: Actor, proposal: Proposal) -> Answer:
    """A draft is its office's; what was sent stays as it was sent."""
    if not (answer := may_propose_for(actor, proposal.office)):
        return answer
    if proposal.state != ProposalState.DRAFT:
        return no("Tờ trình đã gửi nên không sửa được nữa. Anh/chị lập tờ trình khác.")
    return YES


def may_answer_proposal(actor: Actor, proposal: Proposal) -> Answer:
    """A leader of the office asked; or the coordination office, keying in a paper answer."""
    asked = proposal.to_id in actor.office_ids(Role.LEADER)
    if not asked and not actor.has_role(*KEEPERS):
        return no("Cơ quan được đề nghị trả lời; Văn phòng Điều phối tỉnh ghi giúp khi trả lời bằng giấy.")
    if proposal.state != ProposalState.SENT:
        return no("Chỉ ghi trả lời cho tờ trình đã gửi, chưa có trả lời.")
    return YES


def may_attach_to_proposal(actor: Actor, proposal: Proposal) -> Answer:
    """Its own office, also after it was sent; the office asked once it was, for the paper of the answer."""
    if proposal.state != ProposalState.DRAFT and proposal.to_id in actor.office_ids(Role.LEADER):
        return YES
    return may_propose_for(actor, proposal.office)


def may_attach_to_allocation(actor: Actor, row: Allocation) -> Answer:
    """Whether the person may attach a paper to an allocation: it stands and is of their office."""
    if row.cancelled_at is not None:
        return no("Khoản phân bổ này đã hủy.")
    return may_allocate(actor, row.payer)


def may_attach_to_contribution(actor: Actor, row: Contribution) -> Answer:
    """Whether the person may attach a paper to what a community gave: it stands and was given at their place."""
    if row.cancelled_at is not None:
        return no("Khoản đóng góp này đã hủy.")
    return may_contribute(actor, row.unit_id)
