"""What shoppers found odd, for officers: the list, one doubt with its picture, answering."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ocop.cycle.scans import actions, policies
from ocop.cycle.scans.forms import AnswerDoubtForm, DoubtFilter
from ocop.cycle.scans.listing import DOUBTS, colour_of
from ocop.cycle.scans.models import Doubt
from ocop.cycle.scans.states import DoubtState
from ocop.cycle.scans.views.scoped import doubt_or_404, doubt_reader
from ocop.cycle.traceability.models import StampRange
from ocop.ground.registry.serving import serve
from ocop.kit import clock
from ocop.kit.ui.form_page import FormPage, bound, only_if, run
from ocop.kit.ui.listing import page_of, sheet_of, table_of
from ocop.kit.web import Request
from ocop.rules.stamps import printed_stamp

TITLE = "Phản ánh của người mua"


def _found(request: Request) -> tuple[DoubtFilter, Any]:
    form = DoubtFilter(request.GET)
    form.is_valid()
    said = form.cleaned_data
    rows = Doubt.objects.visible_to(doubt_reader(request)).for_list().select_related("unit")
    if words := said.get("q"):
        rows = rows.search(words)
    wanted = said.get("trang_thai", "")
    if wanted != "het":
        rows = rows.filter(state__in=[wanted] if wanted else [DoubtState.SENT, DoubtState.ANSWERED])
    if kind := said.get("dieu_la"):
        rows = rows.filter(kind=kind)
    return form, rows


@login_required
@require_safe
def doubts(request: Request) -> HttpResponse:
    """The doubts the person may see, the newest first."""
    form, rows = _found(request)
    page = page_of(request, rows)
    context = {
        "title": TITLE,
        "lead": "Người mua gửi từ trang quét tem, không cần tài khoản. Anh/chị trả lời ở từng phản ánh.",
        "crumbs": ("Nghi vấn về tem", reverse("scans:suspicions")),
        "filter_form": form,
        "export_url": reverse("scans:doubts_sheet"),
        "noun": "phản ánh",
        "page": page,
        "table": table_of(TITLE, DOUBTS, page),
        "empty_words": "Không có phản ánh nào khớp.",
    }
    return render(request, "kit/listing_page.html", context)


@login_required
@require_safe
def doubts_sheet(request: Request) -> HttpResponse:
    """The same rows as a workbook, without anybody's contact."""
    return sheet_of("phan-anh-tem", "Phản ánh", DOUBTS, _found(request)[1], request.actor.on)


@login_required
@require_safe
def doubt(request: Request, public_id: str) -> HttpResponse:
    """One doubt with everything the shopper chose to say."""
    found = doubt_or_404(request, public_id)
    context = {
        "doubt": found,
        "printed": printed_stamp(found.code),
        "colour": colour_of(found.state),
        "answers": found.answers.select_related("by"),
        "may_see_stamp": StampRange.objects.visible_to(request.actor).filter(pk=found.range_id).exists(),
        "may_answer": policies.may_answer_doubt(request.actor, found),
    }
    return render(request, "scans/doubt.html", context)


@login_required
@require_safe
def doubt_photo(request: Request, public_id: str) -> HttpResponseBase:
    """The picture the shopper sent."""
    found = doubt_or_404(request, public_id)
    if found.photo is None:
        raise Http404
    return serve(found.photo, request)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_doubt(request: Request, public_id: str) -> HttpResponse:
    """Answering the shopper, who reads it under the doubt's number."""
    found, actor = doubt_or_404(request, public_id), request.actor
    may = policies.may_answer_doubt(actor, found)
    if found.state != DoubtState.CLOSED:
        only_if(may)
    form = bound(request, AnswerDoubtForm)

    def act(data: dict[str, Any]) -> None:
        said = {"words": data["words"], "closes": data["closes"] == "1", "key": data["key"]}
        actions.answer_doubt(found, **said, by=actor, at=clock.now())

    here = reverse("scans:doubt", args=[found.public_id])
    page = FormPage("Trả lời phản ánh", TITLE, here, "Gửi trả lời", "Đã trả lời. Người mua đọc bằng mã phản ánh.", here)
    return run(request, form, page, act, may)
