"""Who may open a period, write, send, check and submit."""

from ocop.kit.scope import YES, Actor, Answer, no
from ocop.oversight.reporting.models import ConsolidatedReport, Obligation, PeriodicReturn
from ocop.oversight.reporting.queries import COLLECTORS, REPORTERS
from ocop.oversight.reporting.states import REPORT_WORKFLOW, RETURN_WORKFLOW, WITH_THE_OFFICE


def may_collect(actor: Actor) -> Answer:
    """Whoever opens periods, checks returns and makes the report."""
    if actor.has_role(*COLLECTORS):
        return YES
    return no("Chỉ Văn phòng Điều phối tỉnh mở kỳ, nhận báo cáo và lập báo cáo tổng hợp.")


def may_report_for(actor: Actor, row: PeriodicReturn) -> Answer:
    """An officer of the office that owes it."""
    return _move(
        row.obligation.office_id in actor.office_ids(*REPORTERS),
        f"Báo cáo của {row.office} do cán bộ của cơ quan đó viết.",
    )


def may_write(actor: Actor, row: PeriodicReturn) -> Answer:
    """An officer of the office that owes it, while it is with the office."""
    if not (answer := may_report_for(actor, row)):
        return answer
    if row.state not in WITH_THE_OFFICE:
        return no("Báo cáo đã gửi nên không sửa được. Nhờ Văn phòng Điều phối tỉnh trả lại nếu cần sửa.")
    return YES


def may_submit(actor: Actor, row: PeriodicReturn) -> Answer:
    if not (answer := may_write(actor, row)):
        return answer
    return _move(RETURN_WORKFLOW.allowed("submit", row.state), "Báo cáo này không gửi được ở trạng thái hiện nay.")


def may_settle(actor: Actor, row: PeriodicReturn, action: str) -> Answer:
    """Accept, send back or unlock, as the table of states lists it."""
    if not (answer := may_collect(actor)):
        return answer
    return _move(RETURN_WORKFLOW.allowed(action, row.state), "Báo cáo vừa đổi trạng thái. Tải lại trang để xem.")


def may_excuse(actor: Actor, row: Obligation) -> Answer:
    if not (answer := may_collect(actor)):
        return answer
    if row.sent.state not in WITH_THE_OFFICE:
        return no("Báo cáo này đã gửi nên không miễn nữa. Tải lại trang để xem.")
    return _move(row.excused_at is None, "Cơ quan này đã được miễn báo cáo kỳ này.")


def may_change_report(actor: Actor, row: ConsolidatedReport) -> Answer:
    if not (answer := may_collect(actor)):
        return answer
    return _move(REPORT_WORKFLOW.allowed("submit", row.state), "Báo cáo đã gửi nên không sửa được nữa.")


def may_submit_report(actor: Actor, row: ConsolidatedReport) -> Answer:
    """Once it has its number and signer, and its papers are made of what it says now."""
    if not (answer := may_change_report(actor, row)):
        return answer
    if not row.has_head:
        return no("Nhập số, ngày ký và người ký của báo cáo trước khi gửi.")
    if row.is_being_made:
        return no("Tài liệu đang được dựng. Chờ dựng xong rồi gửi.")
    if not row.has_current_papers:
        return no("Chốt số liệu và dựng đủ ba tài liệu của lời văn mới nhất trước khi gửi.")
    return _move(row.has_current_edit, "Bản Word đã sửa chưa có số chốt mới. Chờ máy thay số, hoặc tải bản ấy lên lại.")


def may_edit_word(actor: Actor, row: ConsolidatedReport) -> Answer:
    """Whether a Word file edited by hand may take the place of ours now."""
    if not (answer := may_change_report(actor, row)):
        return answer
    if row.figures_at is None:
        return no("Chốt số liệu và dựng tài liệu trước, rồi mới sửa lời văn trong tệp Word.")
    return _move(not row.is_being_made, "Tài liệu đang được dựng. Chờ dựng xong rồi tải bản đã sửa lên.")


def _move(allowed: bool, why: str) -> Answer:
    return YES if allowed else no(why)


def may_read(actor: Actor) -> Answer:
    return YES if actor.posts else no("Báo cáo định kỳ dành cho cán bộ.")


def may_report(actor: Actor) -> Answer:
    """Whether the person's office may owe a return at all."""
    return YES if actor.has_role(*REPORTERS) else no("Cơ quan của anh/chị không phải gửi báo cáo định kỳ.")


def may_read_report(actor: Actor, row: ConsolidatedReport) -> Answer:
    if ConsolidatedReport.objects.visible_to(actor).filter(pk=row.pk).exists():
        return YES
    return no("Báo cáo tổng hợp chưa gửi đến cơ quan của anh/chị.")
