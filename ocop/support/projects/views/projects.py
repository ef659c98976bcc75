"""The list of projects, one project, and what is changed on it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ocop.ground.registry.holders import shelf_of
from ocop.ground.registry.queries import attached_to
from ocop.kit import clock
from ocop.kit.ui.form_page import FormPage, bound, only_if, run
from ocop.kit.ui.listing import sheet_of
from ocop.kit.web import Request
from ocop.support.projects import actions, policies
from ocop.support.projects.actions import ProjectFacts
from ocop.support.projects.attachments import text_of
from ocop.support.projects.forms import MoveForm, NewProjectForm, ProjectFilter, ProjectForm
from ocop.support.projects.models import Project, ProjectPartner, Step, StepPaper
from ocop.support.projects.queries import money_of
from ocop.support.projects.sheets import Projects, Steps
from ocop.support.projects.states import PROJECT_WORKFLOW

PAGE = 30
# Address → action of the workflow table.
MOVES = {"phe-duyet": "approve", "bat-dau": "start", "hoan-thanh": "finish", "dung": "stop"}


def project_or_404(request: Request, public_id: str) -> Project:
    projects = Project.objects.visible_to(request.actor).select_related("office", "unit", "plan", "framework")
    return get_object_or_404(projects, public_id=public_id)


def _filtered(request: Request) -> tuple[ProjectFilter, Any]:
    form = ProjectFilter(request.GET)
    form.is_valid()
    chosen = form.cleaned_data
    found = Project.objects.visible_to(request.actor)
    if words := chosen.get("q"):
        found = found.search(words)
    if kind := chosen.get("loai"):
        found = found.filter(kind=kind)
    if state := chosen.get("trang_thai"):
        found = found.filter(state=state)
    return form, found.for_list().order_by("kind", "name", "pk")


@login_required
@require_safe
def projects(request: Request) -> HttpResponse:
    """The projects a person may open, with how far their steps are."""
    form, rows = _filtered(request)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    export = f"{reverse('projects:projects_sheet')}?{request.GET.urlencode()}"
    context = {"page": page, "filter_form": form, "export_url": export, "may": policies.may_open(request.actor)}
    context["upload_url"] = reverse("intake:upload", args=[Projects.slug])
    return render(request, "projects/projects.html", context)


@login_required
@require_safe
def projects_sheet(request: Request) -> HttpResponse:
    """The filtered list as a workbook, in the layout that is read again."""
    _, found = _filtered(request)
    rows = found.select_related("office", "unit", "plan", "framework")
    return sheet_of("du-an", "Dự án", Projects.columns, rows, request.actor.on)


@login_required
@require_safe
def steps_sheet(request: Request, public_id: str) -> HttpResponse:
    """The steps of a project as a workbook, in the layout that is read again."""
    found = project_or_404(request, public_id)
    rows = Steps(request.actor, found).records().order_by("ordinal")
    return sheet_of("buoc-du-an", "Các bước", Steps.columns, rows, request.actor.on, title=found.name)


@login_required
@require_safe
def project(request: Request, public_id: str) -> HttpResponse:
    """One project: what the plan says, steps with papers, partners, money by source, results."""
    found, actor = project_or_404(request, public_id), request.actor
    context = {
        "project": found,
        "steps": _steps(found),
        "partners": list(ProjectPartner.objects.filter(project=found).select_related("office")),
        "results": list(found.results.select_related("document")),
        "money": money_of(found),
        "moves": _moves(request, found),
        "may_manage": policies.may_manage(actor, found),
        "shelf": shelf_of(found, actor),
        "may_add": policies.may_add_steps(actor, found),
        "upload_url": f"{reverse('intake:upload', args=[Steps.slug])}?thuoc={found.public_id}",
        "office_ended": bool(found.office.valid_to and found.office.valid_to < actor.on),
    }
    return render(request, "projects/project.html", context)


def _steps(found: Project) -> list[Any]:
    """The steps with their texts of the library and the files attached to each; three queries."""
    texts = Prefetch("papers", StepPaper.objects.select_related("legal"))
    steps: list[Any] = list(Step.objects.filter(project=found).select_related("office").prefetch_related(texts))
    files = attached_to(steps)
    for step in steps:
        step.texts = [text_of(paper) for paper in step.papers.all()]
        step.files = files.get(step.public_id, [])
    return steps


def _moves(request: Request, found: Project) -> list[dict[str, Any]]:
    if not policies.may_manage(request.actor, found):
        return []
    moves = ((slug, PROJECT_WORKFLOW.find(action, found.state)) for slug, action in MOVES.items())
    return [{"slug": slug, "label": move.label} for slug, move in moves if move]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_project(request: Request) -> HttpResponse:
    may = policies.may_open(request.actor)
    only_if(may)
    form = bound(request, NewProjectForm, actor=request.actor)
    here = reverse("projects:projects")
    page = FormPage("Thêm dự án", "Dự án, mô hình điểm", here, "Lưu dự án", "Đã thêm dự án.", here)

    def act(data: dict[str, Any]) -> None:
        actions.open_project(_facts(data), code=data["code"], by=request.actor, at=clock.now())

    return run(request, form, page, act, may)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_project(request: Request, public_id: str) -> HttpResponse:
    found = project_or_404(request, public_id)
    may = policies.may_manage(request.actor, found)
    only_if(may)
    initial = {name: _initial(getattr(found, name)) for name in ProjectFacts.__dataclass_fields__}
    form = bound(request, ProjectForm, actor=request.actor, owner=found.office, initial=initial)
    page = _page_of(found, "Sửa dự án", "Lưu thay đổi", "Đã lưu thay đổi của dự án.")

    def act(data: dict[str, Any]) -> None:
        actions.change_project(found, _facts(data), by=request.actor, at=clock.now())

    return run(request, form, page, act, may)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move_project(request: Request, public_id: str, move: str) -> HttpResponse:
    """Move a project along its table, with the day and the reason."""
    found = project_or_404(request, public_id)
    only_if(policies.may_manage(request.actor, found))
    if move not in MOVES:
        raise Http404
    action = MOVES[move]
    label = next(each.label for each in PROJECT_WORKFLOW.transitions if each.action == action)
    may = policies.may_move(request.actor, found, action)
    form = bound(request, MoveForm, initial={"on": clock.today()})

    def act(data: dict[str, Any]) -> None:
        actions.move_project(found, action, on=data["on"], why=data["why"], by=request.actor, at=clock.now())

    return run(request, form, _page_of(found, label, label, "Đã đổi trạng thái dự án."), act, may)


def _page_of(found: Project, title: str, submit: str, done: str) -> FormPage:
    here = reverse("projects:project", args=[found.public_id])
    return FormPage(title, found.name, here, submit, done, here)


def _facts(data: dict[str, Any]) -> ProjectFacts:
    return ProjectFacts(**{name: data[name] for name in ProjectFacts.__dataclass_fields__})


def _initial(value: Any) -> Any:
    """A record in a choice field is named by its public id."""
    return getattr(value, "public_id", value)
