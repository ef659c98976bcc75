"""Who may plan, assign, report and answer."""

from ocop.ground.offices.states import Role
from ocop.ground.planning.models import Assignment
from ocop.ground.planning.queries import COORDINATORS, sees_the_whole_plan
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


def may_open_rows(actor: Actor) -> Answer:
    """Whether the person may open the records behind a figure: all of them, or those of the places they work for."""
    if sees_the_whole_plan(actor) or row_units(actor):
        return YES
    return no("Cơ quan của anh/chị xem con số; bản ghi đứng sau do Văn phòng Điều phối tỉnh và địa phương mở.")


def row_units(actor: Actor) -> frozenset[int] | None:
    """The units whose records the person may open; None for all."""
    if sees_the_whole_plan(actor):
        return None
    return actor.unit_ids(Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER)
