"""The list of plans, the page of one, and writing one."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ocop.ground.offices.models import Office
from ocop.ground.offices.queries import words_in
from ocop.ground.planning import actions, policies
from ocop.ground.planning.forms import IssueForm, NewPlanForm, PlanFilter, PlanForm, PriorityForm
from ocop.ground.planning.measures import known_measures
from ocop.ground.planning.models import Assignment, Plan, Priority
from ocop.ground.planning.sheets import Plans, Tasks
from ocop.ground.planning.states import PlanKind, PlanState
from ocop.ground.planning.views.scoped import attempt, demand, page_of, plan_or_404
from ocop.ground.registry.holders import shelf_of
from ocop.kit import clock
from ocop.kit.scope import Actor, Refused
from ocop.kit.text.dates import format_date
from ocop.kit.ui.listing import sheet_of
from ocop.kit.ui.parts import Row
from ocop.kit.web import Request

COLOURS = {PlanState.DRAFT: "yellow", PlanState.ISSUED: "green", PlanState.ENDED: "grey"}


def _filtered(request: Request) -> tuple[PlanFilter, Any]:
    """Plans the person may read, newest first, narrowed by the address."""
    demand(policies.may_read_plans(request.actor))
    form = PlanFilter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    rows = Plans(request.actor).records()
    if words := chosen.get("q"):
        rows = rows.filter(words_in("folded", words))
    if kind := chosen.get("loai"):
        rows = rows.filter(kind=kind)
    return form, rows


@login_required
@require_safe
def plans(request: Request) -> HttpResponse:
    form, rows = _filtered(request)
    page = page_of(request, rows)
    for plan in page:
        plan.colour = COLOURS[plan.state]
    context = {
        "page": page,
        "filter_form": form,
        "export_url": reverse("planning:plans_sheet"),
        "upload_url": reverse("intake:upload", args=[Plans.slug]),
        "may_make": policies.may_make_plans(request.actor),
        "may_follow": policies.may_follow(request.actor),
        "may_have_work": policies.may_have_work(request.actor),
    }
    return render(request, "planning/plans.html", context)


@login_required
@require_safe
def plans_sheet(request: Request) -> HttpResponse:
    _, rows = _filtered(request)
    return sheet_of("ke-hoach", "Kế hoạch", Plans.columns, rows, request.actor.on)


@login_required
@require_safe
def plan_page(request: Request, public_id: str) -> HttpResponse:
    """One plan: what it is for, what it promises, whom it asks for what, and the plans under it."""
    plan, actor = plan_or_404(request, public_id), request.actor
    known = known_measures()
    targets: list[Any] = list(plan.targets.all())
    for target in targets:
        target.has_measure = target.measure in known
    mine = Assignment.objects.visible_to(actor).filter(task__plan=plan)
    context = {
        "plan": plan,
        "colour": COLOURS[PlanState(plan.state)],
        "facts": _facts(plan),
        "targets": targets,
        "groups": _by_agency(plan),
        "children": plan.children.filter(pk__in=Plan.objects.visible_to(actor)).select_related("office"),
        "assignments": mine.count(),
        "shelf": shelf_of(plan, actor),
        "may_change": policies.may_change_plan(actor, plan),
        "may_keep_targets": policies.may_keep_targets(actor, plan),
        "may_issue": policies.may_move_plan(actor, plan, "issue"),
        "may_end": policies.may_move_plan(actor, plan, "end"),
        "may_assign": policies.may_assign(actor, plan),
        "may_make": policies.may_make_plans(actor),
        "upload_url": f"{reverse('intake:upload', args=[Tasks.slug])}?thuoc={plan.public_id}",
    }
    return render(request, "planning/plan.html", context)


def _facts(plan: Plan) -> list[Row]:
    rows = [
        Row("Cơ quan ban hành", plan.office.name),
        Row("Thực hiện", f"từ {format_date(plan.starts_on)} đến {format_date(plan.ends_on)}"),
    ]
    if plan.number:
        words = f"{plan.number}, ngày {format_date(plan.issued_on)}" if plan.issued_on else plan.number
        rows.append(Row("Số, ký hiệu", words))
    return rows


def _by_agency(plan: Plan) -> list[tuple[str, list[Any]]]:
    """The tasks under whom the plan asks, in the plan's own order."""
    tasks = plan.tasks.prefetch_related("partners")
    return [(agency or "Chưa ghi cơ quan", list(lines)) for agency, lines in groupby(tasks, key=lambda t: t.agency)]


def _offices_to_plan_for(actor: Actor) -> Any:
    """The committees and offices whose plan the person may write."""
    own = Office.objects.in_force(actor.on).filter(pk__in=actor.office_ids(*policies.PLANNERS))
    if actor.has_role(*policies.COORDINATORS):
        own = own | Office.objects.in_force(actor.on).committees_of("province")
    return own.order_by("sort_key")


@login_required
def new_plan(request: Request) -> HttpResponse:
    """Begin a plan, under another when it carries one out."""
    demand(policies.may_make_plans(request.actor))
    actor, at = request.actor, clock.now()
    offices = _offices_to_plan_for(actor)
    parents = Plan.objects.visible_to(actor).exclude(state=PlanState.DRAFT)
    form = NewPlanForm(
        request.POST if request.method == "POST" else None,
        offices=offices,
        parents=parents,
        initial=_suggestion(request, actor, offices.first()),
    )
    if request.method == "POST" and form.is_valid():
        try:
            chosen = form.cleaned_data
            plan = actions.make_plan(form.facts(), office=chosen["office"], parent=chosen["parent"], by=actor, at=at)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã lập kế hoạch. Anh/chị thêm ưu tiên và nhiệm vụ rồi ban hành.")
            return redirect("planning:plan", plan.public_id)
    return render(request, "planning/new_plan.html", {"form": form})


def _suggestion(request: Request, actor: Actor, office: Office | None) -> dict[str, Any]:
    """A yearly plan of the running year, under the plan the person came from."""
    year = actor.on.year
    return {
        "office": office,
        "parent": request.GET.get("theo", "")[:12],
        "name": f"Kế hoạch OCOP năm {year}",
        "kind": PlanKind.YEAR,
        "starts_on": actor.on.replace(month=1, day=1),
        "ends_on": actor.on.replace(month=12, day=31),
    }


@login_required
def change_plan(request: Request, public_id: str) -> HttpResponse:
    plan = plan_or_404(request, public_id)
    may = policies.may_change_plan(request.actor, plan)
    demand(policies.may_plan_for(request.actor, plan.office))
    names = ("name", "kind", "starts_on", "ends_on")
    form = PlanForm(
        request.POST if request.method == "POST" else None, initial={name: getattr(plan, name) for name in names}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_plan(plan, form.facts(), by=request.actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã lưu kế hoạch.")
            return redirect("planning:plan", plan.public_id)
    return render(request, "planning/change_plan.html", {"form": form, "plan": plan, "may": may})


@login_required
def issue_plan(request: Request, public_id: str) -> HttpResponse:
    """Issue a draft under its number and day."""
    plan = plan_or_404(request, public_id)
    demand(policies.may_plan_for(request.actor, plan.office))
    form = IssueForm(request.POST if request.method == "POST" else None, initial={"issued_on": request.actor.on})
    if request.method == "POST" and form.is_valid():
        try:
            actions.issue_plan(plan, by=request.actor, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã ban hành kế hoạch. Anh/chị giao việc cho các cơ quan được rồi.")
            return redirect("planning:plan", plan.public_id)
    context = {"form": form, "plan": plan, "may": policies.may_move_plan(request.actor, plan, "issue")}
    return render(request, "planning/issue_plan.html", context)


@login_required
@require_POST
def end_plan(request: Request, public_id: str) -> HttpResponse:
    plan = plan_or_404(request, public_id)
    attempt(
        request,
        lambda: actions.end_plan(plan, by=request.actor, at=clock.now()),
        "Đã kết thúc kế hoạch. Việc chưa xong của kế hoạch không còn nhắc các cơ quan.",
    )
    return redirect("planning:plan", plan.public_id)


@login_required
def new_priority(request: Request, public_id: str) -> HttpResponse:
    """Say what a district's or a yearly plan puts first."""
    plan = plan_or_404(request, public_id)
    may = policies.may_change_plan(request.actor, plan)
    demand(policies.may_plan_for(request.actor, plan.office))
    form = PriorityForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_priority(plan, by=request.actor, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã thêm ưu tiên.")
            return redirect("planning:plan", plan.public_id)
    return render(request, "planning/new_priority.html", {"form": form, "plan": plan, "may": may})


@login_required
@require_POST
def remove_priority(request: Request, public_id: str, pk: int) -> HttpResponse:
    plan = plan_or_404(request, public_id)
    priority = get_object_or_404(Priority, plan=plan, pk=pk)
    attempt(request, lambda: actions.remove_priority(priority, by=request.actor, at=clock.now()), "Đã bỏ ưu tiên.")
    return redirect("planning:plan", plan.public_id)
