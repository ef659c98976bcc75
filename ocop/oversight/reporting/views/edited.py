"""The report's Word file as people edited it: sent in, looked at, downloaded, given up."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.web import Request
from ocop.oversight.reporting import actions, policies
from ocop.oversight.reporting.forms import EditedWordForm
from ocop.oversight.reporting.making import TYPES, content_of
from ocop.oversight.reporting.models import ConsolidatedReport, EditedWord
from ocop.oversight.reporting.papers.word import PaperError
from ocop.oversight.reporting.states import PaperKind
from ocop.oversight.reporting.views.scoped import attempt, demand, file_response, report_or_404, turned_back

LEAD = (
    "Trước khi gửi: chấp nhận hoặc từ chối hết các thay đổi đang theo dõi và xóa mọi bình luận trong tệp. Lời văn "
    "anh/chị đã sửa được giữ nguyên; con số lấy từ bản ghi được thay bằng số chốt mới nhất. Bản này sẽ được gửi đi "
    "thay cho bản Word do máy dựng. Máy xem lại lời và số trong tệp rồi báo chỗ cần xem trước khi gửi."
)


@login_required
def refill(request: Request, public_id: str) -> HttpResponse:
    """A Word file edited by hand comes back: it gets the figures frozen last and goes out in place of ours."""
    row = report_or_404(request, public_id)
    demand(policies.may_collect(request.actor))
    may = policies.may_edit_word(request.actor, row)
    if not may and (request.method != "POST" or row.figures_at is None):
        return turned_back(request, may.reason, "reporting:report", row.public_id)
    posted = request.method == "POST"
    form = EditedWordForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid() and _taken(request, row, form):
        return redirect(reverse("reporting:report", args=[row.public_id]) + "#ban-da-sua")
    context = {
        "title": "Gửi lên tệp Word đã sửa lời",
        "crumbs": ("Báo cáo tổng hợp", reverse("reporting:report", args=[row.public_id])),
        "lead": LEAD,
        "form": form,
        "may": may,
        "submit": "Thay số và giữ làm bản gửi đi",
    }
    return render(request, "kit/form_page.html", context, status=422 if form.errors else 200)


def _taken(request: Request, row: ConsolidatedReport, form: Any) -> bool:
    """Whether the file was taken; what is wrong stands at its box."""
    try:
        taken = actions.read_edited(row, form.cleaned_data["file"].read())
        actions.keep_edited(row, taken, by=request.actor, at=clock.now())
    except PaperError as wrong:
        form.add_error("file", str(wrong))
        return False
    except Refused as refused:
        form.add_error(None, refused.reason)
        return False
    messages.success(request, f"Đã nhận bản Word đã sửa lời, {taken.changed} con số được thay.")
    if taken.told:
        messages.warning(request, f"Có {len(taken.told)} điều cần xem trước khi gửi.")
    return True


def _edited(row: ConsolidatedReport) -> EditedWord:
    if (edited := row.edited_word) is None:
        raise Http404
    return edited


@login_required
@require_safe
def edited_word(request: Request, public_id: str) -> HttpResponse:
    """The Word file people edited, with the figures of the report."""
    row = report_or_404(request, public_id)
    name = f"bao-cao-{row.period.until:%Y-%m-%d}-da-sua.{PaperKind.DOCX.value}"
    return file_response(content_of(_edited(row)), TYPES[PaperKind.DOCX], name)


@login_required
@require_POST
def drop_edited(request: Request, public_id: str) -> HttpResponse:
    row = report_or_404(request, public_id)
    demand(policies.may_collect(request.actor))
    done = "Đã bỏ bản Word đã sửa. Bản do máy dựng sẽ được gửi đi."
    attempt(request, lambda: actions.drop_edited(row, by=request.actor, at=clock.now()), done)
    return redirect("reporting:report", row.public_id)
