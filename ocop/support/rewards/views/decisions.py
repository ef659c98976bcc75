"""Decisions of a round, and the list sent up for signature as a workbook and on paper."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ocop.ground.registry.actions import file_if_sent
from ocop.ground.registry.holders import Link, shelf_of
from ocop.ground.registry.serving import serve
from ocop.kit import clock
from ocop.kit.ui.form_page import FormPage, bound, only_if, run
from ocop.kit.ui.listing import sheet_of
from ocop.kit.web import Request
from ocop.support.rewards import actions, policies
from ocop.support.rewards.evidence import summaries
from ocop.support.rewards.forms import DecisionForm, ScanForm
from ocop.support.rewards.models import Nomination, Review, RewardDecision, RewardRound
from ocop.support.rewards.queries import sees_reviews
from ocop.support.rewards.sheets import Nominations
from ocop.support.rewards.states import NominationState
from ocop.support.rewards.views.rounds import filtered, round_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Request, public_id: str) -> HttpResponse:
    """Record a signed decision: its number and day, and what each nominee it names gets."""
    round_ = round_or_404(request, public_id)
    only_if(policies.decides(request.actor))
    waiting = list(Nomination.objects.filter(round=round_, state=NominationState.SENT).for_list())
    form = bound(request, DecisionForm, nominations=waiting, on=clock.today())
    here = reverse("rewards:round", args=[round_.public_id])

    def act(data: dict[str, Any]) -> None:
        document = file_if_sent(data["file"], by=request.actor, at=clock.now())
        actions.record_decision(
            round_,
            office=data["office"],
            number=data["number"],
            signed_on=data["signed_on"],
            awards=form.awards(),
            document=document,
            by=request.actor,
            at=clock.now(),
        )

    page = FormPage(
        "Ghi quyết định khen thưởng",
        round_.name,
        here,
        "Ghi quyết định",
        "Đã ghi quyết định khen thưởng.",
        here,
        "Chép đúng bản đã ký. Quyết định đã ghi thì không sửa được.",
    )
    return run(request, form, page, act, policies.may_decide(request.actor, round_))


def decision_or_404(request: Request, public_id: str) -> RewardDecision:
    decisions = RewardDecision.objects.visible_to(request.actor).select_related("round", "office", "document")
    return get_object_or_404(decisions, public_id=public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: Request, public_id: str) -> HttpResponse:
    """One decision with all it rewarded; its signed paper is filed here once."""
    found = decision_or_404(request, public_id)
    may = policies.may_file_scan(request.actor, found)
    form = bound(request, ScanForm)
    if request.method == "POST":
        only_if(policies.decides(request.actor))
        here = reverse("rewards:decision", args=[found.public_id])
        page = FormPage("Lưu bản quét", f"{found}", here, "Lưu bản quét", "Đã lưu bản quét.", here)

        def act(data: dict[str, Any]) -> None:
            document = file_if_sent(data["file"], by=request.actor, at=clock.now())
            if document is not None:
                actions.file_scan(found, document=document, by=request.actor, at=clock.now())

        return run(request, form, page, act, may)
    awards = found.awards.select_related("nomination__producer__unit", "nomination__office").order_by(
        "nomination__folded", "pk"
    )
    context = {
        "decision": found,
        "awards": awards,
        "form": form,
        "may": may,
        "shelf": shelf_of(found, request.actor, kept=_scan(found)),
    }
    return render(request, "rewards/decision.html", context)


def _scan(found: RewardDecision) -> list[Link]:
    """The signed copy, first among the papers."""
    url = reverse("rewards:decision_scan", args=[found.public_id])
    return [Link("Bản quét quyết định đã ký", url, found.document)] if found.document else []


@login_required
@require_safe
def scan(request: Request, public_id: str) -> HttpResponseBase:
    """The signed decision as filed."""
    found = decision_or_404(request, public_id)
    if found.document is None:
        raise Http404
    return serve(found.document, request)


def _with_opinion(rows: Any) -> Any:
    """Each nomination with the last reviewer's answer; None where nobody reviewed it."""
    last = Review.objects.filter(nomination=OuterRef("pk")).order_by("-at", "-pk").values("recommends")[:1]
    return rows.annotate(recommended=Subquery(last))


def _opinion(recommended: bool | None) -> str:
    return "Chưa xét" if recommended is None else "Đề nghị khen" if recommended else "Chưa đề nghị"


@login_required
@require_safe
def nominations_sheet(request: Request, public_id: str) -> HttpResponse:
    """The nominations this person may see as the list of the office, filters kept."""
    round_ = round_or_404(request, public_id)
    _, found = filtered(request, round_)
    rows = list(_with_opinion(found))
    words, reads = summaries(rows, _day(round_)), sees_reviews(request.actor, round_)
    for number, each in enumerate(rows, start=1):
        each.number, each.evidence = number, words[each.pk]
        each.opinion = _opinion(each.recommended) if reads else ""
    title = f"Danh sách đề nghị: {round_.name}"
    return sheet_of(Nominations.slug, "Đề nghị khen thưởng", Nominations.columns, rows, request.actor.on, title=title)


def _day(round_: RewardRound) -> Any:
    return clock.local_date(round_.closed_at) if round_.closed_at else clock.today()


@login_required
@require_safe
def submission(request: Request, public_id: str) -> HttpResponse:
    """The submission to the province's committee, for paper: those the reviewers recommend, with their records."""
    round_ = round_or_404(request, public_id)
    only_if(policies.may_run(request.actor, round_) or policies.decides(request.actor))
    sent = Nomination.objects.visible_to(request.actor).sent().filter(round=round_).for_list()
    rows = list(_with_opinion(sent))
    chosen = [each for each in rows if each.recommended]
    words = summaries(chosen, _day(round_))
    context = {
        "round": round_,
        "rows": [(each, words[each.pk]) for each in chosen],
        "left_out": len(rows) - len(chosen),
    }
    return render(request, "rewards/submission.html", context)
