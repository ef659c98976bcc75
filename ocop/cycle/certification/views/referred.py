"""What goes along with a referral, for the office it was sent to: dossier, files, comparison, minutes."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ocop.cycle.certification import policies
from ocop.cycle.certification.models import Referral
from ocop.cycle.dossiers.sharing import content_context, shared_reading
from ocop.cycle.evaluation.comparing import comparison_of
from ocop.cycle.evaluation.minutes import minutes_of
from ocop.cycle.evaluation.models import Docket
from ocop.cycle.evaluation.states import DocketState
from ocop.ground.registry.serving import serve
from ocop.kit import clock
from ocop.kit.web import Request


def _referral(request: Request, public_id: str) -> Referral:
    """The referral with its dossier, for those who may read what goes along; a dossier without records is a 404."""
    rows = Referral.objects.visible_to(request.actor).for_list()
    row = get_object_or_404(rows, public_id=public_id)
    may = policies.may_read_referred(request.actor, row)
    if not may:
        raise Http404(may.reason)
    return row


def _docket(row: Referral) -> Docket:
    """The dossier before its council, concluded; 404 where the result came without its sheets."""
    rows = Docket.objects.filter(state=DocketState.CONCLUDED)
    rows = rows.select_related("council__round", "sitting", "concluded_by").prefetch_related(
        "council__seats__user", "sitting__present__user"
    )
    docket = get_object_or_404(rows, dossier_id=row.dossier_id)
    docket.dossier = row.dossier
    return docket


def docket_of(row: Referral) -> Docket | None:
    """The concluded docket of a referral, None where there is none."""
    return Docket.objects.filter(state=DocketState.CONCLUDED, dossier_id=row.dossier_id).first()


@login_required
@require_safe
def dossier(request: Request, public_id: str) -> HttpResponse:
    """The whole dossier as the council had it before it."""
    row = _referral(request, public_id)
    if row.dossier.is_result_only:
        raise Http404("Hồ sơ này chỉ có kết quả.")

    def address(citation: object) -> str:
        return reverse("certification:referred_file", args=[row.public_id, citation.public_id])  # type: ignore[attr-defined]

    reading = shared_reading(row.dossier, clock.today(), file_url=address)
    context = {**content_context(row.dossier, reading), "referral": row}
    return render(request, "certification/referred_dossier.html", context)


@login_required
@require_safe
def file(request: Request, public_id: str, citation_id: str) -> HttpResponseBase:
    """One cited file of exactly that dossier."""
    row = _referral(request, public_id)
    citations = row.dossier.citations.select_related("paper__document")
    citation = get_object_or_404(citations, public_id=citation_id)
    return serve(citation.paper.document, request)


@login_required
@never_cache
@require_safe
def result(request: Request, public_id: str) -> HttpResponse:
    """What the province's council found: the result, and the members' marks beside the producer's own."""
    row = _referral(request, public_id)
    docket = _docket(row)
    context = {"referral": row, "docket": docket, "comparison": comparison_of(docket, docket.turn)}
    return render(request, "certification/referred_result.html", context)


@login_required
@never_cache
@require_safe
def minutes(request: Request, public_id: str) -> HttpResponse:
    """The minutes of the meeting as far as they speak of this dossier."""
    row = _referral(request, public_id)
    docket = _docket(row)
    if docket.sitting is None:
        raise Http404("Hồ sơ này không có biên bản.")
    found = minutes_of(docket.council, docket.sitting, only=docket)
    back = reverse("certification:referral", args=[row.public_id])
    context = {"council": docket.council, "minutes": found, "back_url": back, "is_extract": True}
    return render(request, "evaluation/minutes.html", context)
