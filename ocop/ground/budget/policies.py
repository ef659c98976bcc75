"""Who may record money of the plan."""

from ocop.ground.offices.models import Office
from ocop.ground.offices.states import Role
from ocop.kit.scope import YES, Actor, Answer, no

# They keep the money of the whole plan; an agency, a district or a commune records what it pays itself.
KEEPERS = (Role.PROVINCE_OFFICER,)
PAYERS = (Role.PROVINCE_OFFICER, Role.AGENCY_OFFICER, Role.DISTRICT_OFFICER, Role.COMMUNE_OFFICER)


def may_disburse(actor: Actor, payer: Office) -> Answer:
    """Whether the person may record a payment made by an office."""
    if actor.has_role(*KEEPERS) or payer.pk in actor.office_ids(*PAYERS):
        return YES
    return no("Anh/chị chỉ ghi được khoản chi của cơ quan mình.")
