"""What goes to the print shop: the codes of a range as a list, or laid out as labels."""

from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from ocop.cycle.traceability import actions, policies
from ocop.cycle.traceability.forms import LabelsForm
from ocop.cycle.traceability.models import StampRange
from ocop.cycle.traceability.printing.labels import MOST_LABELS
from ocop.cycle.traceability.views.scoped import range_or_404
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.ui.form_page import bound
from ocop.kit.web import Request


@login_required
@require_POST
def take_codes(request: Request, public_id: str) -> HttpResponseBase:
    """The codes of a range as a file for the printer; who took it is noted."""
    found = _taken_from(request, public_id)
    pieces = actions.take_codes(found, by=request.actor, at=clock.now())
    return _file(pieces, "text/csv; charset=utf-8", f"ma-tem-{found.public_id}.csv")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def labels(request: Request, public_id: str) -> HttpResponseBase:
    """Labels of a range laid out on sheets or a roll; who took them is noted."""
    found = _taken_from(request, public_id)
    whole = {"first": 1, "last": min(found.count, MOST_LABELS), "paper": "cuon-50-30"}
    form = bound(request, LabelsForm, initial=whole)
    if request.method == "POST" and form.is_valid():
        first, last = form.cleaned_data["first"], form.cleaned_data["last"]
        try:
            pieces = actions.take_labels(found, form.sheet(), first=first, last=last, by=request.actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            return _file(pieces, "application/pdf", f"tem-{found.public_id}-{first}-{last}.pdf")
    return _page(request, found, form)


def _page(request: Request, found: StampRange, form: LabelsForm) -> HttpResponse:
    return render(request, "traceability/labels.html", {"range": found, "form": form})


def _taken_from(request: Request, public_id: str) -> StampRange:
    """The range, for those only who may take its codes."""
    found = range_or_404(request, public_id)
    if not policies.may_take_codes(request.actor, found):
        raise Http404
    return found


def _file(pieces: Iterator[bytes], kind: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(pieces, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
