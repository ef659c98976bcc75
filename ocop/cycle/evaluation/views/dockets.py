"""One dossier before the council: progress, closing, comparing, concluding, its evidence."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ocop.cycle.dossiers.models import Citation
from ocop.cycle.dossiers.sharing import content_context, shared_reading
from ocop.cycle.evaluation import actions, judging, policies
from ocop.cycle.evaluation.comparing import comparison_of
from ocop.cycle.evaluation.forms import CloseForm, ConcludeForm, ExcuseForm, ReopenForm
from ocop.cycle.evaluation.models import ScoreSheet
from ocop.cycle.evaluation.progress import members_of
from ocop.cycle.evaluation.states import DocketState
from ocop.cycle.evaluation.views.fetch import actor_of, docket_of, evidence_address, found_or_404
from ocop.ground.registry.serving import serve
from ocop.kit import clock
from ocop.kit.scope import Refused


@login_required
@never_cache
@require_safe
def docket(request: HttpRequest, public_id: str) -> HttpResponse:
    """Where the dossier stands, who has handed in, and after closing what it came to."""
    found = docket_of(request, public_id)
    actor = actor_of(request)
    mine = ScoreSheet.objects.own(actor).filter(docket=found, turn=found.turn).first()
    context = {
        "docket": found,
        "dossier": found.dossier,
        "council": found.council,
        "members": members_of(found) if found.state == DocketState.SCORING else [],
        "mine": mine,
        "quorum": judging.quorum_of(found.council, found.sitting),
        "runs": bool(policies.may_run(actor, found.council)),
        "may_close": policies.may_close_scoring(actor, found),
        "may_open": policies.may_open_scoring(actor, found),
        "may_read": policies.may_read_dossier(actor, found),
        "may_compare": policies.may_compare(actor, found),
        "may_conclude": policies.may_conclude(actor, found),
        "presides": policies.may_preside(actor, found),
        "earlier": found.sheets.filter(turn__lt=found.turn).exists(),
    }
    return render(request, "evaluation/docket.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """Close the scoring: who is still out, the knock-outs the council found, then the result."""
    found = docket_of(request, public_id)
    actor = actor_of(request)
    found_or_404(policies.may_run(actor, found.council))
    form = CloseForm(request.POST if request.method == "POST" else None, docket=found)
    if request.method == "POST" and form.is_valid():
        findings = form.cleaned_data.get("findings", [])
        try:
            closed = actions.close_scoring(found, findings=findings, by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            _tell_closed(request, closed.state)
            return redirect("evaluation:docket", found.public_id)
    context = {
        "docket": found,
        "council": found.council,
        "form": form,
        "members": members_of(found),
        "quorum": judging.quorum_of(found.council, found.sitting),
        "may": policies.may_close_scoring(actor, found),
    }
    return render(request, "evaluation/close.html", context)


def _tell_closed(request: HttpRequest, state: str) -> None:
    if state == DocketState.SPREAD:
        messages.warning(request, "Chênh lệch điểm vượt mức cho phép. Hội đồng thảo luận rồi chấm lại.")
    else:
        messages.success(request, "Đã đóng chấm và tính kết quả.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def excuse(request: HttpRequest, public_id: str, sheet_id: str) -> HttpResponse:
    """Note that a member does not score this dossier, and why."""
    found = docket_of(request, public_id)
    actor = actor_of(request)
    found_or_404(policies.may_run(actor, found.council))
    sheet = get_object_or_404(found.sheets.filter(turn=found.turn).select_related("seat__user"), public_id=sheet_id)
    form = ExcuseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.excuse_member(sheet, why=form.cleaned_data["why"], by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"Đã ghi {sheet.seat.user.full_name} không chấm hồ sơ này.")
            return redirect("evaluation:close", found.public_id)
    return render(request, "evaluation/excuse.html", {"docket": found, "sheet": sheet, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rescore(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open another turn for one dossier: after a spread over the limit, or by the council's wish with a reason."""
    found = docket_of(request, public_id)
    actor = actor_of(request)
    found_or_404(policies.may_run(actor, found.council))
    sitting = found.council.sittings.prefetch_related("present").order_by("-held_on").first()
    form = ReopenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            if sitting is None:
                raise Refused("Hội đồng chưa mở phiên họp.")
            actions.open_scoring([found], sitting=sitting, by=actor, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã mở lần chấm mới. Phiếu của lần trước được giữ nguyên.")
            return redirect("evaluation:docket", found.public_id)
    context = {"docket": found, "form": form, "may": policies.may_open_scoring(actor, found)}
    return render(request, "evaluation/rescore.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def conclude(request: HttpRequest, public_id: str) -> HttpResponse:
    """The chair reads the result once more and writes the conclusion."""
    found = docket_of(request, public_id)
    actor = actor_of(request)
    may = policies.may_conclude(actor, found)
    if found.state != DocketState.CONCLUDED:
        found_or_404(may)
    form = ConcludeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.conclude_docket(found, text=form.cleaned_data["text"], by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"Đã kết luận hồ sơ {found.dossier.product}.")
            return redirect("evaluation:docket", found.public_id)
    context = {"docket": found, "council": found.council, "form": form, "may": may}
    return render(request, "evaluation/conclude.html", context)


@login_required
@never_cache
@require_safe
def compare(request: HttpRequest, public_id: str) -> HttpResponse:
    """Members by criteria with the self-assessment beside; a page that exists only once scoring is closed."""
    found = docket_of(request, public_id)
    found_or_404(policies.may_compare(actor_of(request), found))
    turn = request.GET.get("lan", "")
    turns = range(1, found.turn + 1)
    wanted = next((each for each in turns if str(each) == turn), found.turn)
    context = {
        "docket": found,
        "council": found.council,
        "comparison": comparison_of(found, wanted),
        "turn": wanted,
        "turns": turns,
    }
    return render(request, "evaluation/compare.html", context)


@login_required
@never_cache
@require_safe
def dossier(request: HttpRequest, public_id: str) -> HttpResponse:
    """The whole dossier for those around the table: registration, story, the commune's findings, evidence."""
    found = docket_of(request, public_id)
    found_or_404(policies.may_read_dossier(actor_of(request), found))
    reading = shared_reading(found.dossier, clock.today(), file_url=evidence_address(found))
    context = {**content_context(found.dossier, reading), "docket": found, "council": found.council}
    return render(request, "evaluation/dossier.html", context)


@login_required
@require_safe
def evidence(request: HttpRequest, public_id: str, citation_id: str) -> HttpResponseBase:
    """A file of the dossier for those around the table; reached through the docket, never by itself."""
    found = docket_of(request, public_id)
    found_or_404(policies.may_read_dossier(actor_of(request), found))
    citations = Citation.objects.filter(dossier_id=found.dossier_id).select_related("paper__document")
    citation = get_object_or_404(citations, public_id=citation_id)
    return serve(citation.paper.document, request)
