"""What is left to do on a return or a report, in order, for who has to do it."""

from collections.abc import Sequence

from django.urls import reverse

from ocop.ground.registry.queries import under_way
from ocop.ground.registry.states import DeliveryState
from ocop.kit.scope import Answer
from ocop.kit.ui.parts import Task
from ocop.oversight.reporting.catalogue import Section, Template
from ocop.oversight.reporting.findings import Found
from ocop.oversight.reporting.models import ConsolidatedReport, PeriodicReturn, sections_of
from ocop.oversight.reporting.states import PaperKind

NOT_YET, UNDER_WAY, DONE, TO_MEND, BLOCKED = "Chưa làm", "Đang làm", "Đã xong", "Cần sửa", "Chưa làm được"
FIGURES = "#so-lieu"


def return_steps(row: PeriodicReturn, template: Template, found: Sequence[Found], may_submit: Answer) -> list[Task]:
    """Look at the figures, write, send."""
    return [_look(row, found), _write(row, template, found), _send(found, may_submit)]


def _look(row: PeriodicReturn, found: Sequence[Found]) -> Task:
    blocking = sum(each.blocks for each in found)
    if blocking:
        hint = f"{blocking} chỗ không khớp phải sửa ở bản ghi. Xem danh sách bên dưới."
        return Task("1. Xem số liệu", FIGURES, TO_MEND, hint)
    return Task("1. Xem số liệu", FIGURES, DONE, "Đã lấy từ bản ghi. Thấy sai thì sửa ở bản ghi, con số đổi theo.")


def _write(row: PeriodicReturn, template: Template, found: Sequence[Found]) -> Task:
    url = reverse("reporting:write", args=[row.public_id])
    silent = sum(each.is_open and not each.blocks for each in found)
    if silent:
        return Task("2. Viết và giải trình", url, TO_MEND, f"{silent} chỗ không khớp cần giải trình.")
    empty = unwritten(template.sections, sections_of(row.sections))
    return Task("2. Viết và giải trình", url, _how_far(template.sections, empty), _what_is_empty(empty))


def _send(found: Sequence[Found], may_submit: Answer) -> Task:
    ready = may_submit and not any(each.is_open for each in found)
    hint = "Con số được giữ cùng danh sách đã đếm." if ready else "Sửa hoặc giải trình chỗ không khớp trước."
    return Task("3. Gửi báo cáo", "", NOT_YET if ready else BLOCKED, hint)


def unwritten(sections: Sequence[Section], written: dict[str, str]) -> list[Section]:
    """The sections nobody has written anything in."""
    return [section for section in sections if not written.get(section.key, "").strip()]


def _how_far(sections: Sequence[Section], empty: Sequence[Section]) -> str:
    if not empty:
        return DONE
    return NOT_YET if len(empty) == len(sections) else UNDER_WAY


def _what_is_empty(empty: Sequence[Section]) -> str:
    """Which sections are empty: by name while they are few."""
    if not empty:
        return "Mục nào cũng đã viết."
    if len(empty) > 3:
        return f"Còn {len(empty)} mục chưa viết. Mục không có gì để nói thì để trống."
    return f"Chưa viết: {', '.join(section.title for section in empty)}."


def report_steps(report: ConsolidatedReport, found: Sequence[Found], may_submit: Answer) -> list[Task]:
    """Write and explain, have the papers made, send."""
    return [_words(report, found), _papers(report), _submission(report, found, may_submit)]


def _words(report: ConsolidatedReport, found: Sequence[Found]) -> Task:
    url = reverse("reporting:write_report", args=[report.public_id])
    silent = sum(each.is_open and not each.blocks for each in found)
    if silent:
        return Task("1. Viết lời văn", url, TO_MEND, f"{silent} chỗ không khớp cần giải trình.")
    if not report.has_head:
        status = NOT_YET if report.written_at is None else UNDER_WAY
        return Task("1. Viết lời văn", url, status, "Còn thiếu số, ngày ký hoặc người ký.")
    return Task("1. Viết lời văn", url, DONE, "Có số, ngày ký và người ký.")


def _papers(report: ConsolidatedReport) -> Task:
    title = "2. Chốt số liệu và dựng tài liệu"
    if report.is_being_made:
        return Task(title, "", UNDER_WAY, "Máy đang làm; trang này cho biết đến đâu.")
    if report.failed:
        return Task(title, "", TO_MEND, report.failed)
    if report.has_current_papers:
        return Task(title, "", DONE, "Bản ghi sửa sau lúc chốt thì chốt lại để lấy số mới.")
    if report.figures_at is not None:
        return Task(title, "", TO_MEND, "Lời văn đã đổi sau lần dựng trước. Dựng lại.")
    return Task(title, "", NOT_YET, "Mỗi con số có mã và giữ danh sách đã đếm.")


def how_far(report: ConsolidatedReport) -> str:
    """How far the figures and papers of a report that is being made are; one query, and the papers."""
    owed = list(under_way(report))
    if report.asked_at is None or report.figures_at is None or report.figures_at < report.asked_at:
        counting = next((each for each in owed if each.progress_of), None)
        told = f"đã đếm {counting.progress} trên {counting.progress_of} con số" if counting else "bắt đầu đếm con số"
        told = f"Bước 1 trên 2, {told}."
    else:
        told = f"Bước 2 trên 2, đã dựng {report.papers_made} trên {len(PaperKind)} tài liệu."
    if any(each.attempts > (each.state == DeliveryState.RUNNING) for each in owed):
        told += " Lần trước chưa được, máy đang thử lại."
    return told


def _submission(report: ConsolidatedReport, found: Sequence[Found], may_submit: Answer) -> Task:
    if not may_submit:
        return Task("3. Gửi báo cáo", "", BLOCKED, may_submit.reason)
    if any(each.is_open for each in found):
        return Task("3. Gửi báo cáo", "", BLOCKED, "Sửa hoặc giải trình chỗ không khớp trước.")
    url = reverse("reporting:submit_report", args=[report.public_id])
    return Task("3. Gửi báo cáo", url, NOT_YET, "Gửi một lần cho mọi nơi nhận.")
