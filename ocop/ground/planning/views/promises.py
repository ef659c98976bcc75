"""Writing down what a plan promises: objectives, and targets with the measure that judges them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ocop.ground.planning import actions, policies
from ocop.ground.planning.measures import Measure, known_measures, measure_called
from ocop.ground.planning.models import Objective, Plan, Target
from ocop.ground.planning.states import PlanState
from ocop.ground.planning.target_forms import ObjectiveForm, TargetForm, initial_of
from ocop.ground.planning.views.scoped import attempt, demand, plan_or_404
from ocop.kit import clock
from ocop.kit.scope import Answer, Refused
from ocop.kit.text.sortkey import sort_key
from ocop.kit.web import Request


def _run(request: Request, form: Any, act: Callable[[], object], done: str, page: dict[str, Any]) -> HttpResponse:
    """One form that does one act and leads back to the page it came from."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, done)
            return redirect(page["crumbs"][1])
    return render(request, page.pop("template", "kit/form_page.html"), {"form": form, **page})


def _plan_page(plan: Plan) -> tuple[str, str]:
    return plan.name, reverse("planning:plan", args=[plan.public_id])


@login_required
def new_objective(request: Request, public_id: str) -> HttpResponse:
    plan = plan_or_404(request, public_id)
    demand(policies.may_plan_for(request.actor, plan.office))
    form = ObjectiveForm(request.POST if request.method == "POST" else None)
    page = {
        "title": "Thêm mục tiêu",
        "crumbs": _plan_page(plan),
        "may": policies.may_change_plan(request.actor, plan),
        "submit": "Lưu mục tiêu",
    }

    def act() -> object:
        return actions.add_objective(plan, by=request.actor, at=clock.now(), **form.cleaned_data)

    return _run(request, form, act, "Đã thêm mục tiêu.", page)


def _objective_or_404(request: Request, public_id: str, objective_id: str) -> Objective:
    plan = plan_or_404(request, public_id)
    return get_object_or_404(Objective.objects.select_related("plan__office"), plan=plan, public_id=objective_id)


@login_required
def change_objective(request: Request, public_id: str, objective_id: str) -> HttpResponse:
    row = _objective_or_404(request, public_id, objective_id)
    demand(policies.may_plan_for(request.actor, row.plan.office))
    initial = {"text": row.text, "reference": row.reference}
    form = ObjectiveForm(request.POST if request.method == "POST" else None, initial=initial)
    page = {
        "title": "Sửa mục tiêu",
        "crumbs": _plan_page(row.plan),
        "may": policies.may_change_plan(request.actor, row.plan),
        "submit": "Lưu mục tiêu",
    }

    def act() -> object:
        return actions.change_objective(row, by=request.actor, at=clock.now(), **form.cleaned_data)

    return _run(request, form, act, "Đã lưu mục tiêu.", page)


@login_required
@require_POST
def remove_objective(request: Request, public_id: str, objective_id: str) -> HttpResponse:
    row = _objective_or_404(request, public_id, objective_id)
    attempt(request, lambda: actions.remove_objective(row, by=request.actor, at=clock.now()), "Đã bỏ mục tiêu.")
    return redirect("planning:plan", row.plan.public_id)


@login_required
def new_target(request: Request, public_id: str) -> HttpResponse:
    """Choose what judges the target, then say what is promised."""
    plan = plan_or_404(request, public_id)
    demand(policies.may_plan_for(request.actor, plan.office))
    may = policies.may_keep_targets(request.actor, plan)
    measure = _asked(request, plan)
    if measure is None:
        return _choose(request, plan, may, "Thêm chỉ tiêu", _plan_page(plan))
    initial = {"due_on": plan.ends_on, "definition": measure.definition}
    form = _form(request, plan, measure, initial)

    def act() -> object:
        said = {"why": form.cleaned_data.get("why", ""), "key": form.cleaned_data["key"]}
        return actions.add_target(plan, form.facts(), by=request.actor, at=clock.now(), **said)

    page = _page(plan, measure, "Thêm chỉ tiêu", may) | {"crumbs": _plan_page(plan), "again": request.path}
    return _run(request, form, act, "Đã thêm chỉ tiêu.", page)


@login_required
def change_target(request: Request, public_id: str) -> HttpResponse:
    """Change what is promised; in force, with a reason, and what stood there before stays on the target's page."""
    row = _target_or_404(request, public_id)
    plan = row.plan
    demand(policies.may_plan_for(request.actor, plan.office))
    may = policies.may_keep_targets(request.actor, plan)
    crumbs = (row.name, reverse("planning:target", args=[row.public_id]))
    measure = _asked(request, plan) or measure_called(row.measure)
    if measure is None or "doi-phep-do" in request.GET:
        return _choose(request, plan, may, "Sửa chỉ tiêu", crumbs)
    form = _form(request, plan, measure, initial_of(row))

    def act() -> object:
        why = form.cleaned_data.get("why", "")
        return actions.change_target(row, form.facts(), why=why, by=request.actor, at=clock.now())

    again = f"{request.path}?doi-phep-do=1"
    return _run(
        request,
        form,
        act,
        "Đã lưu chỉ tiêu.",
        _page(plan, measure, "Sửa chỉ tiêu", may) | {"crumbs": crumbs, "again": again},
    )


@login_required
@require_POST
def remove_target(request: Request, public_id: str) -> HttpResponse:
    row = _target_or_404(request, public_id)
    done = attempt(request, lambda: actions.remove_target(row, by=request.actor, at=clock.now()), "Đã bỏ chỉ tiêu.")
    return redirect("planning:plan", row.plan.public_id) if done else redirect("planning:target", row.public_id)


def _target_or_404(request: Request, public_id: str) -> Target:
    plans = Plan.objects.visible_to(request.actor)
    return get_object_or_404(Target.objects.filter(plan__in=plans).select_related("plan__office"), public_id=public_id)


def _asked(request: Request, plan: Plan) -> Measure | None:
    """The measure named in the address, when this plan's targets may be judged by it."""
    measure = measure_called(request.GET.get("phep-do", ""))
    return measure if measure is not None and actions.measure_fits(plan, measure) else None


def _choose(request: Request, plan: Plan, may: Answer, title: str, crumbs: tuple[str, str]) -> HttpResponse:
    """The measures on this platform with what each counts; each leads to the form."""
    measures = [each for each in known_measures().values() if actions.measure_fits(plan, each)]
    context = {
        "title": title,
        "crumbs": crumbs,
        "may": may,
        "measures": sorted(measures, key=lambda each: sort_key(each.name)),
        "here": request.path,
    }
    return render(request, "planning/choose_measure.html", context)


def _form(request: Request, plan: Plan, measure: Measure, initial: dict[str, Any]) -> TargetForm:
    data = request.POST if request.method == "POST" else None
    return TargetForm(data, initial=initial, measure=measure, asks_why=plan.state == PlanState.ISSUED)


def _page(plan: Plan, measure: Measure, title: str, may: Answer) -> dict[str, Any]:
    words = f"{plan.name}. "
    if plan.state == PlanState.ISSUED:
        words += "Kế hoạch đang có hiệu lực: thay đổi phải có lý do, giá trị cũ được giữ trong nhật ký."
    page = {"title": title, "lead": words.strip(), "measure": measure, "may": may, "submit": "Lưu chỉ tiêu"}
    return page | {"template": "planning/target_form.html"}
