"""The officers' list of ideas: filters in the address, Excel of the same rows, paper."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.cycle.ideas.forms import IdeaFilter
from ocop.cycle.ideas.listing import COLUMNS
from ocop.cycle.ideas.models import Idea
from ocop.cycle.ideas.states import IdeaState
from ocop.cycle.ideas.views.scoped import reader
from ocop.ground.offices.models import Unit
from ocop.kit.ui.listing import page_of, sheet_of, table_of
from ocop.kit.web import Request

TITLE = "Ý tưởng sản phẩm"
MOST_PRINTED = 3000


def _filtered(request: Request) -> tuple[IdeaFilter, Any]:
    actor = reader(request)
    rows = Idea.objects.visible_to(actor)
    units = {unit.key: unit for unit in Unit.objects.filter(ideas__in=rows).distinct().order_by("sort_key", "pk")}
    form = IdeaFilter(request.GET, places=[(key, unit.full_name) for key, unit in units.items()])
    form.is_valid()
    chosen = form.cleaned_data
    if words := chosen.get("q"):
        rows = rows.search(words)
    if state := chosen.get("trang_thai"):
        if state == "cho":
            rows = rows.unanswered()
        elif state == "tre":
            rows = rows.filter(state=IdeaState.SENT, due_on__lt=actor.on)
        else:
            rows = rows.filter(state=state)
    if tag := chosen.get("nhan"):
        rows = rows.tagged(tag)
    if place := chosen.get("noi"):
        rows = rows.filter(unit=units[place])
    return form, rows.for_list().order_by("-sent_at", "-pk")


@login_required
@require_safe
def ideas(request: Request) -> HttpResponse:
    """The ideas the person may read, the newest first."""
    form, rows = _filtered(request)
    page = page_of(request, rows)
    context = {
        "title": TITLE,
        "filter_form": form,
        "page": page,
        "table": table_of(TITLE, COLUMNS, page),
        "export_url": reverse("ideas:ideas_sheet"),
        "noun": "ý tưởng",
    }
    return render(request, "ideas/ideas.html", context)


@login_required
@require_safe
def ideas_sheet(request: Request) -> HttpResponse:
    """The same rows as a workbook; authors stay with those who answer them."""
    _, rows = _filtered(request)
    return sheet_of("y-tuong", "Ý tưởng", COLUMNS, rows, request.actor.on)


@login_required
@require_safe
def ideas_print(request: Request) -> HttpResponse:
    """The same rows on paper."""
    _, rows = _filtered(request)
    context = {"rows": rows[:MOST_PRINTED], "plain_sheet": True, "most": MOST_PRINTED}
    return render(request, "ideas/ideas_print.html", context)
