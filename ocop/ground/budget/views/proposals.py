"""Proposals for money: the list, drafting, asking for lines, sending, the answer, the paper and its Excel."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ocop.ground.budget import policies
from ocop.ground.budget.actions import proposals as actions
from ocop.ground.budget.asking import asked_lines, missing_of, sees_all_money
from ocop.ground.budget.models import BudgetLine, Proposal
from ocop.ground.budget.proposal_forms import AskForm, ProposalFilter, ProposalForm, ReplyForm, SendForm
from ocop.ground.budget.sheets import Proposals
from ocop.ground.budget.sheets.proposals import COLOURS
from ocop.ground.budget.states import ProposalState
from ocop.ground.budget.views.scoped import allowed, readers_only
from ocop.ground.offices.models import Office, StandingAgency
from ocop.ground.offices.states import Tier
from ocop.ground.planning.models import Plan
from ocop.ground.registry.holders import shelf_of
from ocop.kit import clock
from ocop.kit.scope import Actor, Answer, Refused
from ocop.kit.text.dates import format_date
from ocop.kit.text.numbers import format_money
from ocop.kit.ui.listing import page_of, sheet_of, table_of
from ocop.kit.ui.parts import Row
from ocop.kit.web import Request


def _filtered(request: Request) -> tuple[ProposalFilter, Any]:
    rows = Proposals(readers_only(request)).records()
    years = rows.order_by("-year").values_list("year", flat=True).distinct()
    form = ProposalFilter(request.GET, years=years)
    form.is_valid()
    if year := form.cleaned_data.get("nam"):
        rows = rows.filter(year=year)
    if state := form.cleaned_data.get("trang_thai"):
        rows = rows.filter(state=state)
    return form, rows


@login_required
@require_safe
def proposals(request: Request) -> HttpResponse:
    form, rows = _filtered(request)
    page = page_of(request, rows)
    context = {
        "title": "Đề nghị bố trí nguồn lực",
        "crumbs": ("Kinh phí", reverse("budget:plans")),
        "acts": [
            (policies.may_propose(request.actor), "Soạn đề nghị", reverse("budget:new_proposal")),
            (Proposals(request.actor).may(), "Nhập từ Excel", reverse("intake:upload", args=[Proposals.slug])),
        ],
        "filter_form": form,
        "export_url": reverse("budget:proposals_sheet"),
        "noun": "đề nghị",
        "table": table_of("Đề nghị bố trí nguồn lực", Proposals.columns, page),
        "page": page,
        "empty_words": "Không có đề nghị nào khớp. Xoá bớt bộ lọc, hoặc soạn đề nghị từ nhu cầu của một dòng dự toán.",
    }
    return render(request, "kit/listing_page.html", context)


@login_required
@require_safe
def proposals_sheet(request: Request) -> HttpResponse:
    _, rows = _filtered(request)
    return sheet_of("de-nghi-bo-tri", "Đề nghị", Proposals.columns, rows, request.actor.on)


def proposal_or_404(request: Request, public_id: str) -> Proposal:
    rows = Proposal.objects.visible_to(readers_only(request)).select_related("plan", "office", "to")
    return get_object_or_404(rows, public_id=public_id)


def _offices(actor: Actor) -> Any:
    """In whose name the person asks: their own offices, or any of the province for the keepers."""
    rows = Office.objects.in_force(actor.on).filter(tier=Tier.PROVINCE)
    if actor.has_role(*policies.KEEPERS):
        return rows
    return rows.filter(pk__in=actor.office_ids(*policies.PROPOSERS))


@login_required
def new_proposal(request: Request) -> HttpResponse:
    actor = readers_only(request)
    allowed(policies.may_propose(actor))
    offices = _offices(actor)
    own = offices.filter(pk__in=actor.office_ids(*policies.PROPOSERS)).first()
    form = ProposalForm(
        request.POST or None,
        plans=Plan.objects.visible_to(actor) & Plan.objects.running_on(actor.on),
        offices=offices,
        committees=Office.objects.in_force(actor.on).committees_of(Tier.PROVINCE),
        initial={"year": actor.on.year, "office": own.public_id if own else None},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.draft_proposal(actions.ProposalFacts(**form.cleaned_data), by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã lập bản nháp. Anh/chị thêm các dòng đề nghị.")
            return redirect("budget:proposal", made.public_id)
    context = {
        "title": "Soạn đề nghị bố trí nguồn lực",
        "crumbs": ("Đề nghị bố trí nguồn lực", reverse("budget:proposals")),
        "form": form,
        "may": policies.may_propose(actor),
        "submit": "Lập bản nháp",
    }
    return render(request, "kit/form_page.html", context)


@login_required
@require_safe
def proposal(request: Request, public_id: str) -> HttpResponse:
    """The proposal with what each line needs, got and spent, and what is asked."""
    found, actor = proposal_or_404(request, public_id), request.actor
    lines = asked_lines(found)
    context = {
        "proposal": found,
        "colour": COLOURS[found.state],
        "facts": _facts(found),
        "lines": lines,
        "total": sum(each.row.asked for each in lines),
        "whole": sees_all_money(found.office),
        "may_write": policies.may_write_proposal(actor, found),
        "may_answer": policies.may_answer_proposal(actor, found),
        "shelf": shelf_of(found, actor),
    }
    return render(request, "budget/proposal.html", context)


def _facts(found: Proposal) -> list[Row]:
    standing = StandingAgency.objects.on(found.sent_on or clock.today())
    rows = [
        Row("Kế hoạch", found.plan.name, reverse("budget:plan", args=[found.plan.public_id]), "Mở"),
        Row("Cơ quan đề nghị", found.office.name),
        Row("Kính gửi", found.to.name),
    ]
    if standing is not None:
        rows.append(Row("Đồng gửi", f"{standing.office.name} (qua {standing.through.name})"))
    rows.append(Row("Lý do", found.reason))
    if found.sent_on:
        rows.append(Row("Tờ trình", f"Số {found.number}, ngày {format_date(found.sent_on)}"))
    if found.answered_on:
        paper = f", văn bản số {found.answer_number}" if found.answer_number else ""
        rows.append(Row("Trả lời", f"{found.get_answer_display()}, ngày {format_date(found.answered_on)}{paper}"))
        rows.append(Row("Được bố trí", "" if found.granted is None else format_money(found.granted)))
        rows.append(Row("Nội dung trả lời", found.answer_text))
    return rows


def _form_page(
    request: Request, found: Proposal, form: forms.Form, act: Callable[[dict[str, Any]], object], **page: Any
) -> HttpResponse:
    """Show, check, act, go back to the proposal."""
    done = page.pop("done")
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, done)
            return redirect("budget:proposal", found.public_id)
    context = {"crumbs": (str(found), actions.page_of(found)), "form": form, **page}
    return render(request, "kit/form_page.html", context)


def _written(request: Request, public_id: str) -> tuple[Proposal, Answer]:
    """A proposal of the person's own office; to others the page does not exist."""
    found = proposal_or_404(request, public_id)
    allowed(policies.may_propose_for(request.actor, found.office))
    return found, policies.may_write_proposal(request.actor, found)


@login_required
def ask_line(request: Request, public_id: str) -> HttpResponse:
    """Ask for a sum of a line; `?dong=` has it chosen, with what it still lacks."""
    found, may = _written(request, public_id)
    leaves = BudgetLine.objects.filter(plan=found.plan).leaves().order_by("ordinal")
    chosen = leaves.filter(public_id=request.GET.get("dong", "")).first()
    had = found.lines.filter(line=chosen).first() if chosen else None
    initial = (
        {"line": chosen.public_id, "asked": had.asked if had else missing_of(chosen, found.office)} if chosen else {}
    )
    form = AskForm(request.POST or None, lines=leaves, initial=initial | ({"note": had.note} if had else {}))

    def act(said: dict[str, Any]) -> None:
        asked = said["asked"] or missing_of(said["line"], found.office)
        if not asked:
            raise Refused("Dòng này không còn thiếu, hoặc kế hoạch không in số. Anh/chị ghi số tiền đề nghị.")
        actions.ask_for(found, said["line"], asked=asked, note=said["note"], by=request.actor, at=clock.now())

    return _form_page(
        request, found, form, act, title="Thêm dòng đề nghị", may=may, submit="Lưu dòng", done="Đã lưu dòng đề nghị."
    )


@login_required
@require_POST
def drop_proposal_line(request: Request, public_id: str, line_id: str) -> HttpResponse:
    found, _ = _written(request, public_id)
    line = get_object_or_404(BudgetLine, plan=found.plan, public_id=line_id)
    try:
        actions.drop_line(found, line, by=request.actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, "Đã bỏ dòng đề nghị.")
    return redirect("budget:proposal", found.public_id)


@login_required
def send_proposal(request: Request, public_id: str) -> HttpResponse:
    found, may = _written(request, public_id)
    form = SendForm(request.POST or None, initial={"sent_on": request.actor.on})
    return _form_page(
        request,
        found,
        form,
        lambda said: actions.send_proposal(found, **said, by=request.actor, at=clock.now()),
        title="Trình đề nghị",
        lead=f"Gửi {found.to.name}. Con số của từng dòng được giữ như hôm nay.",
        may=may,
        submit="Trình",
        done="Đã trình. Cơ quan nhận được thông báo.",
    )


@login_required
def answer_proposal(request: Request, public_id: str) -> HttpResponse:
    found = proposal_or_404(request, public_id)
    may = policies.may_answer_proposal(request.actor, found)
    if not may and found.state == ProposalState.SENT:
        raise Http404
    form = ReplyForm(request.POST or None, initial={"on": request.actor.on})
    return _form_page(
        request,
        found,
        form,
        lambda said: actions.answer_proposal(found, actions.ProposalReply(**said), by=request.actor, at=clock.now()),
        title="Trả lời đề nghị",
        may=may,
        submit="Ghi trả lời",
        done="Đã ghi trả lời. Cơ quan đề nghị được báo.",
    )
