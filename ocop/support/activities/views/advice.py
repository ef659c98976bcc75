"""Questions and answers: found by everybody who signs in, asked from a telephone, answered by the team."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ocop.ground.offices.models import Office
from ocop.ground.producers.models import Producer
from ocop.ground.registry.holders import shelf_of
from ocop.kit import clock
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused
from ocop.kit.ui.listing import ListColumn, sheet_of
from ocop.kit.web import Request
from ocop.support.activities import policies
from ocop.support.activities.actions import advice as actions
from ocop.support.activities.criteria import criteria_groups
from ocop.support.activities.forms import AdviceFilter, AnswerForm, AskForm, GiveForm
from ocop.support.activities.models import AdviceCase
from ocop.support.activities.queries import ORGANISERS
from ocop.support.activities.similar import similar_cases
from ocop.support.activities.states import AdviceState
from ocop.support.activities.views.scoped import case_or_404
from ocop.support.activities.views.team import consultant_offices

PAGE = 30


def _filtered(request: Request) -> tuple[AdviceFilter, Any]:
    """The questions the person may see, narrowed by the address."""
    actor = request.actor
    rows = AdviceCase.objects.visible_to(actor).select_related("consultant")
    form = AdviceFilter(request.GET)
    form.is_valid()
    chosen = form.cleaned_data
    if words := chosen.get("q"):
        rows = rows.search(words)
    if field := chosen.get("linh_vuc"):
        rows = rows.filter(field=field)
    match chosen.get("trang_thai"):
        case "open":
            rows = rows.waiting()
        case "answered":
            rows = rows.answered()
        case "chua-giao":
            rows = rows.waiting().filter(consultant__isnull=True)
        case "cua-toi":
            rows = rows.filter(AdviceCase.objects.concerning(actor))
    return form, rows


@login_required
@require_safe
def advice(request: Request) -> HttpResponse:
    """All questions the person may see; an answer given once is found here by the next who asks."""
    form, rows = _filtered(request)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    context = {"page": page, "filter_form": form, "may_ask": policies.may_ask(request.actor)}
    return render(request, "activities/advice.html", context)


@login_required
@require_safe
def advice_sheet(request: Request) -> HttpResponse:
    """The questions with their answers, without who asked: a file is passed on."""
    _, rows = _filtered(request)
    names = dict(criteria_groups(request.actor.on))
    columns = (
        ListColumn("Câu hỏi", lambda row: row.title),
        ListColumn("Nội dung", lambda row: row.question),
        ListColumn("Lĩnh vực", lambda row: str(row.get_field_display())),
        ListColumn("Nhóm tiêu chí", lambda row: names.get(row.criterion, row.criterion)),
        ListColumn("Cơ quan trả lời", lambda row: str(row.consultant or "")),
        ListColumn("Ngày hỏi", lambda row: local_date(row.asked_at), "date"),
        ListColumn("Trạng thái", lambda row: str(row.get_state_display())),
        ListColumn("Trả lời", lambda row: "\n".join(each.text for each in row.answers.all())),
    )
    return sheet_of("hoi-dap", "Hỏi đáp", columns, rows.prefetch_related("answers"), request.actor.on)


@login_required
def ask_page(request: Request) -> HttpResponse:
    """A question; answers already given to questions like it are shown before it is sent."""
    actor = request.actor
    if not policies.may_ask(actor):
        raise Http404
    form = AskForm(request.POST or None, askers=_askers(actor), criteria=criteria_groups(actor.on))
    similar: list[AdviceCase] = []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if "van-gui" not in request.POST:
            similar = similar_cases(f"{said['title']} {said['question']}", said["field"], actor)
        if not similar:
            try:
                made = actions.ask(_question(form), by=actor, at=clock.now(), key=said["key"])
            except Refused as refused:
                form.add_error(None, refused.reason)
            else:
                messages.success(request, "Đã gửi câu hỏi. Anh/chị sẽ nhận thông báo khi có trả lời.")
                return redirect("activities:advice_case", made.public_id)
    return render(request, "activities/ask.html", {"form": form, "similar": similar})


def _askers(actor: Actor) -> list[tuple[str, str]]:
    """For whom the person may ask: their producers, their offices."""
    producers = Producer.objects.filter(pk__in=actor.producer_ids).values_list("public_id", "name")
    offices = Office.objects.filter(pk__in=actor.office_ids(*ORGANISERS)).values_list("public_id", "name")
    return [(f"p-{key}", name) for key, name in producers] + [(f"o-{key}", name) for key, name in offices]


def _question(form: AskForm) -> actions.Question:
    said = form.cleaned_data
    sort, key = said["asker"].split("-", 1)
    return actions.Question(
        title=said["title"],
        question=said["question"],
        field=said["field"],
        criterion=said["criterion"],
        producer=Producer.objects.get(public_id=key) if sort == "p" else None,
        office=Office.objects.get(public_id=key) if sort == "o" else None,
        is_private=said["is_private"],
    )


@login_required
@require_safe
def case(request: Request, public_id: str) -> HttpResponse:
    """A question with its answers; who asked is told only to those it concerns."""
    actor = request.actor
    found = case_or_404(request, public_id)
    context = {
        "case": found,
        "answers": found.answers.select_related("office"),
        "asker": (found.producer or found.office) if policies.may_see_asker(actor, found) else None,
        "criterion": dict(criteria_groups(found.asked_at.date())).get(found.criterion, found.criterion),
        "similar": similar_cases(found.question, found.field, actor, but=found.pk)[:3],
        "may_answer": policies.may_answer(actor, found),
        "is_consultant": policies.may_see_asker(actor, found) and not policies.asked_it(actor, found),
        "is_asker": policies.asked_it(actor, found),
        "may_close": policies.may_settle(actor, found, "close"),
        "may_ask_again": policies.may_settle(actor, found, "ask_again"),
        "may_give": policies.may_pass_on(actor, found),
        "give_form": GiveForm(offices=consultant_offices(actor), initial={"office": found.consultant}),
        "shelf": shelf_of(found, actor),
        "is_open": found.state == AdviceState.OPEN,
    }
    return render(request, "activities/advice_case.html", context)


@login_required
def answer_page(request: Request, public_id: str) -> HttpResponse:
    found = case_or_404(request, public_id)
    may = policies.may_answer(request.actor, found)
    if not may and not policies.may_see_asker(request.actor, found):
        raise Http404
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(found, form.cleaned_data["text"], by=request.actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã gửi câu trả lời.")
            return redirect("activities:advice_case", found.public_id)
    similar = similar_cases(f"{found.title} {found.question}", found.field, request.actor, but=found.pk)
    return render(request, "activities/answer.html", {"form": form, "case": found, "may": may, "similar": similar})


@login_required
@require_POST
def close(request: Request, public_id: str) -> HttpResponse:
    return _settle(request, public_id, "close", "Đã ghi nhận. Cảm ơn anh/chị.")


@login_required
@require_POST
def ask_again(request: Request, public_id: str) -> HttpResponse:
    return _settle(request, public_id, "ask_again", "Đã gửi phần hỏi thêm.")


def _settle(request: Request, public_id: str, action: str, words: str) -> HttpResponse:
    found = case_or_404(request, public_id)
    try:
        more = request.POST.get("them", "")[:2000]
        actions.settle(found, action, by=request.actor, at=clock.now(), more=more)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, words)
    return redirect("activities:advice_case", found.public_id)
