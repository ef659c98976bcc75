"""The list of a register, its Excel, a record's page, and the forms that enter and change records."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ocop.ground.registry.holders import shelf_of
from ocop.kit import clock
from ocop.kit.scope import Answer, Refused, require
from ocop.kit.text.dates import DateError, parse_date
from ocop.kit.ui.listing import sheet_of
from ocop.kit.web import Request
from ocop.support.markets import actions, missing, policies
from ocop.support.markets.forms.base import MarketForm
from ocop.support.markets.models import OnboardingList
from ocop.support.markets.near import Nearby
from ocop.support.markets.queries import stars_on
from ocop.support.markets.registers import Register
from ocop.support.markets.registers.acts import ACTS, Act, acts_for
from ocop.support.markets.registers.base import Cell, Column
from ocop.support.markets.registers.links import marked
from ocop.support.markets.sheets import Registers
from ocop.support.markets.views.scoped import record_or_404, register_or_404

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ListFilter(forms.Form):
    """Search and the register's own filters, kept in the address."""

    q = forms.CharField(label="Tìm theo tên", required=False, max_length=100)

    def __init__(self, *args: Any, register: Register, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in register.filters:
            choices = [("", "Tất cả"), *each.choices]
            self.fields[each.key] = forms.ChoiceField(label=each.label, choices=choices, required=False)


def filtered(register: Register, request: Request) -> tuple[ListFilter, QuerySet[Any]]:
    """The rows the address asks for."""
    form = ListFilter(request.GET, register=register)
    form.is_valid()
    rows = register.rows(request.actor)
    if words := form.cleaned_data.get("q"):
        rows = rows.search(words)  # type: ignore[attr-defined]
    for each in register.filters:
        if value := form.cleaned_data.get(each.key):
            rows = each.apply(rows, value, request.actor.on)
    return form, rows


def on_screen(column: Column, record: Any) -> Cell:
    """A cell of the list: as the column draws it, or its value in words."""
    if column.screen is not None:
        return column.screen(record)
    value = column.value(record)
    if isinstance(value, date):
        return Cell(f"{value:%d/%m/%Y}")
    return Cell("" if value is None else str(value))


@login_required
@require_safe
def listing(request: Request, register: str) -> HttpResponse:
    found = register_or_404(request, register)
    form, rows = filtered(found, request)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    records = list(page.object_list)
    found.dress(records, request.actor.on)
    columns = [each for each in (*found.columns, *found.extra) if each.on_screen]
    context = {
        "register": found,
        "page": page,
        "columns": columns,
        "lines": [[(each, on_screen(each, record)) for each in columns] for record in records],
        "filter_form": form,
        "may_enter": policies.may_enter(request.actor, found.model),
        "may_import": policies.may_import(request.actor, found.model),
        "upload_url": Registers(request.actor, found).upload(),
        "proposes": found.model in policies.OF_PRODUCERS and request.actor.is_producer and not request.actor.posts,
    }
    return render(request, "markets/list.html", context)


@login_required
@require_safe
def sheet(request: Request, register: str) -> HttpResponse:
    """The filtered rows as the very sheet that can be changed and uploaded again."""
    found = register_or_404(request, register)
    _, rows = filtered(found, request)
    table = Registers(request.actor, found)
    return sheet_of(found.slug, found.title, table.columns, table.shown(rows), request.actor.on)


def page_of(answer: Answer) -> None:
    """A page somebody has no business with does not exist for them."""
    if not answer:
        raise Http404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, register: str) -> HttpResponse:
    """Enter a record; words in the address fill the form."""
    found = register_or_404(request, register)
    page_of(policies.may_enter(request.actor, found.model))
    fields = found.form.base_fields
    given = {key: value for key, value in request.GET.items() if key in fields and key != "code"}
    form = found.form(request.POST or None, actor=request.actor, initial=given)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        similar = [] if "van-ghi" in request.POST else Nearby(found.model, request.actor).to(form.cleaned_data)
        is_this_one = any(each.public_id == code for each in similar)  # an earlier press of the same form made it
        if similar and not is_this_one:
            return _form_page(request, found, form, f"Ghi {found.noun}", "Lưu", similar=similar)
        try:
            made = actions.enter(found.model, form.facts(), code=code, by=request.actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            waits = getattr(made, "state", "") == "proposed"
            messages.success(request, "Đã gửi đề nghị. Cán bộ OCOP sẽ xác nhận." if waits else "Đã ghi.")
            return redirect("markets:record", found.slug, made.public_id)
    return _form_page(request, found, form, f"Ghi {found.noun}", "Lưu")


def _form_page(
    request: Request,
    register: Register,
    form: MarketForm,
    title: str,
    button: str,
    *,
    record: Any = None,
    about: str = "",
    variant: str = "",
    similar: Sequence[Any] = (),
) -> HttpResponse:
    context = {"register": register, "form": form, "title": title, "button": button, "record": record, "about": about}
    return render(request, "markets/form.html", {**context, "variant": variant, "similar": similar})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, register: str, public_id: str) -> HttpResponse:
    found = register_or_404(request, register)
    entry = record_or_404(found, request.actor, public_id)
    page_of(policies.may_change(request.actor, entry))
    form = found.form(request.POST or None, actor=request.actor, initial=found.initial(entry))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(entry, form.facts(), by=request.actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã lưu.")
            return redirect("markets:record", found.slug, entry.public_id)
    return _form_page(request, found, form, f"Sửa {found.noun}", "Lưu", record=entry)


@login_required
@require_safe
def record(request: Request, register: str, public_id: str) -> HttpResponse:
    """A record's page; `ngay` in the address asks for another day than today."""
    found = register_or_404(request, register)
    entry = record_or_404(found, request.actor, public_id)
    on, wrong = _day_asked(request)
    page = found.page(entry, request.actor, on)
    context = {
        "register": found,
        "record": entry,
        "mark": marked(entry),
        "content": page,
        "facts": [row for row in page.facts if row.value not in ("", None, [])],
        "on": on,
        "wrong_day": wrong,
        "asks_day": found.slug in {"diem-ban", "doi-tac"},
        "may_change": policies.may_change(request.actor, entry),
        "acts": [(act, act.may(request.actor, entry)) for act in acts_for(found.slug, entry)],
        "proposal": getattr(entry, "state", "") in {"proposed", "refused"} and hasattr(entry, "refused_because"),
        "shelf": shelf_of(entry, request.actor),
        "is_onboarding": isinstance(entry, OnboardingList),
    }
    return render(request, "markets/record.html", context)


def _day_asked(request: Request) -> tuple[date, str]:
    text = request.GET.get("ngay", "").strip()
    if not text:
        return request.actor.on, ""
    try:
        return parse_date(text), ""
    except DateError as wrong:
        return request.actor.on, str(wrong)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: Request, register: str, public_id: str, act: str) -> HttpResponse:
    """One act on one record: a short form, then done."""
    found = register_or_404(request, register)
    entry = record_or_404(found, request.actor, public_id)
    wanted = next((each for each in ACTS.get(found.slug, ()) if each.slug == act), None)
    if wanted is None:
        raise Http404
    answer = wanted.may(request.actor, entry)
    if not answer or not wanted.fits(entry):
        return _too_late(request, found, entry, answer)
    form = wanted.form(
        request.POST if request.method == "POST" else None,
        record=entry,
        actor=request.actor,
        initial=wanted.initial(entry),
    )
    if request.method == "POST" and form.is_valid() and (response := _done(request, found, entry, wanted, form)):
        return response
    return _form_page(
        request, found, form, wanted.label, wanted.label, record=entry, about=wanted.help, variant=wanted.variant
    )


def _too_late(request: Request, register: Register, entry: Any, answer: Answer) -> HttpResponse:
    """Somebody who keeps the register and comes second is told why; everybody else finds no such page."""
    page_of(policies.may_enter(request.actor, register.model))
    messages.info(request, answer.reason or "Việc này đã được ghi rồi.")
    return redirect("markets:record", register.slug, entry.public_id)


def _done(request: Request, register: Register, entry: Any, act: Act, form: Any) -> HttpResponse | None:
    try:
        made = act.run(entry, form.cleaned_data, request.actor, clock.now())
    except Refused as refused:
        form.add_error(None, refused.reason)
        return None
    messages.success(request, act.done)
    target = made if isinstance(made, type(entry)) else entry
    return redirect(reverse("markets:record", args=[register.slug, target.public_id]))


@login_required
@require_safe
def onboarding_sheet(request: Request, public_id: str) -> HttpResponse:
    """The file that goes to the marketplace."""
    found = register_or_404(request, "len-san")
    entry = record_or_404(found, request.actor, public_id)
    require(policies.may_read(request.actor, OnboardingList))
    stars = stars_on([each.product_id for each in entry.items.all()], request.actor.on)
    response = HttpResponse(missing.export_file(entry, stars, request.actor.on), content_type=XLSX)
    name = f"len-san-{entry.public_id}-{request.actor.on:%Y-%m-%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
