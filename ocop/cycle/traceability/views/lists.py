"""The lists of ranges and of batches: one page, one search, one workbook for both."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from ocop.cycle.traceability.forms import RangeFilter
from ocop.cycle.traceability.queries import OfProductQuerySet
from ocop.cycle.traceability.views.scoped import reader
from ocop.kit.ui.listing import ListColumn, page_of, table_of
from ocop.kit.web import Request


def found_by(request: Request, rows: OfProductQuerySet) -> tuple[RangeFilter, OfProductQuerySet]:
    """The rows the person may see, narrowed by the words in the address."""
    form = RangeFilter(request.GET)
    form.is_valid()
    seen = rows.visible_to(reader(request)).for_list()
    return form, seen.search(words) if (words := form.cleaned_data.get("q")) else seen


def list_page(
    request: Request, rows: OfProductQuerySet, columns: Sequence[ListColumn], *, title: str, **said: Any
) -> HttpResponse:
    """The page of a list; `said` is what else it says, as `kit/listing_page.html` reads it."""
    form, found = found_by(request, rows)
    page = page_of(request, found)
    context = {"title": title, "filter_form": form, "page": page, "table": table_of(title, columns, page)}
    return render(request, "kit/listing_page.html", context | said)
