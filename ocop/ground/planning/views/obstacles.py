"""What stands in the way: the list, raising, the page of one, answers."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ocop.ground.planning import actions, policies
from ocop.ground.planning.actions.notices import coordination_office
from ocop.ground.planning.forms import AnswerForm, AskOtherForm, ObstacleFilter, ObstacleForm, ReasonForm
from ocop.ground.planning.models import Obstacle, Task
from ocop.ground.planning.queries import ObstacleQuerySet
from ocop.ground.planning.sheets import Obstacles
from ocop.ground.planning.similar import similar_to
from ocop.ground.planning.states import ObstacleState, PlanState
from ocop.ground.planning.views.scoped import (
    act_page,
    agencies_of_today,
    attempt,
    demand,
    obstacle_or_404,
    own_offices,
    page_of,
    posted,
)
from ocop.ground.registry.holders import shelf_of
from ocop.kit import clock
from ocop.kit.scope import Actor, Refused
from ocop.kit.ui.listing import sheet_of
from ocop.kit.ui.parts import Row
from ocop.kit.web import Request

COLOURS = {ObstacleState.OPEN: "orange", ObstacleState.ANSWERED: "teal", ObstacleState.SOLVED: "green"}


def _filtered(request: Request) -> tuple[ObstacleFilter, ObstacleQuerySet]:
    form = ObstacleFilter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    rows = Obstacle.objects.visible_to(request.actor).select_related("office", "asked")
    if words := chosen.get("q"):
        rows = rows.search(words)
    if field := chosen.get("linh_vuc"):
        rows = rows.filter(field=field)
    if state := chosen.get("trang_thai"):
        rows = rows.filter(state=state)
    return form, rows.order_by("-raised_at", "-pk")


@login_required
@require_safe
def obstacles(request: Request) -> HttpResponse:
    demand(policies.may_read_plans(request.actor))
    form, rows = _filtered(request)
    page = page_of(request, rows)
    for each in page:
        each.colour = COLOURS[each.state]
    upload_url = reverse("intake:upload", args=[Obstacles.slug])
    context = {
        "page": page,
        "filter_form": form,
        "may_raise": policies.may_raise(request.actor),
        "upload_url": upload_url,
    }
    return render(request, "planning/obstacles.html", context)


@login_required
@require_safe
def obstacles_sheet(request: Request) -> HttpResponse:
    demand(policies.may_read_plans(request.actor))
    _, rows = _filtered(request)
    return sheet_of("vuong-mac", "Vướng mắc", Obstacles.columns, rows.prefetch_related("answers"), request.actor.on)


@login_required
def new_obstacle(request: Request) -> HttpResponse:
    """Say what stands in the way; whoever was asked the same before is shown first."""
    actor = request.actor
    demand(policies.may_raise(actor))
    own = own_offices(actor)
    form = ObstacleForm(
        posted(request),
        own=own,
        offices=agencies_of_today(actor),
        tasks=_tasks(actor),
        initial={
            "office": own.first(),
            "asked": coordination_office(actor.on),
            "task": request.GET.get("viec", "")[:12],
        },
    )
    similar: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        similar = similar_to(form.cleaned_data["title"], actor)
        if not similar or "confirm" in request.POST:
            return _raise(request, form)
    context = {"form": form, "similar": similar}
    return render(request, "planning/new_obstacle.html", context)


def _raise(request: Request, form: ObstacleForm) -> HttpResponse:
    chosen = form.cleaned_data
    try:
        obstacle = actions.raise_obstacle(
            form.words(), office=chosen["office"], asked=chosen["asked"], by=request.actor, at=clock.now()
        )
    except Refused as refused:
        form.add_error(None, refused.reason)
        return render(request, "planning/new_obstacle.html", {"form": form, "similar": []})
    messages.success(request, f"Đã gửi vướng mắc đến {obstacle.asked}.")
    return redirect("planning:obstacle", obstacle.public_id)


def _tasks(actor: Actor) -> Any:
    """The tasks of running plans that the person's offices carry."""
    mine = Q(assignments__office__in=actor.office_ids(*policies.WORKERS))
    return Task.objects.filter(mine, plan__state=PlanState.ISSUED).distinct().order_by("plan", "ordinal")


@login_required
@require_safe
def obstacle(request: Request, public_id: str) -> HttpResponse:
    row, actor = obstacle_or_404(request, public_id), request.actor
    context = {
        "obstacle": row,
        "colour": COLOURS[ObstacleState(row.state)],
        "facts": _facts(row),
        "answers": row.answers.select_related("office", "by"),
        "shelf": shelf_of(row, actor),
        "may_answer": policies.may_answer(actor, row),
        "may_propose": policies.may_propose(actor, row),
        "may_ask_other": policies.may_ask_other(actor, row),
        "may_solve": policies.may_settle(actor, row, "solve"),
        "may_reopen": policies.may_settle(actor, row, "reopen"),
    }
    return render(request, "planning/obstacle.html", context)


def _facts(row: Obstacle) -> list[Row]:
    rows = [
        Row("Lĩnh vực", row.get_field_display()),
        Row("Cơ quan nêu", row.office.name),
        Row("Cơ quan được hỏi", row.asked.name),
        Row("Nội dung", row.detail),
    ]
    if row.proposal:
        rows.append(Row("Đề xuất của cơ quan nêu", row.proposal))
    if row.task is not None:
        rows.append(Row("Thuộc nhiệm vụ", row.task.title))
    return rows


@login_required
def answer(request: Request, public_id: str) -> HttpResponse:
    row = obstacle_or_404(request, public_id)
    demand(may := policies.may_answer(request.actor, row))
    return act_page(
        request,
        row,
        AnswerForm(posted(request)),
        actions.answer,
        heading="Trả lời vướng mắc",
        button="Gửi trả lời",
        done="Đã gửi trả lời.",
        may=may,
    )


@login_required
def propose(request: Request, public_id: str) -> HttpResponse:
    row = obstacle_or_404(request, public_id)
    demand(may := policies.may_propose(request.actor, row))
    return act_page(
        request,
        row,
        AnswerForm(posted(request)),
        actions.propose,
        heading="Đề xuất giải pháp",
        button="Gửi đề xuất",
        done="Đã gửi đề xuất.",
        may=may,
    )


@login_required
def ask_other(request: Request, public_id: str) -> HttpResponse:
    row = obstacle_or_404(request, public_id)
    demand(may := policies.may_ask_other(request.actor, row))
    return act_page(
        request,
        row,
        AskOtherForm(posted(request), offices=agencies_of_today(request.actor).exclude(pk=row.asked_id)),
        actions.ask_other,
        heading="Chuyển cho cơ quan khác",
        button="Chuyển",
        done="Đã chuyển câu hỏi.",
        may=may,
    )


@login_required
def reopen(request: Request, public_id: str) -> HttpResponse:
    row = obstacle_or_404(request, public_id)
    demand(may := policies.may_settle(request.actor, row, "reopen"))
    return act_page(
        request,
        row,
        ReasonForm(posted(request)),
        actions.reopen,
        heading="Mở lại vướng mắc",
        button="Mở lại",
        done="Đã mở lại vướng mắc.",
        may=may,
    )


@login_required
@require_POST
def solve(request: Request, public_id: str) -> HttpResponse:
    row = obstacle_or_404(request, public_id)
    attempt(request, lambda: actions.solve(row, by=request.actor, at=clock.now()), "Đã ghi là gỡ xong.")
    return redirect("planning:obstacle", row.public_id)
