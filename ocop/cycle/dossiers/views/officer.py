"""The first reader's and the province's pages: lists, the dossier beside its sheet, sending it on or back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ocop.cycle.dossiers import actions, commune_contents, law, policies
from ocop.cycle.dossiers.actions.checking import left_to_check
from ocop.cycle.dossiers.changes import changes_since
from ocop.cycle.dossiers.forms import FindingsForm, ForwardForm, ReadingFilter, ReturnFormSet, WantedByForm
from ocop.cycle.dossiers.journey import journey_of
from ocop.cycle.dossiers.models import Dossier, ReturnSlip
from ocop.cycle.dossiers.places import places_of
from ocop.cycle.dossiers.queries import FIRST_READERS, DossierQuerySet
from ocop.cycle.dossiers.reading import Fault, reading_of
from ocop.cycle.dossiers.states import DossierState
from ocop.cycle.dossiers.views.fetch import actor_of, officers_dossier
from ocop.ground.offices.states import Role
from ocop.kit import clock
from ocop.kit.scope import Refused

PAGE_SIZE = 50


@login_required
@require_safe
def reading_list(request: HttpRequest) -> HttpResponse:
    """Hồ sơ chờ kiểm tra: what was lodged at this person's offices, the nearest deadline first."""
    actor = actor_of(request)
    rows = Dossier.objects.read_by(actor).filter(reading_office_id__in=actor.office_ids(*FIRST_READERS))
    return _list(request, rows, "dossiers/reading_list.html", DossierState.LODGED)


@login_required
@require_safe
def province_list(request: HttpRequest) -> HttpResponse:
    """All dossiers of the province, those waiting for intake first."""
    actor = actor_of(request)
    rows = Dossier.objects.read_by(actor)
    if not actor.has_role(Role.PROVINCE_OFFICER, Role.LEADER):
        return redirect("dossiers:reading_list")
    return _list(request, rows, "dossiers/province_list.html", DossierState.FORWARDED)


def _list(request: HttpRequest, rows: DossierQuerySet, template: str, first: str) -> HttpResponse:
    counts = rows.state_counts()
    data = request.GET.copy()
    data.setdefault("trang_thai", first)
    form = ReadingFilter(data)
    found = form.narrow(rows, clock.today()).for_list()
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang"))
    return render(request, template, {"form": form, "page": page, "counts": counts, "first": first})


@login_required
@require_safe
def read(request: HttpRequest, public_id: str) -> HttpResponse:
    """The whole dossier beside its sheet, and what this reader may do with it."""
    dossier = officers_dossier(request, public_id)
    actor, on = actor_of(request), clock.today()
    slip = dossier.returns.select_related("office", "returned_by").prefetch_related("items").first()
    may_check, may_accept = policies.may_check(actor, dossier), policies.may_accept(actor, dossier)
    context = {
        "dossier": dossier,
        "reading": reading_of(dossier, on),
        "journey": journey_of(dossier),
        "slip": slip,
        "slip_lines": _lines_of(slip, dossier),
        "changes": changes_since(slip, dossier) if slip and slip.answered_at else [],
        "findings": _findings(dossier),
        "commune_assesses": law.commune_assesses(dossier.criteria_id),
        "may_check": may_check,
        "may_accept": may_accept,
        "may_return": policies.may_return(actor, dossier),
        "left": left_to_check(dossier) if may_check else [],
    }
    return render(request, "dossiers/read.html", context)


def _lines_of(slip: ReturnSlip | None, dossier: Dossier) -> list[Fault]:
    places = places_of(dossier) if slip else {}
    return [Fault(item, places.get(item.field)) for item in slip.items.all()] if slip else []


def _findings(dossier: Dossier) -> list[tuple[commune_contents.Content, object]]:
    written = {finding.content: finding for finding in dossier.commune_findings.all()}
    return [(content, written.get(content.key)) for content in commune_contents.CONTENTS]


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
def send_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Return a dossier: several faults in one slip, each with place, reason and remedy."""
    dossier = officers_dossier(request, public_id)
    actor, at = actor_of(request), clock.now()
    adding = "add" in request.POST
    data = ReturnFormSet.with_one_more(request.POST) if adding else (request.POST or None)
    faults = ReturnFormSet(data, prefix="loi", places=places_of(dossier), first=request.GET.get("muc", ""))
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
