"""What a council puts on paper: the ranking with its workbook, and the minutes of a meeting."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ocop.cycle.evaluation import judging
from ocop.cycle.evaluation.minutes import minutes_of
from ocop.cycle.evaluation.ranking import ranking_of, ranking_workbook
from ocop.cycle.evaluation.views.fetch import council_of
from ocop.kit import clock

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@never_cache
@require_safe
def ranking(request: HttpRequest, public_id: str) -> HttpResponse:
    """All dossiers of the council by rank and mean, one table."""
    found = council_of(request, public_id)
    context = {"council": found, "ranking": ranking_of(found), "rounding_rule": judging.rounding_rule(found)}
    return render(request, "evaluation/ranking.html", context)


@login_required
@never_cache
@require_safe
def ranking_print(request: HttpRequest, public_id: str) -> HttpResponse:
    found = council_of(request, public_id)
    context = {"council": found, "ranking": ranking_of(found), "rounding_rule": judging.rounding_rule(found)}
    return render(request, "evaluation/ranking_print.html", context)


@login_required
@never_cache
@require_safe
def ranking_export(request: HttpRequest, public_id: str) -> HttpResponse:
    found = council_of(request, public_id)
    response = HttpResponse(ranking_workbook(ranking_of(found)), content_type=XLSX)
    day = clock.today()
    response["Content-Disposition"] = f'attachment; filename="xep-hang-{found.public_id}-{day:%Y-%m-%d}.xlsx"'
    return response


@login_required
@never_cache
@require_safe
def minutes(request: HttpRequest, public_id: str, sitting_id: str) -> HttpResponse:
    """Biên bản of one meeting, ready to print and sign."""
    found = council_of(request, public_id)
    sitting = get_object_or_404(found.sittings.prefetch_related("present__user"), public_id=sitting_id)
    return render(request, "evaluation/minutes.html", {"council": found, "minutes": minutes_of(found, sitting)})
