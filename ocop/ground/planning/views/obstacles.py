"""What stands in the way: the list, raising, the page of one, answers."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ocop.ground.planning import actions, policies
from ocop.ground.planning.actions.notices import coordination_office
from ocop.ground.planning.forms import AnswerForm, AskOtherForm, ObstacleFilter, ObstacleForm, ReasonForm
from ocop.ground.planning.models import Obstacle, Task
from ocop.ground.planning.queries import ObstacleQuerySet
from ocop.ground.planning.states import ObstacleState, PlanState
from ocop.ground.planning.views.scoped import (
    agencies_of_today,
    attempt,
    demand,
    obstacle_or_404,
    own_offices,
    page_of,
    workbook,
)
from ocop.ground.registry.holders import shelf_of
from ocop.kit import clock
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused
from ocop.kit.sheets import Column
from ocop.kit.text.fold import fold
from ocop.kit.ui.parts import Row
from ocop.kit.web import Request

COLOURS = {ObstacleState.OPEN: "orange", ObstacleState.ANSWERED: "teal", ObstacleState.SOLVED: "green"}
MOST_SIMILAR = 5
# Words that say nothing of what a title is about.
EMPTY_WORDS = frozenset(
    {"cua", "cho", "va", "co", "la", "khong", "chua", "duoc", "cac", "nhung", "tu", "den", "de", "ve", "khi"}
)


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
    context = {"page": page, "filter_form": form, "may_raise": policies.may_raise(request.actor)}
    return render(request, "planning/obstacles.html", context)


@login_required
@require_safe
def obstacles_sheet(request: Request) -> HttpResponse:
    demand(policies.may_read_plans(request.actor))
    _, rows = _filtered(request)
    columns: list[Column | str] = [
        Column("Vướng mắc", width=50),
        "Lĩnh vực",
        Column("Cơ quan nêu", width=36),
        Column("Cơ quan được hỏi", width=36),
        "Trạng thái",
        Column("Ngày nêu", kind="date"),
        Column("Nội dung", width=60),
        Column("Đề xuất", width=50),
        Column("Trả lời", width=60),
    ]
    table = [_sheet_row(each) for each in rows.prefetch_related("answers")]
    return workbook(f"vuong-mac-{request.actor.on:%Y-%m-%d}", columns, table, sheet="Vướng mắc")


def _sheet_row(each: Obstacle) -> list[Any]:
    answers = "\n".join(said.text for said in each.answers.all())
    return [
        each.title,
        str(each.get_field_display()),
        each.office.name,
        each.asked.name,
        str(each.get_state_display()),
        local_date(each.raised_at),
        each.detail,
        each.proposal,
        answers,
    ]


def similar_to(title: str, actor: Actor) -> list[Obstacle]:
    """Obstacles whose titles share words with one being typed, those that share most first; one query."""
    words = {word for word in fold(title).split() if len(word) > 1} - EMPTY_WORDS
    if not words:
        return []
    shared = Q()
    for word in sorted(words)[:12]:
        shared |= Q(folded__startswith=word) | Q(folded__contains=f" {word}")
    found = Obstacle.objects.visible_to(actor).filter(shared).select_related("office").order_by("-raised_at")[:200]
    scored = [(len(words & set(each.folded.split())), each) for each in found]
    near = [(score, each) for score, each in scored if score * 2 >= len(words)]
    return [each for _, each in sorted(near, key=lambda pair: -pair[0])][:MOST_SIMILAR]


@login_required
def new_obstacle(request: Request) -> HttpResponse:
    """Say what stands in the way; whoever was asked the same before is shown first."""
    actor = request.actor
    demand(policies.may_raise(actor))
    own = own_offices(actor)
    form = ObstacleForm(
        request.POST if request.method == "POST" else None,
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


def _with_form(
    request: Request, row: Obstacle, form: Any, act: Callable[[dict[str, Any]], object], page: dict[str, Any]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, page["done"])
            return redirect("planning:obstacle", row.public_id)
    return render(request, "planning/obstacle_form.html", {"form": form, "obstacle": row, **page})


@login_required
def answer(request: Request, public_id: str) -> HttpResponse:
    row, actor = obstacle_or_404(request, public_id), request.actor
    may = policies.may_answer(actor, row)
    demand(may)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    page = {"heading": "Trả lời vướng mắc", "button": "Gửi trả lời", "may": may, "done": "Đã gửi trả lời."}
    return _with_form(request, row, form, lambda data: actions.answer(row, by=actor, at=clock.now(), **data), page)


@login_required
def propose(request: Request, public_id: str) -> HttpResponse:
    row, actor = obstacle_or_404(request, public_id), request.actor
    may = policies.may_propose(actor, row)
    demand(may)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    page = {"heading": "Đề xuất giải pháp", "button": "Gửi đề xuất", "may": may, "done": "Đã gửi đề xuất."}
    return _with_form(request, row, form, lambda data: actions.propose(row, by=actor, at=clock.now(), **data), page)


@login_required
def ask_other(request: Request, public_id: str) -> HttpResponse:
    row, actor = obstacle_or_404(request, public_id), request.actor
    may = policies.may_ask_other(actor, row)
    demand(may)
    offices = agencies_of_today(actor).exclude(pk=row.asked_id)
    form = AskOtherForm(request.POST if request.method == "POST" else None, offices=offices)
    page = {"heading": "Chuyển cho cơ quan khác", "button": "Chuyển", "may": may, "done": "Đã chuyển câu hỏi."}
    return _with_form(request, row, form, lambda data: actions.ask_other(row, by=actor, at=clock.now(), **data), page)


@login_required
def reopen(request: Request, public_id: str) -> HttpResponse:
    row, actor = obstacle_or_404(request, public_id), request.actor
    may = policies.may_settle(actor, row, "reopen")
    demand(may)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    page = {"heading": "Mở lại vướng mắc", "button": "Mở lại", "may": may, "done": "Đã mở lại vướng mắc."}
    return _with_form(request, row, form, lambda data: actions.reopen(row, by=actor, at=clock.now(), **data), page)


@login_required
@require_POST
def solve(request: Request, public_id: str) -> HttpResponse:
    row = obstacle_or_404(request, public_id)
    attempt(request, lambda: actions.solve(row, by=request.actor, at=clock.now()), "Đã ghi là gỡ xong.")
    return redirect("planning:obstacle", row.public_id)
