"""Who may run projects and book spaces; every refusal says what would help."""

from ocop.ground.offices.models import Office
from ocop.ground.offices.states import Role
from ocop.kit.scope import YES, Actor, Answer, no
from ocop.support.projects.models import Booking, Project, Space, Step
from ocop.support.projects.states import PROJECT_WORKFLOW, STEP_WORKFLOW, ProjectState

COORDINATORS = (Role.PROVINCE_OFFICER,)
WORKERS = (Role.PROVINCE_OFFICER, Role.AGENCY_OFFICER, Role.DISTRICT_OFFICER, Role.COMMUNE_OFFICER)
OPENERS = (Role.PROVINCE_OFFICER, Role.AGENCY_OFFICER)


def may_open(actor: Actor) -> Answer:
    """Whether the person may enter a new project."""
    return YES if actor.has_role(*OPENERS) else no("Chỉ cán bộ Văn phòng Điều phối tỉnh hoặc sở, ngành lập được dự án.")


def may_own(actor: Actor, office: Office) -> Answer:
    """Whether the person may make an office the owner of a project."""
    if actor.has_role(*COORDINATORS) or office.pk in actor.office_ids(*WORKERS):
        return YES
    return no("Anh/chị chỉ giao dự án được cho cơ quan mình. Nhờ Văn phòng Điều phối tỉnh nếu cần đổi cơ quan chủ trì.")


def may_manage(actor: Actor, project: Project) -> Answer:
    """Whether the person may change a project, its partners, steps and results."""
    if actor.has_role(*COORDINATORS) or project.office_id in actor.office_ids(*WORKERS):
        return YES
    return no("Chỉ cán bộ cơ quan chủ trì hoặc Văn phòng Điều phối tỉnh sửa được dự án này.")


def may_move(actor: Actor, project: Project, action: str) -> Answer:
    """Whether the person may take a project along `action` of `PROJECT_WORKFLOW`."""
    if not (answer := may_manage(actor, project)):
        return answer
    if not PROJECT_WORKFLOW.allowed(action, project.state):
        return no(f"Dự án đang ở trạng thái “{project.get_state_display()}” nên không làm được việc này.")
    return YES


def may_add_steps(actor: Actor, project: Project) -> Answer:
    """Whether steps and partners may still be added to a project."""
    if not (answer := may_manage(actor, project)):
        return answer
    if project.state in (ProjectState.FINISHED, ProjectState.STOPPED):
        return no(f"Dự án {project.get_state_display().lower()} nên không thêm được nữa.")
    return YES


def may_work_on(actor: Actor, step: Step) -> Answer:
    """Whether the person may change a step and add its papers: the owner's officers and those who answer for it."""
    if may_manage(actor, step.project) or step.office_id in actor.office_ids(*WORKERS):
        return YES
    return no("Chỉ cán bộ cơ quan chủ trì hoặc cơ quan phụ trách bước này sửa được.")


def may_move_step(actor: Actor, step: Step, action: str) -> Answer:
    """Whether the person may take a step along `action` of `STEP_WORKFLOW`; to drop it is the owner's."""
    if not (answer := may_manage(actor, step.project) if action == "drop" else may_work_on(actor, step)):
        return answer
    if not STEP_WORKFLOW.allowed(action, step.state):
        return no(f"Bước này đang ở trạng thái “{step.get_state_display()}” nên không làm được việc này.")
    return YES


def may_book(actor: Actor, space: Space) -> Answer:
    """Whether the person may book a space for their producer or their office."""
    if not space.is_open:
        return no("Không gian này tạm ngừng nhận đặt chỗ. Anh/chị chọn không gian khác.")
    if actor.producer_ids or actor.office_ids(*WORKERS):
        return YES
    return no("Chỉ chủ thể OCOP và cán bộ cơ quan đặt được chỗ.")


def may_keep_space(actor: Actor, space: Space) -> Answer:
    """Whether the person keeps the papers of a space: who runs its project."""
    return may_manage(actor, space.project)


def may_cancel(actor: Actor, booking: Booking) -> Answer:
    """Whether the person may give a booked space back: its holder, or who runs the space."""
    own = booking.producer_id in actor.producer_ids or booking.office_id in actor.office_ids(*WORKERS)
    if own or may_manage(actor, booking.space.project):
        return YES
    return no("Chỉ người đặt hoặc cơ quan quản lý không gian hủy được lượt đặt này.")
