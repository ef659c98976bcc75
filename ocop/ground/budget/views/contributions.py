"""What communities gave: the list and its Excel, recording, cancelling."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Sum
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.ground.budget import actions, policies
from ocop.ground.budget.actions import NewContribution
from ocop.ground.budget.forms import ContributionFilter, ContributionForm
from ocop.ground.budget.models import Contribution
from ocop.ground.budget.sheets import Contributions
from ocop.ground.budget.views.rows import cancel_page, record_page
from ocop.ground.budget.views.scoped import allowed, contribution_or_404, kept_paper, readers_only
from ocop.ground.offices.models import Unit
from ocop.ground.offices.states import Tier
from ocop.ground.planning.models import Plan
from ocop.ground.planning.states import PlanState
from ocop.ground.registry.actions import file_if_sent
from ocop.ground.registry.serving import serve
from ocop.kit import clock
from ocop.kit.scope import Actor, Refused
from ocop.kit.text.numbers import format_money, format_number
from ocop.kit.ui.listing import page_of, sheet_of, table_of
from ocop.kit.ui.parts import Row
from ocop.kit.web import Request


def _quantity(row: Contribution) -> str:
    return f"{format_number(row.quantity)} {row.measured_in}".strip() if row.quantity is not None else ""


def _filtered(request: Request) -> tuple[ContributionFilter, Any]:
    actor = readers_only(request)
    form = ContributionFilter(request.GET)
    form.is_valid()
    chosen = form.cleaned_data
    rows = Contributions(actor).records().running()
    if words := chosen.get("q"):
        rows = rows.search(words)
    if kind := chosen.get("hinh_thuc"):
        rows = rows.filter(kind=kind)
    if year := chosen.get("nam"):
        rows = rows.filter(given_on__year=year)
    return form, rows.order_by("-given_on", "-pk")


@login_required
@require_safe
def contributions(request: Request) -> HttpResponse:
    form, rows = _filtered(request)
    total = rows.order_by().aggregate(total=Sum("value"))["total"] or 0
    unvalued = rows.filter(value__isnull=True).count()
    page, may = page_of(request, rows), policies.may_contribute(request.actor, None)
    context = {
        "title": "Nguồn lực cộng đồng",
        "lead": f"Đã quy ra tiền: {format_money(total)}; {unvalued} khoản chưa định giá nên không cộng vào.",
        "crumbs": ("Kinh phí", reverse("budget:plans")),
        "acts": [
            (may, "Ghi đóng góp", reverse("budget:add_contribution")),
            (may, "Nhập từ Excel", reverse("intake:upload", args=[Contributions.slug])),
        ],
        "filter_form": form,
        "export_url": reverse("budget:contributions_sheet"),
        "noun": "khoản đóng góp",
        "page": page,
        "table": table_of("Đóng góp của cộng đồng", Contributions.columns, page),
    }
    return render(request, "kit/listing_page.html", context)


@login_required
@require_safe
def contributions_sheet(request: Request) -> HttpResponse:
    _, rows = _filtered(request)
    return sheet_of("dong-gop-cong-dong", "Đóng góp", Contributions.columns, rows, request.actor.on)


def _units(actor: Actor) -> Any:
    units = Unit.objects.in_force(actor.on).at(Tier.COMMUNE).order_by("sort_key")
    return units if actor.has_role(*policies.KEEPERS) else units.filter(pk__in=actor.unit_ids(*policies.AT_UNITS))


@login_required
def add_contribution(request: Request) -> HttpResponse:
    actor = readers_only(request)
    allowed(policies.may_contribute(actor, None))
    plans = Plan.objects.visible_to(actor).filter(state=PlanState.ISSUED)
    form = ContributionForm(
        request.POST or None, request.FILES or None, units=_units(actor), plans=plans, today=actor.on
    )
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        key, file = data.pop("key"), data.pop("file")
        data |= {"unit": form.units[data["unit"]], "plan": form.plans[data["plan"]]}
        try:
            new = NewContribution(**data, document=file_if_sent(file, by=actor, at=clock.now()))
            made = actions.record_contribution(new, by=actor, at=clock.now(), key=key)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã ghi đóng góp.")
            return redirect("budget:contribution", made.public_id)
    context = {
        "title": "Ghi đóng góp của cộng đồng",
        "crumbs": ("Nguồn lực cộng đồng", reverse("budget:contributions")),
        "lead": "Tiền vốn, đất đai, sức lao động, nguyên vật liệu, công nghệ; mỗi khoản có căn cứ pháp lý.",
        "form": form,
        "submit": "Ghi đóng góp",
    }
    return render(request, "kit/form_page.html", context)


@login_required
@require_safe
def contribution(request: Request, public_id: str) -> HttpResponse:
    row = contribution_or_404(request, public_id)
    facts = [
        Row("Người, nhóm đóng góp", row.giver),
        Row("Địa bàn", row.unit.full_name),
        Row("Hình thức", row.get_kind_display()),
        Row("Số lượng", _quantity(row)),
        Row("Quy ra tiền", format_money(row.value) if row.value is not None else "Chưa định giá"),
        Row("Ngày đóng góp", f"{row.given_on:%d/%m/%Y}"),
        Row("Căn cứ pháp lý", row.legal_basis),
        Row("Thuộc kế hoạch", row.plan.name),
    ]
    return record_page(
        request,
        row,
        Contributions(request.actor),
        facts=facts,
        act="budget.contribution_cancelled",
        title="Đóng góp của cộng đồng",
        name=row.what,
        may=policies.may_contribute(request.actor, row.unit_id),
        cancel_url=reverse("budget:cancel_contribution", args=[row.public_id]),
        kept=kept_paper(row.document, "budget:contribution_paper", row.public_id),
    )


@login_required
@require_safe
def contribution_paper(request: Request, public_id: str) -> HttpResponseBase:
    row = contribution_or_404(request, public_id)
    if row.document is None:
        raise Http404
    return serve(row.document, request)


@login_required
def cancel_contribution(request: Request, public_id: str) -> HttpResponse:
    row = contribution_or_404(request, public_id)
    return cancel_page(
        request,
        row,
        what="khoản đóng góp",
        about=f"{row.giver}: {row.what}",
        page="budget:contribution",
        may=policies.may_contribute(request.actor, row.unit_id),
        act=actions.cancel_contribution,
    )
