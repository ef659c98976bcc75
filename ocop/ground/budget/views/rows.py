"""What lists of money share: the filtered rows with their total, Excel out and in, the page of a row, cancelling."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ocop.ground.budget.forms import MoneyFilter, ReasonForm
from ocop.ground.budget.models import BudgetLine
from ocop.ground.budget.sheets import Allocations, Payments
from ocop.ground.budget.sheets.base import MoneyTable
from ocop.ground.budget.views.scoped import readers_only
from ocop.ground.registry.holders import Link, shelf_of
from ocop.ground.registry.queries import history_of
from ocop.kit import clock
from ocop.kit.scope import Actor, Answer, Refused
from ocop.kit.text.numbers import format_money
from ocop.kit.ui.listing import page_of, sheet_of, table_of
from ocop.kit.ui.parts import Row
from ocop.kit.web import Request

_DEEPEST = 6


def lines_within(actor: Actor, public_id: str) -> tuple[BudgetLine | None, list[int] | None]:
    """The line a list is narrowed to, and the keys of it and its parts; (None, None) for all lines.

    A line the person may not see narrows the list to nothing.
    """
    if not public_id:
        return None, None
    line = BudgetLine.objects.visible_to(actor).filter(public_id=public_id).first()
    if line is None:
        return None, []
    found, below = [line.pk], [line.pk]
    for _ in range(_DEEPEST):
        below = list(BudgetLine.objects.filter(parent__in=below).values_list("pk", flat=True)) if below else []
        found += below
    return line, found


def filtered(
    request: Request,
    table: type[Allocations | Payments],
    *,
    year: str,
    search: Callable[[Any, str], Any],
) -> tuple[MoneyFilter, Any, BudgetLine | None]:
    """The rows the address asks for, the form that says so, and the line it narrows them to; `year` is a lookup."""
    actor = readers_only(request)
    form = MoneyFilter(request.GET)
    form.is_valid()
    chosen = form.cleaned_data
    rows = table(actor).records()
    rows = rows.filter(cancelled_at__isnull=False) if chosen.get("huy") else rows.running()
    line, within = lines_within(actor, chosen.get("dong", ""))
    if within is not None:
        rows = rows.filter(line__in=within)
    if chosen.get("nam"):
        rows = rows.filter(**{year: chosen["nam"]})
    if source := chosen.get("nguon"):
        rows = rows.filter(line__source=source)
    if words := chosen.get("q"):
        rows = search(rows, words)
    return form, rows, line


def list_page(
    request: Request, table: Allocations | Payments, form: MoneyFilter, rows: QuerySet[Any], line: BudgetLine | None
) -> HttpResponse:
    """The list with its total; Excel goes out of it and comes back in."""
    total = rows.order_by().aggregate(total=Sum("amount"))["total"] or 0
    page = page_of(request, rows)
    context = {
        "title": table.title,
        "lead": f"{'Của dòng “' + line.name + '”. ' if line else ''}Cộng: {format_money(total)}.",
        "crumbs": ("Kinh phí", reverse("budget:plans")),
        "acts": [(table.may(), "Nhập từ Excel", reverse("intake:upload", args=[table.slug]))],
        "filter_form": form,
        "export_url": table.export(),
        "noun": table.noun,
        "page": page,
        "table": table_of(table.title, table.columns, page),
    }
    return render(request, "kit/listing_page.html", context)


def sheet(request: Request, table: type[Allocations | Payments], rows: QuerySet[Any]) -> HttpResponse:
    """The same rows as a workbook, in the layout that is read again."""
    return sheet_of(table.slug, table.title, table.columns, rows, request.actor.on)


def record_page(
    request: Request,
    row: Any,
    table: MoneyTable,
    *,
    facts: list[Row],
    act: str,
    kept: Sequence[Link] = (),
    **more: Any,
) -> HttpResponse:
    """One row with its facts and papers; `act` is the journal's name of its cancelling, `kept` papers given with it."""
    context = {
        "row": row,
        "facts": facts,
        "crumbs": (table.title, table.home()),
        "why": why_cancelled(row, act),
        "shelf": shelf_of(row, request.actor, kept=kept),
    }
    return render(request, "budget/record.html", {**context, **more})


def why_cancelled(row: Any, act: str) -> str:
    """The reason somebody gave for cancelling, from the journal."""
    entry = history_of(row).filter(act=act).last() if row.cancelled_at else None
    return entry.why if entry else ""


def cancel_page(
    request: Request,
    row: Any,
    *,
    what: str,
    about: str,
    page: str,
    may: Answer,
    act: Callable[..., object],
) -> HttpResponse:
    """Ask why a row is cancelled and cancel it; `what` names its sort, `page` its route, `about` the row in words."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(row, why=form.cleaned_data["why"], by=request.actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"Đã hủy {what}.")
            return redirect(page, row.public_id)
    context = {
        "title": f"Hủy {what}",
        "crumbs": (f"{what[:1].upper()}{what[1:]}", reverse(page, args=[row.public_id])),
        "lead": f"{about}. Khoản đã hủy vẫn còn trong sổ, kèm lý do.",
        "form": form,
        "may": may,
        "submit": f"Hủy {what}",
        "variant": "warning",
    }
    return render(request, "kit/form_page.html", context)
