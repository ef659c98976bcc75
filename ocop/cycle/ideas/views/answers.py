"""An officer's answers, one page each."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ocop.cycle.ideas import actions, policies
from ocop.cycle.ideas.actions.steps import communes_that_answer
from ocop.cycle.ideas.forms import AcceptForm, HandOnForm, MergeForm, QuestionForm, RefuseForm, ReopenForm
from ocop.cycle.ideas.models import Idea
from ocop.cycle.ideas.queries import KEEPERS
from ocop.cycle.ideas.states import IdeaState
from ocop.cycle.ideas.views.ideas import ideas_like
from ocop.cycle.ideas.views.scoped import held_or_404
from ocop.ground.offices.models import Office
from ocop.ground.planning.actions.notices import coordination_office
from ocop.ground.programme.models import Round
from ocop.ground.programme.states import RoundState
from ocop.kit import clock
from ocop.kit.scope import Actor, Answer, no
from ocop.kit.ui.form_page import FormPage, bound, run
from ocop.kit.web import Request

MOST_OFFERED = 30
SHOWN_TOO = "Tác giả đồng ý cho mọi người xem: nhận xong, ý tưởng hiện ở trang công khai. Xem kỹ lời và ảnh trước."
page_with_form = require_http_methods(["GET", "HEAD", "POST"])


def _page(found: Idea, title: str, submit: str, done: str, intro: str = "") -> FormPage:
    here = reverse("ideas:idea", args=[found.public_id])
    return FormPage(title, found.title, here, submit, done, here, intro)


def _run(
    request: Request, found: Idea, form: Any, page: FormPage, act: Callable[..., object], may: Answer
) -> HttpResponse:
    def carry_out(data: dict[str, Any]) -> None:
        act(found, **data, by=request.actor, at=clock.now())

    return run(request, form, page, carry_out, may)


@login_required
@page_with_form
def ask(request: Request, public_id: str) -> HttpResponse:
    """Asking the author something."""
    found = held_or_404(request, public_id)
    page = _page(found, "Hỏi lại tác giả", "Gửi câu hỏi", "Đã gửi câu hỏi. Tác giả thấy ở liên kết của mình.")
    may = policies.may(request.actor, found, "ask_back")
    return _run(request, found, bound(request, QuestionForm), page, actions.ask_back, may)


@login_required
@page_with_form
def accept(request: Request, public_id: str) -> HttpResponse:
    """Taking an idea into a round of the season."""
    found, on = held_or_404(request, public_id), request.actor.on
    rounds = Round.objects.exclude(state=RoundState.CLOSED).filter(proposal_due__gte=on).order_by("proposal_due", "pk")
    may = policies.may(request.actor, found, "accept")
    if may and not rounds.exists():
        may = no("Chưa có đợt nào đang mở hoặc sắp mở. Văn phòng Điều phối tỉnh lập đợt trước ở “Đợt đánh giá”.")
    form = bound(request, AcceptForm, rounds=rounds)
    page = _page(
        found,
        "Nhận vào mùa OCOP",
        "Nhận ý tưởng",
        "Đã nhận ý tưởng. Việc tiếp theo: lập tiền sản phẩm với chủ thể sẽ làm.",
        SHOWN_TOO if found.may_list else "",
    )
    return _run(request, found, form, page, actions.accept, may)


@login_required
@page_with_form
def refuse(request: Request, public_id: str) -> HttpResponse:
    """Explaining why not."""
    found = held_or_404(request, public_id)
    page = _page(found, "Giải thích vì sao chưa nhận", "Gửi trả lời", "Đã gửi trả lời cho tác giả.")
    may = policies.may(request.actor, found, "refuse")
    return _run(request, found, bound(request, RefuseForm), page, actions.refuse, may)


@login_required
@page_with_form
def reopen(request: Request, public_id: str) -> HttpResponse:
    """Looking at an idea again."""
    found = held_or_404(request, public_id)
    page = _page(found, "Xem lại ý tưởng", "Xem lại", "Ý tưởng lại chờ trả lời.")
    may = policies.may(request.actor, found, "reopen")
    return _run(request, found, bound(request, ReopenForm), page, actions.reopen, may)


@login_required
@page_with_form
def merge(request: Request, public_id: str) -> HttpResponse:
    """Choosing the idea this one goes into: those like it, or those found by words or number (`?tim=`)."""
    found, actor = held_or_404(request, public_id), request.actor
    typed = request.GET.get("tim", "").strip()[:80]
    form = bound(request, MergeForm, ideas=_offered(found, actor, typed))
    page = _page(found, "Gộp vào ý tưởng giống", "Gộp", "Đã gộp. Tác giả được báo gộp vào đâu và vì sao.")
    offered = form.fields["into"].queryset
    may = policies.may(actor, found, "merge")
    if may and not offered:
        may = no("Chưa có ý tưởng để chọn. Tìm theo tên hoặc số ở ô trên.")
    context = {"typed": typed, "offered": offered, "idea": found}
    return run(
        request, form, page, lambda data: _merge(found, data, request), may, template="ideas/merge.html", more=context
    )


def _merge(found: Idea, data: dict[str, Any], request: Request) -> None:
    actions.merge(found, into=data["into"], why=data["why"], by=request.actor, at=clock.now())


def _offered(found: Idea, actor: Actor, typed: str) -> Any:
    rows = Idea.objects.visible_to(actor).exclude(pk=found.pk).exclude(state=IdeaState.MERGED)
    if typed:
        keys = list(rows.search(typed).order_by("sent_at", "pk").values_list("pk", flat=True)[:MOST_OFFERED])
    else:
        keys = [row.pk for row in ideas_like(found, actor).rows][:MOST_OFFERED]
    return rows.filter(pk__in=keys).select_related("unit").order_by("sent_at", "pk")


@login_required
@page_with_form
def hand_on(request: Request, public_id: str) -> HttpResponse:
    """From a commune to the province and back, or to the commune that was meant."""
    found = held_or_404(request, public_id)
    offices, may = _offices(found, request.actor), policies.may_hand_on(request.actor, found)
    if may and not offices:
        may = no("Chưa có cơ quan nào khác để chuyển. Quản trị hệ thống lập Văn phòng Điều phối tỉnh trước.")
    form = bound(request, HandOnForm, offices=offices)
    page = _page(found, "Chuyển cơ quan trả lời", "Chuyển", "Đã chuyển. Hạn trả lời không đổi.")
    return _run(request, found, form, page, actions.hand_on, may)


def _offices(found: Idea, actor: Actor) -> list[Office]:
    """The province hands on to communes; a commune to the province, which knows whose it is."""
    province = coordination_office(actor.on)
    offices = [province] if province is not None else []
    if actor.has_role(*KEEPERS):
        offices += communes_that_answer(actor.on)
    return [office for office in offices if office.pk != found.office_id]
