"""Rounds: the list, one round with its criteria and nominations, export and print."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ocop.ground.registry.holders import shelf_of
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.ui.form_page import FormPage, bound, only_if, run
from ocop.kit.ui.listing import ListColumn, sheet_of
from ocop.kit.web import Request
from ocop.support.rewards import actions, policies
from ocop.support.rewards.actions import RoundFacts
from ocop.support.rewards.forms import CriterionForm, NewRoundForm, NominationFilter, RoundForm
from ocop.support.rewards.models import Award, Criterion, Nomination, RewardRound
from ocop.support.rewards.queries import sees_reviews
from ocop.support.rewards.sheets import Nominations, Rounds
from ocop.support.rewards.states import ROUND_WORKFLOW, RoundKind

PAGE = 50
# Address → action of the workflow table.
MOVES = {"xet": "review", "nhan-lai": "reopen", "ket-thuc": "close"}


def round_or_404(request: Request, public_id: str) -> RewardRound:
    rounds = RewardRound.objects.visible_to(request.actor).select_related("office")
    return get_object_or_404(rounds, public_id=public_id)


@login_required
@require_safe
def rounds(request: Request) -> HttpResponse:
    """All rounds for an officer; for a producer its own nominations."""
    actor = request.actor
    rows = RewardRound.objects.visible_to(actor).select_related("office")
    seen = Nomination.objects.visible_to(actor).values("pk")
    rows = rows.annotate(seen=Count("nominations", filter=Q(nominations__in=seen)))
    page = Paginator(rows.order_by("-opens_on", "-pk"), PAGE).get_page(request.GET.get("trang"))
    mine = Nomination.objects.sent().filter(producer_id__in=actor.producer_ids).for_list()
    context = {
        "page": page,
        "mine": list(mine),
        "may": policies.may_open(actor),
        "upload_url": reverse("intake:upload", args=[Rounds.slug]),
    }
    return render(request, "rewards/rounds.html", context)


@login_required
@require_safe
def rounds_sheet(request: Request) -> HttpResponse:
    """The rounds in the columns a sheet is read by."""
    table = Rounds(request.actor)
    return sheet_of("dot-khen-thuong", "Đợt khen thưởng", table.columns, table.records(), request.actor.on)


def filtered(request: Request, round_: RewardRound) -> tuple[NominationFilter, Any]:
    """The nominations of a round this person may see, narrowed by the address."""
    form = NominationFilter(request.GET)
    form.is_valid()
    found = Nomination.objects.visible_to(request.actor).filter(round=round_)
    if kind := form.cleaned_data.get("doi_tuong"):
        found = found.filter(kind=kind)
    if state := form.cleaned_data.get("trang_thai"):
        found = found.filter(state=state)
    return form, found.for_list()


@login_required
@require_safe
def round_page(request: Request, public_id: str) -> HttpResponse:
    """One round: days, criteria, nominations, decisions, and the moves this person may make."""
    found, actor = round_or_404(request, public_id), request.actor
    form, rows = filtered(request, found)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    runs = policies.may_run(actor, found)
    moves = [
        {"slug": slug, "label": move.label}
        for slug, action in MOVES.items()
        if runs and (move := ROUND_WORKFLOW.find(action, found.state))
    ]
    context = {
        "round": found,
        "page": page,
        "filter_form": form,
        "criteria": list(found.criteria.all()),
        "decisions": list(found.decisions.annotate(awarded=Count("awards"))) if actor.posts else [],
        "moves": moves,
        "runs": runs,
        "may_nominate": policies.may_nominate(actor, found),
        "may_decide": policies.may_decide(actor, found),
        "may_change": policies.may_change_criteria(actor, found),
        "sees_reviews": sees_reviews(actor, found),
        "shelf": shelf_of(found, actor),
        "upload_url": f"{reverse('intake:upload', args=[Nominations.slug])}?thuoc={found.public_id}",
    }
    return render(request, "rewards/round.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_round(request: Request) -> HttpResponse:
    may = policies.may_open(request.actor)
    only_if(may)
    year = clock.today().year
    initial = {
        "kind": RoundKind.YEAR,
        "name": f"Khen thưởng Chương trình OCOP năm {year}",
        "covers_from": f"1/1/{year}",
        "covers_to": f"31/12/{year}",
        "opens_on": clock.today(),
    }
    form = bound(request, NewRoundForm, actor=request.actor, initial=initial)
    here = reverse("rewards:rounds")

    def act(data: dict[str, Any]) -> None:
        actions.open_round(_facts(data), office=data["office"], by=request.actor, at=clock.now())

    page = FormPage("Mở đợt khen thưởng", "Khen thưởng", here, "Mở đợt", "Đã mở đợt khen thưởng.", here)
    return run(request, form, page, act, may)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_round(request: Request, public_id: str) -> HttpResponse:
    found = round_or_404(request, public_id)
    only_if(policies.may_run(request.actor, found))
    initial = {name: getattr(found, name) for name in RoundFacts.__dataclass_fields__}
    form = bound(request, RoundForm, initial=initial)

    def act(data: dict[str, Any]) -> None:
        actions.change_round(found, _facts(data), by=request.actor, at=clock.now())

    page = _page_of(found, "Sửa đợt khen thưởng", "Lưu thay đổi", "Đã lưu thay đổi của đợt.")
    return run(request, form, page, act, policies.may_change_criteria(request.actor, found))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_criterion(request: Request, public_id: str) -> HttpResponse:
    found = round_or_404(request, public_id)
    only_if(policies.may_run(request.actor, found))

    def act(data: dict[str, Any]) -> None:
        actions.add_criterion(found, **data, by=request.actor, at=clock.now())

    page = _page_of(found, "Thêm tiêu chí", "Lưu tiêu chí", "Đã thêm tiêu chí.")
    may = policies.may_change_criteria(request.actor, found)
    return run(request, bound(request, CriterionForm), page, act, may)


@login_required
@require_POST
def drop_criterion(request: Request, public_id: str) -> HttpResponse:
    criteria = Criterion.objects.filter(round__in=RewardRound.objects.visible_to(request.actor))
    found = get_object_or_404(criteria.select_related("round"), public_id=public_id)
    only_if(policies.may_run(request.actor, found.round))
    try:
        actions.drop_criterion(found, by=request.actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, "Đã bỏ tiêu chí.")
    return redirect("rewards:round", found.round.public_id)


@login_required
@require_POST
def move_round(request: Request, public_id: str, move: str) -> HttpResponse:
    found = round_or_404(request, public_id)
    if move not in MOVES:
        raise Http404
    only_if(policies.may_run(request.actor, found))
    try:
        actions.move_round(found, MOVES[move], by=request.actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, "Đã chuyển bước của đợt.")
    return redirect("rewards:round", found.public_id)


@require_safe
def rewarded(request: Request) -> HttpResponse:
    """For everybody: who was rewarded, how, by which decision. Nothing else of a nomination is shown."""
    page = Paginator(_awards(), PAGE).get_page(request.GET.get("trang"))
    return render(request, "rewards/rewarded.html", {"page": page})


@require_safe
def rewarded_sheet(request: Request) -> HttpResponse:
    """The same list for everybody's own use."""
    columns = (
        ListColumn("Tập thể, cá nhân", lambda row: row.nomination.nominee),
        ListColumn("Nơi", lambda row: row.nomination.place),
        ListColumn("Hình thức", lambda row: str(row.get_form_display())),
        ListColumn("Số quyết định", lambda row: row.decision.number),
        ListColumn("Ngày ký", lambda row: row.decision.signed_on, "date"),
        ListColumn("Cơ quan ký", lambda row: row.decision.office.name),
        ListColumn("Đợt", lambda row: row.decision.round.name),
    )
    return sheet_of("da-khen-thuong", "Đã khen thưởng", columns, _awards(), clock.today())


def _awards() -> Any:
    related = ("decision__round", "decision__office", "nomination__producer__unit", "nomination__office")
    return Award.objects.select_related(*related).order_by("-decision__signed_on", "nomination__folded", "pk")


def _facts(data: dict[str, Any]) -> RoundFacts:
    return RoundFacts(**{name: data[name] for name in RoundFacts.__dataclass_fields__})


def _page_of(found: RewardRound, title: str, submit: str, done: str) -> FormPage:
    here = reverse("rewards:round", args=[found.public_id])
    return FormPage(title, found.name, here, submit, done, here)
