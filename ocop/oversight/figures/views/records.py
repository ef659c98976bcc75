"""The records that stand behind an answer today."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.ground.planning.measures import Counted
from ocop.kit.ui.listing import ListColumn, first_pages, sheet_of, table_of
from ocop.kit.web import Request
from ocop.oversight.figures import actions, policies
from ocop.oversight.figures.questions import Question, query_of, rows_of
from ocop.oversight.figures.views.asking import asker, question_asked

# Records beyond these are not counted for a page: that would take longer than showing it. A workbook has them all.
MOST_PAGED = 5_000


def _rows(request: Request, key: str) -> tuple[Question, Counted, QuerySet[Any], bool]:
    """The records of an answer that the person may open."""
    actor = asker(request)
    form, question = question_asked(request, key)
    if question is None or not policies.may_open(actor, question.office):
        raise Http404
    base = form.measure.base
    of_base = request.GET.get("phan") == "mau" and base is not None
    counted = base if of_base and base is not None else form.measure.counted
    units = policies.units_opened(actor, question.office)
    return question, counted, rows_of(question, of_base=of_base, units=units).order_by("pk"), of_base


def record_columns(counted: Counted) -> list[ListColumn]:
    columns = [
        ListColumn("Bản ghi", counted.label, url=counted.link),
        ListColumn("Chi tiết", counted.detail or (lambda row: "")),
    ]
    return columns


@login_required
@require_safe
def rows(request: Request, key: str) -> HttpResponse:
    """The records an answer counted; their number may be larger where a thing counted once has several."""
    question, counted, found, of_base = _rows(request, key)
    page, pages = first_pages(request, found, MOST_PAGED, counted.of)
    context = {
        "title": "Bản ghi đứng sau con số",
        "question": question,
        "words": actions.words_of(question),
        "of_base": of_base,
        "page": page,
        "has_more": pages.has_more,
        "table": table_of("Bản ghi được đếm", record_columns(counted), page),
        "things": pages.things,
        "back": f"{reverse('figures:ask', args=[key])}?{query_of(question)}",
        "export_url": f"{reverse('figures:rows_sheet', args=[key])}?{request.GET.urlencode()}",
    }
    return render(request, "figures/rows.html", context)


@login_required
@require_safe
def rows_sheet(request: Request, key: str) -> HttpResponse:
    question, counted, found, _ = _rows(request, key)
    return sheet_of("ban-ghi", "Bản ghi", record_columns(counted), found, question.on, title=actions.words_of(question))
