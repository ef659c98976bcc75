"""Results brought in from the list of the national software."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.cycle.certification import policies
from ocop.cycle.certification.forms import NationalFilter
from ocop.cycle.certification.queries import reads_register
from ocop.cycle.certification.sheets import NationalResults
from ocop.kit.ui.listing import page_of, sheet_of, table_of
from ocop.kit.web import Request


def _table(request: Request) -> tuple[NationalResults, NationalFilter]:
    """The list for those who read the whole register; 404 otherwise."""
    if not reads_register(request.actor):
        raise Http404
    form = NationalFilter(request.GET)
    form.is_valid()
    return NationalResults(request.actor), form


@login_required
@require_safe
def results(request: Request) -> HttpResponse:
    """What was brought in, newest first, and the way to bring more."""
    table, form = _table(request)
    page = page_of(request, form.narrowed(table.records()))
    upload = reverse("intake:upload", args=[table.slug])
    context = {
        "title": table.title,
        "lead": "Kết quả đã công nhận trước khi có nền tảng này, nhập từ bảng của phần mềm quốc gia.",
        "crumbs": ("Sổ công nhận", reverse("certification:recognitions")),
        "acts": [(policies.may_bring_in(request.actor), "Nhập từ Excel", upload)],
        "filter_form": form,
        "export_url": table.export(),
        "noun": table.noun,
        "page": page,
        "table": table_of(table.title, table.columns, page),
        "empty_words": "Chưa nhập kết quả nào từ phần mềm quốc gia.",
    }
    return render(request, "kit/listing_page.html", context)


@login_required
@require_safe
def results_sheet(request: Request) -> HttpResponse:
    """The same rows in the layout that comes back in."""
    table, form = _table(request)
    return sheet_of(table.slug, "Kết quả", table.columns, form.narrowed(table.records()), request.actor.on)
