"""Who may plan, assign, report and answer."""

from ocop.ground.offices.states import Role
from ocop.ground.planning.models import Assignment
from ocop.ground.planning.queries import COORDINATORS
from ocop.ground.planning.states import WITH_THE_AGENCY
from ocop.kit.scope import YES, Actor, Answer, no

# They do the work of an office's assignments.
WORKERS = (Role.PROVINCE_OFFICER, Role.AGENCY_OFFICER, Role.DISTRICT_OFFICER, Role.COMMUNE_OFFICER)


def may_work_on(actor: Actor, assignment: Assignment) -> Answer:
    """Whether the person may add results to an assignment and report it."""
    if assignment.office_id not in actor.office_ids(*WORKERS) and not actor.has_role(*COORDINATORS):
        return no("Chỉ cán bộ của cơ quan được giao mới ghi được kết quả việc này.")
    if assignment.state not in WITH_THE_AGENCY:
        return no("Việc này đã báo cáo hoặc đã kết thúc nên không thêm kết quả được nữa.")
    return YES
