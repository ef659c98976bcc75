"""Who may keep policies, propose and decide support, and record credit."""

from ocop.ground.offices.states import Role
from ocop.ground.producers.models import Producer
from ocop.kit.scope import YES, Actor, Answer, no
from ocop.support.funding.models import CreditApplication, CreditProgramme, Loan, Policy, Support
from ocop.support.funding.states import CREDIT_WORKFLOW, SUPPORT_WORKFLOW

KEEPERS = (Role.PROVINCE_OFFICER,)
AGENCIES = (Role.PROVINCE_OFFICER, Role.AGENCY_OFFICER)
AT_UNITS = (Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER)


def may_add_policies(actor: Actor) -> Answer:
    """Whether the person may add policies at all."""
    if actor.has_role(*AGENCIES):
        return YES
    return no("Chính sách do cơ quan cấp tỉnh nhập.")


def may_keep_policy(actor: Actor, office_id: int) -> Answer:
    """Whether the person may write down a policy this office manages."""
    if actor.has_role(*KEEPERS) or office_id in actor.office_ids(Role.AGENCY_OFFICER):
        return YES
    return no("Chính sách này do cơ quan khác quản lý.")


def may_edit_policy(actor: Actor, policy: Policy) -> Answer:
    return may_keep_policy(actor, policy.office_id)


def may_propose(actor: Actor) -> Answer:
    """Whether the person proposes support for some producers."""
    if actor.has_role(*AGENCIES, *AT_UNITS):
        return YES
    return no("Cán bộ xã hoặc cơ quan quản lý chính sách đề xuất hỗ trợ. Anh/chị báo cán bộ xã.")


def may_propose_for(actor: Actor, producer: Producer) -> Answer:
    """Whether the person proposes support for this producer."""
    if actor.has_role(*AGENCIES) or producer.unit_id in actor.unit_ids(*AT_UNITS):
        return YES
    return no("Chủ thể này ở địa bàn khác. Anh/chị báo cán bộ phụ trách địa bàn.")


def _of_own_office(actor: Actor, support: Support) -> bool:
    return actor.has_role(*KEEPERS) or support.office_id in actor.office_ids(Role.AGENCY_OFFICER)


def may_move(actor: Actor, support: Support, action: str) -> Answer:
    """Whether the person may approve, refuse, pay or end a support, in the state it is in."""
    if not _of_own_office(actor, support):
        return no(f"Việc này do {support.office} làm.")
    if not SUPPORT_WORKFLOW.allowed(action, support.state):
        return no(f"Hỗ trợ này ở trạng thái “{support.get_state_display()}” nên không làm được nữa.")
    return YES


def may_attach(actor: Actor, support: Support) -> Answer:
    """Who decides it, or who looks after the producer, adds papers."""
    if _of_own_office(actor, support) or support.producer.unit_id in actor.unit_ids(*AT_UNITS):
        return YES
    return no("Giấy tờ của hỗ trợ do cơ quan hỗ trợ hoặc cán bộ xã thêm.")


def may_wish(actor: Actor, producer: Producer) -> Answer:
    """The producer says that it wants a loan; an officer may write it down for the producer."""
    if producer.pk in actor.producer_ids or may_propose_for(actor, producer):
        return YES
    return no("Chỉ chủ thể hoặc cán bộ phụ trách ghi được nhu cầu vay.")


def follows_credit(actor: Actor, row: CreditApplication | Loan) -> Answer:
    """The agency in charge, the coordination office and officers of the place follow a wish or a loan."""
    if in_charge(actor, row) or row.producer.unit_id in actor.unit_ids(*AT_UNITS):
        return YES
    return no("Việc này do cơ quan phụ trách hoặc cán bộ ở địa bàn của chủ thể làm.")


def in_charge(actor: Actor, row: CreditApplication | Loan | CreditProgramme) -> bool:
    return actor.has_role(*KEEPERS) or row.office_id in actor.office_ids(Role.AGENCY_OFFICER)


def may_entrust(actor: Actor, row: CreditApplication | Loan | CreditProgramme) -> Answer:
    """Whether the person may put a record into the charge of another agency."""
    if in_charge(actor, row):
        return YES
    return no("Văn phòng Điều phối hoặc cơ quan đang phụ trách giao được cho cơ quan khác.")


def may_attach_to_credit(actor: Actor, row: CreditApplication | Loan) -> Answer:
    """Who follows a wish or a loan, and the producer, add papers."""
    return YES if row.producer_id in actor.producer_ids else follows_credit(actor, row)


def may_move_credit(actor: Actor, row: CreditApplication, action: str) -> Answer:
    """Officers follow an application; the producer may only drop it."""
    own = row.producer_id in actor.producer_ids and action == "withdraw"
    if not own and not (answer := follows_credit(actor, row)):
        return answer
    if not CREDIT_WORKFLOW.allowed(action, row.state):
        return no(f"Nhu cầu vay này ở trạng thái “{row.get_state_display()}” nên không đổi được nữa.")
    return YES


def may_record_loans(actor: Actor) -> Answer:
    """Whether the person records loans and credit programmes."""
    if actor.has_role(*AGENCIES):
        return YES
    return no("Khoản vay do cơ quan cấp tỉnh ghi.")
