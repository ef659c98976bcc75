"""The page of one assignment: begin it, show results, report it; take, return or drop it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from ocop.ground.offices.models import StandingAgency
from ocop.ground.planning import actions, policies
from ocop.ground.planning.forms import DueForm, PaperForm, ReasonForm, ReportForm
from ocop.ground.planning.models import Assignment, Proof
from ocop.ground.planning.states import WITH_THE_AGENCY, AssignmentState, PlanState
from ocop.ground.planning.views.board import STATE_COLOURS
from ocop.ground.planning.views.scoped import assignment_or_404, attempt, demand
from ocop.ground.registry.actions import file_document
from ocop.ground.registry.queries import history_of
from ocop.ground.registry.serving import serve
from ocop.ground.registry.wording import act_label
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.ui.parts import Happening, Row
from ocop.kit.uploads import UploadError
from ocop.kit.web import Request


@login_required
@require_safe
def assignment(request: Request, public_id: str) -> HttpResponse:
    row, actor = assignment_or_404(request, public_id), request.actor
    proofs = list(row.proofs.select_related("document"))
    context = {
        "assignment": row,
        "colour": STATE_COLOURS[AssignmentState(row.state)],
        "facts": _facts(row),
        "proofs": proofs,
        "is_asked": row.task.plan.state == PlanState.ISSUED,
        "is_owed": row.state in WITH_THE_AGENCY,
        "history": [
            Happening(entry.at, act_label(entry.act), entry.actor_name, entry.why)
            for entry in reversed(history_of(row))
        ],
        "may_begin": policies.may_begin(actor, row),
        "may_work": policies.may_work_on(actor, row),
        "may_report": policies.may_report(actor, row, proofs=len(proofs)),
        "may_accept": policies.may_decide(actor, row, "accept"),
        "may_return": policies.may_decide(actor, row, "return"),
        "may_drop": policies.may_decide(actor, row, "drop"),
        "may_change_due": policies.may_change_due(actor, row),
        "may_raise": policies.may_raise(actor),
    }
    return render(request, "planning/assignment.html", context)


def _facts(row: Assignment) -> list[Row]:
    partners = [office.name for office in row.task.partners.all()]
    standing = StandingAgency.objects.on(row.due_on)
    rows = [
        Row("Cơ quan chủ trì", row.office.name),
        Row("Cơ quan phối hợp", partners or "Không ghi"),
        Row("Năm", str(row.year)),
        Row("Nhịp thực hiện", row.task.get_rhythm_display()),
    ]
    if standing is not None:
        rows.append(Row("Nơi nhận báo cáo", f"{standing.office.name} (qua {standing.through.name})"))
    if row.task.detail:
        rows.append(Row("Nội dung", row.task.detail))
    if row.result:
        rows.append(Row("Kết quả", row.result))
    if row.remark:
        rows.append(Row("Ý kiến của Văn phòng Điều phối", row.remark))
    return rows


@login_required
@require_POST
def begin(request: Request, public_id: str) -> HttpResponse:
    row = assignment_or_404(request, public_id)
    attempt(request, lambda: actions.begin(row, by=request.actor, at=clock.now()), "Đã ghi là đang làm.")
    return redirect("planning:assignment", row.public_id)


@login_required
@require_POST
def accept(request: Request, public_id: str) -> HttpResponse:
    row = assignment_or_404(request, public_id)
    attempt(request, lambda: actions.accept(row, by=request.actor, at=clock.now()), "Đã công nhận kết quả.")
    return redirect("planning:assignment", row.public_id)


def _with_form(
    request: Request, row: Assignment, form: Any, act: Callable[[dict[str, Any]], object], page: dict[str, Any]
) -> HttpResponse:
    """A page with one form that does one act and leads back to the assignment."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        except UploadError as wrong:
            form.add_error("file", str(wrong))
        else:
            messages.success(request, page["done"])
            return redirect("planning:assignment", row.public_id)
    return render(request, "planning/assignment_form.html", {"form": form, "assignment": row, **page})


@login_required
def report(request: Request, public_id: str) -> HttpResponse:
    row, actor = assignment_or_404(request, public_id), request.actor
    may = policies.may_report(actor, row, proofs=row.proofs.count())
    demand(policies.may_work_on(actor, row))
    form = ReportForm(request.POST if request.method == "POST" else None, initial={"result": row.result})
    page = {"heading": "Báo cáo kết quả", "button": "Gửi báo cáo", "may": may, "done": "Đã gửi báo cáo kết quả."}
    return _with_form(request, row, form, lambda data: actions.report(row, by=actor, at=clock.now(), **data), page)


@login_required
def add_paper(request: Request, public_id: str) -> HttpResponse:
    row, actor = assignment_or_404(request, public_id), request.actor
    may = policies.may_work_on(actor, row)
    demand(may)
    data = request.POST if request.method == "POST" else None
    form = PaperForm(data, request.FILES if request.method == "POST" else None)

    def act(chosen: dict[str, Any]) -> None:
        at = clock.now()
        document = file_document(chosen["file"], by=actor, at=at)
        actions.attach_paper(row, document=document, label=chosen["label"], by=actor, at=at)

    page = {"heading": "Thêm minh chứng", "button": "Lưu minh chứng", "may": may, "done": "Đã thêm minh chứng."}
    return _with_form(request, row, form, act, page)


@login_required
def return_for_more(request: Request, public_id: str) -> HttpResponse:
    row, actor = assignment_or_404(request, public_id), request.actor
    may = policies.may_decide(actor, row, "return")
    demand(may)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    page = {"heading": "Yêu cầu bổ sung", "button": "Gửi yêu cầu", "may": may, "done": "Đã gửi yêu cầu bổ sung."}
    return _with_form(
        request, row, form, lambda data: actions.return_for_more(row, by=actor, at=clock.now(), **data), page
    )


@login_required
def drop(request: Request, public_id: str) -> HttpResponse:
    row, actor = assignment_or_404(request, public_id), request.actor
    may = policies.may_decide(actor, row, "drop")
    demand(may)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    page = {"heading": "Cho thôi thực hiện", "button": "Cho thôi", "may": may, "done": "Đã cho thôi thực hiện."}
    return _with_form(request, row, form, lambda data: actions.drop(row, by=actor, at=clock.now(), **data), page)


@login_required
def change_due(request: Request, public_id: str) -> HttpResponse:
    row, actor = assignment_or_404(request, public_id), request.actor
    may = policies.may_change_due(actor, row)
    demand(may)
    form = DueForm(request.POST if request.method == "POST" else None, initial={"due_on": row.due_on})
    page = {"heading": "Đổi hạn", "button": "Đổi hạn", "may": may, "done": "Đã đổi hạn và báo cơ quan."}
    return _with_form(request, row, form, lambda data: actions.change_due(row, by=actor, at=clock.now(), **data), page)


@login_required
@require_safe
def proof_file(request: Request, public_id: str, proof_id: str) -> HttpResponseBase:
    """The paper behind a proof, for whoever may see the assignment."""
    row = assignment_or_404(request, public_id)
    papers = Proof.objects.filter(assignment=row, document__isnull=False).select_related("document")
    proof: Any = get_object_or_404(papers, public_id=proof_id)
    return serve(proof.document, request)
