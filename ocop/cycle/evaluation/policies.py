"""Who may do what before a council; every refusal is a sentence that says what would help."""

from ocop.cycle.dossiers.queries import reads_province
from ocop.cycle.evaluation.models import Council, Docket, ScoreSheet, Seat
from ocop.cycle.evaluation.queries import OVERSEERS
from ocop.cycle.evaluation.states import (
    DOCKET_WORKFLOW,
    OPENED_RESULTS,
    SCORING_ROLES,
    CouncilState,
    DocketState,
    SeatRole,
    SheetState,
)
from ocop.ground.offices.states import AGENCY_LEADER, Role, Tier
from ocop.kit.scope import YES, Actor, Answer, no

SETTERS_UP = (Role.PROVINCE_OFFICER, Role.SECRETARY)
# Whoever holds one of these posts may be given a place on a council.
MAY_SIT = (Role.COUNCIL_MEMBER, Role.SECRETARY, Role.LEADER, Role.PROVINCE_OFFICER, Role.AGENCY_OFFICER, Role.ADVISER)
CLOSED_WORDS = "Đã đóng chấm hồ sơ này."


def seat_of(actor: Actor, council: Council) -> Seat | None:
    """The person's place on the council; reads the seats once when they are prefetched.

    A seat rests on a post: who holds no post any more acts for nobody and has no place.
    """
    if not actor.is_known or not actor.posts:
        return None
    return next((seat for seat in council.seats.all() if seat.user_id == actor.user_id), None)


def may_read_dossier(actor: Actor, docket: Docket) -> Answer:
    """Whether the person reads the dossier before the council: those with a place at the table, and the province.

    A secretary of the province without a place on this council follows its progress, not its dossiers.
    """
    if seat_of(actor, docket.council) is not None or reads_province(actor):
        return YES
    return no("Chỉ người có tên trong Hội đồng đọc được hồ sơ này.")


def may_open_councils(actor: Actor) -> Answer:
    """Whether the person belongs to a council or follows them, so that the list of councils is theirs."""
    if actor.has_role(*OVERSEERS, tier=Tier.PROVINCE) or actor.has_role(*MAY_SIT, AGENCY_LEADER):
        return YES
    return no("Trang này của người làm việc trong Hội đồng và cán bộ tỉnh.")


def may_create(actor: Actor) -> Answer:
    if actor.has_role(*SETTERS_UP):
        return YES
    return no("Chỉ cán bộ Văn phòng Điều phối tỉnh hoặc Thư ký Hội đồng lập được Hội đồng.")


def may_prepare(actor: Actor, council: Council) -> Answer:
    """Whether the person may change seats and settings, and put dossiers before the council."""
    seat = seat_of(actor, council)
    if not actor.has_role(*SETTERS_UP) and (seat is None or seat.role != SeatRole.SECRETARY):
        return no("Việc này của Thư ký Hội đồng hoặc cán bộ Văn phòng Điều phối tỉnh.")
    if council.state == CouncilState.CLOSED:
        return no("Hội đồng đã kết thúc nên không thay đổi được nữa.")
    return YES


def may_change_rules(actor: Actor, council: Council) -> Answer:
    """The working rules stand still once the first scoring was opened: a result never changes its own yardstick."""
    if not (answer := may_prepare(actor, council)):
        return answer
    if council.dockets.exclude(state=DocketState.WAITING).exists():
        return no("Hội đồng đã mở chấm điểm nên quy chế của Hội đồng không sửa được nữa.")
    return YES


def may_run(actor: Actor, council: Council) -> Answer:
    """Whether the person is the council's secretary: sittings, opening and closing of scoring, minutes."""
    seat = seat_of(actor, council)
    if seat is None or seat.role != SeatRole.SECRETARY:
        return no("Việc này của Thư ký Hội đồng.")
    if council.state == CouncilState.CLOSED:
        return no("Hội đồng đã kết thúc.")
    return YES


def may_open_scoring(actor: Actor, docket: Docket) -> Answer:
    if not (answer := may_run(actor, docket.council)):
        return answer
    if not DOCKET_WORKFLOW.allowed("open_scoring", docket.state):
        return no(f"Hồ sơ đang ở bước “{docket.get_state_display()}” nên không mở chấm được.")
    return YES


def may_close_scoring(actor: Actor, docket: Docket) -> Answer:
    """Who and when only; quorum and missing sheets are asked by the action."""
    if not (answer := may_run(actor, docket.council)):
        return answer
    if not DOCKET_WORKFLOW.allowed("close_scoring", docket.state):
        return no(f"Hồ sơ đang ở bước “{docket.get_state_display()}” nên không đóng chấm được.")
    return YES


def may_conclude(actor: Actor, docket: Docket) -> Answer:
    """The chair concludes; a vice chair only where the council may sit without its chair and the chair is away."""
    if not may_preside(actor, docket):
        return no("Chỉ Chủ tịch Hội đồng ghi được kết luận.")
    if not DOCKET_WORKFLOW.allowed("conclude", docket.state):
        return no(f"Hồ sơ đang ở bước “{docket.get_state_display()}” nên chưa kết luận được.")
    return YES


def may_preside(actor: Actor, docket: Docket) -> bool:
    council = docket.council
    seat = seat_of(actor, council)
    if seat is None:
        return False
    if seat.role == SeatRole.CHAIR:
        return True
    if seat.role != SeatRole.VICE_CHAIR or council.quorum_needs_chair or docket.sitting is None:
        return False
    present = {each.role: each.pk for each in docket.sitting.present.all()}
    return SeatRole.CHAIR not in present and seat.pk in {each.pk for each in docket.sitting.present.all()}


def may_fill(actor: Actor, sheet: ScoreSheet) -> Answer:
    """Whether the sheet is the person's own; whether marks still count is asked by `may_mark`."""
    if not actor.is_known or sheet.seat.user_id != actor.user_id or sheet.seat.role not in SCORING_ROLES:
        return no("Phiếu chấm này của thành viên khác.")
    return YES


def may_mark(actor: Actor, sheet: ScoreSheet) -> Answer:
    """Whether marks put on the sheet now still count."""
    if not (answer := may_fill(actor, sheet)):
        return answer
    docket = sheet.docket
    if docket.state == DocketState.WAITING:
        return no("Thư ký chưa mở chấm hồ sơ này.")
    if docket.state in OPENED_RESULTS or sheet.turn != docket.turn:
        return no(f"{CLOSED_WORDS} Điểm gửi từ bây giờ sẽ chờ thư ký xem, không cộng vào kết quả.")
    if sheet.state == SheetState.SEALED:
        return no("Anh/chị đã nộp phiếu nên điểm không sửa được nữa.")
    if sheet.state == SheetState.EXCUSED:
        return no(f"Thư ký ghi anh/chị không chấm hồ sơ này: {sheet.excuse}")
    return YES


def may_compare(actor: Actor, docket: Docket) -> Answer:
    """Marks of all members may be read once scoring is closed, by whoever may see the docket."""
    if docket.state in OPENED_RESULTS:
        return YES
    return no("Điểm của các thành viên chỉ xem được sau khi đóng chấm.")


def may_end(actor: Actor, council: Council) -> Answer:
    if not (answer := may_run(actor, council)):
        return answer
    if council.state == CouncilState.PREPARING:
        return no("Hội đồng chưa họp.")
    if council.dockets.exclude(state=DocketState.CONCLUDED).exists():
        return no("Còn hồ sơ chưa có kết luận. Chủ tịch kết luận hết rồi mới kết thúc Hội đồng.")
    return YES
