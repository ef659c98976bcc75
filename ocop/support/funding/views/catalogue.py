"""The catalogue of policies and the map of what they pay for together."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.ground.offices.models import Office
from ocop.ground.offices.states import Role, Tier
from ocop.ground.programme.models import LegalDocument
from ocop.ground.registry.holders import shelf_of
from ocop.kit import clock
from ocop.kit.scope import Actor, Refused
from ocop.kit.text.dates import format_date
from ocop.kit.text.numbers import format_money
from ocop.kit.ui.listing import page_of, sheet_of, table_of
from ocop.kit.ui.parts import Row
from ocop.kit.web import Request
from ocop.rules.overlap import lineage
from ocop.support.funding import actions, policies
from ocop.support.funding.forms import PolicyFilter, PolicyForm
from ocop.support.funding.models import Policy
from ocop.support.funding.purposes import purpose_name, purposes, wider_of
from ocop.support.funding.sheets import Policies
from ocop.support.funding.views.scoped import allowed, form_page, officers_only, policy_or_404


def _filtered(request: Request) -> tuple[PolicyFilter, Any]:
    actor = officers_only(request)
    form = PolicyFilter(request.GET)
    form.is_valid()
    chosen = form.cleaned_data
    rows = Policies(actor).records()
    if words := chosen.get("q"):
        rows = rows.search(words)
    if purpose := chosen.get("muc_dich"):
        rows = rows.filter(purposes__purpose=purpose)
    if chosen.get("con_han"):
        rows = rows.in_force(actor.on)
    return form, rows.order_by("name", "pk")


@login_required
@require_safe
def catalogue(request: Request) -> HttpResponse:
    """Policies with filters; what overlaps between them is one link away."""
    form, rows = _filtered(request)
    page, may = page_of(request, rows), policies.may_add_policies(request.actor)
    context = {
        "title": "Chính sách hỗ trợ",
        "lead": "Chính sách hiện hành có thể giúp chủ thể OCOP: theo văn bản nào, giúp ai, việc gì, ai chi.",
        "crumbs": ("Hỗ trợ", reverse("funding:supports")),
        "acts": [
            (may, "Thêm chính sách", reverse("funding:add_policy")),
            (may, "Nhập từ Excel", reverse("intake:upload", args=[Policies.slug])),
            (None, "Bản đồ trùng", reverse("funding:overlap_map")),
        ],
        "filter_form": form,
        "export_url": reverse("funding:catalogue_sheet"),
        "noun": "chính sách",
        "page": page,
        "table": table_of("Chính sách hỗ trợ", Policies.columns, page),
    }
    return render(request, "kit/listing_page.html", context)


@login_required
@require_safe
def catalogue_sheet(request: Request) -> HttpResponse:
    _, rows = _filtered(request)
    return sheet_of("chinh-sach", "Chính sách", Policies.columns, rows, request.actor.on)


@login_required
@require_safe
def policy(request: Request, public_id: str) -> HttpResponse:
    found = policy_or_404(request, public_id)
    until = format_date(found.ends_on) if found.ends_on else "chưa định"
    facts = [
        Row("Mã ngắn", found.code),
        Row("Văn bản", str(found.document) if found.document else "Chưa có trong tủ văn bản"),
        Row("Điều, khoản", found.reference or "Chưa ghi"),
        Row("Hỗ trợ ai", found.helps),
        Row("Hỗ trợ việc gì", found.purpose_names),
        Row("Điều kiện", found.conditions or "Chưa ghi"),
        Row("Mức cao nhất", format_money(found.ceiling) if found.ceiling is not None else "Văn bản không in"),
        Row("Cơ quan quản lý, chi", str(found.office)),
        Row("Áp dụng", f"{format_date(found.starts_on)} đến {until}"),
    ]
    context = {
        "policy": found,
        "facts": facts,
        "shared": [line for line in overlap_lines(request.actor) if found in line["policies"]],
        "may": policies.may_edit_policy(request.actor, found),
        "shelf": shelf_of(found, request.actor),
    }
    return render(request, "funding/policy.html", context)


def overlap_lines(actor: Actor) -> list[dict[str, Any]]:
    """Purposes that two or more policies in force pay for, wider ones counting for narrower ones; 2 queries."""
    wider = wider_of()
    by_purpose: dict[str, list[Policy]] = {}
    rows = Policy.objects.in_force(actor.on).select_related("office").prefetch_related("purposes").order_by("name")
    for row in rows:
        own = {each.purpose for each in row.purposes.all()}
        for code in purposes():
            if own & set(lineage(code, wider)):
                by_purpose.setdefault(code, []).append(row)
    return [
        {"purpose": purpose_name(code), "policies": by_purpose[code]}
        for code in purposes()
        if len(by_purpose.get(code, ())) > 1
    ]


@login_required
@require_safe
def overlap_map(request: Request) -> HttpResponse:
    """Which policies in force pay for the same purpose."""
    lines = overlap_lines(officers_only(request))
    return render(request, "funding/overlap_map.html", {"lines": lines})


def _form(request: Request, actor: Actor, initial: dict[str, Any] | None = None) -> PolicyForm:
    offices = Office.objects.in_force(actor.on).filter(tier=Tier.PROVINCE).order_by("sort_key")
    if not actor.has_role(Role.PROVINCE_OFFICER):
        offices = offices.filter(pk__in=actor.office_ids(Role.AGENCY_OFFICER))
    documents = LegalDocument.objects.order_by("-issued_on")
    return PolicyForm(
        request.POST if request.method == "POST" else None, offices=offices, documents=documents, initial=initial
    )


@login_required
def add_policy(request: Request) -> HttpResponse:
    actor = officers_only(request)
    allowed(policies.may_add_policies(actor))
    form = _form(request, actor)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_policy(actions.PolicyFacts(**form.cleaned_data), by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"Đã thêm chính sách “{made.name}”.")
            return redirect("funding:policy", made.public_id)
    crumbs = ("Chính sách hỗ trợ", reverse("funding:catalogue"))
    return form_page(request, title="Thêm chính sách", crumbs=crumbs, form=form, submit="Thêm chính sách")


@login_required
def edit_policy(request: Request, public_id: str) -> HttpResponse:
    found, actor = policy_or_404(request, public_id), request.actor
    names = ("code", "name", "reference", "helps", "conditions", "ceiling", "starts_on", "ends_on")
    initial: dict[str, Any] = {name: getattr(found, name) for name in names}
    initial |= {
        "office": found.office.public_id,
        "document": found.document.public_id if found.document else "",
        "purposes": [each.purpose for each in found.purposes.all()],
    }
    form = _form(request, actor, initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_policy(found, actions.PolicyFacts(**form.cleaned_data), by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã lưu chính sách.")
            return redirect("funding:policy", found.public_id)
    return form_page(
        request,
        title="Sửa chính sách",
        crumbs=(found.name, reverse("funding:policy", args=[found.public_id])),
        form=form,
        may=policies.may_edit_policy(actor, found),
        submit="Lưu chính sách",
    )
