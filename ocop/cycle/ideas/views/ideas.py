"""One idea as an officer sees it, with its picture, and the buttons of one press."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ocop.cycle.ideas import actions, policies
from ocop.cycle.ideas.actions.steps import all_merged
from ocop.cycle.ideas.following import told
from ocop.cycle.ideas.models import Idea
from ocop.cycle.ideas.similar import MOST_READ, Likeness, alike, perhaps_like
from ocop.cycle.ideas.states import IDEA_WORKFLOW
from ocop.cycle.ideas.views.scoped import attempt, held_or_404, idea_or_404
from ocop.ground.producers.models import Product
from ocop.ground.producers.states import ProductState
from ocop.ground.registry.serving import serve
from ocop.kit import clock
from ocop.kit.scope import Actor
from ocop.kit.text.phone import format_phone
from ocop.kit.ui.parts import Row
from ocop.kit.web import Request

# The officer's acts in the order of the page: the move, the words of its link, the name of its page.
ACTS = (
    ("accept", "Nhận vào mùa OCOP", "ideas:accept"),
    ("make_candidate", "Lập tiền sản phẩm", "ideas:candidate"),
    ("ask_back", "Hỏi lại tác giả", "ideas:ask"),
    ("merge", "Gộp vào ý tưởng giống", "ideas:merge"),
    ("refuse", "Giải thích vì sao chưa nhận", "ideas:refuse"),
    ("reopen", "Xem lại", "ideas:reopen"),
)


@login_required
@require_safe
def idea(request: Request, public_id: str) -> HttpResponse:
    """What was offered and by whom, what it resembles, what happened, and what may be done now."""
    found, actor = idea_or_404(request, public_id), request.actor
    context = {
        "idea": found,
        "facts": _facts(found),
        "author": _author(found, actor),
        "sees_author": policies.may_see_author(actor, found),
        "happenings": told(found.steps.select_related("office", "by"), with_people=True),
        "products": products_like(found.title),
        "ideas": ideas_like(found, actor),
        "merged": all_merged(found),
        "acts": [
            (policies.may(actor, found, act), words, page)
            for act, words, page in ACTS
            if policies.holds(actor, found) and IDEA_WORKFLOW.allowed(act, found.state)
        ],
        "may_hand_on": policies.may_hand_on(actor, found),
        "may_show": policies.may_show(actor, found),
    }
    return render(request, "ideas/idea.html", context)


def products_like(title: str) -> Likeness:
    """Products that are still made whose names are like a title, whoever makes them; one query."""
    rows = Product.objects.exclude(state=ProductState.DISCONTINUED).filter(perhaps_like(title))
    read = rows.select_related("producer__unit").order_by("sort_key", "pk")[:MOST_READ]
    return alike(title, read, lambda row: row.name)


def ideas_like(idea: Idea, actor: Actor) -> Likeness:
    """Other ideas the person may read whose titles are like this one's; one query."""
    rows = Idea.objects.visible_to(actor).exclude(pk=idea.pk).filter(perhaps_like(idea.title))
    return alike(idea.title, rows.for_list().order_by("sent_at", "pk")[:MOST_READ], lambda row: row.title)


def _facts(found: Idea) -> list[Row]:
    rows = [
        Row("Số ý tưởng", found.number),
        Row("Nơi có thể làm", found.unit.full_name),
        Row("Nhãn tác giả chọn", [str(each) for each in found.tags.all()]),
        Row("Nơi trả lời", found.office.name),
    ]
    if found.round is not None:
        rows.append(Row("Đợt", found.round.name))
    return rows


def _author(found: Idea, actor: Actor) -> list[Row]:
    rows = [Row("Tác giả là", found.get_author_kind_display())]
    if policies.may_see_author(actor, found):
        if found.producer is not None:
            rows.append(Row("Chủ thể", found.producer.name))
        contact = [each for each in (found.phone and format_phone(found.phone), found.email) if each]
        rows += [Row("Họ và tên", found.author_name), Row("Liên lạc", contact)]
    elif found.public_name:
        rows.append(Row("Họ và tên", found.public_name))
    wish = "Đồng ý hiện ý tưởng" if found.may_list else "Không hiện ý tưởng"
    rows.append(Row("Mong muốn", f"{wish}; {'hiện tên' if found.shows_name else 'không hiện tên'}"))
    return rows


@login_required
@require_safe
def picture(request: Request, public_id: str) -> HttpResponseBase:
    """The picture the author sent."""
    found = idea_or_404(request, public_id)
    if found.picture is None:
        raise Http404
    return serve(found.picture, request)


@login_required
@require_POST
def show(request: Request, public_id: str) -> HttpResponse:
    found = held_or_404(request, public_id)
    attempt(
        request,
        lambda: actions.show(found, by=request.actor, at=clock.now()),
        "Ý tưởng đã hiện ở trang công khai.",
    )
    return redirect("ideas:idea", found.public_id)


@login_required
@require_POST
def hide(request: Request, public_id: str) -> HttpResponse:
    found = held_or_404(request, public_id)
    attempt(
        request,
        lambda: actions.hide(found, by=request.actor, at=clock.now()),
        "Ý tưởng không còn ở trang công khai.",
    )
    return redirect("ideas:idea", found.public_id)
