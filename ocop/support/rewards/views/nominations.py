"""Nominations: putting somebody forward, one nomination with its evidence, papers, sending, reviewing."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ocop.ground.producers.models import Producer
from ocop.ground.registry.holders import shelf_of
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.ui.form_page import FormPage, bound, only_if, run
from ocop.kit.web import Request
from ocop.support.rewards import actions, policies
from ocop.support.rewards.actions import Nominee
from ocop.support.rewards.evidence import Evidence, evidence_of
from ocop.support.rewards.forms import NewNominationForm, NominationForm, ReviewForm
from ocop.support.rewards.models import Nomination, RewardRound
from ocop.support.rewards.queries import producers_to_nominate, sees_reviews
from ocop.support.rewards.states import NomineeKind
from ocop.support.rewards.views.rounds import round_or_404

KINDS = {"chu-the": NomineeKind.PRODUCER, "co-quan": NomineeKind.OFFICE, "ca-nhan": NomineeKind.PERSON}
FOUND = 30


def nomination_or_404(request: Request, public_id: str) -> Nomination:
    return get_object_or_404(Nomination.objects.visible_to(request.actor).for_list(), public_id=public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def nominate(request: Request, public_id: str) -> HttpResponse:
    """Choose a kind of nominee, find the producer, then say what it did."""
    round_ = round_or_404(request, public_id)
    may = policies.may_nominate(request.actor, round_)
    only_if(may)
    kind = KINDS.get(request.GET.get("loai", ""))
    producer = _producer(request)
    if kind is None or (kind == NomineeKind.PRODUCER and producer is None):
        return _choose(request, round_, kind)
    form = bound(request, NewNominationForm, actor=request.actor, kind=kind)
    here = reverse("rewards:round", args=[round_.public_id])
    title = f"Đề nghị khen thưởng {producer.name}" if producer else f"Đề nghị khen thưởng {kind.label.lower()}"

    def act(data: dict[str, Any]) -> str:
        nominee = Nominee(
            kind, producer, data.get("office"), data.get("person_name", "").strip(), data.get("workplace", "").strip()
        )
        made = actions.nominate(
            round_,
            nominee,
            nominated_by=data["nominated_by"],
            achievement=data["achievement"],
            proposed_form=data["proposed_form"],
            by=request.actor,
            at=clock.now(),
        )
        return reverse("rewards:nomination", args=[made.public_id])

    done = "Đã lưu bản thảo đề nghị. Anh/chị thêm giấy tờ nếu có, rồi gửi."
    return run(request, form, FormPage(title, round_.name, here, "Lưu đề nghị", done, here), act, may)


def _producer(request: Request) -> Producer | None:
    """The producer in the address, when this person may nominate it."""
    chosen = request.GET.get("chu_the", "")
    return producers_to_nominate(request.actor).filter(public_id=chosen).first() if chosen else None


def _choose(request: Request, round_: RewardRound, kind: str | None) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:80]
    found: list[Producer] = []
    if kind == NomineeKind.PRODUCER and words:
        rows = producers_to_nominate(request.actor).search(words).select_related("unit")
        found = list(rows.order_by("sort_key", "pk")[:FOUND])
    context = {"round": round_, "kind": kind, "words": words, "found": found, "most": FOUND}
    return render(request, "rewards/choose.html", context)


@login_required
@require_safe
def nomination(request: Request, public_id: str) -> HttpResponse:
    """One nomination: what is said, what the records say, papers, reviews for those who read them, the decision."""
    found, actor = nomination_or_404(request, public_id), request.actor
    award = getattr(found, "award", None)
    reads_reviews = sees_reviews(actor, found.round)
    reviews = found.reviews.select_related("by").prefetch_related("marks__criterion") if reads_reviews else []
    context = {
        "nomination": found,
        "award": award,
        "evidence": _frozen(award.basis) if award else evidence_of(found, actor, _day(found)),
        "day": award.decision.signed_on if award else _day(found),
        "shelf": shelf_of(found, actor),
        "reviews": list(reviews),
        "reads_reviews": reads_reviews,
        "may_edit": policies.may_edit(actor, found),
        "may_send": policies.may_move_nomination(actor, found, "send"),
        "may_withdraw": policies.may_move_nomination(actor, found, "withdraw"),
        "may_review": policies.may_review(actor, found),
    }
    return render(request, "rewards/nomination.html", context)


def _day(found: Nomination) -> Any:
    """The day evidence is looked at: today, or the day the round ended."""
    return clock.local_date(found.round.closed_at) if found.round.closed_at else clock.today()


def _frozen(basis: list[str]) -> list[Evidence]:
    return [Evidence(*line.split(". ", 1)) if ". " in line else Evidence(line, "") for line in basis]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_nomination(request: Request, public_id: str) -> HttpResponse:
    found = nomination_or_404(request, public_id)
    may = policies.may_edit(request.actor, found)
    only_if(may)
    initial = {"achievement": found.achievement, "proposed_form": found.proposed_form}
    form = bound(request, NominationForm, initial=initial)

    def act(data: dict[str, Any]) -> None:
        actions.change_nomination(found, **data, by=request.actor, at=clock.now())

    return run(request, form, _page_of(found, "Sửa đề nghị", "Lưu đề nghị", "Đã lưu đề nghị."), act, may)


@login_required
@require_POST
def move_nomination(request: Request, public_id: str, move: str) -> HttpResponse:
    found = nomination_or_404(request, public_id)
    known = {"gui": ("send", "Đã gửi đề nghị."), "rut": ("withdraw", "Đã rút đề nghị về để sửa.")}
    if move not in known:
        raise Http404
    action, words = known[move]
    try:
        actions.move_nomination(found, action, by=request.actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, words)
    return redirect("rewards:nomination", found.public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: Request, public_id: str) -> HttpResponse:
    found = nomination_or_404(request, public_id)
    only_if(policies.may_run(request.actor, found.round))
    form = bound(request, ReviewForm, criteria=list(found.round.criteria.all()))

    def act(data: dict[str, Any]) -> None:
        actions.review(
            found,
            marks=form.marks(),
            remark=data["remark"],
            recommends=data["recommends"],
            by=request.actor,
            at=clock.now(),
        )

    page = _page_of(found, "Nhận xét đề nghị", "Lưu nhận xét", "Đã lưu nhận xét.")
    return run(request, form, page, act, policies.may_review(request.actor, found))


def _page_of(found: Nomination, title: str, submit: str, done: str) -> FormPage:
    here = reverse("rewards:nomination", args=[found.public_id])
    return FormPage(title, found.nominee, here, submit, done, here)
