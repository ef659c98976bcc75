"""Who may open a period, write, send, check and submit."""

from ocop.ground.offices.lineage import lineage_of_all
from ocop.kit.scope import YES, Actor, Answer, no
from ocop.oversight.reporting.catalogue import templates
from ocop.oversight.reporting.models import ConsolidatedReport, Obligation, Period, PeriodicReturn
from ocop.oversight.reporting.queries import COLLECTORS, HEIRS, REPORTERS
from ocop.oversight.reporting.states import (
    PERIOD_WORKFLOW,
    REPORT_WORKFLOW,
    RETURN_WORKFLOW,
    WITH_THE_OFFICE,
    PeriodState,
    ReportState,
)

BEING_COUNTED = "Máy đang chốt số liệu cho báo cáo tổng hợp của kỳ này. Chờ dựng xong tài liệu rồi làm lại."


def may_collect(actor: Actor) -> Answer:
    """Whoever opens periods, checks returns and makes the report."""
    if actor.has_role(*COLLECTORS):
        return YES
    return no("Chỉ Văn phòng Điều phối tỉnh mở kỳ, nhận báo cáo và lập báo cáo tổng hợp.")


def may_change_period(actor: Actor, row: Period) -> Answer:
    """Its name, its days, its offices: while it is open."""
    if not (answer := may_collect(actor)):
        return answer
    return _move(row.state == PeriodState.OPEN, f"Kỳ này {row.get_state_display().lower()} nên không sửa được nữa.")


def may_change_days(row: Period) -> Answer:
    """The days figures are counted on stand once an office has sent figures of them."""
    if row.obligations.filter(sent__first_sent_at__isnull=False).exists():
        return no("Đã có cơ quan gửi số liệu của những ngày này nên không đổi được.")
    report = getattr(row, "report", None)
    if report is not None and report.is_being_made:
        return no(BEING_COUNTED)
    return _move(
        report is None or report.figures_at is None,
        "Báo cáo tổng hợp đã chốt số liệu của những ngày này nên không đổi được.",
    )


def may_close_period(actor: Actor, row: Period) -> Answer:
    """Once nobody who has not sent has time left."""
    if not (answer := may_collect(actor)):
        return answer
    if not PERIOD_WORKFLOW.allowed("close", row.state):
        return no(f"Kỳ này {row.get_state_display().lower()}.")
    in_time = row.obligations.filter(
        excused_at__isnull=True, sent__first_sent_at__isnull=True, due_on__gte=actor.on
    ).count()
    return _move(not in_time, f"Còn {in_time} cơ quan chưa gửi và chưa hết hạn. Đóng kỳ sau ngày cuối phải gửi.")


def may_withdraw_period(actor: Actor, row: Period) -> Answer:
    """While neither a return nor the report was sent."""
    if not (answer := may_collect(actor)):
        return answer
    if not PERIOD_WORKFLOW.allowed("withdraw", row.state):
        return no(f"Kỳ này {row.get_state_display().lower()}.")
    if row.obligations.filter(sent__first_sent_at__isnull=False).exists():
        return no("Đã có cơ quan gửi báo cáo nên không rút kỳ được. Hết hạn thì đóng kỳ.")
    report = getattr(row, "report", None)
    if report is not None and report.is_being_made:
        return no(BEING_COUNTED)
    return _move(
        report is None or report.state != ReportState.SUBMITTED, "Báo cáo tổng hợp của kỳ đã gửi nên không rút được."
    )


def may_report_for(actor: Actor, row: PeriodicReturn) -> Answer:
    """An officer of the office that owes it, or once that has ended of the one that carries on its work."""
    office, heirs = row.office, actor.office_ids(*HEIRS)
    if office.pk in actor.office_ids(*REPORTERS):
        return YES
    if heirs and office.valid_to is not None and office.valid_to < actor.on:
        return _move(office.pk in lineage_of_all(heirs), f"{office} đã kết thúc; cơ quan kế tục viết báo cáo này.")
    return no(f"Báo cáo của {office} do cán bộ của cơ quan đó viết.")


def may_write(actor: Actor, row: PeriodicReturn) -> Answer:
    """An officer of the office that owes it, while it is with the office and something is asked of it."""
    if not (answer := may_report_for(actor, row)):
        return answer
    if row.state not in WITH_THE_OFFICE:
        return no("Báo cáo đã gửi nên không sửa được. Nhờ Văn phòng Điều phối tỉnh trả lại nếu cần sửa.")
    return is_asked_for(row)


def is_asked_for(row: PeriodicReturn) -> Answer:
    """Whether the return may be written and sent at all: its period stands and its office is not excused.

    In a closed period only what the coordination office gave back or opened after closing.
    """
    period = row.period
    if period.state == PeriodState.WITHDRAWN:
        return no(f"Kỳ báo cáo này đã rút nên không phải gửi: {period.withdrawn_why}")
    if row.obligation.excused_at is not None:
        return no(
            f"Cơ quan được miễn báo cáo kỳ này: {row.obligation.excused_why} Vẫn muốn gửi thì nhờ Văn phòng "
            "Điều phối tỉnh bỏ miễn."
        )
    if is_shut(row):
        return no("Kỳ báo cáo đã đóng. Nhờ Văn phòng Điều phối tỉnh mở lại cho gửi muộn nếu vẫn cần gửi.")
    return YES


def is_shut(row: PeriodicReturn) -> bool:
    """Whether its period is closed, and it was not given back or opened again since."""
    period = row.period
    return period.state == PeriodState.CLOSED and not row.slips.filter(at__gte=period.ended_at).exists()


def may_submit(actor: Actor, row: PeriodicReturn) -> Answer:
    if not (answer := may_write(actor, row)):
        return answer
    return _move(RETURN_WORKFLOW.allowed("submit", row.state), "Báo cáo này không gửi được ở trạng thái hiện nay.")


def may_settle(actor: Actor, row: PeriodicReturn, action: str) -> Answer:
    """Accept, send back or unlock, as the table of states lists it."""
    if not (answer := may_collect(actor)):
        return answer
    if action == "unlock" and row.state in WITH_THE_OFFICE and is_shut(row):
        return YES
    return _move(RETURN_WORKFLOW.allowed(action, row.state), "Báo cáo vừa đổi trạng thái. Tải lại trang để xem.")


def may_excuse(actor: Actor, row: Obligation) -> Answer:
    if not (answer := may_collect(actor)):
        return answer
    if row.period.state == PeriodState.WITHDRAWN:
        return no("Kỳ báo cáo này đã rút nên không cơ quan nào phải gửi.")
    if row.sent.state not in WITH_THE_OFFICE:
        return no("Báo cáo này đã gửi nên không miễn nữa. Tải lại trang để xem.")
    return _move(row.excused_at is None, "Cơ quan này đã được miễn báo cáo kỳ này.")


def may_take_back_excuse(actor: Actor, row: Obligation) -> Answer:
    if not (answer := may_collect(actor)):
        return answer
    if row.period.state == PeriodState.WITHDRAWN:
        return no("Kỳ báo cáo này đã rút nên không cơ quan nào phải gửi.")
    if row.excused_at is None:
        return no("Cơ quan này không được miễn báo cáo kỳ này. Tải lại trang để xem.")
    return _move(
        not is_shut(row.sent),
        "Kỳ báo cáo đã đóng nên bỏ miễn rồi cơ quan cũng không gửi được. Cần cơ quan gửi thì dùng “Mở lại cho sửa "
        "muộn”: bỏ miễn và cho gửi cùng một lúc.",
    )


def may_report_on(row: Period, template: str) -> Answer:
    """Whether the province's report of a period may be made on a template: lists on that of lists, others on others."""
    if row.state == PeriodState.WITHDRAWN:
        return no("Kỳ báo cáo này đã rút nên không lập báo cáo tổng hợp.")
    found = templates().get(template)
    fits = found is not None and found.is_consolidated and found.of_list == row.template
    return _move(fits, "Mẫu này không dùng cho loại kỳ này. Chọn mẫu khác.")


def may_change_report(actor: Actor, row: ConsolidatedReport) -> Answer:
    if not (answer := may_collect(actor)):
        return answer
    if row.period.state == PeriodState.WITHDRAWN:
        return no("Kỳ báo cáo này đã rút nên không lập báo cáo tổng hợp.")
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
    return _move(
        row.has_current_edit,
        "Bản Word đã sửa chưa được xem lại theo số chốt và lời văn mới nhất. Chờ máy xem lại; nếu máy báo không nhận "
        "được thì sửa tệp theo lời báo rồi tải lên lại, hoặc bỏ bản đã sửa.",
    )


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
    """Whether the person's office may owe a return at all, its own or one of an office whose work it carries on."""
    return YES if actor.has_role(*HEIRS) else no("Cơ quan của anh/chị không phải gửi báo cáo định kỳ.")


def may_read_report(actor: Actor, row: ConsolidatedReport) -> Answer:
    if ConsolidatedReport.objects.visible_to(actor).filter(pk=row.pk).exists():
        return YES
    return no("Báo cáo tổng hợp chưa gửi đến cơ quan của anh/chị.")
