"""Sheets for printing, and the files of the evidence served through the reader's scope."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ocop.cycle.dossiers import law
from ocop.cycle.dossiers.reading import reading_of
from ocop.cycle.dossiers.sharing import findings_of
from ocop.cycle.dossiers.views.fetch import officers_dossier, visible_dossier
from ocop.ground.registry.serving import serve
from ocop.kit import clock
from ocop.kit.text.dates import date_in_words


@login_required
@require_safe
def file(request: HttpRequest, public_id: str, citation_id: str) -> HttpResponseBase:
    """The file behind one citation, for whoever may read the dossier."""
    dossier = visible_dossier(request, public_id)
    citation = get_object_or_404(dossier.citations.select_related("paper__document"), public_id=citation_id)
    return serve(citation.paper.document, request)


@login_required
@require_safe
def slip(request: HttpRequest, public_id: str) -> HttpResponse:
    """The registration slip (Mẫu số 01) with the self-assessment's totals, filled from the dossier."""
    dossier = visible_dossier(request, public_id)
    if dossier.is_result_only:
        raise Http404
    reading = reading_of(dossier, clock.today())
    answers = {line.field.key: line.shown for page in reading.pages for line in page.lines}
    context = {"dossier": dossier, "reading": reading, "answers": answers, "sheet": law.sheet_of(dossier)}
    if dossier.lodged_at:
        context["lodged_in_words"] = date_in_words(clock.local_date(dossier.lodged_at))
    return render(request, "dossiers/slip.html", context)


@login_required
@require_safe
def form_03(request: HttpRequest, public_id: str) -> HttpResponse:
    """Mẫu số 03: the commune's report, filled from what it recorded."""
    dossier = officers_dossier(request, public_id)
    if not law.commune_assesses(dossier.criteria_id):
        raise Http404
    reading = reading_of(dossier, clock.today())
    context = {
        "dossier": dossier,
        "answers": {line.field.key: line.shown for page in reading.pages for line in page.lines},
        "legal_form": dossier.producer.legal_form,
        "findings": findings_of(dossier),
    }
    return render(request, "dossiers/form_03.html", context)
