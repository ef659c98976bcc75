"""Tasks of a plan being written, and giving those of an issued plan to offices."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from ocop.ground.planning import actions, policies
from ocop.ground.planning.actions.assigning import assignable_offices
from ocop.ground.planning.forms import AssignForm, TaskForm
from ocop.ground.planning.models import Plan, Task
from ocop.ground.planning.sheets import Tasks
from ocop.ground.planning.states import Rhythm
from ocop.ground.planning.views.scoped import agencies_of_today, attempt, demand, plan_or_404
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.ui.listing import sheet_of
from ocop.kit.web import Request


def _task_form(request: Request, initial: dict[str, Any]) -> TaskForm:
    data = request.POST if request.method == "POST" else None
    return TaskForm(data, initial=initial, offices=agencies_of_today(request.actor))


@login_required
@require_safe
def tasks_sheet(request: Request, public_id: str) -> HttpResponse:
    """The tasks of a plan as a workbook, in the layout that is read again."""
    plan = plan_or_404(request, public_id)
    demand(policies.may_read_plans(request.actor))
    rows = Tasks(request.actor, plan).records()
    return sheet_of("nhiem-vu", "Nhiệm vụ", Tasks.columns, rows, request.actor.on)


@login_required
def new_task(request: Request, public_id: str) -> HttpResponse:
    plan = plan_or_404(request, public_id)
    demand(policies.may_plan_for(request.actor, plan.office))
    last = plan.tasks.last()
    form = _task_form(request, {"rhythm": Rhythm.YEARLY, "agency": last.agency if last else plan.office.name})
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_task(plan, form.facts(), by=request.actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã thêm nhiệm vụ.")
            return redirect("planning:plan", plan.public_id)
    return _form_page(request, form, plan, "Thêm nhiệm vụ")


@login_required
def change_task(request: Request, public_id: str, task_id: str) -> HttpResponse:
    plan = plan_or_404(request, public_id)
    demand(policies.may_plan_for(request.actor, plan.office))
    task = get_object_or_404(Task.objects.select_related("plan"), plan=plan, public_id=task_id)
    names = ("title", "reference", "agency", "detail", "rhythm")
    initial = {name: getattr(task, name) for name in names}
    form = _task_form(request, {**initial, "partners": [each.public_id for each in task.partners.all()]})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_task(task, form.facts(), by=request.actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã lưu nhiệm vụ.")
            return redirect("planning:plan", plan.public_id)
    return _form_page(request, form, plan, "Sửa nhiệm vụ")


def _form_page(request: Request, form: TaskForm, plan: Plan, heading: str) -> HttpResponse:
    may = policies.may_change_plan(request.actor, plan)
    context = {"form": form, "plan": plan, "may": may, "heading": heading}
    return render(request, "planning/task_form.html", context)


@login_required
@require_POST
def remove_task(request: Request, public_id: str, task_id: str) -> HttpResponse:
    plan = plan_or_404(request, public_id)
    task = get_object_or_404(Task.objects.select_related("plan"), plan=plan, public_id=task_id)
    attempt(request, lambda: actions.remove_task(task, by=request.actor, at=clock.now()), "Đã bỏ nhiệm vụ.")
    return redirect("planning:plan", plan.public_id)


@login_required
def assign(request: Request, public_id: str) -> HttpResponse:
    """Choose tasks and offices, look at what would be given to whom, then give it."""
    plan, actor = plan_or_404(request, public_id), request.actor
    demand(policies.may_plan_for(actor, plan.office))
    year = min(max(actor.on.year, plan.starts_on.year), plan.ends_on.year)
    form = AssignForm(
        request.POST if request.method == "POST" else None,
        tasks=plan.tasks.all(),
        offices=assignable_offices(actor, plan),
        initial={"year": year, "tasks": request.GET.getlist("viec")},
    )
    may = policies.may_assign(actor, plan)
    effects = None
    if request.method == "POST" and form.is_valid():
        wish = form.wish()
        if "confirm" in request.POST:
            try:
                made = actions.assign(plan, wish, by=actor, at=clock.now())
            except Refused as refused:
                form.add_error(None, refused.reason)
            else:
                messages.success(request, f"Đã giao {len(made)} việc mới. Các cơ quan đã được báo.")
                return redirect("planning:plan", plan.public_id)
        effects = actions.effects_of(wish)
    new = sum(each.already is None for each in effects or ())
    context = {"form": form, "plan": plan, "may": may, "effects": effects, "new": new}
    return render(request, "planning/assign.html", context)
