"""The first reader's and the province's pages: the dossier beside its sheet, sending it on or back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ocop.cycle.dossiers import actions, law, policies
from ocop.cycle.dossiers.actions.checking import left_to_check
from ocop.cycle.dossiers.changes import changes_since
from ocop.cycle.dossiers.faults import Fault
from ocop.cycle.dossiers.forms import FindingsForm, ForwardForm, ReturnFormSet, SamplesForm, WantedByForm
from ocop.cycle.dossiers.gaps import gaps_of
from ocop.cycle.dossiers.journey import journey_of
from ocop.cycle.dossiers.models import Dossier, ReturnSlip
from ocop.cycle.dossiers.places import places_of
from ocop.cycle.dossiers.reading import reading_of
from ocop.cycle.dossiers.sharing import content_context
from ocop.cycle.dossiers.views.fetch import actor_of, officers_dossier
from ocop.kit import clock
from ocop.kit.scope import Refused


@login_required
@require_safe
def read(request: HttpRequest, public_id: str) -> HttpResponse:
    """The whole dossier beside its sheet, and what this reader may do with it."""
    dossier = officers_dossier(request, public_id)
    if dossier.is_result_only:
        return render(request, "dossiers/result_only.html", {"dossier": dossier})
    actor, on = actor_of(request), clock.today()
    reading = reading_of(dossier, on)
    slip = dossier.returns.select_related("office", "returned_by").prefetch_related("items").first()
    may_check, may_accept = policies.may_check(actor, dossier), policies.may_accept(actor, dossier)
    context = {
        **content_context(dossier, reading),
        "gaps": gaps_of(reading),
        "journey": journey_of(dossier),
        "slip": slip,
        "slip_lines": _lines_of(slip, dossier),
        "changes": changes_since(slip, dossier) if slip and slip.answered_at else [],
        "may_check": may_check,
        "may_accept": may_accept,
        "may_return": policies.may_return(actor, dossier),
        "left": left_to_check(dossier) if may_check else [],
        "needs_samples": law.needs_samples(dossier),
        "old_rule_until": law.old_rule_until(dossier, on),
    }
    return render(request, "dossiers/read.html", context)


def _lines_of(slip: ReturnSlip | None, dossier: Dossier) -> list[Fault]:
    places = places_of(dossier) if slip else {}
    return [Fault(item, places.get(item.field)) for item in slip.items.all()] if slip else []


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def findings(request: HttpRequest, public_id: str) -> HttpResponse:
    """The four contents of Mẫu số 03 and the samples, beside what the producer says."""
    dossier = officers_dossier(request, public_id)
    actor, at = actor_of(request), clock.now()
    reading = reading_of(dossier, clock.local_date(at))
    form = FindingsForm(request.POST if request.method == "POST" else None, dossier=dossier, reading=reading)
    if request.method == "POST" and form.is_valid():
        try:
            for content, text, agrees in form.written():
                actions.record_finding(dossier, content=content, text=text, confirmed=agrees, by=actor, at=at)
            if form.cleaned_data.get("samples_on"):
                actions.receive_samples(dossier, on=form.cleaned_data["samples_on"], by=actor, at=at)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"Đã lưu {at:%H:%M}.")
            return redirect("dossiers:read", dossier.public_id)
    context = {"dossier": dossier, "form": form, "may": policies.may_check(actor, dossier)}
    return render(request, "dossiers/findings.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def samples(request: HttpRequest, public_id: str) -> HttpResponse:
    """Confirm, under whichever law, that the samples were handed over."""
    dossier = officers_dossier(request, public_id)
    if not law.needs_samples(dossier):
        raise Http404
    actor, at = actor_of(request), clock.now()
    before = dossier.samples_received_on or clock.local_date(at)
    form = SamplesForm(request.POST or None, initial={"samples_on": before})
    if request.method == "POST" and form.is_valid():
        try:
            actions.receive_samples(dossier, on=form.cleaned_data["samples_on"], by=actor, at=at)
        except Refused as refused:
            form.add_error("samples_on", refused.reason)
        else:
            messages.success(request, "Đã xác nhận nhận sản phẩm mẫu.")
            return redirect("dossiers:read", dossier.public_id)
    context = {"dossier": dossier, "form": form, "may": policies.may_check(actor, dossier)}
    return render(request, "dossiers/samples.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Return a dossier: several faults in one slip, each with place, reason and remedy."""
    dossier = officers_dossier(request, public_id)
    actor, at = actor_of(request), clock.now()
    adding = "add" in request.POST
    data = ReturnFormSet.with_one_more(request.POST) if adding else (request.POST or None)
    begun = _begun(request, dossier) if request.method != "POST" else []
    first = request.GET.get("muc", "")
    faults = ReturnFormSet(data, prefix="loi", places=places_of(dossier), first=first, begun=begun)
    wanted = WantedByForm(data)
    if request.method == "POST" and not adding and faults.is_valid() and wanted.is_valid():
        try:
            actions.return_dossier(
                dossier, items=faults.items(), wanted_by=wanted.cleaned_data["wanted_by"], by=actor, at=at
            )
        except Refused as refused:
            wanted.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã trả hồ sơ. Chủ thể nhận được thông báo và danh sách cần sửa.")
            return redirect("dossiers:read", dossier.public_id)
    context = {
        "dossier": dossier,
        "faults": faults,
        "wanted": wanted,
        "show_errors": request.method == "POST" and not adding,
        "may": policies.may_return(actor, dossier),
    }
    return render(request, "dossiers/return.html", context)


def _begun(request: HttpRequest, dossier: Dossier) -> list[dict[str, str]]:
    """The lines begun by `?thieu=`: gaps of the reading page, as many as are named."""
    wanted = request.GET.getlist("thieu")
    return gaps_of(reading_of(dossier, clock.today())).picked(wanted) if wanted else []


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def forward(request: HttpRequest, public_id: str) -> HttpResponse:
    """Pass the dossier on to the province, after one look at what goes with it."""
    dossier = officers_dossier(request, public_id)
    actor, at = actor_of(request), clock.now()
    form = ForwardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            number = form.cleaned_data["proposal_number"]
            actions.forward_dossier(dossier, proposal_number=number, by=actor, at=at)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"Đã chuyển hồ sơ {dossier.number} lên tỉnh.")
            return redirect("dossiers:reading_list")
    context = {
        "dossier": dossier,
        "form": form,
        "may": policies.may_forward(actor, dossier),
        "left": left_to_check(dossier),
        "needs_samples": law.needs_samples(dossier),
        "commune_assesses": law.commune_assesses(dossier.criteria_id),
    }
    return render(request, "dossiers/forward.html", context)


@login_required
@require_POST
def accept(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take the dossier in at the province."""
    dossier = officers_dossier(request, public_id)
    try:
        actions.accept_dossier(dossier, by=actor_of(request), at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("dossiers:read", dossier.public_id)
    messages.success(request, f"Đã tiếp nhận hồ sơ {dossier.number}. Hồ sơ chờ đưa vào Hội đồng.")
    return redirect("dossiers:province_list")
