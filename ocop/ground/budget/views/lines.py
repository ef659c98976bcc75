"""One line: its figures, parts, shares, tasks; and how it is added, split, shared and tied to tasks."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.ground.budget import actions, policies
from ocop.ground.budget.actions import NewLine
from ocop.ground.budget.figures import forest, in_billions, shares_of
from ocop.ground.budget.forms import LineForm, ShareForm, SplitForm, TaskForm
from ocop.ground.budget.models import Allocation, BudgetLine, Disbursement
from ocop.ground.budget.views.plans import share_tables
from ocop.ground.budget.views.scoped import allowed, line_or_404, offices_of, plan_or_404
from ocop.ground.planning.queries import sees_the_whole_plan
from ocop.ground.registry.holders import shelf_of
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.ui.parts import Row
from ocop.kit.web import Request

SHOWN = 10


def _plan_crumb(line: BudgetLine) -> tuple[str, str]:
    return ("Dự toán", reverse("budget:plan", args=[line.plan.public_id]))


def _line_crumb(line: BudgetLine) -> tuple[str, str]:
    return (line.name, reverse("budget:line", args=[line.public_id]))


@login_required
@require_safe
def line(request: Request, public_id: str) -> HttpResponse:
    """A line with its figures and its newest rows."""
    found, actor = line_or_404(request, public_id), request.actor
    rows = [row for root in forest(found.plan, actor) for row in root.walk()]
    figures = next(row for row in rows if row.line.pk == found.pk)
    within = [row.line.pk for row in figures.walk()]
    facts = [
        Row("Kế hoạch", found.plan.name),
        Row("Mục", found.reference),
        Row("Nguồn vốn", found.get_source_display()),
        Row("Chương trình lồng ghép", found.get_programme_display() or "Không"),
        Row("Ghi chú", found.note or "Không có"),
        Row("Nhiệm vụ được chi", [str(task) for task in found.tasks.all()]),
    ]
    whole = sees_the_whole_plan(actor)
    allocations = Allocation.objects.visible_to(actor).running().filter(line__in=within)
    payments = Disbursement.objects.visible_to(actor).running().filter(line__in=within)
    context: dict[str, Any] = {
        "line": found,
        "figures": figures,
        "sums": {name: in_billions(getattr(figures, name)) for name in ("need", "allocated", "paid", "remaining")},
        "facts": facts,
        "whole": whole,
        "shares": share_tables(shares_of(found.plan, found)) if whole else [],
        "allocations": allocations.select_related("payer", "payee")[:SHOWN],
        "payments": payments.select_related("payer", "payee_office", "payee_producer")[:SHOWN],
        "may_keep": policies.may_keep_lines(actor, found.plan),
        "may_record": policies.may_record(actor),
        "shelf": shelf_of(found, actor),
    }
    return render(request, "budget/line.html", context)


@login_required
def add_line(request: Request, public_id: str) -> HttpResponse:
    """A new line of a plan that has not ended."""
    plan, actor = plan_or_404(request, public_id), request.actor
    may = policies.may_keep_lines(actor, plan)
    form = LineForm(request.POST or None, lines=plan.budget_lines.all(), initial={"parent": request.GET.get("thuoc")})
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        parent = facts.pop("parent")
        try:
            made = actions.add_line(plan, NewLine(**facts), parent=parent, by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"Đã thêm dòng “{made.name}”.")
            return redirect("budget:line", made.public_id)
    context = {
        "title": "Thêm dòng dự toán",
        "crumbs": ("Dự toán", reverse("budget:plan", args=[plan.public_id])),
        "lead": plan.name,
        "form": form,
        "may": may,
        "submit": "Thêm dòng",
    }
    return render(request, "kit/form_page.html", context)


@login_required
def split_line(request: Request, public_id: str) -> HttpResponse:
    """Divides a line into parts that add up to it."""
    found, actor = line_or_404(request, public_id), request.actor
    standing = list(found.parts.order_by("ordinal"))
    form = SplitForm(request.POST or None, standing=standing)
    if request.method == "POST" and form.is_valid():
        parts = [NewLine(name=name, amount=amount) for name, amount in form.rows()]
        try:
            actions.split_line(found, parts, known=form.known(), by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã chia dòng thành các phần.")
            return redirect("budget:line", found.public_id)
    need = f"Các phần phải cộng lại đúng {in_billions(found.amount)} tỷ đồng." if found.amount is not None else ""
    context = {
        "title": "Chia thành các phần",
        "crumbs": _line_crumb(found),
        "lead": f"{found.name}. {need} Ô trống được bỏ qua.",
        "form": form,
        "may": policies.may_keep_lines(actor, found.plan),
        "submit": "Chia dòng",
    }
    return render(request, "kit/form_page.html", context)


@login_required
def share_line(request: Request, public_id: str) -> HttpResponse:
    """Says who pays which part of a line."""
    found, actor = line_or_404(request, public_id), request.actor
    initial: dict[str, Any] = {}
    for number, share in enumerate(found.shares.select_related("payer").order_by("pk")[:4], start=1):
        initial |= {f"payer_{number}": share.payer.public_id, f"percent_{number}": share.percent.normalize()}
    form = ShareForm(request.POST or None, offices=offices_of(found.plan, actor), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_shares(found, form.shares(), by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã lưu tỷ lệ góp.")
            return redirect("budget:line", found.public_id)
    context = {
        "title": "Tỷ lệ góp của từng cơ quan",
        "crumbs": _line_crumb(found),
        "lead": f"{found.name}. Các tỷ lệ cộng lại phải đúng 100 %.",
        "form": form,
        "may": policies.may_keep_lines(actor, found.plan),
        "submit": "Lưu tỷ lệ",
    }
    return render(request, "kit/form_page.html", context)


@login_required
def link_tasks(request: Request, public_id: str) -> HttpResponse:
    """Says which tasks of the plan a line pays for."""
    found, actor = line_or_404(request, public_id), request.actor
    allowed(policies.may_keep_lines(actor, found.plan))
    initial = {"tasks": list(found.tasks.values_list("public_id", flat=True))}
    form = TaskForm(request.POST or None, tasks=found.plan.tasks.order_by("ordinal"), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.link_tasks(found, form.chosen(), by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã lưu nhiệm vụ được chi từ dòng này.")
            return redirect("budget:line", found.public_id)
    context = {
        "title": "Nhiệm vụ được chi",
        "crumbs": _line_crumb(found),
        "lead": found.name,
        "form": form,
        "submit": "Lưu nhiệm vụ",
    }
    return render(request, "kit/form_page.html", context)
