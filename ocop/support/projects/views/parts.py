"""Steps, papers, partners and results of a project."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ocop.ground.registry.actions import file_if_sent
from ocop.ground.registry.holders import shelf_of
from ocop.ground.registry.serving import serve
from ocop.kit import clock
from ocop.kit.ui.form_page import FormPage, bound, only_if, run
from ocop.kit.web import Request
from ocop.support.projects import actions, policies
from ocop.support.projects.actions import StepFacts
from ocop.support.projects.attachments import text_of
from ocop.support.projects.forms import CiteForm, MoveForm, PartnerForm, ResultForm, StepForm, WhyForm
from ocop.support.projects.models import Project, Result, Step
from ocop.support.projects.states import STEP_WORKFLOW
from ocop.support.projects.views.projects import project_or_404

MOVES = {"bat-dau": "begin", "xong": "finish", "thoi": "drop"}


def step_or_404(request: Request, public_id: str) -> Step:
    steps = Step.objects.visible_to(request.actor).select_related("project__office", "office")
    return get_object_or_404(steps, public_id=public_id)


def _of_project(project: Project, title: str, submit: str, done: str) -> FormPage:
    here = reverse("projects:project", args=[project.public_id])
    return FormPage(title, project.name, here, submit, done, here)


def _of_step(step: Step, title: str, submit: str, done: str) -> FormPage:
    here = reverse("projects:step", args=[step.public_id])
    return FormPage(title, step.title, here, submit, done, here)


def _step_facts(data: dict[str, Any]) -> StepFacts:
    return StepFacts(**{name: data[name] for name in StepFacts.__dataclass_fields__})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_step(request: Request, public_id: str) -> HttpResponse:
    project = project_or_404(request, public_id)
    only_if(policies.may_manage(request.actor, project))
    form = bound(request, StepForm, actor=request.actor)

    def act(data: dict[str, Any]) -> None:
        actions.add_step(project, _step_facts(data), by=request.actor, at=clock.now())

    page = _of_project(project, "Thêm bước", "Thêm bước", "Đã thêm bước vào dự án.")
    return run(request, form, page, act, policies.may_add_steps(request.actor, project))


@login_required
@require_safe
def step(request: Request, public_id: str) -> HttpResponse:
    """One step: who, when, its papers, and the moves it may make."""
    found, actor = step_or_404(request, public_id), request.actor
    moves = [
        {"slug": slug, "label": move.label, "may": policies.may_move_step(actor, found, action)}
        for slug, action in MOVES.items()
        if (move := STEP_WORKFLOW.find(action, found.state))
    ]
    may = policies.may_work_on(actor, found)
    context = {
        "step": found,
        "shelf": shelf_of(found, actor, kept=[text_of(paper) for paper in found.papers.select_related("legal")]),
        "moves": [each for each in moves if each["may"]],
        "may": may,
    }
    return render(request, "projects/step.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_step(request: Request, public_id: str) -> HttpResponse:
    found = step_or_404(request, public_id)
    may = policies.may_work_on(request.actor, found)
    only_if(may)
    initial = {name: getattr(found, name) for name in StepFacts.__dataclass_fields__}
    initial["office"] = found.office.public_id if found.office else None
    form = bound(request, StepForm, actor=request.actor, owner=found.office, initial=initial)

    def act(data: dict[str, Any]) -> None:
        actions.change_step(found, _step_facts(data), by=request.actor, at=clock.now())

    return run(request, form, _of_step(found, "Sửa bước", "Lưu thay đổi", "Đã lưu thay đổi của bước."), act, may)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move_step(request: Request, public_id: str, move: str) -> HttpResponse:
    found = step_or_404(request, public_id)
    only_if(policies.may_work_on(request.actor, found))
    if move not in MOVES:
        raise Http404
    action = MOVES[move]
    label = next(each.label for each in STEP_WORKFLOW.transitions if each.action == action)
    form = bound(request, MoveForm, initial={"on": clock.today()})

    def act(data: dict[str, Any]) -> None:
        actions.move_step(found, action, on=data["on"], why=data["why"], by=request.actor, at=clock.now())

    page = _of_step(found, label, label, "Đã đổi trạng thái của bước.")
    return run(request, form, page, act, policies.may_move_step(request.actor, found, action))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cite(request: Request, public_id: str) -> HttpResponse:
    """Name a text of the library; files go through the uploader every record has."""
    found = step_or_404(request, public_id)
    may = policies.may_work_on(request.actor, found)
    only_if(may)
    form = bound(request, CiteForm)

    def act(data: dict[str, Any]) -> None:
        actions.cite(found, data["legal"], by=request.actor, at=clock.now())

    return run(request, form, _of_step(found, "Gắn văn bản", "Gắn văn bản", "Đã gắn văn bản vào bước."), act, may)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_partner(request: Request, public_id: str) -> HttpResponse:
    project = project_or_404(request, public_id)
    only_if(policies.may_manage(request.actor, project))
    form = bound(request, PartnerForm, actor=request.actor)

    def act(data: dict[str, Any]) -> None:
        actions.add_partner(project, **data, by=request.actor, at=clock.now())

    page = _of_project(project, "Thêm đơn vị tham gia", "Lưu đơn vị", "Đã thêm đơn vị tham gia.")
    return run(request, form, page, act, policies.may_add_steps(request.actor, project))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_result(request: Request, public_id: str) -> HttpResponse:
    project = project_or_404(request, public_id)
    may = policies.may_manage(request.actor, project)
    only_if(may)
    form = bound(request, ResultForm, initial={"on": clock.today()})

    def act(data: dict[str, Any]) -> None:
        facts = {name: data[name] for name in ("name", "figure", "unit", "on", "note")}
        document = file_if_sent(data["file"], by=request.actor, at=clock.now())
        actions.add_result(project, **facts, document=document, by=request.actor, at=clock.now())

    return run(request, form, _of_project(project, "Ghi kết quả", "Lưu kết quả", "Đã ghi kết quả."), act, may)


def result_or_404(request: Request, public_id: str) -> Result:
    results = Result.objects.filter(project__in=Project.objects.visible_to(request.actor))
    return get_object_or_404(results.select_related("project__office", "document"), public_id=public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_result(request: Request, public_id: str) -> HttpResponse:
    found = result_or_404(request, public_id)
    may = policies.may_manage(request.actor, found.project)
    only_if(may)
    form = bound(request, WhyForm)

    def act(data: dict[str, Any]) -> None:
        actions.cancel_result(found, why=data["why"], by=request.actor, at=clock.now())

    page = _of_project(found.project, f"Hủy kết quả: {found.name}", "Hủy kết quả", "Đã hủy kết quả.")
    return run(request, form, page, act, may)


@login_required
@require_safe
def result_file(request: Request, public_id: str) -> HttpResponseBase:
    """The paper that proves a result."""
    found = result_or_404(request, public_id)
    if found.document is None:
        raise Http404
    return serve(found.document, request)
