"""The page of one assignment: begin it, show results, report it; take, return or drop it."""

from datetime import datetime
from typing import Any

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
from ocop.ground.planning.views.scoped import act_page, assignment_or_404, attempt, demand, posted
from ocop.ground.registry.actions import file_document
from ocop.ground.registry.holders import shelf_of
from ocop.ground.registry.queries import history_of
from ocop.ground.registry.serving import serve
from ocop.ground.registry.wording import act_label
from ocop.kit import clock
from ocop.kit.scope import Actor
from ocop.kit.ui.parts import Happening, Row
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
        "shelf": shelf_of(row, actor),
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


@login_required
def report(request: Request, public_id: str) -> HttpResponse:
    row, actor = assignment_or_404(request, public_id), request.actor
    demand(policies.may_work_on(actor, row))
    return act_page(
        request,
        row,
        ReportForm(posted(request), initial={"result": row.result}),
        actions.report,
        heading="Báo cáo kết quả",
        button="Gửi báo cáo",
        done="Đã gửi báo cáo kết quả.",
        may=policies.may_report(actor, row, proofs=row.proofs.count()),
    )


def _add_paper(row: Assignment, *, file: Any, label: str, by: Actor, at: datetime) -> None:
    document = file_document(file, by=by, at=at)
    actions.attach_paper(row, document=document, label=label, by=by, at=at)


@login_required
def add_paper(request: Request, public_id: str) -> HttpResponse:
    row = assignment_or_404(request, public_id)
    demand(may := policies.may_work_on(request.actor, row))
    return act_page(
        request,
        row,
        PaperForm(posted(request), request.FILES if request.method == "POST" else None),
        _add_paper,
        heading="Thêm minh chứng",
        button="Lưu minh chứng",
        done="Đã thêm minh chứng.",
        may=may,
    )


@login_required
def return_for_more(request: Request, public_id: str) -> HttpResponse:
    row = assignment_or_404(request, public_id)
    demand(may := policies.may_decide(request.actor, row, "return"))
    return act_page(
        request,
        row,
        ReasonForm(posted(request)),
        actions.return_for_more,
        heading="Yêu cầu bổ sung",
        button="Gửi yêu cầu",
        done="Đã gửi yêu cầu bổ sung.",
        may=may,
    )


@login_required
def drop(request: Request, public_id: str) -> HttpResponse:
    row = assignment_or_404(request, public_id)
    demand(may := policies.may_decide(request.actor, row, "drop"))
    return act_page(
        request,
        row,
        ReasonForm(posted(request)),
        actions.drop,
        heading="Cho thôi thực hiện",
        button="Cho thôi",
        done="Đã cho thôi thực hiện.",
        may=may,
    )


@login_required
def change_due(request: Request, public_id: str) -> HttpResponse:
    row = assignment_or_404(request, public_id)
    demand(may := policies.may_change_due(request.actor, row))
    return act_page(
        request,
        row,
        DueForm(posted(request), initial={"due_on": row.due_on}),
        actions.change_due,
        heading="Đổi hạn",
        button="Đổi hạn",
        done="Đã đổi hạn và báo cơ quan.",
        may=may,
    )


@login_required
@require_safe
def proof_file(request: Request, public_id: str, proof_id: str) -> HttpResponseBase:
    """The paper behind a proof, for whoever may see the assignment."""
    row = assignment_or_404(request, public_id)
    papers = Proof.objects.filter(assignment=row, document__isnull=False).select_related("document")
    proof: Any = get_object_or_404(papers, public_id=proof_id)
    return serve(proof.document, request)
