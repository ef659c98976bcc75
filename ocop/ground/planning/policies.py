"""Who may plan, assign, report and answer."""

from ocop.ground.offices.models import Office
from ocop.ground.offices.states import Role, Tier
from ocop.ground.planning.models import Assignment, Obstacle, Plan
from ocop.ground.planning.queries import COORDINATORS, PLANNERS, READERS, WORKERS, sees_the_whole_plan
from ocop.ground.planning.states import (
    ASSIGNMENT_WORKFLOW,
    OBSTACLE_WORKFLOW,
    PLAN_WORKFLOW,
    WITH_THE_AGENCY,
    PlanState,
)
from ocop.kit.scope import YES, Actor, Answer, no


def may_read_plans(actor: Actor) -> Answer:
    """Whoever holds a post reads the plans that were issued."""
    return YES if actor.posts else no("Kế hoạch chỉ dành cho cán bộ.")


def may_follow(actor: Actor) -> Answer:
    """Whether the person reads the board of every agency."""
    if sees_the_whole_plan(actor):
        return YES
    return no("Chỉ Văn phòng Điều phối và lãnh đạo tỉnh xem được bảng theo dõi toàn tỉnh.")


def may_have_work(actor: Actor) -> Answer:
    """Whether a list of assignments means anything to the person."""
    if actor.has_role(*READERS):
        return YES
    return no("Danh sách việc được giao chỉ dành cho cán bộ của cơ quan có việc.")


def may_make_plans(actor: Actor) -> Answer:
    if actor.has_role(*PLANNERS):
        return YES
    return no("Chỉ cán bộ Văn phòng Điều phối, cấp huyện và cấp xã lập được kế hoạch.")


def may_plan_for(actor: Actor, office: Office) -> Answer:
    """The coordination office writes the province's plans, everybody else those of their own committee."""
    if actor.has_role(*COORDINATORS) and office.tier == Tier.PROVINCE:
        return YES
    if office.pk in actor.office_ids(*PLANNERS):
        return YES
    return no(f"Kế hoạch của {office} do cán bộ của cơ quan đó lập.")


def may_change_plan(actor: Actor, plan: Plan) -> Answer:
    """Words, tasks and priorities change only while the plan is being written."""
    if not (answer := may_plan_for(actor, plan.office)):
        return answer
    if plan.state != PlanState.DRAFT:
        return no("Kế hoạch đã ban hành nên không sửa nội dung được nữa. Anh/chị lập kế hoạch năm dưới kế hoạch này.")
    return YES


def may_keep_targets(actor: Actor, plan: Plan) -> Answer:
    """Targets change while the plan is written, and with a reason while it is in force; never once it has ended."""
    if not (answer := may_plan_for(actor, plan.office)):
        return answer
    if plan.state == PlanState.ENDED:
        return no("Kế hoạch đã kết thúc nên chỉ tiêu giữ như đã ban hành.")
    return YES


def may_keep_papers(actor: Actor, plan: Plan) -> Answer:
    """Papers of a plan are kept by who writes it, also after it was issued: its signed copy comes then."""
    return may_plan_for(actor, plan.office)


def may_move_plan(actor: Actor, plan: Plan, action: str) -> Answer:
    if not (answer := may_plan_for(actor, plan.office)):
        return answer
    if not PLAN_WORKFLOW.allowed(action, plan.state):
        return no(f"Kế hoạch đang ở bước “{plan.get_state_display()}” nên không làm được việc này.")
    return YES


def may_assign(actor: Actor, plan: Plan) -> Answer:
    """Whether the person may give tasks of an issued plan to offices."""
    if not (answer := may_plan_for(actor, plan.office)):
        return answer
    if plan.state != PlanState.ISSUED:
        return no("Chỉ giao được việc của kế hoạch đã ban hành và chưa kết thúc.")
    return YES


def may_work_on(actor: Actor, assignment: Assignment) -> Answer:
    """Whether the person may add results to an assignment and report it."""
    if assignment.office_id not in actor.office_ids(*WORKERS) and not actor.has_role(*COORDINATORS):
        return no("Chỉ cán bộ của cơ quan được giao mới ghi được kết quả việc này.")
    if assignment.state not in WITH_THE_AGENCY:
        return no("Việc này đã báo cáo hoặc đã kết thúc nên không thêm kết quả được nữa.")
    if assignment.task.plan.state == PlanState.ENDED:
        return no("Kế hoạch của việc này đã kết thúc nên không ghi kết quả được nữa.")
    return YES


def may_attach_to_assignment(actor: Actor, assignment: Assignment) -> Answer:
    """Papers that go with the work, whatever its state: its office, who gave it, and the coordination office."""
    if assignment.office_id in actor.office_ids(*WORKERS) or may_plan_for(actor, assignment.task.plan.office):
        return YES
    return no("Giấy tờ của việc này do cơ quan được giao và nơi giao việc kèm.")


def may_begin(actor: Actor, assignment: Assignment) -> Answer:
    if not (answer := may_work_on(actor, assignment)):
        return answer
    if not ASSIGNMENT_WORKFLOW.allowed("begin", assignment.state):
        return no("Việc này đã bắt đầu rồi.")
    return YES


def may_report(actor: Actor, assignment: Assignment, *, proofs: int) -> Answer:
    """Nothing is reported as done without a result attached."""
    if not (answer := may_work_on(actor, assignment)):
        return answer
    if not proofs:
        return no("Thêm ít nhất một tệp hoặc một bản ghi làm minh chứng rồi mới báo cáo được.")
    return YES


def may_decide(actor: Actor, assignment: Assignment, action: str) -> Answer:
    """Accepting, returning and dropping are the coordination office's."""
    if not actor.has_role(*COORDINATORS):
        return no("Chỉ Văn phòng Điều phối tỉnh kết luận được việc này.")
    if assignment.task.plan.state == PlanState.ENDED:
        return no("Kế hoạch của việc này đã kết thúc.")
    if not ASSIGNMENT_WORKFLOW.allowed(action, assignment.state):
        return no(f"Việc đang ở bước “{assignment.get_state_display()}” nên không làm được thao tác này.")
    return YES


def may_change_due(actor: Actor, assignment: Assignment) -> Answer:
    """Whoever gave the task may move its day, until it is reported."""
    if not (answer := may_assign(actor, assignment.task.plan)):
        return answer
    if assignment.state not in WITH_THE_AGENCY:
        return no("Việc này đã báo cáo hoặc đã kết thúc nên không đổi hạn.")
    return YES


def may_raise(actor: Actor) -> Answer:
    """Whoever works for an office may say what stands in its way."""
    if actor.has_role(*WORKERS):
        return YES
    return no("Chỉ cán bộ cơ quan, huyện và xã nêu được vướng mắc.")


def may_answer(actor: Actor, obstacle: Obstacle) -> Answer:
    if obstacle.asked_id not in actor.office_ids(*WORKERS) and not actor.has_role(*COORDINATORS):
        return no("Chỉ cơ quan được hỏi hoặc Văn phòng Điều phối tỉnh trả lời được.")
    if not OBSTACLE_WORKFLOW.allowed("answer", obstacle.state):
        return no("Vướng mắc này đã gỡ xong nên không trả lời thêm. Cơ quan nêu có thể mở lại.")
    return YES


def may_propose(actor: Actor, obstacle: Obstacle) -> Answer:
    """Whoever raised it, was asked, or coordinates may propose a way out while it is open."""
    offices = actor.office_ids(*WORKERS)
    if not {obstacle.office_id, obstacle.asked_id} & offices and not actor.has_role(*COORDINATORS):
        return no("Chỉ cơ quan nêu, cơ quan được hỏi hoặc Văn phòng Điều phối tỉnh đề xuất được.")
    if not OBSTACLE_WORKFLOW.allowed("answer", obstacle.state):
        return no("Vướng mắc này đã gỡ xong nên không đề xuất thêm.")
    return YES


def may_ask_other(actor: Actor, obstacle: Obstacle) -> Answer:
    """Who was asked may pass the question on to the office that knows."""
    return may_answer(actor, obstacle)


def may_settle(actor: Actor, obstacle: Obstacle, action: str) -> Answer:
    """Only the office that raised it, or the coordination office, says it is solved or is not."""
    if obstacle.office_id not in actor.office_ids(*WORKERS) and not actor.has_role(*COORDINATORS):
        return no("Chỉ cơ quan nêu vướng mắc hoặc Văn phòng Điều phối tỉnh kết luận được.")
    if not OBSTACLE_WORKFLOW.allowed(action, obstacle.state):
        return no(f"Vướng mắc đang ở bước “{obstacle.get_state_display()}” nên không làm được thao tác này.")
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
